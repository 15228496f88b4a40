// What a witness remembers: its own key, and of each log the key and the last checkpoint that it has cosigned. It is on the
// disk before anybody hears of it, so that no crash lets a log go back.
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { signerFrom, type Signer } from '../../workers/engines/log/note.ts'
import { writeWhole } from '../serve/whole.ts'

export interface Remembered {
  readonly origin: string
  readonly size: number
  /** Base64. */
  readonly root: string
  /** The note that it has cosigned, with its own line. */
  readonly note: string
}

/** Of a log's name, as the monitoring prefix of a witness has it (c2sp.org/tlog-witness). */
export const originHash = (origin: string): string => createHash('sha256').update(origin).digest('hex')

export class Notebook {
  readonly #folder: string
  readonly signer: Signer

  private constructor(folder: string, signer: Signer) {
    this.#folder = folder
    this.signer = signer
  }

  /** The notebook of a folder, with a key of its own from its first day; `name` is what its first day called it. */
  static async open(folder: string, name: string): Promise<Notebook> {
    mkdirSync(join(folder, 'logs'), { recursive: true })
    const file = join(folder, 'witness.json')
    if (!existsSync(file))
      writeWhole(file, `${JSON.stringify({ name, seed: randomBytes(32).toString('base64') }, null, 2)}\n`)
    const own = JSON.parse(readFileSync(file, 'utf8')) as { readonly name: string; readonly seed: string }
    return new Notebook(folder, await signerFrom(own.name, new Uint8Array(Buffer.from(own.seed, 'base64'))))
  }

  last(origin: string): Remembered | null {
    const file = this.#file(originHash(origin))
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Remembered) : null
  }

  /** The note last cosigned of the log whose name has this hash. */
  noteOf(hash: string): string | null {
    const file = this.#file(hash)
    return /^[0-9a-f]{64}$/u.test(hash) && existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as Remembered).note
      : null
  }

  /** Remembers what follows `before`; false where another was remembered meanwhile. */
  remember(before: Remembered | null, next: Remembered): boolean {
    if ((this.last(next.origin)?.note ?? null) !== (before?.note ?? null)) return false
    writeWhole(this.#file(originHash(next.origin)), `${JSON.stringify(next, null, 2)}\n`)
    return true
  }

  /** Keeps both sides of a contradiction, each signed by the log, and says where. */
  accuse(before: Remembered, note: string, now: number): string {
    const file = join(this.#folder, `contradiction-${now}-${originHash(before.origin).slice(0, 8)}.txt`)
    writeWhole(file, `${before.note}\n\n${note}`)
    return file
  }

  /** The log's key as it was first seen; whoever knows it from elsewhere names it. */
  keyOf(prefix: string): string | null {
    const file = this.#keyFile(prefix)
    return existsSync(file) ? readFileSync(file, 'utf8').trim() : null
  }

  pin(prefix: string, key: string): void {
    writeWhole(this.#keyFile(prefix), `${key}\n`)
  }

  #file = (hash: string) => join(this.#folder, 'logs', `${hash}.json`)
  #keyFile = (prefix: string) => join(this.#folder, `key-${originHash(prefix).slice(0, 16)}.txt`)
}
