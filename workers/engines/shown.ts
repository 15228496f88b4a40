// What of a record's entries an extract shows: to anyone all that is open, entry by entry; of one's own record what one
// chooses, as it stands, and nothing of what else happened.
import type { RegisterDefinition } from '../kernel/register.ts'
import { isItems, type Value } from '../kernel/value.ts'
import { maySee, seenOf, type Audience } from './disclosure.ts'
import { committed } from './leaf.ts'
import type { Disclosed } from './log/extract.ts'
import type { Entry, Sealed } from './record.ts'

/** The entry by which each field is as it is on a day: of those in effect, the last. */
export function lastSetBy(entries: readonly Entry[], today: string): ReadonlyMap<string, number> {
  const found = new Map<string, Entry>()
  for (const entry of entries)
    for (const field of Object.keys(entry.set)) {
      const before = found.get(field)
      if (entry.effectiveFrom <= today && (before === undefined || before.effectiveFrom <= entry.effectiveFrom))
        found.set(field, entry)
    }
  return new Map([...found].map(([field, { seq }]) => [field, seq]))
}

/** The chosen fields of which somebody may see anything of an entry; with `chosen` absent, all. */
export function shownOf(
  definition: RegisterDefinition,
  { entry, salts }: Pick<Sealed, 'entry' | 'salts'>,
  audience: Audience,
  chosen?: ReadonlySet<string>,
): Disclosed {
  const fields = { ...definition.acts[entry.act]?.input, ...definition.fields }
  const values: { readonly [name: string]: Value | null } = { ...entry.input, ...entry.set }
  const isSeen = (path: string): boolean => {
    if (path === 'record') return true
    const [kind = '', name = '', item, column = ''] = path === 'key' ? ['key', definition.key] : path.split('.')
    const field = fields[name]
    if (!['key', 'set', 'input'].includes(kind) || field === undefined) return false
    if (chosen !== undefined && !chosen.has(name)) return false
    if (item === undefined) return maySee(field, audience)
    // Of a group with others, whom it is about sees what is said of them.
    const seen = seenOf(field, values[name], audience)
    return isItems(seen) && Object.hasOwn(seen[Number(item)] ?? {}, column)
  }
  const shown: { [path: string]: Disclosed[string] } = {}
  for (const [path, value] of committed(entry)) {
    const salt = salts[path]
    if (salt !== undefined && isSeen(path)) shown[path] = { value, salt }
  }
  return shown
}
