// "Log in with eID" as it is meant: what a site learns, in test and in earnest; what a person agreed to and takes back;
// keys that change; systems that act for an authority.
import { env } from 'cloudflare:workers'
import { runInDurableObject } from 'cloudflare:test'
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from 'jose'
import { beforeAll, describe, it } from 'vitest'
import { testPersons } from '../../workers/engines/oidc/test-persons.ts'
import { oidc } from '../../web/messages/oidc.ts'
import { civilRecord } from '../support/cases.ts'
import { citizen } from '../support/citizen.ts'
import { official } from '../support/desk.ts'
import { newVin, settle } from '../support/ledger.ts'
import { perform, publish } from '../support/records.ts'
import {
  authorizePath,
  codeOf,
  consent,
  exchange,
  leadsTo,
  newAddress,
  newParty,
  proofKey,
  prove,
  push,
  send,
  type Party,
} from '../support/relying-party.ts'
import { there } from '../support/result.ts'
import { System } from '../support/system.ts'
import { textOf } from '../support/text.ts'
import { Visitor } from '../support/visitor.ts'

const CLAIMS = JSON.stringify({ userinfo: { name: null, age_over_18: null } })
const at = (path: string) => new Visitor(env).get(path)
const jwks = async () => (await at('/oidc/jwks')).json<JSONWebKeySet>()

const userinfo = async (token = '') => {
  const headers = { Authorization: `Bearer ${token}`, 'CF-Connecting-IP': newAddress() }
  const answer = await new Visitor(env).get('/oidc/userinfo', { headers })
  return answer.json<Record<string, unknown>>()
}

let party: Party
beforeAll(async () => {
  party = await newParty()
})

describe('what we say of ourselves', () => {
  it('is the same by both standards, and anybody may read it', async ({ expect }) => {
    const one = await at('/.well-known/openid-configuration')
    const metadata = await one.json<Record<string, unknown>>()
    expect(await (await at('/.well-known/oauth-authorization-server')).json()).toEqual(metadata)
    expect(one.headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(metadata).toMatchObject({
      issuer: env.ORIGIN,
      require_pushed_authorization_requests: true,
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      subject_types_supported: ['pairwise'],
    })
  })

  it('is signed by a key that is published, with the next one ahead of its turn', async ({ expect }) => {
    const { visitor } = await citizen()
    const { body } = await exchange(party, await codeOf(visitor, party))
    const { payload } = await jwtVerify(body['id_token'] ?? '', createLocalJWKSet(await jwks()), {
      issuer: env.ORIGIN,
      audience: party.id,
    })
    expect(payload).toMatchObject({ nonce: 'no', acr: 'high' })
    const before = await jwks()
    expect(before.keys.length).toBeGreaterThanOrEqual(2)
    expect(before.keys.some((key) => 'd' in key)).toBe(false)
    await new Visitor(env).raw('POST', '/operator/oidc/rotate', {
      headers: { Authorization: `Bearer ${env.OPERATOR_TOKEN}` },
    })
    const after = await jwks()
    expect(after.keys.map(({ kid }) => kid)).toEqual(expect.arrayContaining(before.keys.map(({ kid }) => kid)))
    expect(after.keys).toHaveLength(before.keys.length + 1)
    const fresh = (await exchange(party, await codeOf(visitor, party))).body['id_token'] ?? ''
    expect(decodeProtectedHeader(fresh).kid).not.toBe(decodeProtectedHeader(body['id_token'] ?? '').kid)
    await jwtVerify(fresh, createLocalJWKSet(after), { issuer: env.ORIGIN })
    await jwtVerify(body['id_token'] ?? '', createLocalJWKSet(after), { issuer: env.ORIGIN })
  })
})

describe('a person', () => {
  it('is told who asks for what and why; the site learns that and no more', async ({ expect }) => {
    const { visitor, who } = await citizen()
    const uri = (await push(party, { claims: CLAIMS })).body['request_uri'] ?? ''
    const page = await (await visitor.get(authorizePath(party, uri))).text()
    for (const text of [oidc.bg.name, oidc.bg.age_over_18, 'За да доставим поръчката.', 'shop.example'])
      expect(page).toContain(text)
    expect(page).not.toContain(oidc.bg.personal_number)
    const { html } = await consent(visitor, party, uri)
    const { body } = await exchange(party, leadsTo(html).searchParams.get('code') ?? '')
    const told = await userinfo(body['access_token'])
    expect(Object.keys(told).toSorted()).toEqual(['age_over_18', 'name', 'sub'])
    expect(told['age_over_18']).toBe(true)
    expect(JSON.stringify([told, body, leadsTo(html).href])).not.toContain(who.number)
    expect(JSON.stringify(body)).not.toContain(who.id)
  })

  it('says no, and the site is told so', async ({ expect }) => {
    const { visitor } = await citizen()
    const uri = (await push(party)).body['request_uri'] ?? ''
    const { html } = await consent(visitor, party, uri, { choice: 'refuse' })
    expect(leadsTo(html).searchParams.get('error')).toBe('access_denied')
    expect((await consent(visitor, party, uri)).status).toBe(422)
  })

  it('presses twice: the last code counts', async ({ expect }) => {
    const { visitor } = await citizen()
    const uri = (await push(party)).body['request_uri'] ?? ''
    const codes = [(await consent(visitor, party, uri)).html, (await consent(visitor, party, uri)).html].map(
      (html) => leadsTo(html).searchParams.get('code') ?? '',
    )
    expect((await exchange(party, codes[0] ?? '')).body['error_description']).toBe('code-unknown')
    expect((await exchange(party, codes[1] ?? '')).status).toBe(200)
  })

  it('is not asked again for what they agreed to, and takes it back', async ({ expect }) => {
    const { visitor } = await citizen()
    const first = await exchange(
      party,
      await codeOf(visitor, party, { claims: CLAIMS, scope: 'openid offline_access' }),
    )
    const again = (await push(party, { claims: CLAIMS })).body['request_uri'] ?? ''
    expect(leadsTo(await (await visitor.get(authorizePath(party, again))).text()).searchParams.get('code')).toBeTruthy()
    const silent = (await push(party, { claims: CLAIMS, prompt: 'none' })).body['request_uri'] ?? ''
    const location = new URL((await visitor.get(authorizePath(party, silent))).headers.get('Location') ?? '')
    expect(location.searchParams.get('code')).toBeTruthy()
    expect(await (await visitor.get('/me/consents')).text()).toContain(oidc.bg.active)

    const done = await visitor.post('/me/consents', { client: party.id })
    expect(done.headers.get('Location')).toBe('/me/consents?done=withdrawn')
    const tokens = first.body
    expect(await userinfo(tokens['access_token'])).toMatchObject({ error: 'invalid_token' })
    const refresh = { grant_type: 'refresh_token', refresh_token: tokens['refresh_token'] ?? '' }
    expect((await send(party, '/oidc/token', refresh)).body['error']).toBe('invalid_grant')
    const asked = (await push(party, { claims: CLAIMS, prompt: 'none' })).body['request_uri'] ?? ''
    const refused = new URL((await visitor.get(authorizePath(party, asked))).headers.get('Location') ?? '')
    expect(refused.searchParams.get('error')).toBe('consent_required')
  })

  it('gives their number only where it is allowed, asked and agreed', async ({ expect }) => {
    const form = { claims: '{"userinfo":{"personal_number":null}}' }
    const plain = await newParty({ claims: 'personal_number' })
    expect((await push(plain, form)).body['error_description']).toBe('claim-not-allowed')
    const allowed = await newParty({ claims: 'personal_number' }, { personalNumber: true })
    const { visitor, who } = await citizen()
    const { body } = await exchange(allowed, await codeOf(visitor, allowed, form))
    expect(await userinfo(body['access_token'])).toMatchObject({ personal_number: who.number })
    // Who was told it, and that it was agreed to, stands among who looked.
    const own = await civilRecord(who.number).ofSubject(who.number)
    expect(own?.accesses).toMatchObject([
      { authority: allowed.id, law: expect.stringContaining('съгласие'), fields: ['personalNumber'] },
    ])
    await settle([there(own).view.id], 'civil')
    const shown = textOf(await (await visitor.get('/me/data')).text())
    expect(shown).toContain('съгласие')
  })

  it('who logs out is logged out there too: the site is told by its address', async ({ expect }) => {
    const site = await newParty({ logoutUri: 'https://shop.example/signed-out' })
    const { visitor, who } = await citizen()
    await exchange(site, await codeOf(visitor, site))
    await visitor.post('/logout')
    // No network in tests: the outbox still holds what the site is to be told.
    const waiting = await runInDurableObject(who.person, (_, state) =>
      state.storage.sql.exec<{ effect: string }>('SELECT effect FROM outbox').toArray(),
    )
    const told = await runInDurableObject(who.person, (_, state) =>
      state.storage.sql.exec<{ client: string }>('SELECT client FROM visits WHERE told_at IS NOT NULL').toArray(),
    )
    expect(told).toEqual([{ client: site.id }])
    expect(waiting.some(({ effect }) => effect.includes(`"client":"${site.id}"`))).toBe(true)
  })
})

describe('the test mode', () => {
  it('has invented persons, needs no approval and no login, and says what it is', async ({ expect }) => {
    const site = await newParty({}, null)
    const visitor = new Visitor(env)
    const uri = (await push(site, { claims: CLAIMS })).body['request_uri'] ?? ''
    const page = await (await visitor.get(authorizePath(site, uri))).text()
    expect(page).toContain(oidc.bg.testWarning)
    const { html } = await consent(visitor, site, uri, { person: 'minor' })
    const { body } = await exchange(site, leadsTo(html).searchParams.get('code') ?? '')
    const minor = testPersons.find(({ id }) => id === 'minor')
    expect(await userinfo(body['access_token'])).toMatchObject({ name: minor?.claims.name, age_over_18: false })
  })

  it('lets nobody in below the level that is asked', async ({ expect }) => {
    const site = await newParty({}, null)
    const uri = (await push(site, { acr_values: 'high' })).body['request_uri'] ?? ''
    const { status, html } = await consent(new Visitor(env), site, uri, { person: 'low' })
    expect(status).toBe(422)
    expect(html).not.toContain('code=')
  })
})

describe('a site that was stopped', () => {
  it('is nobody', async ({ expect }) => {
    const site = await newParty()
    const { visitor } = await official('meu.registrar')
    const stopped = await visitor.post(`/work/relying-parties/${site.id}`, { act: 'stop' })
    expect(stopped.status).toBe(303)
    expect((await push(site)).body['error_description']).toBe('client-unknown')
  })
})

describe('a developer', () => {
  const form = {
    name: 'Моят сайт',
    redirectUris: 'http://localhost:9000/callback',
    jwks: '{"keys":[{"kty":"EC","crv":"P-256","x":"a","y":"b"}]}',
    reason: 'За проба.',
    'claim-name': 'yes',
  }

  it('registers a site, changes it, and loses the approval by that', async ({ expect }) => {
    const { visitor } = await citizen()
    const page = await (await visitor.get('/developers/new')).text()
    const path = /action="(\/developers\/rp-[0-9a-f]{16})"/u.exec(page)?.[1] ?? ''
    expect((await visitor.post(path, form)).headers.get('Location')).toBe(`${path}?done=saved`)
    const site = path.split('/').at(-1) ?? ''
    await perform({ register: 'relying-parties', key: site, act: 'approve', role: 'meu.registrar', two: true })
    expect(await (await visitor.get(path)).text()).toContain(oidc.bg.modeProduction)
    await visitor.post(path, { ...form, name: 'Друг сайт' })
    expect(await (await visitor.get(path)).text()).toContain(oidc.bg.modeTest)
    await publish('relying-parties')
    expect(await (await visitor.get('/developers')).text()).toContain('Друг сайт')
    expect((await (await citizen()).visitor.get(path)).status).toBe(404)
    expect((await (await citizen()).visitor.post(path, form)).status).toBe(404)
  })

  it.for([
    [{ jwks: '{"keys":[{"kty":"EC","d":"x"}]}' }, 'jwks'],
    [{ jwks: 'keys' }, 'jwks'],
    [{ jwks: '' }, 'jwks'],
    [{ redirectUris: 'http://shop.example/cb' }, 'redirectUris'],
    [{ redirectUris: 'https://shop.example/x/../cb' }, 'redirectUris'],
    [{ redirectUris: 'https://shop.example/cb\nhttps://bank.example/cb' }, 'redirectUris'],
    [{ logoutUri: 'https://169.254.169.254/latest' }, 'logoutUri'],
    [{ logoutUri: 'https://10.0.0.1/' }, 'logoutUri'],
    [{ name: '' }, 'name'],
  ] as const)('is told what is wrong, and keeps what was typed: %o', async ([wrong, field], { expect }) => {
    const { visitor } = await citizen()
    const page = await (await visitor.get('/developers/new')).text()
    const path = /action="(\/developers\/rp-[0-9a-f]{16})"/u.exec(page)?.[1] ?? ''
    const answer = await visitor.post(path, { ...form, ...wrong })
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).toContain(`href="#${field}"`)
    expect(html).toContain('За проба.')
  })
})

describe('a system of an authority', () => {
  it('acts by the role of its registration, with a token of its own key', async ({ expect }) => {
    const system = await System.of('mvr.registrar')
    const vehicle = { key: newVin(), input: {} }
    const once = () => ({ 'Idempotency-Key': crypto.randomUUID() })
    const refused = await system.post('/api/registers/civil/acts/enter', vehicle, once())
    expect(refused).toMatchObject({ status: 403, body: { code: 'not-allowed' } })
    // It is heard: what is refused is the empty input.
    const heard = await system.post('/api/registers/vehicles/acts/enter', vehicle, once())
    expect(heard.body['code']).toBe('invalid-input')
    const other = new System(system.party, await proofKey(), system.token)
    expect((await other.post('/api/registers/vehicles/acts/enter', vehicle, once())).status).toBe(401)
  })

  it('without a role, or without a key, gets nothing', async ({ expect }) => {
    const key = await proofKey()
    const asked = { grant_type: 'client_credentials' }
    const tokenOf = async (site: Party) =>
      (await send(site, '/oidc/token', asked, { DPoP: await prove(key, 'POST', '/oidc/token') })).body['error']
    expect(await tokenOf(party)).toBe('unauthorized_client')
    const system = await newParty({}, { role: 'mvr.registrar' })
    expect((await send(system, '/oidc/token', asked)).body['error']).toBe('invalid_dpop_proof')
    expect(await tokenOf(await newParty({}, null))).toBe('unauthorized_client')
  })
})
