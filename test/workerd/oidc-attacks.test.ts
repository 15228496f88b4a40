// What a security reviewer tries at "Log in with eID": each attack, and the code that it is refused with.
import { env } from 'cloudflare:workers'
import { runInDurableObject } from 'cloudflare:test'
import { decodeJwt, generateKeyPair, SignJWT } from 'jose'
import { beforeAll, describe, it } from 'vitest'
import { hashOf } from '../../workers/http/oidc/tokens.ts'
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
    ['with a trailing slash', { redirect_uri: `${REDIRECT}/` }, 'redirect-uri-unregistered'],
    ['in another case', { redirect_uri: 'https://shop.example/Callback' }, 'redirect-uri-unregistered'],
    ['with a host in another case', { redirect_uri: 'https://SHOP.example/callback' }, 'redirect-uri-unregistered'],
    ['with a query more', { redirect_uri: `${REDIRECT}?next=x` }, 'redirect-uri-unregistered'],
    ['with a port', { redirect_uri: 'https://shop.example:443/callback' }, 'redirect-uri-unregistered'],
    ['with a path that climbs', { redirect_uri: 'https://shop.example/x/../callback' }, 'redirect-uri-unregistered'],
    [
      'with user information',
      { redirect_uri: 'https://shop.example@evil.example/callback' },
      'redirect-uri-unregistered',
    ],
    ['with a fragment', { redirect_uri: `${REDIRECT}#x` }, 'redirect-uri-unregistered'],
    ['with plain PKCE', { code_challenge_method: 'plain' }, 'pkce-plain'],
    ['without PKCE', { code_challenge: '' }, 'pkce-missing'],
    ['with the implicit flow', { response_type: 'id_token' }, 'response-type-unsupported'],
    ['with a request object', { request: 'eyJ.e30.' }, 'request-object-refused'],
    ['without openid', { scope: 'profile' }, 'scope-invalid'],
    ['for data that is not allowed', { claims: '{"userinfo":{"personal_number":null}}' }, 'claim-not-allowed'],
    [
      'for a level that is not',
      { claims: '{"id_token":{"acr":{"essential":true,"values":["top"]}}}' },
      'level-unknown',
    ],
    ['with claims that are none', { claims: '{"userinfo":[' }, 'request-malformed'],
    ['in the name of another client', { client_id: 'rp-9999999999999999' }, 'client-unknown'],
  ] as const)('%s', async ([, form, expected], { expect }) => {
    const { status, body } = await push(party, form)
    expect({ status: status >= 400, code: body['error_description'] }).toEqual({ status: true, code: expected })
  })
})

describe('a client is refused', () => {
  const bearing = async (assertion: string) =>
    (await push(party, { client_assertion: assertion })).body['error_description']

  it.for([
    ['for another server', { aud: 'https://other.example' }, 'assertion-audience'],
    ['for us and another', { aud: ['http://localhost:8787', 'https://other.example'] }, 'assertion-audience'],
    ['for an endpoint in place of us', { aud: 'http://localhost:8787/oidc/token' }, 'assertion-audience'],
    ['that is over', { exp: 1 }, 'assertion-expired'],
    ['for a day', { exp: Math.floor(Date.now() / 1000) + 86_400 }, 'assertion-lifetime'],
    ['of another issuer', { iss: 'rp-x' }, 'assertion-issuer'],
    ['that cannot be told from another', { jti: undefined }, 'assertion-jti-missing'],
  ] as const)('with an assertion %s', async ([, claims, expected], { expect }) => {
    expect(await bearing(await assert(party, claims))).toBe(expected)
  })

  it('with alg none', async ({ expect }) => {
    const [, payload] = (await assert(party)).split('.')
    const header = Buffer.from('{"alg":"none"}').toString('base64url')
    expect(await bearing(`${header}.${payload}.`)).toBe('assertion-algorithm')
  })

  it('with its public key as an HMAC secret', async ({ expect }) => {
    const claims = { iss: party.id, sub: party.id, aud: env.ORIGIN, jti: crypto.randomUUID(), exp: 9_999_999_999 }
    const secret = new TextEncoder().encode(JSON.stringify(party.jwk))
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(secret)
    expect(await bearing(token)).toBe('assertion-algorithm')
  })

  it('with a key of its own making', async ({ expect }) => {
    const { privateKey } = await generateKeyPair('ES256')
    expect(await bearing(await assert({ ...party, key: privateKey }))).toBe('assertion-signature')
  })

  it('the second time', async ({ expect }) => {
    const assertion = await assert(party)
    expect(await bearing(assertion)).toBeUndefined()
    expect(await bearing(assertion)).toBe('assertion-used')
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

  it('is opened in one browser alone', async ({ expect }) => {
    const uri = (await push(party)).body['request_uri'] ?? ''
    expect(await opened(maria.visitor, uri)).toBe('a page')
    expect(await opened((await citizen()).visitor, uri)).toBe('request-used')
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

  it('that comes again ends what it gave', async ({ expect }) => {
    const one = await code({ scope: 'openid offline_access' })
    const { body } = await exchange(party, one)
    expect((await userinfo(body['access_token'] ?? '')).status).toBe(200)
    expect((await exchange(party, one)).body).toEqual({ error: 'invalid_grant', error_description: 'code-used' })
    expect((await userinfo(body['access_token'] ?? '')).status).toBe(401)
    const again = { grant_type: 'refresh_token', refresh_token: body['refresh_token'] ?? '' }
    expect((await send(party, '/oidc/token', again)).body['error_description']).toBe('refresh-unknown')
  })

  it('of a hundred posts at once is exchanged by one', { timeout: 60_000 }, async ({ expect }) => {
    const one = await code()
    const answers = await Promise.all(Array.from({ length: 100 }, () => exchange(party, one)))
    const won = answers.filter(({ status }) => status === 200)
    expect(won).toHaveLength(1)
    const lost = answers.filter(({ status }) => status !== 200).map(({ body }) => body['error_description'])
    expect(new Set(lost)).toEqual(new Set(['code-used']))
    expect((await userinfo(won[0]?.body['access_token'] ?? '')).status).toBe(401)
  })

  it.for([
    ['of another client', {}, 'code-foreign'],
    ['with another verifier', { code_verifier: 'w'.repeat(43) }, 'pkce-mismatch'],
    ['without a verifier', { code_verifier: '' }, 'pkce-mismatch'],
    ['with another address', { redirect_uri: `${REDIRECT}/` }, 'redirect-uri-mismatch'],
  ] as const)('is refused %s', async ([, form, expected], { expect }) => {
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
  it('is exchanged for another, and ends the family when it comes again', async ({ expect }) => {
    const first = (await exchange(party, await code({ scope: 'openid offline_access' }))).body
    const refresh = (token = '') => send(party, '/oidc/token', { grant_type: 'refresh_token', refresh_token: token })
    const second = (await refresh(first['refresh_token'])).body
    expect((await userinfo(second['access_token'] ?? '')).status).toBe(200)
    expect((await refresh(first['refresh_token'])).body['error_description']).toBe('refresh-used')
    expect((await userinfo(second['access_token'] ?? '')).status).toBe(401)
    expect((await refresh(second['refresh_token'])).body['error_description']).toBe('refresh-unknown')
  })

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

  it('the second time, of another key, and where it is left out', async ({ expect }) => {
    const { key, token } = await bound()
    const said = async (headers: Record<string, string>, scheme = 'DPoP') => {
      const answer = await userinfo(token, headers, scheme)
      return (await answer.json<Record<string, string>>())['error_description']
    }
    const proof = await prove(key, 'GET', '/oidc/userinfo', {}, token)
    expect(await said({ DPoP: proof })).toBeUndefined()
    expect(await said({ DPoP: proof })).toBe('dpop-used')
    expect(await said({ DPoP: await prove(await proofKey(), 'GET', '/oidc/userinfo', {}, token) })).toBe(
      'dpop-key-mismatch',
    )
    expect(await said({})).toBe('dpop-missing')
    expect(await said({}, 'Bearer')).toBe('dpop-key-mismatch')
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
