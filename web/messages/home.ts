// The first page: what the portal is for, and what it promises.
import { defineMessages } from './index.ts'

export const home = defineMessages({
  bg: {
    title: 'Държавни услуги без удостоверения',
    lead: 'Кажете какво Ви трябва. Каквото държавата вече знае за Вас, тя сама намира в регистрите си. Вие само го проверявате и подписвате.',
    toServices: 'Към услугите',
    toMine: 'Моите неща',
    services: 'Какво можете да направите',
    free: 'Без такса',
    fee: (amount: string) => `Такса ${amount}`,
    term: (time: string) => `Решение до ${time}`,
    days: (count: string) => (count === '1' ? '1 ден' : `${count} дни`),
    workingDays: (count: string) => (count === '1' ? '1 работен ден' : `${count} работни дни`),
    months: (count: string) => (count === '1' ? '1 месец' : `${count} месеца`),
    promises: 'Какво Ви обещаваме',
    noCertificates: 'Без удостоверения',
    noCertificatesAbout:
      'Не носите бележки от едно гише на друго. Щом нещо е вписано в един регистър, другите служби го намират сами.',
    proved: 'Всяко вписване се доказва',
    provedAbout:
      'Никой не може тайно да промени или да изтрие вписаното, нито служител, нито ние. Всеки може сам да провери.',
    toProofs: 'Как се проверява',
    traced: 'Всеки поглед оставя следа',
    tracedAbout:
      'Отвори ли служител личните Ви данни, записва се кой, кога и на какво основание. Тази следа е Ваша и не може да се изтрие.',
    mine: 'Моите неща',
    mineAbout: 'Заявленията, решенията и съобщенията Ви са на едно място. Влизате с едно докосване.',
    openMine: 'Отворете моите неща',
    registers: 'Какво пише в регистрите',
    registersAbout: 'Отворената част на всеки регистър може да види и да провери всеки, без да влиза.',
    law: 'Води се по:',
  },
  en: {
    title: 'State services without certificates',
    lead: 'Say what you need. What the state already knows about you, it finds in its own registers. You only check it and sign.',
    toServices: 'To the services',
    toMine: 'My things',
    services: 'What you can do',
    free: 'No fee',
    fee: (amount: string) => `Fee ${amount}`,
    term: (time: string) => `Decision within ${time}`,
    days: (count: string) => (count === '1' ? '1 day' : `${count} days`),
    workingDays: (count: string) => (count === '1' ? '1 working day' : `${count} working days`),
    months: (count: string) => (count === '1' ? '1 month' : `${count} months`),
    promises: 'What we promise you',
    noCertificates: 'No certificates',
    noCertificatesAbout:
      'You carry no papers from one counter to another. Once something is in one register, other offices find it themselves.',
    proved: 'Every entry can be proved',
    provedAbout:
      'Nobody can change or delete an entry in secret, neither an official nor we. Anyone can check it themselves.',
    toProofs: 'How to check',
    traced: 'Every look leaves a trace',
    tracedAbout:
      'When an official opens your personal data, it is recorded who, when and on what ground. That trace is yours and cannot be deleted.',
    mine: 'My things',
    mineAbout: 'Your applications, decisions and messages are in one place. You sign in with one touch.',
    openMine: 'Open my things',
    registers: 'What the registers say',
    registersAbout: 'Anyone can see and check the open part of every register, without signing in.',
    law: 'Kept under:',
  },
})
