// Hospital stays and examinations: what a patient came with, what was found and done, and what they left with.
import { date, list, oneOf, personRef, reference, text } from '../kernel/field.ts'
import type { Guard } from '../kernel/guard.ts'
import { register } from '../kernel/register.ts'

const TREAT = ['*.doctor', 'mz.registrar', 'nzok.registrar']

const number = text({ label: { bg: 'НРН', en: 'Number' }, format: 'slug', disclose: 'restricted', find: 'exact' })
const patient = personRef({ label: { bg: 'Пациент (ЕГН)', en: 'Patient (EGN)' }, disclose: 'personal', find: 'exact' })
const hospital = reference({
  register: 'authorities',
  format: 'slug',
  label: { bg: 'Лечебно заведение', en: 'Hospital' },
  disclose: 'personal',
})
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

export const hospitalStays = register({
  id: 'hospital-stays',
  title: { bg: 'Хоспитализации', en: 'Hospital stays' },
  about: {
    bg: 'Кога и с какво е приет пациентът, какво е направено и с какво е изписан. Вижда го пациентът и който го лекува.',
    en: 'When and with what a patient was admitted, what was done and how they left. Seen by the patient and by who treats them.',
  },
  law: 'Закон за лечебните заведения, чл. 81',
  keeper: 'nzok',
  key: 'number',
  guarded,
  caption: "'Хоспитализация · Hospital stay'",
  fields: {
    number,
    patient,
    hospital,
    practitioner,
    ward: text({ label: { bg: 'Отделение', en: 'Ward' }, disclose: 'personal', max: 100 }),
    reason: oneOf(
      {
        planned: { bg: 'планово', en: 'planned' },
        emergency: { bg: 'по спешност', en: 'emergency' },
      },
      { label: { bg: 'Приемане', en: 'Admission' }, disclose: 'personal' },
    ),
    diagnosis,
    admittedOn: date({ label: { bg: 'Приет на', en: 'Admitted on' }, disclose: 'personal' }),
    procedures: list(
      {
        // АКМП: the Australian classification as Bulgaria uses it.
        code: text({ label: { bg: 'Код (КСМП)', en: 'Code (KSMP)' }, disclose: 'personal', max: 12 }),
        name: text({ label: { bg: 'Процедура', en: 'Procedure' }, disclose: 'personal' }),
        doneOn: date({ label: { bg: 'На', en: 'Done on' }, disclose: 'personal', notAfterToday: true }),
      },
      { label: { bg: 'Процедури', en: 'Procedures' }, disclose: 'personal', max: 40, optional: true },
    ),
    epicrisis: text({
      label: { bg: 'Епикриза', en: 'Discharge summary' },
      disclose: 'sensitive',
      roles: TREAT,
      max: 8000,
      optional: true,
    }),
    outcome: oneOf(
      {
        better: { bg: 'с подобрение', en: 'improved' },
        same: { bg: 'без промяна', en: 'unchanged' },
        worse: { bg: 'с влошаване', en: 'worse' },
        moved: { bg: 'преведен', en: 'transferred' },
        died: { bg: 'починал', en: 'died' },
      },
      { label: { bg: 'Изход', en: 'Outcome' }, disclose: 'personal', optional: true },
    ),
    dischargedOn: date({ label: { bg: 'Изписан на', en: 'Discharged on' }, disclose: 'personal', optional: true }),
    status: oneOf(
      {
        admitted: { bg: 'в болница', en: 'in hospital' },
        discharged: { bg: 'изписан', en: 'discharged' },
        error: { bg: 'вписана по грешка', en: 'entered in error' },
      },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'personal' },
    ),
  },
  acts: {
    admit: {
      title: { bg: 'Приемане', en: 'Admit' },
      law: 'чл. 81, ал. 1',
      creates: true,
      by: [...TREAT, 'operator'],
      takes: ['patient', 'hospital', 'practitioner', 'ward', 'reason', 'diagnosis'],
      set: { admittedOn: 'effective', status: "'admitted'" },
    },
    treat: {
      title: { bg: 'Процедури', en: 'Procedures' },
      law: 'чл. 81, ал. 1',
      by: TREAT,
      takes: ['ward', 'diagnosis', 'procedures'],
      partial: true,
      refuse: {
        'not-admitted': "record.status != 'admitted'",
        'before-admission': 'has(input.procedures) && !input.procedures.all(one, one.doneOn >= record.admittedOn)',
      },
    },
    discharge: {
      title: { bg: 'Изписване', en: 'Discharge' },
      law: 'Наредба № 49 от 2010 г., чл. 22',
      by: TREAT,
      takes: ['epicrisis', 'outcome'],
      refuse: {
        'not-admitted': "record.status != 'admitted'",
        'nothing-written': '!has(input.epicrisis) || !has(input.outcome)',
      },
      set: { dischargedOn: 'effective', status: "'discharged'" },
    },
    withdraw: {
      title: { bg: 'Вписана по грешка', en: 'Entered in error' },
      law: 'Закон за здравето, чл. 28а',
      by: TREAT,
      refuse: { 'entered-in-error': "record.status == 'error'" },
      set: { status: "'error'" },
    },
  },
  refusals: {
    'not-admitted': { bg: 'Пациентът вече е изписан.', en: 'The patient has been discharged.' },
    'before-admission': {
      bg: 'Процедура не може да е преди приемането.',
      en: 'No procedure was done before the admission.',
    },
    'nothing-written': {
      bg: 'Изписването иска епикриза и изход.',
      en: 'A discharge needs a summary and an outcome.',
    },
    'entered-in-error': { bg: 'Вече е отбелязана като грешка.', en: 'It is marked as an error already.' },
  },
})

export const examinations = register({
  id: 'examinations',
  title: { bg: 'Изследвания', en: 'Laboratory and imaging results' },
  about: {
    bg: 'Какво е изследвано и какъв е резултатът. Вижда го пациентът и който го лекува.',
    en: 'What was examined and with which result. Seen by the patient and by who treats them.',
  },
  law: 'Закон за здравето, чл. 28',
  keeper: 'mz',
  key: 'number',
  guarded,
  caption: "'Изследване · Result'",
  fields: {
    number,
    patient,
    practitioner,
    kind: oneOf(
      {
        laboratory: { bg: 'лабораторно', en: 'laboratory' },
        imaging: { bg: 'образно', en: 'imaging' },
        other: { bg: 'друго', en: 'other' },
      },
      { label: { bg: 'Вид', en: 'Kind' }, disclose: 'personal' },
    ),
    takenOn: date({ label: { bg: 'Направено на', en: 'Taken on' }, disclose: 'personal', notAfterToday: true }),
    values: list(
      {
        // LOINC
        code: text({ label: { bg: 'Код (LOINC)', en: 'Code (LOINC)' }, disclose: 'personal', max: 10, optional: true }),
        name: text({ label: { bg: 'Показател', en: 'What' }, disclose: 'personal' }),
        value: text({ label: { bg: 'Стойност', en: 'Value' }, disclose: 'personal', max: 60 }),
        unit: text({ label: { bg: 'Единица', en: 'Unit' }, disclose: 'personal', max: 20, optional: true }),
        range: text({ label: { bg: 'Норма', en: 'Range' }, disclose: 'personal', max: 40, optional: true }),
      },
      { label: { bg: 'Показатели', en: 'Values' }, disclose: 'personal', max: 40 },
    ),
    conclusion: text({
      label: { bg: 'Заключение', en: 'Conclusion' },
      disclose: 'sensitive',
      roles: TREAT,
      max: 4000,
      optional: true,
    }),
    status: oneOf(
      { final: { bg: 'окончателен резултат', en: 'final' }, error: { bg: 'вписан по грешка', en: 'entered in error' } },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'personal' },
    ),
  },
  acts: {
    report: {
      title: { bg: 'Вписване на резултат', en: 'Report' },
      law: 'чл. 28, ал. 1',
      creates: true,
      by: [...TREAT, 'operator'],
      takes: ['patient', 'practitioner', 'kind', 'takenOn', 'values', 'conclusion'],
      set: { status: "'final'" },
    },
    withdraw: {
      title: { bg: 'Вписан по грешка', en: 'Entered in error' },
      law: 'чл. 28а',
      by: TREAT,
      refuse: { 'entered-in-error': "record.status == 'error'" },
      set: { status: "'error'" },
    },
  },
  refusals: { 'entered-in-error': { bg: 'Вече е отбелязан като грешка.', en: 'It is marked as an error already.' } },
})
