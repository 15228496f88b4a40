// The people of the demo who hold a software card: invented, with numbers that are valid.
import { personalNumber } from '../../workers/kernel/formats/personal-number.ts'
import type { DemoPerson } from './authority.ts'

export interface Citizen {
  readonly personalNumber: string
  /** In Cyrillic, as the civil register has them. */
  readonly givenName: string
  readonly middleName: string
  readonly familyName: string
  readonly bornOn: string
  readonly sex: 'female' | 'male'
  /** EKATTE code. */
  readonly settlement: string
  readonly street: string
}

/** A citizen who can be signed in as, and the office that they hold. */
export interface Holder extends Citizen, DemoPerson {
  /** Personal numbers, of who is still a child. */
  readonly mother?: string
  readonly father?: string
  readonly office?: {
    readonly authority: string
    readonly role: 'registrar' | 'head' | 'notary' | 'clerk' | 'steward' | 'doctor' | 'auditor'
    readonly since: string
  }
}

/** A number with a serial of 0 to 999, whose last digit is even for a man. */
export const holder = (serial: number, person: Omit<Holder, 'personalNumber'>): Holder => ({
  ...person,
  personalNumber: personalNumber(person.bornOn, serial),
})

const adults: readonly Holder[] = [
  holder(711, {
    id: 'maria',
    givenName: 'Мария',
    middleName: 'Георгиева',
    familyName: 'Иванова',
    bornOn: '1985-04-12',
    sex: 'female',
    settlement: '68134',
    street: 'ул. „Шипка“ 14',
    about: {
      bg: 'Гражданка, майка на Даниел. Купила си е автомобил и иска да го регистрира.',
      en: 'A citizen, mother of Daniel. She has bought a car and wants to register it.',
    },
  }),
  holder(704, {
    id: 'georgi',
    givenName: 'Георги',
    middleName: 'Стоянов',
    familyName: 'Петров',
    bornOn: '1972-09-30',
    sex: 'male',
    settlement: '56784',
    street: 'бул. „Марица“ 3',
    about: {
      bg: 'Гражданин и управител на „Зора Транс“ ООД. Има вече регистриран автомобил; може да регистрира и друг, свой или на дружеството, или да продаде този заедно с жена си Весела.',
      en: 'A citizen and manager of Zora Trans OOD. He already has a registered car; he may register another, his own or the company’s, or sell this one together with his wife Vesela.',
    },
  }),
  holder(713, {
    id: 'elena',
    givenName: 'Елена',
    middleName: 'Николова',
    familyName: 'Димитрова',
    bornOn: '1990-01-17',
    sex: 'female',
    settlement: '68134',
    street: 'ул. „Оборище“ 88',
    about: {
      bg: 'Регистратор в Пътна полиция (МВР). Решава заявленията за превозни средства.',
      en: 'A registrar of the road police (Ministry of the Interior). Decides applications about vehicles.',
    },
    office: { authority: 'mvr', role: 'registrar', since: '2020-01-06' },
  }),
  holder(528, {
    id: 'stefan',
    givenName: 'Стефан',
    middleName: 'Василев',
    familyName: 'Колев',
    bornOn: '1983-06-22',
    sex: 'male',
    settlement: '67653',
    street: 'бул. „България“ 51',
    about: {
      bg: 'Регистратор в Пътна полиция (МВР), колега на Елена. Решава същите заявления.',
      en: 'A registrar of the road police (Ministry of the Interior), Elena’s colleague. Decides the same applications.',
    },
    office: { authority: 'mvr', role: 'registrar', since: '2017-09-04' },
  }),
  holder(706, {
    id: 'nikolay',
    givenName: 'Николай',
    middleName: 'Петров',
    familyName: 'Тодоров',
    bornOn: '1968-11-05',
    sex: 'male',
    settlement: '10135',
    street: 'ул. „Преслав“ 21',
    about: {
      bg: 'Регистратор в ГРАО. Вписва промени в регистъра на населението.',
      en: 'A registrar of the population register. Enters changes in it.',
    },
    office: { authority: 'grao', role: 'registrar', since: '2012-03-01' },
  }),
  holder(625, {
    id: 'vesela',
    givenName: 'Весела',
    middleName: 'Христова',
    familyName: 'Петрова',
    bornOn: '1975-05-03',
    sex: 'female',
    settlement: '56784',
    street: 'бул. „Марица“ 3',
    about: {
      bg: 'Гражданка, съпруга на Георги. Подписва с него, когато продава автомобила.',
      en: 'A citizen, Georgi’s wife. She signs with him when he sells the car.',
    },
  }),
  holder(602, {
    id: 'ognyan',
    givenName: 'Огнян',
    middleName: 'Радев',
    familyName: 'Мутафов',
    bornOn: '1966-12-11',
    sex: 'male',
    settlement: '56784',
    street: 'ул. „Княз Александър I“ 42',
    about: {
      bg: 'Нотариус. Удостоверява подписите, когато се продава автомобил.',
      en: 'A notary. He certifies the signatures when a car is sold.',
    },
    office: { authority: 'notaries', role: 'notary', since: '2003-11-03' },
  }),
  holder(714, {
    id: 'desislava',
    givenName: 'Десислава',
    middleName: 'Ангелова',
    familyName: 'Кирова',
    bornOn: '1987-10-09',
    sex: 'female',
    settlement: '68134',
    street: 'ул. „Гурко“ 6',
    about: {
      bg: 'Служител в Министерството на електронното управление. Одобрява сайтовете за вход с електронна идентичност.',
      en: 'An official of the Ministry of Electronic Governance. Approves the sites that people log in to with their eID.',
    },
    office: { authority: 'meu', role: 'registrar', since: '2022-05-02' },
  }),
  holder(745, {
    id: 'nikola',
    givenName: 'Никола',
    middleName: 'Василев',
    familyName: 'Дончев',
    bornOn: '1979-05-24',
    sex: 'male',
    settlement: '68134',
    street: 'ул. „Оборище“ 18',
    about: {
      bg: 'Служител в Министерството на електронното управление, колега на Десислава. Потвърждава кого е одобрила тя.',
      en: 'An official of the Ministry of Electronic Governance, Desislava’s colleague. Confirms whom she has approved.',
    },
    office: { authority: 'meu', role: 'registrar', since: '2023-02-13' },
  }),
  holder(614, {
    id: 'violeta',
    givenName: 'Виолета',
    middleName: 'Симеонова',
    familyName: 'Ганева',
    bornOn: '1981-03-19',
    sex: 'female',
    settlement: '68134',
    street: 'ул. „Солунска“ 31',
    about: {
      bg: 'Служителка на гише в МВР. Разпознава хора, които нямат ключ за достъп или са загубили устройствата си.',
      en: 'A clerk at a counter of the Ministry of the Interior. Identifies people who have no passkey or lost their devices.',
    },
    office: { authority: 'mvr', role: 'clerk', since: '2019-02-11' },
  }),
  holder(618, {
    id: 'stanimir',
    givenName: 'Станимир',
    middleName: 'Петков',
    familyName: 'Железов',
    bornOn: '1974-08-02',
    sex: 'male',
    settlement: '68134',
    street: 'бул. „Витоша“ 88',
    about: {
      bg: 'Служител на гише в МВР, колега на Виолета. Потвърждава кого е разпознала тя.',
      en: 'A clerk at a counter of the Ministry of the Interior, Violeta’s colleague. Confirms whom she has identified.',
    },
    office: { authority: 'mvr', role: 'clerk', since: '2015-07-01' },
  }),
  holder(623, {
    id: 'kameliya',
    givenName: 'Камелия',
    middleName: 'Йорданова',
    familyName: 'Цанева',
    bornOn: '1984-06-08',
    sex: 'female',
    settlement: '68134',
    street: 'бул. „Христо Ботев“ 55',
    about: {
      bg: 'Отговорник за регистри в Министерството на земеделието. Описва нови регистри и ги предлага.',
      en: 'A steward of registers at the Ministry of Agriculture. Describes new registers and proposes them.',
    },
    office: { authority: 'mzh', role: 'steward', since: '2021-09-01' },
  }),
  holder(628, {
    id: 'plamen',
    givenName: 'Пламен',
    middleName: 'Асенов',
    familyName: 'Гочев',
    bornOn: '1970-01-27',
    sex: 'male',
    settlement: '68134',
    street: 'ул. „Пиротска“ 12',
    about: {
      bg: 'Отговорник за регистри в Министерството на земеделието, колега на Камелия. Потвърждава това, което тя е предложила.',
      en: 'A steward of registers at the Ministry of Agriculture, Kameliya’s colleague. Confirms what she has proposed.',
    },
    office: { authority: 'mzh', role: 'steward', since: '2017-03-20' },
  }),
  holder(635, {
    id: 'zornitsa',
    givenName: 'Зорница',
    middleName: 'Манолова',
    familyName: 'Бояджиева',
    bornOn: '1990-11-14',
    sex: 'female',
    settlement: '68134',
    street: 'ул. „Любен Каравелов“ 61',
    about: {
      bg: 'Регистратор в Министерството на земеделието. Вписва в регистъра на пчелните семейства.',
      en: 'A registrar at the Ministry of Agriculture. Enters in the register of bee colonies.',
    },
    office: { authority: 'mzh', role: 'registrar', since: '2020-04-06' },
  }),
  holder(647, {
    id: 'borislava',
    givenName: 'Борислава',
    middleName: 'Димова',
    familyName: 'Тенева',
    bornOn: '1977-02-21',
    sex: 'female',
    settlement: '68134',
    street: 'ул. „Оборище“ 88',
    about: {
      bg: 'Одитор на достъпа в МВР. Вижда кой служител кой запис е гледал и защо.',
      en: 'Auditor of access at the Ministry of the Interior. Sees which official looked at which record, and why.',
    },
    office: { authority: 'mvr', role: 'auditor', since: '2024-01-08' },
  }),
  holder(652, {
    id: 'asen',
    givenName: 'Асен',
    middleName: 'Крумов',
    familyName: 'Лилов',
    bornOn: '1980-12-05',
    sex: 'male',
    settlement: '68134',
    street: 'ул. „Граф Игнатиев“ 40',
    about: {
      bg: 'Лекар в УМБАЛ „Света Анна“. Преглежда здравни записи със съгласие или по спешност.',
      en: 'A doctor at Sveta Anna University Hospital. Reads health records with consent, or in an emergency.',
    },
    office: { authority: 'sveta-anna', role: 'doctor', since: '2016-09-01' },
  }),
]

function numberOf(id: string): string {
  const person = adults.find((one) => one.id === id)
  if (person === undefined) throw new Error(`${id} is nobody`)
  return person.personalNumber
}

/** Parents before their children. */
export const people: readonly Holder[] = [
  ...adults,
  // Not of age, and no child any more: she acts herself, and a parent consents.
  holder(611, {
    id: 'kalina',
    givenName: 'Калина',
    middleName: 'Георгиева',
    familyName: 'Петрова',
    bornOn: '2011-06-15',
    sex: 'female',
    settlement: '56784',
    street: 'бул. „Марица“ 3',
    mother: numberOf('vesela'),
    father: numberOf('georgi'),
    about: {
      bg: 'На 15 години, дъщеря на Георги и Весела. Подава и подписва сама; един от родителите ѝ подписва съгласието си.',
      en: 'Aged 15, daughter of Georgi and Vesela. She applies and signs herself; one of her parents signs their consent.',
    },
  }),
]

/** Who is married to whom in the demo, and since when. */
export const couple = { ids: ['georgi', 'vesela'], since: '2001-06-23' } as const
