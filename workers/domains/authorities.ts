// The authorities themselves: who keeps registers and decides cases.
import { oneOf, reference, text } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

export const authorities = register({
  id: 'authorities',
  title: { bg: 'Административен регистър', en: 'Register of authorities' },
  about: {
    bg: 'Кои са органите на властта, къде са и как се наричат. Регистрите и услугите сочат насам.',
    en: 'The public authorities, where they are and what they are called. Registers and services point here.',
  },
  law: 'Закон за администрацията, чл. 61',
  keeper: 'ministerski-savet',
  key: 'code',
  caption: 'record.name',
  ended: "record.status == 'closed'",
  fields: {
    code: text({ label: { bg: 'Код', en: 'Code' }, format: 'slug', disclose: 'open', find: 'exact' }),
    name: text({ label: { bg: 'Име', en: 'Name' }, disclose: 'open', find: 'text' }),
    nameLatin: text({ label: { bg: 'Име на английски', en: 'Name in English' }, disclose: 'open', find: 'text' }),
    kind: oneOf(
      {
        ministry: { bg: 'министерство', en: 'ministry' },
        agency: { bg: 'агенция', en: 'agency' },
        municipality: { bg: 'община', en: 'municipality' },
        other: { bg: 'друг орган', en: 'other authority' },
      },
      { label: { bg: 'Вид', en: 'Kind' }, disclose: 'open' },
    ),
    seat: reference({
      register: 'addresses',
      format: 'settlement-code',
      label: { bg: 'Седалище', en: 'Seat' },
      disclose: 'open',
    }),
    address: reference({
      register: 'buildings',
      format: 'slug',
      label: { bg: 'Адрес по регистъра', en: 'Address in the register' },
      disclose: 'open',
      find: 'exact',
      optional: true,
    }),
    number: text({
      label: { bg: 'ЕИК', en: 'Company number (EIK)' },
      format: 'company-number',
      disclose: 'open',
      find: 'exact',
      optional: true,
    }),
    status: oneOf(
      { active: { bg: 'действащ', en: 'active' }, closed: { bg: 'закрит', en: 'closed' } },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'open' },
    ),
  },
  acts: {
    enter: {
      title: { bg: 'Вписване', en: 'Enter' },
      law: 'чл. 61, ал. 2',
      creates: true,
      by: ['ministerski-savet.registrar', 'operator'],
      takes: ['name', 'nameLatin', 'kind', 'seat', 'address', 'number'],
      set: { status: "'active'" },
    },
    change: {
      title: { bg: 'Промяна', en: 'Change' },
      law: 'чл. 61, ал. 3',
      by: ['ministerski-savet.registrar'],
      takes: ['name', 'nameLatin', 'seat', 'address'],
      partial: true,
      refuse: { closed: "record.status == 'closed'" },
    },
    close: {
      title: { bg: 'Закриване', en: 'Close' },
      law: 'чл. 61, ал. 3',
      by: ['ministerski-savet.registrar'],
      refuse: { closed: "record.status == 'closed'" },
      set: { status: "'closed'" },
    },
    correct: {
      title: { bg: 'Поправка', en: 'Correct' },
      corrects: true,
      by: ['ministerski-savet.registrar'],
      takes: ['name', 'nameLatin', 'kind', 'seat', 'address', 'number'],
      partial: true,
    },
  },
  refusals: { closed: { bg: 'Органът е закрит.', en: 'The authority is closed.' } },
})
