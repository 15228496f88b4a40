// kill -9 while a portal is saved, and while it is brought back into an empty one: each goes on where it was, and what is
// there in the end is what was saved, by the command's own comparison and by what anyone sees from outside.
import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { loadActs } from '../../cli/load.ts'
import { fromRoot } from '../../cli/root.ts'
import { secretsFile } from '../../cli/serve/secrets.ts'
import { buildPlatform } from '../../cli/serve/worker.ts'
import { makeDataFolder, removeDataFolder } from '../support/platform.ts'
import { readCheckpoint, readKey } from './support/log.ts'
import { askPortal, Portal } from './support/portal.ts'

const VEHICLES = 150
const MORE = 30
const LETTERS = 'АВЕКМНОРСТУХ'
/** How often a file is looked at before its writer is killed. */
const LOOK_MS = 5

const [data, empty, folder] = [makeDataFolder(), makeDataFolder(), makeDataFolder()]
const [backups, keys, otherKeys] = ['backups', 'keys', 'others'].map((name) => join(folder, name)) as [
  string,
  string,
  string,
]
let portal: Portal
let restored: Portal
let key: string

beforeAll(async () => {
  await buildPlatform()
  portal = await Portal.on(data, '--no-demo')
  await portal.start()
  key = await readKey(portal.local, 'vehicles')
  expectRun(askPortal(portal, 'backup', '--make-keys', keys), 0)
  expectRun(askPortal(portal, 'backup', '--make-keys', otherKeys), 0)
}, 180_000)

afterAll(async () => {
  await portal.end()
  await restored?.end()
  for (const path of [data, empty, folder]) removeDataFolder(path)
})

interface Ended {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Throws with all that a command said where it ends with another code. */
function expectRun(ended: Ended, status: number): Ended {
  if (ended.status !== status) throw new Error(`${ended.status}: ${ended.stdout}${ended.stderr}`)
  return ended
}

const vehicle = (n: number) => ({
  register: 'vehicles',
  act: 'enter',
  key: `WVWZZZ1JZ3W${String(n).padStart(6, '0')}`,
  input: {
    plate: `К${LETTERS[Math.floor(n / 1000)]}${String(n % 10_000).padStart(4, '0')}ХХ`,
    make: 'Москвич',
    model: '412',
    category: 'M1',
    fuel: 'petrol',
    emissionClass: 'none',
    firstRegistered: '1978-05-16',
    mass: 1045,
    colour: 'yellow',
    owner: '6101057509',
  },
  effectiveFrom: '1978-05-16',
  idempotencyKey: `backup:${n}`,
})

async function enter(from: number, to: number): Promise<void> {
  const acts = Array.from({ length: to - from }, (_, n) => vehicle(from + n))
  const refusals = await loadActs(portal.operator, acts, 0, () => {})
  if (refusals.length > 0) throw new Error(JSON.stringify(refusals[0]))
}

/** A command in a process of its own, which is killed as soon as `until` holds. Whether it was. */
async function killed(of: Portal, until: () => boolean, ...args: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, [fromRoot('cli/izvor.ts'), ...args, '--origin', of.local, '--data', of.data], {
    stdio: 'ignore',
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  while (child.exitCode === null && !until()) await wait(LOOK_MS)
  child.kill('SIGKILL')
  await ended
  return child.signalCode === 'SIGKILL'
}

const draft = join(backups, 'draft.jsonl')
const chunksDone = () => (existsSync(draft) ? readFileSync(draft, 'utf8').split('\n{').length - 1 : -1)

const backup = (...more: readonly string[]) => askPortal(portal, 'backup', backups, '--keys', keys, ...more)
const restore = (...more: readonly string[]) => askPortal(restored, 'restore', backups, '--keys', keys, ...more)

const historyOf = async (of: Portal, id: string): Promise<unknown> =>
  (await fetch(`${of.local}/api/registers/vehicles/records/${id}/entries`)).json()

describe('a portal that is saved while acts come in', () => {
  it(
    'is saved in the end, however often the command is killed, and goes on where it was',
    { timeout: 180_000 },
    async ({ expect }) => {
      await enter(0, VEHICLES)
      const entering = enter(VEHICLES, VEHICLES + MORE)
      for (const chunks of [0, 1, 2])
        expect(await killed(portal, () => chunksDone() >= chunks, 'backup', backups, '--keys', keys)).toBe(true)
      await entering
      const { stdout } = expectRun(backup(), 0)
      expect(stdout).toMatch(
        /^Backup 1, whole: \d+ objects, .* \([12] chunks were there from before it was cut off\)\.$/mu,
      )
      expect(existsSync(draft)).toBe(false)
    },
  )

  it('is saved again by what has changed since', { timeout: 60_000 }, async ({ expect }) => {
    await enter(VEHICLES + MORE, VEHICLES + 2 * MORE)
    // What came while the first was taken comes once more, and the register with it.
    const { stdout } = expectRun(backup(), 0)
    const [, objects] = /^Backup 2: (\d+) objects, \d+ entries of logs/u.exec(stdout) ?? []
    expect(Number(objects)).toBeGreaterThanOrEqual(MORE + 1)
    expect(Number(objects)).toBeLessThan(VEHICLES)
    // A backup is itself entered in the register of backups; records write down what they have delivered.
    expect(expectRun(backup(), 0).stdout).toMatch(/^Backup 3: \d+ objects, [01] entries of logs, 0 files/u)
  })
})

describe('an empty portal', () => {
  it('with other secrets, or another address, takes no backup', { timeout: 60_000 }, async ({ expect }) => {
    restored = await Portal.on(empty, '--no-demo')
    await restored.start()
    expect(restore().stderr).toContain('has another INDEX_KEY and another LOG_KEY')
    await restored.stop()
    mkdirSync(empty, { recursive: true })
    copyFileSync(secretsFile(data), secretsFile(empty))
    await restored.start()
    expect(restore().stderr).toContain('set ORIGIN (locally --origin) to that')
    await restored.stop()
    restored = await Portal.on(empty, '--no-demo', '--origin', portal.origin)
    await restored.start()
    const other = askPortal(restored, 'restore', backups, '--keys', otherKeys)
    expect([other.status, other.stderr]).toEqual([1, expect.stringContaining('is not signed with the key')])
  })

  it(
    'is what was saved, however often command and portal are killed on the way',
    { timeout: 240_000 },
    async ({ expect }) => {
      const sequenced = async () => (await restored.operator.state('vehicles')).sequenced
      let entries = 0
      const looking = async () => (entries = await sequenced().catch(() => entries))
      // While its logs are brought, then while its objects are.
      for (const least of [1, VEHICLES]) {
        const look = setInterval(() => void looking(), 20)
        await killed(restored, () => entries >= least, 'restore', backups, '--keys', keys)
        clearInterval(look)
      }
      const [answer] = await portal.operator.perform([vehicle(VEHICLES - 1)])
      if (answer?.ok !== true) throw new Error('no such vehicle')
      const page = `${restored.local}/api/registers/vehicles/records/${answer.value.id}`
      let isThere = false
      const asking = async () => {
        const found = await fetch(page).catch(() => null)
        isThere ||= found?.ok === true
      }
      const look = setInterval(() => void asking(), 50)
      await killed(restored, () => isThere, 'restore', backups, '--keys', keys)
      clearInterval(look)
      await restored.kill()
      await restored.start()
      const { stdout } = expectRun(restore(), 0)
      expect(stdout).toMatch(/equal {4}\d+ roots of logs/u)
      expect(stdout).not.toContain('DIFFERS')
      expect(stdout).toContain('What was restored is what was saved.')
    },
  )

  it('shows from outside what the other showed', { timeout: 120_000 }, async ({ expect }) => {
    const [was, is] = await Promise.all([portal, restored].map(({ local }) => readCheckpoint(local, 'vehicles', key)))
    expect(is).toEqual(was)
    expect(is?.size).toBe(VEHICLES + 2 * MORE)
    const answers = await portal.operator.perform([vehicle(0), vehicle(VEHICLES + MORE + 1)])
    for (const answer of answers) {
      if (!answer.ok) throw new Error(answer.error)
      expect(await historyOf(restored, answer.value.id)).toEqual(await historyOf(portal, answer.value.id))
    }
    // The same act, asked for again, is answered as it was.
    expect(await restored.operator.perform([vehicle(0)])).toEqual(await portal.operator.perform([vehicle(0)]))
    const { status, stdout } = askPortal(restored, 'rebuild', '--check', 'vehicles')
    expect([status, stdout]).toEqual([0, expect.stringContaining('as it was')])
  })

  it(
    'is not empty any more, goes on, and begins with a whole backup of its own',
    { timeout: 120_000 },
    async ({ expect }) => {
      const again = restore()
      expect([again.status, again.stderr]).toEqual([1, expect.stringContaining('restore-not-empty')])
      const [entered] = await restored.operator.perform([vehicle(VEHICLES + 3 * MORE)])
      expect(entered).toMatchObject({ ok: true, value: { seq: 1 } })
      const { stdout } = expectRun(askPortal(restored, 'backup', backups, '--keys', keys), 0)
      expect(stdout).toMatch(/^Backup 4, whole: /u)
    },
  )
})
