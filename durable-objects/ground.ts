// Which record may have ground in one cell of the globe: the first that asks, as long as no other has a part of it.
import { DurableObject } from 'cloudflare:workers'
import m0001 from '../migrations/ground/0001-init.sql'
import { catalogue } from '../workers/catalogue.ts'
import { boxOfText, sharesGround, type Ground } from '../workers/engines/apart.ts'
import { outlineField } from '../workers/engines/outline.ts'
import { CLAIM_MS } from '../workers/engines/unique.ts'
import type { Env } from '../workers/env.ts'
import { boxesMeet, type Box } from '../workers/kernel/geometry/shape.ts'
import { outlinesWithin } from '../workers/store/map.ts'
import { recordById } from '../workers/store/objects.ts'
import { migrate } from './migrate.ts'

const MIGRATIONS = [m0001]

/** What may come into a cell with an old register: more parcels than there are in two kilometres of a town. */
const KNOWN_MAX = 5000

/** Who wants ground, and by which act on several records, if it is one. */
export interface Wanted extends Ground {
  readonly register: string
  /** The public id. */
  readonly record: string
  readonly by?: string
  /** Records that change with it. As long as `by` is not said they are not asked. */
  readonly among: readonly string[]
  /** What the record has there now: all else that it once wanted can be forgotten. */
  readonly has?: string
}

interface Row {
  readonly record: string
  readonly shape: string
  /** When it asked last; 0 for what only the read model knows. */
  readonly at: number
}

export class GroundObject extends DurableObject<Env> {
  /** How often ground was claimed in this instance. */
  #claims = 0

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    migrate(ctx.storage, MIGRATIONS)
  }

  /**
   * Claims ground for a record, whose act is decided next; answers with the record that has a part of it, else null.
   * Nobody gives a claim back: who has lost it, or never got to its entry, is found out when another wants it.
   */
  async claim(wanted: Wanted): Promise<string | null> {
    const box = boxOfText(wanted.shape)
    for (;;) {
      const claims = this.#claims
      const taken = await this.#taken(wanted, box)
      if (taken !== null) return taken
      // While the others were asked, somebody may have been faster.
      if (this.#claims !== claims) continue
      this.#keep(wanted, box, Date.now())
      return null
    }
  }

  async #taken(wanted: Wanted, box: Box): Promise<string | null> {
    const { register, field, group, by, among } = wanted
    const known = [...this.#near(box), ...(await this.#found(wanted, box))]
    const others = known.filter(
      ({ record, shape }) =>
        record !== wanted.record && (by !== undefined || !among.includes(record)) && sharesGround(shape, wanted.shape),
    )
    const answers = await Promise.all(
      others.map(async ({ record, shape, at }) => {
        const held = await recordById(this.env, register, record).holds({ field, group, shape }, by)
        // It may be about to be entered; what changes with this one says what it is about to enter.
        const pending = held === 'free' && !among.includes(record) && Date.now() - at < CLAIM_MS
        if (held === 'free' && !pending) this.#forget(record, shape)
        return held === 'holds' || pending ? record : null
      }),
    )
    return answers.find((record) => record !== null) ?? null
  }

  #near(box: Box): readonly Row[] {
    return this.ctx.storage.sql
      .exec<Row & Box & Record<string, SqlStorageValue>>(
        'SELECT record, shape, at, west, south, east, north FROM ground WHERE west <= ? AND east >= ? AND south <= ? AND north >= ?',
        box.east,
        box.west,
        box.north,
        box.south,
      )
      .toArray()
      .filter((row) => boxesMeet(row, box))
  }

  /** What came with an old register, or stood before the definition put it apart, never asked. */
  async #found({ register, field }: Wanted, box: Box): Promise<readonly Row[]> {
    const definition = catalogue.registers.get(register)
    if (definition === undefined || outlineField(definition) !== field) return []
    const found = await outlinesWithin(this.env.DB, register, box, KNOWN_MAX)
    return found.map(({ id, shape }) => ({ record: id, shape, at: 0 }))
  }

  #keep({ record, shape, has }: Wanted, { west, south, east, north }: Box, now: number): void {
    this.#claims++
    const { sql } = this.ctx.storage
    sql.exec(
      'DELETE FROM ground WHERE record = ? AND shape NOT IN (?, ?) AND at < ?',
      record,
      shape,
      has ?? '',
      now - CLAIM_MS,
    )
    sql.exec('INSERT OR REPLACE INTO ground VALUES (?, ?, ?, ?, ?, ?, ?)', record, shape, west, south, east, north, now)
  }

  #forget(record: string, shape: string): void {
    this.ctx.storage.sql.exec('DELETE FROM ground WHERE record = ? AND shape = ?', record, shape)
  }
}
