// The operator's door: old registers come in here, and the read model is made anew. A bearer token opens it.
import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import * as v from 'valibot'
import { catalogue } from '../../catalogue.ts'
import type { ActAnswer } from '../../engines/command.ts'
import { importActs } from '../../engines/import/weigh.ts'
import type { Env } from '../../env.ts'
import { mayDo } from '../../kernel/register.ts'
import { forgetDesk, listedCases, writeDesk } from '../../store/cases.ts'
import { digestDesk, digestRegister } from '../../store/digest.ts'
import { caseById, issuerObject, recordByKey, registerObject } from '../../store/objects.ts'
import { actBody } from '../asked-act.ts'
import { problem } from '../problem.ts'
import type { AppEnv } from '../types.ts'
import { operatorBackup } from './operator-backup.ts'
import { operatorRestore } from './operator-restore.ts'
import { importRoutes } from './import-api.ts'

/** Acts in one batch: each is a call to an object, and a request may make a thousand. */
const BATCH_ACTS_MAX = 500
/** Acts under way at once: more would only wait in memory. */
const PARALLEL = 32

/** Compares in a time that tells nothing of where two tokens differ. */
async function sameToken(given: string, expected: string): Promise<boolean> {
  const [a, b] = await Promise.all(
    [given, expected].map((text) => crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))),
  )
  return a !== undefined && b !== undefined && crypto.subtle.timingSafeEqual(a, b)
}

const operatorOnly = createMiddleware<AppEnv>(async (c, next) => {
  const token = /^Bearer (.+)$/u.exec(c.req.header('Authorization') ?? '')?.[1]
  if (token === undefined || !(await sameToken(token, c.env.OPERATOR_TOKEN)))
    return problem(c, { error: 'not-allowed' })
  return next()
})

const line = v.strictObject({
  register: v.string(),
  act: v.string(),
  idempotencyKey: v.pipe(v.string(), v.minLength(8), v.maxLength(200)),
  ...actBody.entries,
})

async function performLine(env: Env, text: string): Promise<ActAnswer> {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), line), text)
  if (!parsed.success) return { ok: false, error: 'line-invalid' }
  const { effectiveFrom, expectedSeq, register: id, ...rest } = parsed.output
  await catalogue.know(env, id)
  const register = catalogue.register(id)
  if (register === undefined) return { ok: false, error: 'unknown-register' }
  return recordByKey(env, register.definition, rest.key).perform({
    ...rest,
    register: id,
    idempotencyKey: `operator:${rest.idempotencyKey}`,
    ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
    ...(expectedSeq === undefined ? {} : { expectedSeq }),
    actor: { role: 'operator' },
    basis: { law: register.definition.law },
  })
}

/** Does all of them, a few at a time, and answers in their order. */
async function performAll(env: Env, lines: readonly string[]): Promise<readonly ActAnswer[]> {
  const answers: ActAnswer[] = []
  const waiting = lines.entries()
  const worker = async () => {
    for (const [index, text] of waiting) answers[index] = await performLine(env, text)
  }
  await Promise.all(Array.from({ length: PARALLEL }, worker))
  return answers
}

export const operator = new Hono<AppEnv>()
  .use(operatorOnly)
  .route('/backup', operatorBackup)
  .route('/restore', operatorRestore)
  /** JSON lines in, JSON lines out, one an act, in the same order. */
  .post('/acts', async (c) => {
    const lines = (await c.req.text()).split('\n').filter((text) => text.trim() !== '')
    if (lines.length > BATCH_ACTS_MAX) return problem(c, { error: 'batch-too-large' })
    const answers = await performAll(c.env, lines)
    return c.body(`${answers.map((answer) => JSON.stringify(answer)).join('\n')}\n`, 200, {
      'Content-Type': 'application/jsonl',
    })
  })
  /** Makes a page of the officials' work queue anew from the cases themselves; `after` as above. */
  .post('/cases/rebuild', async (c) => {
    const after = c.req.query('after') ?? ''
    if (after === '') await forgetDesk(c.env.DB).run()
    const { ids, ...rest } = await listedCases(c.env.STORE, after)
    const rows = (await Promise.all(ids.map((id) => caseById(c.env, id).row()))).filter((row) => row !== null)
    await writeDesk(c.env.DB, rows).run()
    return c.json({ records: rows.length, ...rest })
  })
  .get('/registers', (c) => c.json([...catalogue.registers.keys()]))
  /** Makes a page of the read model anew from the records themselves; `after` is the `next` of the answer before. */
  .post('/registers/:register/rebuild', async (c) => {
    const register = c.req.param('register')
    if (!catalogue.registers.has(register)) return problem(c, { error: 'unknown-register' })
    const after = c.req.query('after') ?? ''
    return c.json(await registerObject(c.env, register).rebuild(after))
  })
  /** Digests of what the read model holds, page after page: `digest` is that of the pages before, and '' at first. */
  .get('/cases/digest', async (c) =>
    c.json(await digestDesk(c.env.DB, c.req.query('after') ?? '', c.req.query('digest') ?? '')),
  )
  .get('/registers/:register/digest', async (c) => {
    const register = c.req.param('register')
    if (!catalogue.registers.has(register)) return problem(c, { error: 'unknown-register' })
    const { after = '', digest = '' } = c.req.query()
    return c.json(await digestRegister(c.env.DB, register, after, digest))
  })
  /** Where the register stands, for whoever waits until all is published. */
  .get('/registers/:register/state', async (c) => {
    const register = c.req.param('register')
    if (!catalogue.registers.has(register)) return problem(c, { error: 'unknown-register' })
    return c.json(await registerObject(c.env, register).state())
  })
  /** The acts by which a file may be brought into a register. */
  .get('/registers/:register/acts', (c) => {
    const register = catalogue.register(c.req.param('register'))
    if (register === undefined) return problem(c, { error: 'unknown-register' })
    const acts = importActs(register).filter(({ definition }) => mayDo(definition, 'operator'))
    return c.json({ acts: acts.map(({ name }) => name) })
  })
  /** Old registers, file by file. */
  .route(
    '/',
    importRoutes(() => Promise.resolve({ role: 'operator' })),
  )
  /** The next key of "Log in with eID" signs from now on; the one before is published until its tokens are over. */
  .post('/oidc/rotate', async (c) => c.json({ keys: await issuerObject(c.env).rotate() }))
