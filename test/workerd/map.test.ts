// Maps of a register for people and for machines: what stands within a box, and nothing of what ended or lies nowhere.
import { beforeAll, describe, it } from 'vitest'
import { areaOf } from '../../workers/kernel/geometry/ground.ts'
import { readShape } from '../../workers/kernel/geometry/read.ts'
import { shapeOf } from '../../workers/kernel/geometry/shape.ts'
import { owner } from '../support/ledger.ts'
import { found, linkTo, open, textOf } from '../support/pages.ts'
import { perform, publish } from '../support/records.ts'
import { unwrap } from '../support/result.ts'

const [WEST, SOUTH] = [23.5, 41.5]
const BOX = '23.4990000,41.4990000,23.5050000,41.5050000'
const keyOf = (n: number) => `81832.7101.${n}`

/** A lot of a row, a thousandth of a degree wide. */
const lot = (n: number): string => {
  const [x, y] = [WEST + n * 0.001, SOUTH]
  const ring = [
    [x, y],
    [x + 0.001, y],
    [x + 0.001, y + 0.001],
    [x, y + 0.001],
    [x, y],
  ]
  return unwrap(readShape(JSON.stringify({ type: 'Polygon', coordinates: [ring] })))
}

const enter = (n: number, shape: string) =>
  perform({
    register: 'property',
    key: keyOf(n),
    input: {
      kind: 'parcel',
      use: 'forest',
      area: areaOf(shapeOf(shape)),
      shape,
      settlement: '81832',
      street: 'м. „Голия връх“',
      owners: [{ person: owner(813), share: '1/1', ground: 'Акт № 1' }] as never,
    },
  })

beforeAll(async () => {
  for (const n of [1, 2, 3, 4]) await enter(n, lot(n))
  await perform({ register: 'property', key: keyOf(4), act: 'close', role: 'agkk.registrar' })
  await publish('property')
})

const json = async (path: string) => {
  const { status, headers, html } = await open(path)
  return { status, type: headers.get('Content-Type'), body: JSON.parse(html) as { [member: string]: unknown } }
}
const ids = (body: { [member: string]: unknown }) => (body['features'] as { id: string }[]).map(({ id }) => id)
const nextOf = (body: { [member: string]: unknown }) =>
  (body['links'] as { rel: string; href: string }[]).find(({ rel }) => rel === 'next')?.href

describe('the map of a register', () => {
  it('shows what stands within a box, by drawing and by list, and moves by links', async ({ expect }) => {
    const { status, html } = await open(`/registers/property/map?bbox=${BOX}`)
    expect(status).toBe(200)
    expect(html.match(/<path class="izvor-map__shape /gu)).toHaveLength(3)
    expect(new Set(found(html))).toEqual(new Set([1, 2, 3].map(keyOf)))
    for (const words of ['Карта', 'поземлен имот', 'На изток', 'метра']) expect(textOf(html)).toContain(words)
    // The north of the Arctic Ocean is not asked for.
    for (const [, href = ''] of html.matchAll(/href="(\/registers\/property\/map[^"]*)"/gu))
      expect((await open(href.replaceAll('&amp;', '&'))).status).toBe(200)
  })

  it('begins around what is searched for, and is empty where nothing lies', async ({ expect }) => {
    const around = await open('/registers/property/map?where.settlement=81832')
    expect(new Set(found(around.html))).toEqual(new Set([1, 2, 3].map(keyOf)))
    expect(textOf((await open('/registers/property/map?where.settlement=00000')).html)).toContain('Тук няма записи')
    const list = await open('/registers/property?where.settlement=81832')
    expect(list.html).toContain('/registers/property/map?where.settlement=81832')
  })

  it('stands on the page of a record, with its neighbours', async ({ expect }) => {
    const { html } = await open(`/en/registers/property/records/${keyOf(2)}`)
    expect(html).toContain('izvor-map__own')
    expect(new Set(found(html))).toEqual(new Set([1, 2, 3].map(keyOf)))
    expect(linkTo(html, 'next')).toBeUndefined()
    expect(textOf(html)).toContain('this record')
  })

  it.for([
    ['/registers/property/map?bbox=1,2,3', 400, 'Участъкът трябва да е от четири числа'],
    ['/registers/property/map?bbox=0,0,10,10', 400, 'Участъкът трябва да е от четири числа'],
    ['/registers/vehicles/map', 404, 'няма очертания'],
    ['/registers/nothing/map', 404, 'Няма такъв регистър'],
  ] as const)('refuses %s', async ([path, status, words], { expect }) => {
    const answer = await open(path)
    expect(answer.status).toBe(status)
    expect(textOf(answer.html)).toContain(words)
  })
})

describe('OGC API Features', () => {
  const items = '/api/geo/collections/property/items'

  it('says what it is, and which registers it has', async ({ expect }) => {
    expect((await json('/api/geo')).body['links']).toMatchObject([
      { rel: 'self' },
      {},
      { rel: 'conformance' },
      { rel: 'data' },
    ])
    expect((await json('/api/geo/conformance')).body['conformsTo']).toHaveLength(2)
    const { collections } = (await json('/api/geo/collections')).body as { collections?: { id: string }[] }
    expect(collections?.map(({ id }) => id)).toContain('property')
    expect((await json('/api/geo/collections/property')).body).toMatchObject({ id: 'property', itemType: 'feature' })
  })

  it('gives outlines within a box page by page, with what anyone may see and nothing else', async ({ expect }) => {
    const first = await json(`${items}?bbox=${BOX}&limit=2`)
    expect([first.status, first.type]).toEqual([200, 'application/geo+json'])
    expect(first.body).toMatchObject({ type: 'FeatureCollection', numberReturned: 2 })
    const next = new URL(nextOf(first.body) ?? '')
    const second = await json(next.pathname + next.search)
    expect([...ids(first.body), ...ids(second.body)]).toEqual([1, 2, 3].map(keyOf))
    expect(nextOf(second.body)).toBeUndefined()
    expect(JSON.stringify(first.body)).not.toContain(owner(813))
    expect(first.body['features']).toMatchObject([
      { type: 'Feature', geometry: JSON.parse(lot(1)), properties: { kind: 'parcel', status: 'active' } },
      {},
    ])
    expect(ids((await json(`${items}?bbox=0,0,0.1,0.1`)).body)).toEqual([])
    expect(ids((await json(`${items}?limit=5000`)).body).length).toBeGreaterThanOrEqual(3)
    expect((await json(`${items}/${keyOf(3)}`)).body).toMatchObject({ id: keyOf(3), geometry: JSON.parse(lot(3)) })
  })

  it.for([
    [`${items}?bbox=1,2,3`, 400, 'bbox-invalid'],
    [`${items}?limit=0`, 400, 'limit-invalid'],
    [`${items}?limit=-1`, 400, 'limit-invalid'],
    [`${items}?after=%00`, 400, 'cursor-invalid'],
    [`${items}/nobody`, 404, 'unknown-record'],
    ['/api/geo/collections/vehicles/items', 404, 'register-without-map'],
    ['/api/geo/collections/nothing', 404, 'unknown-register'],
  ] as const)('refuses %s', async ([path, status, code], { expect }) => {
    const answer = await json(path)
    expect(answer.body['code']).toBe(code)
    expect([status, 422]).toContain(answer.status)
  })
})
