// Boards of registers: the page for everyone out of the read model, the one for officials out of the records themselves,
// each of which keeps who looked.
import { Hono, type Context } from 'hono'
import { BoardPage, type BoardProps } from '../../../web/views/registers/board.tsx'
import { catalogue } from '../../catalogue.ts'
import { computedFor, type Worked } from '../../engines/computed.ts'
import type { Audience } from '../../engines/disclosure.ts'
import { captionOf } from '../../engines/snapshot.ts'
import { sofiaDate } from '../../kernel/calendar.ts'
import type { LoadedRegister } from '../../kernel/load.ts'
import { authorityOf, holdsRole } from '../../kernel/register.ts'
import type { Values } from '../../kernel/value.ts'
import { namesOf } from '../../store/browse.ts'
import { groupMax, groupsOf } from '../../store/boards.ts'
import { recordById } from '../../store/objects.ts'
import { requireRole } from '../middleware/session.ts'
import { ownOf } from '../own.ts'
import { refusedPage } from '../page.tsx'
import { referencesIn, surroundingsOf } from '../surroundings.ts'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>
type Row = BoardProps['groups'][number]['rows'][number]

/** Records that are asked at once: a page asks some hundreds. */
const ASKED_AT_ONCE = 50

function askedBoard(c: Ctx) {
  const register = catalogue.register(c.req.param('register') ?? '')
  const name = c.req.param('board') ?? ''
  const all = register?.definition.boards ?? {}
  const board = Object.hasOwn(all, name) ? all[name] : undefined
  return register === undefined || board === undefined ? null : { register, name, board }
}

/** The greatest first; what is not known for who looks comes last. */
function sorted(rows: readonly Row[], order: string | undefined): readonly Row[] {
  if (order === undefined) return rows
  const rank = ({ values, worked }: Row) =>
    Number(values[order] ?? worked.find(({ name }: Worked) => name === order)?.total ?? Number.NaN)
  const known = (row: Row) => (Number.isNaN(rank(row)) ? Number.NEGATIVE_INFINITY : rank(row))
  return rows.toSorted((one, other) => known(other) - known(one))
}

interface Seen {
  readonly id: string
  readonly values: Values
}

/** The board's page: `see` tells what the audience sees of the records of a group. */
async function show(
  c: Ctx,
  { register, name, board }: { register: LoadedRegister; name: string; board: BoardProps['board'] },
  audience: Audience,
  see: (found: readonly { readonly id: string; readonly open: Values }[]) => Promise<readonly Seen[]>,
): Promise<Response> {
  const { definition } = register
  const by = definition.fields[board.by]
  const options = by?.type === 'choice' ? Object.entries(by.options) : []
  const values = options.map(([value]) => value)
  const found = await groupsOf(c.env, definition.id, board.by, values)
  const today = sofiaDate(Date.now())
  const desk = audience.kind === 'authority'
  const groups: BoardProps['groups'][number][] = []
  for (const [at, [value, title]] of options.entries()) {
    const all = found[at] ?? []
    const seen = await see(all.slice(0, groupMax))
    const rows = seen.map((one) => ({
      ...one,
      caption: captionOf(register, one.values, one.id),
      worked: computedFor(register, one.values, audience, today),
    }))
    groups.push({
      value,
      title,
      rows: sorted(rows, desk ? board.desk?.order : board.order),
      cut: all.length > groupMax,
    })
  }
  const told = groups.flatMap(({ rows }) => rows.flatMap((row) => referencesIn(definition.fields, row.values)))
  const surroundings = surroundingsOf(c, await namesOf(c.env.DB, told))
  return c.html(
    <BoardPage
      page={c.get('page')}
      definition={definition}
      name={name}
      board={board}
      surroundings={surroundings}
      groups={groups}
      most={groupMax}
      desk={desk}
    />,
  )
}

async function deskPage(c: Ctx): Promise<Response> {
  const asked = askedBoard(c)
  if (asked?.board.desk === undefined) return refusedPage(c, { error: 'not-found' })
  const { roles: allowed, law } = asked.board.desk
  const { id: person, roles } = ownOf(c)
  const role = roles.find((one) => holdsRole(allowed, one))
  if (role === undefined) return refusedPage(c, { error: 'not-allowed' })
  const purpose = { authority: authorityOf(role), role, law, person, desk: true as const }
  return show(c, asked, { kind: 'authority', role }, async (found) => {
    const views: Seen[] = []
    for (let at = 0; at < found.length; at += ASKED_AT_ONCE) {
      const some = found.slice(at, at + ASKED_AT_ONCE)
      const answers = await Promise.all(
        some.map(({ id }) => recordById(c.env, asked.register.definition.id, id).read(purpose)),
      )
      views.push(...answers.filter((view) => view !== null))
    }
    return views
  })
}

export const boards = new Hono<AppEnv>()
  .get('/registers/:register/boards/:board', async (c) => {
    const asked = askedBoard(c)
    if (asked === null) return refusedPage(c, { error: 'not-found' })
    return show(c, asked, { kind: 'public' }, async (found) => found.map(({ id, open }) => ({ id, values: open })))
  })
  .get('/work/boards/:register/:board', requireRole(), deskPage)
