// What a record was found by before: whoever asks what was so then looks for the words of that time.
import { foundBy } from '../../workers/engines/found-by.ts'
import type { RegisterDefinition } from '../../workers/kernel/register.ts'
import type { RecordRows } from './rows.ts'

/** A record of more words is found by the first of them. */
const WORDS_MAX = 200

/**
 * Read anew where the definition changes, since what was open may be closed by now, and where something was erased; else only
 * what was entered since.
 */
export class Once {
  readonly #rows: Pick<RecordRows, 'setsAfter'>
  #version = 0
  #upTo = 0
  #found = new Set<string>()

  constructor(rows: Pick<RecordRows, 'setsAfter'>) {
    this.#rows = rows
  }

  /** Words and tokens of all entries. */
  of(definition: RegisterDefinition): ReadonlySet<string> {
    const since = this.#rows.setsAfter(this.#upTo)
    const isOther = definition.version !== this.#version || since.some(({ erases }) => erases)
    if (isOther) this.#found = new Set()
    this.#version = definition.version
    for (const { seq, set } of isOther ? this.#rows.setsAfter(0) : since) {
      const { words, tokens } = foundBy(definition, set)
      for (const one of [...words, ...tokens]) if (this.#found.size < WORDS_MAX) this.#found.add(one)
      this.#upTo = seq
    }
    return this.#found
  }
}
