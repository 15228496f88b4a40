// Settlements of the country, by their code: every address refers to one.
import { date, oneOf, text } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

export const addresses = register({
  id: 'addresses',
  title: { bg: 'Регистър на населените места', en: 'Register of settlements' },
  about: {
    bg: 'Кои са населените места в страната, с техните кодове по ЕКАТТЕ. Всеки адрес в другите регистри сочи насам.',
    en: 'The settlements of the country with their EKATTE codes. Every address in other registers points here.',
  },
  law: 'Закон за административно-териториалното устройство на Република България, чл. 37',
  keeper: 'nsi',
  key: 'code',
  caption: "record.name + ', ' + record.code",
  ended: 'has(record.closedOn)',
  fields: {
    code: text({
      label: { bg: 'Код по ЕКАТТЕ', en: 'EKATTE code' },
      format: 'settlement-code',
      disclose: 'open',
      find: 'exact',
    }),
    name: text({ label: { bg: 'Име', en: 'Name' }, disclose: 'open', find: 'text' }),
    nameLatin: text({ label: { bg: 'Име на латиница', en: 'Name in Latin letters' }, disclose: 'open', find: 'text' }),
    kind: oneOf(
      {
        city: { bg: 'град', en: 'town' },
        village: { bg: 'село', en: 'village' },
        monastery: { bg: 'манастир', en: 'monastery' },
      },
      { label: { bg: 'Вид', en: 'Kind' }, disclose: 'open' },
    ),
    municipality: text({ label: { bg: 'Община', en: 'Municipality' }, disclose: 'open', find: 'text' }),
    province: text({ label: { bg: 'Област', en: 'Province' }, disclose: 'open', find: 'text' }),
    closedOn: date({ label: { bg: 'Закрито на', en: 'Closed on' }, disclose: 'open', optional: true }),
  },
  acts: {
    enter: {
      title: { bg: 'Вписване', en: 'Enter' },
      law: 'чл. 18',
      creates: true,
      by: ['nsi.registrar', 'operator'],
      takes: ['name', 'nameLatin', 'kind', 'municipality', 'province'],
    },
    rename: {
      title: { bg: 'Преименуване', en: 'Rename' },
      law: 'чл. 22',
      by: ['nsi.registrar'],
      takes: ['name', 'nameLatin'],
      refuse: { closed: 'has(record.closedOn)' },
    },
    move: {
      title: { bg: 'Преминаване към друга община', en: 'Move to another municipality' },
      law: 'чл. 26',
      by: ['nsi.registrar'],
      takes: ['municipality', 'province'],
      refuse: { closed: 'has(record.closedOn)' },
    },
    close: {
      title: { bg: 'Закриване', en: 'Close' },
      law: 'чл. 21',
      by: ['nsi.registrar'],
      refuse: { closed: 'has(record.closedOn)' },
      set: { closedOn: 'effective' },
    },
    correct: {
      title: { bg: 'Поправка', en: 'Correct' },
      corrects: true,
      by: ['nsi.registrar'],
      takes: ['name', 'nameLatin', 'kind', 'municipality', 'province'],
      partial: true,
    },
  },
  refusals: { closed: { bg: 'Населеното място е закрито.', en: 'The settlement is closed.' } },
})
