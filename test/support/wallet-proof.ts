// What a dishonest wallet sends: proofs and presentations that are right but for one thing.
import { CompactEncrypt, CompactSign, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import { env } from 'cloudflare:workers'
import type { PrivateJwk, PublicJwk } from '../../workers/engines/wallet/jws.ts'
import { readJws } from '../../workers/engines/wallet/jws.ts'
import { ask, show } from '../../cli/wallet/holder.ts'
import { there } from './result.ts'
import { asked, network, post } from './wallet.ts'

const encode = (text: string) => new TextEncoder().encode(text)

export const newKey = async (): Promise<PrivateJwk> =>
  (await exportJWK((await generateKeyPair('ES256', { extractable: true })).privateKey)) as unknown as PrivateJwk

export const publicOf = ({ kty, crv, x, y }: PrivateJwk): PublicJwk => ({ kty, crv, x, y })

export const signed = async (key: PrivateJwk, header: object, payload: object): Promise<string> =>
  new CompactSign(encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'ES256', ...header })
    .sign(await importJWK({ ...key }, 'ES256'))

export const freshNonce = async (): Promise<string> =>
  (await (await post('/wallet/nonce', '')).json<{ c_nonce: string }>()).c_nonce

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A JWT that says it needs no signature. */
export const unsigned = (header: object, payload: object) => `${part({ ...header, alg: 'none' })}.${part(payload)}.AA`

interface Proof {
  readonly key?: PrivateJwk
  readonly header?: object
  readonly payload?: object
}

/** The parts of a right proof, but for what is said. */
export async function proofParts({ key, header = {}, payload = {} }: Proof = {}) {
  const own = key ?? (await newKey())
  return {
    key: own,
    header: { typ: 'openid4vci-proof+jwt', jwk: publicOf(own), ...header },
    payload: {
      aud: `${env.ORIGIN}/wallet`,
      iat: Math.floor(Date.now() / 1000),
      nonce: await freshNonce(),
      ...payload,
    },
  }
}

export async function proof(changes: Proof = {}): Promise<string> {
  const { key, header, payload } = await proofParts(changes)
  return signed(key, header, payload)
}

export const requestCredential = (token: string, jwt: readonly string[], rest: object = {}) =>
  post(
    '/wallet/credential',
    { credential_configuration_id: 'pid-bg', proofs: { jwt }, ...rest },
    { Authorization: `Bearer ${token}` },
  )

/** A question, and a way to answer it with whatever one likes. */
export async function questioned() {
  const own = await asked()
  const question = await ask(network, own.link)
  const payload = question.payload as {
    readonly response_uri: string
    readonly state: string
    readonly client_metadata: { readonly jwks: { readonly keys: readonly JWK[] } }
  }
  const to = there(payload.client_metadata.jwks.keys[0])
  const send = async (said: object) => {
    const jwe = await new CompactEncrypt(encode(JSON.stringify(said)))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' })
      .encrypt(await importJWK(to, 'ECDH-ES'))
    return network(payload.response_uri, { method: 'POST', body: new URLSearchParams({ response: jwe }) })
  }
  const reads = async () => (await own.visitor.get(own.page)).text()
  return {
    ...own,
    ...question,
    send,
    reads,
    state: payload.state,
    present: (presentation: string) => send({ vp_token: { pid: [presentation] }, state: payload.state }),
  }
}

export type Questioned = Awaited<ReturnType<typeof questioned>>

/** The card as it would be shown for a question, or for what is said instead. */
export const shown = (
  card: Parameters<typeof show>[0],
  question: Questioned,
  instead: Partial<{ nonce: string; audience: string; now: number }> = {},
) => show(card, question.paths, { nonce: question.nonce, audience: question.clientId, now: Date.now(), ...instead })

/** A holder's proof made by hand over what is shown. */
export async function bound(presentation: string, key: PrivateJwk, header: object, payload: object): Promise<string> {
  const [proofText, ...before] = presentation.split('~').toReversed()
  const was = there(readJws(proofText, 4000))
  const kept = `${before.toReversed().join('~')}~`
  return kept + (await signed(key, { ...was.header, ...header }, { ...was.payload, ...payload }))
}
