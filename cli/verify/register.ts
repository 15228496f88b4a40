// Checks a whole register, or all of them, over the net: every entry that the log publishes makes the root that it signed,
// witnesses have seen it, and it continues what was seen the last time.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openCheckpoint } from '../../workers/engines/log/checkpoint.ts'
import { witnessed, type Cosigned, type Quorum } from '../../workers/engines/log/cosignature.ts'
import { parseVerifierKey, type Verifier } from '../../workers/engines/log/note.ts'
import { fromTiles } from '../../workers/engines/log/read-tiles.ts'
import { parseBundle, tileWidth, type Tile } from '../../workers/engines/log/tile.ts'
import { consistencyProof, leafHash, rootHash, storedHashes, type Hash } from '../../workers/engines/log/tree.ts'
import { follows, nothingSeen, type Head } from '../../workers/engines/log/witness.ts'
import { fromBase64, sameBytes, toBase64 } from '../../workers/kernel/bytes.ts'
import { err, ok, type Result } from '../../workers/kernel/result.ts'
import { logAddress, registersOf, RemoteLog } from '../log/remote.ts'
import { UsageError } from '../options.ts'
import { writeWhole } from '../serve/whole.ts'
import { Unable } from '../unable.ts'
import { trustOf } from '../witness/trust.ts'
import { minute, printable } from './source.ts'

interface Audit {
  /** The key of any log of the portal, which the checker knows from elsewhere. */
  readonly key: string | undefined
  readonly quorum: Quorum
  /** A folder with what was seen the last time. */
  readonly state: string | undefined
}

interface Sound {
  readonly origin: string
  readonly size: number
  readonly records: number
  readonly erasures: number
  readonly cosigned: readonly Cosigned[]
  /** How large it was the last time; absent the first time. */
  readonly before?: number
}

const REFUSALS: { readonly [refusal: string]: string } = {
  'verifier-key-invalid': 'the key of the log cannot be read',
  'not-signed': 'the checkpoint is not signed with the key',
  'signature-wrong': 'the signature of the checkpoint is wrong',
  'note-invalid': 'the checkpoint cannot be read',
  'checkpoint-invalid': 'the checkpoint cannot be read',
  'origin-wrong': 'the checkpoint is of another log',
  'tile-truncated': 'a tile is cut off',
  'bundle-invalid': 'a bundle of entries is cut off',
  'leaf-invalid': 'an entry is none of this register',
  'root-differs': 'the entries do not make the root that the log has signed',
  'log-rolled-back': 'it has lost entries that it had the last time',
  'log-forked': 'it shows another past than the last time',
  'consistency-wrong': 'its proof is no proof',
  'witnesses-missing': 'not enough of the witnesses that you named have seen it',
  'cosignature-wrong': 'a cosignature is wrong',
}

/** A log that makes itself out to be larger than this is not read to its end by one command. */
const ENTRIES_MAX = 20_000_000

interface LeafSeen {
  readonly record: boolean
  readonly erases: boolean
}

function leafOf(bytes: Uint8Array, register: string): LeafSeen | null {
  try {
    const leaf = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)) as {
      readonly register?: unknown
      readonly seq?: unknown
      readonly erases?: unknown
    }
    return leaf.register === register ? { record: leaf.seq === 1, erases: leaf.erases !== undefined } : null
  } catch {
    return null
  }
}

/** The root of all entries as they are published, and what they tell in clear. */
async function readAll(log: RemoteLog, register: string, size: number) {
  const stored: Hash[] = []
  const read = (indexes: readonly number[]) => indexes.map((index) => stored[index] ?? new Uint8Array())
  const counts = { records: 0, erasures: 0 }
  let n = 0
  for (let index = 0; index * tileWidth < size; index++) {
    const width = Math.min(tileWidth, size - index * tileWidth)
    const tile: Tile = { level: 'entries', index, width }
    const bundle = parseBundle(await log.tile(tile))
    if (!bundle.ok || bundle.value.length !== width) return err('bundle-invalid')
    for (const entry of bundle.value) {
      const leaf = leafOf(entry, register)
      if (leaf === null) return err('leaf-invalid', String(n))
      if (leaf.record) counts.records += 1
      if (leaf.erases) counts.erasures += 1
      stored.push(...storedHashes(n, leafHash(entry), read))
      n += 1
    }
  }
  return ok({ root: rootHash(size, read), ...counts })
}

const stateFile = (folder: string, origin: string) =>
  join(folder, `${createHash('sha256').update(origin).digest('hex')}.json`)

function seenIn(folder: string | undefined, origin: string): Head | null {
  if (folder === undefined || !existsSync(stateFile(folder, origin))) return null
  const { size, root } = JSON.parse(readFileSync(stateFile(folder, origin), 'utf8')) as {
    readonly size: number
    readonly root: string
  }
  return { size, root: fromBase64(root) }
}

/** Whether the log continues what was seen the last time, which is then what is seen now. */
async function continues(log: RemoteLog, folder: string | undefined, origin: string, now: Head) {
  const before = seenIn(folder, origin)
  const seen = before ?? nothingSeen
  const asked =
    seen.size > 0 && seen.size < now.size
      ? await fromTiles(now.size, log.tile, (read) => consistencyProof(seen.size, now.size, read))
      : ok<readonly Hash[]>([])
  if (!asked.ok) return asked
  const followed = follows(seen, now, asked.value)
  if (!followed.ok) return followed
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true })
    writeWhole(stateFile(folder, origin), `${JSON.stringify({ origin, size: now.size, root: toBase64(now.root) })}\n`)
  }
  return ok(before)
}

async function audit(
  log: RemoteLog,
  register: string,
  verifier: Verifier,
  { quorum, state }: Audit,
): Promise<Result<Sound, string>> {
  // Where witnesses are asked for, what they have seen is what is checked: the newest may be a second too young for them.
  const note = await (quorum.least > 0 ? log.witnessed() : log.checkpoint())
  const opened = await openCheckpoint(note, verifier)
  if (!opened.ok) return opened
  const { origin, size, root } = opened.value
  if (size > ENTRIES_MAX) throw new Unable(`${origin} has ${size} entries: more than this command reads.`)
  const cosigned = size === 0 ? ok<readonly Cosigned[]>([]) : await witnessed(note, quorum)
  if (!cosigned.ok) return cosigned
  const all = await readAll(log, register, size)
  if (!all.ok) return all
  if (!sameBytes(all.value.root, root)) return err('root-differs')
  const continued = await continues(log, state, origin, { size, root })
  if (!continued.ok) return continued
  const { records, erasures } = all.value
  const before = continued.value === null ? {} : { before: continued.value.size }
  return ok({ origin, size, records, erasures, cosigned: cosigned.value, ...before })
}

const told = ({ origin, size, records, erasures, cosigned, before }: Sound): string =>
  [
    `${origin}: ${size} entries of ${records} records make the root that it signed`,
    erasures === 0 ? '' : `, ${erasures} of them erasures`,
    before === undefined ? '' : `; it continues the ${before} of the last time`,
    cosigned.length === 0
      ? ''
      : `; seen by ${cosigned.map(({ witness, at }) => `${witness.name} (${minute(at)})`).join(', ')}`,
  ].join('')

async function check(log: RemoteLog, register: string, options: Audit): Promise<boolean> {
  const shown = parseVerifierKey(options.key ?? (await log.key()))
  if (!shown.ok) throw new UsageError('--key is no key of a log.')
  const verifier = options.key === undefined ? shown.value : trustOf(shown.value).logOf(register)
  const answer = await audit(log, register, verifier, options)
  if (answer.ok) console.log(printable(told(answer.value)))
  else {
    const detail = answer.detail === undefined ? '' : ` (${answer.detail})`
    console.error(printable(`${verifier.name}: REFUSED, ${REFUSALS[answer.error] ?? answer.error}${detail}.`))
  }
  return answer.ok
}

const caution = ({ key, quorum, state }: Audit): readonly string[] => [
  ...(key === undefined
    ? ['The keys came from the portal itself: name one that you got by another way as --key.']
    : []),
  ...(quorum.least === 0
    ? ['Whether others were shown the same is for witnesses to say: name some as --witness.']
    : []),
  ...(state === undefined ? ['That nothing was taken back since you looked last shows with --state <folder>.'] : []),
]

/** One register, by its address. */
export async function verifyRegister(address: string, options: Audit): Promise<number> {
  const log = new RemoteLog(logAddress(address))
  const register = /\/registers\/([a-z][a-z0-9-]{0,39})\/log$/u.exec(log.address)?.[1]
  if (register === undefined) throw new UsageError(`'${address}' is no address of a register.`)
  const sound = await check(log, register, options)
  if (sound) for (const line of caution(options)) console.log(line)
  return sound ? 0 : 1
}

/** All registers of a portal. */
export async function verifyState(address: string, options: Audit): Promise<number> {
  if (!URL.canParse(address)) throw new UsageError(`'${address}' is no address of a portal.`)
  const portal = new URL(address).origin
  const registers = await registersOf(portal)
  let sound = 0
  for (const register of registers)
    if (await check(new RemoteLog(`${portal}/registers/${register}/log`), register, options)) sound += 1
  console.log(
    sound === registers.length
      ? `All ${registers.length} registers hold.`
      : `${registers.length - sound} of ${registers.length} registers do NOT hold.`,
  )
  if (sound === registers.length) for (const line of caution(options)) console.log(line)
  return sound === registers.length ? 0 : 1
}
