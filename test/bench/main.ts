// One run: starts the limit, the portal and the peer, measures row after row, prints the table, and ends what it started.
import { cpus, loadavg, release, totalmem, type as systemType } from 'node:os'
import { readOptions, UsageError } from '../../cli/options.ts'
import { backUp } from './backup.ts'
import { startBare } from './bare.ts'
import { makeFolder, removeFolders } from './folders.ts'
import { CONNECTIONS, loadOn } from './load.ts'
import { identityText } from './identity.ts'
import { explain, measure, type Cell, type Running } from './measure.ts'
import { startPeer } from './peer.ts'
import { startPostgres } from './peer/postgres.ts'
import { startPortal } from './portal.ts'
import { stopPrograms } from './program.ts'
import { searchSnapshots } from './snapshots.ts'
import { rows, type Row, type System } from './system.ts'
import { headText, judge, LIMIT, PEER, PORTAL, rowText, type Results } from './table.ts'

const SECONDS = 3

interface Arguments {
  readonly seconds: number
  readonly only: readonly Row[]
  /** Records of the read model that is searched, where that alone is asked for. */
  readonly snapshots: number
  /** Records of a portal that is saved and restored, where that alone is asked for. */
  readonly backup: number
}

function readArguments(): Arguments {
  const { values } = readOptions(process.argv.slice(2), {
    seconds: { type: 'string' },
    only: { type: 'string' },
    snapshots: { type: 'string' },
    backup: { type: 'string' },
  })
  const snapshots = Number(values.snapshots ?? 0)
  if (!(Number.isSafeInteger(snapshots) && snapshots >= 0 && snapshots <= 10_000_000))
    throw new UsageError(`--snapshots ${values.snapshots}: it is a number up to ten million.`)
  const backup = Number(values.backup ?? 0)
  if (!(Number.isSafeInteger(backup) && backup >= 0 && backup <= 1_000_000))
    throw new UsageError(`--backup ${values.backup}: it is a number up to a million.`)
  const seconds = Number(values.seconds ?? SECONDS)
  if (!(seconds >= 1 && seconds <= 600))
    throw new UsageError(`--seconds ${values.seconds}: it is a number from 1 to 600.`)
  const names = values.only?.split(',') ?? Object.keys(rows)
  const unknown = names.find((name) => !Object.hasOwn(rows, name))
  if (unknown !== undefined)
    throw new UsageError(`There is no row '${unknown}'. There are ${Object.keys(rows).join(', ')}.`)
  return { seconds, only: names as Row[], snapshots, backup }
}

const print = (text: string) => void process.stdout.write(`${text}\n`)

/** The peer, or why there is no PostgreSQL for it: that is part of the table. */
async function peerOrReason(): Promise<System | string> {
  const postgres = await startPostgres().catch((error: Error) => error.message)
  return typeof postgres === 'string' ? postgres : startPeer(postgres)
}

function headerText(systems: ReadonlyMap<string, Running>, missing: string | undefined, seconds: number): string {
  const [core] = cpus()
  return [
    `${new Date().toISOString()}  ${cpus().length} cores (${core?.model}), ${Math.round(totalmem() / 2 ** 30)} GB, ${systemType()} ${release()}`,
    `Load average before the first row: ${loadavg()[0]?.toFixed(1)}; where others work on the machine, believe the ratios alone`,
    `Node ${process.versions.node}; ${CONNECTIONS} connections; ${seconds} s a system and row, in rounds that alternate; ratios are medians of the rounds`,
    '',
    ...[...systems].map(([name, { system }]) => `${name.padEnd(6)} ${system.about}`),
    ...(missing === undefined ? [] : [`${PEER.padEnd(6)} missing: ${missing}`]),
    '',
    'An act is one HTTP request of an official with a session (POST /api/registers/vehicles/acts/change-plate); each gives',
    'the vehicle a plate that it never had. The limit keeps the same body, without a session or any check. The peer checks',
    'session, role, input and conditions by the same kernel, and writes history, audit and snapshot in one transaction.',
    'A login is two requests: a challenge, and the answer of a passkey; the limit verifies one P-256 signature a request.',
    'All three have it on the disk (fsync) when they answer. Limit and portal are served by workerd itself, without the',
    'proxies that Miniflare puts before it on a developer’s machine; their objects, once awake, stay awake.',
  ].join('\n')
}

async function explained(missed: ReadonlySet<Row>, portal: Running, seconds: number): Promise<string> {
  const lines: string[] = []
  for (const row of missed) {
    const taken = await explain(portal.system.steps?.[row] ?? [], seconds, portal)
    lines.push('', `Where the time of '${rows[row]}' goes (server time of one request, by asking for less of it):`)
    for (const { name, ms } of taken) lines.push(`${ms.toFixed(2).padStart(8)} ms  ${name}`)
  }
  return lines.join('\n')
}

async function run(): Promise<void> {
  const { seconds, only, snapshots, backup } = readArguments()
  if (backup > 0) return backUp(backup, print)
  if (snapshots > 0) return searchSnapshots(snapshots, seconds, print)
  const running = (system: System): Running => ({ system, load: loadOn(system.origin) })
  print('Starting the portal, the limit and the peer, each with a thousand records …')
  // The portal first: it builds what the limit's front door serves.
  const portal = running(await startPortal(makeFolder()))
  const limit = running(await startBare(makeFolder()))
  const peer = await peerOrReason()
  const systems = new Map([
    [LIMIT, limit],
    [PORTAL, portal],
    ...(typeof peer === 'string' ? [] : [[PEER, running(peer)] as const]),
  ])
  print(`\n${headerText(systems, typeof peer === 'string' ? peer : undefined, seconds)}\n\n${headText}`)

  const results = new Map<Row, ReadonlyMap<string, Cell>>()
  for (const row of only) {
    const cells = await measure(row, seconds, systems)
    results.set(row, cells)
    print(rowText(row, cells))
  }
  print(`\n${await verdict(results, { portal, limit }, seconds)}`)
  for (const { load } of systems.values()) await load.close()
}

async function verdict(
  results: Results,
  { portal, limit }: { readonly portal: Running; readonly limit: Running },
  seconds: number,
): Promise<string> {
  const acts = [results.get('act'), results.get('acts')].flatMap((cells) => cells?.get(PORTAL) ?? [])
  const settledMs = Math.max(...acts.map((cell) => cell.settledMs))
  const { text, missed } = judge(results)
  return [
    ...(acts.length === 0
      ? []
      : [
          `Published (log, checkpoint, read model) at most ${settledMs.toFixed(0)} ms after the last act of a round; not one was lost.`,
          '',
        ]),
    text,
    ...(await identityText(results, limit, seconds)),
    await explained(missed, portal, seconds),
  ].join('\n')
}

async function end(code: number): Promise<never> {
  await stopPrograms()
  removeFolders()
  process.exit(code)
}

for (const [index, signal] of (['SIGHUP', 'SIGINT', 'SIGTERM'] as const).entries())
  process.once(signal, () => void end(128 + [1, 2, 15][index]!))
process.once('disconnect', () => void end(1))

try {
  await run()
  await end(0)
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error)
  await end(error instanceof UsageError ? 2 : 1)
}
