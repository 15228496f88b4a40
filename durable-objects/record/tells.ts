// Who else hears of a record's entries: the register that it defines, of its newest version; and the person for whom an
// act means something beyond the record, of each. Whoever is told twice hears it once.
import type { News } from '../../workers/engines/identity/person.ts'
import type { Head, Sealed } from '../../workers/engines/record.ts'
import type { Env } from '../../workers/env.ts'
import type { LoadedRegister } from '../../workers/kernel/load.ts'
import { definitions } from '../../workers/kernel/read-definition.ts'
import { personById, registerObject } from '../../workers/store/objects.ts'

/** Up to which entry the register that is defined was told. */
const TOLD = 'told'

type Row = { readonly seq: number; readonly person: string; readonly news: string }

export class Tells {
  readonly #kv: DurableObjectStorage['kv']
  readonly #sql: SqlStorage
  readonly #idOf: (personalNumber: string) => string

  constructor({ kv, sql }: DurableObjectStorage, idOf: (personalNumber: string) => string) {
    this.#kv = kv
    this.#sql = sql
    this.#idOf = idOf
  }

  /** To be called in the transaction that appends the entry; `head` is the record with it. */
  keep({ definition }: LoadedRegister, record: string, { entry }: Sealed, head: Head): void {
    const means = definition.acts[entry.act]?.means
    if (means === undefined) return
    const number = means.to === definition.key ? head.key : head.values[means.to]
    if (typeof number !== 'string') return
    const news: News = { means: means.what, register: definition.id, record, at: entry.recordedAt }
    this.#sql.exec('INSERT INTO tellings VALUES (?, ?, ?)', entry.seq, this.#idOf(number), JSON.stringify(news))
  }

  /** Whether the register that is defined here, or a person, has not been told of the last entry. */
  owes(register: LoadedRegister | undefined, head: Head | null): boolean {
    if (register === undefined || head === null) return false
    return this.#owesRegister(register, head) || this.#waiting(register) !== undefined
  }

  /** Tells them, in the order of the entries. */
  async tell(env: Env, register: LoadedRegister | undefined, head: Head | null): Promise<void> {
    if (register === undefined || head === null) return
    if (this.#owesRegister(register, head)) {
      const read = definitions.read(String(head.values[register.definition.defines ?? ''] ?? ''))
      // Nobody is in a register before its first version.
      if (read.ok && read.value.version > 1) await registerObject(env, head.key).adopt(read.value.version)
      this.#kv.put(TOLD, head.seq)
    }
    for (let next = this.#waiting(register); next !== undefined; next = this.#waiting(register)) {
      await personById(env, next.person).hear(JSON.parse(next.news) as News)
      this.#sql.exec('DELETE FROM tellings WHERE seq = ?', next.seq)
    }
  }

  #owesRegister({ definition }: LoadedRegister, head: Head): boolean {
    return definition.defines !== undefined && (this.#kv.get<number>(TOLD) ?? 0) < head.seq
  }

  /** The first that waits; most registers have nothing to tell, and are not asked. */
  #waiting({ definition }: LoadedRegister): Row | undefined {
    if (!Object.values(definition.acts).some(({ means }) => means !== undefined)) return undefined
    return this.#sql.exec<Row>('SELECT * FROM tellings ORDER BY seq LIMIT 1').toArray()[0]
  }
}
