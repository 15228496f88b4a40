// Old registers that come in as files: what is made of each row, what is told of it, and that doing it twice changes nothing.
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, it, vi } from 'vitest'
import type { ImportObject } from '../../durable-objects/import.ts'
import type { RegisterObject } from '../../durable-objects/register.ts'
import { verifyExtract } from '../../workers/engines/log/extract.ts'
import { recordId } from '../../workers/engines/names.ts'
import type { Env } from '../../workers/env.ts'
import { vehicles as definition } from '../../workers/domains/vehicles.ts'
import { importsOf, registerObject } from '../../workers/store/objects.ts'
import { bytesOf, checked, entered, sent, worked } from '../support/imports.ts'
import { act, faults, logOf, owner, settle, vehicle } from '../support/ledger.ts'
import { there, unwrap } from '../support/result.ts'

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}))
afterEach(() => void vi.restoreAllMocks())

const HEADINGS = [
  'Номер на рамата (VIN)',
  'Регистрационен номер',
  'Марка',
  'Модел',
  'Категория',
  'Гориво',
  'Екологична категория',
  'Първа регистрация',
  'Маса',
  'Цвят',
  'Собственик (ЕГН)',
]

let made = 0
/** A row of an old register of vehicles; no two of a run are the same. */
function row(change: { readonly [at: number]: string } = {}): readonly string[] {
  const n = String((made += 1)).padStart(4, '0')
  const cells = [
    `WVWZZZ7MZ9W99${n}`,
    `ЕА${n}ТТ`,
    'Москвич',
    '412',
    'M1',
    'petrol',
    'euro4',
    '16.05.1978 г.',
    '1045',
    'yellow',
    owner(0),
  ]
  return cells.map((cell, at) => change[at] ?? cell)
}

const vinOf = ([vin = '']: readonly string[]): string => vin
const idOf = (cells: readonly string[]): string => recordId(env.INDEX_KEY, definition, vinOf(cells))

const windows1251 = (bytes: Uint8Array): Uint8Array =>
  Uint8Array.from(new TextDecoder().decode(bytes), (letter) => {
    const code = letter.charCodeAt(0)
    return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code
  })

type Line = readonly [row: number, line: number, issues: readonly { field: string; code: string; row?: number }[]]

const lines = async (one: { readonly id: string }) =>
  (await importsOf(env, 'vehicles').bad(one.id, 0)).lines.map((text): Line => {
    const [n, line, issues] = JSON.parse(text) as Line
    return [n, line, issues]
  })

describe('a file of an old register', () => {
  it('is recognised, tried out and entered: each row a record with its entry, its place in the log and its file', async ({
    expect,
  }) => {
    const rows = Array.from({ length: 5 }, () => row())
    const file = await sent('vehicles', windows1251(bytesOf(HEADINGS, ...rows)))
    expect(file).toMatchObject({ state: 'read', encoding: 'windows-1251', format: { kind: 'csv', separator: ';' } })
    expect(file.sample?.[0]?.[2]).toBe('Москвич')
    const tried = await checked(file)
    expect(tried).toMatchObject({ state: 'checked', counts: { rows: 5, entered: 5, same: 0, bad: 0 } })
    expect(await vehicle(vinOf(there(rows[0]))).open()).toBeNull()

    const done = await entered(tried)
    expect(done).toMatchObject({ state: 'done', counts: { rows: 5, entered: 5, same: 0, bad: 0 } })
    const [third = []] = rows.slice(2)
    const page = there(await vehicle(vinOf(third)).page({}))
    expect(page.record?.values).toMatchObject({ make: 'Москвич', firstRegistered: '1978-05-16', mass: 1045 })
    expect(page.entries).toMatchObject([{ seq: 1, act: 'enter', role: 'operator', import: { id: file.id, row: 3 } }])
    const kept = await runInDurableObject(vehicle(vinOf(third)), (_, { storage: { sql } }) =>
      sql.exec<{ entry: string }>('SELECT entry FROM entries').one(),
    )
    expect(JSON.parse(kept.entry)).toMatchObject({ basis: { source: { import: file.id, file: file.file, row: 3 } } })
    expect((await logOf('vehicles')).filter(({ record }) => rows.some((cells) => idOf(cells) === record))).toHaveLength(
      5,
    )

    const extract = await vehicle(vinOf(third)).extractOf(1, [])
    expect(await verifyExtract(extract)).toMatchObject({ ok: true })
    const leaf = JSON.parse(there(extract.entries[0]).leaf) as { import: string; commitments: object }
    expect(leaf.import).toBe(file.id)
    expect(Object.keys(leaf.commitments)).toEqual(expect.arrayContaining(['source', 'row']))
    expect(JSON.stringify(extract)).not.toContain(file.file)
  })

  it('that comes twice changes nothing, and its records are acted on as any other', async ({ expect }) => {
    const rows = Array.from({ length: 3 }, () => row())
    const bytes = bytesOf(HEADINGS, ...rows)
    const first = await entered(await checked(await sent('vehicles', bytes)))
    const size = (await logOf('vehicles')).length
    const again = await entered(await checked(await sent('vehicles', bytes)))
    expect([again.id, again.counts]).toEqual([first.id, { rows: 3, entered: 0, same: 3, bad: 0 }])
    // The same rows in another file.
    const other = await entered(await checked(await sent('vehicles', bytesOf(HEADINGS, ...rows.toReversed()))))
    expect(other.counts).toEqual({ rows: 3, entered: 0, same: 3, bad: 0 })
    expect(await logOf('vehicles')).toHaveLength(size)

    const [cells = []] = rows
    const changed = await act(vinOf(cells), 'suspend')
    expect(changed).toMatchObject({ ok: true, value: { seq: 2 } })
    expect(await act(vinOf(rows[1] ?? []), 'enter', {}, {})).toMatchObject({ ok: false })
    await settle([idOf(cells)])
    expect(await faults([idOf(cells)])).toEqual([])
  })

  it('says of each bad row why, and the file of bad rows, mended, brings in the rest', async ({ expect }) => {
    const good = row()
    const rows = [
      good,
      row({ 0: 'НЕ Е VIN' }),
      row({ 8: 'тежка', 7: '31.02.1999' }),
      good.map((cell, at) => (at === 1 ? `ЕА${String((made += 1)).padStart(4, '0')}ТТ` : cell)),
      row({ 1: there(good[1]) }),
      row({ 3: '=HYPERLINK("http://evil.example")' }),
      row().slice(0, 5),
      [...row(), 'още'],
      row({ 9: 'Жълт' }),
    ]
    const tried = await checked(await sent('vehicles', bytesOf(HEADINGS, ...rows)))
    expect(tried.counts).toEqual({ rows: 9, entered: 2, same: 0, bad: 7 })
    expect((await lines(tried)).map(([n, line, issues]) => [n, line, issues])).toEqual([
      [2, 3, [{ field: 'vin', code: 'wrong-format' }]],
      [
        3,
        4,
        [
          { field: 'firstRegistered', code: 'not-a-date' },
          { field: 'mass', code: 'not-a-whole-number' },
        ],
      ],
      [4, 5, [{ field: 'vin', code: 'row-twice', row: 1 }]],
      [5, 6, [{ field: 'plate', code: 'row-twice', row: 1 }]],
      [6, 7, [{ field: 'model', code: 'formula' }]],
      [7, 8, [{ field: '', code: 'cells-missing' }]],
      [8, 9, [{ field: '', code: 'cells-too-many' }]],
    ])
    const done = await entered(tried)
    expect(done.counts).toEqual({ rows: 9, entered: 2, same: 0, bad: 7 })

    const headings = ['izvor:row', 'izvor:why', ...HEADINGS]
    const mended = await sent('vehicles', bytesOf(headings, ['2', 'рамата', ...row()], ['3', 'масата', ...row()]))
    expect((await entered(await checked(mended))).counts).toEqual({ rows: 2, entered: 2, same: 0, bad: 0 })
  })

  it('is refused values that another record has, and records that are not there', async ({ expect }) => {
    const [first, second] = [row(), row()]
    await entered(await checked(await sent('vehicles', bytesOf(HEADINGS, first))))
    const rows = [
      second.map((cell, at) => (at === 1 ? there(first[1]) : cell)),
      first.map((cell, at) => (at === 8 ? '1046' : at === 1 ? there(row()[1]) : cell)),
    ]
    const tried = await checked(await sent('vehicles', bytesOf(HEADINGS, ...rows)), { references: 'check' })
    expect((await lines(tried)).map(([n, , issues]) => [n, issues])).toEqual([
      [1, expect.arrayContaining([{ field: 'plate', code: 'value-taken' }])],
      [2, [{ field: '', code: 'record-exists' }]],
    ])
    const orphan = await checked(await sent('vehicles', bytesOf(HEADINGS, row({ 10: owner(900) }))), {
      references: 'check',
    })
    expect(await lines(orphan)).toMatchObject([[1, 2, [{ field: 'owner', code: 'reference-unknown' }]]])
  })

  it('leaves its records to whoever is just entering them by hand', async ({ expect }) => {
    const cells = row()
    const tried = await checked(await sent('vehicles', bytesOf(HEADINGS, cells)))
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25_000 })
    // Somebody is about to enter the record, and has not yet all that it takes.
    expect(await act(vinOf(cells), 'enter', { make: '' })).toMatchObject({ ok: false, error: 'invalid-input' })
    unwrap(await importsOf(env, 'vehicles').enter(tried.id, { actor: { role: 'operator' } }))
    const done = await worked('vehicles', tried.id)
    vi.useRealTimers()
    expect(done.counts).toEqual({ rows: 1, entered: 0, same: 0, bad: 1 })
    expect(await lines(done)).toMatchObject([[1, 2, [{ code: 'record-busy' }]]])
  })
})

/** The surroundings of an object, for as long as the work takes. */
async function surrounded(other: Partial<Env>, work: (object: ImportObject) => Promise<void>): Promise<void> {
  await runInDurableObject(importsOf(env, 'vehicles'), async (object) => {
    const instance = object as unknown as { env: Env }
    const own = instance.env
    instance.env = { ...own, ...other }
    try {
      await work(object)
    } finally {
      instance.env = own
    }
  })
}

const broken = () => Promise.reject(new Error('gone'))

/** A register that takes the batch, or does not, and is not heard of again. */
const deafRegister = (kept: boolean) =>
  ({
    getByName: (name: string) => {
      const register = env.REGISTER.getByName(name)
      return {
        whether: (...asked: Parameters<RegisterObject['whether']>) => register.whether(...asked),
        arrivalsIn: () => register.arrivalsIn(),
        arrive: async (...batch: Parameters<RegisterObject['arrive']>) => {
          if (kept) await register.arrive(...batch)
          return broken()
        },
      }
    },
  }) as unknown as Env['REGISTER']

const database = (done: boolean): D1Database =>
  ({
    prepare: (query: string) => env.DB.prepare(query),
    batch: async (statements: D1PreparedStatement[]) => {
      if (done) await env.DB.batch(statements)
      return broken()
    },
  }) as unknown as D1Database

const store = (done: boolean): R2Bucket =>
  ({
    get: (name: string) => env.STORE.get(name),
    put: async (name: string, text: string) => {
      if (done) await env.STORE.put(name, text)
      return broken()
    },
  }) as unknown as R2Bucket

describe('after a crash', () => {
  it.for<[what: string, surroundings: Partial<Env>]>([
    ['the batch not stored', { STORE: store(false) }],
    ['the batch stored, nothing more', { STORE: store(true) }],
    ['the batch not in the log', { REGISTER: deafRegister(false) }],
    ['the batch in the log, and nobody heard of it', { REGISTER: deafRegister(true) }],
    ['the read model not written', { DB: database(false) }],
    ['the read model written, nothing more', { DB: database(true) }],
  ])('%s: each row is entered once, and counted once', async ([, surroundings], { expect }) => {
    const rows = [row(), row(), row({ 8: 'тежка' })]
    const tried = await checked(await sent('vehicles', bytesOf(HEADINGS, ...rows)))
    await registerObject(env, 'vehicles').arrivalsIn()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25_000 })
    unwrap(await importsOf(env, 'vehicles').enter(tried.id, { actor: { role: 'operator' } }))
    await surrounded(surroundings, (object) => object.alarm())
    await evictDurableObject(importsOf(env, 'vehicles'))
    const done = await worked('vehicles', tried.id)
    vi.useRealTimers()
    expect(done).toMatchObject({ state: 'done', counts: { rows: 3, entered: 2, same: 0, bad: 1 } })
    const ids = rows.slice(0, 2).map(idOf)
    await settle(ids)
    expect((await logOf('vehicles')).filter(({ record }) => ids.includes(record))).toHaveLength(2)
    expect(await faults(ids)).toEqual([])
  })
})

it('is in a read model that is made anew as it was, whether its records came to life or not', async ({ expect }) => {
  const rows = [row(), row(), row()]
  await entered(await checked(await sent('vehicles', bytesOf(HEADINGS, ...rows))))
  const ids = rows.map(idOf)
  unwrap(await act(vinOf(there(rows[0])), 'suspend'))
  await settle(ids)
  const held = async () =>
    (
      await env.DB.prepare(
        `SELECT id, seq, recorded_at, caption, open FROM snapshots WHERE register = 'vehicles' AND id IN (?, ?, ?) ORDER BY id`,
      )
        .bind(...ids)
        .all()
    ).results
  const before = await held()
  const register = registerObject(env, 'vehicles')
  for (let next: string | undefined = ''; next !== undefined;) ({ next } = await register.rebuild(next))
  expect(before).toHaveLength(3)
  expect(await held()).toEqual(before)
})
