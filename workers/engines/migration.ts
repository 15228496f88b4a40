// What brings a record to the definition that stands: each rule that came since its last entry, as one more entry.
import type { LoadedRegister } from '../kernel/load.ts'
import { MIGRATE } from '../kernel/register.ts'
import { ok, type Ok } from '../kernel/result.ts'
import { sameValue, type Value } from '../kernel/value.ts'
import type { Refused } from './command.ts'
import { sealLeaf } from './leaf.ts'
import { checked, type Circumstances, type Entry, type Head, type Sealed } from './record.ts'

/** The part of the portal that does it. */
const ROLE = 'izvor.registers'

const failed: Refused = { ok: false, error: 'migration-failed' }

/**
 * The entry that brings a record to its register's definition, or null where no rule has come since. A rule is applied once:
 * the entry is made even where it changes nothing, for later acts may. Refusal:
 * `migration-failed`, where a rule cannot be applied or yields what its field does not hold.
 */
export function migrationOf(
  { definition, migrations }: LoadedRegister,
  head: Head | null,
  at: Pick<Circumstances, 'record' | 'now' | 'today' | 'random'>,
): Ok<Sealed | null> | Refused {
  const due = migrations.filter(({ to }) => head !== null && to > head.definition)
  if (head === null || head.over || due.length === 0) return ok(null)
  const set: { [field: string]: Value | null } = {}
  let record = { [definition.key]: head.key, ...head.values }
  try {
    for (const migration of due) {
      // All values of one version are made of what stood before it.
      const values = migration.set.map(
        ([field, value]) => [field, value.evaluate({ record, today: at.today })] as const,
      )
      for (const [field, value] of values) set[field] = value
      record = Object.fromEntries(
        Object.entries({ ...record, ...Object.fromEntries(values) }).filter(
          (pair): pair is [string, Value] => pair[1] !== null,
        ),
      )
    }
  } catch {
    // CEL throws where an absent field is read.
    return failed
  }
  const changed = checked(definition.fields, set, at.today)
  if (!changed.ok) return { ...failed, ...(changed.issues === undefined ? {} : { issues: changed.issues }) }
  const changes = Object.fromEntries(
    Object.entries(changed.value).filter(([field, value]) => !sameValue(head.values[field] ?? null, value)),
  )
  const entry: Entry = {
    seq: head.seq + 1,
    act: MIGRATE,
    definition: definition.version,
    key: head.key,
    record: at.record,
    input: {},
    set: changes,
    recordedAt: Math.max(at.now, head.recordedAt + 1),
    effectiveFrom: head.effectiveFrom > at.today ? head.effectiveFrom : at.today,
    actor: { role: ROLE },
    basis: { law: definition.law },
    previous: head.leafHash,
  }
  return ok({ entry, ...sealLeaf(definition.id, entry, at.random) })
}
