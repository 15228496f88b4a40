// What a closed case forgets of a record from which the law has something erased: what the record told it, what the act
// took that the case had done, and the documents in which both stand. That they were signed, and by whom, stays.
import { isOpen, type Fields } from '../../kernel/field.ts'
import type { LoadedService } from '../../kernel/load-service.ts'
import type { RegisterDefinition } from '../../kernel/register.ts'
import type { Value } from '../../kernel/value.ts'
import type { Answers, CaseEvent, CaseState, Gathered } from './state.ts'

export interface Erased {
  readonly register: string
  /** The record's public id. */
  readonly record: string
  /** The key of the register among them: all that is closed. */
  readonly fields: readonly string[]
}

/** Nothing is asked or decided any more by what it knows. */
export const isClosed = ({ status }: CaseState): boolean =>
  status === 'granted' || status === 'refused' || status === 'withdrawn'

/** The public id of the record that an evidence was asked of. */
export type RecordOf = (register: RegisterDefinition, key: string) => string

function forgotten(
  { evidence }: LoadedService,
  name: string,
  gathered: Gathered,
  { register, record, fields }: Erased,
  recordOf: RecordOf,
): Gathered {
  const asked = evidence.find((one) => one.name === name)?.evidence
  // What was forgotten before cannot be told whose it was.
  if (Object.keys(gathered.input).length === 0) return gathered
  if (asked === undefined || asked.source.definition.id !== register) return gathered
  const { definition } = asked.source
  if (!asked.reads.some((field) => fields.includes(field)) && !fields.includes(definition.key)) return gathered
  if (recordOf(definition, String(asked.key.evaluate({ input: gathered.input }))) !== record) return gathered
  return { input: {}, found: gathered.found, values: {} }
}

/** Answers without those of these fields; where the key is erased, without all that is closed. */
function without<T extends { readonly [name: string]: Value | null }>(
  values: T,
  questions: Fields,
  { fields }: Erased,
  whole: boolean,
): T {
  const gone = (name: string) => fields.includes(name) || (whole && !isOpen(questions[name]))
  return Object.fromEntries(Object.entries(values).filter(([name]) => !gone(name))) as T
}

/** The same event where it holds nothing of that record. */
export function forget(event: CaseEvent, service: LoadedService, erased: Erased, recordOf: RecordOf): CaseEvent {
  const { register } = service.causes
  const caused = register.definition.id === erased.register
  const whole = erased.fields.includes(register.definition.key)
  if (event.type === 'answered')
    return caused ? { ...event, values: without<Answers>(event.values, service.form, erased, whole) } : event
  if (event.type === 'gathered') {
    const evidence = Object.entries(event.evidence).map(
      ([name, gathered]) => [name, forgotten(service, name, gathered, erased, recordOf)] as const,
    )
    return { ...event, evidence: Object.fromEntries(evidence) }
  }
  if (event.type === 'submitted' || event.type === 'proposed') return { ...event, document: '' }
  if (event.type !== 'decided') return event
  const input = caused ? without(event.input, service.decision, erased, whole) : event.input
  return { ...event, document: '', input }
}
