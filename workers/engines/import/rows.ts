// The rows of an old register's file: what a reader yields, and how one is made for each kind of file.
import type { Result } from '../../kernel/result.ts'
import type { Value } from '../../kernel/value.ts'
import { csvReader } from './csv.ts'
import { linesReader } from './lines.ts'

/** What stands in a column: text, or in JSON also what is none. */
export type Cell = string | Value

/** One row of a file: the line on which it begins, and its cells in the order of the headings. */
export interface Row {
  readonly line: number
  readonly cells: readonly Cell[]
  /** What makes it no row at all. */
  readonly fault?: string
}

export interface RowReader {
  readonly push: (text: string) => Result<readonly Row[], 'row-too-long'>
  /** The last row, which need not end with a new line. */
  readonly end: () => Result<readonly Row[], 'row-too-long' | 'quote-not-closed'>
  /** Where it stands: another begun from that goes on as this one would. */
  readonly standing: () => string
}

/** How a file is read. */
export interface Format {
  readonly kind: 'csv' | 'lines'
  readonly separator: string
  readonly headings: readonly string[]
}

export const readerOf = ({ kind, separator, headings }: Format, from?: string): RowReader =>
  kind === 'csv' ? csvReader(separator, from) : linesReader(headings, from)
