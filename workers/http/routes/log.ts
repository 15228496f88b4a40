// The registers' logs, read-only, as any verifier of tlog-tiles reads them; and the extract of a record.
import { Hono, type Context } from 'hono'
import { catalogue } from '../../catalogue.ts'
import { extractFormat, type Extract } from '../../engines/log/extract.ts'
import { parseTilePath, tileWidth } from '../../engines/log/tile.ts'
import { recordById, registerObject } from '../../store/objects.ts'
import { attachment } from '../attachment.ts'
import { idPattern } from '../browse.ts'
import { anyOrigin, askedLanguage } from '../open-data.ts'
import { problem } from '../problem.ts'
import type { AppEnv } from '../types.ts'

/** Entries in one extract: what a person would still print. */
const EXTRACT_MAX = 50
const FOR_EVER = 'public, max-age=31536000, immutable'

async function tile(c: Context<AppEnv>): Promise<Response> {
  const register = c.req.param('register') ?? ''
  if (!catalogue.registers.has(register)) return problem(c, { error: 'unknown-register' })
  const path = c.req.path.slice(`/registers/${register}/log/`.length)
  const parsed = parseTilePath(path)
  if (!parsed.ok) return problem(c, { error: 'not-found' })
  const headers = { 'Content-Type': 'application/octet-stream', 'Cache-Control': FOR_EVER }
  if (parsed.value.width === tileWidth) {
    const stored = await c.env.STORE.get(`${register}/log/${path}`)
    if (stored !== null) return c.body(stored.body, 200, headers)
  }
  const cut = await registerObject(c.env, register).tile(parsed.value)
  return cut === null ? problem(c, { error: 'not-found' }) : c.body(cut, 200, headers)
}

const LOG = '/registers/:register/log/*'
const EXTRACT = '/registers/:register/records/:id/extract.json'
const SHEET = '/registers/:register/records/:id/extract.tlog-proof'
const RECEIPT = '/registers/:register/records/:id/entries/:seq/receipt.tlog-proof'
const READ = [LOG, EXTRACT, SHEET, RECEIPT]

/** A proof as a file, for whoever checks it without us. */
const proofFile = (c: Context<AppEnv>, text: string, name: string): Response =>
  c.body(text, 200, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-cache',
    'Content-Disposition': attachment(`${name}.tlog-proof`),
  })

export const log = new Hono<AppEnv>()
  .on(['GET', 'OPTIONS'], READ, askedLanguage)
  .on(['GET', 'OPTIONS'], READ, anyOrigin)
  .get('/registers/:register/log/checkpoint', async (c) => {
    const register = c.req.param('register')
    if (!catalogue.registers.has(register)) return problem(c, { error: 'unknown-register' })
    return c.text(await registerObject(c.env, register).checkpoint(), 200, { 'Cache-Control': 'no-store' })
  })
  /** The newest checkpoint of which most witnesses know. */
  .get('/registers/:register/log/witnessed', async (c) => {
    const register = c.req.param('register')
    if (!catalogue.registers.has(register)) return problem(c, { error: 'unknown-register' })
    return c.text(await registerObject(c.env, register).checkpoint(true), 200, { 'Cache-Control': 'no-store' })
  })
  .get('/registers/:register/log/key', async (c) => {
    const register = c.req.param('register')
    if (!catalogue.registers.has(register)) return problem(c, { error: 'unknown-register' })
    const { verifierKey } = await registerObject(c.env, register).state()
    return c.text(`${verifierKey}\n`, 200, { 'Cache-Control': 'no-cache' })
  })
  .get('/registers/:register/log/tile/*', tile)
  /** The latest entries of a record, each with its open values and its proof. */
  .get(EXTRACT, async (c) => {
    const { register, id } = c.req.param()
    if (!catalogue.registers.has(register)) return problem(c, { error: 'unknown-register' })
    if (!idPattern.test(id)) return problem(c, { error: 'unknown-record' })
    const [record, order] = [recordById(c.env, register, id), registerObject(c.env, register)]
    // Of all entries, also those that have yet to take effect.
    const last = (await record.page({}))?.entries[0]?.seq
    if (last === undefined) return problem(c, { error: 'unknown-record' })
    const { verifierKey } = await order.state()
    const seqs = Array.from(
      { length: Math.min(last, EXTRACT_MAX) },
      (_, at) => Math.max(1, last - EXTRACT_MAX + 1) + at,
    )
    const entries = await Promise.all(
      seqs.map(async (seq) => {
        const [leaf, proof] = await Promise.all([record.leaf(seq), order.proof(id, seq)])
        return leaf === null || proof === null ? null : { leaf: leaf.leaf, disclosed: leaf.disclosed, proof }
      }),
    )
    const published = entries.filter((entry) => entry !== null)
    if (published.length === 0) return problem(c, { error: 'not-published' })
    const extract: Extract = { format: extractFormat, register, record: id, verifierKey, entries: published }
    return c.json(extract, 200, {
      'Cache-Control': 'no-cache',
      'Content-Disposition': attachment(`${register}-${id}.extract.json`),
    })
  })
  /** The same on one sheet, as one tlog-proof. */
  .get(SHEET, async (c) => {
    const { register, id } = c.req.param()
    if (!catalogue.registers.has(register)) return problem(c, { error: 'unknown-register' })
    if (!idPattern.test(id)) return problem(c, { error: 'unknown-record' })
    const record = recordById(c.env, register, id)
    const sheet = await record.sheet()
    if (sheet !== null) return proofFile(c, sheet, `${register}-${id}`)
    return problem(c, { error: (await record.page({})) === null ? 'unknown-record' : 'not-published' })
  })
  /** The bare proof that an entry stands in the log: what a receipt of an act grows into. */
  .get(RECEIPT, async (c) => {
    const { register, id, seq } = c.req.param()
    if (!catalogue.registers.has(register)) return problem(c, { error: 'unknown-register' })
    if (!idPattern.test(id) || !/^[1-9]\d{0,8}$/u.test(seq)) return problem(c, { error: 'unknown-record' })
    const proof = await registerObject(c.env, register).proof(id, Number(seq))
    if (proof !== null) return proofFile(c, proof, `${register}-${id}-${seq}`)
    const leaf = await recordById(c.env, register, id).leaf(Number(seq))
    return problem(c, { error: leaf === null ? 'unknown-record' : 'not-published' })
  })
