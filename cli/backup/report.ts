// What the public register of backups is told: each backup that was taken, and each test of a restore. Told twice, it changes nothing.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadActs } from '../load.ts'
import type { ActLine, Operator } from '../operator.ts'
import { writeWhole } from '../serve/whole.ts'
import { Unable } from '../unable.ts'
import type { Folder, KeptManifest } from './folder.ts'

const REGISTER = 'backups'

/** What came of a restore test. */
export interface Drill {
  /** Hash of the manifest. */
  readonly backup: string
  /** When it was compared, in milliseconds. */
  readonly at: number
  readonly seconds: number
  readonly equal: boolean
}

/** Its key in the register: so many characters of a hash. */
const codeOf = (hash: string) => hash.slice(0, 40)
const instant = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/u, 'Z')

function taken({ hash, manifest }: KeptManifest): ActLine {
  const { at, previous, counts, chunks, finishedAt } = manifest
  return {
    register: REGISTER,
    act: 'take',
    key: codeOf(hash),
    input: {
      takenAt: instant(at),
      kind: previous === null ? 'whole' : 'changes',
      objects: counts.objects,
      entries: counts.log,
      bytes: chunks.reduce((sum, { bytes }) => sum + bytes, 0),
      seconds: Math.max(0, Math.ceil((finishedAt - at) / 1000)),
    },
    idempotencyKey: `backup:${hash}`,
  }
}

function tested({ backup, at, seconds, equal }: Drill): ActLine {
  const input = { testedAt: instant(at), testSeconds: Math.ceil(seconds), result: equal ? 'equal' : 'differs' }
  return { register: REGISTER, act: 'test', key: codeOf(backup), input, idempotencyKey: `drill:${backup}:${at}` }
}

/** Kept beside the backups until the portal that was saved is told. */
export function keepDrill(folder: Folder, drill: Drill): string {
  folder.make()
  const file = join(folder.drills, `${drill.at}.json`)
  writeWhole(file, `${JSON.stringify(drill)}\n`)
  return file
}

function drillsIn(folder: Folder): readonly Drill[] {
  if (!existsSync(folder.drills)) return []
  const names = readdirSync(folder.drills).filter((name) => /^\d+\.json$/u.test(name))
  return names.toSorted().map((name) => JSON.parse(readFileSync(join(folder.drills, name), 'utf8')) as Drill)
}

/** Tells of the backup, and of each test of one in this chain. A portal that was restored since may not know an older one. */
export async function report(operator: Operator, folder: Folder, kept: readonly KeptManifest[]): Promise<void> {
  const drills = drillsIn(folder)
  const last = kept.at(-1)
  const told = kept.filter((one) => one === last || drills.some(({ backup }) => backup === one.hash))
  const known = new Set(told.map(({ hash }) => hash))
  const acts = [...told.map(taken), ...drills.filter(({ backup }) => known.has(backup)).map(tested)]
  const [refusal] = await loadActs(operator, acts, 0, () => {})
  if (refusal !== undefined)
    throw new Unable(`The backup is kept, but the register of backups refused to enter it: ${refusal.error}.`)
}
