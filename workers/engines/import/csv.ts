// Comma-separated values (RFC 4180, and what spreadsheets make of it), part by part, so that a file may be of any length.
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Cell, Row, RowReader } from './rows.ts'

/** An entry of the log holds 64 kB: a longer row is a quotation mark that nobody closed. */
export const rowMax = 65_535

const SEPARATORS = [';', ',', '\t', '|'] as const

/** What separates the cells of a heading: of the usual ones, that which stands there most often outside of quotes. */
export function separatorOf(heading: string): string {
  const bare = heading.replaceAll(/"[^"]*"?/gu, '')
  const counted = SEPARATORS.map((mark) => [mark, bare.split(mark).length] as const)
  return counted.reduce((most, one) => (one[1] > most[1] ? one : most))[0]
}

export const isSeparator = (text: string): boolean => SEPARATORS.some((mark) => mark === text)

/** Where a reader stands between two parts of a file. */
interface Standing {
  /** Of the row under way: its cells so far, and the one that is being read. */
  readonly cells: readonly string[]
  readonly cell: string
  readonly mode: 'plain' | 'quoted' | 'after-quote'
  /** Whether what was read last is a CR, which is none of a cell where a new line follows. */
  readonly line: number
  readonly began: number
}

const START: Standing = { cells: [], cell: '', mode: 'plain', line: 1, began: 1 }

/**
 * Reads rows as the text of a file comes. Empty lines are none. Refused where a row is longer than any could be, or where
 * a quotation mark is never closed; the detail is the line on which the row begins.
 */
export function csvReader(separator: string, from?: string): RowReader {
  const standing = from === undefined ? START : (JSON.parse(from) as Standing)
  let { cell, mode, line, began } = standing
  let cells: string[] = [...standing.cells]
  let length = cells.reduce((sum, one) => sum + one.length, cell.length)
  let rows: Row[] = []
  /** Up to where text is that changes nothing, in each mode. */
  const PLAIN = new RegExp(`[\\n\\r"${separator === '|' ? '\\|' : separator}]`, 'gu')
  const QUOTED = /["\n]/gu

  const endCell = () => {
    cells.push(cell)
    cell = ''
    mode = 'plain'
  }
  const endRow = () => {
    endCell()
    if (cells.some((one) => one.trim() !== '')) rows.push({ line: began, cells })
    cells = []
    length = 0
    began = line
  }
  const take = (letter: string) => {
    if (letter === '\n') line += 1
    if (mode === 'quoted') {
      if (letter === '"') mode = 'after-quote'
      else cell += letter
    } else if (letter === '"' && mode === 'after-quote') {
      cell += '"'
      mode = 'quoted'
    } else if (letter === '"' && cell === '') mode = 'quoted'
    else if (letter === separator) endCell()
    else if (letter === '\n') endRow()
    // A quotation mark within an unquoted cell is a letter like others.
    else if (letter !== '\r') cell += letter
  }
  const taken = (): readonly Row[] => {
    const done = rows
    rows = []
    return done
  }
  return {
    push(text): Result<readonly Row[], 'row-too-long'> {
      for (let at = 0; at < text.length;) {
        const mark = mode === 'quoted' ? QUOTED : PLAIN
        mark.lastIndex = at
        const next = mark.exec(text)?.index ?? text.length
        cell += text.slice(at, next)
        length += next - at + 1
        if (length > rowMax) return err('row-too-long', String(began))
        if (next < text.length) take(text.charAt(next))
        at = next + 1
      }
      return ok(taken())
    },
    end(): Result<readonly Row[], 'quote-not-closed'> {
      if (mode === 'quoted') return err('quote-not-closed', String(began))
      endRow()
      return ok(taken())
    },
    standing: () => JSON.stringify({ cells, cell, mode, line, began } satisfies Standing),
  }
}

/** What a spreadsheet would take for a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/u
/** How we wrote such a cell in a file of bad rows. */
const DEFUSED = /^'(?=[=+\-@\t\r])/u

const quoted = (cell: string, separator: string): string =>
  /["\r\n]/u.test(cell) || cell.includes(separator) ? `"${cell.replaceAll('"', '""')}"` : cell

/** A row as it is written: quoted where it has to be, and no formula to whoever opens it in a spreadsheet. */
export const csvLine = (cells: readonly Cell[], separator: string): string =>
  `${cells
    .map((cell) => (typeof cell === 'string' ? cell : JSON.stringify(cell)))
    .map((cell) => quoted(FORMULA.test(cell) ? `'${cell}` : cell, separator))
    .join(separator)}\r\n`

/** A cell of such a file as it was before it was written. */
export const undefused = (cell: string): string => cell.replace(DEFUSED, '')
