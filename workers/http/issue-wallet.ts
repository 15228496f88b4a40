// Issues an identity card into a wallet: the proofs are checked, the registers asked, and the person's object has it first.
import { catalogue } from '../catalogue.ts'
import type { Purpose } from '../engines/command.ts'
import type { BackingCard } from '../engines/wallet/issuance.ts'
import type { PublicJwk } from '../engines/wallet/jws.ts'
import { signJws } from '../engines/wallet/jws.ts'
import { issuerOf } from '../engines/wallet/metadata.ts'
import { FORMAT, lifeOf, pidClaims, type Holder } from '../engines/wallet/pid.ts'
import { conceal } from '../engines/wallet/sd-jwt.ts'
import type { Wallet } from '../engines/wallet/keys.ts'
import { listName, type StatusEntry } from '../engines/wallet/status-list.ts'
import type { Env } from '../env.ts'
import { sofiaDate } from '../kernel/calendar.ts'
import { err, ok } from '../kernel/result.ts'
import { namesOf } from '../store/browse.ts'
import { personById, recordByKey, statusListByName } from '../store/objects.ts'
import { listsOf, random } from './wallet.ts'

/** The portal itself asks, on the person's own wish; they see it among who looked. */
const ROLE = 'izvor.identity'

/** Who the card is of, as the population register says now; null where it knows nobody, or nobody alive. */
async function holderOf(env: Env, personalNumber: string, person: string): Promise<Holder | null> {
  const evidence = catalogue.evidence('wallet-pid')
  if (evidence === undefined) throw new Error('no evidence for wallets')
  const purpose: Purpose = { authority: 'mvr', role: ROLE, law: evidence.definition.law, person }
  const record = recordByKey(env, evidence.source.definition, personalNumber)
  const { found, values } = await record.answer('wallet-pid', { personalNumber }, purpose)
  if (!found || values['diedOn'] !== undefined) return null
  const { bornIn } = values
  if (typeof bornIn !== 'string') return { values }
  const names = await namesOf(env.DB, [{ register: 'addresses', id: bornIn }])
  const place = names.get(`addresses:${bornIn}`)?.open['name']
  return { values, bornIn: typeof place === 'string' ? place : undefined }
}

/** Lists that are full are passed over; a month has as many as it takes. */
async function allocate(env: Env, count: number, now: number, expiresAt: number): Promise<readonly StatusEntry[]> {
  for (let n = 1; ; n += 1) {
    const list = listName(sofiaDate(now), n)
    const places = await statusListByName(env, list).allocate(count, expiresAt)
    if (places.ok) return places.value.map((index) => ({ list, index }))
  }
}

export interface Issue {
  readonly id: string
  readonly person: string
  readonly name: string
  readonly card: BackingCard
  /** One a copy. */
  readonly keys: readonly PublicJwk[]
}

/** The credentials; or why there are none. */
export async function issueToWallet(env: Env, wallet: Wallet, { id, person, name, card, keys }: Issue) {
  const object = personById(env, person)
  const known = await object.identity()
  const holder = known === null ? null : await holderOf(env, known.personalNumber, person)
  if (holder === null) return err('person-not-registered')
  const now = Date.now()
  const { expiresAt } = lifeOf(now, card.notAfter)
  const entries = await allocate(env, keys.length, now, expiresAt)
  const kept = await object.keepWallet({ id, name, card, expiresAt, entries })
  if (!kept.ok) return kept
  const credentials = await Promise.all(
    keys.map(async (key, at) => {
      const { list, index } = entries[at] ?? { list: '', index: 0 }
      const status = { uri: listsOf(env.ORIGIN) + list, index }
      const issuer = issuerOf(env.ORIGIN)
      const claims = pidClaims({ holder, key, issuer, status, cardNotAfter: card.notAfter, now })
      const { payload, disclosures } = conceal(claims, random)
      const signed = await signJws(wallet.issuer.key, { typ: FORMAT, x5c: wallet.issuer.chain }, payload)
      return [signed, ...disclosures, ''].join('~')
    }),
  )
  return ok(credentials)
}
