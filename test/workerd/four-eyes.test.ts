// Acts for which two officials are asked: until the second has signed, nothing has changed; then it has changed once.
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, describe, it, vi } from 'vitest'
import type { RecordObject } from '../../durable-objects/record.ts'
import { catalogue } from '../../workers/catalogue.ts'
import type { Receipt } from '../../workers/engines/command.ts'
import type { AssertionOptions } from '../../workers/engines/identity/options.ts'
import type { Entry } from '../../workers/engines/record.ts'
import type { Env } from '../../workers/env.ts'
import type { Problem } from '../../workers/kernel/problem.ts'
import { recordByKey } from '../../workers/store/objects.ts'
import { clerk, type Walker } from '../support/citizen.ts'
import { act } from '../support/ledger.ts'
import { newNumber } from '../support/person.ts'
import { there, unwrap } from '../support/result.ts'

let first: Walker
let second: Walker
let third: Walker

beforeAll(async () => {
  ;[first, second, third] = [
    await clerk('grao.registrar'),
    await clerk('grao.registrar'),
    await clerk('grao.registrar'),
  ]
})
afterEach(() => {
  vi.restoreAllMocks()
})

type Answer = Problem & Receipt & { id: string; record: string; state: string; proposals: { id: string }[] }

const civil = there(catalogue.registers.get('civil'))
const recordOf = (key: string) => recordByKey(env, civil, key)
let asked = 0

const life = {
  givenName: 'Мария',
  familyName: 'Иванова',
  bornOn: '1980-03-05',
  sex: 'female',
  citizenship: 'България',
  settlement: '68134',
  street: 'ул. „Шипка“ 14',
}

/** Somebody whom the population register knows. */
async function entered(): Promise<string> {
  const number = newNumber()
  const operator = { register: 'civil', actor: { role: 'operator' }, effectiveFrom: '1980-03-05' }
  unwrap(await act(number, 'enter', life, operator))
  return number
}

/** An office to be filled by somebody, of an authority of these tests alone. */
async function vacancy(number: string) {
  const authority = `bureau-${(asked += 1)}`
  const bureau = { name: 'Бюро', nameLatin: 'Bureau', kind: 'other', seat: '68134' }
  const operator = { register: 'authorities', actor: { role: 'operator' }, effectiveFrom: '2000-01-01' }
  unwrap(await act(authority, 'enter', bureau, operator))
  return { person: number, authority, role: 'clerk' }
}

const read = async (answer: Response) => ({ status: answer.status, body: await answer.json<Answer>() })

/** Proposes as a program of an official does: asks what to sign, signs, and sends the act with the signature. */
async function propose(who: Walker, path: string, body: object, idempotencyKey = `proposal-${(asked += 1)}`) {
  const headers = { 'Idempotency-Key': idempotencyKey }
  const options = await who.visitor.postJson(`/api/registers/${path}/options`, body, headers)
  if (!options.ok) return read(options)
  const assertion = await who.who.phone.get(await options.json<AssertionOptions>())
  return read(await who.visitor.postJson(`/api/registers/${path}`, { ...body, assertion }, headers))
}

const correct = (key: string, familyName = 'Петрова', who = first) =>
  propose(who, 'civil/acts/correct', { key, input: { familyName } })

const pathOf = ({ record, id }: Answer, register = 'civil') =>
  `/api/registers/${register}/records/${record}/proposals/${id}`

async function signed(who: Walker, proposal: Answer, register = 'civil') {
  const options = await who.visitor.postJson(`${pathOf(proposal, register)}/options`, {})
  return options.ok ? { assertion: await who.who.phone.get(await options.json<AssertionOptions>()) } : read(options)
}

async function confirm(who: Walker, proposal: Answer, register = 'civil') {
  const answer = await signed(who, proposal, register)
  return 'assertion' in answer
    ? read(await who.visitor.postJson(`${pathOf(proposal, register)}/confirm`, answer))
    : answer
}

const entriesOf = (key: string) =>
  runInDurableObject(recordOf(key), (_, { storage }) =>
    storage.sql
      .exec<{ entry: string }>('SELECT entry FROM entries ORDER BY seq')
      .toArray()
      .map(({ entry }) => JSON.parse(entry) as Entry),
  )

describe('a proposal', () => {
  it('changes nothing until another official has signed the same; then both stand in the entry', async ({ expect }) => {
    const key = await entered()
    const { status, body } = await correct(key)
    expect([status, body]).toMatchObject([202, { state: 'open', act: 'correct', by: 'grao.registrar' }])
    expect(await entriesOf(key)).toHaveLength(1)
    expect((await recordOf(key).ofSubject(key))?.view.values['familyName']).toBe('Иванова')

    expect(await confirm(first, body)).toMatchObject({ status: 403, body: { code: 'same-official' } })
    expect(await entriesOf(key)).toHaveLength(1)

    const done = await confirm(second, body)
    expect(done).toMatchObject({ status: 201, body: { seq: 2 } })
    const [, entry] = await entriesOf(key)
    expect(entry).toMatchObject({
      act: 'correct',
      actor: { person: first.who.id },
      second: { role: 'grao.registrar', person: second.who.id },
      signatures: expect.stringMatching(/^[0-9a-f]{64}$/u),
    })
    const page = await recordOf(key).page({})
    expect(page?.entries[0]).toMatchObject({ second: 'grao.registrar' })
    const leaf = JSON.parse((await recordOf(key).leaf(2))?.leaf ?? '{}') as { commitments: Record<string, string> }
    expect(Object.keys(leaf.commitments)).toEqual(expect.arrayContaining(['person', 'second', 'signatures']))
    expect(await confirm(third, body)).toMatchObject({ status: 409, body: { code: 'proposal-closed' } })
  })

  it('stands in the queue of who may confirm it, and leaves it', async ({ expect }) => {
    const { body } = await correct(await entered())
    const queue = async (who: Walker) =>
      (await read(await who.visitor.get('/api/proposals'))).body.proposals.filter(({ id }) => id === body.id)
    await vi.waitUntil(async () => (await queue(second)).length === 1)
    expect(await queue(first)).toMatchObject([{ own: true, state: 'open', act: 'civil.correct' }])
    const stranger = await clerk('mvr.registrar')
    expect(await queue(stranger)).toEqual([])
    expect(await read(await stranger.visitor.get(pathOf(body)))).toMatchObject({ body: { code: 'not-allowed' } })
    await confirm(second, body)
    await vi.waitUntil(async () => (await queue(second)).length === 0)
  })

  it('asked again under one key is the same; signed by nobody it is none', async ({ expect }) => {
    const key = await entered()
    const unsigned = await first.visitor.postJson(
      '/api/registers/civil/acts/correct',
      { key, input: { familyName: 'Петрова' } },
      { 'Idempotency-Key': 'unsigned-1' },
    )
    expect(unsigned.status).toBe(422)
    const body = { key, input: { familyName: 'Петрова' } }
    const one = await propose(first, 'civil/acts/correct', body, 'the-same-one')
    const again = await propose(first, 'civil/acts/correct', body, 'the-same-one')
    expect(again).toEqual(one)
  })

  it('for a record that has changed since is refused as it would be now', async ({ expect }) => {
    const key = await entered()
    const { body } = await correct(key)
    unwrap(
      await act(
        key,
        'change-name',
        { givenName: 'Мара' },
        {
          register: 'civil',
          actor: { role: 'grao.registrar' },
        },
      ),
    )
    expect(await confirm(second, body)).toMatchObject({ status: 409, body: { code: 'stale-version', seq: 2 } })
    expect(await entriesOf(key)).toHaveLength(2)
  })

  it('that the law refuses is refused at once, and to one official in any case', async ({ expect }) => {
    const key = await entered()
    expect(await correct(key, 'Иванова')).toMatchObject({ status: 422, body: { code: 'nothing-changes' } })
    const alone = await act(
      key,
      'correct',
      { familyName: 'Петрова' },
      {
        register: 'civil',
        actor: { role: 'grao.registrar', person: first.who.id },
      },
    )
    expect(alone).toEqual({ ok: false, error: 'second-official-needed' })
  })

  it('is declined with a reason, and what it asked for is forgotten', async ({ expect }) => {
    const key = await entered()
    const { body } = await correct(key)
    const decline = (reason: string) => second.visitor.postJson(`${pathOf(body)}/decline`, { reason })
    expect(await read(await decline('  '))).toMatchObject({ status: 422, body: { code: 'reason-missing' } })
    expect(await read(await decline('Няма документ.'))).toMatchObject({ status: 200, body: { state: 'declined' } })
    expect(await confirm(third, body)).toMatchObject({ status: 409, body: { code: 'proposal-closed' } })
    const kept = await runInDurableObject(recordOf(key), (_, { storage }) =>
      storage.sql.exec('SELECT proposed, signature FROM proposals').one(),
    )
    expect(kept).toEqual({ proposed: null, signature: null })
  })

  it('that makes a record leaves none behind when it has expired', async ({ expect }) => {
    const cabinet = await clerk('ministerski-savet.registrar')
    const key = 'test-office-1'
    const input = await vacancy(await entered())
    const { status, body } = await propose(cabinet, 'officials/acts/appoint', { key, input })
    expect(status).toBe(202)
    const record = recordByKey(env, there(catalogue.registers.get('officials')), key)
    expect(await record.open()).toBeNull()
    await runInDurableObject(record, (_, { storage }) => void storage.sql.exec('UPDATE proposals SET expires_at = 1'))
    const late = await clerk('ministerski-savet.registrar')
    expect(await confirm(late, body, 'officials')).toMatchObject({ status: 410, body: { code: 'proposal-expired' } })
    await runDurableObjectAlarm(record)
    await runInDurableObject(record, (_, { storage }) => void storage.sql.exec('UPDATE proposals SET closed_at = 1'))
    await evictDurableObject(record)
    await runInDurableObject(record, (object: RecordObject) => object.alarm())
    expect(await runInDurableObject(record, (_, { storage }) => storage.kv.get('schema'))).toBeUndefined()
  })

  it('that makes a record makes it when it is confirmed', async ({ expect }) => {
    const [one, two] = [await clerk('ministerski-savet.registrar'), await clerk('ministerski-savet.registrar')]
    const input = await vacancy(await entered())
    const { body } = await propose(one, 'officials/acts/appoint', { key: 'test-office-2', input })
    expect(await confirm(two, body, 'officials')).toMatchObject({ status: 201, body: { seq: 1 } })
  })
})

describe('what a proposal names', () => {
  it('is there already when it is made', async ({ expect }) => {
    const cabinet = await clerk('ministerski-savet.registrar')
    const input = await vacancy(newNumber())
    const { status, body } = await propose(cabinet, 'officials/acts/appoint', { key: 'test-office-3', input })
    expect([status, body.issues]).toMatchObject([422, [{ field: 'person', code: 'reference-unknown' }]])
  })
})

describe('at once', () => {
  it('two seconds make one entry', async ({ expect }) => {
    const key = await entered()
    const { body } = await correct(key)
    const [one, two] = await Promise.all([signed(second, body), signed(third, body)])
    const answers = await Promise.all(
      [[second, one] as const, [third, two] as const, [second, one] as const, [third, two] as const].map(
        async ([who, answer]) => read(await who.visitor.postJson(`${pathOf(body)}/confirm`, answer)),
      ),
    )
    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThan(0)
    expect(await entriesOf(key)).toHaveLength(2)
  })
})

describe('a crash', () => {
  it('before the queue is told: the alarm tells it', async ({ expect }) => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const key = await entered()
    const record = recordOf(key)
    const down = {
      batch: () => Promise.reject(new Error('the connection was lost')),
      prepare: () => env.DB.prepare(''),
    }
    await runInDurableObject(record, (object: RecordObject) => {
      const instance = object as unknown as { env: Env }
      instance.env = { ...instance.env, DB: down as unknown as D1Database }
    })
    const { body } = await correct(key)
    const queued = async () =>
      (await env.DB.prepare('SELECT state FROM proposals WHERE id = ?').bind(body.id).all()).results
    expect(await queued()).toEqual([])
    await evictDurableObject(record)
    await runDurableObjectAlarm(record)
    expect(await queued()).toEqual([{ state: 'open' }])
  })

  it('after the entry is made: the same official is answered the same, and the queue hears of it', async ({
    expect,
  }) => {
    const key = await entered()
    const { body } = await correct(key)
    const done = await confirm(second, body)
    await evictDurableObject(recordOf(key))
    expect(await confirm(second, body)).toEqual(done)
    expect(await entriesOf(key)).toHaveLength(2)
  })
})

it('has pages: a queue, and a proposal that is confirmed or declined', async ({ expect }) => {
  const key = await entered()
  const { body } = await correct(key)
  await vi.waitUntil(async () => (await second.get('/work/proposals')).html.includes(body.id))
  const path = `/work/proposals/civil/${body.record}/${body.id}`
  const page = await second.get(path)
  expect(page.html).toContain('Петрова')
  expect((await first.get(path)).html).toContain('Оттеглете')
  const refused = await second.post(`${path}/decline`, { reason: '' })
  expect(refused.status).toBe(422)
  const done = await second.sign(`${path}/sign`)
  expect(done).toMatchObject({ status: 303, location: path })
  expect((await second.get(path)).html).toContain('Потвърдено')
})
