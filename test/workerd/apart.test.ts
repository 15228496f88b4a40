// Ground that one record alone may have: of many that want it the first gets it; parcels are split and merged whole.
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, describe, it, vi } from 'vitest'
import { catalogue } from '../../workers/catalogue.ts'
import { cellsOf } from '../../workers/engines/apart.ts'
import { recordId } from '../../workers/engines/names.ts'
import { CLAIM_MS } from '../../workers/engines/unique.ts'
import { areaOf } from '../../workers/kernel/geometry/ground.ts'
import { readShape } from '../../workers/kernel/geometry/read.ts'
import { shapeOf } from '../../workers/kernel/geometry/shape.ts'
import type { Values } from '../../workers/kernel/value.ts'
import { groundByName, recordByKey } from '../../workers/store/objects.ts'
import { attack } from '../support/attacks.ts'
import { command, known, owner, settle } from '../support/ledger.ts'
import { settlement } from '../support/records.ts'
import { there, unwrap } from '../support/result.ts'

afterEach(() => void vi.useRealTimers())
beforeAll(async () => {
  await settlement('68134', 'София', 'Sofia', 'Столична', 'София (столица)')
  await Promise.all([known(owner(811)), known(owner(812))])
})

const register = there(catalogue.registers.get('property'))
const idOf = (key: string) => recordId(env.INDEX_KEY, register, key)
const later = (ms: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms })

let made = 0
const newKey = () => `68134.7001.${(made += 1)}`
/** A place of its own for each test: a hundredth of a degree. */
let places = 0
const newPlace = (): readonly [number, number] => [25 + 0.05 * (places += 1), 43]

/** So many metres from a place, east and north, and so wide and high. */
function rectangle(
  [x, y]: readonly [number, number],
  east: number,
  north: number,
  width: number,
  height: number,
): string {
  const at = (e: number, n: number) => [x + e / 81_500, y + n / 111_100]
  const [a, b] = [at(east, north), at(east + width, north)]
  const ring = [a, b, at(east + width, north + height), at(east, north + height), a]
  return unwrap(readShape(JSON.stringify({ type: 'Polygon', coordinates: [ring] })))
}
const area = (shape: string) => areaOf(shapeOf(shape))

const owners = [
  { person: owner(811), share: '1/3', ground: 'Нотариален акт № 1' },
  { person: owner(812), share: '2/3', ground: 'Нотариален акт № 2' },
]
const property = (shape: string, rest: Values = {}): Values => ({
  kind: 'parcel',
  use: 'residential',
  area: area(shape),
  shape,
  settlement: '68134',
  street: 'ул. „Шипка“ 3',
  owners,
  ...rest,
})
const perform = (key: string, act: string, input: Values, role = 'operator') =>
  recordByKey(env, register, key).perform(command(key, act, input, { register: 'property', actor: { role } }))
const enter = (shape: string, rest: Values = {}, key = newKey()) => perform(key, 'enter', property(shape, rest))
const entered = async (shape: string, rest: Values = {}) => {
  const key = newKey()
  unwrap(await enter(shape, rest, key))
  return key
}
const clash = (about: string) => ({
  ok: false,
  error: 'invalid-input',
  issues: [{ field: 'shape', code: 'shape-overlaps', about }],
})
const openOf = async (key: string) => (await recordByKey(env, register, key).open())?.values ?? null

describe('ground', () => {
  it.for([attack('ground', 'wanted by twenty at once')])('%s: %s', async ([, refusal], { expect }) => {
    const place = newPlace()
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => enter(rectangle(place, n, n, 40, 40))))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    const codes = answers.flatMap((answer) => (answer.ok ? [] : (answer.issues ?? []).map(({ code }) => code)))
    expect(new Set(codes)).toEqual(new Set([refusal]))
  })

  it('beside that of another is free, and so is what is of another kind or lies above it', async ({ expect }) => {
    const place = newPlace()
    const key = await entered(rectangle(place, 0, 0, 40, 40))
    expect(await enter(rectangle(place, 40, 0, 40, 40))).toMatchObject({ ok: true })
    expect(await enter(rectangle(place, 5, 5, 10, 10), { kind: 'building', parent: key })).toMatchObject({ ok: true })
    const unit = { kind: 'unit', parent: key }
    expect(await enter(rectangle(place, 5, 5, 10, 10), unit)).toMatchObject({ ok: true })
    expect(await enter(rectangle(place, 5, 5, 10, 10), unit)).toMatchObject({ ok: true })
    expect(await enter(rectangle(place, 39, 0, 2, 10))).toEqual(clash(idOf(key)))
  })

  it('is looked at on both sides of where two cells meet', async ({ expect }) => {
    const place = [25.3, 43.2] as const
    const whole = rectangle(place, -20, -20, 40, 40)
    expect(cellsOf(whole)).toHaveLength(4)
    const key = await entered(whole)
    for (const [east, north] of [
      [-30, -30],
      [10, -30],
      [-30, 10],
      [10, 10],
    ] as const)
      expect(await enter(rectangle(place, east, north, 20, 20))).toEqual(clash(idOf(key)))
    expect(await enter(rectangle(place, -9000, -9000, 18_000, 18_000))).toMatchObject({
      issues: [{ field: 'shape', code: 'shape-too-wide' }],
    })
  })

  it('is free once its record has other ground, or is closed, and stays its own until then', async ({ expect }) => {
    const place = newPlace()
    const [one, other] = [rectangle(place, 0, 0, 30, 30), rectangle(place, 100, 0, 30, 30)]
    const [a, b] = [await entered(one), await entered(other)]
    later(30 * CLAIM_MS)
    expect(await enter(one)).toEqual(clash(idOf(a)))
    const moved = rectangle(place, 200, 0, 30, 30)
    unwrap(await perform(a, 'correct', { shape: moved, area: area(moved) }, 'agkk.registrar'))
    unwrap(await perform(b, 'close', {}, 'agkk.registrar'))
    later(CLAIM_MS)
    expect(await enter(one)).toMatchObject({ ok: true })
    expect(await enter(other)).toMatchObject({ ok: true })
  })

  it('that was claimed for an act which never came about is free after a minute', async ({ expect }) => {
    const shape = rectangle(newPlace(), 0, 0, 30, 30)
    const key = newKey()
    expect(await enter(shape, { area: 1 }, key)).toMatchObject({ ok: false, error: 'area-differs' })
    expect(await enter(shape)).toEqual(clash(idOf(key)))
    later(CLAIM_MS)
    expect(await enter(shape)).toMatchObject({ ok: true })
  })

  it('of which no claim is known is found in the read model', async ({ expect }) => {
    const shape = rectangle(newPlace(), 0, 0, 30, 30)
    const key = await entered(shape)
    await settle([idOf(key)], 'property')
    for (const cell of cellsOf(shape) ?? [])
      await runInDurableObject(groundByName(env, `property.shape:parcel:${cell}`), (_, { storage }) =>
        storage.sql.exec('DELETE FROM ground'),
      )
    expect(await enter(shape)).toEqual(clash(idOf(key)))
  })
})

describe('a parcel', () => {
  it('is split into parts that its owners own as they did, and its parts are merged again', async ({ expect }) => {
    const place = newPlace()
    const whole = rectangle(place, 0, 0, 60, 40)
    const key = await entered(whole)
    const [left, right] = [rectangle(place, 0, 0, 20, 40), rectangle(place, 20, 0, 40, 40)]
    const [one, other] = [newKey(), newKey()]
    // Areas are those of the document: they add up.
    const [a, b] = [area(left), area(whole) - area(left)]
    const parts = [
      { identifier: one, area: a, boundaries: left },
      { identifier: other, area: b, boundaries: right },
    ]
    const slip = rectangle(place, 21, 0, 39, 40)
    const refusals = await Promise.all([
      perform(key, 'split', { parts: [parts[0], { identifier: other, area: b }] as never }, 'agkk.registrar'),
      perform(key, 'split', { parts: [parts[0], { ...parts[1], boundaries: slip }] as never }, 'agkk.registrar'),
    ])
    expect(refusals).toMatchObject([{ error: 'parts-undrawn' }, { error: 'parts-no-whole' }])
    expect(await perform(key, 'split', { parts }, 'agkk.registrar')).toMatchObject({ ok: true })
    expect(await openOf(key)).toMatchObject({ status: 'closed' })
    for (const [part, shape] of [
      [one, left],
      [other, right],
    ] as const)
      expect(await openOf(part)).toMatchObject({
        shape,
        status: 'active',
        owners: [{ share: '1/3' }, { share: '2/3' }],
      })
    expect(await enter(left)).toEqual(clash(idOf(one)))

    // What the old parcel claimed to be entered is forgotten.
    later(CLAIM_MS)
    const into = newKey()
    const { kind: _, ...again } = property(whole)
    const merged = await perform(into, 'merge', { ...again, parts }, 'agkk.registrar')
    expect(merged).toMatchObject({ ok: true })
    expect(await openOf(into)).toMatchObject({ shape: whole, status: 'active' })
    expect(await openOf(one)).toMatchObject({ status: 'closed' })
    expect(await enter(left)).toEqual(clash(idOf(into)))
  })

  it('that is split over a neighbour is not split at all, and is afterwards as it should be', async ({ expect }) => {
    const place = newPlace()
    const key = await entered(rectangle(place, 0, 0, 40, 40))
    const stranger = newKey()
    // It came with an old register, before anybody looked whether it lies over another.
    const shape = rectangle(place, 0, 0, 20, 40)
    const taken = { field: 'shape', group: 'parcel', shape, register: 'property', record: idOf(stranger), among: [] }
    for (const cell of cellsOf(shape) ?? [])
      await runInDurableObject(groundByName(env, `property.shape:parcel:${cell}`), (_, { storage }) => {
        storage.sql.exec('DELETE FROM ground')
      })
    unwrap(await perform(stranger, 'enter', property(rectangle(place, 500, 0, 10, 10))))
    await groundByName(env, `property.shape:parcel:${cellsOf(shape)?.[0] ?? ''}`).claim(taken)
    const [one, other] = [newKey(), newKey()]
    const right = rectangle(place, 20, 0, 20, 40)
    const whole = area(rectangle(place, 0, 0, 40, 40))
    const parts = [
      { identifier: one, area: area(shape), boundaries: shape },
      { identifier: other, area: whole - area(shape), boundaries: right },
    ]
    const refused = await perform(key, 'split', { parts }, 'agkk.registrar')
    expect(refused).toMatchObject({ ok: false, issues: [{ code: 'shape-overlaps', about: idOf(stranger) }] })
    expect([await openOf(one), await openOf(other)]).toEqual([null, null])
    expect(await openOf(key)).toMatchObject({ status: 'active' })
    later(CLAIM_MS)
    expect(await perform(key, 'split', { parts }, 'agkk.registrar')).toMatchObject({ ok: true })
  })
})
