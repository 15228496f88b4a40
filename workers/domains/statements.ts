// Annual financial statements: handed in once, for the tax, the statistics and the commercial register.
import { companyRef, integer, money, oneOf, text } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

const amount = (bg: string, en: string) =>
  money({ label: { bg, en }, disclose: 'open', min: -9_999_999_999_999, max: 9_999_999_999_999 })

const figures = [
  'fixedAssets',
  'currentAssets',
  'equity',
  'liabilities',
  'revenue',
  'expenses',
  'tax',
  'profit',
  'employees',
] as const

/** Two sides of one sheet (Закон за счетоводството, чл. 24; Национален счетоводен стандарт 1). */
const balanced = {
  'sheet-does-not-balance': 'input.fixedAssets + input.currentAssets != input.equity + input.liabilities',
  'profit-does-not-follow': 'input.revenue - input.expenses - input.tax != input.profit',
  'negative-assets': 'input.fixedAssets < 0 || input.currentAssets < 0',
}

export const statements = register({
  id: 'statements',
  title: { bg: 'Годишни финансови отчети', en: 'Annual financial statements' },
  about: {
    bg: 'Един отчет, подаден веднъж: за данъците, за статистиката и за Търговския регистър. Отворен за всеки.',
    en: 'One statement, handed in once: for the tax, the statistics and the commercial register. Open to all.',
  },
  law: 'Закон за счетоводството, чл. 38',
  keeper: 'nap',
  key: 'number',
  caption: "record.company + ' · ' + string(record.year)",
  fields: {
    number: text({
      label: { bg: 'Номер', en: 'Number' },
      hint: { bg: 'ЕИК и година, например 131071587-2025', en: 'Company number and year, for example 131071587-2025' },
      format: 'slug',
      disclose: 'open',
      find: 'exact',
    }),
    company: companyRef({ label: { bg: 'Търговец (ЕИК)', en: 'Company (EIK)' }, disclose: 'open', find: 'exact' }),
    // @NOTE years before 2026 are in euro too, converted at the fixed rate.
    year: integer({ label: { bg: 'Година', en: 'Year' }, disclose: 'open', min: 2000, max: 2100, ordinal: true }),
    fixedAssets: amount('Нетекущи активи', 'Fixed assets'),
    currentAssets: amount('Текущи активи', 'Current assets'),
    equity: amount('Собствен капитал', 'Equity'),
    liabilities: amount('Задължения', 'Liabilities'),
    revenue: amount('Приходи', 'Revenue'),
    expenses: amount('Разходи', 'Expenses'),
    tax: amount('Данък върху печалбата', 'Tax on profit'),
    profit: amount('Печалба или загуба', 'Profit or loss'),
    employees: integer({
      label: { bg: 'Средно наети лица', en: 'Average number of employees' },
      disclose: 'open',
      min: 0,
      max: 1_000_000,
    }),
    status: oneOf(
      { filed: { bg: 'подаден', en: 'filed' }, amended: { bg: 'коригиран', en: 'amended' } },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'open' },
    ),
  },
  acts: {
    file: {
      title: { bg: 'Подаване', en: 'File' },
      law: 'чл. 38, ал. 1',
      creates: true,
      by: ['nap.registrar', 'operator'],
      takes: ['company', 'year', ...figures],
      refuse: {
        'number-of-another': "record.number != input.company + '-' + string(input.year)",
        // @NOTE the year is over when its statement is made; a company that closes down files an interim one.
        'year-not-over': "effective <= string(input.year) + '-12-31'",
        ...balanced,
      },
      set: { status: "'filed'" },
    },
    amend: {
      title: { bg: 'Корекция', en: 'Amend' },
      law: 'чл. 38, ал. 9',
      by: ['nap.registrar'],
      takes: [...figures],
      refuse: balanced,
      set: { status: "'amended'" },
    },
  },
  refusals: {
    'number-of-another': {
      bg: 'Номерът е ЕИК, тире и година на отчета.',
      en: 'The number is the company number, a hyphen and the year of the statement.',
    },
    'year-not-over': { bg: 'Годината още не е свършила.', en: 'The year is not over yet.' },
    'sheet-does-not-balance': {
      bg: 'Балансът не излиза: активите трябва да са равни на капитала и задълженията.',
      en: 'The sheet does not balance: assets must equal equity and liabilities.',
    },
    'profit-does-not-follow': {
      bg: 'Печалбата трябва да е приходите без разходите и данъка.',
      en: 'The profit must be revenue less expenses and tax.',
    },
    'negative-assets': { bg: 'Активите не могат да са отрицателни.', en: 'Assets cannot be negative.' },
  },
})
