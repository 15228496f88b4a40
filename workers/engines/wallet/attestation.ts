// Whether a wallet, or the keys in it, are vouched for by a provider of wallets whom the operator believes.
// OpenID4VCI 1.0, appendix D.1 (key attestation) and appendix E (wallet attestation, by draft-ietf-oauth-attestation-
// based-client-auth); HAIP 1.0, 4.4.1 and 4.5.1: both bring their signer's certificates in `x5c`.
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Certificate } from '../identity/x509.ts'
import { trustedKey } from './chain.ts'
import { ALGORITHM, isJson, isSignedBy, readJws, readPublicKey, thumbprintOf, type Jws, type PublicJwk } from './jws.ts'

/** A provider's statement with its certificates takes some 4 kB. */
const LENGTH_MAX = 16_000
/** As many keys as a wallet asks cards for, and some to spare. */
const KEYS_MAX = 100
/** A proof that the wallet itself is there is of now, and a clock that goes a minute fast. */
const AGE_MAX_S = 5 * 60
const AHEAD_MAX_S = 60

export interface Providers {
  /** Roots. */
  readonly trusted: readonly Certificate[]
  /** Whether the wallet has to show that it is one of theirs, and whether its keys have to be. */
  readonly wallet: boolean
  readonly keys: boolean
}

type Fault = 'malformed' | 'type-wrong' | 'untrusted' | 'over'

/** A statement of this type, signed by a provider, that is not over; or what is wrong with it. */
async function readStatement(
  text: unknown,
  typ: string,
  trusted: readonly Certificate[],
  now: number,
): Promise<Jws | Fault> {
  const jws = readJws(text, LENGTH_MAX)
  if (jws === null || jws.header['crit'] !== undefined) return 'malformed'
  if (jws.header['typ'] !== typ || jws.header['alg'] !== ALGORITHM) return 'type-wrong'
  const key = await trustedKey(jws.header['x5c'], trusted, now)
  if (!key.ok || !(await isSignedBy(jws, key.value))) return 'untrusted'
  const { exp, iat } = jws.payload
  const seconds = now / 1000
  if (iat !== undefined && !(typeof iat === 'number' && iat <= seconds + AHEAD_MAX_S)) return 'over'
  return typeof exp === 'number' && exp > seconds ? jws : 'over'
}

export type WalletAttestationRefusal = `wallet-attestation-${Fault | 'missing' | 'proof-wrong' | 'out-of-time'}`

export interface AttestedWallet {
  /** Names the proof, which counts once. */
  readonly jti: string
}

interface Given {
  /** The headers `OAuth-Client-Attestation` and `OAuth-Client-Attestation-PoP`, where they came. */
  readonly attestation: string | undefined
  readonly pop: string | undefined
}

/** Null where nothing was given, and nothing has to be. `audience`: the issuer's identifier; `now` in milliseconds. */
export async function readWalletAttestation(
  { attestation, pop }: Given,
  { trusted, wallet }: Providers,
  audience: string,
  now: number,
): Promise<Result<AttestedWallet | null, WalletAttestationRefusal>> {
  if (attestation === undefined && pop === undefined) return wallet ? err('wallet-attestation-missing') : ok(null)
  if (attestation === undefined || pop === undefined) return err('wallet-attestation-missing')
  const stated = await readStatement(attestation, 'oauth-client-attestation+jwt', trusted, now)
  if (typeof stated === 'string') return err(`wallet-attestation-${stated}`)
  const { cnf } = stated.payload
  const key = isJson(cnf) ? readPublicKey(cnf['jwk']) : null
  if (key === null) return err('wallet-attestation-malformed')
  const proof = readJws(pop, LENGTH_MAX)
  if (proof === null) return err('wallet-attestation-proof-wrong')
  const { typ, alg, crit } = proof.header
  const { aud, iat, jti } = proof.payload
  const right =
    typ === 'oauth-client-attestation-pop+jwt' &&
    alg === ALGORITHM &&
    crit === undefined &&
    (aud === audience || (Array.isArray(aud) && aud.length === 1 && aud[0] === audience)) &&
    typeof jti === 'string' &&
    /^[\w.:~-]{8,200}$/u.test(jti)
  if (!right || !(await isSignedBy(proof, key))) return err('wallet-attestation-proof-wrong')
  const age = typeof iat === 'number' ? now / 1000 - iat : Number.NaN
  if (!(age <= AGE_MAX_S && age >= -AHEAD_MAX_S)) return err('wallet-attestation-out-of-time')
  return ok({ jti: `${thumbprintOf(key)}:${jti}` })
}

export type KeyAttestationRefusal = `proof-attestation-${Fault | 'missing' | 'nonce-wrong'}` | 'proof-key-not-attested'

/** Whether the key of a proof is one of those that the statement in its header vouches for. */
export async function checkKeyAttestation(
  text: unknown,
  { key, nonce }: { readonly key: PublicJwk; readonly nonce: string },
  { trusted, keys }: Providers,
  now: number,
): Promise<Result<null, KeyAttestationRefusal>> {
  if (text === undefined) return keys ? err('proof-attestation-missing') : ok(null)
  const stated = await readStatement(text, 'key-attestation+jwt', trusted, now)
  if (typeof stated === 'string') return err(`proof-attestation-${stated}`)
  const { attested_keys: attested, nonce: own } = stated.payload
  if (!Array.isArray(attested) || attested.length === 0 || attested.length > KEYS_MAX)
    return err('proof-attestation-malformed')
  if (own !== undefined && own !== nonce) return err('proof-attestation-nonce-wrong')
  const known = attested.flatMap((one: unknown) => readPublicKey(one) ?? []).map(thumbprintOf)
  return known.includes(thumbprintOf(key)) ? ok(null) : err('proof-key-not-attested')
}
