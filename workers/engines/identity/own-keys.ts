// Whether the register of keys says of a person what their own object says: which keys were ever bound to them.
import type { KeyStanding } from './credential.ts'
import type { RecordView } from '../command.ts'

/** A key as the person's object knows it. Times in milliseconds since 1970. */
export interface OwnKey extends KeyStanding {
  /** In the register of keys. */
  readonly number: string
  readonly name: string
  readonly boundAt: number
  readonly removedAt: number | null
  /** The certificate of the card that vouched for it. */
  readonly card: { readonly serial: string; readonly fingerprint: string }
}

/** `same`: both say it. `waiting`: the register has not heard yet. `unknown`: the register alone says that it is theirs. */
export type Agreement = 'same' | 'waiting' | 'unknown'

export interface ComparedKey {
  readonly number: string
  readonly agreement: Agreement
  readonly own?: OwnKey
  readonly entry?: RecordView
}

/** A key of either side, and whether the register has it under this person. */
export interface ListedKey {
  readonly number: string
  readonly own?: OwnKey
  readonly entered: boolean
}

/** Every key of either, those that nobody knows first, then the newest. `entered`: numbers, as the register finds them. */
export function listKeys(own: readonly OwnKey[], entered: readonly string[]): readonly ListedKey[] {
  const found = new Set(entered)
  const known = new Set(own.map(({ number }) => number))
  return [
    ...entered.filter((number) => !known.has(number)).map((number) => ({ number, entered: true })),
    ...own
      .toSorted((a, b) => b.boundAt - a.boundAt)
      .map((key) => ({ number: key.number, own: key, entered: found.has(key.number) })),
  ]
}

/** What a key could do when it was taken back is of no more interest. */
const agrees = ({ removedAt, level, signing }: OwnKey, { values }: RecordView): boolean =>
  removedAt === null
    ? values['status'] === 'active' && values['level'] === level && (values['signing'] ?? 'open') === signing
    : values['status'] !== 'active'

/** The same keys, with what the register says of each. */
export function compareKeys(keys: readonly ListedKey[], entries: readonly RecordView[]): readonly ComparedKey[] {
  const entered = new Map(entries.map((entry) => [entry.id, entry]))
  return keys.flatMap(({ number, own }): readonly ComparedKey[] => {
    const entry = entered.get(number)
    // A record that is not about this person after all is nothing of theirs.
    if (own === undefined) return entry === undefined ? [] : [{ number, agreement: 'unknown', entry }]
    if (entry === undefined) return [{ number, agreement: 'waiting', own }]
    const same = agrees(own, entry)
    return [{ number, agreement: same ? 'same' : 'waiting', own, entry }]
  })
}

/** What is said of all keys, where those of one page were compared. */
export function verdictOf(all: readonly ListedKey[], compared: readonly ComparedKey[]): Agreement {
  const unknown = all.some(({ own }) => own === undefined)
  if (unknown) return 'unknown'
  const waiting = all.some(({ entered }) => !entered) || compared.some(({ agreement }) => agreement === 'waiting')
  return waiting ? 'waiting' : 'same'
}
