// At a counter: two officials identify somebody, a ticket makes one passkey, and nothing else gets a person back in.
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, describe, it, vi } from 'vitest'
import type { PersonObject } from '../../durable-objects/person.ts'
import { catalogue } from '../../workers/catalogue.ts'
import { codeOf, mayIssue, mayUse, newCode, TICKET_MS, type Voucher } from '../../workers/engines/identity/voucher.ts'
import type { RegistrationOptions } from '../../workers/engines/identity/options.ts'
import type { Env } from '../../workers/env.ts'
import { recordById, recordByKey } from '../../workers/store/objects.ts'
import { problemTitle } from '../../web/messages/problems.ts'
import { attack } from '../support/attacks.ts'
import { softwareAuthenticator } from '../support/authenticator.ts'
import { clerk, type Walker } from '../support/citizen.ts'
import { browser, codeIn, counterOfTwo, entered, login, personOf, redeem, type Counter } from '../support/counter.ts'
import { act } from '../support/ledger.ts'
import { agent, bind, hashOf, newNumber, newPerson, request } from '../support/person.ts'
import { there, unwrap } from '../support/result.ts'
import { Visitor } from '../support/visitor.ts'

let first: Walker
let second: Walker
let formFor: Counter['formFor']
let identify: Counter['identify']
let ticketFor: Counter['ticketFor']

beforeAll(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const counter = await counterOfTwo()
  ;({ first, second, formFor, identify, ticketFor } = counter)
})

describe('somebody without a device', () => {
  it('is identified by two officials, makes a passkey with the ticket, and signs in: substantial', async ({
    expect,
  }) => {
    const number = await entered()
    const { path, ticket, status } = await identify(number)
    expect(status).toBe(303)
    expect((await first.get(ticket)).status).toBe(422)
    await second.sign(`${path}/sign`)
    const { html } = await first.post(ticket)
    const code = codeIn(html)
    expect(code).not.toBe('')
    const { status: bound, phone } = await redeem(await browser(), code)
    expect(bound).toBe(303)
    const signedIn = unwrap(await login(number, phone, hashOf('a')))
    expect(signedIn).toMatchObject({ level: 'substantial', method: 'passkey', passkeys: 1 })
    expect((await personOf(number).beginSign(hashOf('a'), request)).ok).toBe(true)
    const [message] = await personOf(number).inbox()
    expect(message?.subject.bg).toContain('На гише')
    const { cards, passkeys } = unwrap(await personOf(number).devices(hashOf('a')))
    expect([cards, passkeys.length]).toEqual([[], 1])

    const [, record = ''] = /identifications\/([0-9a-f]{20})\//u.exec(ticket) ?? []
    await vi.waitUntil(
      async () => (await recordById(env, 'identifications', record).open())?.values['status'] === 'used',
    )
    expect((await first.post(ticket)).status).toBe(422)
  })

  it('makes no further key with the one of the counter, and is no higher than it', async ({ expect }) => {
    const number = await entered()
    const { code } = await ticketFor(number)
    const { phone } = await redeem(await browser(), code)
    unwrap(await login(number, phone, hashOf('b')))
    expect(await personOf(number).beginPasskey(hashOf('b'))).toEqual({ ok: false, error: 'card-needed' })
    expect(await personOf(number).admits(hashOf('b'), { level: 'high' })).toEqual({ ok: false, error: 'level-too-low' })
  })
})

describe('somebody who lost everything', () => {
  it('gets back in, and nothing that was lost does', async ({ expect }) => {
    const { number, person, hash, login: card } = await newPerson()
    await entered(number)
    const { phone: lost } = await bind(person, hash)
    await person.freeze(hash)
    const { code } = await ticketFor(number, { reason: 'stolen' })
    const { phone, status } = await redeem(await browser(), code)
    expect(status).toBe(303)
    expect(await login(number, lost, hashOf('d'))).toEqual({ ok: false, error: 'passkey-unknown' })
    expect(await person.renew(hash)).toMatchObject({ ok: false })
    unwrap(await login(number, phone, hashOf('e')))
    // A passport opens nothing that was frozen: the card does.
    expect(await person.beginSign(hashOf('e'), request)).toEqual({ ok: false, error: 'signing-frozen' })
    expect((await person.loginWithCard(card, { hash: hashOf('f'), agent })).ok).toBe(true)
  })

  it('whose devices are there keeps them, and each is told', async ({ expect }) => {
    const { number, person, hash } = await newPerson()
    await entered(number)
    await bind(person, hash)
    const { code } = await ticketFor(number)
    await redeem(await browser(), code)
    const { alerts } = unwrap(await person.confirm(hash))
    expect(alerts.map(({ kind }) => kind)).toEqual(['passkey-at-counter'])
  })
})

describe('is refused', () => {
  it.for<[what: string, typed: Record<string, string>, code: string]>([
    ['an expired document', { 'documentUntil-year': '2020' }, 'document-expired'],
    ['no look at the face', { likeness: 'false' }, 'likeness-missing'],
    ['a card that its register does not know', { document: 'chip' }, 'document-not-valid'],
    ['a document without a number', { documentNumber: '' }, 'invalid-input'],
  ])('%s', async ([, typed, code], { expect }) => {
    const { form } = await formFor(await entered(), typed)
    const answer = await first.visitor.post('/work/counter/identify/sign/options', form)
    expect(await answer.json()).toMatchObject({ code })
    expect((await first.post('/work/counter/identify/sign', form)).status).toBe(422)
  })

  it('who is unknown, dead, or the official', async ({ expect }) => {
    expect((await formFor(newNumber())).html).toContain('Няма такова лице')
    const dead = await entered()
    unwrap(await act(dead, 'death', {}, { register: 'civil', actor: { role: 'grao.registrar' } }))
    expect((await formFor(dead)).html).toContain('починало')
    expect((await formFor(first.who.number)).status).toBe(403)
    // The second of two is no second where it is about themselves.
    await entered(second.who.number)
    const { ticket } = await ticketFor(second.who.number)
    expect((await first.post(ticket)).status).toBe(422)
  })

  it('who holds no office at a counter, and one official alone', async ({ expect }) => {
    const other = await clerk('mvr.registrar')
    expect((await other.get('/work/counter')).status).toBe(403)
    const { path } = await identify(await entered())
    expect((await first.post(`${path}/sign`, { assertion: '{}' })).status).toBe(422)
  })

  it('a ticket of another browser, a second time, replaced, late, or made up: always the same answer', async ({
    expect,
  }) => {
    const number = await entered()
    const { ticket, code } = await ticketFor(number)
    const [one, two] = [await browser(), await browser()]
    expect((await one.post('/counter', { code })).status).toBe(200)
    const bodies = [await two.post('/counter', { code }), await two.post('/counter', { code: 'AAAAA-AAAAA' })]
    const texts = await Promise.all(
      bodies.map(async (answer) => (await answer.text()).replaceAll(/[0-9A-Z]{5}-[0-9A-Z]{5}/gu, '')),
    )
    expect(bodies.map(({ status }) => status)).toEqual([422, 422])
    expect(texts[0]?.replaceAll(/[0-9a-f-]{36}/gu, '')).toBe(texts[1]?.replaceAll(/[0-9a-f-]{36}/gu, ''))
    const next = codeIn((await first.post(ticket)).html)
    expect((await redeem(one, code)).status).toBe(422)
    expect((await redeem(one, next)).status).toBe(303)
    expect((await redeem(one, next)).status).toBe(422)
    expect((await new Visitor(env).post('/counter', { code: next })).status).toBe(422)
  })

  it.for([attack('rate limit', 'of one address, at a counter’s codes')])('%s: %s', async ([, code], { expect }) => {
    const visitor = await browser()
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => visitor.post('/counter', { code: 'AAAAA-AAAAA' })),
    )
    const late = answers.filter(({ status }) => status === 429)
    expect(late.length).toBeGreaterThanOrEqual(9)
    expect(Number(late[0]?.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect(await late[0]?.text()).toContain(problemTitle('bg', code))
  })

  it('all but one of twenty posts of one ticket’s answer', async ({ expect }) => {
    const number = await entered()
    const { code } = await ticketFor(number)
    const visitor = await browser()
    await visitor.post('/counter', { code })
    const phone = softwareAuthenticator(env.ORIGIN)
    const options = await (await visitor.post('/counter/bind/options', { code })).json<RegistrationOptions>()
    const registration = await phone.create(options)
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => visitor.post('/counter/bind', { code, name: '', registration })),
    )
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
  })
})

describe('a crash', () => {
  it.for([false, true])(
    'before the register hears of the key (or after: %s): it hears once',
    async (done, { expect }) => {
      const number = await entered()
      const { code, ticket } = await ticketFor(number)
      const person = personOf(number)
      const visitor = await browser()
      await visitor.post('/counter', { code })
      const options = await (await visitor.post('/counter/bind/options', { code })).json<RegistrationOptions>()
      const registration = await softwareAuthenticator(env.ORIGIN).create(options)
      await runInDurableObject(person, (object: PersonObject) => {
        const instance = object as unknown as { env: Env }
        const getByName = (name: string) => ({
          perform: async (command: Parameters<ReturnType<typeof env.RECORD.getByName>['perform']>[0]) => {
            if (done) await env.RECORD.getByName(name).perform(command)
            throw new Error('the connection was lost')
          },
        })
        instance.env = { ...instance.env, RECORD: { getByName } as unknown as typeof env.RECORD }
      })
      expect((await visitor.post('/counter/bind', { code, name: '', registration })).status).toBe(303)
      await evictDurableObject(person)
      await runInDurableObject(person, (_, { storage }) => void storage.sql.exec('UPDATE outbox SET due_at = 1'))
      await runDurableObjectAlarm(person)
      await runInDurableObject(person, (object: PersonObject) => object.alarm())
      const [, key = ''] = /identifications\/([0-9a-f]{20})\//u.exec(ticket) ?? []
      const record = recordByKey(env, there(catalogue.registers.get('identifications')), key)
      const view = await record.open()
      expect([view?.seq, view?.values['status']]).toEqual([2, 'used'])
    },
  )
})

describe('the engine of tickets', () => {
  const voucher: Voucher = {
    record: 'r',
    personalNumber: '8001010007',
    name: 'x',
    at: 0,
    officials: ['a', 'b'],
    document: 'passport',
    replaces: false,
    unfreezes: false,
  }
  const ticket = { issuedAt: 0, usedAt: null, visitor: null }
  const fresh = { ticket: null, annulled: false }

  it('gives none to an official for themselves, none of what was used, none an hour later', ({ expect }) => {
    expect(mayIssue(voucher, 'p', fresh, 1)).toMatchObject({ ok: true })
    expect(mayIssue(voucher, 'a', fresh, 1)).toMatchObject({ error: 'own-identification' })
    expect(mayIssue(voucher, 'p', { ...fresh, ticket: { ...ticket, usedAt: 1 } }, 1)).toMatchObject({
      error: 'ticket-used',
    })
    expect(mayIssue(voucher, 'p', fresh, 3_600_001)).toMatchObject({ error: 'identification-over' })
  })

  it('takes each within its ten minutes, once, from the browser that brought it first', ({ expect }) => {
    expect(mayUse(ticket, false, 'v', TICKET_MS)).toMatchObject({ ok: true })
    expect(mayUse({ ...ticket, visitor: 'v' }, false, 'v', 1)).toMatchObject({ ok: true })
    for (const [one, at] of [
      [null, 1],
      [ticket, TICKET_MS + 1],
      [{ ...ticket, usedAt: 1 }, 1],
      [{ ...ticket, visitor: 'w' }, 1],
    ] as const)
      expect(mayUse(one, false, 'v', at)).toMatchObject({ error: 'ticket-unknown' })
  })

  it('reads a code as people type it', ({ expect }) => {
    const code = newCode((bytes) => crypto.getRandomValues(new Uint8Array(bytes)))
    expect(codeOf(`${code.slice(0, 5).toLowerCase()} ${code.slice(5)}`)).toBe(code)
    expect(codeOf('olilo-olilo')).toBe('0111001110')
    for (const bad of ['', 'AAAA', 'AAAAA-AAAAA-A', 'UUUUU-UUUUU', '../../../..']) expect(codeOf(bad)).toBe('')
  })
})
