// Brings an old register's file into a register: sends it, tries out every row, enters the good ones, and keeps the bad.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, readFileSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { partMax } from '../../workers/engines/import/state.ts'
import type { Door } from '../operator.ts'
import { UsageError } from '../options.ts'
import { progress } from '../progress.ts'
import { reasonOf, Unable } from '../unable.ts'
import { importsAt, type Chosen, type Told } from './portal.ts'

/** How often it is looked how far the portal is. */
const LOOK_MS = 400

export interface Wanted {
  readonly register: string
  readonly file: string
  readonly act: string | undefined
  /** `Heading=field`, and `Heading=` to leave a column out. */
  readonly columns: readonly string[]
  /** A file of JSON with the same. */
  readonly mapping: string | undefined
  readonly encoding: string | undefined
  readonly separator: string | undefined
  readonly references: 'check' | 'leave'
  /** Only try it out. */
  readonly check: boolean
  /** Where the bad rows go. */
  readonly bad: string | undefined
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size
  } catch (error) {
    throw new Unable(`${file} cannot be read (${reasonOf(error)}).`)
  }
}

function columnsOf({ columns, mapping }: Wanted): Chosen['mapping']['columns'] {
  const pairs = columns.map((pair) => {
    const at = pair.lastIndexOf('=')
    if (at < 1) throw new UsageError(`--column '${pair}': it is Heading=field.`)
    return [pair.slice(0, at), pair.slice(at + 1)] as const
  })
  const written =
    mapping === undefined ? {} : (JSON.parse(readFileSync(mapping, 'utf8')) as Chosen['mapping']['columns'])
  return { ...written, ...Object.fromEntries(pairs) }
}

type Imports = ReturnType<typeof importsAt>

/** Sends what the portal does not have yet. */
async function send(imports: Imports, { id, received = 0 }: Told, file: string, size: number): Promise<void> {
  const parts = Math.ceil(size / partMax)
  const bar = progress('Sending', parts)
  const handle = await open(file)
  try {
    for (let n = received; n < parts; n += 1) {
      const bytes = new Uint8Array(Math.min(partMax, size - n * partMax))
      await handle.read(bytes, 0, bytes.length, n * partMax)
      await imports.send(id, n, bytes)
      bar.at(n + 1)
    }
  } finally {
    await handle.close()
  }
  bar.end()
}

/** Waits until the portal is through with what it does, and shows how far it is. */
async function until(imports: Imports, id: string, title: string, states: readonly string[]): Promise<Told> {
  let one = await imports.get(id)
  const bar = progress(title, one.total ?? 0)
  while (states.includes(one.state)) {
    bar.at(one.done)
    await wait(LOOK_MS)
    one = await imports.get(id)
  }
  bar.at(one.total ?? 0)
  bar.end()
  if (one.fault !== undefined)
    throw new Unable(`${one.fault.code}${one.fault.line === undefined ? '' : `, line ${one.fault.line}`}`)
  return one
}

function report({ reasons, counts }: Told): void {
  for (const [reason, count] of Object.entries(reasons).toSorted(([, a], [, b]) => b - a))
    console.error(`${count} × ${reason.trim()}`)
  if (counts.bad > 0) console.error(`${counts.bad} of ${counts.rows} rows are bad`)
}

async function keepBad(imports: Imports, { id, counts }: Told, to: string | undefined): Promise<void> {
  if (to === undefined || counts.bad === 0) return
  const { body } = await imports.bad(id)
  if (body === null) return
  await pipeline(Readable.fromWeb(body), createWriteStream(to))
  console.log(`The bad rows are in ${to}: mend them there, and import that file.`)
}

/** Exit code 0: every row is in; 1: some are not. */
export async function importFile(door: Door, wanted: Wanted): Promise<number> {
  const { register, file, encoding, separator, references } = wanted
  const size = sizeOf(file)
  const imports = importsAt(door, register)
  const known = await imports.begin({ name: basename(file).slice(-200), file: await hashOf(file), size })
  const { id } = known
  if (known.state === 'receiving') {
    await send(imports, known, file, size)
    await imports.read(id)
  }
  let one = await until(imports, id, 'Reading', ['reading'])
  // What was entering when somebody stopped looking is looked at again; what is done may be done anew, and changes nothing.
  if (one.state !== 'entering' && one.state !== 'publishing') {
    const act = wanted.act ?? (await onlyAct(door, register))
    await imports.check(id, {
      ...(encoding === undefined ? {} : { encoding }),
      ...(separator === undefined ? {} : { separator }),
      mapping: { act, columns: columnsOf(wanted), references },
    })
    one = await until(imports, id, 'Trying out', ['checking'])
    report(one)
    if (wanted.check) {
      await keepBad(imports, one, wanted.bad)
      console.log(`${one.counts.entered} would be entered, ${one.counts.same} are there, ${one.counts.bad} are bad`)
      return one.counts.bad === 0 ? 0 : 1
    }
    await imports.enter(id)
  }
  one = await until(imports, id, 'Entering', ['entering', 'publishing'])
  if (one.counts.bad > 0) report(one)
  await keepBad(imports, one, wanted.bad)
  console.log(
    `${one.counts.rows} rows: ${one.counts.entered} entered, ${one.counts.same} were there, ${one.counts.bad} bad`,
  )
  return one.counts.bad === 0 ? 0 : 1
}

/** The act by which a record comes into the register, where there is one. */
async function onlyAct(door: Door, register: string): Promise<string> {
  const answer = await door(`/registers/${register}/acts`, { method: 'GET' })
  const { acts } = (await answer.json()) as { readonly acts?: readonly string[] }
  const [first, ...rest] = acts ?? []
  if (first === undefined) throw new UsageError(`There is no register '${register}' into which a file may be brought.`)
  if (rest.length > 0) throw new UsageError(`By which act? --act ${[first, ...rest].join(' or --act ')}`)
  return first
}
