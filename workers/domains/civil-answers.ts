// What the population register answers to those who ask it about somebody: each no more than serves.
import { evidence } from '../kernel/evidence.ts'
import { boolean, date, personRef, reference, text } from '../kernel/field.ts'

const whose = {
  personalNumber: text({
    label: { bg: 'ЕГН', en: 'Personal number (EGN)' },
    format: 'personal-number',
    disclose: 'personal',
  }),
}
const names = "record.givenName + (has(record.middleName) ? ' ' + record.middleName : '') + ' ' + record.familyName"

export const personIdentity = evidence({
  id: 'person-identity',
  title: { bg: 'Кой е заявителят', en: 'Who the applicant is' },
  law: 'Закон за електронното управление, чл. 2',
  source: 'civil',
  input: whose,
  key: 'input.personalNumber',
  answer: {
    names: {
      field: text({ label: { bg: 'Имена', en: 'Names' }, disclose: 'personal' }),
      value: names,
    },
    bornOn: {
      field: date({ label: { bg: 'Дата на раждане', en: 'Date of birth' }, disclose: 'personal' }),
      value: 'record.bornOn',
    },
    diedOn: {
      field: date({ label: { bg: 'Дата на смърт', en: 'Date of death' }, disclose: 'personal' }),
      value: 'record.diedOn',
    },
    settlement: {
      field: reference({
        register: 'addresses',
        format: 'settlement-code',
        label: { bg: 'Населено място', en: 'Settlement' },
        disclose: 'personal',
      }),
      value: 'record.settlement',
    },
    street: {
      field: text({ label: { bg: 'Улица и номер', en: 'Street and number' }, disclose: 'personal' }),
      value: 'record.street',
    },
  },
})

/** What the other side of a contract may read of somebody: less than an official does. */
export const personNames = evidence({
  id: 'person-names',
  title: { bg: 'Как се казва заявителят', en: 'What the applicant is called' },
  law: 'Закон за електронното управление, чл. 2',
  source: 'civil',
  input: whose,
  key: 'input.personalNumber',
  answer: {
    names: { field: text({ label: { bg: 'Имена', en: 'Names' }, disclose: 'personal' }), value: names },
    dead: {
      field: boolean({ label: { bg: 'Починало лице', en: 'Has died' }, disclose: 'personal' }),
      value: 'has(record.diedOn)',
      silent: true,
    },
    bornOn: {
      field: date({ label: { bg: 'Дата на раждане', en: 'Date of birth' }, disclose: 'personal' }),
      value: 'record.bornOn',
      silent: true,
    },
  },
})

/** Who types another's number is told just enough to see a slip of the pen: a name, and the letter of another. */
export const personInShort = evidence({
  id: 'person-in-short',
  title: { bg: 'Кой е посочен по ЕГН', en: 'Who is named by their personal number' },
  law: 'Закон за електронното управление, чл. 2',
  source: 'civil',
  input: whose,
  key: 'input.personalNumber',
  answer: {
    called: {
      field: text({ label: { bg: 'Лице', en: 'Person' }, disclose: 'personal' }),
      value: "record.givenName + ' ' + record.familyName.substring(0, 1) + '.'",
    },
    dead: {
      field: boolean({ label: { bg: 'Починало лице', en: 'Has died' }, disclose: 'personal' }),
      value: 'has(record.diedOn)',
      silent: true,
    },
    bornOn: {
      field: date({ label: { bg: 'Дата на раждане', en: 'Date of birth' }, disclose: 'personal' }),
      value: 'record.bornOn',
      silent: true,
    },
  },
})

export const personMarriage = evidence({
  id: 'person-marriage',
  title: { bg: 'Има ли заявителят брак', en: 'Whether the applicant is married' },
  law: 'Закон за гражданската регистрация, чл. 25',
  source: 'civil',
  input: whose,
  key: 'input.personalNumber',
  answer: {
    married: {
      field: boolean({ label: { bg: 'В брак', en: 'Married' }, disclose: 'personal' }),
      value: 'has(record.spouse)',
    },
    spouse: {
      field: personRef({ label: { bg: 'Съпруг/а', en: 'Spouse' }, disclose: 'personal' }),
      value: 'record.spouse',
      silent: true,
    },
  },
})
