// A person's object: one session a login, what a session may do, what is told once.
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, it } from 'vitest'
import { readRegistration } from '../../workers/engines/identity/answer.ts'
import { personOfHandle } from '../../workers/engines/identity/handle.ts'
import { handleKey, personId } from '../../workers/engines/names.ts'
import { attack } from '../support/attacks.ts'
import { softwareAuthenticator } from '../support/authenticator.ts'
import {
  age,
  agent,
  assertion,
  bind,
  enter,
  evidence,
  hashOf,
  newChallenge,
  newNumber,
  newPerson,
  request,
} from '../support/person.ts'
import { unwrap } from '../support/result.ts'

describe('a person', () => {
  it('comes into being with the first card, and is the same with the next', async ({ expect }) => {
    const { person, id, number, login, signedIn } = await newPerson()
    expect(signedIn).toMatchObject({
      person: id,
      personalNumber: number,
      name: 'Мария Иванова',
      level: 'high',
      method: 'card',
      passkeys: 0,
    })
    const next = await person.loginWithCard({ ...login, evidence: evidence('cc') }, { hash: hashOf('2'), agent })
    expect(unwrap(next).person).toBe(id)
    expect(await person.identity()).toEqual({ personalNumber: number, name: 'Мария Иванова' })
  })

  it('that nobody is knows nothing and keeps nothing', async ({ expect }) => {
    const nobody = env.PERSON.getByName('nobody')
    const text = JSON.stringify({
      id: 'AAAA',
      rawId: 'AAAA',
      type: 'public-key',
      response: { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' },
    })
    expect(await nobody.loginWithPasskey(assertion(text), newChallenge(), { hash: hashOf('1'), agent })).toEqual({
      ok: false,
      error: 'passkey-unknown',
    })
    expect(await nobody.renew(hashOf('1'))).toEqual({ ok: false, error: 'session-unknown' })
    expect(await nobody.identity()).toBeNull()
    await nobody.logout(hashOf('1'))
    expect(await runInDurableObject(nobody, (_, { storage }) => storage.kv.get('schema'))).toBeUndefined()
  })

  it('binds a passkey and logs in with it, again and again', async ({ expect }) => {
    const { person, id, hash } = await newPerson()
    const { phone, options, answer } = await bind(person, hash)
    expect(answer).toMatchObject({ ok: true, value: { name: agent } })
    expect(options).toMatchObject({
      rp: { id: 'localhost' },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [],
    })
    expect(personOfHandle(handleKey(env.INDEX_KEY), options.user.id)).toBe(id)
    for (const one of ['2', '3']) {
      const login = await enter(person, phone, { hash: hashOf(one), agent })
      expect(login).toMatchObject({ ok: true, value: { level: 'substantial', method: 'passkey', passkeys: 1 } })
    }
    const [told] = await person.inbox()
    expect(told).toMatchObject({ subject: { bg: 'Добавен е нов ключ за достъп' }, read: false })
    const again = unwrap(await person.beginPasskey(hash))
    expect(again.excludeCredentials).toEqual([{ id: phone.held[0]?.id, type: 'public-key', transports: ['internal'] }])
    expect(again.user.id).toBe(options.user.id)
  })

  it('refuses a passkey of another person, though it answers rightly', async ({ expect }) => {
    const maria = await newPerson()
    const georgi = await newPerson()
    const { phone } = await bind(maria.person, maria.hash)
    expect(await enter(georgi.person, phone, { hash: hashOf('9'), agent })).toEqual({
      ok: false,
      error: 'passkey-unknown',
    })
  })

  it('lets one of two answers with the same counter in', async ({ expect }) => {
    const { person, hash } = await newPerson()
    const { phone } = await bind(person, hash, softwareAuthenticator(env.ORIGIN, { synced: false }))
    const answers = await Promise.all(
      [newChallenge(), newChallenge()].map(async (challenge) => ({
        challenge,
        answer: assertion(await phone.get({ challenge }, { counter: 9 })),
      })),
    )
    const logins = await Promise.all(
      answers.map(({ challenge, answer }, n) =>
        person.loginWithPasskey(answer, challenge, { hash: hashOf(`c${n}`), agent }),
      ),
    )
    expect(logins.map((one) => (one.ok ? 'in' : one.error)).toSorted()).toEqual(['counter-regressed', 'in'])
  })
})

describe('an answer to a challenge', () => {
  it('begins one session, after the object has forgotten all but its disk too', async ({ expect }) => {
    const { person, hash } = await newPerson()
    const { phone } = await bind(person, hash)
    const challenge = newChallenge()
    const answer = assertion(await phone.get({ challenge }))
    const session = (name: string) => ({ hash: hashOf(name), agent })
    expect((await person.loginWithPasskey(answer, challenge, session('2'))).ok).toBe(true)
    const used = { ok: false, error: 'challenge-used' }
    expect(await person.loginWithPasskey(answer, challenge, session('3'))).toEqual(used)
    await evictDurableObject(person)
    expect(await person.loginWithPasskey(answer, challenge, session('4'))).toEqual(used)
    // It is remembered for longer than any challenge lives, and no longer.
    await age(person, 'UPDATE used_challenges SET until = until - 600001')
    expect((await enter(person, phone, session('5'))).ok).toBe(true)
    const kept = await runInDurableObject(person, (_, { storage }) =>
      storage.sql.exec('SELECT value FROM used_challenges').toArray(),
    )
    expect(kept).toHaveLength(1)
    expect(kept).not.toContainEqual({ value: challenge })
  })

  it('that was wrong is gone with it: the right one comes too late', async ({ expect }) => {
    const { person, hash } = await newPerson()
    const { phone } = await bind(person, hash)
    const challenge = newChallenge()
    const wrong = assertion(await phone.get({ challenge }, { verified: false }))
    const session = { hash: hashOf('2'), agent }
    expect(await person.loginWithPasskey(wrong, challenge, session)).toMatchObject({ error: 'user-not-verified' })
    const right = assertion(await phone.get({ challenge }))
    expect(await person.loginWithPasskey(right, challenge, session)).toEqual({ ok: false, error: 'challenge-used' })
  })
})

describe('a registration', () => {
  it.for([attack('binding', 'long after the card was shown')])('%s: %s', async ([, code], { expect }) => {
    const { person, hash } = await newPerson()
    await age(person, 'UPDATE sessions SET created_at = created_at - 301000')
    expect(await person.beginPasskey(hash)).toEqual({ ok: false, error: code })
  })

  it.for([attack('binding', 'a passkey registered without a fresh card')])('%s: %s', async ([, code], { expect }) => {
    const { person, hash } = await newPerson()
    const { phone } = await bind(person, hash)
    const begun = unwrap(await person.beginPasskey(hash))
    const other = unwrap(readRegistration(await softwareAuthenticator(env.ORIGIN).create(begun)))
    // A login by passkey, however fresh, is no card; and a card that is five minutes old by the answer is none any more.
    await enter(person, phone, { hash: hashOf('2'), agent })
    expect(await person.beginPasskey(hashOf('2'))).toEqual({ ok: false, error: code })
    await age(person, 'UPDATE sessions SET created_at = created_at - 301000')
    expect(await person.finishPasskey(hash, other, '')).toEqual({ ok: false, error: code })
    expect(unwrap(await person.devices(hash)).passkeys).toHaveLength(1)
  })

  it('is answered once, in its own session, while that stands', async ({ expect }) => {
    const { person, hash, login } = await newPerson()
    const { registration } = await bind(person, hash)
    expect(await person.finishPasskey(hash, registration, '')).toEqual({ ok: false, error: 'challenge-used' })
    await person.loginWithCard(login, { hash: hashOf('2'), agent })
    const phone = softwareAuthenticator(env.ORIGIN)
    const other = unwrap(readRegistration(await phone.create(unwrap(await person.beginPasskey(hash)))))
    expect(await person.finishPasskey(hashOf('2'), other, '')).toEqual({ ok: false, error: 'challenge-unknown' })
    await person.logout(hash)
    expect(await person.finishPasskey(hash, other, '')).toEqual({ ok: false, error: 'session-revoked' })
  })

  it('asks for a person who was verified', async ({ expect }) => {
    const { person, hash } = await newPerson()
    expect((await bind(person, hash, undefined, { verified: false })).answer).toEqual({
      ok: false,
      error: 'user-not-verified',
    })
  })
})

describe('a session', () => {
  it('takes the place of the one before at the next login', async ({ expect }) => {
    const { person, hash, login } = await newPerson()
    await person.loginWithCard(login, { hash: hashOf('2'), agent, replaces: hash })
    expect(await person.renew(hash)).toEqual({ ok: false, error: 'session-revoked' })
    expect((await person.renew(hashOf('2'))).ok).toBe(true)
  })

  it.for([
    ['session-idle', 'UPDATE sessions SET seen_at = seen_at - 1801000'],
    ['session-over', 'UPDATE sessions SET created_at = created_at - 43201000'],
    ['session-unknown', 'DELETE FROM sessions'],
  ] as const)('%s', async ([code, sql], { expect }) => {
    const { person, hash } = await newPerson()
    await age(person, sql)
    expect(await person.renew(hash)).toEqual({ ok: false, error: code })
  })

  it('ended elsewhere does nothing more', async ({ expect }) => {
    const { person, hash, login } = await newPerson()
    await person.loginWithCard(login, { hash: hashOf('2'), agent })
    expect((await person.signOutEverywhere(hash)).ok).toBe(true)
    const refused = { ok: false, error: 'session-revoked' }
    expect(await person.renew(hashOf('2'))).toEqual(refused)
    expect(await person.devices(hashOf('2'))).toEqual(refused)
    expect(await person.beginPasskey(hashOf('2'))).toEqual(refused)
    expect(await person.beginSign(hashOf('2'), request)).toEqual(refused)
    expect((await person.renew(hash)).ok).toBe(true)
  })
})

describe('devices', () => {
  it('are listed, renamed and removed, with the sessions that began with them', async ({ expect }) => {
    const { person, hash } = await newPerson()
    const { phone, answer } = await bind(person, hash)
    const { id } = unwrap(answer)
    await enter(person, phone, { hash: hashOf('2'), agent })
    expect(await person.renamePasskey(hash, id, 'Телефонът ми')).toMatchObject({ ok: true, value: 'Телефонът ми' })
    const before = unwrap(await person.devices(hash))
    expect(before.passkeys).toMatchObject([
      { id, name: 'Телефонът ми', level: 'substantial', deviceBound: false, current: false },
    ])
    expect(before.sessions).toHaveLength(2)
    expect((await person.removePasskey(hash, id)).ok).toBe(true)
    expect(unwrap(await person.devices(hash)).passkeys).toEqual([])
    expect(await person.renew(hashOf('2'))).toEqual({ ok: false, error: 'session-revoked' })
    expect(await enter(person, phone, { hash: hashOf('3'), agent })).toEqual({
      ok: false,
      error: 'passkey-unknown',
    })
  })

  it.for([attack('binding', 'the last factor removed')])(
    '%s, or any long after a login: %s',
    async ([, code], { expect }) => {
      const { person, hash } = await newPerson()
      const { id } = unwrap((await bind(person, hash)).answer)
      await age(person, `UPDATE cards SET evidence = json_set(evidence, '$.notAfter', 1)`)
      expect(await person.removePasskey(hash, id)).toEqual({ ok: false, error: code })
      await age(person, 'UPDATE sessions SET created_at = created_at - 301000')
      expect(await person.removePasskey(hash, id)).toEqual({ ok: false, error: 'login-too-old' })
    },
  )
})

describe('an inbox', () => {
  const message = { subject: { bg: 'Решение', en: 'Decision' }, body: { bg: 'Да', en: 'Yes' }, path: '/cases/1' }

  it('takes a message once, for whoever logs in later', async ({ expect }) => {
    const number = newNumber()
    const person = env.PERSON.getByName(personId(env.INDEX_KEY, number))
    await person.deliver('case:1:decided', message)
    await person.deliver('case:1:decided', { ...message, path: '/other' })
    await person.loginWithCard(
      { personalNumber: number, name: 'Мария', evidence: evidence() },
      { hash: hashOf('1'), agent },
    )
    expect(await person.inbox()).toMatchObject([{ id: 'case:1:decided', ...message, read: false }])
    expect((await person.overview()).unread).toBe(1)
    expect(await person.message('case:1:decided')).toMatchObject({ read: true })
    expect((await person.overview()).unread).toBe(0)
    expect(await person.message('case:2')).toBeNull()
  })

  it('is read in pages', async ({ expect }) => {
    const { person } = await newPerson()
    for (let n = 0; n < 60; n += 1) await person.deliver(`m${n}`, message)
    const first = await person.inbox()
    const second = await person.inbox(first.at(-1)?.id)
    expect([first.length, second.length]).toEqual([50, 10])
    expect([...first, ...second].map(({ id }) => id)).toEqual(Array.from({ length: 60 }, (_, n) => `m${59 - n}`))
  })

  it('keeps of each case the last telling, in whatever order they come', async ({ expect }) => {
    const { person } = await newPerson()
    const note = { id: '1', service: 'vehicle-registration', status: 'submitted', seq: 2, openedAt: 1, at: 2 }
    await person.noteCase(note)
    await person.noteCase({ ...note, status: 'granted', seq: 5, at: 9 })
    await person.noteCase({ ...note, status: 'draft', seq: 1, at: 1 })
    await person.noteCase({ ...note, id: '2', at: 3 })
    expect((await person.overview()).cases).toEqual([
      { ...note, status: 'granted', seq: 5, at: 9 },
      { ...note, id: '2', at: 3 },
    ])
  })
})
