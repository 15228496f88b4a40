// What the registers hold on a person, and who looked at it.
import { defineMessages } from './index.ts'

export const data = defineMessages({
  bg: {
    title: 'Моите данни',
    link: 'Какво пише за Вас в регистрите и кой го е гледал',
    lead: 'Това пише за Вас в регистрите. Ако нещо не е вярно, поправя го органът, който води регистъра.',
    none: 'Няма вписвания за Вас.',
    publicRecord: 'Каквото виждат всички',
    looked: 'Кой е гледал',
    lookedAt: (count: string) => (count === '0' ? 'Никой не е гледал' : `Кой е гледал (${count})`),
    times: (count: string) => `(${count} пъти)`,
    nobody: 'Никой не е гледал тези данни.',
    when: 'Кога',
    who: 'Кой',
    why: 'На какво основание',
    what: 'Какво е видял',
    case: (number: string) => `преписка ${number}`,
  },
  en: {
    title: 'My data',
    link: 'What the registers say of you, and who looked at it',
    lead: 'This is what the registers say of you. If something is wrong, the authority that keeps the register corrects it.',
    none: 'No register has an entry on you.',
    publicRecord: 'What everybody sees',
    looked: 'Who looked',
    lookedAt: (count: string) => (count === '0' ? 'Nobody looked' : `Who looked (${count})`),
    times: (count: string) => `(${count} times)`,
    nobody: 'Nobody has looked at this data.',
    when: 'When',
    who: 'Who',
    why: 'On what ground',
    what: 'What they saw',
    case: (number: string) => `case ${number}`,
  },
})
