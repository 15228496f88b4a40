// What a security reviewer tries at "Log in with eID": each attack, and the code that it is refused with.
import { env } from 'cloudflare:workers'
import { runInDurableObject } from 'cloudflare:test'
import { decodeJwt, generateKeyPair, SignJWT } from 'jose'
import { beforeAll, describe, it } from 'vitest'
import { hashOf } from '../../workers/http/oidc/tokens.ts'
import { attack } from '../support/attacks.ts'
import { citizen, type Walker } from '../support/citizen.ts'
import {
  assert,
  authorizePath,
  challengeOf,
  codeOf,
  consent,
  exchange,
  leadsTo,
  newAddress,
  newParty,
  proofKey,
  prove,
  push,
  REDIRECT,
  send,
  type Party,
} from '../support/relying-party.ts'
import { Visitor } from '../support/visitor.ts'

let party: Party
let other: Party
let maria: Walker
beforeAll(async () => {
  party = await newParty()
  other = await newParty({ sector: 'bank.example', redirectUris: 'https://bank.example/cb' })
  maria = await citizen()
})

const code = (form = {}) => codeOf(maria.visitor, party, form)
const userinfo = (token: string, headers = {}, scheme = 'Bearer') =>
  new Visitor(env).get('/oidc/userinfo', {
    headers: { Authorization: `${scheme} ${token}`, 'CF-Connecting-IP': newAddress(), ...headers },
  })

/** Moves what a grant keeps so far into the past. */
const age = (id: string, ms: number) =>
  runInDurableObject(env.GRANT.getByName(hashOf(id)), (_, state) => {
    const text = state.storage.sql.exec<{ value: string }>('SELECT value FROM state').one().value
    const grant = JSON.parse(text) as { at: number; code?: { at: number } }
    grant.at -= ms
    if (grant.code !== undefined) grant.code.at -= ms
    state.storage.sql.exec('UPDATE state SET value = ?', JSON.stringify(grant))
  })

describe('a pushed request is refused', () => {
  it.for([
    [...attack('oidc', 'with a trailing slash'), { redirect_uri: `${REDIRECT}/` }],
    ['in another case', 'redirect-uri-unregistered', { redirect_uri: 'https://shop.example/Callback' }],
    [...attack('oidc', 'with a host in another case'), { redirect_uri: 'https://SHOP.example/callback' }],
    [...attack('oidc', 'with a query more'), { redirect_uri: `${REDIRECT}?next=x` }],
    [...attack('oidc', 'with a port'), { redirect_uri: 'https://shop.example:443/callback' }],
    [...attack('oidc', 'with a path that climbs'), { redirect_uri: 'https://shop.example/x/../callback' }],
    [...attack('oidc', 'with user information'), { redirect_uri: 'https://shop.example@evil.example/callback' }],
    ['with a fragment', 'redirect-uri-unregistered', { redirect_uri: `${REDIRECT}#x` }],
    [...attack('oidc', 'with plain PKCE'), { code_challenge_method: 'plain' }],
    ['without PKCE', 'pkce-missing', { code_challenge: '' }],
    ['with the implicit flow', 'response-type-unsupported', { response_type: 'id_token' }],
    ['with a request object', 'request-object-refused', { request: 'eyJ.e30.' }],
    ['without openid', 'scope-invalid', { scope: 'profile' }],
    ['for data that is not allowed', 'claim-not-allowed', { claims: '{"userinfo":{"personal_number":null}}' }],
    [
      ...attack('oidc', 'an essential level that we do not know (acr downgrade)'),
      { claims: '{"id_token":{"acr":{"essential":true,"values":["top"]}}}' },
    ],
    ['with claims that are none', 'request-malformed', { claims: '{"userinfo":[' }],
    ['in the name of another client', 'client-unknown', { client_id: 'rp-9999999999999999' }],
  ] as const)('%s: %s', async ([, expected, form], { expect }) => {
    const { status, body } = await push(party, form)
    expect({ status: status >= 400, code: body['error_description'] }).toEqual({ status: true, code: expected })
  })
})

describe('a client is refused', () => {
  const bearing = async (assertion: string) =>
    (await push(party, { client_assertion: assertion })).body['error_description']

  it.for([
    [...attack('oidc', 'for another server (mix-up)'), { aud: 'https://other.example' }],
    ['for us and another', 'assertion-audience', { aud: ['http://localhost:8787', 'https://other.example'] }],
    ['for an endpoint in place of us', 'assertion-audience', { aud: 'http://localhost:8787/oidc/token' }],
    ['that is over', 'assertion-expired', { exp: 1 }],
    ['for a day', 'assertion-lifetime', { exp: Math.floor(Date.now() / 1000) + 86_400 }],
    ['of another issuer', 'assertion-issuer', { iss: 'rp-x' }],
    ['that cannot be told from another', 'assertion-jti-missing', { jti: undefined }],
  ] as const)('with an assertion %s: %s', async ([, expected, claims], { expect }) => {
    expect(await bearing(await assert(party, claims))).toBe(expected)
  })

  it.for([attack('oidc', 'with alg none')])('%s: %s', async ([, expected], { expect }) => {
    const [, payload] = (await assert(party)).split('.')
    const header = Buffer.from('{"alg":"none"}').toString('base64url')
    expect(await bearing(`${header}.${payload}.`)).toBe(expected)
  })

  it.for([attack('oidc', 'a public key for an HMAC secret')])('with %s: %s', async ([, expected], { expect }) => {
    const claims = { iss: party.id, sub: party.id, aud: env.ORIGIN, jti: crypto.randomUUID(), exp: 9_999_999_999 }
    const secret = new TextEncoder().encode(JSON.stringify(party.jwk))
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(secret)
    expect(await bearing(token)).toBe(expected)
  })

  it('with a key of its own making', async ({ expect }) => {
    const { privateKey } = await generateKeyPair('ES256')
    expect(await bearing(await assert({ ...party, key: privateKey }))).toBe('assertion-signature')
  })

  it.for([attack('oidc', 'an assertion that comes again')])('with %s: %s', async ([, expected], { expect }) => {
    const assertion = await assert(party)
    expect(await bearing(assertion)).toBeUndefined()
    expect(await bearing(assertion)).toBe(expected)
  })

  it('without an assertion', async ({ expect }) => {
    expect(await bearing('')).toBe('assertion-malformed')
  })
})

describe('a request_uri', () => {
  const opened = async (visitor: Visitor, uri: string, who = party) => {
    const answer = await visitor.get(authorizePath(who, uri), { headers: { Accept: 'application/json' } })
    return answer.status === 200 ? 'a page' : (await answer.json<{ code: string }>()).code
  }

  it.for([attack('oidc', 'a request that another browser opens')])('%s: %s', async ([, expected], { expect }) => {
    const uri = (await push(party)).body['request_uri'] ?? ''
    expect(await opened(maria.visitor, uri)).toBe('a page')
    expect(await opened((await citizen()).visitor, uri)).toBe(expected)
    expect(await opened(maria.visitor, uri)).toBe('a page')
  })

  it('is not another client’s', async ({ expect }) => {
    const uri = (await push(party)).body['request_uri'] ?? ''
    expect(await opened(maria.visitor, uri, other)).toBe('request-unknown')
  })

  it('is over after a minute', async ({ expect }) => {
    const uri = (await push(party)).body['request_uri'] ?? ''
    await age(uri.split(':').at(-1) ?? '', 60_001)
    expect(await opened(maria.visitor, uri)).toBe('request-expired')
  })

  it('is over once its code was used', async ({ expect }) => {
    const uri = (await push(party)).body['request_uri'] ?? ''
    const { html } = await consent(maria.visitor, party, uri)
    await exchange(party, leadsTo(html).searchParams.get('code') ?? '')
    expect(await opened(maria.visitor, uri)).toBe('request-used')
  })

  it('is nothing that somebody made up', async ({ expect }) => {
    expect(await opened(maria.visitor, `urn:ietf:params:oauth:request_uri:${'A'.repeat(43)}`)).toBe('request-unknown')
    expect(await opened(maria.visitor, 'https://evil.example/request')).toBe('request-unknown')
  })
})

describe('a code', () => {
  it('comes with the issuer, against a mix-up', async ({ expect }) => {
    const { html } = await consent(maria.visitor, party, (await push(party)).body['request_uri'] ?? '')
    const { origin, pathname, searchParams } = leadsTo(html)
    expect(origin + pathname).toBe(REDIRECT)
    expect(searchParams.get('iss')).toBe(env.ORIGIN)
    expect(searchParams.get('state')).toBe('st')
  })

  it.for([attack('oidc', 'a code that comes again')])('%s ends what it gave: %s', async ([, used], { expect }) => {
    const one = await code({ scope: 'openid offline_access' })
    const { body } = await exchange(party, one)
    expect((await userinfo(body['access_token'] ?? '')).status).toBe(200)
    expect((await exchange(party, one)).body).toEqual({ error: 'invalid_grant', error_description: used })
    expect((await userinfo(body['access_token'] ?? '')).status).toBe(401)
    const again = { grant_type: 'refresh_token', refresh_token: body['refresh_token'] ?? '' }
    expect((await send(party, '/oidc/token', again)).body['error_description']).toBe('refresh-unknown')
  })

  it.for([attack('oidc', 'a hundred posts of one code at once')])(
    '%s, of which one wins: %s',
    { timeout: 60_000 },
    async ([, used], { expect }) => {
      const one = await code()
      const answers = await Promise.all(Array.from({ length: 100 }, () => exchange(party, one)))
      const won = answers.filter(({ status }) => status === 200)
      expect(won).toHaveLength(1)
      const lost = answers.filter(({ status }) => status !== 200).map(({ body }) => body['error_description'])
      expect(new Set(lost)).toEqual(new Set([used]))
      expect((await userinfo(won[0]?.body['access_token'] ?? '')).status).toBe(401)
    },
  )

  it.for([
    [...attack('oidc', 'of another client (mix-up)'), {}],
    ['with another verifier', 'pkce-mismatch', { code_verifier: 'w'.repeat(43) }],
    ['without a verifier', 'pkce-mismatch', { code_verifier: '' }],
    ['with another address', 'redirect-uri-mismatch', { redirect_uri: `${REDIRECT}/` }],
  ] as const)('is refused %s: %s', async ([, expected, form], { expect }) => {
    const one = await code()
    const by = expected === 'code-foreign' ? other : party
    expect((await exchange(by, one, form)).body['error_description']).toBe(expected)
  })

  it('is over after a minute', async ({ expect }) => {
    const one = await code()
    await age(one.split('.')[0] ?? '', 60_001)
    expect((await exchange(party, one)).body['error_description']).toBe('code-expired')
  })
})

describe('a refresh token', () => {
  it.for([attack('oidc', 'a refresh token that comes again')])(
    '%s ends the family: %s',
    async ([, expected], { expect }) => {
      const first = (await exchange(party, await code({ scope: 'openid offline_access' }))).body
      const refresh = (token = '') => send(party, '/oidc/token', { grant_type: 'refresh_token', refresh_token: token })
      const second = (await refresh(first['refresh_token'])).body
      expect((await userinfo(second['access_token'] ?? '')).status).toBe(200)
      expect((await refresh(first['refresh_token'])).body['error_description']).toBe(expected)
      expect((await userinfo(second['access_token'] ?? '')).status).toBe(401)
      expect((await refresh(second['refresh_token'])).body['error_description']).toBe('refresh-unknown')
    },
  )

  it('is given only to who asks', async ({ expect }) => {
    expect((await exchange(party, await code())).body['refresh_token']).toBeUndefined()
  })
})

describe('a level', () => {
  it('is never lowered on the way: a passkey is sent to the login for the card', async ({ expect }) => {
    const { visitor, who } = await citizen()
    await runInDurableObject(
      who.person,
      (_, state) => void state.storage.sql.exec("UPDATE sessions SET method = 'passkey'"),
    )
    const high = (await push(party, { acr_values: 'high' })).body['request_uri'] ?? ''
    const asked = await visitor.get(authorizePath(party, high))
    expect(asked.headers.get('Location')).toMatch(/^\/login\?next=%2Foidc%2Fauthorize.*why=high/u)
    const pressed = await visitor.post('/oidc/consent', { client_id: party.id, request_uri: high, choice: 'agree' })
    expect(pressed.headers.get('Location')).toContain('/login?next=')
    const enough = (await push(party, { acr_values: 'high substantial' })).body['request_uri'] ?? ''
    const { html } = await consent(visitor, party, enough)
    const { body } = await exchange(party, leadsTo(html).searchParams.get('code') ?? '')
    expect(decodeJwt(body['id_token'] ?? '')).toMatchObject({ acr: 'substantial', nonce: 'no', aud: party.id })
  })

  it('and an old login ask for a new one', async ({ expect }) => {
    const { visitor, who } = await citizen()
    await runInDurableObject(
      who.person,
      (_, state) => void state.storage.sql.exec('UPDATE sessions SET created_at = created_at - 90000'),
    )
    for (const form of [{ max_age: '60' }, { prompt: 'login' }]) {
      const uri = (await push(party, form)).body['request_uri'] ?? ''
      const asked = await visitor.get(authorizePath(party, uri))
      expect(asked.headers.get('Location')).toContain('why=fresh')
    }
    const silent = (await push(party, { max_age: '60', prompt: 'none' })).body['request_uri'] ?? ''
    const answer = new URL((await visitor.get(authorizePath(party, silent))).headers.get('Location') ?? '')
    expect(answer.searchParams.get('error')).toBe('login_required')
    expect(answer.searchParams.get('iss')).toBe(env.ORIGIN)
  })
})

describe('a proof of a key (DPoP) is refused', () => {
  const bound = async () => {
    const key = await proofKey()
    const proof = await prove(key, 'POST', '/oidc/token')
    const { body } = await exchange(party, await code(), {}, { DPoP: proof })
    return { key, token: body['access_token'] ?? '', proof }
  }

  it.for([
    ['for another method', 'POST', '/oidc/userinfo', {}, 'dpop-method'],
    ['for another address', 'GET', '/oidc/token', {}, 'dpop-address'],
    ['for another token', 'GET', '/oidc/userinfo', { ath: challengeOf('other') }, 'dpop-token'],
    ['that is old', 'GET', '/oidc/userinfo', { iat: 1 }, 'dpop-age'],
    ['that cannot be told from another', 'GET', '/oidc/userinfo', { jti: undefined }, 'dpop-jti-missing'],
  ] as const)('%s', async ([, method, path, claims, expected], { expect }) => {
    const { key, token } = await bound()
    const answer = await userinfo(token, { DPoP: await prove(key, method, path, claims, token) }, 'DPoP')
    expect((await answer.json<Record<string, string>>())['error_description']).toBe(expected)
  })

  it.for([
    [
      ...attack('oidc', 'a proof of a key that comes again'),
      ...attack('oidc', 'a token with another key than its own'),
    ],
  ] as const)('%s: %s, %s: %s, and where it is left out', async ([, used, , mismatch], { expect }) => {
    const { key, token } = await bound()
    const said = async (headers: Record<string, string>, scheme = 'DPoP') => {
      const answer = await userinfo(token, headers, scheme)
      return (await answer.json<Record<string, string>>())['error_description']
    }
    const proof = await prove(key, 'GET', '/oidc/userinfo', {}, token)
    expect(await said({ DPoP: proof })).toBeUndefined()
    expect(await said({ DPoP: proof })).toBe(used)
    expect(await said({ DPoP: await prove(await proofKey(), 'GET', '/oidc/userinfo', {}, token) })).toBe(mismatch)
    expect(await said({})).toBe('dpop-missing')
    expect(await said({}, 'Bearer')).toBe(mismatch)
  })
})

describe('a subject', () => {
  it('is another in each sector, the same in one, and no person’s id', async ({ expect }) => {
    const subject = async (who: Party, redirect: string) => {
      const one = await codeOf(maria.visitor, who, { redirect_uri: redirect })
      const { body } = await exchange(who, one, { redirect_uri: redirect })
      const answer = await userinfo(body['access_token'] ?? '')
      return (await answer.json<{ sub: string }>()).sub
    }
    const shop = await subject(party, REDIRECT)
    expect(await subject(party, REDIRECT)).toBe(shop)
    expect(await subject(await newParty(), REDIRECT)).toBe(shop)
    const bank = await subject(other, 'https://bank.example/cb')
    expect(bank).not.toBe(shop)
    expect([shop, bank]).not.toContain(maria.who.signedIn.person)
  })
})
