// The national health record: what was given, prescribed and found, each seen by its patient and by those who treat.
import { date, integer, list, oneOf, personRef, text } from '../kernel/field.ts'
import type { Guard } from '../kernel/guard.ts'
import { register } from '../kernel/register.ts'

const LAW = 'Закон за здравето'
const ROLES = ['*.doctor', 'mz.registrar', 'nzok.registrar']

const number = text({ label: { bg: 'НРН', en: 'Number' }, format: 'slug', disclose: 'restricted', find: 'exact' })
const patient = personRef({ label: { bg: 'Пациент (ЕГН)', en: 'Patient (EGN)' }, disclose: 'personal', find: 'exact' })
const practitioner = text({
  label: { bg: 'УИН на лекаря', en: 'Practitioner’s number' },
  disclose: 'personal',
  max: 10,
})
// ICD-10, Bulgarian modification.
const diagnosis = text({ label: { bg: 'Диагноза (МКБ-10)', en: 'Diagnosis (ICD-10)' }, disclose: 'personal', max: 200 })

/** By law the ministry and the fund read for their own tasks; whoever treats reads with consent, or in an emergency. */
const guarded: Guard = {
  law: 'Закон за здравето, чл. 28б',
  person: 'patient',
  free: ['mz.registrar', 'nzok.registrar'],
  grants: [
    { register: 'health-consents', key: "person + '-' + authority" },
    { register: 'health-emergencies', key: "person + '-' + authority + '-' + today" },
    { register: 'health-emergencies', key: "person + '-' + authority + '-' + plusDays(today, -1)" },
  ],
  emergency: {
    register: 'health-emergencies',
    act: 'open',
    key: "person + '-' + authority + '-' + today",
    input: { patient: 'person', reader: 'authority', reason: 'reason' },
  },
}

export const immunisations = register({
  id: 'immunisations',
  title: { bg: 'Имунизации', en: 'Immunisations' },
  about: {
    bg: 'Коя ваксина кога е поставена. Вижда го пациентът и който го лекува.',
    en: 'Which vaccine was given when. Seen by the patient and by who treats them.',
  },
  law: `${LAW}, чл. 58`,
  keeper: 'mz',
  key: 'number',
  guarded,
  caption: "'Имунизация · Immunisation'",
  fields: {
    number,
    patient,
    vaccine: text({ label: { bg: 'Ваксина', en: 'Vaccine' }, disclose: 'personal' }),
    lot: text({ label: { bg: 'Партида', en: 'Lot' }, disclose: 'personal', max: 40 }),
    dose: integer({ label: { bg: 'Доза №', en: 'Dose number' }, disclose: 'personal', min: 1, max: 20 }),
    givenOn: date({ label: { bg: 'Поставена на', en: 'Given on' }, disclose: 'personal', notAfterToday: true }),
    practitioner,
    status: oneOf(
      { completed: { bg: 'поставена', en: 'completed' }, error: { bg: 'вписана по грешка', en: 'entered in error' } },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'personal' },
    ),
  },
  acts: {
    record: {
      title: { bg: 'Вписване', en: 'Record' },
      law: 'чл. 58, ал. 2',
      creates: true,
      by: [...ROLES, 'operator'],
      takes: ['patient', 'vaccine', 'lot', 'dose', 'givenOn', 'practitioner'],
      set: { status: "'completed'" },
    },
    withdraw: {
      title: { bg: 'Вписана по грешка', en: 'Entered in error' },
      law: 'чл. 28а',
      by: ROLES,
      refuse: { 'entered-in-error': "record.status == 'error'" },
      set: { status: "'error'" },
    },
  },
  refusals: { 'entered-in-error': { bg: 'Вече е отбелязана като грешка.', en: 'It is marked as an error already.' } },
})

export const prescriptions = register({
  id: 'prescriptions',
  title: { bg: 'Рецепти', en: 'Prescriptions' },
  about: {
    bg: 'Какво е предписано и отпуснато ли е. Без хартиена рецептурна книжка.',
    en: 'What was prescribed and whether it was dispensed. Without a paper booklet.',
  },
  law: 'Закон за лекарствените продукти в хуманната медицина, чл. 221',
  keeper: 'nzok',
  key: 'number',
  guarded,
  caption: "'Рецепта · Prescription'",
  fields: {
    number,
    patient,
    practitioner,
    diagnosis,
    medicines: list(
      {
        medicine: text({ label: { bg: 'Лекарство', en: 'Medicine' }, disclose: 'personal' }),
        quantity: integer({ label: { bg: 'Опаковки', en: 'Packs' }, disclose: 'personal', min: 1, max: 30 }),
        dosage: text({ label: { bg: 'Начин на прием', en: 'Dosage' }, disclose: 'personal' }),
      },
      { label: { bg: 'Лекарства', en: 'Medicines' }, disclose: 'personal', max: 5 },
    ),
    issuedOn: date({ label: { bg: 'Предписана на', en: 'Prescribed on' }, disclose: 'personal' }),
    validUntil: date({ label: { bg: 'Валидна до', en: 'Valid until' }, disclose: 'personal' }),
    status: oneOf(
      {
        active: { bg: 'предписана', en: 'active' },
        dispensed: { bg: 'отпусната', en: 'dispensed' },
        cancelled: { bg: 'анулирана', en: 'cancelled' },
      },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'personal' },
    ),
  },
  acts: {
    prescribe: {
      title: { bg: 'Предписване', en: 'Prescribe' },
      law: 'чл. 221, ал. 1',
      creates: true,
      by: [...ROLES, 'operator'],
      takes: ['patient', 'practitioner', 'diagnosis', 'medicines'],
      refuse: { 'medicine-twice': '!distinct(input.medicines.map(one, one.medicine))' },
      // Наредба № 4 от 2009 г., чл. 59: thirty days.
      set: { issuedOn: 'effective', validUntil: 'plusDays(effective, 30)', status: "'active'" },
    },
    dispense: {
      title: { bg: 'Отпускане', en: 'Dispense' },
      law: 'чл. 219',
      by: ROLES,
      refuse: { over: "record.status != 'active'", expired: 'effective > record.validUntil' },
      set: { status: "'dispensed'" },
    },
    cancel: {
      title: { bg: 'Анулиране', en: 'Cancel' },
      law: 'чл. 221, ал. 1',
      by: ROLES,
      refuse: { over: "record.status != 'active'" },
      set: { status: "'cancelled'" },
    },
  },
  refusals: {
    'medicine-twice': { bg: 'Едно лекарство е вписано два пъти.', en: 'One medicine is entered twice.' },
    over: { bg: 'Рецептата вече е отпусната или анулирана.', en: 'The prescription was dispensed or cancelled.' },
    expired: { bg: 'Рецептата е изтекла.', en: 'The prescription has expired.' },
  },
})

export const referrals = register({
  id: 'referrals',
  title: { bg: 'Направления и прегледи', en: 'Referrals and examinations' },
  about: {
    bg: 'Към кого е насочен пациентът и какво е установено.',
    en: 'To whom a patient was referred, and what was found.',
  },
  law: 'Закон за здравното осигуряване, чл. 55',
  keeper: 'nzok',
  key: 'number',
  guarded,
  caption: "'Направление · Referral'",
  fields: {
    number,
    patient,
    practitioner,
    diagnosis,
    speciality: text({ label: { bg: 'Специалност', en: 'Speciality' }, disclose: 'personal' }),
    findings: text({
      label: { bg: 'Установено', en: 'Findings' },
      disclose: 'sensitive',
      roles: ROLES,
      max: 4000,
      optional: true,
    }),
    validUntil: date({ label: { bg: 'Валидно до', en: 'Valid until' }, disclose: 'personal' }),
    status: oneOf(
      { active: { bg: 'издадено', en: 'active' }, completed: { bg: 'изпълнено', en: 'completed' } },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'personal' },
    ),
  },
  acts: {
    refer: {
      title: { bg: 'Насочване', en: 'Refer' },
      law: 'чл. 55, ал. 2',
      creates: true,
      by: [...ROLES, 'operator'],
      takes: ['patient', 'practitioner', 'diagnosis', 'speciality'],
      set: { validUntil: 'plusDays(effective, 30)', status: "'active'" },
    },
    examine: {
      title: { bg: 'Преглед', en: 'Examine' },
      law: 'чл. 55, ал. 2',
      by: ROLES,
      takes: ['findings'],
      refuse: {
        over: "record.status != 'active'",
        expired: 'effective > record.validUntil',
        'nothing-found': '!has(input.findings)',
      },
      set: { status: "'completed'" },
    },
  },
  refusals: {
    over: { bg: 'Направлението вече е изпълнено.', en: 'The referral was completed.' },
    expired: { bg: 'Направлението е изтекло.', en: 'The referral has expired.' },
    'nothing-found': { bg: 'Опишете какво е установено.', en: 'Say what was found.' },
  },
})
