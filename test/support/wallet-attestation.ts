// A provider of wallets for tests: it vouches for a wallet, and for the keys in one.
import { env } from 'cloudflare:workers'
import { makeDemoWallet } from '../../cli/demo/wallet.ts'
import type { PrivateJwk } from '../../workers/engines/wallet/jws.ts'
import type { WalletKeyholder } from '../../workers/engines/wallet/keys.ts'
import { newKey, publicOf, signed } from './wallet-proof.ts'

const made = await makeDemoWallet('wallet.example', Date.now())
const strange = await makeDemoWallet('stranger.example', Date.now())

/** Whom the portal believes, and somebody whom it does not. */
export const provider = { root: made.trusted[0] ?? '', signer: made.issuer }
export const stranger = strange.issuer

const seconds = () => Math.floor(Date.now() / 1000)

const stated = ({ key, chain }: WalletKeyholder, typ: string, payload: object) =>
  signed(key, { typ, x5c: chain }, { iat: seconds(), exp: seconds() + 3600, ...payload })

export interface Cheats {
  readonly by?: WalletKeyholder
  readonly typ?: string
  /** Of the statement. */
  readonly stated?: object
  /** Of the proof that the wallet itself is there. */
  readonly proof?: object
  /** With which the proof is signed. */
  readonly key?: PrivateJwk
}

/** The two headers of a request for a token. */
export async function walletHeaders({ by = provider.signer, typ, stated: payload, proof, key }: Cheats = {}) {
  const own = await newKey()
  const statement = { sub: 'https://wallet.example', cnf: { jwk: publicOf(own) }, ...payload }
  const pop = { aud: `${env.ORIGIN}/wallet`, iat: seconds(), jti: crypto.randomUUID(), ...proof }
  return {
    'OAuth-Client-Attestation': await stated(by, typ ?? 'oauth-client-attestation+jwt', statement),
    'OAuth-Client-Attestation-PoP': await signed(key ?? own, { typ: 'oauth-client-attestation-pop+jwt' }, pop),
  }
}

/** The header of a proof: a statement about these keys. */
export const keyStatement = (
  keys: readonly PrivateJwk[],
  { by = provider.signer, typ, stated: payload }: Cheats = {},
) => stated(by, typ ?? 'key-attestation+jwt', { attested_keys: keys.map(publicOf), ...payload })
