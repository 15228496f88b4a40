// Whether the register of keys says of a person what their own object says: which keys were ever bound to them.
import type { RecordView } from '../command.ts'

/** A key as the person's object knows it. Times in milliseconds since 1970. */
export interface OwnKey {
  /** In the register of keys. */
  readonly number: string
  readonly name: string
  readonly boundAt: number
  readonly removedAt: number | null
  /** The certificate of the card that vouched for it. */
  readonly card: { readonly serial: string; readonly fingerprint: string }
}

/** `same`: both say it. `waiting`: the register has not heard yet. `unknown`: the register alone says that it is theirs. */
type Agreement = 'same' | 'waiting' | 'unknown'

export interface ComparedKey {
  readonly number: string
  readonly agreement: Agreement
  readonly own?: OwnKey
  readonly entry?: RecordView
}

/** Every key of either, those that nobody knows first, then the newest. */
export function compareKeys(own: readonly OwnKey[], entries: readonly RecordView[]): readonly ComparedKey[] {
  const entered = new Map(entries.map((entry) => [entry.id, entry]))
  const known = new Set(own.map(({ number }) => number))
  const compared = own
    .toSorted((a, b) => b.boundAt - a.boundAt)
    .map((key): ComparedKey => {
      const entry = entered.get(key.number)
      if (entry === undefined) return { number: key.number, agreement: 'waiting', own: key }
      const same = (key.removedAt === null) === (entry.values['status'] === 'active')
      return { number: key.number, agreement: same ? 'same' : 'waiting', own: key, entry }
    })
  const unknown = entries
    .filter(({ id }) => !known.has(id))
    .map((entry): ComparedKey => ({ number: entry.id, agreement: 'unknown', entry }))
  return [...unknown, ...compared]
}
