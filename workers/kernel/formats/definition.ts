// The definition of a register, as a value of a field: JSON that the loader takes.
import { readerOf } from '../definition.ts'
import type { Format } from './format.ts'

const label = { bg: 'Номер', en: 'Number' }
const EXAMPLE = {
  kind: 'register',
  id: 'lockers',
  version: 1,
  title: { bg: 'Шкафчета', en: 'Lockers' },
  about: { bg: 'Кои шкафчета има.', en: 'Which lockers there are.' },
  law: 'Устав, чл. 1',
  keeper: 'club',
  key: 'number',
  caption: 'record.number',
  fields: { number: { type: 'text', label, format: 'slug', disclose: 'open', find: 'exact' } },
  acts: { enter: { title: { bg: 'Вписване', en: 'Enter' }, creates: true, by: ['club.registrar'] } },
  refusals: {},
}

/** `formats` are the ids of those that a field may name. */
export function definitionFormat(formats: () => readonly string[]): Format {
  const reader = readerOf(formats)
  return {
    normalise: (raw) => {
      try {
        return JSON.stringify(JSON.parse(raw))
      } catch {
        return raw.trim()
      }
    },
    check: (value) => reader.load(value).ok,
    example: JSON.stringify(EXAMPLE),
    expected: {
      bg: 'Въведете определение на регистър без грешки.',
      en: 'Enter a definition of a register without faults.',
    },
  }
}
