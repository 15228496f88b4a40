// Acts over HTTP: who may, what a wrong request is told, and that asking again changes nothing.
import { env } from 'cloudflare:workers'
import { beforeAll, describe, it } from 'vitest'
import type { Receipt } from '../../workers/engines/command.ts'
import { sessionHash } from '../../workers/engines/identity/session.ts'
import type { Problem } from '../../workers/kernel/problem.ts'
import { browserOf, newSecret, official } from '../support/desk.ts'
import { entered, faults, known, newVin, owner, settle, vehicle } from '../support/ledger.ts'
import { agent, bind, enter, evidence } from '../support/person.ts'
import { unwrap } from '../support/result.ts'
import { Visitor } from '../support/visitor.ts'

let registrar: Visitor
let other: Visitor

beforeAll(async () => {
  registrar = (await official('mvr.registrar', 'agkk.head')).visitor
  other = (await official('mvr.registrar')).visitor
})

let asked = 0
const key = () => `request-${(asked += 1)}`

const acts = (act: string, register = 'vehicles') => `/api/registers/${register}/acts/${act}`

/** Does an act as an official's program does, and reads the refusal. */
async function ask(act: string, body: object | string, headers: Record<string, string> = {}, visitor = registrar) {
  const answer = await visitor.postJson(acts(act), body, { 'Idempotency-Key': key(), ...headers })
  return { answer, status: answer.status, body: await answer.json<Problem & Receipt>() }
}

describe('an act', () => {
  it('is done by an official whose role it asks for, and answered with a receipt', async ({ expect }) => {
    const { vin, id, record } = await entered()
    const { status, body } = await ask('suspend', { key: vin, input: {}, expectedSeq: 1 })
    expect([status, body]).toEqual([
      201,
      {
        register: 'vehicles',
        id,
        seq: 2,
        leafHash: expect.stringMatching(/^[0-9a-f]{64}$/u),
        recordedAt: expect.any(Number),
      },
    ])
    expect((await record.open())?.values['status']).toBe('suspended')
    await settle([id])
    expect(await faults([id])).toEqual([])
  })

  it('is the same record’s, however its key is typed', async ({ expect }) => {
    const { vin, id } = await entered()
    const { body } = await ask('suspend', { key: ` ${vin.toLowerCase()} `, input: {} })
    expect(body).toMatchObject({ id, seq: 2 })
  })

  it('is done once for one key of one official: the answer is the first, whatever came after', async ({ expect }) => {
    const { vin } = await entered()
    const again = { 'Idempotency-Key': key() }
    const first = await ask('suspend', { key: vin, input: {} }, again)
    await ask('resume', { key: vin, input: {} })
    expect(await ask('suspend', { key: vin, input: {} }, again)).toMatchObject({ status: 201, body: first.body })
    expect(await ask('scrap', { key: vin, input: {} }, again)).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    })
    // Another official may choose the same key: it is their own request.
    expect(await ask('suspend', { key: vin, input: {} }, again, other)).toMatchObject({ status: 201, body: { seq: 4 } })
  })

  it('asked twenty times at once under one key is done once', async ({ expect }) => {
    const { vin, record } = await entered()
    const again = { 'Idempotency-Key': key() }
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask('suspend', { key: vin, input: {} }, again)))
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect((await record.open())?.seq).toBe(2)
  })
})

describe('who may not act', () => {
  it.for<[what: string, status: number, code: string, who: () => Promise<Visitor>, headers: Record<string, string>]>([
    ['nobody', 401, 'not-signed-in', async () => new Visitor(env), {}],
    ['a forged session', 401, 'not-signed-in', async () => new Visitor(env, [['__Host-session', '0.AAAA']]), {}],
    ['a person without an office', 403, 'not-allowed', async () => (await official()).visitor, {}],
    [
      'an official of another authority',
      403,
      'not-allowed',
      async () => (await official('agkk.registrar')).visitor,
      {},
    ],
    ['the head, where the registrar acts', 403, 'not-allowed', async () => (await official('mvr.head')).visitor, {}],
    [
      'the operator’s token, which is for another door',
      401,
      'not-signed-in',
      async () => new Visitor(env),
      { Authorization: `Bearer ${env.OPERATOR_TOKEN}` },
    ],
    ['a page of a stranger', 403, 'foreign-origin', async () => registrar, { Origin: 'https://evil.example' }],
    [
      'a page of a stranger that sends a token of its own',
      403,
      'foreign-origin',
      async () => registrar,
      { Origin: 'https://evil.example', Authorization: 'Bearer x' },
    ],
    ['a frame of a stranger', 403, 'foreign-origin', async () => registrar, { 'Sec-Fetch-Site': 'cross-site' }],
  ])('%s is refused', async ([, status, code, who, headers], { expect }) => {
    const { vin, record } = await entered()
    const refused = await ask('suspend', { key: vin, input: {} }, headers, await who())
    expect([refused.status, refused.body.code]).toEqual([status, code])
    expect(refused.answer.headers.get('Content-Type')).toBe('application/problem+json')
    expect((await record.open())?.seq).toBe(1)
  })

  it('an official who has signed out is refused at once', async ({ expect }) => {
    const { visitor, person, hash } = await official('mvr.registrar')
    const { vin } = await entered()
    expect((await ask('suspend', { key: vin, input: {} }, {}, visitor)).status).toBe(201)
    await person.logout(hash)
    expect((await ask('resume', { key: vin, input: {} }, {}, visitor)).body.code).toBe('not-signed-in')
  })

  it('an official is refused on a passkey whose card was revoked', async ({ expect }) => {
    const { person, hash } = await official('mvr.registrar')
    const { phone } = await bind(person, hash)
    const { issuer, serial } = evidence()
    await person.cardChanged({ issuer, serial, status: 'revoked', seq: 2 })
    const secret = newSecret()
    const session = { hash: sessionHash({ secret }), agent }
    const signedIn = unwrap(await enter(person, phone, session))
    const { vin } = await entered()
    const refused = await ask('suspend', { key: vin, input: {} }, {}, await browserOf(signedIn, secret))
    expect([refused.status, refused.body.code]).toEqual([401, 'level-too-low'])
  })
})

describe('a wrong request', () => {
  it.for<[what: string, path: string, status: number, code: string]>([
    ['an unknown register', acts('suspend', 'spaceships'), 404, 'unknown-register'],
    ['a register of the prototype', acts('suspend', 'constructor'), 404, 'unknown-register'],
    ['an unknown act', acts('explode'), 404, 'unknown-act'],
    ['an act of the prototype', acts('__proto__'), 404, 'unknown-act'],
  ])('to %s is told so', async ([, path, status, code], { expect }) => {
    const answer = await registrar.postJson(path, { key: newVin(), input: {} }, { 'Idempotency-Key': key() })
    expect([answer.status, (await answer.json<Problem>()).code]).toEqual([status, code])
  })

  it.for<[what: string, body: object | string]>([
    ['is no JSON', '{"key": '],
    ['is nothing', ''],
    ['is a list', '[]'],
    ['is null', 'null'],
    ['has no key', { input: {} }],
    ['has a key that is a number', { key: 7, input: {} }],
    ['has a key as long as a book', { key: 'x'.repeat(201), input: {} }],
    ['has no input', { key: 'x' }],
    ['has an input that is a list', { key: 'x', input: [['colour', 'black']] }],
    ['has an input of objects', { key: 'x', input: { colour: { value: 'black' } } }],
    ['has an input of null', { key: 'x', input: { colour: null } }],
    ['has a version that is none', { key: 'x', input: {}, expectedSeq: -1 }],
    ['has half a version', { key: 'x', input: {}, expectedSeq: 1.5 }],
    ['has a date that is a number', { key: 'x', input: {}, effectiveFrom: 20_260_101 }],
    ['names who acts', { key: 'x', input: {}, actor: { role: 'operator' } }],
  ])('that %s is refused whole', async ([, body], { expect }) => {
    expect(await ask('suspend', body)).toMatchObject({ status: 422, body: { code: 'body-invalid', title: /./u } })
  })

  it.for(['', 'short', 'with space', 'x'.repeat(129), 'ab/cd/ef'])(
    'under the idempotency key %j is refused',
    async (idempotencyKey, { expect }) => {
      const refused = await ask('suspend', { key: newVin(), input: {} }, { 'Idempotency-Key': idempotencyKey })
      expect(refused).toMatchObject({ status: 422, body: { code: 'idempotency-key-invalid' } })
    },
  )

  it('over 64 KB is refused', async ({ expect }) => {
    const large = { key: newVin(), input: { make: 'x'.repeat(70_000) } }
    const refused = await ask('correct', large)
    expect([refused.status, refused.body.code]).toEqual([413, 'body-too-large'])
    const small = await ask('correct', { key: newVin(), input: { make: 'x'.repeat(60_000) } })
    expect(small.status).not.toBe(413)
  })

  it('lists the fields that are wrong, each with what is expected, in the language asked for', async ({ expect }) => {
    const { vin } = await entered()
    const input = { mass: 1, colour: 'pink', firstRegistered: '2199-01-01', make: 'x'.repeat(61), nose: 'big', fuel: 7 }
    const issues = async (language: string) => {
      const { status, body } = await ask('correct', { key: vin, input }, { 'Accept-Language': language })
      expect([status, body.code]).toEqual([422, 'invalid-input'])
      return body.issues
    }
    expect(await issues('bg')).toEqual([
      { field: 'make', code: 'too-long', title: 'Най-много 60 знака.' },
      { field: 'fuel', code: 'unknown-choice', title: 'Изберете една от възможностите.' },
      { field: 'firstRegistered', code: 'in-the-future', title: 'Датата не може да е в бъдещето.' },
      { field: 'mass', code: 'too-small', title: 'Въведете число, не по-малко от 40.' },
      { field: 'colour', code: 'unknown-choice', title: 'Изберете една от възможностите.' },
      { field: 'nose', code: 'unknown-field', title: 'Няма такова поле.' },
    ])
    expect((await issues('en'))?.map(({ title }) => title)).toEqual([
      'At most 60 characters.',
      'Choose one of the options.',
      'The date cannot be in the future.',
      'Enter a number of at least 40.',
      'Choose one of the options.',
      'There is no such field.',
    ])
  })

  it('says what a number plate and a person are', async ({ expect }) => {
    const { vin } = await entered()
    const plate = await ask('change-plate', { key: vin, input: { plate: 'ЖЖ 12' } }, { 'Accept-Language': 'en' })
    expect(plate.body.issues?.[0]).toMatchObject({ field: 'plate', code: 'wrong-format', title: /Enter the plate/u })
    const person = await ask('change-owner', { key: vin, input: { owner: '1' } })
    expect(person.body.issues?.[0]).toMatchObject({ field: 'owner', code: 'wrong-format', title: /Въведете ЕГН/u })
    const frame = await ask('suspend', { key: 'няма', input: {} })
    expect(frame.body).toMatchObject({
      code: 'key-invalid',
      issues: [{ field: 'vin', title: /Въведете номера на рамата/u }],
    })
  })

  it('to a number that JSON writes and no machine holds is refused by its field', async ({ expect }) => {
    const { vin } = await entered()
    const refused = await ask('correct', `{"key": "${vin}", "input": {"mass": 1e999}}`)
    expect(refused).toMatchObject({ status: 422, body: { issues: [{ field: 'mass', code: 'not-a-whole-number' }] } })
    const half = await ask('correct', `{"key": "${vin}", "input": {"make": "\\ud800"}}`)
    expect(half).toMatchObject({ status: 422, body: { issues: [{ field: 'make', code: 'control-characters' }] } })
  })

  it('on a version that no longer stands is told which one does', async ({ expect }) => {
    const { vin } = await entered()
    await known(owner(7))
    await ask('change-owner', { key: vin, input: { owner: owner(7) } })
    const stale = await ask('suspend', { key: vin, input: {}, expectedSeq: 1 }, { 'Accept-Language': 'en' })
    expect(stale).toMatchObject({
      status: 409,
      body: {
        code: 'stale-version',
        seq: 2,
        title: 'The record changed while you worked. Look at it again and try once more.',
      },
    })
    expect((await ask('suspend', { key: vin, input: {}, expectedSeq: stale.body.seq ?? 0 })).status).toBe(201)
  })

  it('is refused by the law in the words of its register', async ({ expect }) => {
    const { vin } = await entered()
    await ask('scrap', { key: vin, input: {} })
    expect(await ask('suspend', { key: vin, input: {} })).toMatchObject({
      status: 422,
      body: { code: 'scrapped', title: 'Превозното средство е бракувано; това е окончателно.' },
    })
    expect(await ask('resume', { key: newVin(), input: {} })).toMatchObject({
      status: 404,
      body: { code: 'record-missing' },
    })
  })

  it('tells by its number which request it was, and nothing of what was sent', async ({ expect }) => {
    const { vin } = await entered()
    const { answer, body } = await ask('change-owner', { key: vin, input: { owner: '6101057508' } })
    expect(body.instance).toBe(answer.headers.get('X-Request-Id'))
    expect(JSON.stringify(body)).not.toContain('6101057508')
    expect((await vehicle(vin).open())?.seq).toBe(1)
  })
})
