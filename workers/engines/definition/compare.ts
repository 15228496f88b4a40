// What a new version of a register changes, and whether records that are there can follow it: from their entries everything
// must still be read, and what they hold must still be held.
import { isMoreOpen } from '../../kernel/load-field.ts'
import type { Fault } from '../../kernel/fault.ts'
import { formatOf, type Field, type Fields } from '../../kernel/field.ts'
import type { Migration, RegisterDefinition } from '../../kernel/register.ts'
import { documentMax } from '../../kernel/definition-shape.ts'
import { textMax } from '../../kernel/parse.ts'

/**
 * `text` changes what people read alone; `compatible` what may be done from now on; `breaking` what records hold, so that a
 * rule has to say how they follow.
 */
type Weight = 'text' | 'compatible' | 'breaking'

/** A member that is no longer as it was. */
export interface Change {
  readonly path: string
  readonly kind: 'added' | 'removed' | 'changed'
  readonly from?: string
  readonly to?: string
  readonly weight: Weight
}

export type ChangeFault = Fault<
  | 'id-differs'
  | 'keeper-differs'
  | 'version-not-next'
  | 'key-differs'
  | 'field-removed'
  | 'field-type-differs'
  | 'field-meets-retired'
  | 'act-removed'
  | 'more-open'
  | 'rule-needed'
  | 'migrations-rewritten'
>

const jsonOf = (value: unknown): string => JSON.stringify(value)
const same = (one: unknown, other: unknown): boolean => jsonOf(one) === jsonOf(other)

/** Whether every value that the one holds is held by the other. */
function holds(field: Field, by: Field): boolean {
  if (field.type !== by.type || (field.optional && !by.optional)) return false
  const format = formatOf(by)
  if (format !== undefined && format !== formatOf(field)) return false
  switch (by.type) {
    case 'text': {
      const [most, now] = [field, by].map((one) => (one.type === 'text' ? (one.max ?? textMax) : documentMax))
      return (most ?? 0) <= (now ?? 0)
    }
    case 'choice':
      return field.type === 'choice' && Object.keys(field.options).every((value) => Object.hasOwn(by.options, value))
    case 'integer':
      return field.type === 'integer' && field.min >= by.min && field.max <= by.max
    case 'list':
      return (
        field.type === 'list' &&
        (field.min ?? 1) >= (by.min ?? 1) &&
        field.max <= by.max &&
        Object.entries(by.of).every(([column, one]) => {
          const before = Object.hasOwn(field.of, column) ? field.of[column] : undefined
          return before === undefined ? one.optional === true : holds(before, one)
        }) &&
        Object.keys(field.of).every((column) => Object.hasOwn(by.of, column))
      )
    // What was a day that had passed has passed.
    case 'date':
    case 'boolean':
    case 'reference':
      return true
  }
}

/** Members by which an old entry is read: they stay as they are. */
const frozen = (field: Field): string => {
  switch (field.type) {
    case 'integer':
      return jsonOf([field.type, field.decimals ?? 0])
    case 'reference':
      return jsonOf([field.type, field.register])
    case 'list':
      return jsonOf([field.type, Object.entries(field.of).map(([column, one]): string => column + frozen(one))])
    case 'text':
    case 'choice':
    case 'date':
    case 'boolean':
      return field.type
  }
}

/** A list may get further columns. */
const isReadAs = (before: Field, now: Field): boolean =>
  before.type === 'list' && now.type === 'list'
    ? Object.entries(before.of).every(
        ([column, one]) => Object.hasOwn(now.of, column) && frozen(one) === frozen(now.of[column] ?? one),
      )
    : frozen(before) === frozen(now)

/** What people read of a field, without what decides. */
const isTextAlone = (before: Field, now: Field): boolean => {
  const bare = ({ label: _label, hint: _hint, ...rest }: Field) => rest
  return same(bare(before), bare(now))
}

/** What is more open than before: `disclose` of a field, and of each of its columns. */
function opened(path: string, before: Field, now: Field): readonly string[] {
  const own = isMoreOpen(now.disclose, before.disclose) ? [`${path}.disclose`] : []
  const roles = (now.roles ?? []).some((role) => !(before.roles ?? []).includes(role))
  const further = before.disclose === 'sensitive' && now.disclose === 'sensitive' && roles ? [`${path}.roles`] : []
  if (before.type !== 'list' || now.type !== 'list') return [...own, ...further]
  const columns = Object.entries(before.of).flatMap(([column, one]) => {
    const after = Object.hasOwn(now.of, column) ? now.of[column] : undefined
    return after === undefined ? [] : opened(`${path}.of.${column}`, one, after)
  })
  return [...own, ...further, ...columns]
}

/** The fields whose values records of the version before may lack, or hold no more. */
const fieldsToMigrate = (before: Fields, now: Fields): readonly string[] =>
  Object.entries(now).flatMap(([name, field]) => {
    if (field.retired) return []
    const was = Object.hasOwn(before, name) ? before[name] : undefined
    if (was === undefined) return field.optional ? [] : [name]
    return holds(was, field) ? [] : [name]
  })

function weigh(path: readonly string[], before: RegisterDefinition, now: RegisterDefinition): Weight {
  const [part = '', name = ''] = path
  if (['title', 'about', 'law', 'refusals', 'caption'].includes(part)) return 'text'
  if (part !== 'fields') return ['label', 'title', 'hint'].includes(path.at(-2) ?? '') ? 'text' : 'compatible'
  const [was, is] = [before.fields[name], now.fields[name]]
  if (was !== undefined && is !== undefined && isTextAlone(was, is)) return 'text'
  return fieldsToMigrate(before.fields, now.fields).includes(name) || is === undefined ? 'breaking' : 'compatible'
}

const isBranch = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every member that differs, in the order of the new version; whole where there is nothing to compare it with. */
export function changesOf(before: RegisterDefinition, now: RegisterDefinition): readonly Change[] {
  const changes: Change[] = []
  const visit = (path: readonly string[], one: unknown, other: unknown): void => {
    if (same(one, other) && !(isBranch(one) && isBranch(other))) return
    if (isBranch(one) && isBranch(other)) {
      for (const name of new Set([...Object.keys(other), ...Object.keys(one)]))
        visit(
          [...path, name],
          Object.hasOwn(one, name) ? one[name] : undefined,
          Object.hasOwn(other, name) ? other[name] : undefined,
        )
      // Fields stand in forms in their order.
      const kept = (keys: readonly string[], within: object) => keys.filter((key) => Object.hasOwn(within, key))
      const [was, is] = [kept(Object.keys(one), other), kept(Object.keys(other), one)]
      if (path[0] === 'fields' && path.length === 1 && !same(was, is))
        changes.push({ path: 'fields', kind: 'changed', from: was.join(', '), to: is.join(', '), weight: 'text' })
      return
    }
    if (path[0] === 'version') return
    changes.push({
      path: path.join('.'),
      kind: one === undefined ? 'added' : other === undefined ? 'removed' : 'changed',
      ...(one === undefined ? {} : { from: typeof one === 'string' ? one : jsonOf(one) }),
      ...(other === undefined ? {} : { to: typeof other === 'string' ? other : jsonOf(other) }),
      weight: weigh(path, before, now),
    })
  }
  visit([], before, now)
  return changes
}

/** The rules that come with a version. */
const ownMigration = ({ migrations = [], version }: RegisterDefinition): Migration | undefined =>
  migrations.find(({ to }) => to === version)

/**
 * Why a definition cannot follow another. `hasRecords` says whether anything was ever entered: what nobody is in may be made
 * anew.
 */
export function changeFaults(
  before: RegisterDefinition,
  now: RegisterDefinition,
  hasRecords: boolean,
): readonly ChangeFault[] {
  const faults: ChangeFault[] = []
  const push = (path: string, code: ChangeFault['code'], about?: string) =>
    faults.push({ path, code, ...(about === undefined ? {} : { about }) })
  if (now.id !== before.id) push('id', 'id-differs', before.id)
  if (now.keeper !== before.keeper) push('keeper', 'keeper-differs', before.keeper)
  if (now.version !== before.version + 1) push('version', 'version-not-next', String(before.version + 1))
  const kept = before.migrations ?? []
  if (!same(kept, (now.migrations ?? []).slice(0, kept.length))) push('migrations', 'migrations-rewritten')
  if (!hasRecords) return faults

  if (now.key !== before.key) push('key', 'key-differs', before.key)
  for (const [name, field] of Object.entries(before.fields)) {
    const after = Object.hasOwn(now.fields, name) ? now.fields[name] : undefined
    const path = `fields.${name}`
    if (after === undefined) {
      push(path, 'field-removed', name)
      continue
    }
    // The id of a record follows from its key, and from whether anyone may see it.
    const renamed = (after.disclose === 'open') !== (field.disclose === 'open') || formatOf(after) !== formatOf(field)
    if (name === before.key && renamed) push(path, 'key-differs', before.key)
    if (field.retired && !after.retired) push(path, 'field-meets-retired', name)
    if (!isReadAs(field, after)) push(`${path}.type`, 'field-type-differs', name)
    for (const at of opened(path, field, after)) push(at, 'more-open', name)
  }
  for (const name of Object.keys(before.acts))
    if (!Object.hasOwn(now.acts, name)) push(`acts.${name}`, 'act-removed', name)
  const ruled = Object.keys(ownMigration(now)?.set ?? {})
  for (const name of fieldsToMigrate(before.fields, now.fields))
    if (!ruled.includes(name) && name !== now.key) push(`fields.${name}`, 'rule-needed', name)
  return faults
}

/** Whether what is shown more openly than before needs saying, though nobody is in the register yet. */
export const openedBy = (before: RegisterDefinition, now: RegisterDefinition): readonly string[] =>
  Object.entries(before.fields).flatMap(([name, field]) => {
    const after = Object.hasOwn(now.fields, name) ? now.fields[name] : undefined
    return after === undefined ? [] : opened(`fields.${name}`, field, after)
  })
