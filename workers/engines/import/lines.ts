// JSON lines (one object a line) as rows: each member is a column, and a member that is no column is a fault of its row.
import { err, ok } from '../../kernel/result.ts'
import { isItems, type Item, type Value } from '../../kernel/value.ts'
import { rowMax } from './csv.ts'
import type { Cell, Row, RowReader } from './rows.ts'

/** Columns of a file; a definition has at most a hundred fields. */
const MEMBERS_MAX = 200

const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))

const isItem = (value: unknown): value is Item => isObject(value) && Object.values(value).every(isScalar)

const isValue = (value: unknown): value is Value =>
  isScalar(value) || (isItems(value) && (value as readonly unknown[]).every(isItem))

function objectIn(text: string): { readonly [name: string]: unknown } | null {
  try {
    const read: unknown = JSON.parse(text)
    return isObject(read) ? read : null
  } catch {
    return null
  }
}

/** The columns of a file by its first lines. */
export function membersIn(text: string): readonly string[] {
  const names = new Set<string>()
  for (const line of text.split('\n'))
    for (const name of Object.keys(objectIn(line) ?? {})) if (names.size < MEMBERS_MAX) names.add(name)
  return [...names]
}

function rowOf(text: string, line: number, headings: readonly string[]): Row {
  const read = objectIn(text)
  if (read === null) return { line, cells: [text], fault: 'line-invalid' }
  const cells = headings.map((heading): Cell => {
    const value = Object.hasOwn(read, heading) ? read[heading] : undefined
    return isValue(value) ? value : ''
  })
  const odd = Object.entries(read).some(
    ([name, value]) => !headings.includes(name) || !(value === null || isValue(value)),
  )
  return odd ? { line, cells, fault: 'line-with-more' } : { line, cells }
}

interface Standing {
  readonly rest: string
  readonly line: number
}

export function linesReader(headings: readonly string[], from?: string): RowReader {
  let { rest, line } = from === undefined ? { rest: '', line: 1 } : (JSON.parse(from) as Standing)
  return {
    push(text) {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      const rows: Row[] = []
      for (const one of lines) {
        if (one.length > rowMax) return err('row-too-long', String(line))
        if (one.trim() !== '') rows.push(rowOf(one, line, headings))
        line += 1
      }
      return rest.length > rowMax ? err('row-too-long', String(line)) : ok(rows)
    },
    end: () => ok(rest.trim() === '' ? [] : [rowOf(rest, line, headings)]),
    standing: () => JSON.stringify({ rest, line } satisfies Standing),
  }
}
