// An import of an old register's file: which states it goes through, what it counts, and what may be done when.
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Actor } from '../command.ts'
import type { Encoding } from './decode.ts'
import type { Format } from './rows.ts'

/** A file of a million rows has some 200 MB; what is larger comes in several. */
export const fileMax = 1024 * 1024 * 1024
/** A part of a file: what a request carries and an object reads at once. */
export const partMax = 1024 * 1024
/** Imports of a register that are kept; who made more discards some. */
export const importsMax = 200

/** `receiving` the file, `reading` it once, then `mapped` by somebody, `checking` each row, `entering` them. */
type State =
  | 'receiving'
  | 'reading'
  | 'read'
  | 'checking'
  | 'checked'
  | 'proposed'
  | 'entering'
  | 'publishing'
  | 'done'
  | 'failed'

export type Command = 'receive' | 'read' | 'check' | 'reread' | 'propose' | 'take-back' | 'enter' | 'discard'

/** What may be done in a state; what goes on by itself is awaited first. */
const MOVES = {
  receiving: ['receive', 'read', 'discard'],
  reading: ['discard'],
  read: ['reread', 'check', 'discard'],
  checking: ['discard'],
  checked: ['reread', 'check', 'propose', 'enter', 'discard'],
  proposed: ['take-back', 'enter'],
  entering: [],
  publishing: [],
  done: ['reread', 'check', 'discard'],
  failed: ['discard'],
} as const satisfies Record<State, readonly Command[]>

export const may = ({ state }: Pick<Import, 'state'>, command: Command): Result<null, 'import-not-now'> =>
  (MOVES[state] as readonly Command[]).includes(command) ? ok(null) : err('import-not-now')

export const isUnderWay = ({ state }: Pick<Import, 'state'>): boolean =>
  state === 'reading' || state === 'checking' || state === 'entering' || state === 'publishing'

/** Of all rows: each is exactly one of `entered`, `same` (it was there and says the same) or `bad`. */
export interface Counts {
  readonly rows: number
  /** In a dry run: those that would be entered. */
  readonly entered: number
  readonly same: number
  readonly bad: number
}

export const NONE: Counts = { rows: 0, entered: 0, same: 0, bad: 0 }

/** How the columns are the register's fields. */
export interface Mapping {
  readonly act: string
  /** Heading → field, '' to leave it out; a heading that is not here is found by its name. */
  readonly columns: { readonly [heading: string]: string }
  /** Whether the records of other registers that rows name have to be there: an old register may come before them. */
  readonly references: 'check' | 'leave'
}

/** Where the work stands, so that it goes on there after a crash. */
export interface Cursor {
  /** The next part of the file. */
  readonly part: number
  /** Base64 of the bytes of the part before that begin a letter; null before the first. */
  readonly rest: string | null
  /** Where the reader stood before that part, and how many rows of what follows are done. */
  readonly reader: string | null
  readonly skip: number
  /** Rows done in all. */
  readonly row: number
  /** When the rows under way are recorded: once more the same, if they are done once more. */
  readonly at: number
}

export const BEGIN: Cursor = { part: 0, rest: null, reader: null, skip: 0, row: 0, at: 0 }

export interface Import {
  readonly id: string
  readonly register: string
  readonly state: State
  /** The name of the file, as it was sent. */
  readonly name: string
  /** Hex SHA-256 of the file. */
  readonly file: string
  readonly size: number
  readonly begunAt: number
  readonly begunBy: Actor
  /** Whoever enters it, and the second official where the act asks for two. */
  readonly actor?: Actor
  readonly second?: Actor
  /** What the first of two has signed, until the second does. */
  readonly first?: string
  /** Hex SHA-256 of what they signed. */
  readonly signatures?: string
  readonly parts: number
  readonly encoding?: Encoding
  readonly format?: Format
  /** Its first rows, as they are read, to see whether they are read right. */
  readonly sample?: readonly (readonly string[])[]
  readonly mapping?: Mapping
  readonly cursor: Cursor
  /** The first of two looks at each row: what it claims for itself. */
  readonly claiming?: true
  /** How often it was entered. */
  readonly run: number
  /** Rows of the file, once they were counted. */
  readonly total?: number
  readonly counts: Counts
  /** Why rows were refused, and how many: `field code`. */
  readonly reasons: { readonly [reason: string]: number }
  /** Why it failed, and on which line. */
  readonly fault?: { readonly code: string; readonly line?: number }
  /** Of the log, when its last entry has its place. */
  readonly until?: number
  readonly startedAt?: number
  readonly endedAt?: number
}
