// The pages that the foot leads to: open data, checking a proof, accessibility, what each refusal means.
import { defineMessages } from './index.ts'

export const openData = defineMessages({
  bg: {
    title: 'Отворени данни',
    lead: 'Отворената част на всеки регистър е за всички: хора и програми. Без заявление, без регистрация, без ключ.',
    how: 'Как се чете',
    json: 'Отговорите са JSON в UTF-8. Адресите не се променят.',
    etag: 'Всеки запис има ETag. Питайте с If-None-Match и получавате отговор само ако нещо се е променило.',
    moments:
      'Питайте и за минало време: параметърът asOf показва какво е пишело в регистъра в даден миг, а effective какво е важало на дадена дата.',
    pages:
      'Списъците са на страници. Има ли в отговора next, дайте го като параметър after (при вписванията before) и идва следващата. С q се търси.',
    refusals: 'Отказ е документ по RFC 9457 с постоянен код.',
    toProblems: 'Какво значи всеки код',
    closed: 'Лични данни няма: всяко поле на регистъра има клас на достъп и тук влизат само отворените.',
    logs: 'Всеки регистър има и дневник на вписванията по спецификацията C2SP tlog-tiles. По него всеки може да следи, че нищо не е подменено или изтрито.',
    toProofs: 'Как да проверите доказателство',
    all: 'Всички регистри',
    services: 'Всички услуги',
    service: 'Правилата на услуга',
    registers: 'Регистрите',
    register: 'Регистър',
    read: 'Прочетете',
    addresses: 'Адресите',
    definition: 'Полета и правила',
    records: 'Записи',
    record: 'Един запис',
    entries: 'Вписванията в него',
    extract: 'Извлечение с доказателство',
    checkpoint: 'Подписано състояние на дневника',
    key: 'Ключ за проверка',
    tile: 'Части на дневника',
  },
  en: {
    title: 'Open data',
    lead: 'The open part of every register is for everyone, people and programs. No application, no registration, no key.',
    how: 'How to read it',
    json: 'Answers are JSON in UTF-8. Addresses do not change.',
    etag: 'Every record has an ETag. Ask with If-None-Match and you get an answer only when something has changed.',
    moments:
      'Ask about the past, too: the parameter asOf shows what the register said at a moment, and effective what held on a date.',
    pages:
      'Lists come in pages. Where an answer has next, give it as the parameter after (for entries, before) and the next one comes. With q you search.',
    refusals: 'A refusal is an RFC 9457 document with a stable code.',
    toProblems: 'What each code means',
    closed:
      'There is no personal data: every field of a register has a disclosure class, and only open ones come here.',
    logs: 'Every register also has a log of its entries, by the specification C2SP tlog-tiles. With it anyone can watch that nothing is replaced or deleted.',
    toProofs: 'How to check a proof',
    all: 'All registers',
    services: 'All services',
    service: 'Rules of a service',
    registers: 'The registers',
    register: 'Register',
    read: 'Read',
    addresses: 'The addresses',
    definition: 'Fields and rules',
    records: 'Records',
    record: 'One record',
    entries: 'Its entries',
    extract: 'Extract with proof',
    checkpoint: 'Signed state of the log',
    key: 'Verifier key',
    tile: 'Tiles of the log',
  },
})

export const proofs = defineMessages({
  bg: {
    title: 'Как да проверите доказателство',
    lead: 'Извлечението от регистър не се нуждае от печат. То носи доказателство, което всеки проверява сам, и без интернет.',
    steps: 'Проверете го',
    download: 'Отворете записа в регистъра и изтеглете извлечението му. То е един файл.',
    toRegisters: 'Към регистрите',
    run: 'Дайте файла на командата за проверка. Тя е част от програмата на портала и не се свързва с никого:',
    file: 'ФАЙЛ',
    read: 'Прочетете отговора. Или всичко е вярно и виждате какво пише в регистъра и откога, или е казано кое не съвпада.',
    what: 'Какво се проверява',
    values: 'Показаните данни са точно тези, които са вписани. Промени ли се и една буква, проверката не минава.',
    chain: 'Вписванията са от един и същ запис и в реда, в който са направени.',
    log: 'Всяко вписване е в дневника на регистъра, под състояние, подписано с ключа на регистъра.',
    limits: 'Какво доказателството не казва',
    truth:
      'Че вписаното отговаря на действителността. То доказва какво е вписал регистърът и кога, а не че службата не е сгрешила.',
    now: 'Че записът не се е променил след датата на извлечението. За днешното състояние изтеглете ново.',
    trust: 'Че ключът е на регистъра. Сравнете го веднъж с ключа, който органът е обявил другаде, и го запазете.',
    others: 'С чужда програма',
    standard:
      'Дневниците са по спецификациите C2SP tlog-tiles и signed-note, които познават и програми, писани от други. Адресите и ключовете са при отворените данни.',
    toOpenData: 'Към отворените данни',
  },
  en: {
    title: 'How to check a proof',
    lead: 'An extract of a register needs no stamp. It carries a proof that anyone can check, even offline.',
    steps: 'Check it',
    download: 'Open the record in the register and download its extract. It is one file.',
    toRegisters: 'To the registers',
    run: 'Give the file to the command that checks it. It is part of the portal’s program and calls nobody:',
    file: 'FILE',
    read: 'Read the answer. Either everything holds, and you see what the register says and since when, or you are told what does not match.',
    what: 'What is checked',
    values: 'The values that are shown are exactly those that were entered. If one letter changes, the check fails.',
    chain: 'The entries belong to one record and stand in the order in which they were made.',
    log: 'Every entry is in the log of the register, under a state signed with the key of the register.',
    limits: 'What the proof does not say',
    truth:
      'That the entry is true. It proves what the register recorded and when, not that the office made no mistake.',
    now: 'That the record has not changed since the date of the extract. For today’s state download a new one.',
    trust:
      'That the key is the register’s. Compare it once with the key that the authority announced elsewhere, and keep it.',
    others: 'With somebody else’s program',
    standard:
      'The logs follow the specifications C2SP tlog-tiles and signed-note, which programs written by others know, too. Addresses and keys are with the open data.',
    toOpenData: 'To the open data',
  },
})

export const accessibility = defineMessages({
  bg: {
    title: 'Достъпност',
    lead: 'Порталът е за всички: и за който не вижда добре, не ползва мишка или има стар телефон.',
    aim: 'Към какво се стремим',
    standard:
      'Към WCAG 2.2, ниво АА, какъвто е и европейският стандарт EN 301 549 за сайтовете на държавата (Директива (ЕС) 2016/2102).',
    done: 'Какво се проверява при всяка промяна',
    axe: 'Страниците минават през автоматичната проверка axe, на български и на английски, в светъл и в тъмен вид.',
    keyboard: 'Пътят се извървява само с клавиатура: първа е връзката към съдържанието и винаги се вижда къде сте.',
    phone: 'На екран, широк 360 точки, нищо не излиза встрани.',
    script: 'Формулярите работят и без JavaScript.',
    contrast: 'Всяка двойка цветове има нужния контраст, денем и нощем.',
    also: 'Зачитат се настройките на Вашето устройство: тъмен вид, по-малко движение, висок контраст, по-голям шрифт.',
    limits: 'Какво още не е наред',
    people:
      'Порталът още не е изпитван от хора с увреждания, нито с екранни четци. Автоматичната проверка намира само част от пречките.',
    login: 'Вход с ключ за достъп и с лична карта иска JavaScript: такива са самите средства.',
    law: 'Законите се цитират на български и на английските страници.',
    help: 'Ако нещо Ви пречи',
    ask: 'Кажете на органа, чиято услуга Ви трябва, какво не можете да направите и на коя страница. Поискайте същото на гише или по телефона: правото Ви не зависи от този портал.',
  },
  en: {
    title: 'Accessibility',
    lead: 'The portal is for everyone: also for those who do not see well, use no mouse, or have an old phone.',
    aim: 'What we aim at',
    standard:
      'At WCAG 2.2, level AA, which is also what the European standard EN 301 549 asks of sites of the state (Directive (EU) 2016/2102).',
    done: 'What is tested at every change',
    axe: 'Pages go through the automatic check axe, in Bulgarian and in English, in light and in dark.',
    keyboard:
      'The way is walked by keyboard alone: the link to the content comes first, and you always see where you are.',
    phone: 'On a screen 360 pixels wide nothing runs out at the side.',
    script: 'Forms work without JavaScript.',
    contrast: 'Every pair of colours has the contrast that it needs, by day and by night.',
    also: 'The settings of your device are heeded: dark mode, less motion, high contrast, larger type.',
    limits: 'What is not right yet',
    people:
      'The portal has not yet been tried by people with disabilities, nor with screen readers. An automatic check finds only some of the obstacles.',
    login: 'Signing in with a passkey or an identity card asks for JavaScript: so do these means themselves.',
    law: 'Laws are cited in Bulgarian on English pages, too.',
    help: 'If something is in your way',
    ask: 'Tell the authority whose service you need what you cannot do, and on which page. Ask for the same at the counter or by phone: your right does not depend on this portal.',
  },
})

export const problemPages = defineMessages({
  bg: {
    title: 'Какво значи всеки отказ',
    lead: 'Порталът отказва с постоянен код и с изречение, което казва какво да направите. Програмите разчитат кода, хората изречението.',
    about: (code: string) => `Отказ ${code}`,
    status: 'HTTP',
    where: 'Къде',
    everywhere: 'Навсякъде в портала',
    bg: 'На български',
    en: 'На английски',
  },
  en: {
    title: 'What each refusal means',
    lead: 'The portal refuses with a stable code and a sentence that says what to do. Programs read the code, people the sentence.',
    about: (code: string) => `Refusal ${code}`,
    status: 'HTTP',
    where: 'Where',
    everywhere: 'Anywhere in the portal',
    bg: 'In Bulgarian',
    en: 'In English',
  },
})
