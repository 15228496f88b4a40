// What `npx izvor backup` asks of a portal: how it stands, what has changed, and all that it keeps. Behind the operator's door.
import { Hono } from 'hono'
import * as v from 'valibot'
import { isKept } from '../../engines/backup/kept.ts'
import { ROSTER_SHARDS, rosterShard } from '../../store/kept.ts'
import { registerObject } from '../../store/objects.ts'
import { deskRows, registerRows } from '../../store/digest.ts'
import {
  beginningOf,
  filesMax,
  listFiles,
  namesMax,
  objectsMax,
  readFiles,
  readObjects,
  readTable,
  savedTables,
} from '../backup.ts'
import { jsonl } from '../jsonl.ts'
import { problem } from '../problem.ts'
import type { AppEnv } from '../types.ts'

const whole = v.pipe(v.string(), v.regex(/^\d{1,15}$/u), v.transform(Number))
const changes = v.object({
  shard: v.pipe(whole, v.maxValue(ROSTER_SHARDS - 1)),
  since: whole,
  after: v.pipe(v.string(), v.maxLength(600)),
})
const objects = v.strictObject({
  kind: v.string(),
  names: v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(600))), v.maxLength(objectsMax)),
})
const files = v.strictObject({
  keys: v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(1024))), v.maxLength(filesMax)),
})
const places = v.object({ from: whole, to: whole })

/** The body as JSON, or undefined. */
const bodyOf = (text: string): unknown => {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson()), text)
  return parsed.success ? parsed.output : undefined
}

export const operatorBackup = new Hono<AppEnv>()
  .get('/', async (c) => c.json(await beginningOf(c.env)))
  /** Names of objects of a kind that have changed since a mark of their shard, a page at a time. */
  .get('/changes/:kind', async (c) => {
    const kind = c.req.param('kind')
    const asked = v.safeParse(changes, { after: '', ...c.req.query() })
    if (!isKept(kind) || !asked.success) return problem(c, { error: 'unknown-kind' })
    const { shard, since, after } = asked.output
    return c.json(await rosterShard(c.env, shard).changed(kind, since, after, namesMax))
  })
  /** What these objects keep: an `ObjectLine` a line. */
  .post('/objects', async (c) => {
    const asked = v.safeParse(objects, bodyOf(await c.req.text()))
    if (!asked.success || !isKept(asked.output.kind)) return problem(c, { error: 'unknown-kind' })
    const lines = await readObjects(c.env, asked.output.kind, asked.output.names)
    return lines.ok ? jsonl(c, lines.value) : problem(c, lines)
  })
  /** Entries of a log, a `LogLine`; as many as fit into a page. */
  .get('/logs/:name', async (c) => {
    const asked = v.safeParse(places, c.req.query())
    if (!asked.success) return problem(c, { error: 'not-found' })
    const { from, to } = asked.output
    return c.body(await registerObject(c.env, c.req.param('name')).logPage(from, to), 200, {
      'Content-Type': 'application/json',
    })
  })
  .get('/files', async (c) => c.json(await listFiles(c.env.STORE, c.req.query('cursor') ?? '')))
  /** These files, a `FileLine` a line. */
  .post('/files', async (c) => {
    const asked = v.safeParse(files, bodyOf(await c.req.text()))
    if (!asked.success) return problem(c, { error: 'not-found' })
    const lines = await readFiles(c.env.STORE, asked.output.keys)
    return lines.ok ? jsonl(c, lines.value) : problem(c, lines)
  })
  /** How the read model stands, row by row. */
  .get('/rows/cases', async (c) => c.json(await deskRows(c.env.DB, c.req.query('after') ?? '')))
  .get('/rows/registers/:name', async (c) =>
    c.json(await registerRows(c.env.DB, c.req.param('name'), c.req.query('after') ?? '')),
  )
  .get('/tables/:table', async (c) => {
    const table = c.req.param('table')
    if (!savedTables.includes(table)) return problem(c, { error: 'not-found' })
    return c.json(await readTable(c.env.DB, table, c.req.query('after') ?? ''))
  })
