// At a counter: officials identify somebody and hand out a ticket, and the person makes a passkey with it.
import { Hono, type Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { CodePage, CounterBindPage, CounterDonePage } from '../../../web/views/identity/counter.tsx'
import { FindPersonPage, IdentifyPage, TicketPage, type TicketProps } from '../../../web/views/work/counter.tsx'
import { proposalPath } from '../../../web/views/work/proposals.tsx'
import { textsOf, type Typed } from '../../../web/views/forms/typed.ts'
import { catalogue } from '../../catalogue.ts'
import type { ActCommand } from '../../engines/command.ts'
import { agentFamily } from '../../engines/identity/agent.ts'
import { readRegistration } from '../../engines/identity/answer.ts'
import { codeInGroups, codeOf, newCode, placeOfTicket } from '../../engines/identity/voucher.ts'
import { blindIndex, personId, recordId } from '../../engines/names.ts'
import { toHex } from '../../kernel/bytes.ts'
import { sofiaDate } from '../../kernel/calendar.ts'
import { formats } from '../../kernel/formats/index.ts'
import { parseInput } from '../../kernel/parse.ts'
import { err, ok } from '../../kernel/result.ts'
import { mayDo, needsSecond } from '../../kernel/register.ts'
import { namesOf } from '../../store/browse.ts'
import { ceremonyByName, personById } from '../../store/objects.ts'
import { auditRefusal } from '../audit.ts'
import { knowVisitor, throttled, visitorHash } from '../ceremony.ts'
import { counterPurpose, documentHolds, IDENTIFICATIONS, personAtCounter, textIn, voucherOf } from '../counter-desk.ts'
import { placeOf, requireRole } from '../middleware/session.ts'
import { refusalText } from '../objection.ts'
import { ownOf, typedForm } from '../own.ts'
import { refusedPage } from '../page.tsx'
import { problem } from '../problem.ts'
import { proposalOf, propose, proposeOptions } from '../proposals.ts'
import { surroundingsOf } from '../surroundings.ts'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))

function register() {
  const loaded = catalogue.register(IDENTIFICATIONS)
  const act = loaded?.acts.get('identify')
  if (loaded === undefined || act === undefined) throw new Error('nobody is identified here')
  const { person, ...asked } = act.input
  if (person === undefined) throw new Error('an identification of nobody')
  return { loaded, person, asked, law: act.definition.law ?? loaded.definition.law }
}

function roleOf(c: Ctx): string {
  const act = register().loaded.acts.get('identify')?.definition
  return ownOf(c).roles.find((role) => act !== undefined && mayDo(act, role) && needsSecond(act, role)) ?? ''
}

/** Lets through who sits at a counter. */
export const atCounter = createMiddleware<AppEnv>(async (c, next) =>
  roleOf(c) === '' ? refusedPage(c, { error: 'not-allowed' }) : next(),
)

const findPage = (c: Ctx, rest: Partial<Parameters<typeof FindPersonPage>[0]> = {}) =>
  c.html(
    <FindPersonPage page={c.get('page')} field={register().person} typed="" issues={[]} {...rest} />,
    rest.refused !== undefined || (rest.issues ?? []).length > 0 ? 422 : 200,
  )

/** The person and what is asked of the document, as far as the form tells; or why nobody is identified. */
async function identifying(c: Ctx, typed: Typed) {
  const { person: personalNumber = '', number = '' } = typed
  const { id } = ownOf(c)
  const role = roleOf(c)
  if (!formats['personal-number'].check(personalNumber) || !/^[0-9a-f]{20}$/u.test(number)) return err('body-invalid')
  if (personId(c.env.INDEX_KEY, personalNumber) === id) return err('own-identification')
  const found = await personAtCounter(c.env, personalNumber, counterPurpose(role, id))
  if (!found.ok) return err('person-not-alive')
  const { asked, law } = register()
  const texts = textsOf(asked, typed)
  const { values, issues } = parseInput(asked, texts, () => true, sofiaDate(Date.now()))
  const command: ActCommand = {
    register: IDENTIFICATIONS,
    key: number,
    act: 'identify',
    input: { person: personalNumber, ...values },
    expectedSeq: 0,
    idempotencyKey: `${id}:${number}`,
    actor: { role, person: id },
    basis: { law },
  }
  const { document, documentNumber, documentUntil } = values
  const holds = issues.length > 0 || documentHolds(found.value, document, documentNumber, documentUntil)
  return ok({ personalNumber, number, found: found.value, issues, command, holds })
}

type Identifying = Extract<Awaited<ReturnType<typeof identifying>>, { readonly ok: true }>['value']

type Shown = Pick<Identifying, 'personalNumber' | 'number' | 'found'> & Partial<Pick<Identifying, 'issues'>>

async function identifyPage(
  c: Ctx,
  { personalNumber, number, found, issues = [] }: Shown,
  typed: Typed,
  refused?: string,
) {
  const { passkeys } = await ownOf(c).person.overview()
  const lang = c.get('lang')
  const { settlement = '', street = '', names = '', bornOn = '' } = found.person
  const place = { register: 'addresses', id: String(settlement) }
  const called = surroundingsOf(c, await namesOf(c.env.DB, [place])).nameOf('addresses', place.id) ?? place.id
  const status = catalogue.registers.get('id-cards')?.fields['status']
  const statusText = (value: string) => (status?.type === 'choice' ? (status.options[value]?.[lang] ?? value) : value)
  const cards = found.cards.map(({ values }) => ({
    number: String(values['number']),
    validUntil: String(values['validUntil']),
    status: statusText(String(values['status'])),
  }))
  return c.html(
    <IdentifyPage
      page={c.get('page')}
      personalNumber={personalNumber}
      number={number}
      known={{ names: String(names), bornOn: String(bornOn), address: `${called}, ${String(street)}`, cards }}
      fields={register().asked}
      typed={typed}
      issues={issues}
      passkeys={passkeys}
      refused={refused === undefined ? undefined : refusalText(lang, IDENTIFICATIONS, refused)}
    />,
    refused === undefined && issues.length === 0 ? 200 : 422,
  )
}

/** The confirmed identification of the address, of which this official is one of the two. */
async function confirmed(c: Ctx) {
  const found = await proposalOf(c)
  if (!found.ok) return found
  const { id } = ownOf(c)
  const { proposal } = found.value
  if (proposal.state === 'open') return err('proposal-open')
  if (proposal.actor.person !== id && proposal.second?.person !== id) return err('not-allowed')
  const personalNumber = textIn(proposal.proposed?.input['person'])
  const person = await personAtCounter(c.env, personalNumber, counterPurpose(roleOf(c), id))
  if (!person.ok) return err('person-not-alive')
  const name = String(person.value.person['names'])
  const voucher = voucherOf(found.value, name)
  return voucher === null ? err('proposal-unknown') : ok({ voucher, name })
}

const ticketPage = (c: Ctx, name: string, rest: Partial<TicketProps> = {}) =>
  c.html(
    <TicketPage
      page={c.get('page')}
      name={name}
      path={`/work/counter/${c.req.param('register')}/${c.req.param('id')}/${c.req.param('proposal')}`}
      address={`${c.env.ORIGIN}${c.get('page').href('/counter')}`}
      number={c.req.param('id') ?? ''}
      {...rest}
    />,
    rest.refused === undefined ? 200 : 422,
  )

/** What a ticket is known by: nobody who reads the names of objects, or a person's rows, can type its code. */
const ticketOf = (c: Ctx, code: string): string => blindIndex(c.env.INDEX_KEY, 'ticket', 'code', code)

/** Whose ticket a code is. Whatever stands in the way, the answer is the same. */
async function bearer(c: Ctx, typed: string) {
  const code = codeOf(typed)
  const visitor = visitorHash(c)
  if (code === '' || visitor === undefined) return err('ticket-unknown')
  const ticket = ticketOf(c, code)
  const person = await ceremonyByName(c.env, placeOfTicket(ticket)).ticketOf()
  return person === null ? err('ticket-unknown') : ok({ person, ticket, visitor, code })
}

async function claim(c: Ctx, typed: string) {
  const whose = await bearer(c, typed)
  if (!whose.ok) return whose
  const { person, ticket, visitor } = whose.value
  return personById(c.env, person).claimTicket(person, ticket, visitor)
}

/** 429 with `Retry-After` where this address tries too many codes. */
const limited = createMiddleware<AppEnv>(async (c, next) => {
  const seconds = c.req.method === 'POST' ? await throttled(c, 'ticket') : 0
  if (seconds === 0) return next()
  c.header('Retry-After', String(seconds))
  return refusedPage(c, { error: 'too-many-requests' })
})

const PATH = '/work/counter/:register/:id/:proposal'

export const counter = new Hono<AppEnv>()
  .use('/work/counter', requireRole(), atCounter)
  .use('/work/counter/*', requireRole(), atCounter)
  .get('/work/counter', (c) => findPage(c))
  .post('/work/counter', async (c) => {
    const { personalNumber: typed = '' } = await typedForm(c)
    const { values, issues } = parseInput(
      { personalNumber: register().person },
      { personalNumber: typed },
      () => true,
      sofiaDate(Date.now()),
    )
    if (issues.length > 0) return findPage(c, { typed, issues })
    const personalNumber = String(values['personalNumber'])
    const { id } = ownOf(c)
    if (personId(c.env.INDEX_KEY, personalNumber) === id) return refusedPage(c, { error: 'own-identification' })
    const found = await personAtCounter(c.env, personalNumber, counterPurpose(roleOf(c), id))
    if (!found.ok) return findPage(c, { typed, refused: found.error })
    return identifyPage(c, { personalNumber, number: toHex(random(10)), found: found.value }, {})
  })
  .post('/work/counter/identify/sign/options', async (c) => {
    const asked = await identifying(c, await typedForm(c))
    if (!asked.ok) return problem(c, asked)
    const { issues, command, holds } = asked.value
    if (issues.length > 0)
      return problem(c, { error: 'invalid-input', issues, register: IDENTIFICATIONS, act: 'identify' })
    if (!holds) return problem(c, { error: 'document-not-valid' })
    const options = await proposeOptions(c, command)
    return options.ok ? c.json(options.value) : problem(c, { ...options, register: IDENTIFICATIONS, act: 'identify' })
  })
  .post('/work/counter/identify/sign', async (c) => {
    const { assertion = '', ...typed } = await typedForm(c)
    const asked = await identifying(c, typed)
    if (!asked.ok) return refusedPage(c, asked)
    const { issues, command, holds, number } = asked.value
    if (issues.length > 0) return identifyPage(c, asked.value, typed)
    const refuse = (code: string) => {
      auditRefusal(c, 'identify', code)
      return identifyPage(c, asked.value, typed, code)
    }
    if (!holds) return refuse('document-not-valid')
    const proposed = await propose(c, command, assertion)
    if (!proposed.ok) return refuse(proposed.error)
    const record = recordId(c.env.INDEX_KEY, register().loaded.definition, number)
    const path = proposalPath({ register: IDENTIFICATIONS, record, id: proposed.value.id })
    return c.redirect(c.get('page').href(`${path}?done=yes`), 303)
  })
  .get(PATH, async (c) => {
    const found = await confirmed(c)
    return found.ok ? ticketPage(c, found.value.name) : refusedPage(c, found)
  })
  .post(PATH, async (c) => {
    const found = await confirmed(c)
    if (!found.ok) return refusedPage(c, found)
    const { voucher, name } = found.value
    const code = newCode(random)
    const ticket = ticketOf(c, code)
    const person = personId(c.env.INDEX_KEY, voucher.personalNumber)
    const issued = await personById(c.env, person).issueTicket(voucher, ticket)
    if (!issued.ok) return ticketPage(c, name, { refused: refusalText(c.get('lang'), IDENTIFICATIONS, issued.error) })
    return ticketPage(c, name, { ticket: { code: codeInGroups(code), until: issued.value.until } })
  })
  .use('/counter', limited)
  .use('/counter/*', limited)
  .get('/counter', (c) => {
    knowVisitor(c)
    return c.html(<CodePage page={c.get('page')} code="" />)
  })
  .get('/counter/done', (c) => c.html(<CounterDonePage page={c.get('page')} />))
  .post('/counter', async (c) => {
    const { code = '' } = await typedForm(c)
    const claimed = await claim(c, code)
    if (claimed.ok) return c.html(<CounterBindPage page={c.get('page')} code={code} name="" />)
    auditRefusal(c, 'ticket', claimed.error)
    return c.html(<CodePage page={c.get('page')} code={code} refused={claimed.error} />, 422)
  })
  .post('/counter/bind/options', async (c) => {
    const { code = '' } = await typedForm(c)
    const claimed = await claim(c, code)
    return claimed.ok ? c.json(claimed.value) : problem(c, claimed)
  })
  .post('/counter/bind', async (c) => {
    const { code = '', name = '', registration: text = '' } = await typedForm(c)
    const refuse = (refused: string) => {
      auditRefusal(c, 'ticket', refused)
      return c.html(<CounterBindPage page={c.get('page')} code={code} name={name} refused={refused} />, 422)
    }
    const registration = readRegistration(text)
    if (!registration.ok) return refuse(registration.error)
    const whose = await bearer(c, code)
    if (!whose.ok) return refuse(whose.error)
    const { person, ticket, visitor } = whose.value
    const where = { agent: agentFamily(c.req.header('User-Agent') ?? ''), place: placeOf(c) }
    const vouched = { ticket, visitor, registration: registration.value, name, ...where }
    const bound = await personById(c.env, person).redeemTicket(vouched)
    return bound.ok ? c.redirect(c.get('page').href('/counter/done'), 303) : refuse(bound.error)
  })
