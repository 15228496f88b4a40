// How the lines of a backup go into an empty portal: in requests of a size that it takes.
import type { RestoreStage } from '../../workers/engines/backup/kept.ts'
import type { LogMark } from '../../workers/engines/backup/manifest.ts'
import type { Operator } from '../operator.ts'

/** Characters of a request, and lines of it; a larger line goes alone. */
const REQUEST_CHARS = 3_000_000
const REQUEST_LINES = 200
/** Requests under way at once. */
const PARALLEL = 4

/** Groups of lines that go together, put into requests. */
function* requests(groups: Iterable<readonly string[]>): Generator<readonly string[]> {
  let lines: string[] = []
  let chars = 0
  for (const group of groups) {
    const more = group.reduce((sum, line) => sum + line.length + 1, 0)
    if (lines.length > 0 && (chars + more > REQUEST_CHARS || lines.length + group.length > REQUEST_LINES)) {
      yield lines
      lines = []
      chars = 0
    }
    lines.push(...group)
    chars += more
  }
  if (lines.length > 0) yield lines
}

export class Target {
  readonly #call: Operator['call']
  readonly #path: string

  constructor({ call }: Pick<Operator, 'call'>, backup: string) {
    this.#call = call
    this.#path = `/restore/${backup}`
  }

  /** How far it has come, and whether it was begun before. Throws Unable where the portal is not empty. */
  async begin(): Promise<{ readonly again: boolean; readonly stage: RestoreStage }> {
    return (await (await this.#call('POST', `${this.#path}/begin`)).json()) as { again: boolean; stage: RestoreStage }
  }

  /** Groups of lines side by side. */
  async send(what: 'objects' | 'files' | 'tables', groups: Iterable<readonly string[]>): Promise<void> {
    const waiting = requests(groups)
    const worker = async () => {
      for (const lines of waiting) await this.#work(what, lines.join('\n'))
    }
    await Promise.all(Array.from({ length: PARALLEL }, worker))
  }

  /** Lines of one log, in their order. */
  async sendLog(register: string, lines: readonly string[]): Promise<void> {
    for (const request of requests(lines.map((line) => [line])))
      await this.#work(`logs/${encodeURIComponent(register)}`, request.join('\n'))
  }

  /** Takes over what was published; refused where the log has not come to its root. */
  async publish(mark: LogMark): Promise<void> {
    for (let from: number | undefined = 0; from !== undefined;)
      from = ((await (await this.#work(`published?from=${from}`, JSON.stringify(mark))).json()) as { next?: number })
        .next
  }

  async wake(kind: string, names: readonly string[]): Promise<void> {
    await this.#work('wake', JSON.stringify({ kind, names }))
  }

  async reach(stage: RestoreStage): Promise<void> {
    await this.#work('stage', stage)
  }

  #work(path: string, body: string): Promise<Response> {
    return this.#call('POST', `${this.#path}/work/${path}`, body)
  }
}
