// Erasing what a record holds, where the law says so: value and salt go, and the leaf that commits to them stays as it was.
// Without its salt a commitment tells nothing (REGISTERS, C2SP), and no root and no chain changes.
import { isOpen } from '../kernel/field.ts'
import type { Act, RegisterDefinition } from '../kernel/register.ts'
import type { Values } from '../kernel/value.ts'
import type { Changes, Entry, Sealed } from './record.ts'

/** The fields that an act erases, by name, those of acts' own inputs among them; none of most acts. */
export function erasedNames(definition: RegisterDefinition, { erases }: Act): readonly string[] {
  if (erases === undefined) return []
  if (erases !== 'closed') return erases
  const inputs = Object.values(definition.acts).flatMap(({ input = {} }) => Object.entries(input))
  const closed = [...Object.entries(definition.fields), ...inputs].filter(([, field]) => !isOpen(field))
  return [...new Set(closed.map(([name]) => name))]
}

/** The field that a path of a leaf speaks of: `set.owners.0.person` → `owners`. */
const namedBy = (path: string, key: string): string => {
  const [kind = '', name = ''] = path.split('.')
  return kind === 'key' ? key : kind === 'set' || kind === 'input' ? name : ''
}

const kept = <T extends Values | Changes>(values: T, names: ReadonlySet<string>): T =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name))) as T

/**
 * An entry without these fields: their values and salts are gone, and that they are is said. `key` is the name of the
 * register's key. The same entry where it has none of them.
 */
export function withoutFields(sealed: Sealed, names: ReadonlySet<string>, key: string): Sealed {
  const { entry, salts } = sealed
  const gone = Object.keys(salts).filter((path) => names.has(namedBy(path, key)))
  if (gone.length === 0) return sealed
  const erased = [...new Set([...(entry.erased ?? []), ...gone.map((path) => namedBy(path, key))])]
  return {
    ...sealed,
    entry: {
      ...entry,
      key: names.has(key) ? '' : entry.key,
      input: kept(entry.input, names),
      set: kept(entry.set, names),
      erased,
    },
    salts: Object.fromEntries(Object.entries(salts).filter(([path]) => !gone.includes(path))),
  }
}

/** Whether nobody can be told any more whose record it was: its key is gone, and with that the record is over. */
export const isOver = ({ erases = [], key }: Pick<Entry, 'erases' | 'key'>): boolean => erases.length > 0 && key === ''
