// What a search offers beside its results: counts by value, narrowing, files, and lists of another day.
import { beforeAll, describe, it } from 'vitest'
import { sofiaDate } from '../../workers/kernel/calendar.ts'
import { ask } from '../support/machine.ts'
import { found, linkTo, open, textOf } from '../support/pages.ts'
import { authority, byRegistrar, perform, person, publish, SECRETS, settlement, vehicle } from '../support/records.ts'

const DAY_MS = 86_400_000
const FORMULA = '=HYPERLINK("http://evil.example";"Golf")'

let [octavia, golf, astra] = ['', '', '']
let renamed = 0

const records = async (query: string) => {
  const answer = await ask(`/api/registers/vehicles/records${query}`)
  const body = await answer.json<{
    records?: { id: string; values: { model?: string } }[]
    code?: string
    next?: string
  }>()
  return { status: answer.status, ids: body.records?.map(({ id }) => id), ...body }
}

beforeAll(async () => {
  await authority('mvr', 'Министерство на вътрешните работи', 'Ministry of the Interior')
  await settlement('68134', 'София', 'Sofia', 'Столична', 'София (столица)')
  await person()
  octavia = (await vehicle()).id
  golf = (await vehicle('WVWZZZ1JZXW000002', { make: 'Фолксваген', model: FORMULA, fuel: 'diesel' })).id
  astra = (await vehicle('WVWZZZ1JZXW000003', { make: 'Opel', model: 'Astra' })).id
  await byRegistrar('WVWZZZ1JZXW000003', 'suspend', {}, '2025-06-01')
  renamed = Date.now()
  await byRegistrar('WVWZZZ1JZXW000003', 'correct', { model: 'Вектра' }, '2025-01-01')
  for (const register of ['authorities', 'addresses', 'civil', 'vehicles']) await publish(register)
})

describe('what is found', () => {
  it('is counted by its values, of all and of a search', async ({ expect }) => {
    const all = await (await ask('/api/registers/vehicles/facets')).json<{ records: number; values: object }>()
    expect(all).toMatchObject({
      records: 3,
      more: false,
      values: {
        fuel: [
          { value: 'petrol', records: 2 },
          { value: 'diesel', records: 1 },
        ],
        status: [
          { value: 'active', records: 2 },
          { value: 'suspended', records: 1 },
        ],
      },
    })
    const some = await (await ask('/api/registers/vehicles/facets?q=octavia')).json()
    expect(some).toMatchObject({ records: 1, values: { fuel: [{ value: 'petrol', records: 1 }] } })
  })

  it('is narrowed to a value, and to several', async ({ expect }) => {
    expect((await records('?where.fuel=diesel')).ids).toEqual([golf])
    expect((await records('?where.fuel=petrol&where.status=suspended')).ids).toEqual([astra])
    expect((await records('?q=opel&where.fuel=diesel')).ids).toEqual([])
    expect((await records('?q=вектра&where.fuel=petrol')).ids).toEqual([astra])
  })

  it.for(['?where.owner=1', '?where.fuel=water', '?where.mass=1300', '?where.constructor=x'])(
    '%s is refused',
    async (query, { expect }) => {
      expect(await records(query)).toMatchObject({ status: 422, code: 'filter-invalid' })
      expect((await open(`/registers/vehicles${query}`)).status).toBe(422)
      expect((await ask(`/api/registers/vehicles/records.csv${query}`)).status).toBe(422)
    },
  )

  it('is narrowed on the page by links that can be taken back', async ({ expect }) => {
    const { html } = await open('/registers/vehicles')
    expect(textOf(html)).toContain('Гориво бензин 2 дизел 1')
    const link = /href="([^"]+where\.fuel=diesel)"/u.exec(html)?.[1] ?? ''
    const narrowed = await open(link)
    expect(found(narrowed.html)).toEqual([golf])
    expect(textOf(narrowed.html)).toContain('Гориво: дизел махнете условието Гориво: дизел')
    expect(textOf(narrowed.html)).toContain('Намерен е 1 запис.')
    expect(narrowed.html).toContain('<input type="hidden" name="where.fuel" value="diesel"')
    const english = await open('/en/registers/vehicles?where.fuel=diesel&q=Folksvagen')
    expect(found(english.html)).toEqual([golf])
    expect(textOf(english.html)).toContain('1 record was found.')
  })
})

describe('a file', () => {
  it('is a table that carries nothing out, and opens as UTF-8', async ({ expect }) => {
    const answer = await ask('/api/registers/vehicles/records.csv?q=vehicles&where.fuel=diesel')
    expect(answer.status).toBe(200)
    const all = await ask('/api/registers/vehicles/records.csv')
    const day = sofiaDate(Date.now())
    expect(all.headers.get('Content-Disposition')).toContain(`filename="vehicles-${day}.csv"`)
    expect(all.headers.get('Content-Type')).toContain('text/csv')
    expect(all.headers.get('Access-Control-Allow-Origin')).toBe('*')
    const bytes = new Uint8Array(await all.arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const lines = new TextDecoder().decode(bytes).trimEnd().split('\r\n')
    expect(lines[0]).toMatch(/^id,seq,make,model,/u)
    expect(lines).toHaveLength(4)
    expect(lines.find((line) => line.startsWith(golf))).toContain(
      `Фолксваген,"'=HYPERLINK(""http://evil.example"";""Golf"")"`,
    )
    for (const secret of Object.values(SECRETS)) expect(lines.join()).not.toContain(secret)
  })

  it('is a line of JSON a record for programs, with what was typed as it is', async ({ expect }) => {
    const answer = await ask('/api/registers/vehicles/records.jsonl?q=фолксв')
    const lines = (await answer.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object)
    expect(lines).toEqual([
      expect.objectContaining({ id: golf, seq: 1, values: expect.objectContaining({ model: FORMULA }) }),
    ])
    expect(answer.headers.get('Link')).toBeNull()
  })

  it('goes on where it is told to', async ({ expect }) => {
    const ids = [octavia, golf, astra].toSorted()
    const rest = await (await ask(`/api/registers/vehicles/records.jsonl?after=${ids[0]}`)).text()
    expect(
      rest
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { id: string }).id),
    ).toEqual(ids.slice(1))
    for (const after of ['2-5', 'x', '%00'])
      expect((await ask(`/api/registers/vehicles/records.jsonl?q=opel&after=${after}`)).status).toBe(422)
  })

  it('is not made of another day, of what is closed, or of no register', async ({ expect }) => {
    for (const [path, code] of [
      ['vehicles/records.csv?effective=2025-01-01', 'only-of-today'],
      ['civil/records.csv', 'register-not-listed'],
      ['nothing/records.csv', 'unknown-register'],
      [`vehicles/records.csv?q=${'x'.repeat(10_000)}`, 'too-long'],
    ])
      expect(await (await ask(`/api/registers/${path}`)).json()).toMatchObject({ code })
  })
})

it('files are made for one address ten at a time', async ({ expect }) => {
  const statuses = await Promise.all(
    Array.from({ length: 12 }, async () => {
      const answer = await ask('/api/registers/vehicles/records.csv?q=opel', { 'CF-Connecting-IP': '192.0.2.77' })
      await answer.text()
      return answer.status
    }),
  )
  expect(statuses.filter((status) => status === 200).length).toBeLessThan(12)
  expect(new Set(statuses)).toEqual(new Set([200, 429]))
})

describe('a list of another day', () => {
  it('shows each record as it was, and none that was not there', async ({ expect }) => {
    const before = await records('?effective=2024-06-01')
    expect(before.records?.find(({ id }) => id === astra)?.values.model).toBe('Astra')
    expect((await records('?effective=2024-01-01')).ids).toEqual([])
    const known = await records(`?recorded=${renamed - 1}`)
    expect(known.records?.find(({ id }) => id === astra)?.values.model).toBe('Astra')
    expect((await records(`?recorded=${sofiaDate(Date.now() - DAY_MS)}`)).ids).toEqual([])
  })

  it('is searched by the words and the values of that day', async ({ expect }) => {
    expect((await records('?q=astra')).ids).toEqual([])
    expect((await records('?q=astra&effective=2024-06-01')).ids).toEqual([astra])
    expect((await records('?q=вектра&effective=2024-06-01')).ids).toEqual([])
    expect((await records('?q=vektra&effective=2025-02-01')).ids).toEqual([astra])
    expect((await records('?where.status=suspended&effective=2025-02-01')).ids).toEqual([])
    expect((await records('?where.status=active&effective=2025-02-01')).ids?.toSorted()).toEqual(
      [octavia, golf, astra].toSorted(),
    )
    expect((await records(`?q=astra&effective=2025-02-01&recorded=${renamed - 1}`)).ids).toEqual([astra])
  })

  it('says on its page which day it is, and opens records as of it', async ({ expect }) => {
    const { html } = await open('/registers/vehicles?q=astra&effective=2024-06-01')
    expect(textOf(html)).toContain('В сила на 1 юни 2024 г.')
    expect(html).toMatch(new RegExp(`records/${astra}\\?effective=2024-06-01"`, 'u'))
    const form = await open('/registers/vehicles?q=astra&effective-day=1&effective-month=6&effective-year=2024')
    expect([form.status, form.headers.get('Location')]).toEqual([
      303,
      '/registers/vehicles?q=astra&effective=2024-06-01',
    ])
    const wrong = await open('/registers/vehicles?q=opel&effective-day=31&effective-month=2&effective-year=2024')
    expect([wrong.status, textOf(wrong.html)]).toEqual([422, expect.stringContaining('която съществува')])
  })

  it('is not of a day to come, and not of nonsense', async ({ expect }) => {
    const tomorrow = sofiaDate(Date.now() + DAY_MS)
    expect(await records(`?effective=${tomorrow}`)).toMatchObject({ status: 422, code: 'moment-ahead' })
    expect(await records('?recorded=yesterday')).toMatchObject({ status: 422, code: 'moment-invalid' })
  })

  it('goes on page by page, each record once', async ({ expect }) => {
    for (let n = 0; n < 45; n += 1) await settlement(String(20_000 + n), `Село ${n}`, `Selo ${n}`, 'Ловеч', 'Ловеч')
    for (let n = 0; n < 45; n += 9)
      await perform({
        register: 'addresses',
        key: String(20_000 + n),
        act: 'rename',
        role: 'nsi.registrar',
        input: { name: 'Друго', nameLatin: 'Drugo' },
        effectiveFrom: '2020-01-01',
      })
    await publish('addresses')
    for (const first of ['effective=2010-01-01', 'q=selo&effective=2010-01-01']) {
      const seen: string[] = []
      for (let path: string | undefined = `/registers/addresses?${first}`; path !== undefined;) {
        const { html }: { html: string } = await open(path)
        seen.push(...[...html.matchAll(/\/records\/(\d{5})\?/gu)].map(([, id]) => id ?? ''))
        path = linkTo(html, 'next')
      }
      expect([new Set(seen).size, seen.length]).toEqual(first.startsWith('q') ? [45, 45] : [46, 46])
    }
    expect((await open('/registers/addresses?q=selo&effective=2021-01-01')).html).not.toContain('20000?')
  })
})
