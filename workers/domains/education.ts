// Diplomas: who completed which schooling, with which marks. A school's seal is not needed where the register answers.
import { date, integer, list, oneOf, personRef, text } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

/** Six-point scale (Закон за предучилищното и училищното образование, чл. 119): from 3.00 a pass. */
const mark = (bg: string, en: string) =>
  integer({ label: { bg, en }, disclose: 'personal', decimals: 2, min: 200, max: 600 })

export const diplomas = register({
  id: 'diplomas',
  title: { bg: 'Регистър на дипломите', en: 'Register of diplomas' },
  about: {
    bg: 'Издадените дипломи за средно и висше образование. Кой ги притежава, виждат само той и органите с основание.',
    en: 'Diplomas of secondary and higher education. Who holds one is seen only by them and by authorities with a legal ground.',
  },
  law: 'Закон за предучилищното и училищното образование, чл. 132',
  keeper: 'mon',
  key: 'number',
  caption: "record.number + ' · ' + record.school",
  fields: {
    number: text({ label: { bg: 'Номер', en: 'Number' }, format: 'slug', disclose: 'open', find: 'exact' }),
    person: personRef({ label: { bg: 'Притежател (ЕГН)', en: 'Holder (EGN)' }, disclose: 'personal', find: 'exact' }),
    school: text({ label: { bg: 'Учебно заведение', en: 'School' }, disclose: 'open', find: 'text' }),
    degree: oneOf(
      {
        secondary: { bg: 'средно образование', en: 'secondary' },
        vocational: { bg: 'професионална квалификация', en: 'vocational' },
        bachelor: { bg: 'бакалавър', en: 'bachelor' },
        master: { bg: 'магистър', en: 'master' },
        doctor: { bg: 'доктор', en: 'doctor' },
      },
      { label: { bg: 'Степен', en: 'Degree' }, disclose: 'open' },
    ),
    speciality: text({ label: { bg: 'Специалност', en: 'Speciality' }, disclose: 'open', find: 'text' }),
    exams: list(
      {
        subject: text({ label: { bg: 'Предмет', en: 'Subject' }, disclose: 'personal' }),
        mark: mark('Оценка', 'Mark'),
      },
      { label: { bg: 'Изпити', en: 'Examinations' }, disclose: 'personal', max: 60 },
    ),
    average: mark('Среден успех', 'Average'),
    issuedOn: date({ label: { bg: 'Издадена на', en: 'Issued on' }, disclose: 'open' }),
    status: oneOf(
      { valid: { bg: 'действителна', en: 'valid' }, annulled: { bg: 'анулирана', en: 'annulled' } },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'open' },
    ),
  },
  acts: {
    issue: {
      title: { bg: 'Издаване', en: 'Issue' },
      law: 'чл. 132, ал. 1',
      creates: true,
      by: ['mon.registrar', 'operator'],
      takes: ['person', 'school', 'degree', 'speciality', 'exams'],
      refuse: {
        'exam-failed': 'input.exams.exists(one, one.mark < 300)',
        'subject-twice': '!distinct(input.exams.map(one, one.subject))',
      },
      set: {
        issuedOn: 'effective',
        status: "'valid'",
        // To the nearest hundredth.
        average: '(sum(input.exams.map(one, one.mark)) * 2 + input.exams.size()) / (input.exams.size() * 2)',
      },
    },
    annul: {
      title: { bg: 'Анулиране', en: 'Annul' },
      law: 'чл. 132, ал. 5',
      by: ['mon.registrar'],
      refuse: { annulled: "record.status == 'annulled'" },
      set: { status: "'annulled'" },
    },
  },
  refusals: {
    'exam-failed': { bg: 'Има изпит с оценка под 3,00.', en: 'An examination has a mark below 3.00.' },
    'subject-twice': { bg: 'Един предмет е вписан два пъти.', en: 'A subject is entered twice.' },
    annulled: { bg: 'Дипломата вече е анулирана.', en: 'The diploma was annulled already.' },
  },
})
