// How often servers, wallets and browsers may try what asks for no login yet: by address, and by the site or system that
// was proven to ask; what they are told, and that others go on meanwhile.
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, it, vi } from 'vitest'
import { waitOf } from '../../workers/http/throttle.ts'
import { attack } from '../support/attacks.ts'
import { authorizePath, newParty, push } from '../support/relying-party.ts'
import { System } from '../support/system.ts'
import { Visitor } from '../support/visitor.ts'
import { portal } from '../support/wallet.ts'

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** Nothing comes back while a test tries: its clock stands. */
const stopClock = () => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })

/** As many attempts as may be made at once, but for one. */
async function allButOne(kind: string, whose: string, step: string, most: number): Promise<void> {
  const allowance = { burst: most, perMinute: most }
  await Promise.all(Array.from({ length: most - 1 }, () => waitOf(env, kind, whose, step, allowance)))
}

/** The code that an answer names: in a problem document, in an error of OAuth, or nowhere but in the log. */
async function codeOf(answer: Response): Promise<string> {
  const { code, error_description: told } = await answer.json<{ code?: string; error_description?: string }>()
  return code ?? told ?? ''
}

const JSON_PLEASE = { Accept: 'application/json' }

describe('an address waits, and is told how long', () => {
  const party = newParty()
  it.for<[string, string, string, number, (from: Record<string, string>) => Promise<Response>]>([
    [
      ...attack('rate limit', 'of one address, for a site'),
      'relying-party',
      600,
      (headers) => new Visitor(env).raw('POST', '/oidc/par', { form: {}, headers }),
    ],
    [
      ...attack('rate limit', 'of one address, with tokens'),
      'relying-party',
      600,
      (headers) =>
        new Visitor(env).raw('GET', '/api/registers/vehicles/records/x', {
          headers: { Authorization: 'DPoP x', ...headers },
        }),
    ],
    [
      ...attack('rate limit', 'of one address, with requests of sites'),
      'login',
      120,
      async (headers) =>
        new Visitor(env).get(authorizePath(await party, 'urn:x'), { headers: { ...JSON_PLEASE, ...headers } }),
    ],
    [
      ...attack('rate limit', 'of one address, at a question to wallets'),
      'wallet',
      120,
      (headers) => new Visitor(portal).post('/verify/age', {}, { ...JSON_PLEASE, ...headers }),
    ],
  ])('%s: %s', async ([words, code, step, most, attempt], { expect }) => {
    const address = `203.0.113.${words.length}`
    const from = { 'CF-Connecting-IP': address }
    stopClock()
    await allButOne('address', address, step, most)
    expect((await attempt(from)).status).not.toBe(429)
    const late = await attempt(from)
    expect(late.status).toBe(429)
    expect(Number(late.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect(await codeOf(late)).toBe(code)
    expect((await attempt({ 'CF-Connecting-IP': '203.0.113.254' })).status).not.toBe(429)
  })
})

describe('from everywhere', () => {
  it.for([attack('rate limit', 'of one site, from everywhere')])('%s: %s', async ([, code], { expect }) => {
    const [site, other] = [await newParty(), await newParty()]
    stopClock()
    await allButOne('client', site.id, 'client', 3000)
    expect((await push(site)).status).toBe(201)
    const late = await push(site)
    expect([late.status, late.body['error_description']]).toEqual([429, code])
    expect(Number(late.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect((await push(other)).status).toBe(201)
  })

  it.for([attack('rate limit', 'of one system, from everywhere')])('%s: %s', async ([, code], { expect }) => {
    const [system, other] = [await System.of('mvr.registrar', 'vehicles'), await System.of('mvr.registrar', 'vehicles')]
    const path = '/api/registers/vehicles/records/none'
    stopClock()
    await allButOne('system', system.party.id, 'system', 600)
    expect((await system.get(path)).status).toBe(404)
    const { status, body, headers } = await system.get(path)
    expect([status, body['code']]).toEqual([429, code])
    expect(Number(headers.get('Retry-After'))).toBeGreaterThan(0)
    expect((await other.get(path)).status).toBe(404)
  })
})
