// Open data and proofs from the outside: to whom they go, how they are refused, and that nothing closed is in them.
import { beforeAll, describe, it } from 'vitest'
import { parseExtract, verifyExtract } from '../../workers/engines/log/extract.ts'
import type { Problem } from '../../workers/kernel/problem.ts'
import { ask, refusal } from '../support/machine.ts'
import { byRegistrar, publish, SECRETS, unpublished, vehicle } from '../support/records.ts'
import { unwrap } from '../support/result.ts'

let id = ''
let record = ''

beforeAll(async () => {
  id = (await vehicle()).id
  record = `/api/registers/vehicles/records/${id}`
  await byRegistrar(SECRETS.vin, 'suspend', {}, '2025-06-01')
  await byRegistrar(SECRETS.vin, 'correct', { colour: 'blue' }, '2024-01-15')
  await publish('vehicles')
})

describe('a refusal', () => {
  it.for<[path: string, code: string]>([
    ['/api/registers/nothing', 'unknown-register'],
    ['/api/registers/__proto__', 'unknown-register'],
    ['/api/registers/nothing/records', 'unknown-register'],
    ['/api/registers/nothing/records/1', 'unknown-register'],
    ['/api/registers/nothing/records/1/entries', 'unknown-register'],
    ['/api/registers/vehicles/records/aaaaaaaaaaaaaaaaaaaaaaaaaa', 'unknown-record'],
    ['/api/registers/vehicles/records/%22%3E', 'unknown-record'],
    [`/api/registers/vehicles/records/${'a'.repeat(81)}`, 'unknown-record'],
    ['/api/nothing', 'not-found'],
    ['/registers/nothing/log/checkpoint', 'unknown-register'],
    ['/registers/nothing/log/key', 'unknown-register'],
    ['/registers/nothing/log/tile/0/000', 'unknown-register'],
    ['/registers/vehicles/log/tile/0/x', 'not-found'],
    ['/registers/vehicles/log/tile/0/999', 'not-found'],
    ['/registers/nothing/records/1/extract.json', 'unknown-register'],
    ['/registers/vehicles/records/aaaa/extract.json', 'unknown-record'],
    ['/registers/vehicles/records/%3C/extract.json', 'unknown-record'],
  ])('of %s is a problem document: %s', async ([path, code], { expect }) => {
    const bg = await refusal(path)
    expect(bg.answer.status).toBe(404)
    expect(bg.answer.headers.get('Content-Type')).toBe('application/problem+json')
    expect(bg.body).toMatchObject({
      code,
      type: `/problems/${code}`,
      status: 404,
      title: expect.stringMatching(/[а-я]/u),
    })
    expect(bg.body.instance).toBe(bg.answer.headers.get('X-Request-Id'))
  })

  it('is in the language that is asked for, and kept by no cache', async ({ expect }) => {
    for (const path of [
      '/api/registers/nothing',
      '/registers/nothing/log/key',
      '/registers/vehicles/records/aaaa/extract.json',
    ]) {
      const { answer, body } = await refusal(path, { 'Accept-Language': 'en-GB,bg;q=0.5' })
      expect(body.title).toMatch(/^There is no such/u)
      expect(answer.headers.get('Vary')).toContain('Accept-Language')
      expect(answer.headers.get('Cache-Control')).toBe('no-store')
    }
    const english = await refusal('/en/registers/vehicles/records/aaaa/extract.json', { 'Accept-Language': 'bg' })
    expect(english.body.title).toMatch(/^There is no such/u)
  })
})

describe('a page of another origin', () => {
  it.for([
    '/api/registers',
    '/api/registers/vehicles',
    '/api/registers/vehicles/records',
    '/api/registers/nothing',
    '/registers/vehicles/log/checkpoint',
    '/registers/vehicles/log/key',
    '/registers/vehicles/log/tile/0/000.p/1',
    '/registers/vehicles/records/aaaa/extract.json',
  ])('may read %s', async (path, { expect }) => {
    const answer = await ask(path, { Origin: 'https://journalist.example' })
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(answer.headers.get('Access-Control-Allow-Credentials')).toBeNull()
    const preflight = await ask(
      path,
      {
        Origin: 'https://journalist.example',
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': 'if-none-match',
      },
      'OPTIONS',
    )
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('Access-Control-Allow-Headers')).toBe('If-None-Match')
  })

  it('may neither act nor read a page', async ({ expect }) => {
    const act = '/api/registers/vehicles/acts/suspend'
    const preflight = await ask(
      act,
      { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' },
      'OPTIONS',
    )
    expect(preflight.headers.get('Access-Control-Allow-Methods')).toBe('GET,HEAD')
    expect((await ask(act, { Origin: 'https://evil.example' }, 'POST')).status).toBe(403)
    for (const path of ['/registers', '/registers/vehicles', `/registers/vehicles/records/${id}`, '/login'])
      expect((await ask(path)).headers.get('Access-Control-Allow-Origin')).toBeNull()
  })
})

describe('an extract', () => {
  const path = () => `/registers/vehicles/records/${id}/extract.json`

  it('verifies offline against the key of the log, and opens what is open alone', async ({ expect }) => {
    const answer = await ask(path())
    expect(answer.headers.get('Content-Disposition')).toContain(`filename="vehicles-${id}.extract.json"`)
    const text = await answer.text()
    const key = await (await ask('/registers/vehicles/log/key')).text()
    const verified = unwrap(await verifyExtract(unwrap(parseExtract(text)), key))
    expect(verified.map(({ seq }) => seq)).toEqual([1, 2, 3])
    expect(verified[2]?.values).toMatchObject({ 'set.colour': 'blue' })
    for (const secret of Object.values(SECRETS)) expect(text).not.toContain(secret)
  })

  it('of a register without entries has the checkpoint of an empty tree', async ({ expect }) => {
    const [, size, root] = (await (await ask('/registers/officials/log/checkpoint')).text()).split('\n')
    // SHA-256 of nothing (RFC 6962, 2.1).
    expect([size, root]).toEqual(['0', '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='])
  })

  it('of a record that is not published yet is refused with what to do', async ({ expect }) => {
    const { id: early } = await unpublished('vehicles', () => vehicle('WVWZZZ1JZXW000088'))
    const answer = await ask(`/registers/vehicles/records/${early}/extract.json`)
    expect([answer.status, (await answer.json<Problem>()).code]).toEqual([404, 'not-published'])
    await publish('vehicles')
    expect((await ask(`/registers/vehicles/records/${early}/extract.json`)).status).toBe(200)
  })
})

it('nothing closed stands in any answer', async ({ expect }) => {
  const [, size] = (await (await ask('/registers/vehicles/log/checkpoint')).text()).split('\n')
  const paths = [
    record,
    `${record}?effective=2025-01-01`,
    `${record}/entries`,
    '/api/registers/vehicles',
    '/api/registers/vehicles/records',
    '/api/registers/vehicles/records?q=octavia',
    `/registers/vehicles/log/tile/entries/000.p/${size}`,
    `/registers/vehicles/records/${id}/extract.json`,
  ]
  for (const path of paths) {
    const answer = await ask(path)
    expect(answer.status).toBe(200)
    const text = new TextDecoder().decode(await answer.arrayBuffer())
    expect(text.length).toBeGreaterThan(50)
    for (const secret of Object.values(SECRETS)) expect(text).not.toContain(secret)
  }
})
