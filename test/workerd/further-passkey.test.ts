// A further passkey: only the card makes one, and whoever comes with less is led to it and back.
import { describe, it } from 'vitest'
import { sessionHash } from '../../workers/engines/identity/session.ts'
import type { Problem } from '../../workers/kernel/problem.ts'
import { citizen } from '../support/citizen.ts'
import { browserOf, newSecret } from '../support/desk.ts'
import { agent, enter } from '../support/person.ts'
import { there, unwrap } from '../support/result.ts'

const SESSION = '__Host-session'

describe('a further passkey', () => {
  it('asks for the card, says why, and leads on to where it is made', async ({ expect }) => {
    const maria = await citizen()
    const secret = newSecret()
    const session = { hash: sessionHash({ secret }), agent }
    const visitor = await browserOf(unwrap(await enter(maria.who.person, maria.who.phone, session)), secret)
    const path = '/login/bind?next=%2Fme%2Fdevices%3Fdone%3Dadded'
    const asked = there((await visitor.get(path)).headers.get('Location'))
    expect(asked).toBe(`/login?next=${encodeURIComponent(path)}&why=bind`)
    const page = await (await visitor.get(asked)).text()
    expect(page).toContain('който вземе едно Ваше устройство, не бива да може да си направи втори ключ')
    expect(page).toContain('href="/counter"')
    expect(page).not.toContain('data-passkey="login"')
    const json = await visitor.post('/login/bind/options', {}, { Accept: 'application/json' })
    expect([json.status, await json.json<Problem>()]).toMatchObject([
      401,
      { code: 'card-needed', needs: { level: 'high', maxAge: 300 } },
    ])
    // A name that was typed when the card was no longer there waits for it.
    const late = await visitor.post('/login/bind', { name: 'Телефонът ми', registration: '' })
    expect(late.headers.get('Location')).toMatch(/^\/login\?next=%2Fcarry-on%2F[\w-]{16}&why=bind$/u)
    const fresh = newSecret()
    const again = unwrap(
      await maria.who.person.loginWithCard(maria.who.login, { hash: sessionHash({ secret: fresh }), agent }),
    )
    visitor.cookies.set(SESSION, there((await browserOf(again, fresh)).cookies.get(SESSION)))
    expect((await visitor.get(path)).status).toBe(200)
    const typed = await visitor.post('/login/bind', { name: 'Телефонът ми', registration: '' })
    expect(await typed.text()).toContain('value="Телефонът ми"')
  })
})
