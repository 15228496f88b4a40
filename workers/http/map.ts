// What a map shows: the box that an address asks for, or that of what it searches for; and a record among its neighbours.
import type { Context } from 'hono'
import { boxAround, boxCut, outlineField, outlineOf, parseBox } from '../engines/outline.ts'
import { viewOf } from '../engines/map.ts'
import type { RecordView } from '../engines/command.ts'
import type { Box } from '../kernel/geometry/shape.ts'
import type { RegisterDefinition } from '../kernel/register.ts'
import { ok, type Result } from '../kernel/result.ts'
import { boxesFound, outlinesWithin, type Drawn } from '../store/map.ts'
import { aroundRoom } from '../../web/views/map/around.tsx'
import { searchIn } from './browse.ts'
import type { AppEnv } from './types.ts'

/** Shapes on one drawing: a phone draws them, and a person reads their list. */
const SHOWN_MAX = 200
/** Neighbours beside a record. */
const AROUND_MAX = 40

interface Seen {
  readonly box: Box | null
  readonly drawn: readonly Drawn[]
  readonly cut: number | undefined
}

/** A box around what was found, a little wider, and no wider than can be drawn. */
const roomFor = (boxes: readonly Box[]): Box | null => {
  const box = boxAround(boxes)
  return box && boxCut(viewOf(box, 0.05).box)
}

export async function mapIn(c: Context<AppEnv>, definition: RegisterDefinition): Promise<Result<Seen, string>> {
  const { DB } = c.env
  const asked = c.req.query('bbox')
  const given = asked === undefined ? null : parseBox(asked)
  if (given?.ok === false) return given
  const search = searchIn(c, definition)
  if (!search.ok) return search
  const box = given?.value ?? roomFor(await boxesFound(DB, definition.id, search.value.search))
  if (box === null) return ok({ box, drawn: [], cut: undefined })
  const found = await outlinesWithin(DB, definition.id, viewOf(box).box, SHOWN_MAX)
  return ok({ box, drawn: found.slice(0, SHOWN_MAX), cut: found.length > SHOWN_MAX ? SHOWN_MAX : undefined })
}

/** A record's outline as it is shown, with what lies around it today; undefined where it has none. */
export async function aroundOf(
  c: Context<AppEnv>,
  definition: RegisterDefinition,
  record: RecordView | null,
  { id, caption, past }: { readonly id: string; readonly caption: string; readonly past: boolean },
): Promise<{ readonly box: Box; readonly drawn: readonly Omit<Drawn, keyof Box | 'seq'>[] } | undefined> {
  const outline =
    record === null || outlineField(definition) === undefined ? null : outlineOf(definition, record.values)
  if (record === null || outline === null) return undefined
  const own = { id, caption, open: record.values, shape: outline.shape }
  // What lay around it at another time is not looked up.
  const seen = viewOf(outline, aroundRoom).box
  const others = past ? [] : await outlinesWithin(c.env.DB, definition.id, seen, AROUND_MAX)
  return { box: outline, drawn: [own, ...others.filter((one) => one.id !== id).slice(0, AROUND_MAX)] }
}
