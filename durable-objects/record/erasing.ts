// What goes with an act that erases: values and salts of earlier entries, what was asked and proposed with them, and the
// copies that other objects have. The leaves stay, and with them every root.
import { isOver, withoutFields } from '../../workers/engines/erasure.ts'
import { blindIndex, requestAlias } from '../../workers/engines/names.ts'
import type { Entry, Sealed } from '../../workers/engines/record.ts'
import type { Env } from '../../workers/env.ts'
import type { LoadedRegister } from '../../workers/kernel/load.ts'
import { caseById, claimByName } from '../../workers/store/objects.ts'
import { Outbox } from '../outbox.ts'
import { batchIn, scrub } from './waking.ts'

/** Copies elsewhere: which record had claimed a value, what a case was told or caused, and the batch that it came in. */
type Effect =
  | { readonly to: 'claim'; readonly name: string }
  | { readonly to: 'case'; readonly id: string; readonly fields: readonly string[] }
  | { readonly to: 'batch'; readonly name: string }

/** The number of a case of ours; an authority's own is kept by the authority. */
const CASE = /^[a-z2-7]{16}$/u

type Row = {
  readonly seq: number
  readonly idempotency_key: string
  readonly entry: string
  readonly salts: string
  readonly leaf: string
  readonly leaf_hash: string
}

export class Erasing {
  readonly #sql: SqlStorage
  readonly #env: () => Env
  readonly #outbox: Outbox<Effect>

  constructor(sql: SqlStorage, env: () => Env) {
    this.#sql = sql
    this.#env = env
    this.#outbox = new Outbox<Effect>(sql, (effect) => (effect.to === 'case' ? effect.id : effect.name))
  }

  /** To be called in the transaction that appends the entry, when nothing more is written in it. */
  keep({ definition }: LoadedRegister, { entry }: Sealed): void {
    if (entry.erases === undefined) return
    const names = new Set(entry.erases)
    const touched: Entry[] = []
    const batches: string[] = []
    for (const row of this.#sql.exec<Row>('SELECT * FROM entries WHERE seq < ?', entry.seq).toArray()) {
      const before = JSON.parse(row.entry) as Entry
      const salts = JSON.parse(row.salts) as Sealed['salts']
      const sealed = { entry: before, salts, leaf: row.leaf, leafHash: row.leaf_hash }
      const after = withoutFields(sealed, names, definition.key)
      if (after === sealed) continue
      touched.push(before)
      batches.push(...batchIn(row.idempotency_key))
      this.#rewrite(row, after)
    }
    const over = isOver(entry)
    // What was asked named the record by its key, and may have said it in the number of the request.
    if (over) this.#forgetRequest(entry.seq)
    // What was refused was never decided: it is decided anew, if anybody asks again.
    this.#sql.exec('DELETE FROM refusals')
    this.#forgetProposals(names, touched, over)
    const effects = this.#effects(definition.id, definition.fields, touched, entry.erases)
    const stored = batches.map((name): Effect => ({ to: 'batch', name }))
    this.#outbox.add([...effects, ...stored], entry.recordedAt)
  }

  /** When the alarm is to look after what waits elsewhere. */
  due = (): number | null => this.#outbox.due()

  /** Has the copies erased. What a case that is still open needs, it keeps until it is closed. */
  settle(register: string, record: string): Promise<void> {
    return this.#outbox.drain(
      async (effect) => {
        if (effect.to === 'batch') return scrub(this.#env(), effect.name, record)
        if (effect.to === 'claim') return claimByName(this.#env(), effect.name).forget(record)
        if (!(await caseById(this.#env(), effect.id).forget(register, record, effect.fields)))
          throw new Error('a case that is still open')
      },
      (strike) => strike(),
    )
  }

  #rewrite({ seq }: Row, { entry, salts }: Sealed): void {
    this.#sql.exec(
      'UPDATE entries SET entry = ?, salts = ? WHERE seq = ?',
      JSON.stringify(entry),
      JSON.stringify(salts),
      seq,
    )
    this.#forgetRequest(seq)
  }

  /** Whoever asks again is still answered the same. */
  #forgetRequest(seq: number): void {
    const { key } = this.#sql
      .exec<{ key: string }>('SELECT idempotency_key AS key FROM entries WHERE seq = ?', seq)
      .one()
    const alias = requestAlias(this.#env().INDEX_KEY, key)
    this.#sql.exec(`UPDATE entries SET request = '', idempotency_key = ? WHERE seq = ?`, alias, seq)
  }

  /** Of what two officials signed, that they did stays in the entry; what waits with such a value waits no more. */
  #forgetProposals(names: ReadonlySet<string>, touched: readonly Entry[], over: boolean): void {
    const signed = touched.flatMap(({ signatures }) => signatures ?? [])
    if (over) this.#sql.exec('DELETE FROM signed')
    else this.#sql.exec('DELETE FROM signed WHERE hash IN (SELECT value FROM json_each(?))', JSON.stringify(signed))
    this.#sql.exec(
      `UPDATE proposals SET proposed = NULL, signature = NULL, hash = '', told_at = 0,
         closed_at = coalesce(closed_at, at), state = CASE state WHEN 'open' THEN 'expired' ELSE state END
       WHERE ?1 OR EXISTS (SELECT 1 FROM json_each(proposed, '$.input') WHERE key IN (SELECT value FROM json_each(?2)))`,
      over ? 1 : 0,
      JSON.stringify([...names]),
    )
  }

  #effects(
    register: string,
    fields: LoadedRegister['definition']['fields'],
    touched: readonly Entry[],
    erased: readonly string[],
  ): readonly Effect[] {
    const claimed = erased.filter((name) => fields[name]?.unique)
    const claims = touched.flatMap(({ set }) =>
      claimed.flatMap((name) => {
        const value = set[name]
        const blind = blindIndex(this.#env().INDEX_KEY, register, name, String(value))
        return value === undefined || value === null ? [] : [`${register}.${name}:${blind}`]
      }),
    )
    const told = this.#sql
      .exec<{ id: string }>(
        `SELECT DISTINCT case_id AS id FROM accesses, json_each(fields) one
         WHERE case_id IS NOT NULL AND one.value IN (SELECT value FROM json_each(?))`,
        JSON.stringify(erased),
      )
      .toArray()
      .map(({ id }) => id)
    const cases = [...told, ...touched.flatMap(({ basis }) => basis.case ?? [])].filter((id) => CASE.test(id))
    return [
      ...[...new Set(claims)].map((name) => ({ to: 'claim', name }) as const),
      ...[...new Set(cases)].map((id) => ({ to: 'case', id, fields: erased }) as const),
    ]
  }
}
