// What saving a portal and bringing it back costs: a whole backup, one of what changed, and a restore with its comparison, by the
// command itself; each beside the least that so many Durable Objects can do.
import { execFile } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { loadActs } from '../../cli/load.ts'
import { operatorOf } from '../../cli/operator.ts'
import { fromRoot } from '../../cli/root.ts'
import { secretsFile, secretsOf } from '../../cli/serve/secrets.ts'
import { startBare } from './bare.ts'
import { vehiclesOf } from './data.ts'
import { makeFolder } from './folders.ts'
import { start } from './program.ts'

/** As many requests as the command has under way, times the objects that a portal works on at once. */
const PARALLEL = 16
/** One record in ten comes between two backups. */
const MORE = 0.1

async function servePortal(data: string): Promise<string> {
  const { said } = await start({
    command: process.execPath,
    args: [join(import.meta.dirname, 'portal/serve.ts'), data, 'empty'],
    ready: /^ready at (\S+) as (\S+)$/mu,
    signal: 'SIGINT',
  })
  return said[1] ?? ''
}

/** Milliseconds, and what the command said. Throws where it fails. */
async function timed(args: readonly string[]): Promise<{ readonly ms: number; readonly said: string }> {
  const before = performance.now()
  const { stdout } = await promisify(execFile)(process.execPath, [fromRoot('cli/izvor.ts'), ...args])
  return { ms: performance.now() - before, said: stdout }
}

/** Milliseconds in which so many requests are answered, a few at a time. */
async function answered(count: number, ask: (n: number) => Promise<Response>): Promise<number> {
  const before = performance.now()
  const waiting = Array.from({ length: count }, (_, n) => n).values()
  const worker = async () => {
    for (const n of waiting) if (!(await ask(n)).ok) throw new Error('the limit does not answer')
  }
  await Promise.all(Array.from({ length: PARALLEL }, worker))
  return performance.now() - before
}

const row = (name: string, objects: number, ms: number, limitMs: number) =>
  `${name.padEnd(44)}${`${Math.round((1000 * objects) / ms)} objects/s`.padStart(16)}${(limitMs / ms).toFixed(2).padStart(12)} of the limit`

/** Measures a portal of so many records, and prints a line a command. */
export async function backUp(records: number, print: (text: string) => void): Promise<void> {
  print(`Entering ${records} vehicles …`)
  const [data, empty, folder] = [makeFolder(), makeFolder(), makeFolder()]
  const [backups, keys] = [join(folder, 'backups'), join(folder, 'keys')]
  const portal = await servePortal(data)
  const operator = operatorOf(portal, secretsOf(data).OPERATOR_TOKEN)
  const more = Math.ceil(records * MORE)
  const acts = vehiclesOf(records + more)
  await loadActs(operator, acts.slice(0, records), 0, () => {})

  const limit = (await startBare(makeFolder())).origin
  const body = JSON.stringify(acts[0])
  const made = await answered(records, (n) => fetch(`${limit}/new${n}`, { method: 'POST', body }))
  const read = await answered(records, (n) => fetch(`${limit}/new${n}`))

  const at = ['--keys', keys, '--origin', portal, '--data', data]
  await timed(['backup', '--make-keys', keys, '--origin', portal])
  const whole = await timed(['backup', backups, ...at])
  await loadActs(operator, acts, records, () => {})
  const changes = await timed(['backup', backups, ...at])
  copyFileSync(secretsFile(data), secretsFile(empty))
  const restored = await servePortal(empty)
  const back = await timed(['restore', backups, '--keys', keys, '--origin', restored, '--data', empty, '--drill'])

  print(
    [
      'The limit reads one row of each of as many objects, or makes as many objects of one row.',
      row('a whole backup', records, whole.ms, read),
      row(`a backup of ${more} records that came since`, more, changes.ms, read * MORE),
      row('a restore, with its comparison', records, back.ms, made),
      '',
      whole.said.trimEnd(),
      changes.said.trimEnd(),
      back.said.trimEnd(),
    ].join('\n'),
  )
}
