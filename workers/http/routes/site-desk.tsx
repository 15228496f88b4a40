// The ministry's desk for relying parties: the list, one site, and its approval, which two officials sign.
import { Hono, type Context } from 'hono'
import { ApprovalPage, DeskPage, type ApprovalProps } from '../../../web/views/oidc/approval.tsx'
import { proposalPath } from '../../../web/views/work/proposals.tsx'
import { catalogue } from '../../catalogue.ts'
import type { ActCommand, RecordView } from '../../engines/command.ts'
import { clientOf } from '../../engines/oidc/client.ts'
import { toHex } from '../../kernel/bytes.ts'
import { listRecords } from '../../store/browse.ts'
import { auditRefusal } from '../audit.ts'
import { idPattern } from '../browse.ts'
import { requireRole } from '../middleware/session.ts'
import { refusalText } from '../objection.ts'
import { RELYING_PARTIES, relyingParty } from '../oidc/clients.ts'
import { ownOf, typedForm } from '../own.ts'
import { refusedPage } from '../page.tsx'
import { problem } from '../problem.ts'
import { propose, proposeOptions } from '../proposals.ts'
import { ownerName, siteRegister } from '../site-owners.ts'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>
type Typed = { readonly [name: string]: string }

const MINISTRY = 'meu.registrar'
const PATH = '/work/relying-parties/:id'
const NONCE = /^[0-9a-f]{20}$/u

const textOf = (c: Ctx, code: string): string => refusalText(c.get('lang'), RELYING_PARTIES, code)

async function approvalPage(c: Ctx, { values }: RecordView, rest: Partial<ApprovalProps> = {}) {
  const { passkeys } = await ownOf(c).person.overview()
  return c.html(
    <ApprovalPage
      page={c.get('page')}
      values={values}
      owner={await ownerName(c, values)}
      passkeys={passkeys}
      nonce={toHex(crypto.getRandomValues(new Uint8Array(10)))}
      {...rest}
    />,
    rest.refused === undefined ? 200 : 422,
  )
}

const words = (text = ''): readonly string[] => text.split(/[\s,]+/u).filter(Boolean)

/** What is approved, as the register takes it; or what of it there is not. */
async function approving(c: Ctx, { seq }: RecordView, key: string, typed: Typed) {
  const { number, role = '', reads = '', nonce = '' } = typed
  if (!NONCE.test(nonce)) return { refused: 'body-invalid' } as const
  const read = words(reads)
  for (const id of read) await catalogue.know(c.env, id)
  if (read.some((id) => !catalogue.registers.has(id) && !catalogue.evidences.has(id)))
    return { refused: 'reads-unknown' } as const
  const { id: person } = ownOf(c)
  const command: ActCommand = {
    register: RELYING_PARTIES,
    key,
    act: 'approve',
    input: {
      personalNumber: number === 'yes',
      ...(role.trim() === '' ? {} : { role: role.trim() }),
      ...(read.length === 0 ? {} : { reads: read.join(' ') }),
    },
    expectedSeq: seq,
    idempotencyKey: `${person}:${nonce}`,
    actor: { role: MINISTRY, person },
    basis: { law: siteRegister().law },
  }
  return { command } as const
}

/** Stops a site, or lets it begin anew: one official does that. */
const move = (c: Ctx, key: string, act: string) =>
  relyingParty(c.env, key).perform({
    register: RELYING_PARTIES,
    key,
    act,
    input: {},
    idempotencyKey: crypto.randomUUID(),
    actor: { role: MINISTRY, person: ownOf(c).id },
    basis: { law: siteRegister().law },
  })

const recordOf = async (c: Ctx) => {
  const id = c.req.param('id') ?? ''
  return idPattern.test(id) ? relyingParty(c.env, id).open() : null
}

export const siteDesk = new Hono<AppEnv>()
  .use('/work/relying-parties', requireRole(MINISTRY))
  .use('/work/relying-parties/*', requireRole(MINISTRY))
  .get('/work/relying-parties', async (c) => {
    const after = c.req.query('after')
    if (after !== undefined && !idPattern.test(after)) return refusedPage(c, { error: 'cursor-invalid' })
    const { found, next } = await listRecords(c.env.DB, RELYING_PARTIES, after ?? '')
    const clients = found.map(({ open }) => clientOf(open))
    return c.html(<DeskPage page={c.get('page')} clients={clients} later={after !== undefined} next={next} />)
  })
  .get(PATH, async (c) => {
    const record = await recordOf(c)
    if (record === null) return refusedPage(c, { error: 'not-found' })
    return approvalPage(c, record, { saved: c.req.query('done') === 'saved' })
  })
  .post(PATH, async (c) => {
    const record = await recordOf(c)
    if (record === null) return refusedPage(c, { error: 'not-found' })
    const { act = '' } = await typedForm(c)
    const known = act === 'stop' || act === 'resume'
    const answer = known ? await move(c, record.id, act) : { ok: false as const, error: 'unknown-act' }
    if (answer.ok) return c.redirect(c.get('page').href(`/work/relying-parties/${record.id}?done=saved`), 303)
    return approvalPage(c, record, { refused: textOf(c, answer.error) })
  })
  .post(`${PATH}/approve/options`, async (c) => {
    const record = await recordOf(c)
    if (record === null) return problem(c, { error: 'not-found' })
    const asked = await approving(c, record, record.id, await typedForm(c))
    if (asked.command === undefined) return problem(c, { error: asked.refused })
    const options = await proposeOptions(c, asked.command)
    return options.ok ? c.json(options.value) : problem(c, { ...options, register: RELYING_PARTIES, act: 'approve' })
  })
  .post(`${PATH}/approve`, async (c) => {
    const record = await recordOf(c)
    if (record === null) return refusedPage(c, { error: 'not-found' })
    const { assertion = '', ...typed } = await typedForm(c)
    const refuse = (code: string) => {
      auditRefusal(c, 'approve', code)
      return approvalPage(c, record, { typed, refused: textOf(c, code) })
    }
    const asked = await approving(c, record, record.id, typed)
    if (asked.command === undefined) return refuse(asked.refused)
    const proposed = await propose(c, asked.command, assertion)
    if (!proposed.ok) return refuse(proposed.error)
    const path = proposalPath({ register: RELYING_PARTIES, record: record.id, id: proposed.value.id })
    return c.redirect(c.get('page').href(`${path}?done=yes`), 303)
  })
