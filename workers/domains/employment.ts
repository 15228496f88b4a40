// The employment record: contracts from beginning to end, in place of the paper workbook.
import { companyRef, date, integer, money, oneOf, personRef, text } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

const over = { ended: "record.status == 'ended'" }

export const employment = register({
  id: 'employment',
  title: { bg: 'Регистър на заетостта', en: 'Register of employment' },
  about: {
    bg: 'Единният трудов запис: кой къде работи, откога и докога. Замества трудовата книжка.',
    en: 'The single employment record: who works where, from when and until when. It replaces the paper workbook.',
  },
  law: 'Кодекс на труда, чл. 347',
  keeper: 'nap',
  key: 'number',
  caption: "'Трудов договор · Contract'",
  fields: {
    number: text({ label: { bg: 'Номер', en: 'Number' }, format: 'slug', disclose: 'restricted', find: 'exact' }),
    person: personRef({ label: { bg: 'Работник (ЕГН)', en: 'Employee (EGN)' }, disclose: 'personal', find: 'exact' }),
    employer: companyRef({
      label: { bg: 'Работодател (ЕИК)', en: 'Employer (EIK)' },
      disclose: 'personal',
      find: 'exact',
    }),
    // Национална класификация на професиите и длъжностите.
    occupation: text({ label: { bg: 'Длъжност', en: 'Occupation' }, disclose: 'personal' }),
    ground: oneOf(
      {
        permanent: { bg: 'безсрочен (чл. 67, ал. 1, т. 1)', en: 'for an indefinite time' },
        fixed: { bg: 'срочен (чл. 68)', en: 'for a fixed term' },
        trial: { bg: 'със срок за изпитване (чл. 70)', en: 'with a trial period' },
      },
      { label: { bg: 'Вид на договора', en: 'Kind of contract' }, disclose: 'personal' },
    ),
    hours: integer({
      label: { bg: 'Работно време', en: 'Working time' },
      disclose: 'personal',
      min: 1,
      max: 8,
      unit: { bg: 'часа на ден', en: 'hours a day' },
    }),
    // @NOTE the least wage of 2026; a decree changes it each year.
    wage: money({ label: { bg: 'Основна заплата', en: 'Basic wage' }, disclose: 'personal' }),
    since: date({ label: { bg: 'От', en: 'Since' }, disclose: 'personal' }),
    due: date({ label: { bg: 'Срок', en: 'Term' }, disclose: 'personal', optional: true }),
    until: date({ label: { bg: 'Прекратен на', en: 'Ended on' }, disclose: 'personal', optional: true }),
    end: text({
      label: { bg: 'Основание за прекратяване', en: 'Ground of the end' },
      disclose: 'personal',
      optional: true,
    }),
    status: oneOf(
      { active: { bg: 'действащ', en: 'in force' }, ended: { bg: 'прекратен', en: 'ended' } },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'personal' },
    ),
  },
  acts: {
    conclude: {
      title: { bg: 'Сключване', en: 'Conclude' },
      law: 'чл. 62, ал. 3',
      creates: true,
      by: ['nap.registrar', 'operator'],
      takes: ['person', 'employer', 'occupation', 'ground', 'hours', 'wage', 'due'],
      refuse: {
        'term-missing': "input.ground == 'fixed' && !has(input.due)",
        'term-not-fixed': "input.ground == 'permanent' && has(input.due)",
        // Three years at most (чл. 68, ал. 1, т. 1).
        'term-too-long': "input.ground == 'fixed' && has(input.due) && input.due > plusMonths(effective, 36)",
        // Full time earns the least wage; part of it, its part (чл. 244).
        'wage-below-the-least': 'input.wage * 8 < 62020 * input.hours',
      },
      set: { since: 'effective', status: "'active'" },
    },
    change: {
      title: { bg: 'Изменение', en: 'Change' },
      law: 'чл. 119',
      by: ['nap.registrar'],
      takes: ['occupation', 'hours', 'wage'],
      refuse: { ...over, 'wage-below-the-least': 'input.wage * 8 < 62020 * input.hours' },
    },
    end: {
      title: { bg: 'Прекратяване', en: 'End' },
      law: 'чл. 325',
      by: ['nap.registrar'],
      takes: ['end'],
      refuse: { ...over, 'ground-missing': '!has(input.end)' },
      set: { until: 'effective', status: "'ended'" },
    },
  },
  refusals: {
    ended: { bg: 'Договорът е прекратен.', en: 'The contract has ended.' },
    'term-missing': { bg: 'Срочният договор има срок: посочете го.', en: 'A fixed-term contract has a term: give it.' },
    'term-not-fixed': { bg: 'Безсрочният договор няма срок.', en: 'An indefinite contract has no term.' },
    'term-too-long': { bg: 'Срокът е най-много три години.', en: 'The term is three years at most.' },
    'wage-below-the-least': {
      bg: 'Заплатата е под минималната за това работно време.',
      en: 'The wage is below the least for this time.',
    },
    'ground-missing': { bg: 'Посочете основанието за прекратяване.', en: 'Give the ground of the end.' },
  },
})
