// Definitions of registers as routes need them: what is wrong with one that is proposed, and which versions there were.
import { catalogue } from '../catalogue.ts'
import { changesOf, openedBy, type Change } from '../engines/definition/compare.ts'
import { proposedFaults } from '../engines/definition/proposed.ts'
import type { PublicEntry } from '../engines/history.ts'
import type { Env } from '../env.ts'
import type { Fault } from '../kernel/fault.ts'
import { cellsOf } from '../kernel/field.ts'
import type { Unloaded } from '../kernel/load.ts'
import { definitions } from '../kernel/read-definition.ts'
import { authorityOf, type RegisterDefinition } from '../kernel/register.ts'
import { ok, type Ok } from '../kernel/result.ts'
import { recordByKey, registerObject } from '../store/objects.ts'

/** The office whose holders make registers, of whichever authority. */
const STEWARD = '.steward'

/** The authorities for which somebody of these roles may make registers. */
export const authoritiesIn = (roles: readonly string[]): readonly string[] => [
  ...new Set(roles.filter((role) => role.endsWith(STEWARD)).map(authorityOf)),
]

export interface Checked {
  readonly definition: RegisterDefinition
  readonly faults: readonly Fault<string>[]
  /** The version in force; null for a new register. */
  readonly before: RegisterDefinition | null
  readonly changes: readonly Change[]
  /** What more people would see than before. */
  readonly opened: readonly string[]
  readonly hasRecords: boolean
}

/** The version in force of a register that was made here; null where there is none. */
export async function inForce(env: Env, id: string): Promise<RegisterDefinition | null> {
  await catalogue.know(env, id)
  return catalogue.isBuiltIn(id) ? null : (catalogue.registers.get(id) ?? null)
}

/** Whether anything was ever entered in a register. */
const hasRecords = async (env: Env, id: string): Promise<boolean> =>
  (await registerObject(env, id).state()).sequenced > 0

/** Everything that is to be known of a definition before it is proposed by an authority; null where nobody does. */
export async function checked(env: Env, definition: RegisterDefinition, authority: string | null): Promise<Checked> {
  const before = await inForce(env, definition.id)
  const inputs = Object.values(definition.acts).flatMap(({ input = {} }) => cellsOf(input))
  for (const [, field] of [...cellsOf(definition.fields), ...inputs])
    if (field.type === 'reference') await catalogue.know(env, field.register)
  const around = {
    registerOf: (id: string) => catalogue.registers.get(id),
    isBuiltIn: catalogue.isBuiltIn,
    authority,
  }
  const entered = before !== null && (await hasRecords(env, definition.id))
  return {
    definition,
    faults: proposedFaults(definition, around, { before, hasRecords: entered }),
    before,
    changes: before === null ? [] : changesOf(before, definition),
    opened: before === null ? [] : openedBy(before, definition),
    hasRecords: entered,
  }
}

/** The same of a text. */
export async function checkedText(env: Env, text: string, authority: string | null): Promise<Ok<Checked> | Unloaded> {
  const read = definitions.read(text)
  return read.ok ? ok(await checked(env, read.value, authority)) : read
}

export interface Version {
  readonly definition: RegisterDefinition
  /** The entry in the register of registers; absent where the portal brought it and nobody has entered it. */
  readonly entry?: Pick<PublicEntry, 'seq' | 'recordedAt' | 'role' | 'second'>
}

/** Every version of a register, the latest first. */
export async function versionsOf(env: Env, definition: RegisterDefinition): Promise<readonly Version[]> {
  const { definition: defining } = catalogue.defining()
  const record = recordByKey(env, defining, definition.id)
  const versions: Version[] = []
  for (let before: number | undefined; before !== 1;) {
    const page = await record.page({}, before)
    for (const { changes, seq, recordedAt, role, second } of page?.entries ?? []) {
      const text = changes.find(({ field }) => field === defining.defines)?.to
      const read = typeof text === 'string' ? definitions.read(text) : undefined
      if (!read?.ok) continue
      const entry = { seq, recordedAt, role, ...(second === undefined ? {} : { second }) }
      versions.push({ definition: read.value, entry })
    }
    before = page?.entries.at(-1)?.seq ?? 1
  }
  const known = versions[0]?.definition
  const same = known !== undefined && JSON.stringify(known) === JSON.stringify(definition)
  return same ? versions : [{ definition }, ...versions]
}

/** One version by its number, as it is written in an address. */
export const versionIn = (versions: readonly Version[], number: string | undefined): Version | undefined =>
  versions.find(({ definition }) => String(definition.version) === number)
