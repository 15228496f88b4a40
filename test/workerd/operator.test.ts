// The operator's door: whom it lets in, what it does with a batch of acts, good lines and bad ones, and what it tells of a register.
import { env } from 'cloudflare:workers'
import { describe, it } from 'vitest'
import { catalogue } from '../../workers/catalogue.ts'
import type { ActAnswer } from '../../workers/engines/command.ts'
import { app } from '../../workers/http/app.tsx'
import type { Problem } from '../../workers/kernel/problem.ts'
import { registerObject } from '../../workers/store/objects.ts'
import { faults, golf, newPlate, newVin, plateOf, settle, vehicle } from '../support/ledger.ts'
import { unwrap } from '../support/result.ts'

const TOKEN = `Bearer ${env.OPERATOR_TOKEN}`

const ask = (method: string, path: string, body?: string, headers: Record<string, string> = { Authorization: TOKEN }) =>
  app.request(`${env.ORIGIN}/operator${path}`, { method, headers, ...(body === undefined ? {} : { body }) }, env)

const problem = async (answer: Response | Promise<Response>) => {
  const { status, body } = { status: (await answer).status, body: await (await answer).json<Problem>() }
  return [status, body.code]
}

let lines = 0
function line(change: object = {}) {
  const key = newVin()
  const input = { ...golf, plate: plateOf(key) }
  const idempotencyKey = `import-${(lines += 1)}-of-the-day`
  return { register: 'vehicles', act: 'enter', key, input, idempotencyKey, ...change }
}

async function send(all: readonly (object | string)[]): Promise<ActAnswer[]> {
  const answer = await ask(
    'POST',
    '/acts',
    all.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n'),
  )
  if (answer.status !== 200) throw new Error(await answer.text())
  const text = new TextDecoder().decode(await answer.bytes())
  return text.trim() === ''
    ? []
    : text
        .trimEnd()
        .split('\n')
        .map((one) => JSON.parse(one) as ActAnswer)
}

const codes = (answers: readonly ActAnswer[]) => answers.map((answer) => (answer.ok ? 'done' : answer.error))

describe('the operator’s door', () => {
  const doors = [
    ['POST', '/acts'],
    ['GET', '/registers'],
    ['GET', '/registers/vehicles/state'],
    ['POST', '/registers/vehicles/rebuild'],
  ] as const

  it.for<[what: string, headers: Record<string, string>]>([
    ['no token', { Origin: env.ORIGIN }],
    ['another token', { Authorization: 'Bearer the-operator-of-the-tests-and-somebody-else' }],
    ['a token cut short', { Authorization: TOKEN.slice(0, -1) }],
    ['a token with more', { Authorization: `${TOKEN}x` }],
    ['an empty token', { Authorization: 'Bearer ', Origin: env.ORIGIN }],
    ['another scheme', { Authorization: TOKEN.replace('Bearer', 'Basic'), Origin: env.ORIGIN }],
    ['a session of an official', { Cookie: '__Host-session=0.AAAA', Origin: env.ORIGIN }],
  ])('stays shut to %s', async ([, headers], { expect }) => {
    for (const [method, path] of doors)
      expect(await problem(ask(method, path, method === 'POST' ? '' : undefined, headers))).toEqual([
        403,
        'not-allowed',
      ])
  })

  it('stays shut to a page that borrowed the token', async ({ expect }) => {
    const borrowed = { Authorization: TOKEN, Cookie: '__Host-session=0.AAAA', Origin: 'https://evil.example' }
    expect(await problem(ask('POST', '/acts', '', borrowed))).toEqual([403, 'foreign-origin'])
  })

  it('leads to nothing that is not there', async ({ expect }) => {
    for (const [method, path] of [
      ['GET', '/registers/spaceships/state'],
      ['POST', '/registers/spaceships/rebuild'],
      ['POST', '/registers/constructor/rebuild'],
    ] as const)
      expect(await problem(ask(method, path, method === 'POST' ? '' : undefined))).toEqual([404, 'unknown-register'])
  })
})

describe('a batch of acts', () => {
  it('is answered line by line, in its order, and done once however often it is sent', async ({ expect }) => {
    const batch = Array.from({ length: 12 }, () => line())
    const answers = await send(batch)
    expect(codes(answers)).toEqual(batch.map(() => 'done'))
    const ids = answers.map((answer) => unwrap(answer).id)
    expect(await Promise.all(batch.map(async ({ key }) => (await vehicle(key).open())?.id))).toEqual(ids)
    expect(await send(batch)).toEqual(answers)
    expect(await send(batch.toReversed())).toEqual(answers.toReversed())
    await settle(ids)
    expect(await faults(ids)).toEqual([])
  })

  it('does the good lines, whatever is wrong with the others', async ({ expect }) => {
    const twice = line()
    const answers = await send([
      line(),
      '{"register": ',
      'null',
      '[]',
      '"enter"',
      line({ register: 'spaceships' }),
      line({ register: 'constructor' }),
      line({ act: 'explode' }),
      line({ act: 'suspend' }),
      line({ actor: { role: 'mvr.registrar' } }),
      line({ key: 7 }),
      line({ key: 'няма' }),
      line({ input: { ...golf, plate: newPlate(), mass: null } }),
      line({ input: { ...golf, plate: newPlate(), mass: 1 } }),
      line({ idempotencyKey: 'short' }),
      line({ idempotencyKey: 'x'.repeat(201) }),
      line({ effectiveFrom: '2026-02-30' }),
      line({ expectedSeq: 1 }),
      twice,
      { ...twice, idempotencyKey: 'the same vehicle again' },
      line(),
    ])
    expect(codes(answers)).toEqual([
      'done',
      ...Array.from({ length: 4 }, () => 'line-invalid'),
      'unknown-register',
      'unknown-register',
      'unknown-act',
      'not-allowed',
      'line-invalid',
      'line-invalid',
      'key-invalid',
      'line-invalid',
      'invalid-input',
      'line-invalid',
      'line-invalid',
      'effective-date-invalid',
      'stale-version',
      expect.stringMatching(/^(done|record-exists)$/u),
      expect.stringMatching(/^(done|record-exists)$/u),
      'done',
    ])
    // Two lines of one record run side by side: one of them is first.
    expect(codes(answers).filter((code) => code === 'record-exists')).toHaveLength(1)
    expect(answers[13]).toEqual({ ok: false, error: 'invalid-input', issues: [{ field: 'mass', code: 'too-small' }] })
  })

  it('may have empty lines, or none at all', async ({ expect }) => {
    expect(codes(await send(['', line(), '  ', '']))).toEqual(['done'])
    expect(await send([])).toEqual([])
  })

  it('of more than 500 acts, or more than 4 MB, is refused whole', async ({ expect }) => {
    const key = newVin()
    const many = Array.from({ length: 500 }, () => '{}').join('\n')
    expect((await ask('POST', '/acts', many)).status).toBe(200)
    const first = JSON.stringify(line({ key }))
    expect(await problem(ask('POST', '/acts', `${first}\n${many}`))).toEqual([422, 'batch-too-large'])
    const large = JSON.stringify(line({ key, input: { ...golf, make: 'x'.repeat(4 * 1024 * 1024) } }))
    expect(await problem(ask('POST', '/acts', `${first}\n${large}`))).toEqual([413, 'body-too-large'])
    expect(await vehicle(key).open()).toBeNull()
  })
})

describe('the operator', () => {
  it('hears which registers there are, and where each stands', async ({ expect }) => {
    expect(await (await ask('GET', '/registers')).json()).toEqual([...catalogue.registers.keys()])
    const state = await (await ask('GET', '/registers/vehicles/state')).json()
    expect(state).toEqual(await registerObject(env, 'vehicles').state())
  })

  it('makes the read model of a register anew, page by page', async ({ expect }) => {
    const id = unwrap((await send([line()]))[0] ?? { ok: false, error: 'no answer' }).id
    await settle([id])
    await env.DB.prepare('DELETE FROM snapshots').run()
    let next: string | undefined = ''
    while (next !== undefined)
      ({ next } = await (await ask('POST', `/registers/vehicles/rebuild?after=${next}`, '')).json<{ next?: string }>())
    expect(await faults([id])).toEqual([])
  })
})
