// Who may read somebody's health record: whom they let, and who opened it because their life depended on it.
import { date, personRef, reference, oneOf, text } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

const LAW = 'Закон за здравето'

const patient = personRef({ label: { bg: 'Пациент (ЕГН)', en: 'Patient (EGN)' }, disclose: 'personal', find: 'exact' })
const reader = reference({
  register: 'authorities',
  format: 'slug',
  label: { bg: 'Лечебно заведение', en: 'Hospital' },
  disclose: 'personal',
  find: 'exact',
})
const key = (example: string) =>
  text({
    label: { bg: 'Номер', en: 'Number' },
    hint: { bg: example, en: example },
    format: 'slug',
    disclose: 'personal',
    find: 'exact',
  })

const withdrawn = { withdrawn: "record.status == 'withdrawn'" }

export const healthConsents = register({
  id: 'health-consents',
  title: { bg: 'Съгласия за достъп до здравен запис', en: 'Consents to read a health record' },
  about: {
    bg: 'Кое лечебно заведение пациентът е допуснал до здравния си запис и докога. Всяко съгласие се съобщава на пациента.',
    en: 'Which hospital a patient lets read their health record, and until when. The patient is told of each consent.',
  },
  law: `${LAW}, чл. 28б`,
  keeper: 'mz',
  key: 'number',
  caption: "'Съгласие · Consent'",
  ended: "record.status == 'withdrawn' || record.until < today",
  fields: {
    number: key('6101057509-sveta-anna'),
    patient,
    reader,
    since: date({ label: { bg: 'От', en: 'Since' }, disclose: 'personal' }),
    until: date({ label: { bg: 'До', en: 'Until' }, disclose: 'personal' }),
    status: oneOf(
      { given: { bg: 'дадено', en: 'given' }, withdrawn: { bg: 'оттеглено', en: 'withdrawn' } },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'personal' },
    ),
  },
  acts: {
    give: {
      title: { bg: 'Съгласие', en: 'Give' },
      law: 'чл. 28б, ал. 1',
      creates: true,
      by: ['mz.registrar', 'operator'],
      takes: ['patient', 'reader', 'until'],
      refuse: {
        'number-of-others': "record.number != input.patient + '-' + input.reader",
        // A consent for ever is none (Регламент (ЕС) 2016/679, чл. 7).
        'too-long': 'input.until > plusMonths(effective, 60)',
        'until-before-since': 'input.until < effective',
      },
      set: { since: 'effective', status: "'given'" },
      means: { to: 'patient', what: 'consented' },
    },
    renew: {
      title: { bg: 'Подновяване', en: 'Renew' },
      law: 'чл. 28б, ал. 1',
      by: ['mz.registrar'],
      takes: ['until'],
      refuse: {
        'too-long': 'input.until > plusMonths(effective, 60)',
        'until-before-since': 'input.until < effective',
      },
      set: { since: 'effective', status: "'given'" },
      means: { to: 'patient', what: 'consented' },
    },
    withdraw: {
      title: { bg: 'Оттегляне', en: 'Withdraw' },
      law: 'Регламент (ЕС) 2016/679, чл. 7, пар. 3',
      by: ['mz.registrar'],
      refuse: withdrawn,
      set: { status: "'withdrawn'" },
    },
  },
  refusals: {
    withdrawn: { bg: 'Съгласието вече е оттеглено.', en: 'The consent was withdrawn already.' },
    'number-of-others': {
      bg: 'Номерът е ЕГН на пациента, тире и кодът на заведението.',
      en: 'The number is the patient’s EGN, a hyphen and the code of the hospital.',
    },
    'too-long': { bg: 'Съгласие се дава най-много за пет години.', en: 'A consent is given for five years at most.' },
    'until-before-since': { bg: 'Краят е преди началото.', en: 'The end is before the beginning.' },
  },
})

export const healthEmergencies = register({
  id: 'health-emergencies',
  title: { bg: 'Спешен достъп до здравен запис', en: 'Emergency access to a health record' },
  about: {
    bg: 'Кой е отворил здравен запис без съгласие, защото животът на пациента е зависел от това. Пациентът винаги се уведомява.',
    en: 'Who opened a health record without consent because the patient’s life depended on it. The patient is always told.',
  },
  // GDPR, Art. 6(1)(d) and 9(2)(c): vital interests.
  law: `${LAW}, чл. 28б, ал. 2; Регламент (ЕС) 2016/679, чл. 9, пар. 2, б. „в“`,
  keeper: 'mz',
  key: 'number',
  caption: "'Спешен достъп · Emergency access'",
  ended: 'plusDays(record.openedOn, 1) < today',
  fields: {
    number: key('6101057509-sveta-anna-2026-11-25'),
    patient,
    reader,
    reason: text({ label: { bg: 'Причина', en: 'Reason' }, disclose: 'personal', max: 500 }),
    openedOn: date({ label: { bg: 'Отворен на', en: 'Opened on' }, disclose: 'personal' }),
  },
  acts: {
    open: {
      title: { bg: 'Отваряне по спешност', en: 'Open in an emergency' },
      law: 'чл. 28б, ал. 2',
      creates: true,
      by: ['*.doctor'],
      within: 'reader',
      takes: ['patient', 'reader', 'reason'],
      refuse: {
        'number-of-others': "record.number != input.patient + '-' + input.reader + '-' + today",
        'not-today': 'effective != today',
        'reason-missing': 'size(input.reason) < 10',
      },
      set: { openedOn: 'effective' },
      means: { to: 'patient', what: 'opened' },
    },
  },
  refusals: {
    'number-of-others': {
      bg: 'Номерът е ЕГН на пациента, кодът на заведението и днешната дата.',
      en: 'The number is the patient’s EGN, the code of the hospital and today’s date.',
    },
    'not-today': { bg: 'Спешен достъп се отваря за днес.', en: 'Emergency access is opened for today.' },
    'reason-missing': { bg: 'Напишете причината с няколко думи.', en: 'Write the reason in a few words.' },
  },
})
