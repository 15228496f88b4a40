// Companies: what the commercial register says of each, and who acts for it.
import { evidence } from '../kernel/evidence.ts'
import { companyRef, date, integer, oneOf, personRef, reference, text } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

const LAW = 'Закон за търговския регистър и регистъра на юридическите лица с нестопанска цел'

const number = text({
  label: { bg: 'ЕИК', en: 'Company number (EIK)' },
  hint: { bg: '9 или 13 цифри', en: '9 or 13 digits' },
  format: 'company-number',
  disclose: 'open',
  find: 'exact',
})
const name = text({ label: { bg: 'Фирма', en: 'Name' }, disclose: 'open', find: 'text' })
const nameLatin = text({
  label: { bg: 'Изписване на чужд език', en: 'Name in English' },
  disclose: 'open',
  find: 'text',
})
const form = oneOf(
  {
    et: { bg: 'едноличен търговец', en: 'sole trader' },
    eood: { bg: 'ЕООД', en: 'single-member limited company (EOOD)' },
    ood: { bg: 'ООД', en: 'limited company (OOD)' },
    ad: { bg: 'АД', en: 'joint-stock company (AD)' },
    kooperatsiya: { bg: 'кооперация', en: 'cooperative' },
  },
  { label: { bg: 'Правна форма', en: 'Legal form' }, disclose: 'open' },
)
const seat = reference({
  register: 'addresses',
  format: 'settlement-code',
  label: { bg: 'Седалище', en: 'Seat' },
  disclose: 'open',
})
const status = oneOf(
  {
    active: { bg: 'действаща', en: 'active' },
    closed: { bg: 'заличена', en: 'struck off' },
  },
  { label: { bg: 'Състояние', en: 'Status' }, disclose: 'open' },
)

const open = { closed: "record.status == 'closed'" }

export const companies = register({
  id: 'companies',
  title: { bg: 'Търговски регистър', en: 'Commercial register' },
  about: {
    bg: 'Кои търговци са вписани, къде им е седалището и действат ли още.',
    en: 'Which companies are entered, where their seat is and whether they still exist.',
  },
  law: `${LAW}, чл. 4`,
  keeper: 'av',
  key: 'number',
  caption: 'record.name',
  ended: "record.status == 'closed'",
  fields: {
    number,
    name,
    nameLatin,
    form,
    seat,
    street: text({ label: { bg: 'Адрес на управление', en: 'Address' }, disclose: 'open' }),
    address: reference({
      register: 'buildings',
      format: 'slug',
      label: { bg: 'Адрес по регистъра', en: 'Address in the register' },
      disclose: 'open',
      find: 'exact',
      optional: true,
      facet: false,
    }),
    // @NOTE a company without a par value in the act (чл. 117 of the Commercial Act) enters 2 euro.
    capital: integer({
      label: { bg: 'Капитал', en: 'Capital' },
      disclose: 'open',
      min: 0,
      max: 1_000_000_000_000,
      unit: { bg: 'евро', en: 'euro' },
      optional: true,
    }),
    status,
  },
  acts: {
    found: {
      title: { bg: 'Вписване на търговец', en: 'Found' },
      law: 'чл. 13, ал. 1',
      creates: true,
      by: ['av.registrar', 'operator'],
      takes: ['name', 'nameLatin', 'form', 'seat', 'street', 'address', 'capital'],
      set: { status: "'active'" },
    },
    change: {
      title: { bg: 'Промяна', en: 'Change' },
      law: 'чл. 13, ал. 1',
      by: ['av.registrar'],
      takes: ['name', 'nameLatin', 'form', 'seat', 'street', 'address', 'capital'],
      partial: true,
      refuse: open,
    },
    close: {
      title: { bg: 'Заличаване', en: 'Strike off' },
      law: 'чл. 13, ал. 1',
      by: ['av.registrar'],
      refuse: open,
      set: { status: "'closed'" },
    },
    correct: {
      title: { bg: 'Поправка', en: 'Correct' },
      law: 'чл. 28',
      corrects: true,
      by: ['av.registrar'],
      takes: ['name', 'nameLatin', 'form', 'seat', 'street', 'address', 'capital'],
      partial: true,
    },
  },
  refusals: { closed: { bg: 'Търговецът е заличен.', en: 'The company was struck off.' } },
})

const acting = { ended: "record.status == 'ended'" }

/** A company has several, and each is a record: they come and go without each other. */
export const companyRepresentatives = register({
  id: 'company-representatives',
  title: { bg: 'Представители на търговци', en: 'Representatives of companies' },
  about: {
    bg: 'Кой управлява и представлява търговеца, сам или заедно с друг. Правото да действа от негово име тук следва от този запис.',
    en: 'Who manages and represents a company, alone or together with another. The right to act for it here follows from this record.',
  },
  law: `${LAW}, чл. 4`,
  keeper: 'av',
  key: 'number',
  caption: "record.name + ' · ' + record.company",
  fields: {
    number: text({ label: { bg: 'Номер', en: 'Number' }, format: 'slug', disclose: 'open', find: 'exact' }),
    company: companyRef({ label: { bg: 'Търговец (ЕИК)', en: 'Company (EIK)' }, disclose: 'open', find: 'exact' }),
    person: personRef({ label: { bg: 'Лице (ЕГН)', en: 'Person (EGN)' }, disclose: 'personal', find: 'exact' }),
    // Public by law (чл. 11), unlike the number.
    name: text({ label: { bg: 'Име', en: 'Name' }, disclose: 'open', find: 'text' }),
    role: oneOf(
      {
        manager: { bg: 'управител', en: 'manager' },
        director: { bg: 'изпълнителен директор', en: 'executive director' },
        procurator: { bg: 'прокурист', en: 'procurator' },
      },
      { label: { bg: 'Качество', en: 'Capacity' }, disclose: 'open' },
    ),
    manner: oneOf(
      {
        severally: { bg: 'заедно и поотделно', en: 'jointly and severally' },
        jointly: { bg: 'само заедно с друг', en: 'only together with another' },
      },
      { label: { bg: 'Начин на представляване', en: 'Manner of representation' }, disclose: 'open' },
    ),
    since: date({ label: { bg: 'От', en: 'Since' }, disclose: 'open' }),
    until: date({ label: { bg: 'До', en: 'Until' }, disclose: 'open', optional: true }),
    status: oneOf(
      { active: { bg: 'представлява', en: 'represents' }, ended: { bg: 'прекратено', en: 'ended' } },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'open' },
    ),
  },
  acts: {
    enter: {
      title: { bg: 'Вписване на представител', en: 'Enter' },
      law: 'чл. 13, ал. 1',
      creates: true,
      by: ['av.registrar', 'operator'],
      takes: ['company', 'person', 'name', 'role', 'manner', 'until'],
      refuse: { 'until-before-since': 'has(input.until) && input.until < effective' },
      set: { since: 'effective', status: "'active'" },
    },
    'change-manner': {
      title: { bg: 'Промяна на начина на представляване', en: 'Change the manner' },
      law: 'чл. 13, ал. 1',
      by: ['av.registrar'],
      takes: ['manner'],
      refuse: acting,
    },
    end: {
      title: { bg: 'Заличаване на представител', en: 'End' },
      law: 'Търговски закон, чл. 141, ал. 6',
      by: ['av.registrar'],
      refuse: acting,
      set: { until: 'effective', status: "'ended'" },
    },
    correct: {
      title: { bg: 'Поправка', en: 'Correct' },
      law: 'чл. 28',
      corrects: true,
      by: ['av.registrar'],
      takes: ['name', 'role', 'manner', 'until'],
      partial: true,
    },
  },
  mandates: {
    representative: {
      title: { bg: 'Представител на търговец', en: 'Representative of a company' },
      law: 'Търговски закон, чл. 141, ал. 2',
      representative: 'person',
      principal: { field: 'company' },
      actor: 'record.name',
      refuse: acting,
      since: 'record.since',
      until: 'record.until',
      joint: "record.manner == 'jointly' ? 2 : 1",
    },
  },
  refusals: {
    ended: { bg: 'Вече не представлява търговеца.', en: 'This person represents the company no more.' },
    'until-before-since': { bg: 'Краят е преди началото.', en: 'The end is before the beginning.' },
  },
})

export const companyIdentity = evidence({
  id: 'company-identity',
  title: { bg: 'Кой е търговецът', en: 'Which company it is' },
  law: `${LAW}, чл. 23, ал. 6`,
  source: 'companies',
  input: { number },
  key: 'input.number',
  answer: {
    name: { field: name, value: 'record.name' },
    form: { field: form, value: 'record.form' },
    seat: { field: seat, value: 'record.seat' },
    status: { field: status, value: 'record.status' },
  },
})
