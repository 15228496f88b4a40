// The places of a definition at which fields stand, and how an entry of a list is moved, removed or called otherwise.
import type { Field, Fields, ListField } from '../../kernel/field.ts'
import type { RegisterDefinition } from '../../kernel/register.ts'

/** Where a field stands: in the register, in a group of it, or in the input of an act. */
export type Slot =
  | { readonly kind: 'field' }
  | { readonly kind: 'column'; readonly of: string }
  | { readonly kind: 'input'; readonly of: string }

export const slotText = (slot: Slot): string => (slot.kind === 'field' ? 'field' : `${slot.kind}.${slot.of}`)

/** A slot as an address names it; null where the definition has none such. */
export function parseSlot(definition: RegisterDefinition, text: string): Slot | null {
  const [kind, of = ''] = text.split('.')
  if (kind === 'field') return { kind }
  if (kind === 'column' && own(definition.fields, of)?.type === 'list') return { kind, of }
  return kind === 'input' && Object.hasOwn(definition.acts, of) ? { kind, of } : null
}

const own = (fields: Fields, name: string): Field | undefined =>
  Object.hasOwn(fields, name) ? fields[name] : undefined

export function fieldsAt(definition: RegisterDefinition, slot: Slot): Fields {
  if (slot.kind === 'field') return definition.fields
  if (slot.kind === 'input') return definition.acts[slot.of]?.input ?? {}
  const list = own(definition.fields, slot.of)
  return list?.type === 'list' ? list.of : {}
}

/** Where the faults of a field of the slot are said. */
export const pathAt = (slot: Slot, name: string): string =>
  slot.kind === 'field'
    ? `fields.${name}`
    : slot.kind === 'column'
      ? `fields.${slot.of}.of.${name}`
      : `acts.${slot.of}.input.${name}`

export function withFieldsAt(definition: RegisterDefinition, slot: Slot, fields: Fields): RegisterDefinition {
  if (slot.kind === 'field') return { ...definition, fields }
  if (slot.kind === 'input') {
    const { input: _, ...act } = definition.acts[slot.of] ?? { title: { bg: '', en: '' }, by: [] }
    const input = Object.keys(fields).length === 0 ? {} : { input: fields }
    return { ...definition, acts: { ...definition.acts, [slot.of]: { ...act, ...input } } }
  }
  const list = own(definition.fields, slot.of)
  if (list?.type !== 'list') return definition
  const changed = { ...list, of: fields as ListField['of'] }
  return { ...definition, fields: { ...definition.fields, [slot.of]: changed } }
}

/** The same record with one entry under another name, at its place; at the end where it is new. */
export function renamed<T>(record: { readonly [name: string]: T }, from: string | null, to: string, value: T) {
  const entries = Object.entries(record)
  const at = entries.findIndex(([name]) => name === from)
  if (at < 0) return Object.fromEntries([...entries.filter(([name]) => name !== to), [to, value]])
  return Object.fromEntries(entries.map((entry, place) => (place === at ? [to, value] : entry)))
}

/** One entry up (-1), down (1), or out (0). */
export function moved<T>(record: { readonly [name: string]: T }, name: string, by: -1 | 0 | 1) {
  const entries = Object.entries(record)
  const at = entries.findIndex(([one]) => one === name)
  const [entry] = at < 0 ? [] : entries.splice(at, 1)
  if (entry !== undefined && by !== 0) entries.splice(Math.max(0, at + by), 0, entry)
  return Object.fromEntries(entries)
}

/** A field under another name is the same field: what names it follows, except in expressions. */
export function withRenamedField(definition: RegisterDefinition, from: string, to: string): RegisterDefinition {
  if (from === to) return definition
  const name = (one: string) => (one === from ? to : one)
  const acts = Object.fromEntries(
    Object.entries(definition.acts).map(([id, act]) => [
      id,
      {
        ...act,
        ...(act.takes === undefined ? {} : { takes: act.takes.map(name) }),
        ...(act.set === undefined
          ? {}
          : { set: Object.fromEntries(Object.entries(act.set).map(([field, value]) => [name(field), value])) }),
      },
    ]),
  )
  return { ...definition, key: name(definition.key), acts }
}
