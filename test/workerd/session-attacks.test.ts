// What is tried on sessions, each with the code that the log says: cookies planted, of a neighbour, forged, over; changes
// that another site sends; and a logout that races with everything else.
import { env } from 'cloudflare:workers'
import { describe, it } from 'vitest'
import { sessionHash } from '../../workers/engines/identity/session.ts'
import type { Problem } from '../../workers/kernel/problem.ts'
import { attack } from '../support/attacks.ts'
import { auditOf } from '../support/audit.ts'
import { citizen, type Walker } from '../support/citizen.ts'
import { newSecret } from '../support/desk.ts'
import { age, agent } from '../support/person.ts'
import { there } from '../support/result.ts'
import { Visitor } from '../support/visitor.ts'

const SESSION = '__Host-session'
const tokenOf = ({ visitor }: Walker) => there(visitor.cookies.get(SESSION))

/** The codes that the log names while the work is done. */
async function codesOf(work: () => Promise<unknown>): Promise<string[]> {
  return (await auditOf(work)).map(({ code }) => code)
}

describe('a session', () => {
  it.for<[attack: string, code: string, attempt: (maria: Walker) => Visitor | Promise<Visitor>]>([
    ['a token made up', 'session-malformed', () => new Visitor(env, [[SESSION, 'kq2.AAAA']])],
    [
      'a token with one letter changed',
      'session-malformed',
      // One from the midst: the last may hold bits that say nothing (RFC 4648, 3.5).
      (maria) =>
        new Visitor(env, [[SESSION, tokenOf(maria).replace(/.(?=.{20}$)/u, (one) => (one === 'A' ? 'B' : 'A'))]]),
    ],
    [
      'a copy of a cookie whose owner has signed out',
      'session-revoked',
      async (maria) => {
        const copy = new Visitor(env, maria.visitor.cookies)
        await maria.post('/logout')
        return copy
      },
    ],
    [
      ...attack('session', 'of before a step-up'),
      async (maria) => {
        const { person, login, hash } = maria.who
        await person.loginWithCard(login, { hash: sessionHash({ secret: newSecret() }), agent, replaces: hash })
        return maria.visitor
      },
    ],
    [
      'half an hour of nothing',
      'session-idle',
      async (maria) => {
        await age(maria.who.person, 'UPDATE sessions SET seen_at = seen_at - 1801000')
        return maria.visitor
      },
    ],
    [
      'twelve hours of everything',
      'session-over',
      async (maria) => {
        await age(maria.who.person, 'UPDATE sessions SET created_at = created_at - 43201000')
        return maria.visitor
      },
    ],
    [
      'a session that its object never began',
      'session-unknown',
      async (maria) => {
        await age(maria.who.person, 'DELETE FROM sessions')
        return maria.visitor
      },
    ],
  ])('%s: %s', async ([, code, attempt], { expect }) => {
    const maria = await citizen()
    const visitor = await attempt(maria)
    const codes = await codesOf(async () => {
      const answer = await visitor.get('/me')
      expect([answer.status, answer.headers.get('Location')]).toEqual([303, expect.stringMatching(/^\/login\?/u)])
      expect(visitor.cookies.has(SESSION)).toBe(false)
    })
    expect(codes).toEqual([code])
  })

  it.for([attack('session', 'a cookie that a sibling subdomain may set')])('%s: %s', async ([, code], { expect }) => {
    const maria = await citizen()
    // Only `__Host-` is beyond it: such a cookie has no Domain, and no other host can set it (RFC 6265bis, 4.1.3.2).
    for (const name of ['session', '__Secure-session', '__host-session', '__Host-Session']) {
      const tossed = new Visitor(env, [[name, tokenOf(maria)]])
      expect((await tossed.get('/me')).status).toBe(303)
      const answer = await tossed.post('/login/bind/options', {}, { Accept: 'application/json' })
      expect([answer.status, (await answer.json<Problem>()).code]).toEqual([401, code])
    }
    const before = maria.visitor.cookies.get(SESSION)
    maria.visitor.cookies.set('session', 'planted')
    expect((await maria.get('/me')).status).toBe(200)
    expect(before).toBeDefined()
  })

  it('is set for this host alone, and for no script', async ({ expect }) => {
    const maria = await citizen()
    const set = (await maria.get('/me')).headers.getSetCookie().find((one) => one.startsWith(SESSION)) ?? ''
    expect(set).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/u)
    expect(set).not.toMatch(/Domain/iu)
  })

  it.for([attack('session', 'a logout while a hundred requests are under way')])(
    '%s: %s',
    async ([, code], { expect }) => {
      const maria = await citizen()
      const copies = Array.from({ length: 100 }, () => new Visitor(env, maria.visitor.cookies))
      await codesOf(async () => {
        const racing = copies.map((copy, n) =>
          n % 2 === 0 ? copy.get('/me') : copy.post('/me/alerts/seen', { n: '0' }),
        )
        await Promise.all([maria.post('/logout'), ...racing])
        // Whatever token the race has left in a browser.
        for (const copy of copies) {
          expect((await copy.post('/me/freeze')).headers.get('Location')).toMatch(/^\/login\?/u)
          expect((await copy.get('/me')).status).toBe(303)
        }
      })
      expect(await maria.who.person.confirm(maria.who.hash)).toEqual({ ok: false, error: code })
    },
  )
})

describe('a change', () => {
  it.for<[attack: string, code: string, headers: Record<string, string>]>([
    [...attack('session', 'a change from another site (CSRF)'), { Origin: 'https://evil.example' }],
    ['from nowhere', 'foreign-origin', { Origin: 'null' }],
    ['from a sibling subdomain', 'foreign-origin', { Origin: 'https://other.localhost:8787' }],
    ['from the same host on another port', 'foreign-origin', { Origin: 'http://localhost:9999' }],
    ['that says our origin, and was begun elsewhere', 'foreign-origin', { 'Sec-Fetch-Site': 'cross-site' }],
    ['that says our origin, and was begun by a sibling', 'foreign-origin', { 'Sec-Fetch-Site': 'same-site' }],
    ['that nobody began on a page', 'foreign-origin', { 'Sec-Fetch-Site': 'none' }],
    [
      'with a token of a program beside the cookie',
      'foreign-origin',
      { Origin: 'https://evil.example', Authorization: 'Bearer x' },
    ],
  ])('%s: %s', async ([, code, headers], { expect }) => {
    const maria = await citizen()
    for (const path of ['/me/freeze', '/me/unfreeze', '/me/alerts/seen', '/me/sign-out-everywhere', '/logout']) {
      const answer = await maria.visitor.post(path, {}, headers)
      expect([answer.status, (await answer.json<Problem>()).code]).toEqual([403, code])
    }
    expect((await maria.get('/me/freeze')).html).not.toContain('Замразено е на')
  })
})
