// Keys, addresses and levels of "Log in with eID", as they are decided without a portal.
import { describe, it } from 'vitest'
import { checkRegistration, mayCall } from '../../../workers/engines/oidc/client.ts'
import { returnTo } from '../../../workers/engines/oidc/answers.ts'
import { rotated, scheduled, signing, type KeyState } from '../../../workers/engines/oidc/keys.ts'
import { enough } from '../../../workers/engines/oidc/step-up.ts'
import { covers } from '../../../workers/engines/oidc/visit.ts'
import { attack } from '../../support/attacks.ts'

const DAY = 24 * 60 * 60_000

describe('keys', () => {
  const ids = () => {
    let made = 0
    return () => `k${(made += 1)}`
  }

  it('begin with one that signs and one that waits', ({ expect }) => {
    const keys = scheduled([], ids(), 1000)
    expect(keys).toHaveLength(2)
    expect(signing(keys, 1000)).toBe('k1')
    expect(scheduled(keys, ids(), 2000)).toEqual(keys)
  })

  it('take turns for years: the next is published a week before it signs, the last two days after', ({ expect }) => {
    const newKid = ids()
    let keys: readonly KeyState[] = []
    const published = new Map<string, number>()
    for (let day = 0; day < 1000; day += 1) {
      keys = scheduled(keys, newKid, day * DAY)
      const signs = signing(keys, day * DAY) ?? ''
      for (const { kid } of keys) if (!published.has(kid)) published.set(kid, day)
      if (day > 0 && signs !== 'k1') expect(day - (published.get(signs) ?? day)).toBeGreaterThanOrEqual(7)
      expect(keys.filter(({ until }) => until === undefined)).toHaveLength(2)
      for (const { until } of keys) if (until !== undefined) expect(day * DAY - until).toBeLessThan(2 * DAY)
    }
    expect(published.size).toBeGreaterThan(10)
  })

  it('are changed by an operator at once, without losing the one before', ({ expect }) => {
    const newKid = ids()
    const before = scheduled([], newKid, 0)
    const after = rotated(before, newKid, DAY)
    expect(signing(after, DAY)).toBe('k2')
    expect(after.find(({ kid }) => kid === 'k1')).toMatchObject({ until: DAY })
    expect(after).toHaveLength(3)
    expect(scheduled(after, newKid, 4 * DAY).map(({ kid }) => kid)).not.toContain('k1')
  })
})

describe('an address that we call', () => {
  it.for([
    'http://shop.example/x',
    'https://localhost/x',
    'https://127.0.0.1/x',
    'https://0x7f.1/x',
    'https://2130706433/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://10.1.2.3/',
    'https://172.20.0.1/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://100.64.0.1/',
    'https://db.internal/',
    'https://intranet/',
    'https://localhost./',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://8.8.8.8/',
    'https://[fd00::1]/',
    'https://router.home.arpa/',
    'https://user:secret@shop.example/',
    'file:///etc/passwd',
    'none',
  ])('is not %s', (uri, { expect }) => expect(mayCall(uri, 'https://izvor.example')).toBe(false))

  it('is a public one; one’s own machine where the portal is at home there', ({ expect }) => {
    expect(mayCall('https://shop.example/x', 'https://izvor.example')).toBe(true)
    expect(mayCall('http://localhost:9000/jwks', 'http://localhost:8787')).toBe(true)
  })
})

describe('a registration', () => {
  const asked = {
    redirectUris: 'https://shop.example/cb',
    postLogoutUris: '',
    jwks: '',
    jwksUri: 'https://shop.example/jwks',
    logoutUri: '',
  }

  it('has the one host of its addresses for a sector', ({ expect }) => {
    expect(checkRegistration(asked, 'https://izvor.example')).toEqual({
      ok: true,
      value: { sector: 'shop.example', publicAddresses: true },
    })
  })

  it.for([
    [{ redirectUris: 'http://localhost:9000/cb' }, 'https://izvor.example', false],
    [{ redirectUris: 'https://10.0.0.1/cb' }, 'https://izvor.example', false],
    [{ redirectUris: 'https://shop.internal/cb' }, 'https://izvor.example', false],
    [{ redirectUris: 'http://localhost:9000/cb' }, 'http://localhost:8787', true],
  ] as const)('has public addresses, or is for tests alone: %o at %s', ([given, origin, expected], { expect }) => {
    expect(checkRegistration({ ...asked, ...given }, origin)).toMatchObject({ value: { publicAddresses: expected } })
  })

  it.for([
    [{ redirectUris: '' }, 'redirect-uri-invalid'],
    [{ redirectUris: 'https://shop.example/cb#x' }, 'redirect-uri-invalid'],
    [{ redirectUris: 'https://Shop.example/cb' }, 'redirect-uri-invalid'],
    [{ redirectUris: 'https://shop.example:443/cb' }, 'redirect-uri-invalid'],
    [{ redirectUris: 'javascript:alert(1)' }, 'redirect-uri-invalid'],
    [{ jwksUri: '' }, 'keys-missing'],
    [{ jwks: '{"keys":[]}', jwksUri: '' }, 'keys-malformed'],
    [{ jwks: '{"keys":[{"kty":"oct","k":"x"}]}', jwksUri: '' }, 'keys-private'],
    [{ jwksUri: 'http://shop.example/jwks' }, 'callback-uri-invalid'],
  ] as const)('is refused: %o', ([wrong, error], { expect }) => {
    expect(checkRegistration({ ...asked, ...wrong }, 'https://izvor.example')).toMatchObject({ error })
  })

  it.for([attack('oidc', 'addresses of two sectors in one registration (pairwise linkage)')])(
    '%s: %s',
    ([, error], { expect }) => {
      const redirectUris = `${asked.redirectUris}\nhttps://bank.example/cb`
      for (const wrong of [{ redirectUris }, { postLogoutUris: 'https://bank.example/' }])
        expect(checkRegistration({ ...asked, ...wrong }, 'https://izvor.example')).toEqual({ ok: false, error })
    },
  )
})

describe('a login', () => {
  const request = { level: 'substantial', prompt: [] } as const
  const login = (level: 'low' | 'substantial' | 'high', authAt: number) => ({ level, authAt })

  it.for([attack('oidc', 'a login below the level that is asked (acr downgrade)')])(
    '%s: %s',
    ([, error], { expect }) => {
      expect(enough(request, login('low', 0), 1000, 2000)).toEqual({ ok: false, error })
      expect(enough({ ...request, level: 'high' }, login('substantial', 0), 1000, 2000)).toEqual({ ok: false, error })
    },
  )

  it('is enough at its level or above, and new enough', ({ expect }) => {
    expect(enough(request, login('high', 0), 1000, 2000)).toMatchObject({ ok: true })
    expect(enough(request, undefined, 1000, 2000)).toMatchObject({ error: 'not-signed-in' })
    expect(enough({ ...request, prompt: ['login'] }, login('high', 999), 1000, 2000)).toMatchObject({
      error: 'login-too-old',
    })
    expect(enough({ ...request, prompt: ['login'] }, login('high', 1000), 1000, 2000)).toMatchObject({ ok: true })
    expect(enough({ ...request, maxAge: 1 }, login('high', 0), 1500, 1001)).toMatchObject({ error: 'login-too-old' })
    expect(enough({ ...request, maxAge: 1 }, login('high', 0), 1500, 1000)).toMatchObject({ ok: true })
  })
})

it('a consent covers what was agreed, there, until it is withdrawn', ({ expect }) => {
  const one = { client: 'shop', claims: ['name'], at: 1, withdrawnAt: null }
  expect(covers([one], 'shop', ['name'])).toBe(true)
  expect(covers([one], 'shop', [])).toBe(true)
  expect(covers([one], 'shop', ['name', 'birthdate'])).toBe(false)
  expect(covers([one], 'bank', ['name'])).toBe(false)
  expect(covers([{ ...one, withdrawnAt: 2 }], 'shop', ['name'])).toBe(false)
})

it('the way back keeps the address’s own query, and names the issuer', ({ expect }) => {
  expect(returnTo('https://shop.example/cb?a=1', 'https://izvor.example', { code: 'x', state: undefined })).toBe(
    'https://shop.example/cb?a=1&code=x&iss=https%3A%2F%2Fizvor.example',
  )
})
