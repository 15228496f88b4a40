// The keys of "Log in with eID": they sign here, are published ahead of their turn, and the private ones never leave.
import { DurableObject } from 'cloudflare:workers'
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose'
import m0001 from '../migrations/issuer/0001-init.sql'
import { rotated, scheduled, signing, type KeyState } from '../workers/engines/oidc/keys.ts'
import type { Claims } from '../workers/engines/oidc/tokens.ts'
import type { Env } from '../workers/env.ts'
import { migrate } from './migrate.ts'

const MIGRATIONS = [m0001]
const ALGORITHM = 'ES256'

/** A published key (RFC 7517), in words that a call can carry. */
export interface PublicKey {
  readonly kty: string
  readonly crv: string
  readonly x: string
  readonly y: string
  readonly kid: string
  readonly alg: string
  readonly use: string
}

export class IssuerObject extends DurableObject<Env> {
  readonly #sql = this.ctx.storage.sql
  #spare: readonly { readonly kid: string; readonly private: JWK; readonly public: PublicKey }[] = []

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    migrate(ctx.storage, MIGRATIONS)
  }

  /** All keys with which a token of ours may be checked, and the next one. */
  async published(): Promise<readonly PublicKey[]> {
    await this.#ready()
    return this.#sql
      .exec<{ public: string }>('SELECT public FROM keys ORDER BY from_at, kid')
      .toArray()
      .map(({ public: text }) => JSON.parse(text) as PublicKey)
  }

  /** A signed token; its lifetime is in its claims. */
  async sign(claims: Claims, typ: string): Promise<string> {
    await this.#ready()
    const kid = signing(this.#states(), Date.now()) ?? ''
    const { text } = this.#sql.exec<{ text: string }>('SELECT private AS text FROM keys WHERE kid = ?', kid).one()
    const key = await importJWK(JSON.parse(text) as JWK, ALGORITHM)
    return new SignJWT({ ...claims }).setProtectedHeader({ alg: ALGORITHM, kid, typ }).sign(key)
  }

  /** The next key signs from now on. */
  async rotate(): Promise<readonly KeyState[]> {
    await this.#make()
    this.#keep(rotated(this.#states(), () => this.#take(), Date.now()))
    return this.#states()
  }

  async #ready(): Promise<void> {
    const now = Date.now()
    const states = this.#states()
    const due = scheduled(states, () => '', now)
    if (JSON.stringify(due) === JSON.stringify(states)) return
    await this.#make()
    // Making keys took a moment, in which another call may have done it.
    this.#keep(scheduled(this.#states(), () => this.#take(), Date.now()))
  }

  #states(): readonly KeyState[] {
    return this.#sql
      .exec<{ kid: string; from: number; until: number | null }>(
        'SELECT kid, from_at AS "from", until_at AS until FROM keys ORDER BY until_at IS NULL, from_at',
      )
      .toArray()
      .map(({ kid, from, until }) => ({ kid, from, ...(until === null ? {} : { until }) }))
  }

  /** A decision needs two new keys at most: the one that signs, and the next. */
  async #make(): Promise<void> {
    const made = await Promise.all(
      [0, 1].map(async () => {
        const pair = await generateKeyPair(ALGORITHM, { extractable: true })
        const kid = crypto.randomUUID()
        const { kty = '', crv = '', x = '', y = '' } = await exportJWK(pair.publicKey)
        const published = { kty, crv, x, y, kid, alg: ALGORITHM, use: 'sig' }
        return { kid, private: await exportJWK(pair.privateKey), public: published }
      }),
    )
    this.#spare = [...this.#spare, ...made].slice(-4)
  }

  #taken: string[] = []

  #take(): string {
    const spare = this.#spare.find(({ kid }) => !this.#taken.includes(kid))
    if (spare === undefined) throw new Error('no key was made')
    this.#taken.push(spare.kid)
    return spare.kid
  }

  #keep(states: readonly KeyState[]): void {
    this.ctx.storage.transactionSync(() => {
      const kids = JSON.stringify(states.map(({ kid }) => kid))
      this.#sql.exec('DELETE FROM keys WHERE kid NOT IN (SELECT value FROM json_each(?))', kids)
      for (const { kid, from, until = null } of states) {
        const spare = this.#spare.find((one) => one.kid === kid)
        if (spare === undefined)
          this.#sql.exec('UPDATE keys SET from_at = ?, until_at = ? WHERE kid = ?', from, until, kid)
        else
          this.#sql.exec(
            'INSERT OR IGNORE INTO keys VALUES (?, ?, ?, ?, ?)',
            kid,
            from,
            until,
            JSON.stringify(spare.private),
            JSON.stringify(spare.public),
          )
      }
    })
    this.#spare = this.#spare.filter(({ kid }) => !this.#taken.includes(kid))
    this.#taken = []
  }
}
