// The peer: what a good team would build without Izvor. Node, Hono and PostgreSQL, one process, one pool.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { Pool } from 'pg'
import * as v from 'valibot'
import { perform, type Official } from './register.ts'

/** A page of results, as in the portal. */
const PAGE = 20
/** As PostgreSQL is advised: a few for each core, so that some work while others wait for the disk. */
const POOL = 16

const [host, indexKey, ...tokens] = process.argv.slice(2)
if (host === undefined || indexKey === undefined) throw new Error('the folder of the socket and a key are not said')
const pool = new Pool({ host, user: 'postgres', database: 'postgres', max: POOL })

/** As the portal reads it. */
const actBody = v.strictObject({
  key: v.pipe(v.string(), v.maxLength(200)),
  input: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
  effectiveFrom: v.optional(v.string()),
})

const hash = (token: string) => createHash('sha256').update(token).digest('hex')

await pool.query(readFileSync(join(import.meta.dirname, 'schema.sql'), 'utf8'))
for (const [index, roles] of [['operator'], ['mvr.registrar']].entries())
  await pool.query('INSERT INTO sessions VALUES ($1, $2, $3, $4)', [
    hash(tokens[index] ?? ''),
    `person-${index}`,
    roles,
    Date.now() + 12 * 3_600_000,
  ])

const SESSION = { name: 'session', text: 'SELECT person, roles FROM sessions WHERE hash = $1 AND ends_at > $2' }
const READ = {
  name: 'read',
  text: `SELECT seq, recorded_at::float8 AS "recordedAt", effective_from::text AS "effectiveFrom", open AS values
         FROM records WHERE id = $1`,
}
const SEARCH = {
  name: 'search',
  text: `SELECT n::float8, id, seq, open AS values FROM records WHERE words @@ to_tsquery('simple', $1) ORDER BY n LIMIT $2`,
}

interface Found {
  readonly n: number
}
interface Read {
  readonly seq: number
  readonly effectiveFrom: string
}

const app = new Hono()
  .get('/', (c) => c.text('hello'))
  .get('/registers/vehicles/records', async (c) => {
    const words = (c.req.query('q') ?? '').split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
    const query = words.map((word) => `${word}:*`).join(' & ')
    const { rows } = await pool.query<Found>({ ...SEARCH, values: [query, PAGE + 1] })
    const found = rows.slice(0, PAGE)
    return c.json({ records: found, ...(rows.length > PAGE ? { next: found.at(-1)?.n } : {}) })
  })
  .get('/registers/vehicles/records/:id', async (c) => {
    const id = c.req.param('id')
    const record = (await pool.query<Read>({ ...READ, values: [id] })).rows[0]
    if (record === undefined) return c.json({ error: 'unknown-record' }, 404)
    const etag = `"${record.seq}-${record.effectiveFrom}"`
    const headers = { ETag: etag, 'Cache-Control': 'no-cache' }
    if (c.req.header('If-None-Match') === etag) return c.body(null, 304, headers)
    return c.json({ register: 'vehicles', id, ...record }, 200, headers)
  })
  .post('/registers/vehicles/acts/:act', async (c) => {
    const token = hash(getCookie(c, 'session') ?? '')
    const official = (await pool.query<Official>({ ...SESSION, values: [token, Date.now()] })).rows[0]
    if (official === undefined) return c.json({ error: 'not-signed-in' }, 401)
    const idempotencyKey = c.req.header('Idempotency-Key')
    if (idempotencyKey === undefined || !/^[\w.:-]{8,128}$/u.test(idempotencyKey))
      return c.json({ error: 'idempotency-key-invalid' }, 422)
    const body = v.safeParse(actBody, await c.req.json().catch(() => undefined))
    if (!body.success) return c.json({ error: 'body-invalid' }, 422)
    const { key, input, effectiveFrom } = body.output
    const command = { key, input, ...(effectiveFrom === undefined ? {} : { effectiveFrom }) }
    const answer = await perform(pool, c.req.param('act'), official, idempotencyKey, command, indexKey)
    return 'error' in answer ? c.json(answer, 422) : c.json(answer, 201)
  })

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
  console.log(`ready at http://127.0.0.1:${port}`),
)
process.once('disconnect', () => process.exit())
