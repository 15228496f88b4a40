// What is asked of a record, and how it answers: the words shared by the object, the cases and the API.
import type { FieldIssue } from '../kernel/parse.ts'
import type { Value, Values } from '../kernel/value.ts'

/** Who acts: a role of an authority, and the person who holds it (absent for the importer). */
export interface Actor {
  /** `authority.role`, or `operator`. */
  readonly role: string
  /** The person's id, never the personal number; of a system that acts for an authority, its number as a client. */
  readonly person?: string
}

/** The row of an old register's file from which a record came. */
interface Source {
  /** The id of the import. */
  readonly import: string
  /** Hex SHA-256 of the file. */
  readonly file: string
  /** From 1, the headings not counted. */
  readonly row: number
}

/** Why it is done: the case that caused it, the file that it came with, or the law alone. */
export interface Basis {
  readonly case?: string
  readonly law?: string
  readonly source?: Source
}

export interface ActCommand {
  readonly register: string
  readonly key: string
  readonly act: string
  /** As typed or sent: the record checks and normalises it. */
  readonly input: { readonly [field: string]: Value }
  /** 'YYYY-MM-DD'; the day of recording where not said. */
  readonly effectiveFrom?: string
  /** The version that the caller saw; any where not said. */
  readonly expectedSeq?: number
  readonly idempotencyKey: string
  readonly actor: Actor
  /** The official who confirmed it, where the act asks for two; and the hash of what both signed. */
  readonly second?: Actor
  readonly signatures?: string
  readonly basis: Basis
}

/** One text for equal commands, whatever the order of their fields; there is one for any input. */
export const requestOf = (command: ActCommand): string =>
  JSON.stringify({ ...command, idempotencyKey: undefined }, (_, value: unknown) =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )

export interface Receipt {
  readonly register: string
  /** The record's public id. */
  readonly id: string
  readonly seq: number
  /** Hex SHA-256 of the leaf in the register's log (RFC 6962 leaf hash). */
  readonly leafHash: string
  /** Milliseconds since 1970. */
  readonly recordedAt: number
  /** The entries of the further records that changed with it. */
  readonly together?: readonly Receipt[]
}

export interface Refused {
  readonly ok: false
  readonly error: string
  readonly issues?: readonly FieldIssue[]
  /** With `stale-version`: the version that stands. */
  readonly seq?: number
  /** The register whose own refusal the code is. */
  readonly register?: string
}

export type ActAnswer = { readonly ok: true; readonly value: Receipt } | Refused

/** The legal ground of a read of fields that are not open; it is kept and shown to the subject. */
export interface Purpose {
  readonly authority: string
  /** `authority.role` under which it is asked: it decides which sensitive fields are seen. */
  readonly role: string
  readonly law: string
  readonly case?: string
  /** The official's person id, where a person looked. */
  readonly person?: string
  /** An official or a system of the authority looked: its auditors are told. */
  readonly desk?: true
}

export interface RecordView {
  readonly id: string
  readonly seq: number
  readonly recordedAt: number
  readonly effectiveFrom: string
  readonly values: Values
}
