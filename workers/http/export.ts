// What a search finds, as a file: CSV for spreadsheets, JSON lines for programs. It is sent as it is read, a page at a time.
import type { Context } from 'hono'
import { byteOrderMark, csvLine } from '../engines/csv.ts'
import { isPast } from '../engines/moment.ts'
import { browseOf, isAll, type Search } from '../engines/words.ts'
import { sofiaDate } from '../kernel/calendar.ts'
import { isDocument } from '../kernel/field.ts'
import type { RegisterDefinition } from '../kernel/register.ts'
import { utf8 } from '../kernel/bytes.ts'
import { exportMax, exportPage, lastPlace, type Exported } from '../store/export.ts'
import { attachment } from './attachment.ts'
import { idPattern, searchIn } from './browse.ts'
import { throttled } from './ceremony.ts'
import { problem } from './problem.ts'
import type { AppEnv } from './types.ts'

type Ctx = Context<AppEnv>

/** How a kind of file begins, and what it says of a record. */
interface Kind {
  readonly type: string
  readonly head: (fields: readonly string[]) => string
  readonly line: (fields: readonly string[], record: Exported) => string
}

const KINDS = {
  csv: {
    type: 'text/csv; charset=utf-8; header=present',
    head: (fields) => byteOrderMark + csvLine(['id', 'seq', ...fields]),
    line: (fields, { id, seq, open }) => csvLine([id, seq, ...fields.map((field) => open[field])]),
  },
  jsonl: {
    type: 'application/jsonl',
    head: () => '',
    line: (_, { id, seq, open }) => `${JSON.stringify({ id, seq, values: open })}\n`,
  },
} as const satisfies { readonly [kind: string]: Kind }

export type ExportKind = keyof typeof KINDS

interface Source {
  readonly db: D1Database
  readonly definition: RegisterDefinition
  readonly search: Search
  readonly after: string
}

/** Nothing is read before the reader takes it: a slow one holds no more than a page. */
function linesOf({ db, definition, search, after }: Source, kind: Kind): ReadableStream<Uint8Array> {
  const fields = Object.keys(definition.fields).filter(
    (name) => definition.fields[name]?.disclose === 'open' && !isDocument(definition.fields[name]),
  )
  let [place, left] = [after, exportMax]
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(utf8(kind.head(fields))),
    async pull(controller) {
      const rows = await exportPage(db, definition.id, search, place, left)
      left -= rows.length
      place = rows.at(-1)?.place ?? place
      if (rows.length > 0) controller.enqueue(utf8(rows.map((row) => kind.line(fields, row)).join('')))
      if (rows.length === 0 || left === 0) controller.close()
    },
  })
}

/** Where a search goes on: the row of its words. */
const PLACE = /^\d{1,15}$/u

/** All that `?q=` and `?where.…=` find, from behind `?after=`; `Link` says where the next file begins (RFC 8288). */
export async function exported(c: Ctx, definition: RegisterDefinition, name: ExportKind): Promise<Response> {
  const asked = searchIn(c, definition)
  if (!asked.ok) return problem(c, asked)
  const { search, moment } = asked.value
  if (isPast(moment)) return problem(c, { error: 'only-of-today' })
  if (!browseOf(definition).listed) return problem(c, { error: 'register-not-listed' })
  const after = c.req.query('after') ?? ''
  if (after !== '' && !(isAll(search) ? idPattern : PLACE).test(after)) return problem(c, { error: 'cursor-invalid' })
  const wait = await throttled(c, 'export')
  if (wait > 0) return problem(c, { error: 'too-many-requests', retryAfter: wait })
  const source = { db: c.env.DB, definition, search, after }
  const last = await lastPlace(source.db, definition.id, search, after)
  const next = new URL(c.req.url)
  next.searchParams.set('after', last ?? '')
  return c.body(linesOf(source, KINDS[name]), 200, {
    'Content-Type': KINDS[name].type,
    'Content-Disposition': attachment(`${definition.id}-${sofiaDate(Date.now())}.${name}`),
    'Cache-Control': 'no-store',
    ...(last === null ? {} : { Link: `<${next.pathname}${next.search}>; rel="next"` }),
  })
}
