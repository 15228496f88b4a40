// What `npx izvor restore` brings into an empty portal, line by line; each may come again after it broke off. Behind the
// operator's door, and only while a restore of that backup is under way.
import { Buffer } from 'node:buffer'
import { Hono, type Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import * as v from 'valibot'
import { isKept, restoreStages } from '../../engines/backup/kept.ts'
import { ownerOf, type Owner } from '../../engines/backup/line.ts'
import type { Env } from '../../env.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { keptObject, rosterOf, rosterShard, shardOf } from '../../store/kept.ts'
import { registerObject } from '../../store/objects.ts'
import { isEmpty, objectsMax, savedTables } from '../backup.ts'
import { linesIn } from '../jsonl.ts'
import { problem } from '../problem.ts'
import type { AppEnv } from '../types.ts'

const BACKUP = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u))
/** Objects that are written at once. */
const PARALLEL = 16

const backupOf = (c: Context<AppEnv>): string => c.req.param('backup') ?? ''

/** Nothing is written but by the restore that was begun. */
const begun = createMiddleware<AppEnv>(async (c, next) => {
  const under = await rosterShard(c.env, 0).restoring()
  return under === null || under.backup !== backupOf(c) || under.stage === 'finished'
    ? problem(c, { error: 'restore-not-begun' })
    : next()
})

/** The pages of one object, in their order. */
interface Pages extends Owner {
  readonly lines: readonly string[]
}

/** The roster knows of them before there is anything in them: none is brought that the next backup would not find. */
async function noteAll(env: Env, objects: readonly Owner[]): Promise<void> {
  const groups = Map.groupBy(objects, ({ kind, name }) => `${kind} ${shardOf(name)}`)
  await Promise.all(
    [...groups.values()].map(async (group) => {
      const [{ kind, name } = { kind: '', name: '' }] = group
      if (isKept(kind))
        await rosterOf(env, name).note(
          kind,
          group.map((one) => one.name),
        )
    }),
  )
}

async function restoreObject(env: Env, { kind, name, lines }: Pages, backup: string): Promise<Result<null, string>> {
  if (!isKept(kind)) return err('unknown-kind')
  const object = keptObject(env, kind, name)
  for (const line of lines) {
    const answer = await object.restore(line, backup)
    if (!answer.ok) return answer
  }
  return ok(null)
}

/** All of them, a few at a time; the first refusal ends it. */
async function restoreObjects(env: Env, lines: readonly string[], backup: string): Promise<Result<null, string>> {
  const owned = lines.map((line) => ({ line, owner: ownerOf(line) }))
  const objects = [...Map.groupBy(owned, ({ owner }) => `${owner?.kind} ${owner?.name}`).values()].flatMap((pages) => {
    const owner = pages[0]?.owner
    return owner ? [{ ...owner, lines: pages.map(({ line }) => line) }] : []
  })
  if (owned.some(({ owner }) => owner === null)) return err('restore-line-invalid')
  await noteAll(env, objects)
  const waiting = objects.values()
  let refused: Result<null, string> = ok(null)
  const worker = async () => {
    for (const object of waiting) {
      const answer = await restoreObject(env, object, backup)
      if (!answer.ok) refused = answer
      if (!refused.ok) return
    }
  }
  await Promise.all(Array.from({ length: PARALLEL }, worker))
  return refused
}

async function restoreTable(db: D1Database, text: string): Promise<Result<null, string>> {
  const read = v.safeParse(tableLine, text)
  if (!read.success) return err('restore-line-invalid')
  const { table, columns, rows } = read.output
  if (rows.length === 0) return ok(null)
  const values = columns.map((_, at) => `value->>${at}`).join(', ')
  await db
    .prepare(`INSERT OR REPLACE INTO ${table} (${columns.join(', ')}) SELECT ${values} FROM json_each(?)`)
    .bind(JSON.stringify(rows))
    .run()
  return ok(null)
}

async function restoreFile(store: R2Bucket, text: string): Promise<Result<null, string>> {
  const read = v.safeParse(fileLine, text)
  if (!read.success) return err('restore-line-invalid')
  const { key, type, bytes } = read.output
  await store.put(key, Buffer.from(bytes, 'base64'), type === undefined ? {} : { httpMetadata: { contentType: type } })
  return ok(null)
}

const json = v.pipe(v.string(), v.parseJson())
const cell = v.union([v.string(), v.number(), v.null()])
const tableLine = v.pipe(
  json,
  v.strictObject({
    table: v.picklist(savedTables),
    columns: v.array(v.pipe(v.string(), v.regex(/^[a-z_]{1,40}$/u))),
    rows: v.array(v.array(cell)),
  }),
)
const fileLine = v.pipe(
  json,
  v.strictObject({
    key: v.pipe(v.string(), v.minLength(1), v.maxLength(1024)),
    type: v.optional(v.string()),
    bytes: v.pipe(v.string(), v.base64()),
  }),
)
const logMark = v.pipe(
  json,
  v.strictObject({
    register: v.string(),
    size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    root: v.string(),
    checkpoint: v.nullable(v.string()),
    verifierKey: v.string(),
  }),
)
const wakeBody = v.pipe(
  v.string(),
  v.parseJson(),
  v.strictObject({
    kind: v.string(),
    names: v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(600))), v.maxLength(objectsMax)),
  }),
)

export const operatorRestore = new Hono<AppEnv>()
  /** Begins a restore into an empty deployment, or goes on with the same. */
  .post('/:backup/begin', async (c) => {
    const backup = backupOf(c)
    if (!v.is(BACKUP, backup)) return problem(c, { error: 'restore-line-invalid' })
    const roster = rosterShard(c.env, 0)
    const under = await roster.restoring()
    if (under === null && !(await isEmpty(c.env))) return problem(c, { error: 'restore-not-empty' })
    const answer = await roster.beginRestore(backup)
    return answer.ok ? c.json({ again: under !== null, stage: answer.value }) : problem(c, answer)
  })
  .use('/:backup/work/*', begun)
  /** Objects, an `ObjectLine` a line; all pages of one come together. */
  .post('/:backup/work/objects', async (c) => {
    const answer = await restoreObjects(c.env, await linesIn(c), backupOf(c))
    return answer.ok ? c.json({}) : problem(c, answer)
  })
  /** Entries of logs, a `LogLine` a line, in their order. */
  .post('/:backup/work/logs/:name', async (c) => {
    for (const line of await linesIn(c)) {
      const answer = await registerObject(c.env, c.req.param('name')).restoreLog(line)
      if (!answer.ok) return problem(c, answer)
    }
    return c.json({})
  })
  /** Takes over what a register had published, and cuts its tiles, a part at a time. */
  .post('/:backup/work/published', async (c) => {
    const mark = v.safeParse(logMark, await c.req.text())
    const from = Number(c.req.query('from') ?? 0)
    if (!mark.success || !(from >= 0)) return problem(c, { error: 'restore-line-invalid' })
    const answer = await registerObject(c.env, mark.output.register).restorePublished(mark.output, from)
    return answer.ok ? c.json(answer.value) : problem(c, answer)
  })
  /** Files, a `FileLine` a line. */
  .post('/:backup/work/files', async (c) => {
    for (const line of await linesIn(c)) {
      const answer = await restoreFile(c.env.STORE, line)
      if (!answer.ok) return problem(c, answer)
    }
    return c.json({})
  })
  .post('/:backup/work/tables', async (c) => {
    for (const line of await linesIn(c)) {
      const answer = await restoreTable(c.env.DB, line)
      if (!answer.ok) return problem(c, answer)
    }
    return c.json({})
  })
  /** These objects look after what they still had to do. */
  .post('/:backup/work/wake', async (c) => {
    const asked = v.safeParse(wakeBody, await c.req.text())
    if (!asked.success || !isKept(asked.output.kind)) return problem(c, { error: 'unknown-kind' })
    const { kind, names } = asked.output
    await Promise.all(names.map((name) => keptObject(c.env, kind, name).wake()))
    return c.json({})
  })
  .post('/:backup/work/stage', async (c) => {
    const stage = v.safeParse(v.picklist(restoreStages), await c.req.text())
    if (!stage.success) return problem(c, { error: 'restore-line-invalid' })
    await rosterShard(c.env, 0).reachRestore(backupOf(c), stage.output)
    return c.json({})
  })
