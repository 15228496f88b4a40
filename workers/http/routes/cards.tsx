// The ministry's page on identity cards, where the authority of the demo is: find, order, sign, and the card itself.
import { Hono, type Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { CardsPage, DONE, FindCardsPage, IssuedPage, OrderPage, type Done } from '../../../web/views/work/cards.tsx'
import { catalogue } from '../../catalogue.ts'
import { readAssertion } from '../../engines/identity/answer.ts'
import {
  CARD_ROLE,
  isOrder,
  issues as issuesCard,
  orderDocument,
  orderRequest,
  ORDERS,
  signedOrder,
  type CardOrder,
} from '../../engines/identity/card-order.ts'
import { personId } from '../../engines/names.ts'
import { addMonths, sofiaDate } from '../../kernel/calendar.ts'
import type { ChoiceField, Field } from '../../kernel/field.ts'
import { formats } from '../../kernel/formats/index.ts'
import { parseInput, parseValue } from '../../kernel/parse.ts'
import { err, ok } from '../../kernel/result.ts'
import { auditRefusal } from '../audit.ts'
import { cardOf, cardsOf, carryOut, holderOf, purposeOf } from '../card-desk.ts'
import { cardAuthority } from '../card-status.ts'
import { requireRole } from '../middleware/session.ts'
import { refusalText } from '../objection.ts'
import { ownOf, typedForm } from '../own.ts'
import { refusedPage } from '../page.tsx'
import { problem } from '../problem.ts'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>

const REGISTER = 'id-cards'
/** Ten years (ЗБЛД, чл. 22). */
const CARD_MONTHS = 120

function numberField(): Field {
  const field = catalogue.evidences.get('card-holder')?.input['personalNumber']
  if (field === undefined) throw new Error('nobody can be looked for')
  return field
}

/** The reasons that an order may have, in the register's words. */
function reasonField(act: CardOrder['act']): ChoiceField {
  const field = catalogue.registers.get(REGISTER)?.acts['revoke']?.input?.['reason']
  if (field?.type !== 'choice') throw new Error('cards are stopped without a reason')
  const allowed: readonly string[] = ORDERS[act]
  const options = Object.entries(field.options).filter(([reason]) => allowed.includes(reason))
  return { ...field, options: Object.fromEntries(options) }
}

/** Nine digits, of a series of the demo's own. */
function newNumber(): string {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1))
  return String(991_000_000 + (random % 9_000_000))
}

function findPage(c: Ctx, rest: Partial<Parameters<typeof FindCardsPage>[0]> = {}) {
  const refused = rest.nobody === true || (rest.issues ?? []).length > 0
  return c.html(
    <FindCardsPage page={c.get('page')} field={numberField()} typed="" issues={[]} {...rest} />,
    refused ? 422 : 200,
  )
}

/** The order as far as it can be told from the form, without its reason; or why there can be none. */
async function orderOf(c: Ctx, typed: { readonly [name: string]: string }) {
  const { act = '', personalNumber = '', serial, number } = typed
  const today = sofiaDate(Date.now())
  if (!isOrder(act) || !formats['personal-number'].check(personalNumber)) return err('body-invalid')
  const { id } = ownOf(c)
  const holder = personId(c.env.INDEX_KEY, personalNumber)
  if (holder === id) return err('own-card')
  const purpose = purposeOf(id)
  const person = await holderOf(c.env, personalNumber, purpose)
  if (person === null || (issuesCard(act) && person.dead)) return err('card-holder-missing')
  const about = act === 'issue' || serial === undefined ? null : await cardOf(c.env, serial, purpose)
  if (act !== 'issue' && about?.values['holder'] !== personalNumber) return err('unknown-record')
  const made = formats['identity-card'].check(number ?? '') ? (number ?? '') : newNumber()
  const order: CardOrder = {
    act,
    holder,
    ...(about === null ? {} : { serial: about.serial }),
    ...(issuesCard(act) ? { card: { number: made, validUntil: addMonths(today, CARD_MONTHS) } } : {}),
  }
  return ok({ order, person, about })
}

type Ordered = Extract<Awaited<ReturnType<typeof orderOf>>, { readonly ok: true }>['value']

async function orderPage(
  c: Ctx,
  { order, person, about }: Ordered,
  typed: { readonly [name: string]: string } = {},
  refused?: string,
) {
  const { passkeys } = await ownOf(c).person.overview()
  const name = `${person.givenName} ${person.familyName}`
  return c.html(
    <OrderPage
      page={c.get('page')}
      order={order}
      holder={{ personalNumber: person.personalNumber, name }}
      number={about === null ? undefined : String(about.values['number'])}
      reason={reasonField(order.act)}
      typed={typed}
      passkeys={passkeys}
      refused={refused === undefined ? undefined : refusalText(c.get('lang'), REGISTER, refused)}
    />,
    refused === undefined ? 200 : 422,
  )
}

/** The order with its reason, and what its official signs. */
function complete(c: Ctx, { order }: Ordered, typed: { readonly [name: string]: string }) {
  const none = ORDERS[order.act].length === 0
  const reason = none ? ok('') : parseValue(reasonField(order.act), typed['reason'] ?? '', sofiaDate(Date.now()))
  if (!reason.ok) return err('card-reason-missing')
  const whole: CardOrder = none ? order : { ...order, reason: String(reason.value) }
  const document = orderDocument(whole, ownOf(c).id)
  return ok({ order: whole, document, request: orderRequest(document, order.act) })
}

/** Everywhere else there is no such page. */
const whereIssued = createMiddleware<AppEnv>(async (c, next) =>
  cardAuthority(c.env) === null ? refusedPage(c, { error: 'not-found' }) : next(),
)

const isDone = (text: string | undefined): text is Done => text !== undefined && Object.hasOwn(DONE, text)

export const cards = new Hono<AppEnv>()
  .use('/work/cards', whereIssued, requireRole(CARD_ROLE))
  .use('/work/cards/*', whereIssued, requireRole(CARD_ROLE))
  .get('/work/cards', (c) => {
    const done = c.req.query('done')
    return findPage(c, { done: isDone(done) ? done : undefined })
  })
  .post('/work/cards', async (c) => {
    const { personalNumber: typed = '' } = await typedForm(c)
    const today = sofiaDate(Date.now())
    const { values, issues } = parseInput(
      { personalNumber: numberField() },
      { personalNumber: typed },
      () => true,
      today,
    )
    if (issues.length > 0) return findPage(c, { typed, issues })
    const personalNumber = String(values['personalNumber'])
    const purpose = purposeOf(ownOf(c).id)
    const person = await holderOf(c.env, personalNumber, purpose)
    if (person === null) return findPage(c, { typed, nobody: true })
    const status = catalogue.registers.get(REGISTER)?.fields['status']
    return c.html(
      <CardsPage
        page={c.get('page')}
        holder={{ ...person, name: `${person.givenName} ${person.familyName}` }}
        cards={await cardsOf(c.env, personalNumber, purpose)}
        statuses={status?.type === 'choice' ? status.options : {}}
        today={today}
      />,
    )
  })
  .post('/work/cards/order', async (c) => {
    const ordered = await orderOf(c, await typedForm(c))
    return ordered.ok ? orderPage(c, ordered.value) : refusedPage(c, ordered)
  })
  .post('/work/cards/sign/options', async (c) => {
    const typed = await typedForm(c)
    const ordered = await orderOf(c, typed)
    if (!ordered.ok) return problem(c, ordered)
    const whole = complete(c, ordered.value, typed)
    if (!whole.ok) return problem(c, whole)
    const { person, hash } = ownOf(c)
    const asked = await person.beginSign(hash, whole.value.request)
    return asked.ok ? c.json(asked.value.options) : problem(c, asked)
  })
  .post('/work/cards/sign', async (c) => {
    const typed = await typedForm(c)
    const ordered = await orderOf(c, typed)
    if (!ordered.ok) return refusedPage(c, ordered)
    const refuse = (code: string) => {
      auditRefusal(c, 'card-order', code)
      return orderPage(c, ordered.value, typed, code)
    }
    const whole = complete(c, ordered.value, typed)
    if (!whole.ok) return refuse(whole.error)
    // Nothing was signed yet: a browser without scripts, or somebody who comes back from a login.
    if ((typed['assertion'] ?? '') === '') return orderPage(c, ordered.value, typed)
    const assertion = readAssertion(typed['assertion'] ?? '')
    if (!assertion.ok) return refuse(assertion.error)
    const { id, person, hash } = ownOf(c)
    const { order, document, request } = whole.value
    const signed = await person.finishSign(hash, assertion.value, request)
    if (!signed.ok) return refuse(signed.error)
    const authority = cardAuthority(c.env)
    if (authority === null) throw new Error('no authority issues cards here')
    const bundle = signedOrder(document, signed.value)
    const done = await carryOut(c.env, authority, order, ordered.value.person, bundle, id)
    if (!done.ok) return refuse(done.error)
    return done.value === null
      ? c.redirect(c.get('page').href(`/work/cards?done=${order.act}`), 303)
      : c.html(<IssuedPage page={c.get('page')} card={done.value} />)
  })
