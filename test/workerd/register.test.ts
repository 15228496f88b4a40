// A register's object: the order of its entries, and what it publishes, whatever breaks on the way.
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, it, vi } from 'vitest'
import type { RecordObject } from '../../durable-objects/record.ts'
import type { RegisterObject } from '../../durable-objects/register.ts'
import { hashLeaf } from '../../workers/engines/leaf.ts'
import { parseVerifierKey } from '../../workers/engines/log/note.ts'
import { parseProof, verifyProof } from '../../workers/engines/log/proof.ts'
import { newFullTiles, parseBundle, tilePath } from '../../workers/engines/log/tile.ts'
import { leafHash, storedCount } from '../../workers/engines/log/tree.ts'
import type { Snapshot } from '../../workers/engines/snapshot.ts'
import type { Env } from '../../workers/env.ts'
import { toHex, utf8 } from '../../workers/kernel/bytes.ts'
import { registerObject } from '../../workers/store/objects.ts'
import { act, entered, faults, known, logOf, owner, settle, vehicle } from '../support/ledger.ts'
import { there, unwrap } from '../support/result.ts'

const vehicles = registerObject(env, 'vehicles')

beforeEach(() => {
  // What breaks is told to the operator; here it is meant to.
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** The surroundings of an object, for as long as the work takes. */
async function surrounded(
  object: RecordObject | RegisterObject,
  other: Partial<Env>,
  work: () => Promise<void>,
): Promise<void> {
  const instance = object as unknown as { env: Env }
  const own = instance.env
  instance.env = { ...own, ...other }
  try {
    await work()
  } finally {
    instance.env = own
  }
}

const broken = () => Promise.reject(new Error('the store is gone'))

describe('a delivery', () => {
  const snapshot = (id: string, seq: number): Snapshot => ({
    id,
    seq,
    recordedAt: seq,
    definition: 1,
    effectiveFrom: '2026-01-01',
    caption: `${id} ${seq}`,
    open: { n: seq },
    exact: {},
    words: '',
    called: '',
    tokens: '',
    facets: [],
    past: '',
  })
  const entry = (seq: number) => ({ seq, leaf: `leaf ${seq}`, leafHash: hashLeaf(`leaf ${seq}`) })
  const seqs = async (register: string, record: string) =>
    (await logOf(register)).filter((row) => row.record === record).map(({ seq }) => seq)

  it('is answered with how far the entries came, twice as once, and never with a gap', async ({ expect }) => {
    const register = registerObject(env, 'deliveries')
    expect(await register.deliver('a', [entry(1), entry(2)], snapshot('a', 2))).toBe(2)
    expect(await register.deliver('a', [entry(1), entry(2)], snapshot('a', 2))).toBe(2)
    expect(await register.deliver('a', [entry(4), entry(5)], snapshot('a', 5))).toBe(2)
    expect(await register.deliver('a', [entry(2), entry(3), entry(5)], snapshot('a', 3))).toBe(3)
    expect(await register.deliver('b', [entry(2)], snapshot('b', 2))).toBe(0)
    expect(await register.deliver('b', [], null)).toBe(0)
    expect([await seqs('deliveries', 'a'), await seqs('deliveries', 'b')]).toEqual([[1, 2, 3], []])
  })

  it('that comes late does not turn the read model back', async ({ expect }) => {
    const register = registerObject(env, 'late')
    await register.deliver('a', [entry(1), entry(2)], snapshot('a', 2))
    await register.deliver('a', [entry(1)], snapshot('a', 1))
    await settle([], 'late')
    const row = () => env.DB.prepare(`SELECT seq, caption FROM snapshots WHERE register = 'late'`).first()
    expect(await row()).toEqual({ seq: 2, caption: 'a 2' })
    await register.deliver('a', [entry(1)], snapshot('a', 1))
    await settle([], 'late')
    expect(await row()).toEqual({ seq: 2, caption: 'a 2' })
  })
})

/** Does the work in the object, with surroundings that fail; what it throws is part of the crash. */
const inRegister = (other: Partial<Env>) =>
  runInDurableObject(vehicles, (object) => surrounded(object, other, () => object.alarm()))

/** A database that does what it is told, or nothing, and then breaks. */
const database = (done: boolean): D1Database =>
  ({
    prepare: (query: string) => env.DB.prepare(query),
    batch: async (statements: D1PreparedStatement[]) => {
      if (done) await env.DB.batch(statements)
      return broken()
    },
  }) as unknown as D1Database

const store = { put: broken } as unknown as R2Bucket

/** A register that takes the delivery, or does not, and is not heard of again. */
const deafRegister = (kept: boolean) =>
  ({
    getByName: (name: string) => ({
      deliver: async (...delivery: Parameters<RegisterObject['deliver']>) => {
        if (kept) await env.REGISTER.getByName(name).deliver(...delivery)
        return broken()
      },
    }),
  }) as unknown as Env['REGISTER']

/** How many entries the log must have so that the next few fill a tile, which goes to the store. */
const fillUp = async (left: number) => {
  const { id } = await entered()
  const size = (await logOf('vehicles')).length + 1
  const entries = Array.from({ length: 256 - ((size + left) % 256) }, (_, n) => ({
    seq: n + 1,
    leaf: `filler ${size + n}`,
  }))
  const filler = entries.map(({ seq, leaf }) => ({ seq, leaf, leafHash: hashLeaf(leaf) }))
  await settle([id])
  await vehicles.deliver(`filler-${size}`, filler, null)
  await settle([])
}

describe('after a crash', () => {
  it.for<[what: string, record: Partial<Env>, register: Partial<Env>]>([
    ['the delivery lost', { REGISTER: deafRegister(false) }, {}],
    ['the delivery kept, its receipt lost', { REGISTER: deafRegister(true) }, {}],
    ['the tiles not stored', {}, { STORE: store }],
    ['the read model not written', {}, { DB: database(false) }],
    ['the read model written, the checkpoint not kept', {}, { DB: database(true) }],
  ])('%s: all that was acknowledged is published once', async ([, record, register], { expect }) => {
    await fillUp(3)
    const { vin, id } = await entered()
    const before = await vehicles.state()
    for (const n of [1, 2, 3]) await known(owner(n))
    await runInDurableObject(vehicle(vin), (object) =>
      surrounded(object, record, async () => {
        for (const n of [1, 2, 3])
          unwrap(
            await object.perform({
              register: 'vehicles',
              key: vin,
              act: 'change-owner',
              input: { owner: owner(n) },
              idempotencyKey: `crash-${n}`,
              actor: { role: 'mvr.registrar' },
              basis: {},
            }),
          )
        await object.alarm()
      }),
    )
    await inRegister(register)
    if (Object.keys(register).length > 0) expect((await vehicles.state()).published).toBe(before.published)
    // Whatever was in memory is gone too.
    await evictDurableObject(vehicle(vin))
    await evictDurableObject(vehicles)
    await settle([id])
    expect(await faults([id])).toEqual([])
    expect((await logOf('vehicles')).filter((row) => row.record === id).map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
  })

  it('that set the register back to an older day, the records deliver again what it lost', async ({ expect }) => {
    const { vin, id } = await entered()
    await settle([id])
    const before = await vehicles.state()
    unwrap(await act(vin, 'suspend'))
    await settle([id])
    await runInDurableObject(vehicles, (_, { storage: { sql } }) => {
      sql.exec('DELETE FROM log WHERE position >= ?', before.sequenced)
      sql.exec('DELETE FROM hashes WHERE n >= ?', storedCount(before.sequenced))
      sql.exec('DELETE FROM published')
    })
    unwrap(await act(vin, 'resume'))
    await settle([id])
    expect(await faults([id])).toEqual([])
  })
})

describe('a register of more than two tiles', () => {
  const register = registerObject(env, 'tiles')
  const SIZE = 600
  const leaves = Array.from({ length: SIZE }, (_, n) => `leaf ${n}`)

  it('keeps full tiles as it would cut them, and cuts the others, of what is published alone', async ({ expect }) => {
    for (let from = 0; from < SIZE; from += 100) {
      const entries = leaves.slice(from, from + 100).map((leaf, n) => ({ seq: n + 1, leaf, leafHash: hashLeaf(leaf) }))
      await register.deliver(`record ${from}`, entries, null)
    }
    const last = { level: 'entries', index: 2, width: SIZE - 512 } as const
    if ((await register.state()).published < SIZE) expect(await register.tile(last)).toBeNull()
    await settle([], 'tiles')
    const tiles = newFullTiles(0, SIZE)
    expect(tiles.map(tilePath)).toEqual(['tile/entries/000', 'tile/entries/001', 'tile/0/000', 'tile/0/001'])
    for (const tile of tiles) {
      const stored = await there(await env.STORE.get(`tiles/log/${tilePath(tile)}`)).bytes()
      expect(stored).toEqual(await register.tile(tile))
    }
    const texts = unwrap(parseBundle(there(await register.tile(last)))).map((bytes) => new TextDecoder().decode(bytes))
    expect(texts).toEqual(leaves.slice(512))
    const hashes = there(await register.tile({ level: 0, index: 2, width: SIZE - 512 }))
    expect(toHex(hashes)).toBe(
      leaves
        .slice(512)
        .map((leaf) => toHex(leafHash(utf8(leaf))))
        .join(''),
    )
    expect(await register.tile({ level: 1, index: 0, width: 2 })).not.toBeNull()
    for (const beyond of [
      { level: 0, index: 2, width: SIZE - 511 },
      { level: 0, index: 3, width: 1 },
      { level: 1, index: 0, width: 3 },
      { level: 63, index: 0, width: 1 },
    ])
      expect(await register.tile(beyond)).toBeNull()
  })

  it('proves each of its entries, and none that it does not have', async ({ expect }) => {
    await settle([], 'tiles')
    const verifier = unwrap(parseVerifierKey((await register.state()).verifierKey))
    const log = await logOf('tiles')
    expect(log).toHaveLength(SIZE)
    const proofs = await runInDurableObject(register, (object) =>
      log.map(({ record, seq }) => object.proof(record, seq)),
    )
    const verdicts = await Promise.all(
      proofs.map(async (proof, n) => verifyProof(unwrap(parseProof(proof ?? '')), utf8(leaves[n] ?? ''), verifier)),
    )
    expect(verdicts.filter(({ ok }) => !ok)).toEqual([])
    expect(await register.proof('record 0', 101)).toBeNull()
    expect(await register.proof('nobody', 1)).toBeNull()
  })
})
