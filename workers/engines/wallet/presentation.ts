// Whether what a wallet shows holds: issued by somebody we believe, still valid, shown now, to us, by its holder.
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Certificate } from '../identity/x509.ts'
import { trustedKey, type ChainRefusal } from './chain.ts'
import { ALGORITHM, isJson, isSignedBy, readJws, readPublicKey, type Json, type PublicJwk } from './jws.ts'
import { FORMAT, VCT } from './pid.ts'
import { digestOf, readSdJwt, type SdJwtRefusal } from './sd-jwt.ts'
import { isList, LIST_SIZE, type StatusEntry } from './status-list.ts'

const PROOF_MAX = 4000
/** The holder's proof is made when they consent. */
const PROOF_AGE_MAX_S = 5 * 60
const AHEAD_MAX_S = 60

export interface Expected {
  readonly nonce: string
  /** Who asks: the client id. */
  readonly audience: string
  readonly trusted: readonly Certificate[]
  /** The address under which the lists that we can ask stand, up to the name of the list. */
  readonly lists: string
  /** Milliseconds since 1970. */
  readonly now: number
}

export type PresentationRefusal =
  | SdJwtRefusal
  | ChainRefusal
  | 'credential-type-wrong'
  | 'credential-signature-wrong'
  | 'credential-over'
  | 'credential-key-missing'
  | 'status-unknown'
  | 'holder-proof-missing'
  | 'holder-proof-malformed'
  | 'holder-proof-signature-wrong'
  | 'holder-proof-nonce-wrong'
  | 'holder-proof-audience-wrong'
  | 'holder-proof-out-of-time'
  | 'holder-proof-of-other-data'

export interface Presented {
  readonly claims: Json
  /** Where its status stands: that is asked last. */
  readonly status: StatusEntry
}

/** Status lists that are ours: others would have to be fetched from whoever the credential names. */
function statusOf({ status }: Json, lists: string): StatusEntry | null {
  const reference = isJson(status) ? status['status_list'] : undefined
  if (!isJson(reference)) return null
  const { idx, uri } = reference
  if (typeof idx !== 'number' || !Number.isInteger(idx) || idx < 0 || idx >= LIST_SIZE) return null
  if (typeof uri !== 'string' || !uri.startsWith(lists)) return null
  const list = uri.slice(lists.length)
  return isList(list) ? { list, index: idx } : null
}

async function holderProof(
  text: string,
  key: PublicJwk,
  presented: string,
  { nonce, audience, now }: Expected,
): Promise<Result<null, PresentationRefusal>> {
  const proof = readJws(text, PROOF_MAX)
  if (proof === null || proof.header['typ'] !== 'kb+jwt' || proof.header['alg'] !== ALGORITHM)
    return err('holder-proof-malformed')
  if (!(await isSignedBy(proof, key))) return err('holder-proof-signature-wrong')
  const { aud, iat, nonce: said, sd_hash: hash } = proof.payload
  if (said !== nonce) return err('holder-proof-nonce-wrong')
  if (aud !== audience) return err('holder-proof-audience-wrong')
  const age = typeof iat === 'number' ? now / 1000 - iat : Number.NaN
  if (!(age <= PROOF_AGE_MAX_S && age >= -AHEAD_MAX_S)) return err('holder-proof-out-of-time')
  return hash === digestOf(presented) ? ok(null) : err('holder-proof-of-other-data')
}

/** All but the status. */
export async function verifyPresentation(
  text: unknown,
  expected: Expected,
): Promise<Result<Presented, PresentationRefusal>> {
  const read = readSdJwt(text)
  if (!read.ok) return read
  const { issued, claims, presented, keyBinding } = read.value
  const { typ, alg, x5c, crit } = issued.header
  if (typ !== FORMAT || alg !== ALGORITHM || crit !== undefined || issued.payload['vct'] !== VCT)
    return err('credential-type-wrong')
  const issuer = await trustedKey(x5c, expected.trusted, expected.now)
  if (!issuer.ok) return issuer
  if (!(await isSignedBy(issued, issuer.value))) return err('credential-signature-wrong')
  // What the issuer must say openly is read from what was signed, never from what was disclosed.
  const { exp, nbf, cnf } = issued.payload
  const seconds = expected.now / 1000
  if (typeof exp !== 'number' || seconds >= exp || (nbf !== undefined && !(typeof nbf === 'number' && nbf <= seconds)))
    return err('credential-over')
  const holder = isJson(cnf) ? readPublicKey(cnf['jwk']) : null
  if (holder === null) return err('credential-key-missing')
  const status = statusOf(issued.payload, expected.lists)
  if (status === null) return err('status-unknown')
  if (keyBinding === null) return err('holder-proof-missing')
  const proven = await holderProof(keyBinding, holder, presented, expected)
  return proven.ok ? ok({ claims, status }) : proven
}
