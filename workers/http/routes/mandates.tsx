// Who acts for whom: both lists, taking up and ending what was given, and the choice for whom one acts now.
import { Hono, type Context } from 'hono'
import { problemTitle } from '../../../web/messages/problems.ts'
import { ActingPage, type Choice } from '../../../web/views/mandates/acting.tsx'
import { DONE, MandatePage, MandatesPage, type Done, type Row } from '../../../web/views/mandates/list.tsx'
import { catalogue } from '../../catalogue.ts'
import type { Refused } from '../../engines/command.ts'
import { isFor, mandateId } from '../../engines/mandate.ts'
import { MANDATES, MOVES, type Move } from '../../engines/mandate-grant.ts'
import { givenFor, knownBy, knownOf, representing, type Known } from '../acting.ts'
import { auditRefusal } from '../audit.ts'
import { granterOf, heldByNumber, move, ownPrincipal } from '../mandate-desk.ts'
import { actFor, localPath, requireSession, toLogin } from '../middleware/session.ts'
import { refusalText } from '../objection.ts'
import { ownOf, typedForm } from '../own.ts'
import { refusedPage } from '../page.tsx'
import { problem } from '../problem.ts'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>

async function choicesOf(c: Ctx): Promise<readonly Choice[]> {
  const identity = await ownOf(c).person.identity()
  const known = identity === null ? [] : await knownOf(c.env, identity.personalNumber)
  return known.flatMap(({ mandate, called, right, refused }) =>
    refused === null ? [{ mandate: mandateId(mandate), called, right, until: mandate.until }] : [],
  )
}

async function actingPage(c: Ctx, next: string, refused?: string) {
  return c.html(
    <ActingPage
      page={c.get('page')}
      choices={await choicesOf(c)}
      current={c.get('session')?.represents?.mandate ?? ''}
      next={next}
      refused={refused}
    />,
    refused === undefined ? 200 : 422,
  )
}

function textOf(c: Ctx, { register, error }: Pick<Refused, 'error' | 'register'>): string {
  const { lang } = c.get('page')
  return register === undefined ? problemTitle(lang, error) : refusalText(lang, register, error)
}

const rowOf = (c: Ctx, { mandate, called, right, refused }: Known, moves: Row['moves'], held: boolean): Row => ({
  mandate,
  called,
  right,
  refused: refused === null ? null : textOf(c, refused),
  moves,
  held,
  usable: held && refused === null,
  idle: moves.length === 0 && refused !== null && refused.error !== 'mandate-consents-only',
})

/** A mandate that was given ends when either of the two wants. */
function heldRow(c: Ctx, known: Known): Row {
  const given = known.mandate.register === MANDATES
  const offered = given && known.refused?.error === 'mandate-not-accepted'
  const open = given && (offered || known.refused === null)
  const moves = [...(offered ? (['accept'] as const) : []), ...(open ? (['renounce'] as const) : [])]
  return rowOf(c, known, moves, true)
}

function givenRow(c: Ctx, known: Known): Row {
  const { error } = known.refused ?? {}
  const over = error === 'mandate-revoked' || error === 'mandate-renounced'
  return rowOf(c, known, known.mandate.register === MANDATES && !over ? ['revoke'] : [], false)
}

async function listPage(c: Ctx) {
  const { id, person } = ownOf(c)
  const identity = await person.identity()
  if (identity === null) return problem(c, { error: 'not-signed-in' })
  const by = await granterOf(c.env, { id, ...identity }, c.get('session')?.represents?.mandate)
  const [held, given] = await Promise.all([
    knownOf(c.env, identity.personalNumber),
    by.ok ? givenFor(c.env, by.value.principal) : [],
  ])
  return c.html(
    <MandatesPage
      page={c.get('page')}
      titles={titles}
      held={held.map((one) => heldRow(c, one))}
      given={given.map((one) => givenRow(c, one))}
    />,
  )
}

const titles = (service: string) => catalogue.services.get(service)?.title

type Said = { readonly done?: Done; readonly refused?: string }

/** One mandate, for whom it names or whom it lets act for; for everybody else there is none. */
async function onePage(c: Ctx, number: string, { done, refused }: Said = {}) {
  const { id, person } = ownOf(c)
  const identity = await person.identity()
  const held = await heldByNumber(c.env, number)
  if (identity === null || held === null) return refusedPage(c, { error: 'not-found' })
  const mine = held.mandate.representative === id
  const by = await granterOf(c.env, { id, ...identity }, c.get('session')?.represents?.mandate)
  const theirs = by.ok && isFor(held.mandate, by.value.principal)
  const passed = held.source?.representative === id
  if (!mine && !theirs && !passed && !isFor(held.mandate, ownPrincipal(identity.personalNumber)))
    return refusedPage(c, { error: 'not-found' })
  const known = await knownBy(c.env, held, mine)
  if (known === null) return refusedPage(c, { error: 'not-found' })
  const row = mine ? heldRow(c, known) : givenRow(c, known)
  const page = c.get('page')
  return c.html(
    <MandatePage page={page} titles={titles} row={row} done={done} refused={refused} />,
    refused === undefined ? 200 : 422,
  )
}

const isDone = (text: string | undefined): text is Done => text !== undefined && Object.hasOwn(DONE, text)
const isMove = (text: string): text is Move => MOVES.includes(text)

/** What changes who may act for whom is as safe as a signature; what ends it waits for nobody's new key. */
const demandOf = (what: Move) =>
  what === 'accept' ? ({ level: 'substantial', moves: 'mandates' } as const) : ({ level: 'substantial' } as const)

export const mandates = new Hono<AppEnv>()
  .use('/me/acting', requireSession('substantial'))
  .use('/me/mandates', requireSession('substantial'))
  .use('/me/mandates/*', requireSession('substantial'))
  .get('/me/mandates', listPage)
  .get('/me/mandates/:number{[a-z2-7]{16}}', (c) => {
    const done = c.req.query('done')
    return onePage(c, c.req.param('number'), isDone(done) ? { done } : {})
  })
  .post('/me/mandates/:number{[a-z2-7]{16}}/:move', async (c) => {
    const { number, move: what } = c.req.param()
    if (!isMove(what)) return problem(c, { error: 'not-found' })
    const { id, person, hash } = ownOf(c)
    const refuse = (refusal: Pick<Refused, 'error' | 'register'>) => {
      auditRefusal(c, `${what}-mandate`, refusal.error)
      return onePage(c, number, { refused: textOf(c, refusal) })
    }
    const admitted = await person.admits(hash, demandOf(what))
    if (!admitted.ok) return refuse(admitted)
    const identity = await person.identity()
    if (identity === null) return problem(c, { error: 'not-signed-in' })
    const mover = { id, hash, ...identity, mandate: c.get('session')?.represents?.mandate }
    const moved = await move(c.env, number, what, mover)
    return moved.ok ? c.redirect(c.get('page').href(`/me/mandates/${number}?done=${what}`), 303) : refuse(moved)
  })
  .get('/me/acting', (c) => actingPage(c, localPath(c.env.ORIGIN, c.req.query('next'))))
  .post('/me/acting', async (c) => {
    const { mandate = '', next } = await typedForm(c)
    const path = localPath(c.env.ORIGIN, next)
    const answer = mandate === '' ? null : await representing(c.env, ownOf(c).id, mandate)
    if (answer !== null && !answer.ok) {
      auditRefusal(c, 'act-for', answer.error)
      return actingPage(c, path, textOf(c, answer))
    }
    const done = await actFor(c, answer?.value)
    return done
      ? c.redirect(next === undefined ? c.get('page').href(answer === null ? '/me' : '/services') : path, 303)
      : toLogin(c, 'not-signed-in')
  })
