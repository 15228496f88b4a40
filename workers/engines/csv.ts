// How open data stands in a table that a spreadsheet opens: RFC 4180, and no cell that it would carry out.
import { isItems, type Value } from '../kernel/value.ts'

// A cell that a spreadsheet carries out, in English:
//  - it begins with one of = + - @, also in their full width, or with a tab or a new line, or has any of these behind spaces
//  - it is text: a number that is less than nothing begins with a minus too, and stays a number
const CARRIED_OUT = /^[\s\p{Cc}]*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u

/** An apostrophe makes it text to the reader's program; whoever reads by a program of their own takes JSON lines. */
const harmless = (text: string): string => (CARRIED_OUT.test(text) ? `'${text}` : text)

const quoted = (text: string): string => (/[",;\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

const cellOf = (value: Value | undefined): string => {
  if (value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return quoted(harmless(isItems(value) ? JSON.stringify(value) : value))
}

/** One line, with its end (RFC 4180, 2.1). */
export const csvLine = (cells: readonly (Value | undefined)[]): string => `${cells.map(cellOf).join(',')}\r\n`

/** Says to spreadsheets that it is UTF-8: without it they take Cyrillic for something else. */
export const byteOrderMark = '\uFEFF'
