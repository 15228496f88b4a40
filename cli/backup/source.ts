// What a portal tells for a backup, page by page.
import type { RowDigest, TableLine } from '../../workers/engines/backup/line.ts'
import type { Beginning } from '../../workers/engines/backup/manifest.ts'
import type { Operator } from '../operator.ts'

export interface ListedFile {
  readonly key: string
  readonly size: number
  readonly etag: string
  readonly at: number
}

const query = (of: Readonly<Record<string, string | number>>) =>
  new URLSearchParams(Object.entries(of).map(([name, value]) => [name, String(value)] as [string, string])).toString()

/** Names in one page of the roster, as the portal gives them. */
const NAMES_MAX = 1000

const linesOf = async (answer: Response): Promise<readonly string[]> => (await answer.text()).split('\n').slice(0, -1)

export class Source {
  readonly #call: Operator['call']

  constructor({ call }: Pick<Operator, 'call'>) {
    this.#call = call
  }

  async beginning(): Promise<Beginning> {
    return (await this.#call('GET', '/backup')).json() as Promise<Beginning>
  }

  /** Pages of names of objects that have changed since a mark. */
  async *changes(kind: string, shard: number, since: number, from: string): AsyncGenerator<readonly string[]> {
    for (let after = from; ;) {
      const path = `/backup/changes/${kind}?${query({ shard, since, after })}`
      const names = (await (await this.#call('GET', path)).json()) as readonly string[]
      if (names.length > 0) yield names
      if (names.length < NAMES_MAX) return
      after = names.at(-1)!
    }
  }

  async objects(kind: string, names: readonly string[]): Promise<readonly string[]> {
    return linesOf(await this.#call('POST', '/backup/objects', JSON.stringify({ kind, names })))
  }

  async log(register: string, from: number, to: number): Promise<string> {
    return (await this.#call('GET', `/backup/logs/${encodeURIComponent(register)}?${query({ from, to })}`)).text()
  }

  /** All files, in the order of their names. */
  async *files(): AsyncGenerator<readonly ListedFile[]> {
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const answer = await this.#call('GET', `/backup/files?${query({ cursor })}`)
      const page = (await answer.json()) as { files: readonly ListedFile[]; next?: string }
      yield page.files
      cursor = page.next
    }
  }

  async fileLines(keys: readonly string[]): Promise<readonly string[]> {
    return linesOf(await this.#call('POST', '/backup/files', JSON.stringify({ keys })))
  }

  /** Hashes of the rows of a part of the read model, each page with where the next begins. */
  async *rows(part: string, from: string): AsyncGenerator<{ rows: readonly RowDigest[]; next: string }> {
    for (let after: string | undefined = from; after !== undefined;) {
      const answer = await this.#call('GET', `/backup/rows/${part}?${query({ after })}`)
      const page = (await answer.json()) as { rows: readonly RowDigest[]; next?: string }
      yield { rows: page.rows, next: page.next ?? page.rows.findLast(([id]) => id !== '')?.[0] ?? after }
      after = page.next
    }
  }

  /** Rows of a table that is saved as it is. */
  async *table(table: string, from: string): AsyncGenerator<{ line: TableLine; next: string }> {
    for (let after: string | undefined = from; after !== undefined;) {
      const answer = await this.#call('GET', `/backup/tables/${table}?${query({ after })}`)
      const page = (await answer.json()) as { line: TableLine; next?: string }
      yield { line: page.line, next: page.next ?? String(page.line.rows.at(-1)?.[0] ?? after) }
      after = page.next
    }
  }
}
