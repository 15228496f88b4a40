// What others say of the rows of a file, many at once: whether a record is there, whose a value is, how it stands with what
// a row names. What the rows say of each other is asked of the object itself.
import { catalogue } from '../../workers/catalogue.ts'
import {
  uniquesOf,
  weighRow,
  wrong,
  type Court,
  type Numbered,
  type RowIssue,
  type Weighed,
} from '../../workers/engines/import/weigh.ts'
import type { Mapping } from '../../workers/engines/import/state.ts'
import { recordId } from '../../workers/engines/names.ts'
import { faultsOf, namedIn, standingOf, type NamedRecord, type Standing } from '../../workers/engines/references.ts'
import type { Env } from '../../workers/env.ts'
import { sofiaDate } from '../../workers/kernel/calendar.ts'
import { fieldsRead } from '../../workers/kernel/expression.ts'
import type { RegisterDefinition } from '../../workers/kernel/register.ts'
import { isOpen } from '../../workers/kernel/field.ts'
import { holdersOf, namesOf } from '../../workers/store/browse.ts'
import { recordById, registerObject } from '../../workers/store/objects.ts'
import type { ImportRows } from './rows.ts'

/** How a row stands: it makes a record; it made one that says the same, in this run or before; or it is wrong. */
export type Verdict =
  | { readonly kind: 'new' | 'mine' | 'same'; readonly weighed: Weighed }
  | { readonly kind: 'bad'; readonly row: Numbered; readonly issues: readonly RowIssue[] }

export interface Examination {
  readonly env: Env
  readonly court: Court
  readonly rows: ImportRows
  readonly references: Mapping['references']
  /** What the names of the run's batches begin with. */
  readonly run: string
}

type Issues = Map<number, RowIssue[]>

const note = (issues: Issues, row: number, issue: RowIssue): void =>
  void issues.set(row, [...(issues.get(row) ?? []), issue])

/** Two rows of the file want the same: the first has it. */
function noteClaims({ court, rows }: Examination, weighed: readonly Weighed[], issues: Issues): void {
  const { key } = court.register.definition
  const claims = weighed.flatMap((one) => [
    { one, field: key, what: one.record },
    ...uniquesOf(court, one).map(({ field, blind }) => ({ one, field, what: `${field}:${blind}` })),
  ])
  const first = rows.claim(
    court.source.import,
    claims.map(({ one, what }) => [what, one.row]),
  )
  for (const [at, { one, field }] of claims.entries()) {
    const row = first[at]
    if (row !== undefined && row !== one.row) note(issues, one.row, { field, code: 'row-twice', row })
  }
}

/** Values that a record of the register has already. */
async function noteTaken({ env, court }: Examination, weighed: readonly Weighed[], issues: Issues): Promise<void> {
  const { definition } = court.register
  const claims = weighed.flatMap((one) => uniquesOf(court, one).map((claim) => ({ one, ...claim })))
  if (claims.length === 0) return
  const holders = await holdersOf(env.DB, definition.id, claims)
  for (const { one, field, blind } of claims) {
    const others = (holders.get(`${field} ${blind}`) ?? []).filter((id) => id !== one.record)
    // One that has ended has let go of it.
    const held = await Promise.all(others.map((id) => recordById(env, definition.id, id).holds({ field, blind })))
    if (held.includes('holds')) note(issues, one.row, { field, code: 'value-taken' })
  }
}

/** Whether the read model alone can say that a record has ended. */
const saysEnd = ({ ended, fields }: RegisterDefinition): boolean =>
  ended === undefined || fieldsRead(ended, 'record').every((name) => isOpen(fields[name]))

/** How each record stands that is named, asked of the read model first, and of the records where that does not know. */
async function standings(
  { env, court, rows }: Examination,
  named: readonly NamedRecord[],
): Promise<ReadonlyMap<string, Standing>> {
  const { INDEX_KEY } = env
  const { id: own } = court.register.definition
  const all = new Map<string, { readonly register: string; readonly id: string }>()
  for (const { register, key } of named) {
    const definition = catalogue.registers.get(register)
    if (definition !== undefined) all.set(`${register} ${key}`, { register, id: recordId(INDEX_KEY, definition, key) })
  }
  const known = await namesOf(env.DB, [...all.values()])
  const inFile = rows.claimed(
    court.source.import,
    [...all.values()].flatMap(({ register, id }) => (register === own ? [id] : [])),
  )
  const answers = await Promise.all(
    [...all].map(async ([name, { register, id }]): Promise<readonly [string, Standing]> => {
      const found = known.get(`${register}:${id}`)
      const loaded = catalogue.register(register)
      if (register === own && inFile.has(id)) return [name, 'stands']
      if (found !== undefined && loaded !== undefined && saysEnd(loaded.definition))
        return [name, standingOf(loaded, found.open, sofiaDate(Date.now()))]
      return [name, await recordById(env, register, id).standing()]
    }),
  )
  return new Map(answers)
}

async function noteNamed(examination: Examination, weighed: readonly Weighed[], issues: Issues): Promise<void> {
  if (examination.references === 'leave') return
  const { act } = examination.court
  const named = weighed.flatMap(({ row, entry }) =>
    namedIn(act, { ...entry.set, ...entry.input }).map((one) => ({ row, one })),
  )
  if (named.length === 0) return
  for (const register of new Set(named.map(({ one }) => one.register))) await catalogue.know(examination.env, register)
  const known = await standings(
    examination,
    named.map(({ one }) => one),
  )
  for (const { row, one } of named)
    for (const fault of faultsOf([one], [known.get(`${one.register} ${one.key}`) ?? 'missing'], false))
      note(issues, row, fault)
}

/** The first look at rows: each claims its record and its own values, so that others of the file may name them. */
export function claimRows(examination: Examination, numbered: readonly Numbered[]): void {
  const weighed = numbered.map((row) => weighRow(examination.court, row))
  noteClaims(
    examination,
    weighed.flatMap((answer) => (answer.ok ? [answer.value] : [])),
    new Map(),
  )
}

/** Examines rows; the answers come in their order. */
export async function examine(examination: Examination, numbered: readonly Numbered[]): Promise<readonly Verdict[]> {
  const { env, court, run } = examination
  const answers = numbered.map((row) => ({ row, answer: weighRow(court, row) }))
  const weighed = answers.flatMap(({ answer }) => (answer.ok ? [answer.value] : []))
  const issues: Issues = new Map()
  noteClaims(examination, weighed, issues)
  const register = registerObject(env, court.register.definition.id)
  const whether = await register.whether(
    weighed.map(({ record, digest }) => ({ record, digest })),
    run,
  )
  const how = new Map(weighed.map(({ row }, at) => [row, whether[at]]))
  // What is there and says the same was looked up when it came.
  const fresh = weighed.filter(({ row }) => how.get(row) === 'free')
  await Promise.all([noteTaken(examination, fresh, issues), noteNamed(examination, fresh, issues)])
  return answers.map(({ row, answer }): Verdict => {
    if (!answer.ok) return { kind: 'bad', row, issues: answer.issues }
    const found = issues.get(row.row)
    if (found !== undefined) return { kind: 'bad', row, issues: found }
    const stands = how.get(row.row)
    if (stands === 'exists' || stands === 'busy')
      return { kind: 'bad', row, issues: wrong(stands === 'exists' ? 'record-exists' : 'record-busy').issues }
    return { kind: stands === 'mine' || stands === 'same' ? stands : 'new', weighed: answer.value }
  })
}
