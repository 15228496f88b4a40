// What two officials at a counter vouched for is taken back by two, and what a reviewer tries at a counter.
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, describe, it, vi } from 'vitest'
import type { PersonObject } from '../../durable-objects/person.ts'
import type { RecordObject } from '../../durable-objects/record.ts'
import { credentialNumber } from '../../workers/engines/identity/credential.ts'
import type { Env } from '../../workers/env.ts'
import { recordById } from '../../workers/store/objects.ts'
import { attack } from '../support/attacks.ts'
import { browser, codeIn, counterOfTwo, entered, login, personOf, redeem, type Counter } from '../support/counter.ts'
import { assertion, bind, hashOf, newPerson, request } from '../support/person.ts'
import { unwrap } from '../support/result.ts'

let counter: Counter

beforeAll(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  counter = await counterOfTwo()
})

const numberIn = (ticket: string) => /identifications\/([0-9a-f]{20})\//u.exec(ticket)?.[1] ?? ''
const recordOf = (ticket: string) => recordById(env, 'identifications', numberIn(ticket))
const statusOf = async (ticket: string) => (await recordOf(ticket).open())?.values['status']
const JSON_ALONE = { Accept: 'application/json' }
const codeOf = async (answer: Response) => (await answer.json<{ code: string }>()).code

/** Annulled by both, and heard of. */
async function annul(ticket: string) {
  const { first, second } = counter
  const form = { number: numberIn(ticket), why: 'Документът се оказа чужд.' }
  const { location } = await first.sign('/work/counter/annul/sign', form)
  await second.sign(`${location.replace(/\?.*/u, '')}/sign`)
  await runInDurableObject(recordOf(ticket), (object: RecordObject) => object.alarm())
}

/** Somebody with a key of the counter. */
async function keyHolder() {
  const number = await entered()
  const { ticket, code, path } = await counter.ticketFor(number)
  const { phone, options } = await redeem(await browser(), code)
  await vi.waitUntil(async () => (await statusOf(ticket)) === 'used')
  return { number, ticket, path, phone, options }
}

describe('an identification that is annulled', () => {
  it('lets its key sign in and sign no more, at once; its holder is told, and the register of keys says by whom', async ({
    expect,
  }) => {
    const { number, ticket, phone } = await keyHolder()
    unwrap(await login(number, phone, hashOf('k')))
    const person = personOf(number)
    const { id } = unwrap(await person.devices(hashOf('k'))).passkeys[0] ?? { id: '' }
    await annul(ticket)
    expect(await statusOf(ticket)).toBe('annulled')
    expect(await login(number, phone, hashOf('l'))).toEqual({ ok: false, error: 'passkey-unknown' })
    expect(await person.renew(hashOf('k'))).toMatchObject({ ok: false })
    const [message] = await person.inbox()
    expect(message).toMatchObject({
      subject: { bg: 'Разпознаването Ви на гише е отменено' },
      path: `/registers/identifications/records/${numberIn(ticket)}`,
    })
    const own = await recordOf(ticket).ofSubject(number)
    expect(own?.view.values['status']).toBe('annulled')
    const key = recordById(env, 'credentials', credentialNumber(id))
    await vi.waitUntil(async () => (await key.open())?.values['status'] === 'revoked')
    const entry = await runInDurableObject(
      key,
      (_, { storage }) => storage.sql.exec<{ entry: string }>('SELECT entry FROM entries WHERE seq = 2').one().entry,
    )
    expect(entry).toContain('"reason":"authority"')
  })

  it('leaves alone what rests on something else', async ({ expect }) => {
    const { number, person, hash } = await newPerson()
    await entered(number)
    const { phone } = await bind(person, hash)
    const { code, ticket } = await counter.ticketFor(number)
    await redeem(await browser(), code)
    await vi.waitUntil(async () => (await statusOf(ticket)) === 'used')
    await annul(ticket)
    const { options } = unwrap(await person.beginSign(hash, request))
    expect((await person.finishSign(hash, assertion(await phone.get(options)), request)).ok).toBe(true)
  })

  it('is annulled once, with a reason, and needs two', async ({ expect }) => {
    const { first } = counter
    const { ticket } = await keyHolder()
    const form = { number: numberIn(ticket), why: '' }
    expect(await codeOf(await first.visitor.post('/work/counter/annul/sign/options', form, JSON_ALONE))).toBe(
      'invalid-input',
    )
    const page = await first.post('/work/counter/annul/sign', form)
    expect([page.status, page.html.includes(form.number)]).toEqual([422, true])
    const nobody = { ...form, number: 'ab'.repeat(10), why: 'Грешка.' }
    expect(await codeOf(await first.visitor.post('/work/counter/annul/sign/options', nobody, JSON_ALONE))).toBe(
      'record-missing',
    )
    await annul(ticket)
    const again = { ...form, why: 'Пак.' }
    expect(await codeOf(await first.visitor.post('/work/counter/annul/sign/options', again, JSON_ALONE))).toBe(
      'annulled',
    )
  })

  it.for([
    ['before the person hears of it', false],
    ['after, before it is known', true],
  ] as const)('is heard of once, where all is cut off %s', async ([, done], { expect }) => {
    const { number, ticket, phone } = await keyHolder()
    const record = recordOf(ticket)
    await runInDurableObject(record, (object: RecordObject) => {
      const instance = object as unknown as { env: Env }
      const getByName = (name: string) => ({
        hear: async (news: Parameters<PersonObject['hear']>[0]) => {
          if (done) await env.PERSON.getByName(name).hear(news)
          throw new Error('the connection was lost')
        },
      })
      instance.env = { ...instance.env, PERSON: { getByName } as unknown as typeof env.PERSON }
    })
    await annul(ticket)
    expect((await login(number, phone, hashOf('m'))).ok).toBe(!done)
    await evictDurableObject(record)
    await runDurableObjectAlarm(record)
    expect(await login(number, phone, hashOf('n'))).toEqual({ ok: false, error: 'passkey-unknown' })
    const told = (await personOf(number).inbox()).filter(({ subject }) => subject.en.includes('annulled'))
    expect(told).toHaveLength(1)
    await runInDurableObject(record, (_, { storage }) => {
      expect(storage.sql.exec('SELECT * FROM tellings').toArray()).toEqual([])
    })
  })
})

describe('a ticket', () => {
  it.for([
    ['before its place is written', false],
    ['after, before that is known', true],
  ] as const)('leads to its person though all was cut off %s', async ([, done], { expect }) => {
    const number = await entered()
    const { path, ticket } = await counter.identify(number)
    await counter.second.sign(`${path}/sign`)
    const person = personOf(number)
    await runInDurableObject(person, (object: PersonObject) => {
      const instance = object as unknown as { env: Env }
      const getByName = (name: string) => ({
        keepTicket: async (...kept: readonly [string, number]) => {
          if (done) await env.CEREMONY.getByName(name).keepTicket(...kept)
          throw new Error('the connection was lost')
        },
      })
      instance.env = { ...instance.env, CEREMONY: { getByName } as unknown as typeof env.CEREMONY }
    })
    const code = codeIn((await counter.first.post(ticket)).html)
    await evictDurableObject(person)
    await runInDurableObject(person, (_, { storage }) => void storage.sql.exec('UPDATE outbox SET due_at = 1'))
    await runDurableObjectAlarm(person)
    expect((await redeem(await browser(), code)).status).toBe(303)
  })

  it('is scanned: its code stands behind the # alone, beside nothing that names the person', async ({ expect }) => {
    const number = await entered()
    const { path, ticket } = await counter.identify(number)
    await counter.second.sign(`${path}/sign`)
    const { html } = await counter.first.post(ticket)
    expect(html).toContain('class="izvor-qr"')
    expect(html).not.toContain(number)
  })
})

describe('a reviewer at the counter', () => {
  const ticketRefused = async (code: string, by = browser()) => {
    const answer = await (await by).post('/counter/bind/options', { code })
    return codeOf(answer)
  }

  it.for<[attack: string, code: string, attempt: () => Promise<string | undefined>]>([
    [
      ...attack('counter', 'one official in both places'),
      async () => {
        const { path } = await counter.identify(await entered())
        return codeOf(await counter.first.visitor.post(`${path}/sign/options`, {}, JSON_ALONE))
      },
    ],
    [
      ...attack('counter', 'an official for themselves'),
      async () => {
        const { second } = counter
        await entered(second.who.number)
        const { form } = await counter.formFor(second.who.number)
        return codeOf(await second.visitor.post('/work/counter/identify/sign/options', form, JSON_ALONE))
      },
    ],
    [
      ...attack('counter', 'a ticket that was used'),
      async () => {
        const { code } = await counter.ticketFor(await entered())
        const one = browser()
        await redeem(await one, code)
        return ticketRefused(code, one)
      },
    ],
    [
      ...attack('counter', 'a ticket that another browser brought first'),
      async () => {
        const { code } = await counter.ticketFor(await entered())
        await (await browser()).post('/counter', { code })
        return ticketRefused(code)
      },
    ],
    [
      ...attack('counter', 'a ticket after ten minutes'),
      async () => {
        const number = await entered()
        const { code } = await counter.ticketFor(number)
        await runInDurableObject(personOf(number), (_, { storage }) => {
          storage.sql.exec('UPDATE vouchers SET issued_at = issued_at - 600001')
        })
        return ticketRefused(code)
      },
    ],
    [
      ...attack('counter', 'a ticket of an identification that was annulled'),
      async () => {
        const { code, ticket } = await counter.ticketFor(await entered())
        await annul(ticket)
        return ticketRefused(code)
      },
    ],
    [
      ...attack('counter', 'recovery to a higher level'),
      async () => {
        const { number, phone } = await keyHolder()
        unwrap(await login(number, phone, hashOf('h')))
        const answer = await personOf(number).admits(hashOf('h'), { level: 'high' })
        return answer.ok ? undefined : answer.error
      },
    ],
    [
      ...attack('counter', 'a further key with the one of the counter'),
      async () => {
        const { number, phone } = await keyHolder()
        unwrap(await login(number, phone, hashOf('i')))
        const answer = await personOf(number).beginPasskey(hashOf('i'))
        return answer.ok ? undefined : answer.error
      },
    ],
    [
      ...attack('counter', 'a key of an identification that was annulled'),
      async () => {
        const { number, phone, ticket } = await keyHolder()
        await annul(ticket)
        const answer = await login(number, phone, hashOf('j'))
        return answer.ok ? undefined : answer.error
      },
    ],
  ])('%s: %s', async ([, code, attempt], { expect }) => {
    expect(await attempt()).toBe(code)
  })
})
