// Sites that people log in to: their owners' pages, the ministry's desk, and each person's own consents.
import { Hono, type Context } from 'hono'
import { ConsentsPage } from '../../../web/views/oidc/consents.tsx'
import {
  ApprovalPage,
  DeskPage,
  DevelopersPage,
  SitePage,
  typedOfSite,
  type SiteProps,
} from '../../../web/views/oidc/sites.tsx'
import { issueText } from '../../../web/messages/issues.ts'
import { catalogue } from '../../catalogue.ts'
import type { ActCommand } from '../../engines/command.ts'
import { checkRegistration, claimNames, clientOf } from '../../engines/oidc/client.ts'
import { toHex } from '../../kernel/bytes.ts'
import type { Values } from '../../kernel/value.ts'
import { recordsAbout } from '../../store/about.ts'
import { listRecords, namesOf } from '../../store/browse.ts'
import { grantByName } from '../../store/objects.ts'
import { auditRefusal } from '../audit.ts'
import { requireRole, requireSession } from '../middleware/session.ts'
import { refusalText } from '../objection.ts'
import { RELYING_PARTIES, relyingParty } from '../oidc/clients.ts'
import { ownOf, typedForm } from '../own.ts'
import { refusedPage } from '../page.tsx'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>
type Typed = { readonly [name: string]: string }

const OWNER = 'izvor.relying-parties'
const MINISTRY = 'meu.registrar'
/** Of the portal's own making: 64 bits, that no two sites meet. */
const ID = /^rp-[0-9a-f]{16}$/u
const newId = (): string => `rp-${toHex(crypto.getRandomValues(new Uint8Array(8)))}`

function definitionOf() {
  const register = catalogue.registers.get(RELYING_PARTIES)
  if (register === undefined) throw new Error('no register of relying parties')
  return register
}

async function numberOf(c: Ctx): Promise<string> {
  const identity = await ownOf(c).person.identity()
  if (identity === null) throw new Error('a session of nobody')
  return identity.personalNumber
}

/** A site of this person; null where it is another's, or none. */
async function ownSite(c: Ctx, id: string): Promise<Values | null> {
  const own = await relyingParty(c.env, id).ofSubject(await numberOf(c))
  return own?.view.values ?? null
}

/** Where a refusal is mended. */
const MENDED: { readonly [code: string]: string } = {
  'redirect-uri-invalid': 'redirectUris',
  'redirect-hosts-differ': 'redirectUris',
  'keys-missing': 'jwks',
  'keys-malformed': 'jwks',
  'keys-private': 'jwks',
  'callback-uri-invalid': 'logoutUri',
}

const sitePage = (c: Ctx, props: Omit<SiteProps, 'page'>) =>
  c.html(<SitePage page={c.get('page')} {...props} />, props.refused === undefined ? 200 : 422)

/** What the owner says of a site, as the register takes it. */
function inputOf(typed: Typed, sector: string): { readonly [field: string]: string } {
  const claims = claimNames.filter((claim) => typed[`claim-${claim}`] === 'yes').join(' ')
  const said = ['name', 'redirectUris', 'postLogoutUris', 'jwks', 'jwksUri', 'logoutUri', 'reason']
  const entries = said.map((name) => [name, (typed[name] ?? '').trim()] as const)
  return Object.fromEntries([...entries, ['sector', sector], ['claims', claims]].filter(([, text]) => text !== ''))
}

async function save(c: Ctx, id: string) {
  const typed = await typedForm(c)
  const before = await ownSite(c, id)
  if (before === null && (await relyingParty(c.env, id).open()) !== null) return refusedPage(c, { error: 'not-found' })
  const client = before === null ? undefined : clientOf(before)
  const refuse = (text: string, field: string, code: string) => {
    auditRefusal(c, 'relying-party', code)
    return sitePage(c, { id, client, typed, refused: { text, field } })
  }
  const text = (name: string) => (typed[name] ?? '').trim()
  const asked = {
    redirectUris: text('redirectUris'),
    postLogoutUris: text('postLogoutUris'),
    jwks: text('jwks'),
    jwksUri: text('jwksUri'),
    logoutUri: text('logoutUri'),
  }
  const lang = c.get('lang')
  const sector = checkRegistration(asked, c.env.ORIGIN)
  if (!sector.ok)
    return refuse(refusalText(lang, RELYING_PARTIES, sector.error), MENDED[sector.error] ?? 'name', sector.error)
  const input = inputOf(typed, sector.value)
  const answer = await perform(c, id, before === null ? 'register' : 'change', {
    ...input,
    ...(before === null ? { owner: await numberOf(c) } : {}),
  })
  const [issue] = answer.ok ? [] : (answer.issues ?? [])
  if (issue !== undefined)
    return refuse(issueText(lang, definitionOf().fields[issue.field], issue.code), issue.field, issue.code)
  if (!answer.ok && answer.error !== 'nothing-changes')
    return refuse(refusalText(lang, RELYING_PARTIES, answer.error), 'name', answer.error)
  return c.redirect(c.get('page').href(`/developers/${id}?done=saved`), 303)
}

async function perform(c: Ctx, key: string, act: string, input: ActCommand['input'], role = OWNER) {
  const { id: person } = ownOf(c)
  return relyingParty(c.env, key).perform({
    register: RELYING_PARTIES,
    key,
    act,
    input,
    idempotencyKey: crypto.randomUUID(),
    actor: { role, person },
    basis: { law: definitionOf().law },
  })
}

export const sites = new Hono<AppEnv>()
  .use('/developers', requireSession('substantial'))
  .use('/developers/*', requireSession('substantial'))
  .get('/developers', async (c) => {
    const own = await recordsAbout(c.env, [definitionOf()], await numberOf(c))
    return c.html(<DevelopersPage page={c.get('page')} clients={own.map(({ view }) => clientOf(view.values))} />)
  })
  .get('/developers/new', (c) => sitePage(c, { id: newId(), typed: {} }))
  .get('/developers/:id', async (c) => {
    const id = c.req.param('id')
    const values = ID.test(id) ? await ownSite(c, id) : null
    if (values === null) return refusedPage(c, { error: 'not-found' })
    const saved = c.req.query('done') === 'saved'
    return sitePage(c, { id, client: clientOf(values), typed: typedOfSite(values), saved })
  })
  .post('/developers/:id', (c) => {
    const id = c.req.param('id')
    return ID.test(id) ? save(c, id) : refusedPage(c, { error: 'not-found' })
  })
  .use('/work/relying-parties', requireRole(MINISTRY))
  .use('/work/relying-parties/*', requireRole(MINISTRY))
  .get('/work/relying-parties', async (c) => {
    const { found } = await listRecords(c.env.DB, RELYING_PARTIES, c.req.query('after') ?? '')
    return c.html(<DeskPage page={c.get('page')} clients={found.map(({ open }) => clientOf(open))} />)
  })
  .get('/work/relying-parties/:id', async (c) => {
    const id = c.req.param('id')
    const record = await relyingParty(c.env, id).open()
    if (record === null) return refusedPage(c, { error: 'not-found' })
    const saved = c.req.query('done') === 'saved'
    return c.html(<ApprovalPage page={c.get('page')} values={record.values} saved={saved} />)
  })
  .post('/work/relying-parties/:id', async (c) => {
    const id = c.req.param('id')
    const record = await relyingParty(c.env, id).open()
    if (record === null) return refusedPage(c, { error: 'not-found' })
    const { act = '', number, role = '' } = await typedForm(c)
    const input =
      act === 'approve'
        ? { personalNumber: number === 'yes', ...(role.trim() === '' ? {} : { role: role.trim() }) }
        : {}
    const known = ['approve', 'stop', 'resume'].includes(act)
    const answer = known ? await perform(c, id, act, input, MINISTRY) : { ok: false as const, error: 'unknown-act' }
    if (answer.ok || answer.error === 'nothing-changes')
      return c.redirect(c.get('page').href(`/work/relying-parties/${id}?done=saved`), 303)
    const refused = refusalText(c.get('lang'), RELYING_PARTIES, answer.error)
    return c.html(<ApprovalPage page={c.get('page')} values={record.values} refused={refused} />, 422)
  })
  .get('/me/consents', async (c) => {
    const agreements = await ownOf(c).person.agreements()
    const names = await namesOf(
      c.env.DB,
      [...new Set(agreements.map(({ client }) => client))].map((id) => ({ register: RELYING_PARTIES, id })),
    )
    const shown = agreements.map((one) => ({
      ...one,
      site: names.get(`${RELYING_PARTIES}:${one.client}`)?.caption ?? one.client,
    }))
    return c.html(<ConsentsPage page={c.get('page')} agreements={shown} done={c.req.query('done') === 'withdrawn'} />)
  })
  .post('/me/consents', async (c) => {
    const { client = '' } = await typedForm(c)
    const { person, hash } = ownOf(c)
    const answer = await person.withdraw(hash, client)
    if (!answer.ok) return refusedPage(c, { error: answer.error })
    // At once, for it is said to be done; what fails here is the outbox's.
    await Promise.allSettled(answer.value.map((grant) => grantByName(c.env, grant).end()))
    return c.redirect(c.get('page').href('/me/consents?done=withdrawn'), 303)
  })
