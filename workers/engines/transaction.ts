// How an act on several records comes about whole or not at all: what its coordinator sends next, and what a record answers.
// Two phases: each record is held, in the order of their names, with what it would enter; then, once all are, each enters it.
// Nobody waits for a record that another act holds: that is refused, so nothing can stand still. What was decided is kept
// before anybody hears of it; a coordinator that comes back without a decision has decided against it.
import type { Receipt, Refused } from './command.ts'

type Phase = 'preparing' | 'committing' | 'committed' | 'aborting' | 'aborted'

export interface Transaction {
  readonly phase: Phase
  /** The names of the records, in the order in which they are held. */
  readonly members: readonly string[]
  /** What each that is held would enter. */
  readonly prepared: { readonly [member: string]: Receipt }
  /** Who has entered it, or let go. */
  readonly answered: readonly string[]
  readonly refusal: Refused | null
}

export interface Message {
  readonly type: 'prepare' | 'commit' | 'release'
  readonly member: string
}

export type Told =
  | { readonly type: 'prepared'; readonly member: string; readonly receipt: Receipt }
  /** By a record, or by the coordinator itself: it came back without a decision, or heard nothing. */
  | { readonly type: 'refused'; readonly refusal: Refused }
  /** That a record has entered it, or has let go. */
  | { readonly type: 'acknowledged'; readonly member: string }

/**
 * The order of names is one for all acts: of those that meet, one gets through. Records that are there are held before
 * those that come into being: what they give up is then free to be taken.
 */
export const begin = (members: readonly string[], created: ReadonlySet<string> = new Set()): Transaction => ({
  phase: 'preparing',
  members: [false, true].flatMap((comes) =>
    [...new Set(members)].filter((member) => created.has(member) === comes).toSorted(),
  ),
  prepared: {},
  answered: [],
  refusal: null,
})

/** What is to be sent now: one record after another is held, all at once enter it or let go. */
export function messagesOf({ phase, members, prepared, answered }: Transaction): readonly Message[] {
  const open = members.filter((member) => !answered.includes(member))
  switch (phase) {
    case 'preparing':
      return members
        .filter((member) => !Object.hasOwn(prepared, member))
        .slice(0, 1)
        .map((member) => ({ type: 'prepare', member }))
    case 'committing':
      return open.map((member) => ({ type: 'commit', member }))
    // Whoever was asked may be held, though nobody heard of it.
    case 'aborting':
      return open.map((member) => ({ type: 'release', member }))
    case 'committed':
    case 'aborted':
      return []
  }
}

/** What comes late or twice changes nothing. */
export function advance(tx: Transaction, told: Told): Transaction {
  const { phase, members, answered } = tx
  switch (told.type) {
    case 'prepared': {
      if (phase !== 'preparing' || !members.includes(told.member)) return tx
      const prepared = { ...tx.prepared, [told.member]: told.receipt }
      const whole = members.every((member) => Object.hasOwn(prepared, member))
      return { ...tx, prepared, phase: whole ? 'committing' : phase }
    }
    case 'refused':
      return phase === 'preparing' ? { ...tx, phase: 'aborting', refusal: told.refusal } : tx
    case 'acknowledged': {
      if ((phase !== 'committing' && phase !== 'aborting') || answered.includes(told.member)) return tx
      const now = [...answered, told.member]
      const whole = members.every((member) => now.includes(member))
      const last = phase === 'committing' ? 'committed' : 'aborted'
      return { ...tx, answered: now, phase: whole ? last : phase }
    }
  }
}

export type Outcome = 'committed' | 'aborted' | 'undecided'

/** Of an act that its coordinator does not know nothing was ever decided, nor can be. */
export function outcomeOf(tx: Pick<Transaction, 'phase'> | null): Outcome {
  switch (tx?.phase) {
    case 'preparing':
      return 'undecided'
    case 'committing':
    case 'committed':
      return 'committed'
    case 'aborting':
    case 'aborted':
    case undefined:
      return 'aborted'
  }
}

/** Passing: asked again a little later, it may be done. Such an answer is not kept. */
const PASSING: ReadonlySet<string> = new Set(['record-held', 'record-unreachable'])
export const isPassing = ({ error }: Pick<Refused, 'error'>): boolean => PASSING.has(error)

/** What a record does with a message: `hold` what it decides anew, say `again` what it said before, or do what it is told. */
type Reply = 'hold' | 'again' | 'held-by-another' | 'enter' | 'let-go' | 'nothing'

/**
 * `held`: the act that holds the record; `entered`: whether the entry of this one stands. A message may come late, twice or
 * after another: an entry is made once, and only of what was held.
 */
export function replyTo(type: Message['type'], id: string, held: string | null, entered: boolean): Reply {
  switch (type) {
    case 'prepare':
      if (entered || held === id) return 'again'
      return held === null ? 'hold' : 'held-by-another'
    case 'commit':
      if (entered) return 'again'
      if (held === id) return 'enter'
      throw new Error('an act is to be entered that does not hold the record')
    case 'release':
      return held === id ? 'let-go' : 'nothing'
  }
}
