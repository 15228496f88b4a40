// Backups of the portal and the tests of restoring them: each an entry that anyone can check, made by the operator's command.
import { integer, oneOf, text } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

const instant = (bg: string, en: string) => text({ label: { bg, en }, disclose: 'open', max: 30 })
const count = (bg: string, en: string) =>
  integer({ label: { bg, en }, disclose: 'open', min: 0, max: 1_000_000_000_000 })
const results = {
  equal: { bg: 'възстановеното е еднакво със запазеното', en: 'what was restored is what was saved' },
  differs: { bg: 'възстановеното се различава', en: 'what was restored differs' },
}

export const backups = register({
  id: 'backups',
  title: { bg: 'Архиви и проби за възстановяване', en: 'Backups and restore tests' },
  about: {
    bg: 'Кога е правено резервно копие на държавните регистри и кога е проверено, че от него всичко се възстановява.',
    en: 'When the registers of the state were backed up, and when it was tested that everything comes back from it.',
  },
  // @NOTE the ordinance asks for backups and for tests of restoring; which article of it stands in its version of the day.
  law: 'Закон за киберсигурност, чл. 14; Наредба за минималните изисквания за мрежова и информационна сигурност, чл. 27',
  keeper: 'meu',
  key: 'code',
  caption: 'record.takenAt',
  fields: {
    code: text({
      label: { bg: 'Опис', en: 'Manifest' },
      hint: { bg: 'Началото на SHA-256 на подписания опис', en: 'The beginning of the SHA-256 of the signed manifest' },
      format: 'slug',
      disclose: 'open',
      find: 'exact',
    }),
    takenAt: instant('Състоянието към', 'As of'),
    kind: oneOf(
      { whole: { bg: 'пълен', en: 'whole' }, changes: { bg: 'само промените', en: 'changes only' } },
      { label: { bg: 'Вид', en: 'Kind' }, disclose: 'open' },
    ),
    objects: count('Обекти', 'Objects'),
    entries: count('Вписвания в дневниците', 'Entries of logs'),
    bytes: count('Байтове', 'Bytes'),
    seconds: count('Секунди', 'Seconds'),
    testedAt: text({
      label: { bg: 'Възстановяването е проверено на', en: 'Restore tested at' },
      disclose: 'open',
      max: 30,
      optional: true,
    }),
    testSeconds: integer({
      label: { bg: 'Възстановяването отне, секунди', en: 'The restore took, seconds' },
      disclose: 'open',
      min: 0,
      max: 1_000_000_000,
      optional: true,
    }),
    result: oneOf(results, { label: { bg: 'Сравнение', en: 'Comparison' }, disclose: 'open', optional: true }),
  },
  acts: {
    take: {
      title: { bg: 'Архивиране', en: 'Backup' },
      law: 'чл. 27',
      creates: true,
      by: ['operator'],
      takes: ['takenAt', 'kind', 'objects', 'entries', 'bytes', 'seconds'],
    },
    test: {
      title: { bg: 'Проба за възстановяване', en: 'Restore test' },
      law: 'чл. 27',
      by: ['operator'],
      takes: ['testedAt', 'testSeconds', 'result'],
    },
  },
  refusals: {},
})
