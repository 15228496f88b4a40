// The form by which a reader chooses another moment of a record.
import { date, type Fields } from '../../../workers/kernel/field.ts'

/** Each has the name of the parameter in the address that it becomes. */
export const momentFields = {
  effective: date({
    label: { bg: 'Какво е било в сила на', en: 'What was in effect on' },
    hint: {
      bg: 'Денят, за който питате. Например 24 11 2026.',
      en: 'The day that you ask about. For example 24 11 2026.',
    },
    disclose: 'open',
    optional: true,
  }),
  asOf: date({
    label: { bg: 'Според вписаното до края на', en: 'As recorded until the end of' },
    hint: {
      bg: 'Какво е знаела държавата тогава: по-късните вписвания и поправки не се броят.',
      en: 'What the state knew then: later entries and corrections do not count.',
    },
    disclose: 'open',
    optional: true,
  }),
} as const satisfies Fields
