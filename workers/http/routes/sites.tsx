// Sites that people log in to: the pages of who administers them.
import { Hono, type Context } from 'hono'
import { DevelopersPage, SitePage, typedOfSite, type SiteProps } from '../../../web/views/oidc/sites.tsx'
import { issueText } from '../../../web/messages/issues.ts'
import type { ActCommand } from '../../engines/command.ts'
import { checkRegistration, claimNames, clientOf, type Checked } from '../../engines/oidc/client.ts'
import { toHex } from '../../kernel/bytes.ts'
import { auditRefusal } from '../audit.ts'
import { live, requireSession } from '../middleware/session.ts'
import { refusalText } from '../objection.ts'
import { RELYING_PARTIES, relyingParty } from '../oidc/clients.ts'
import { ownOf, typedForm } from '../own.ts'
import { refusedPage } from '../page.tsx'
import { siteOf, siteOwners, siteRegister, sitesMax, sitesOf, type SiteOwner } from '../site-owners.ts'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>
type Typed = { readonly [name: string]: string }

const PORTAL = 'izvor.relying-parties'
/** Of the portal's own making: 64 bits, that no two sites meet. */
const ID = /^rp-[0-9a-f]{16}$/u
const newId = (): string => `rp-${toHex(crypto.getRandomValues(new Uint8Array(8)))}`

/** Where a refusal is mended. */
const MENDED: { readonly [code: string]: string } = {
  'redirect-uri-invalid': 'redirectUris',
  'redirect-hosts-differ': 'redirectUris',
  'keys-missing': 'jwks',
  'keys-malformed': 'jwks',
  'keys-private': 'jwks',
  'callback-uri-invalid': 'logoutUri',
}

/** How a form names an owner: never by a person's number. */
const ownerId = ({ field, value }: SiteOwner): string => (field === 'authority' ? `${field}-${value}` : field)

const sitePage = (c: Ctx, props: Omit<SiteProps, 'page' | 'owners'>, owners: readonly SiteOwner[]) =>
  c.html(
    <SitePage
      page={c.get('page')}
      owners={owners.map((owner) => ({ value: ownerId(owner), text: owner.called }))}
      {...props}
    />,
    props.refused === undefined ? 200 : 422,
  )

/** What is said of a site, as the register takes it. */
function inputOf(typed: Typed, { sector, publicAddresses }: Checked): ActCommand['input'] {
  const claims = claimNames.filter((claim) => typed[`claim-${claim}`] === 'yes').join(' ')
  const said = ['name', 'redirectUris', 'postLogoutUris', 'jwks', 'jwksUri', 'logoutUri', 'reason']
  const entries = said.map((name) => [name, (typed[name] ?? '').trim()] as const)
  const texts = [...entries, ['sector', sector], ['claims', claims]].filter(([, text]) => text !== '')
  return { ...Object.fromEntries(texts), publicAddresses }
}

/** Whose a new site is to be: one of whom its maker speaks for, with room for another. */
async function ownerOfNew(c: Ctx, typed: Typed, owners: readonly SiteOwner[]) {
  const owner = owners.find((one) => ownerId(one) === typed['of']) ?? owners[0]
  if (owner === undefined) throw new Error('a site of nobody')
  const full = (await sitesOf(c, owner)).length >= sitesMax
  return { owner, refused: full ? 'too-many-sites' : undefined }
}

async function save(c: Ctx, id: string, owners: readonly SiteOwner[]) {
  const typed = await typedForm(c)
  const known = await siteOf(c, id, owners)
  if (known === null && (await relyingParty(c.env, id).open()) !== null) return refusedPage(c, { error: 'not-found' })
  const client = known === null ? undefined : clientOf(known.values)
  const refuse = (text: string, field: string, code: string) => {
    auditRefusal(c, 'relying-party', code)
    return sitePage(c, { id, client, owner: known?.owner.called, typed, refused: { text, field } }, owners)
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
  const textOf = (code: string) => refusalText(lang, RELYING_PARTIES, code)
  const checked = checkRegistration(asked, c.env.ORIGIN)
  if (!checked.ok) return refuse(textOf(checked.error), MENDED[checked.error] ?? 'name', checked.error)
  const input = inputOf(typed, checked.value)
  const made = known === null ? await ownerOfNew(c, typed, owners) : null
  if (made?.refused !== undefined) return refuse(textOf(made.refused), 'name', made.refused)
  const answer =
    made === null
      ? await perform(c, id, 'change', input)
      : await perform(c, id, 'register', { ...input, [made.owner.field]: made.owner.value })
  const [issue] = answer.ok ? [] : (answer.issues ?? [])
  if (issue !== undefined)
    return refuse(issueText(lang, siteRegister().fields[issue.field], issue.code), issue.field, issue.code)
  if (!answer.ok && answer.error !== 'nothing-changes') return refuse(textOf(answer.error), 'name', answer.error)
  return c.redirect(c.get('page').href(`/developers/${id}?done=saved`), 303)
}

const perform = (c: Ctx, key: string, act: string, input: ActCommand['input']) =>
  relyingParty(c.env, key).perform({
    register: RELYING_PARTIES,
    key,
    act,
    input,
    idempotencyKey: crypto.randomUUID(),
    actor: { role: PORTAL, person: ownOf(c).id },
    basis: { law: siteRegister().law },
  })

/** Does the work for whom the session may speak, or says why it may not. */
async function forOwners(c: Ctx, work: (owners: readonly SiteOwner[]) => Response | Promise<Response>) {
  const owners = await siteOwners(c)
  if (owners.ok) return work(owners.value)
  auditRefusal(c, 'relying-party', owners.error)
  return refusedPage(c, owners)
}

export const sites = new Hono<AppEnv>()
  // Whoever left an office a moment ago administers nothing of it.
  .use('/developers', live, requireSession('substantial'))
  .use('/developers/*', live, requireSession('substantial'))
  .get('/developers', (c) =>
    forOwners(c, async (owners) => {
      const lists = await Promise.all(
        owners.map(async (owner) => ({ called: owner.called, clients: await sitesOf(c, owner) })),
      )
      return c.html(<DevelopersPage page={c.get('page')} lists={lists} />)
    }),
  )
  .get('/developers/new', (c) => forOwners(c, (owners) => sitePage(c, { id: newId(), typed: {} }, owners)))
  .get('/developers/:id', (c) =>
    forOwners(c, async (owners) => {
      const id = c.req.param('id')
      const known = ID.test(id) ? await siteOf(c, id, owners) : null
      if (known === null) return refusedPage(c, { error: 'not-found' })
      const { values, owner } = known
      const saved = c.req.query('done') === 'saved'
      const client = clientOf(values)
      return sitePage(c, { id, client, owner: owner.called, typed: typedOfSite(values), saved }, owners)
    }),
  )
  .post('/developers/:id', (c) => {
    const id = c.req.param('id')
    return ID.test(id) ? forOwners(c, (owners) => save(c, id, owners)) : refusedPage(c, { error: 'not-found' })
  })
