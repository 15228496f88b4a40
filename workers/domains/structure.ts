// How an authority is built: its units, one within another, and the posts in them.
import { date, integer, oneOf, personRef, reference, text } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

const LAW = 'Закон за администрацията'
const closed = { closed: 'has(record.closedOn)' }
/** An authority orders its own house: its head or who answers for its registers (чл. 61, ал. 3). */
const OWN = ['*.head', '*.steward']

const authority = reference({
  register: 'authorities',
  format: 'slug',
  label: { bg: 'Орган', en: 'Authority' },
  disclose: 'open',
  find: 'exact',
})
const closedOn = date({ label: { bg: 'Закрито на', en: 'Closed on' }, disclose: 'open', optional: true })

export const units = register({
  id: 'units',
  title: { bg: 'Звена на администрацията', en: 'Units of the administration' },
  about: {
    bg: 'Дирекциите, отделите и секторите на всеки орган: какво правят и към кого са.',
    en: 'The directorates, departments and sections of each authority: what they do and to whom they belong.',
  },
  law: `${LAW}, чл. 61, ал. 1`,
  keeper: 'ministerski-savet',
  key: 'code',
  caption: 'record.name',
  ended: closed.closed,
  fields: {
    code: text({ label: { bg: 'Код', en: 'Code' }, format: 'slug', disclose: 'open', find: 'exact' }),
    authority,
    within: reference({
      register: 'units',
      format: 'slug',
      label: { bg: 'Част от', en: 'Part of' },
      disclose: 'open',
      find: 'exact',
      optional: true,
    }),
    name: text({ label: { bg: 'Име', en: 'Name' }, disclose: 'open', find: 'text' }),
    nameLatin: text({ label: { bg: 'Име на английски', en: 'Name in English' }, disclose: 'open', find: 'text' }),
    kind: oneOf(
      {
        directorate: { bg: 'дирекция', en: 'directorate' },
        'main-directorate': { bg: 'главна дирекция', en: 'main directorate' },
        department: { bg: 'отдел', en: 'department' },
        section: { bg: 'сектор', en: 'section' },
        office: { bg: 'териториално звено', en: 'local office' },
      },
      { label: { bg: 'Вид', en: 'Kind' }, disclose: 'open' },
    ),
    functions: text({ label: { bg: 'Функции', en: 'Functions' }, disclose: 'open', max: 2000 }),
    staff: integer({ label: { bg: 'Щатна численост', en: 'Staff' }, disclose: 'open', min: 0, max: 60_000 }),
    closedOn,
  },
  acts: {
    found: {
      title: { bg: 'Създаване на звено', en: 'Found a unit' },
      law: 'чл. 61, ал. 2',
      creates: true,
      by: OWN,
      within: 'authority',
      takes: ['authority', 'within', 'name', 'nameLatin', 'kind', 'functions', 'staff'],
      refuse: { 'own-part': 'has(input.within) && input.within == record.code' },
    },
    bring: {
      title: { bg: 'Пренасяне от стар регистър', en: 'Bring over' },
      law: 'чл. 61, ал. 2',
      creates: true,
      by: ['operator'],
      takes: ['authority', 'within', 'name', 'nameLatin', 'kind', 'functions', 'staff'],
    },
    change: {
      title: { bg: 'Промяна', en: 'Change' },
      law: 'чл. 61, ал. 3',
      by: OWN,
      within: 'authority',
      takes: ['within', 'name', 'nameLatin', 'kind', 'functions', 'staff'],
      partial: true,
      refuse: { ...closed, 'own-part': 'has(input.within) && input.within == record.code' },
    },
    close: {
      title: { bg: 'Закриване', en: 'Close' },
      law: 'чл. 61, ал. 3',
      by: OWN,
      within: 'authority',
      refuse: closed,
      set: { closedOn: 'effective' },
    },
  },
  refusals: {
    closed: { bg: 'Звеното е закрито.', en: 'The unit is closed.' },
    'own-part': { bg: 'Нищо не е част от себе си.', en: 'Nothing is a part of itself.' },
  },
})

export const posts = register({
  id: 'posts',
  title: { bg: 'Длъжности в администрацията', en: 'Posts in the administration' },
  about: {
    bg: 'Длъжностите във всяко звено и кои от тях са заети. Кой ги заема, виждат само той и органите с основание.',
    en: 'The posts in each unit and which are filled. Who fills one is seen only by them and by authorities with a legal ground.',
  },
  law: `${LAW}, чл. 61, ал. 1, т. 3`,
  keeper: 'ministerski-savet',
  key: 'number',
  caption: "record.title + ' · ' + record.number",
  ended: closed.closed,
  fields: {
    number: text({ label: { bg: 'Номер', en: 'Number' }, format: 'slug', disclose: 'open', find: 'exact' }),
    authority,
    unit: reference({
      register: 'units',
      format: 'slug',
      label: { bg: 'Звено', en: 'Unit' },
      disclose: 'open',
      find: 'exact',
    }),
    title: text({ label: { bg: 'Длъжност', en: 'Post' }, disclose: 'open', find: 'text' }),
    level: oneOf(
      {
        lead: { bg: 'ръководна', en: 'leading' },
        expert: { bg: 'експертна', en: 'expert' },
        support: { bg: 'техническа', en: 'supporting' },
      },
      { label: { bg: 'Вид', en: 'Kind' }, disclose: 'open' },
    ),
    // Класификатор на длъжностите в администрацията: ranks from fifth junior to first senior.
    rank: text({ label: { bg: 'Минимален ранг', en: 'Lowest rank' }, disclose: 'open', max: 40 }),
    person: personRef({
      label: { bg: 'Заема се от (ЕГН)', en: 'Filled by (EGN)' },
      disclose: 'personal',
      find: 'exact',
      optional: true,
    }),
    since: date({ label: { bg: 'Заета от', en: 'Filled since' }, disclose: 'open', optional: true }),
    status: oneOf(
      { vacant: { bg: 'свободна', en: 'vacant' }, filled: { bg: 'заета', en: 'filled' } },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'open', find: 'exact' },
    ),
    closedOn,
  },
  boards: {
    vacancies: {
      title: { bg: 'Свободни и заети длъжности', en: 'Vacant and filled posts' },
      about: { bg: 'Длъжностите според това заети ли са.', en: 'Posts by whether they are filled.' },
      by: 'status',
      columns: ['authority', 'unit', 'level', 'rank', 'since'],
    },
  },
  acts: {
    open: {
      title: { bg: 'Откриване на длъжност', en: 'Open a post' },
      creates: true,
      by: OWN,
      within: 'authority',
      takes: ['authority', 'unit', 'title', 'level', 'rank'],
      set: { status: "'vacant'" },
    },
    bring: {
      title: { bg: 'Пренасяне от стар регистър', en: 'Bring over' },
      creates: true,
      by: ['operator'],
      takes: ['authority', 'unit', 'title', 'level', 'rank', 'person', 'since'],
      refuse: { 'since-missing': 'has(input.person) != has(input.since)' },
      set: { status: "has(input.person) ? 'filled' : 'vacant'" },
    },
    fill: {
      title: { bg: 'Назначаване', en: 'Fill' },
      law: 'Закон за държавния служител, чл. 9',
      by: OWN,
      within: 'authority',
      takes: ['person'],
      refuse: { ...closed, filled: "record.status == 'filled'", 'person-missing': '!has(input.person)' },
      set: { since: 'effective', status: "'filled'" },
    },
    vacate: {
      title: { bg: 'Освобождаване', en: 'Vacate' },
      law: 'Закон за държавния служител, чл. 103',
      by: OWN,
      within: 'authority',
      refuse: { vacant: "record.status == 'vacant'" },
      set: { person: 'null', since: 'null', status: "'vacant'" },
    },
    close: {
      title: { bg: 'Закриване', en: 'Close' },
      by: OWN,
      within: 'authority',
      refuse: { ...closed, filled: "record.status == 'filled'" },
      set: { closedOn: 'effective' },
    },
  },
  refusals: {
    closed: { bg: 'Длъжността е закрита.', en: 'The post is closed.' },
    filled: { bg: 'Длъжността е заета.', en: 'The post is filled.' },
    vacant: { bg: 'Длъжността е свободна.', en: 'The post is vacant.' },
    'person-missing': { bg: 'Посочете кой я заема.', en: 'Say who fills it.' },
    'since-missing': { bg: 'Посочете и кой я заема, и откога.', en: 'Say both who fills it and since when.' },
  },
})
