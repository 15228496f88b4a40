// Pages on which an authority brings an old register over: its file, its columns, its bad rows, and the signatures.
import { Hono, type Context } from 'hono'
import { imports as messages } from '../../../web/messages/imports.ts'
import { problemTitle } from '../../../web/messages/problems.ts'
import { importPath, IMPORTS, importsPath, keyOf } from '../../../web/views/imports/common.tsx'
import type { ColumnsProps } from '../../../web/views/imports/columns.tsx'
import { ImportPage } from '../../../web/views/imports/import.tsx'
import { ImportsPage, ImportTargetsPage } from '../../../web/views/imports/list.tsx'
import { catalogue } from '../../catalogue.ts'
import { suggested, type ColumnFault } from '../../engines/import/columns.ts'
import { importRequest } from '../../engines/import/signed.ts'
import { isUnderWay, partMax, type Import } from '../../engines/import/state.ts'
import { importActs } from '../../engines/import/weigh.ts'
import { readAssertion } from '../../engines/identity/answer.ts'
import { toHex } from '../../kernel/bytes.ts'
import type { LoadedAct, LoadedRegister } from '../../kernel/load.ts'
import { mayDo, needsSecond } from '../../kernel/register.ts'
import { importsOf } from '../../store/objects.ts'
import { auditRefusal } from '../audit.ts'
import { badRowOf, badRows } from '../bad-rows.ts'
import { requireRole } from '../middleware/session.ts'
import { refusalText } from '../objection.ts'
import { ownOf, typedForm } from '../own.ts'
import { refusedPage } from '../page.tsx'
import { problem } from '../problem.ts'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>

const ALL = importsPath(':register')
const ONE = `${ALL}/:id{[a-z2-7]{16}}`
/** How often a page without scripts is looked at again, in seconds. */
const REFRESH_SECONDS = 5

/** The acts by which whoever looks may bring a file into a register. */
const actsFor = (c: Ctx, register: LoadedRegister): readonly LoadedAct[] =>
  importActs(register).filter(({ definition }) => ownOf(c).roles.some((role) => mayDo(definition, role)))

interface Desk {
  readonly register: LoadedRegister
  readonly acts: readonly LoadedAct[]
}

function deskOf(c: Ctx): Desk | null {
  const register = catalogue.register(c.req.param('register') ?? '')
  const acts = register === undefined ? [] : actsFor(c, register)
  return register === undefined || acts.length === 0 ? null : { register, acts }
}

const objectOf = (c: Ctx) => importsOf(c.env, c.req.param('register') ?? '')
const known = async (c: Ctx): Promise<Import | null> => objectOf(c).get(c.req.param('id') ?? '')

const actorFor = (c: Ctx, { definition }: LoadedAct) => {
  const { id, roles } = ownOf(c)
  return { role: roles.find((role) => mayDo(definition, role)) ?? '', person: id }
}

async function listPage(c: Ctx, { register }: Desk, refused?: string) {
  const imports = await objectOf(c).list()
  return c.html(
    <ImportsPage page={c.get('page')} definition={register.definition} imports={imports} refused={refused} />,
    refused === undefined ? 200 : 422,
  )
}

interface Shown {
  readonly refused?: string
  readonly chosen?: readonly string[]
  readonly act?: LoadedAct
  readonly faults?: readonly ColumnFault[]
}

function columnsFor(c: Ctx, { register, acts }: Desk, one: Import, shown: Shown): ColumnsProps | undefined {
  const wanted = c.req.query('columns') === 'yes' || shown.faults !== undefined
  if (one.state !== 'read' && !((one.state === 'checked' || one.state === 'done') && wanted)) return undefined
  const act = shown.act ?? acts.find(({ name }) => name === one.mapping?.act) ?? acts[0]
  if (act === undefined) return undefined
  const chosen = shown.chosen ?? suggested(register, act, one.format?.headings ?? [], one.mapping?.columns ?? {})
  return { page: c.get('page'), register, acts, act, one, chosen, faults: shown.faults ?? [] }
}

async function importPage(c: Ctx, desk: Desk, one: Import, shown: Shown = {}) {
  const from = Number(c.req.query('from') ?? 0)
  const { lines, next } = await objectOf(c).bad(one.id, Number.isSafeInteger(from) ? from : 0)
  const { person, id } = ownOf(c)
  const act = importActs(desk.register).find(({ name }) => name === one.mapping?.act)
  const { passkeys } = await person.overview()
  // Whoever has no scripts sees it as well.
  if (isUnderWay(one)) c.header('Refresh', String(REFRESH_SECONDS))
  const { refused, faults = [] } = shown
  return c.html(
    <ImportPage
      page={c.get('page')}
      definition={desk.register.definition}
      one={one}
      columns={columnsFor(c, desk, one, shown)}
      bad={lines.map(badRowOf)}
      next={next}
      passkeys={passkeys}
      two={act !== undefined && needsSecond(act.definition, actorFor(c, act).role)}
      own={one.actor?.person === id}
      maySign={
        (one.state === 'checked' || one.state === 'proposed') && desk.acts.some(({ name }) => name === act?.name)
      }
      refused={refused === undefined ? undefined : refusalText(c.get('lang'), one.register, refused)}
    />,
    refused === undefined && faults.length === 0 ? 200 : 422,
  )
}

/** Takes a file that came with a form: in parts, as a program would send it. */
async function upload(c: Ctx, desk: Desk) {
  const texts = messages[c.get('lang')]
  const { file } = await c.req.parseBody()
  if (!(file instanceof File) || file.size === 0) return listPage(c, desk, texts.noFile)
  const bytes = new Uint8Array(await file.arrayBuffer())
  const hash = toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
  const [act] = desk.acts
  if (act === undefined) return refusedPage(c, { error: 'not-allowed' })
  const imports = objectOf(c)
  const name = file.name.normalize('NFC').replaceAll(/\p{C}/gu, '').slice(-200) || hash.slice(0, 8)
  const begun = await imports.begin({ name, file: hash, size: bytes.length }, actorFor(c, act))
  if (!begun.ok) return listPage(c, desk, problemTitle(c.get('lang'), begun.error))
  const { id } = begun.value
  if (begun.value.state === 'receiving') {
    for (let n = 0; n * partMax < bytes.length; n += 1)
      await imports.receive(id, n, bytes.slice(n * partMax, (n + 1) * partMax))
    await imports.read(id)
  }
  return c.redirect(c.get('page').href(importPath(begun.value)), 303)
}

async function check(c: Ctx, desk: Desk, one: Import) {
  const typed = await typedForm(c)
  const act = desk.acts.find(({ name }) => name === typed['act'])
  if (act === undefined) return refusedPage(c, { error: 'unknown-act' })
  const headings = one.format?.headings ?? []
  const chosen = headings.map((_, at) => typed[`column-${at}`] ?? '')
  const columns = Object.fromEntries(headings.map((heading, at) => [heading.trim(), chosen[at] ?? '']))
  // What an official enters names what is there, as it does by hand.
  const mapping = { act: act.name, columns, references: 'check' } as const
  const checking = await objectOf(c).check(one.id, { mapping }, actorFor(c, act))
  if (checking.ok) return c.redirect(c.get('page').href(importPath(one)), 303)
  return importPage(
    c,
    desk,
    one,
    'faults' in checking ? { chosen, act, faults: checking.faults } : { refused: checking.error },
  )
}

/** What is signed, where it may be signed now. */
function signing(c: Ctx, { register, acts }: Desk, one: Import) {
  const act = acts.find(({ name }) => name === one.mapping?.act)
  return act === undefined ? null : { act, request: importRequest(register, act, one), actor: actorFor(c, act) }
}

async function sign(c: Ctx, desk: Desk, one: Import) {
  const refuse = (refused: string) => {
    auditRefusal(c, 'import', refused)
    return importPage(c, desk, one, { refused })
  }
  const { assertion = '' } = await typedForm(c)
  const signed = signing(c, desk, one)
  if (signed === null) return refuse('not-allowed')
  const answer = readAssertion(assertion)
  if (!answer.ok) return refuse(answer.error)
  const { person, hash } = ownOf(c)
  const bundle = await person.finishSign(hash, answer.value, signed.request)
  if (!bundle.ok) return refuse(bundle.error)
  const done = await objectOf(c).sign(one.id, signed.actor, bundle.value)
  return done.ok ? c.redirect(c.get('page').href(importPath(one)), 303) : refuse(done.error)
}

/** A page of one import, for whoever may bring files into its register. */
const ofOne = (work: (c: Ctx, desk: Desk, one: Import) => Promise<Response> | Response) => async (c: Ctx) => {
  const desk = deskOf(c)
  if (desk === null) return refusedPage(c, { error: 'not-allowed' })
  const one = await known(c)
  return one === null ? refusedPage(c, { error: 'import-unknown' }) : work(c, desk, one)
}

export const imports = new Hono<AppEnv>()
  .use(IMPORTS, requireRole())
  .use(ALL, requireRole())
  .use(`${ALL}/*`, requireRole())
  .get(IMPORTS, async (c) => {
    await catalogue.knowAll(c.env)
    const registers = [...catalogue.registers.keys()].flatMap((id) => {
      const register = catalogue.register(id)
      return register !== undefined && actsFor(c, register).length > 0 ? [register.definition] : []
    })
    return c.html(<ImportTargetsPage page={c.get('page')} registers={registers} />)
  })
  .get(ALL, (c) => {
    const desk = deskOf(c)
    return desk === null ? refusedPage(c, { error: 'not-allowed' }) : listPage(c, desk)
  })
  .post(ALL, (c) => {
    const desk = deskOf(c)
    return desk === null ? refusedPage(c, { error: 'not-allowed' }) : upload(c, desk)
  })
  .get(
    ONE,
    ofOne((c, desk, one) => importPage(c, desk, one)),
  )
  .get(
    `${ONE}/state`,
    ofOne((c, _, one) => c.json({ key: keyOf(one) }, 200, { 'Cache-Control': 'no-store' })),
  )
  .get(
    `${ONE}/bad.csv`,
    ofOne((c, _, one) => badRows(c, one)),
  )
  .post(
    `${ONE}/reread`,
    ofOne(async (c, desk, one) => {
      const { encoding = '', separator } = await typedForm(c)
      const read = await objectOf(c).reread(one.id, encoding, separator)
      return read.ok
        ? c.redirect(c.get('page').href(importPath(one, '?columns=yes')), 303)
        : importPage(c, desk, one, { refused: read.error })
    }),
  )
  .post(`${ONE}/check`, ofOne(check))
  .post(
    `${ONE}/sign/options`,
    ofOne(async (c, desk, one) => {
      const signed = signing(c, desk, one)
      if (signed === null) return problem(c, { error: 'not-allowed' })
      const { person, hash } = ownOf(c)
      const asked = await person.beginSign(hash, signed.request)
      return asked.ok ? c.json(asked.value.options) : problem(c, asked)
    }),
  )
  .post(`${ONE}/sign`, ofOne(sign))
  .post(
    `${ONE}/take-back`,
    ofOne(async (c, desk, one) => {
      const back = await objectOf(c).takeBack(one.id)
      return back.ok
        ? c.redirect(c.get('page').href(importPath(one)), 303)
        : importPage(c, desk, one, { refused: back.error })
    }),
  )
  .post(
    `${ONE}/discard`,
    ofOne(async (c, desk, one) => {
      const gone = await objectOf(c).discard(one.id)
      return gone.ok
        ? c.redirect(c.get('page').href(importsPath(one.register)), 303)
        : importPage(c, desk, one, { refused: gone.error })
    }),
  )
