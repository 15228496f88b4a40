// Who of an authority looked is told to its auditors, with how close they stand to whom the record is about: soon after
// the look, in order, and as often as it takes. Told twice, it is one look.
import { catalogue } from '../../workers/catalogue.ts'
import type { Purpose } from '../../workers/engines/command.ts'
import { personFields, valuesOf } from '../../workers/engines/disclosure.ts'
import { readersDays, tiesOf, type Close, type Look, type Tie } from '../../workers/engines/watch.ts'
import type { Env } from '../../workers/env.ts'
import type { RegisterDefinition } from '../../workers/kernel/register.ts'
import type { Values } from '../../workers/kernel/value.ts'
import type { Known } from './rights.ts'
import type { RecordRows } from './rows.ts'
import { auditObject, personById, recordByKey } from '../../workers/store/objects.ts'

/** Looks that come together are told together. */
const SOON_MS = 500
const RETRY_MS = 5000
/** Of one delivery. */
const TOLD_MAX = 100
/** A record is about one person, or a few who share it. */
const SUBJECTS_MAX = 5
const DAY_MS = 86_400_000

type Row = {
  readonly access: number
  readonly role: string
  readonly at: number
  readonly authority: string
  readonly law: string
  readonly case_id: string | null
  readonly person: string
  readonly fields: string
}

/** How close somebody stands to others; who has no record is close to nobody. */
async function closeOf(env: Env, number: string): Promise<Close> {
  const alone = { number, kin: [], buildings: [], streets: [] }
  const register = [...catalogue.registers.values()].find(({ closeness }) => closeness !== undefined)
  const { closeness } = register ?? {}
  if (register === undefined || closeness === undefined) return alone
  const close = await recordByKey(env, register, number).closeness()
  if (close === null) return alone
  const field = register.fields[closeness.near[0] ?? '']
  const places = field?.type === 'reference' ? catalogue.registers.get(field.register) : undefined
  if (places === undefined) return { ...close, streets: [] }
  const found = await Promise.all(close.buildings.map((building) => recordByKey(env, places, building).open()))
  return {
    ...close,
    streets: found.flatMap((one) => (one === null ? [] : valuesOf(one.values, closeness.through).map(String))),
  }
}

export class Looks {
  readonly #rows: RecordRows
  readonly #sql: SqlStorage
  readonly #wake: (at: number) => void

  constructor(rows: RecordRows, sql: SqlStorage, wake: (at: number) => void) {
    this.#rows = rows
    this.#sql = sql
    this.#wake = wake
  }

  /** Keeps a look at these fields, for its subject, and where somebody of an authority looked, for its auditors. */
  keep(purpose: Purpose, fields: readonly string[]): void {
    const now = Date.now()
    if (!this.#rows.keepAccess(now, purpose, fields)) return
    if (purpose.desk !== true || purpose.person === undefined) return
    this.#sql.exec('INSERT INTO looks SELECT max(id), ? FROM accesses', purpose.role)
    this.#wake(now + SOON_MS)
  }

  /** When what waits is tried again; null where nothing does. */
  due(): number | null {
    const waits = this.#sql.exec('SELECT 1 FROM looks LIMIT 1').toArray().length > 0
    return waits ? Date.now() + RETRY_MS : null
  }

  /** Tells the auditors of each authority; what fails waits for the next alarm. */
  async tell(env: Env, known: Known | null): Promise<void> {
    if (known === null) return
    await this.#tell(env, known).catch((error: unknown) => console.error('looks were not told', error))
  }

  async #tell(env: Env, { register: { definition }, view: { id: record, values } }: Known): Promise<void> {
    const rows = this.#sql
      .exec<Row>(
        `SELECT access, role, at, authority, law, case_id, person, fields FROM looks JOIN accesses ON id = access
         ORDER BY access LIMIT ?`,
        TOLD_MAX,
      )
      .toArray()
    const ties = await this.#ties(env, definition, values, rows)
    const looks = rows.map((row): Look & { readonly authority: string } => ({
      authority: row.authority,
      register: definition.id,
      record,
      access: row.access,
      person: row.person,
      role: row.role,
      law: row.law,
      ...(row.case_id === null ? {} : { case: row.case_id }),
      fields: JSON.parse(row.fields) as string[],
      at: row.at,
      ties: ties.get(row.person) ?? [],
      readers: this.#readers(row.at),
    }))
    for (const authority of new Set(looks.map((look) => look.authority)))
      await auditObject(env, authority).take(looks.filter((look) => look.authority === authority))
    for (const { access } of rows) this.#sql.exec('DELETE FROM looks WHERE access = ?', access)
  }

  /** How close each who looked stands to those whom the record is about. */
  async #ties(env: Env, definition: RegisterDefinition, values: Values, rows: readonly Row[]) {
    const numbers = personFields(definition).flatMap((path) => valuesOf(values, path).map(String))
    const subjects = [...new Set(numbers)].slice(0, SUBJECTS_MAX)
    const ties = new Map<string, readonly Tie[]>()
    if (rows.length === 0 || subjects.length === 0) return ties
    const about = await Promise.all(subjects.map((number) => closeOf(env, number)))
    for (const person of new Set(rows.map((row) => row.person))) {
      const identity = await personById(env, person).identity()
      if (identity === null) continue
      const official = await closeOf(env, identity.personalNumber)
      ties.set(person, [...new Set(about.flatMap((subject) => tiesOf(official, subject)))])
    }
    return ties
  }

  /** Different officials, of whatever authority, in the days before. */
  #readers(at: number): number {
    return this.#sql
      .exec<{ readers: number }>(
        'SELECT count(DISTINCT person) AS readers FROM accesses WHERE at > ? AND at <= ? AND person IS NOT NULL',
        at - readersDays * DAY_MS,
        at,
      )
      .one().readers
  }
}
