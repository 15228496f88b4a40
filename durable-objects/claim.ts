// Which record may have a value that only one may have: the first that asks, for as long as it has it.
import { DurableObject } from 'cloudflare:workers'
import { CLAIM_MS, type Claim } from '../workers/engines/unique.ts'
import type { Env } from '../workers/env.ts'
import { recordById } from '../workers/store/objects.ts'
import { findExact } from '../workers/store/snapshots.ts'

/** The public id of the record, and when it asked last. */
interface Claimed {
  readonly record: string
  readonly at: number
}

export class ClaimObject extends DurableObject<Env> {
  /**
   * Claims a value for a record, whose act is decided next; false where another has it. Nobody gives a claim back: who
   * has lost it, or never got to its entry, is found out when another wants it.
   */
  async claim(register: string, claim: Claim, record: string): Promise<boolean> {
    for (;;) {
      const before = this.#claimed()
      if (before?.record !== record && (await this.#isTaken(register, claim, record, before))) return false
      // While the others were asked, somebody may have been faster.
      if (this.#claimed()?.record !== before?.record) continue
      this.ctx.storage.kv.put('claimed', { record, at: Date.now() } satisfies Claimed)
      return true
    }
  }

  /** The value was erased from the record: that it was this one's is nobody's to know. Told twice, it changes nothing. */
  async forget(record: string): Promise<void> {
    if (this.#claimed()?.record === record) await this.ctx.storage.deleteAll()
  }

  /** Before anybody claimed it, it may have come with an old register, or with an older definition. */
  async #isTaken(register: string, claim: Claim, record: string, before: Claimed | undefined): Promise<boolean> {
    if (before !== undefined && Date.now() - before.at < CLAIM_MS) return true
    const known = before === undefined ? await this.#found(register, claim) : [before.record]
    const others = known.filter((id) => id !== record)
    const held = await Promise.all(others.map((id) => recordById(this.env, register, id).holds(claim)))
    return held.includes('holds')
  }

  async #found(register: string, { field, blind }: Claim): Promise<readonly string[]> {
    return (await findExact(this.env.DB, register, field, blind)).map(({ id }) => id)
  }

  #claimed(): Claimed | undefined {
    return this.ctx.storage.kv.get<Claimed>('claimed')
  }
}
