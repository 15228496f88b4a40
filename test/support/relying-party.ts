// A stranger's site for tests: registered, with keys of its own, and what its server sends.
import { env } from 'cloudflare:workers'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose'
import { sha256 } from '@noble/hashes/sha2.js'
import { personalNumber } from '../../workers/kernel/formats/personal-number.ts'
import { toBase64Url, utf8 } from '../../workers/kernel/bytes.ts'
import { perform } from './records.ts'
import { Visitor, type Sent } from './visitor.ts'

export const REDIRECT = 'https://shop.example/callback'
const VERIFIER = 'v'.repeat(43)
export const challengeOf = (verifier: string) => toBase64Url(sha256(utf8(verifier)))

const seconds = () => Math.floor(Date.now() / 1000)
let registered = 0
let asked = 0
/** Each request comes from elsewhere: how often one address may ask is another test. */
export const newAddress = () => `2001:db8:${(asked += 1).toString(16)}::1`

export interface Party {
  readonly id: string
  readonly key: CryptoKey
  readonly jwk: JWK
  readonly visitor: Visitor
}

/** A site; approved where it is not said otherwise. */
export async function newParty(
  input: { readonly [field: string]: string } = {},
  approval: { readonly [field: string]: string | boolean } | null = {},
  publicAddresses = true,
): Promise<Party> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk = await exportJWK(publicKey)
  const id = `rp-${String((registered += 1)).padStart(16, '0')}`
  // A system with a role is one of an authority.
  const role = approval?.['role']
  const owner =
    typeof role === 'string' ? { authority: role.split('.')[0] ?? '' } : { owner: personalNumber('1985-04-12', 711) }
  await perform({
    register: 'relying-parties',
    key: id,
    act: 'register',
    input: {
      name: 'Магазин',
      ...owner,
      publicAddresses,
      sector: 'shop.example',
      redirectUris: REDIRECT,
      jwks: JSON.stringify({ keys: [jwk] }),
      claims: 'name age_over_18',
      reason: 'За да доставим поръчката.',
      ...input,
    },
  })
  if (approval !== null)
    await perform({
      register: 'relying-parties',
      key: id,
      act: 'approve',
      role: 'meu.registrar',
      two: true,
      input: approval,
    })
  return { id, key: privateKey, jwk, visitor: new Visitor(env) }
}

/** private_key_jwt, true unless it is told to lie. */
export const assert = (
  { id, key }: Party,
  claims: { readonly [claim: string]: unknown } = {},
  header: { readonly [name: string]: string } = {},
) =>
  new SignJWT({ iss: id, sub: id, aud: env.ORIGIN, jti: crypto.randomUUID(), exp: seconds() + 60, ...claims })
    .setProtectedHeader({ alg: 'ES256', ...header })
    .sign(key)

type Form = { readonly [name: string]: string }

/** What a server sends: no cookies, no origin. */
export async function send(party: Party, path: string, form: Form, headers: Sent['headers'] = {}) {
  const answer = await new Visitor(env).raw('POST', path, {
    form: {
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: form['client_assertion'] ?? (await assert(party)),
      ...form,
    },
    headers: { 'CF-Connecting-IP': newAddress(), ...headers },
  })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, body: (text === '' ? {} : JSON.parse(text)) as Form }
}

export const push = (party: Party, form: Form = {}) =>
  send(party, '/oidc/par', {
    response_type: 'code',
    scope: 'openid',
    redirect_uri: REDIRECT,
    state: 'st',
    nonce: 'no',
    code_challenge: challengeOf(VERIFIER),
    code_challenge_method: 'S256',
    ...form,
  })

export const authorizePath = ({ id }: Party, uri: string | undefined) =>
  `/oidc/authorize?${new URLSearchParams({ client_id: id, request_uri: uri ?? '' }).toString()}`

/** Where a page leads by itself. */
export const leadsTo = (html: string): URL =>
  new URL((/content="0; url=([^"]+)"/u.exec(html)?.[1] ?? 'none:').replaceAll('&amp;', '&'))

/** Opens a pushed request and agrees to it; the address that leads back. */
export async function consent(visitor: Visitor, party: Party, uri: string, form: Form = {}) {
  await (await visitor.get(authorizePath(party, uri))).text()
  const answer = await visitor.post('/oidc/consent', {
    client_id: party.id,
    request_uri: uri,
    choice: 'agree',
    ...form,
  })
  return { status: answer.status, html: await answer.text() }
}

/** From the push to a code in somebody's browser. */
export async function codeOf(visitor: Visitor, party: Party, form: Form = {}): Promise<string> {
  const { body } = await push(party, form)
  const { html } = await consent(visitor, party, body['request_uri'] ?? '')
  return leadsTo(html).searchParams.get('code') ?? ''
}

export const exchange = (party: Party, code: string, form: Form = {}, headers: Sent['headers'] = {}) =>
  send(
    party,
    '/oidc/token',
    { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: VERIFIER, ...form },
    headers,
  )

export interface ProofKey {
  readonly privateKey: CryptoKey
  readonly jwk: JWK
  readonly jkt: string
}

export async function proofKey(): Promise<ProofKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk = await exportJWK(publicKey)
  return { privateKey, jwk, jkt: await calculateJwkThumbprint(jwk) }
}

/** A DPoP proof for a request of ours. */
export const prove = (
  { privateKey, jwk }: ProofKey,
  method: string,
  path: string,
  claims: { readonly [claim: string]: unknown } = {},
  token?: string,
) =>
  new SignJWT({
    htm: method,
    htu: env.ORIGIN + path,
    jti: crypto.randomUUID(),
    iat: seconds(),
    ...(token === undefined ? {} : { ath: challengeOf(token) }),
    ...claims,
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
    .sign(privateKey)
