// What machines read of the registers: open data for any page, with tags, at any moment, page by page.
import { beforeAll, describe, it, vi } from 'vitest'
import { addDays, sofiaDate, startOfDaySofia } from '../../workers/kernel/calendar.ts'
import { ask, refusal } from '../support/machine.ts'
import { authority, byRegistrar, person, publish, SECRETS, settlement, vehicle } from '../support/records.ts'

interface Listed {
  readonly records: readonly { readonly id: string; readonly values: { readonly [field: string]: unknown } }[]
  readonly next?: string
}

let id = ''
let record = ''

beforeAll(async () => {
  await authority('mvr', 'Министерство на вътрешните работи', 'Ministry of the Interior')
  await settlement('68134', 'София', 'Sofia', 'Столична', 'София (столица)')
  id = (await vehicle()).id
  record = `/api/registers/vehicles/records/${id}`
  await byRegistrar(SECRETS.vin, 'suspend', {}, '2025-06-01')
  await byRegistrar(SECRETS.vin, 'correct', { colour: 'blue' }, '2024-01-15')
  for (const register of ['authorities', 'addresses', 'vehicles']) await publish(register)
})

describe('a record', () => {
  it('is its open fields, under a tag of its content', async ({ expect }) => {
    const answer = await ask(record)
    expect(await answer.json()).toMatchObject({
      register: 'vehicles',
      id,
      seq: 3,
      values: { make: 'Škoda', colour: 'blue', status: 'suspended' },
    })
    expect(answer.headers.get('ETag')).toMatch(/^"[\w-]{22}"$/u)
    expect(answer.headers.get('Cache-Control')).toBe('no-cache')
  })

  it('is not sent again to who has it: one tag, a list of them, weak ones, or any', async ({ expect }) => {
    const tag = (await ask(record)).headers.get('ETag') ?? ''
    for (const known of [tag, `"other", ${tag}`, `W/${tag}`, `"a",W/"b" , W/${tag}`, '*']) {
      const answer = await ask(record, { 'If-None-Match': known })
      expect([answer.status, await answer.text(), answer.headers.get('ETag')]).toEqual([304, '', tag])
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*')
    }
    for (const other of ['"other"', tag.slice(1, -1), '', 'W/']) {
      expect((await ask(record, { 'If-None-Match': other })).status).toBe(200)
    }
  })

  it('has another tag once it has changed', async ({ expect }) => {
    const other = (await vehicle('WVWZZZ1JZXW000009')).id
    const path = `/api/registers/vehicles/records/${other}`
    const tag = (await ask(path)).headers.get('ETag') ?? ''
    await byRegistrar('WVWZZZ1JZXW000009', 'suspend')
    const answer = await ask(path, { 'If-None-Match': tag })
    expect([answer.status, await answer.json()]).toEqual([200, expect.objectContaining({ seq: 2 })])
  })

  it('has another tag on the day on which an earlier act takes effect, too', async ({ expect }) => {
    const key = 'WVWZZZ1JZXW000010'
    const path = `/api/registers/vehicles/records/${(await vehicle(key)).id}`
    const today = sofiaDate(Date.now())
    await byRegistrar(key, 'suspend', {}, addDays(today, 10))
    await byRegistrar(key, 'resume', {}, addDays(today, 20))
    await byRegistrar(key, 'correct', { colour: 'red' }, '2024-01-15')
    const tag = (await ask(path)).headers.get('ETag') ?? ''
    expect((await ask(path, { 'If-None-Match': tag })).status).toBe(304)
    vi.useFakeTimers({ toFake: ['Date'], now: startOfDaySofia(addDays(today, 10)) })
    const answer = await ask(path, { 'If-None-Match': tag })
    vi.useRealTimers()
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      { values: { status: 'suspended', colour: 'red' } },
    ])
  })

  it('answers HEAD as GET, without the body', async ({ expect }) => {
    const [head, get] = [await ask(record, {}, 'HEAD'), await ask(record)]
    expect([head.status, await head.text()]).toEqual([200, ''])
    for (const name of ['ETag', 'Content-Type', 'Cache-Control', 'Access-Control-Allow-Origin'])
      expect(head.headers.get(name)).toBe(get.headers.get(name))
  })

  it('is read as in effect on a day, and as known at a time', async ({ expect }) => {
    const at = async (query: string) =>
      (await ask(`${record}?${query}`)).json<{ values: { [field: string]: string } }>()
    expect((await at('effective=2025-05-31')).values).toMatchObject({ status: 'active', colour: 'blue' })
    expect((await at('effective=2025-06-01')).values['status']).toBe('suspended')
    const { entries } = await (await ask(`${record}/entries`)).json<{ entries: { recordedAt: number }[] }>()
    const corrected = entries[0]?.recordedAt ?? 0
    expect((await at(`asOf=${corrected - 1}`)).values['colour']).toBe('white')
    const before = new Date(corrected - 1)
    expect((await at(`asOf=${before.toISOString()}`)).values['colour']).toBe('white')
    const inSofia = new Date(corrected - 1 + 2 * 3_600_000).toISOString().replace('Z', '+02:00')
    expect((await at(`asOf=${inSofia}`)).values['colour']).toBe('white')
    expect((await at(`asOf=${encodeURIComponent(inSofia)}&effective=2025-01-01`)).values).toMatchObject({
      status: 'active',
      colour: 'white',
    })
    expect((await at(`asOf=2199-12-31`)).values['colour']).toBe('blue')
  })

  it.for([
    'asOf=yesterday',
    'asOf=2025',
    'asOf=20250101',
    'asOf=2025-01-01T00:00:00',
    'asOf=2025-02-30',
    'asOf=2025-02-30T10:00:00Z',
    'asOf=Nov 5, 2025',
    'asOf=',
    'effective=2025-13-01',
    'effective=20250101',
    'effective=',
  ])('with %s is refused', async (query, { expect }) => {
    const { answer, body } = await refusal(`${record}?${query}`)
    expect([answer.status, body.code]).toEqual([422, 'moment-invalid'])
  })

  it('that was not there at the moment is not found', async ({ expect }) => {
    for (const query of ['effective=2023-12-31', 'asOf=946684800000'])
      expect((await refusal(`${record}?${query}`)).body.code).toBe('unknown-record')
  })
})

describe('the entries of a record', () => {
  it('tell what changed from what to what, and name closed fields alone', async ({ expect }) => {
    const { entries, next } = await (await ask(`${record}/entries`)).json<{ entries: unknown[]; next?: number }>()
    expect(next).toBeUndefined()
    expect(entries).toMatchObject([
      { seq: 3, act: 'correct', changes: [{ field: 'colour', from: 'white', to: 'blue' }], closed: [] },
      { seq: 2, act: 'suspend', changes: [{ field: 'status', from: 'active', to: 'suspended' }] },
      { seq: 1, act: 'enter', closed: ['plate', 'owner'], effectiveFrom: '2024-01-15', role: 'operator' },
    ])
    const older = await (await ask(`${record}/entries?before=2`)).json<{ entries: unknown[] }>()
    expect(older.entries).toMatchObject([{ seq: 1 }])
  })

  it('are tagged, and refused for what is not there', async ({ expect }) => {
    const tag = (await ask(`${record}/entries`)).headers.get('ETag') ?? ''
    expect((await ask(`${record}/entries`, { 'If-None-Match': tag })).status).toBe(304)
    expect((await refusal('/api/registers/vehicles/records/aaaa/entries')).body.code).toBe('unknown-record')
    for (const before of ['0', '-1', 'x', '1e9', '9999999999'])
      expect((await refusal(`${record}/entries?before=${before}`)).body.code).toBe('cursor-invalid')
  })
})

describe('a list', () => {
  it('is read to its end, page by page, each record once', async ({ expect }) => {
    for (let n = 0; n < 25; n += 1) await settlement(String(30_000 + n), `Село ${n}`, `Selo ${n}`, 'Видин', 'Видин')
    await publish('addresses')
    for (const query of ['', `q=${encodeURIComponent('село')}&`]) {
      const seen: string[] = []
      for (let next: string | undefined = ''; next !== undefined;) {
        const page: Listed = await (
          await ask(`/api/registers/addresses/records?${query}${next === '' ? '' : `after=${next}`}`)
        ).json()
        seen.push(...page.records.map((one) => one.id))
        next = page.next
      }
      expect([seen.length, new Set(seen).size]).toEqual(query === '' ? [26, 26] : [25, 25])
    }
  })

  it('is searched by what is open, and by nothing else', async ({ expect }) => {
    const search = async (q: string) =>
      (await (await ask(`/api/registers/vehicles/records?q=${encodeURIComponent(q)}`)).json<Listed>()).records
    expect((await search('octavia')).map((one) => one.id)).toContain(id)
    for (const secret of Object.values(SECRETS)) expect(await search(secret)).toEqual([])
  })

  it('of a register without open fields is empty', async ({ expect }) => {
    await person()
    await publish('civil')
    expect(await (await ask('/api/registers/civil/records')).json()).toEqual({ records: [] })
  })

  it.for<[query: string, code: string]>([
    ['after=%00', 'cursor-invalid'],
    ['after=a%2Fb', 'cursor-invalid'],
    ['q=selo&after=68134', 'cursor-invalid'],
    ['q=selo&after=3-1', 'cursor-invalid'],
    [`q=${'a'.repeat(201)}`, 'too-long'],
  ])('with %s is refused: %s', async ([query, code], { expect }) => {
    const { answer, body } = await refusal(`/api/registers/addresses/records?${query}`)
    expect([answer.status, body.code]).toEqual([422, code])
  })
})

describe('definitions', () => {
  it('are listed, and each is read whole', async ({ expect }) => {
    const list = await (await ask('/api/registers')).json<{ id: string; law: string }[]>()
    expect(list.map((one) => one.id)).toContain('vehicles')
    const answer = await ask('/api/registers/vehicles')
    expect(await answer.json()).toMatchObject({
      id: 'vehicles',
      key: 'vin',
      acts: { scrap: { by: ['mvr.registrar'] } },
    })
    const known = { 'If-None-Match': answer.headers.get('ETag') ?? '' }
    expect((await ask('/api/registers/vehicles', known)).status).toBe(304)
  })
})
