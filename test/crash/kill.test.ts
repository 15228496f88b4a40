// kill -9 at random moments, while the demo is loaded and while acts come in: nothing acknowledged is lost, nothing is
// there twice, and records, log and read model agree when it is over.
import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest'
import { demoActs } from '../../cli/demo/acts.ts'
import { chanceFrom } from '../../cli/demo/chance.ts'
import { signIn } from '../../cli/demo/desks.ts'
import { deskActs } from '../../cli/demo/lives.ts'
import { untilPublished } from '../../cli/published.ts'
import { demoOf } from '../../cli/serve/demo.ts'
import { buildPlatform } from '../../cli/serve/worker.ts'
import type { DemoCard } from '../../workers/engines/identity/software-card.ts'
import { makeDataFolder, removeDataFolder } from '../support/platform.ts'
import { there } from '../support/result.ts'
import { faultsOf, harmReadModel, recordsIn } from './support/disk.ts'
import { readCheckpoint, readKey, readLeaves, treeHash } from './support/log.ts'
import { askPortal, Portal } from './support/portal.ts'
import { trafficOn, type Acknowledged } from './support/traffic.ts'

/** While the demo is loaded, and while acts come in. */
const KILLS = { loading: 2, acting: 19 } as const
const CROWD = { hot: 3, officials: 6, importers: 2 } as const
const REGISTER = 'vehicles'
/** What was delivered late is delivered by an alarm, seconds after the start. */
const PUBLISHED_WITHIN_MS = 30_000

const seed = Number(process.env['CRASH_SEED'] ?? randomInt(2 ** 31))
const chance = chanceFrom(seed)

const data = makeDataFolder()
let portal: Portal
let key: string
const checkpoints: { readonly size: number; readonly root: string }[] = []
let acknowledged: readonly Acknowledged[] = []
/** Hex leaf hashes of the log. */
let leaves: readonly string[] = []
const demo = [...demoActs, ...deskActs].filter(({ register }) => register === REGISTER)

beforeAll(async () => {
  await buildPlatform()
  portal = await Portal.on(data)
}, 120_000)

afterAll(async () => {
  await portal.end()
  removeDataFolder(data)
})

beforeEach(({ onTestFailed }) => onTestFailed(() => console.error(`repeat with CRASH_SEED=${seed}`)))

/** The checkpoint that anyone could have seen: no later one may deny it. */
async function look(): Promise<void> {
  const seen = await readCheckpoint(portal.local, REGISTER, key)
  if (seen !== null) checkpoints.push(seen)
}

/** Some root is seen while acts come in; some acts later everything ends. */
async function killInTheMiddle(): Promise<void> {
  await wait(chance.below(400))
  await look()
  await wait(chance.below(400))
  await portal.kill()
}

interface Listed {
  readonly seq: number
  readonly leafHash: string
}

interface Page {
  readonly entries: readonly Listed[]
  readonly next?: number
}

/** All entries of a record's public history, the latest first. */
async function historyOf(id: string): Promise<readonly Listed[]> {
  const history: Listed[] = []
  for (let query: string | null = ''; query !== null;) {
    const page: Response = await fetch(`${portal.local}/api/registers/${REGISTER}/records/${id}/entries${query}`)
    const { entries, next } = await page.json<Page>()
    history.push(...entries)
    query = next === undefined ? null : `?before=${next}`
  }
  return history
}

const izvor = (...args: readonly string[]) => askPortal(portal, ...args)

describe('a portal that is killed again and again', () => {
  it('loads its demo in the end, however often it was cut off', { timeout: 120_000 }, async ({ expect }) => {
    for (let kill = 0; kill < KILLS.loading; kill += 1) {
      await portal.startUntil(/Loading demo data|Ctrl-C stops it/u)
      await wait(chance.below(1500))
      await portal.kill()
    }
    await portal.start()
    expect((await portal.operator.state(REGISTER)).sequenced).toBe(demo.length)
  })

  it(
    `takes acts through ${KILLS.acting} kills, each until it is acknowledged`,
    { timeout: 240_000 },
    async ({ expect }) => {
      key = await readKey(portal.local, REGISTER)
      const cards = JSON.parse(there((await demoOf(data))['DEMO_CARDS'])) as readonly DemoCard[]
      const elena = there(cards.find(({ id }) => id === 'elena'))
      const traffic = trafficOn(portal, await signIn(portal, elena), CROWD)
      for (let kill = 0; kill < KILLS.acting; kill += 1) {
        await killInTheMiddle()
        await portal.start()
      }
      await traffic.finish()
      ;({ acknowledged } = traffic)
      // Every kill met work.
      expect(acknowledged.length).toBeGreaterThan(10 * KILLS.acting)
    },
  )

  it('publishes everything, soon after the last start', { timeout: 60_000 }, async ({ expect }) => {
    const acts = demo.length + acknowledged.length
    // Each act is one entry, so that whoever counts fewer waits for what is still to be delivered.
    await expect
      .poll(async () => (await portal.operator.state(REGISTER)).sequenced, { timeout: PUBLISHED_WITHIN_MS })
      .toBe(acts)
    for (const register of await portal.operator.registers())
      await untilPublished(portal.operator, register, PUBLISHED_WITHIN_MS)
    expect((await portal.operator.state(REGISTER)).sequenced).toBe(acts)
  })

  it('answers an act that is sent once more as it first did', { timeout: 60_000 }, async ({ expect }) => {
    for (const one of acknowledged.filter((_, n) => n % 10 === 0)) {
      const { id, seq, leafHash } = one
      expect(await one.again()).toMatchObject({ id, seq, leafHash })
    }
  })

  it('shows each acknowledged act once in the history of its record', { timeout: 120_000 }, async ({ expect }) => {
    const byRecord = Map.groupBy(acknowledged, ({ id }) => id)
    expect(byRecord.size).toBeGreaterThan(CROWD.hot)
    for (const [id, acts] of byRecord) {
      const history = await historyOf(id)
      expect(history.map(({ seq }) => seq)).toEqual(Array.from({ length: acts.length }, (_, at) => acts.length - at))
      const expected = acts.map(({ seq, leafHash }) => `${seq} ${leafHash}`)
      expect(new Set(history.map(({ seq, leafHash }) => `${seq} ${leafHash}`))).toEqual(new Set(expected))
    }
  })

  it(
    'has a log whose entries, tiles and signed root agree, and that never took back a root',
    { timeout: 60_000 },
    async ({ expect }) => {
      const { size, root } = there(await readCheckpoint(portal.local, REGISTER, key))
      const { entries, hashes } = await readLeaves(portal.local, REGISTER, size)
      expect(size).toBe(demo.length + acknowledged.length)
      leaves = entries.map((leaf) => leaf.toString('hex'))
      expect(hashes.map((leaf) => leaf.toString('hex'))).toEqual(leaves)
      expect(new Set(leaves).size).toBe(size)
      expect(treeHash(entries).toString('hex')).toBe(root)
      expect(checkpoints.length).toBeGreaterThan(KILLS.acting / 2)
      const taken = checkpoints.filter((seen) => treeHash(entries, 0, seen.size).toString('hex') !== seen.root)
      expect(taken).toEqual([])
    },
  )

  it('has a read model that equals what its records and cases make anew', { timeout: 60_000 }, async ({ expect }) => {
    const { status, stdout, stderr } = izvor('rebuild', '--check')
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^vehicles: \d+ made anew, as it was$/mu)
  })

  it(
    'stops cleanly, and has every entry on the disk once, chained, under its leaf',
    { timeout: 60_000 },
    async ({ expect }) => {
      expect(await portal.stop()).toBe(0)
      const records = recordsIn(data)
      expect(records.length).toBeGreaterThan(500)
      expect(records.flatMap(faultsOf)).toEqual([])
      const entries = records.filter(({ register }) => register === REGISTER).flatMap((record) => record.entries)
      expect(entries.map(({ leafHash }) => leafHash).toSorted()).toEqual(leaves.toSorted())
      const keys = entries.map(({ idempotencyKey }) => idempotencyKey.replace(/^[^:]+:/u, ''))
      const sent = [...demo, ...acknowledged].map(({ idempotencyKey }) => idempotencyKey)
      expect(keys.toSorted()).toEqual(sent.toSorted())
    },
  )

  it('tells and mends a read model that was harmed', { timeout: 60_000 }, async ({ expect }) => {
    harmReadModel(data, `DELETE FROM snapshots WHERE register = 'vehicles' AND n % 7 = 0`)
    await portal.start()
    const harmed = izvor('rebuild', '--check', REGISTER)
    expect([harmed.status, harmed.stdout]).toEqual([1, expect.stringContaining('not as it was')])
    const mended = izvor('rebuild', '--check', REGISTER)
    expect([mended.status, mended.stdout]).toEqual([0, expect.stringContaining('as it was')])
  })
})
