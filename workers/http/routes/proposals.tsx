// Pages of what waits for a second official: the queue, and one proposal to confirm or decline.
import { Hono, type Context } from 'hono'
import { makers } from '../../../web/messages/makers.ts'
import { oidc } from '../../../web/messages/oidc.ts'
import { DiffPage } from '../../../web/views/makers/changes.tsx'
import { DefinitionPage } from '../../../web/views/registers/definition.tsx'
import { counter } from '../../../web/messages/counter.ts'
import { ProposalPage, ProposalsPage, proposalPath, type ProposalProps } from '../../../web/views/work/proposals.tsx'
import { catalogue } from '../../catalogue.ts'
import { changesOf } from '../../engines/definition/compare.ts'
import { definitions } from '../../kernel/read-definition.ts'
import { namesOf } from '../../store/browse.ts'
import { auditRefusal } from '../audit.ts'
import { inForce } from '../definitions.ts'
import { IDENTIFICATIONS } from '../counter-desk.ts'
import { requireRole } from '../middleware/session.ts'
import { refusalText } from '../objection.ts'
import { RELYING_PARTIES } from '../oidc/clients.ts'
import { ownOf, typedForm } from '../own.ts'
import { refusedPage } from '../page.tsx'
import { problem } from '../problem.ts'
import { confirm, confirmOptions, proposalOf, waitingFor, type Found } from '../proposals.ts'
import { authoritiesOf, referencesIn, surroundingsOf } from '../surroundings.ts'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>

const PATH = '/work/proposals/:register/:id/:proposal'

/** Whoever was identified at a counter gets a ticket. */
function furtherOf(c: Ctx, { register, id, proposal }: Found) {
  if (register.definition.id !== IDENTIFICATIONS) return undefined
  const path = `/work/counter/${IDENTIFICATIONS}/${id}/${proposal.id}`
  return { path, text: counter[c.get('lang')].toTicket }
}

/** The definition that is proposed, and the one that it is to follow. */
async function definedBy(c: Ctx, { register, proposal }: Found) {
  const { defines } = register.definition
  const text = defines === undefined ? undefined : proposal.proposed?.input[defines]
  const read = typeof text === 'string' ? definitions.read(text) : undefined
  return read?.ok ? { definition: read.value, before: await inForce(c.env, read.value.id) } : null
}

/** A site is read at its desk; a definition as rules, and as what it changes. */
async function readingOf(c: Ctx, found: Found) {
  if (found.register.definition.id === RELYING_PARTIES)
    return [{ path: `/work/relying-parties/${found.id}`, text: oidc[c.get('lang')].toSite }]
  const defined = await definedBy(c, found)
  const texts = makers[c.get('lang')]
  if (defined === null) return []
  return [
    { path: `${pathOf(found)}/rules`, text: texts.previewRules },
    ...(defined.before === null ? [] : [{ path: `${pathOf(found)}/changes`, text: texts.changes }]),
  ]
}

async function proposalPage(c: Ctx, found: Found, rest: Partial<ProposalProps> = {}) {
  const { register, id, proposal, by } = found
  const { passkeys } = await ownOf(c).person.overview()
  const input = register.acts.get(proposal.act)?.input ?? {}
  const references = [...authoritiesOf([proposal.actor.role]), ...referencesIn(input, proposal.proposed?.input ?? {})]
  return c.html(
    <ProposalPage
      page={c.get('page')}
      register={register}
      record={id}
      proposal={proposal}
      surroundings={surroundingsOf(c, await namesOf(c.env.DB, references))}
      own={proposal.actor.person === by.person}
      passkeys={passkeys}
      reading={await readingOf(c, found)}
      further={furtherOf(c, found)}
      {...rest}
    />,
    rest.refused === undefined ? 200 : 422,
  )
}

const pathOf = ({ register, id, proposal }: Found): string =>
  proposalPath({ register: register.definition.id, record: id, id: proposal.id })

export const proposals = new Hono<AppEnv>()
  .use('/work/proposals', requireRole())
  .use('/work/proposals/*', requireRole())
  .get('/work/proposals', async (c) => {
    const { roles, id } = ownOf(c)
    const rows = await waitingFor(c, roles)
    return c.html(
      <ProposalsPage
        page={c.get('page')}
        rows={rows}
        own={id}
        definitionOf={(register) => catalogue.registers.get(register)}
      />,
    )
  })
  .get(PATH, async (c) => {
    const found = await proposalOf(c)
    return found.ok ? proposalPage(c, found.value, { done: c.req.query('done') === 'yes' }) : refusedPage(c, found)
  })
  .get(`${PATH}/:view{rules|changes}`, async (c) => {
    const found = await proposalOf(c)
    if (!found.ok) return refusedPage(c, found)
    const defined = await definedBy(c, found.value)
    if (defined === null) return refusedPage(c, { error: 'not-found' })
    const { definition, before } = defined
    const page = c.get('page')
    if (c.req.param('view') === 'changes' && before !== null)
      return c.html(
        <DiffPage
          page={page}
          definition={definition}
          from={String(before.version)}
          to={String(definition.version)}
          changes={changesOf(before, definition)}
        />,
      )
    return c.html(
      <DefinitionPage
        page={page}
        definition={definition}
        surroundings={surroundingsOf(c, await namesOf(c.env.DB, authoritiesOf([definition.keeper])))}
        titleOf={(register) => catalogue.registers.get(register)?.title[page.lang] ?? register}
      />,
    )
  })
  .post(`${PATH}/sign/options`, async (c) => {
    const found = await proposalOf(c)
    if (!found.ok) return problem(c, found)
    const options = await confirmOptions(c, found.value)
    return options.ok ? c.json(options.value) : problem(c, options)
  })
  .post(`${PATH}/sign`, async (c) => {
    const found = await proposalOf(c)
    if (!found.ok) return refusedPage(c, found)
    const { assertion = '' } = await typedForm(c)
    const done = await confirm(c, found.value, assertion)
    if (done.ok) return c.redirect(c.get('page').href(pathOf(found.value)), 303)
    auditRefusal(c, 'confirm', done.error)
    return proposalPage(c, found.value, {
      refused: refusalText(c.get('lang'), found.value.register.definition.id, done.error),
    })
  })
  .post(`${PATH}/decline`, async (c) => {
    const found = await proposalOf(c)
    if (!found.ok) return refusedPage(c, found)
    const { reason = '' } = await typedForm(c)
    const { record, proposal, by } = found.value
    const declined = await record.declineProposal(proposal.id, by, reason)
    if (declined.ok) return c.redirect(c.get('page').href(pathOf(found.value)), 303)
    const refused = refusalText(c.get('lang'), found.value.register.definition.id, declined.error)
    return proposalPage(c, found.value, { reason, refused, declining: declined.error === 'reason-missing' })
  })
