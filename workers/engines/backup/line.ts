// The lines of a backup: what each holds, as JSON, and how a stranger's line is read.

/** A table of an object: its name, its columns, its rows. */
export type SavedTable = readonly [
  name: string,
  columns: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
]

/** One object, or a page of a large one. */
export interface ObjectLine {
  readonly kind: string
  readonly name: string
  /** How many steps of its schema it has had; 0 where nothing was ever kept in it. */
  readonly schema: number
  readonly page: number
  readonly more: boolean
  readonly tables: readonly SavedTable[]
}

/**
 * Entries of a register's log in their order: the record, the number of its entry, the leaf, and of what came in a batch the
 * digest of its row.
 */
export interface LogLine {
  readonly register: string
  readonly from: number
  readonly entries: readonly (readonly [record: string, seq: number, leaf: string, digest?: string])[]
  /** The batches that begin among them. */
  readonly batches: readonly (readonly [first: number, rows: number, name: string])[]
}

/** A file of the store; its bytes in base64. */
export interface FileLine {
  readonly key: string
  readonly type?: string
  readonly bytes: string
}

/** How a part of the read model stood, row by row: a hash each, and by what one sees that a row is newer. */
export interface RowsLine {
  /** `registers/<register>`, `cases`; or `files`, whose rows are names, sizes and hashes of the store's files. */
  readonly part: string
  readonly rows: readonly RowDigest[]
}

export type RowDigest = readonly [id: string, seq: number, effectiveFrom: string, hash: string]

/** Rows of a table of the read model that is saved as it is. */
export interface TableLine {
  readonly table: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

export type Owner = Pick<ObjectLine, 'kind' | 'name'>

/** Whose a line of an object is; null for what is none. */
export function ownerOf(line: string): Owner | null {
  try {
    const { kind, name } = JSON.parse(line) as Partial<ObjectLine>
    return typeof kind === 'string' && typeof name === 'string' ? { kind, name } : null
  } catch {
    return null
  }
}
