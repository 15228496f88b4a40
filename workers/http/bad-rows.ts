// The bad rows of an import as a file: as they were, with the number of each and what is wrong with it, to be mended and
// sent again.
import type { Context } from 'hono'
import { rowIssueText } from '../../web/messages/imports.ts'
import { catalogue } from '../catalogue.ts'
import { ownColumn } from '../engines/import/columns.ts'
import { csvLine } from '../engines/import/csv.ts'
import type { Cell } from '../engines/import/rows.ts'
import type { Import } from '../engines/import/state.ts'
import type { RowIssue } from '../engines/import/weigh.ts'
import type { Language } from '../kernel/localised.ts'
import { importsOf } from '../store/objects.ts'
import { attachment } from './attachment.ts'
import type { AppEnv } from './types.ts'

interface BadRow {
  readonly row: number
  readonly line: number
  readonly issues: readonly RowIssue[]
  readonly cells: readonly Cell[]
}

export function badRowOf(text: string): BadRow {
  const [row, line, issues, cells] = JSON.parse(text) as [number, number, RowIssue[], Cell[]]
  return { row, line, issues, cells }
}

/** Everything that is wrong with a row, a sentence each. */
const reasonsOf = (lang: Language, one: Pick<Import, 'register' | 'mapping'>, issues: readonly RowIssue[]) =>
  issues.map((issue) => rowIssueText(lang, catalogue.registers.get(one.register), one.mapping?.act, issue))

/** UTF-8 with its mark: without, a spreadsheet takes Cyrillic for something else. */
export async function badRows(c: Context<AppEnv>, one: Import): Promise<Response> {
  const lang = c.get('lang')
  const { headings = [], separator = ';', kind } = one.format ?? {}
  const mark = kind === 'csv' ? separator : ';'
  const names = await importsOf(c.env, one.register).reports(one.id)
  const encoder = new TextEncoder()
  const waiting = names.values()
  const rowsIn = async (name: string): Promise<string> => {
    const stored = await c.env.STORE.get(name)
    const lines = ((await stored?.text()) ?? '').split('\n').filter((line) => line !== '')
    return lines
      .map(badRowOf)
      .map(({ row, issues, cells }) => {
        const padded = headings.map((_, at) => cells[at] ?? '')
        const reasons = reasonsOf(lang, one, issues).join(' ')
        return csvLine([String(row), reasons, ...padded, ...cells.slice(headings.length)], mark)
      })
      .join('')
  }
  // A page of the report at a time: there may be as many as there are rows.
  const readable = new ReadableStream<Uint8Array>({
    start(controller) {
      const head = csvLine([`${ownColumn}row`, `${ownColumn}why`, ...headings], mark)
      controller.enqueue(encoder.encode(`\ufeff${head}`))
    },
    async pull(controller) {
      const next = waiting.next()
      if (next.done === true) return controller.close()
      controller.enqueue(encoder.encode(await rowsIn(next.value)))
    },
  })
  return c.body(readable, 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': attachment(`${one.register}-${one.id}-bad.csv`),
    'Cache-Control': 'no-store',
  })
}
