// How far a backup has come: written down chunk by chunk, so that one that was killed goes on where it was.
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs'
import type { Beginning, Chunk } from '../../workers/engines/backup/manifest.ts'
import { writeWhole } from '../serve/whole.ts'

/** Which step, and how far in it: all before that is in a chunk. */
export interface At {
  readonly step: number
  readonly position: string
}

export interface Begun {
  readonly beginning: Beginning
  readonly number: number
  /** Hash of the manifest that it continues; null for a whole backup. */
  readonly previous: string | null
}

export interface Done {
  readonly chunk: Chunk
  /** Objects, entries, files or rows in it. */
  readonly count: number
  readonly at: At
}

/** What was written whole; a line that was cut off by a kill is none. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

export class Draft {
  readonly #file: string

  constructor(file: string) {
    this.#file = file
  }

  /** What was begun, and what of it is done; null where nothing is under way. */
  read(): { readonly begun: Begun; readonly done: readonly Done[] } | null {
    if (!existsSync(this.#file)) return null
    const [first = '', ...rest] = readFileSync(this.#file, 'utf8').split('\n')
    const begun = parsed(first) as Begun | null
    return begun && { begun, done: rest.flatMap((line) => (parsed(line) as Done | null) ?? []) }
  }

  begin(begun: Begun): void {
    writeWhole(this.#file, `${JSON.stringify(begun)}\n`)
  }

  /** The chunk is on the disk by now. The line begins with a newline: one before it may have been cut off. */
  add(done: Done): void {
    appendFileSync(this.#file, `\n${JSON.stringify(done)}`, { flush: true })
  }

  end(): void {
    rmSync(this.#file, { force: true })
  }
}
