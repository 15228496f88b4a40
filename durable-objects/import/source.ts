// The rows of a file that lies in the store in parts, from any point on: never more of it is held than a part or two.
import { decodePart } from '../../workers/engines/import/decode.ts'
import { readerOf, type Row, type RowReader } from '../../workers/engines/import/rows.ts'
import type { Cursor, Import } from '../../workers/engines/import/state.ts'
import type { Numbered } from '../../workers/engines/import/weigh.ts'
import { fromBase64, toBase64 } from '../../workers/kernel/bytes.ts'
import { ok, type Result } from '../../workers/kernel/result.ts'

export const partName = ({ register, id }: Pick<Import, 'register' | 'id'>, n: number): string =>
  `${register}/imports/${id}/part-${String(n).padStart(6, '0')}`

export async function readPart(store: R2Bucket, one: Import, n: number): Promise<Uint8Array> {
  const part = await store.get(partName(one, n))
  if (part === null) throw new Error(`part ${n} of the import ${one.id} is gone`)
  return new Uint8Array(await part.arrayBuffer())
}

/** Rows that came of one part, and where another source would begin to read them. */
interface Segment {
  readonly before: Pick<Cursor, 'part' | 'rest' | 'reader'>
  readonly rows: number
}

export class Source {
  readonly #store: R2Bucket
  readonly #import: Import
  #reader: RowReader
  #part: number
  #rest: Uint8Array | null
  /** Parts of which rows wait, and how many rows of the first were taken. */
  #segments: Segment[]
  #taken = 0
  #rows: Row[] = []
  #row: number
  #ended = false

  constructor(store: R2Bucket, one: Import) {
    const { cursor, format } = one
    if (format === undefined) throw new Error(`nobody knows how the import ${one.id} is read`)
    this.#store = store
    this.#import = one
    this.#reader = readerOf(format, cursor.reader ?? undefined)
    this.#part = cursor.part
    this.#rest = cursor.rest === null ? null : fromBase64(cursor.rest)
    this.#segments = [{ before: cursor, rows: 0 }]
    this.#row = cursor.row
  }

  /** A source that stands where the cursor of the import says. */
  static async at(store: R2Bucket, one: Import): Promise<Result<Source, 'row-too-long' | 'quote-not-closed'>> {
    const source = new Source(store, one)
    const { skip, row, part, reader } = one.cursor
    source.#row = row - skip
    const skipped = await source.take(skip)
    if (!skipped.ok) return skipped
    // The headings are no row.
    if (part === 0 && reader === null && row === 0 && one.format?.kind === 'csv') {
      const headings = await source.take(1)
      if (!headings.ok) return headings
      source.#row = 0
    }
    return ok(source)
  }

  /** The number of the row that was taken last. */
  get row(): number {
    return this.#row
  }

  /** The next rows, so many at most; none at the end of the file. */
  async take(count: number): Promise<Result<readonly Numbered[], 'row-too-long' | 'quote-not-closed'>> {
    while (this.#rows.length < count && !this.#ended) {
      const read = await this.#readOn()
      if (!read.ok) return read
    }
    const rows = this.#rows.splice(0, count)
    this.#taken += rows.length
    for (let [first, next] = this.#segments; next !== undefined && this.#taken >= (first?.rows ?? 0);) {
      this.#taken -= first?.rows ?? 0
      this.#segments.shift()
      ;[first, next] = this.#segments
    }
    return ok(rows.map((row): Numbered => ({ ...row, row: (this.#row += 1) })))
  }

  /** From where another source goes on as this one would. */
  cursor(at: number): Cursor {
    const [segment] = this.#segments
    if (segment === undefined) throw new Error('a source without a beginning')
    const { part, rest, reader } = segment.before
    return { part, rest, reader, skip: this.#taken, row: this.#row, at }
  }

  async #readOn(): Promise<Result<null, 'row-too-long' | 'quote-not-closed'>> {
    const before = {
      part: this.#part,
      rest: this.#rest === null ? null : toBase64(this.#rest),
      reader: this.#reader.standing(),
    }
    if (this.#part >= this.#import.parts) {
      this.#ended = true
      return this.#push(before, this.#reader.end())
    }
    const bytes = await readPart(this.#store, this.#import, this.#part)
    const { text, rest } = decodePart(this.#import.encoding ?? 'utf-8', this.#rest, bytes)
    this.#part += 1
    this.#rest = rest
    return this.#push(before, this.#reader.push(text))
  }

  #push<E extends string>(before: Segment['before'], read: Result<readonly Row[], E>): Result<null, E> {
    if (!read.ok) return read
    for (const row of read.value) this.#rows.push(row)
    this.#segments.push({ before, rows: read.value.length })
    return ok(null)
  }
}
