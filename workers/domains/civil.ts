// Persons: the register from which the state knows who somebody is, so that nobody is asked for it.
import { date, oneOf, reference, text } from '../kernel/field.ts'
import { evidence } from '../kernel/evidence.ts'
import { register } from '../kernel/register.ts'

const alive = { dead: 'has(record.diedOn)' }

export const civil = register({
  id: 'civil',
  title: { bg: 'Регистър на населението', en: 'Population register' },
  about: {
    bg: 'Кой кой е: имена, раждане, гражданство, адрес. Услугите питат тук, вместо да искат удостоверения от Вас.',
    en: 'Who is who: names, birth, citizenship, address. Services ask here instead of asking you for certificates.',
  },
  law: 'Закон за гражданската регистрация, чл. 22',
  keeper: 'grao',
  key: 'personalNumber',
  // Nothing of a person is open: the record is known by its address alone.
  caption: "'Лице · Person'",
  fields: {
    personalNumber: text({
      label: { bg: 'ЕГН', en: 'Personal number (EGN)' },
      hint: { bg: '10 цифри', en: '10 digits' },
      format: 'personal-number',
      disclose: 'personal',
      find: 'exact',
    }),
    givenName: text({ label: { bg: 'Собствено име', en: 'Given name' }, disclose: 'personal', max: 60 }),
    middleName: text({
      label: { bg: 'Бащино име', en: 'Father’s name' },
      disclose: 'personal',
      max: 60,
      optional: true,
    }),
    familyName: text({ label: { bg: 'Фамилно име', en: 'Family name' }, disclose: 'personal', max: 60 }),
    bornOn: date({ label: { bg: 'Дата на раждане', en: 'Date of birth' }, disclose: 'personal', notAfterToday: true }),
    bornIn: reference({
      register: 'addresses',
      format: 'settlement-code',
      label: { bg: 'Място на раждане', en: 'Place of birth' },
      disclose: 'personal',
      optional: true,
    }),
    sex: oneOf(
      { female: { bg: 'жена', en: 'female' }, male: { bg: 'мъж', en: 'male' } },
      { label: { bg: 'Пол', en: 'Sex' }, disclose: 'personal' },
    ),
    citizenship: text({ label: { bg: 'Гражданство', en: 'Citizenship' }, disclose: 'personal', max: 60 }),
    settlement: reference({
      register: 'addresses',
      format: 'settlement-code',
      label: { bg: 'Населено място', en: 'Settlement' },
      disclose: 'personal',
    }),
    street: text({ label: { bg: 'Улица и номер', en: 'Street and number' }, disclose: 'personal' }),
    diedOn: date({
      label: { bg: 'Дата на смърт', en: 'Date of death' },
      disclose: 'personal',
      notAfterToday: true,
      optional: true,
    }),
  },
  acts: {
    enter: {
      title: { bg: 'Вписване', en: 'Enter' },
      law: 'чл. 24',
      creates: true,
      by: ['grao.registrar', 'operator'],
      takes: [
        'givenName',
        'middleName',
        'familyName',
        'bornOn',
        'bornIn',
        'sex',
        'citizenship',
        'settlement',
        'street',
      ],
    },
    'change-name': {
      title: { bg: 'Промяна на име', en: 'Change of name' },
      law: 'чл. 19',
      by: ['grao.registrar'],
      takes: ['givenName', 'middleName', 'familyName'],
      partial: true,
      refuse: alive,
    },
    'change-address': {
      title: { bg: 'Промяна на адрес', en: 'Change of address' },
      law: 'чл. 96',
      by: ['grao.registrar'],
      takes: ['settlement', 'street'],
      refuse: alive,
    },
    death: {
      title: { bg: 'Смърт', en: 'Death' },
      law: 'чл. 55',
      by: ['grao.registrar'],
      refuse: alive,
      set: { diedOn: 'effective' },
    },
    correct: {
      title: { bg: 'Поправка', en: 'Correct' },
      law: 'чл. 81',
      corrects: true,
      by: ['grao.registrar'],
      takes: ['givenName', 'middleName', 'familyName', 'bornOn', 'bornIn', 'sex', 'citizenship'],
      partial: true,
    },
  },
  refusals: { dead: { bg: 'Лицето е починало.', en: 'The person has died.' } },
})

export const personIdentity = evidence({
  id: 'person-identity',
  title: { bg: 'Кой е заявителят', en: 'Who the applicant is' },
  law: 'Закон за електронното управление, чл. 2',
  source: 'civil',
  input: {
    personalNumber: text({
      label: { bg: 'ЕГН', en: 'Personal number (EGN)' },
      format: 'personal-number',
      disclose: 'personal',
    }),
  },
  key: 'input.personalNumber',
  answer: {
    names: {
      field: text({ label: { bg: 'Имена', en: 'Names' }, disclose: 'personal' }),
      value: "record.givenName + (has(record.middleName) ? ' ' + record.middleName : '') + ' ' + record.familyName",
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
