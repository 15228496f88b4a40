// Records that may be of one thing, for who may merge them: found page by page, shown side by side, proposed to be merged.
import { Hono, type Context } from 'hono'
import { problemTitle } from '../../../web/messages/problems.ts'
import { AlikePage, listPath, SideBySidePage, type Pair } from '../../../web/views/alike/pages.tsx'
import { proposalPath } from '../../../web/views/work/proposals.tsx'
import { catalogue } from '../../catalogue.ts'
import { groupsOf, likeness } from '../../engines/alike.ts'
import type { ActCommand, Purpose } from '../../engines/command.ts'
import { authorityOf, mayDo } from '../../kernel/register.ts'
import { err, ok } from '../../kernel/result.ts'
import { groupsAfter, groupsMax, type Group } from '../../store/alike.ts'
import { recordById } from '../../store/objects.ts'
import { auditRefusal } from '../audit.ts'
import { idPattern } from '../browse.ts'
import { requireRole } from '../middleware/session.ts'
import { refusalText } from '../objection.ts'
import { ownOf, typedForm } from '../own.ts'
import { refusedPage } from '../page.tsx'
import { problem } from '../problem.ts'
import { propose, proposeOptions } from '../proposals.ts'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>

const LIST = '/work/alike/:register'
const PAIR = `${LIST}/:one/:other`

/** More pairs on a page are of few groups, whose records differ by the field that they have in common alone. */
const PAIRS_MAX = 200

/** Where a page of groups begins: the number of the way of grouping, and the blind index before. */
const CURSOR = /^(?<at>\d)\.(?<blind>[a-z2-7]{0,26})$/u

/** The register, and the role in which they may merge its records. */
function deskOf(c: Ctx) {
  const register = catalogue.register(c.req.param('register') ?? '')
  const alike = register?.definition.alike
  const merge = alike && register?.acts.get(alike.merge.act)
  if (register === undefined || alike === undefined || merge === undefined) return err('unknown-register')
  const role = ownOf(c).roles.find((one) => mayDo(merge.definition, one))
  return role === undefined ? err('not-allowed') : ok({ register, alike, merge, role })
}

type Desk = Extract<ReturnType<typeof deskOf>, { readonly ok: true }>['value']

/** The pairs of a group that are alike enough. The portal compares; nobody looks. */
async function pairsIn(c: Ctx, { register, alike }: Desk, { ids }: Group): Promise<readonly Pair[]> {
  const compared = await Promise.all(
    ids.map(async (id) => ({ id, is: await recordById(c.env, register.definition.id, id).compared() })),
  )
  return compared.flatMap(({ id: one, is }, at) =>
    compared.slice(at + 1).flatMap(({ id: other, is: there }) => {
      const near = is === null || there === null ? 0 : likeness(is.names, there.names)
      return near < alike.least ? [] : [{ one, other, likeness: near }]
    }),
  )
}

async function list(c: Ctx): Promise<Response> {
  const desk = deskOf(c)
  if (!desk.ok) return refusedPage(c, desk)
  const { definition } = desk.value.register
  const after = c.req.query('after') ?? '0.'
  const cursor = CURSOR.exec(after)?.groups
  const groups = groupsOf(definition)
  const at = Number(cursor?.['at'])
  const group = groups[at]
  if (cursor === undefined || group === undefined) return refusedPage(c, { error: 'cursor-invalid' })
  const found = await groupsAfter(c.env.DB, definition.id, group, cursor['blind'] ?? '')
  const pairs = (await Promise.all(found.map((one) => pairsIn(c, desk.value, one)))).flat().slice(0, PAIRS_MAX)
  const last = found.length === groupsMax ? found.at(-1) : undefined
  const next = last === undefined ? (at + 1 < groups.length ? `${at + 1}.` : undefined) : `${at}.${last.blind}`
  return c.html(
    <AlikePage page={c.get('page')} definition={definition} pairs={pairs} next={next} first={after === '0.'} />,
  )
}

/** The two records of the address. */
function pairOf(c: Ctx) {
  const desk = deskOf(c)
  if (!desk.ok) return desk
  const { one = '', other = '' } = c.req.param()
  if (one === other || !idPattern.test(one) || !idPattern.test(other)) return err('unknown-record')
  const object = (id: string) => recordById(c.env, desk.value.register.definition.id, id)
  return ok({ ...desk.value, one, other, object })
}

type Two = Extract<ReturnType<typeof pairOf>, { readonly ok: true }>['value']

/** Looking at them is a read like any other: it stands among who looked. */
async function sideBySide(c: Ctx, two: Two, { refused, chosen }: { refused?: string; chosen?: string } = {}) {
  const { register, alike, role, one, other, object } = two
  const { id: person } = ownOf(c)
  const purpose: Purpose = { authority: authorityOf(role), role, law: alike.law, person }
  const [left, right] = await Promise.all([object(one).read(purpose), object(other).read(purpose)])
  if (left === null || right === null) return refusedPage(c, { error: 'unknown-record' })
  const { passkeys } = await ownOf(c).person.overview()
  return c.html(
    <SideBySidePage
      page={c.get('page')}
      definition={register.definition}
      one={left}
      other={right}
      passkeys={passkeys}
      refused={refused}
      chosen={chosen}
    />,
    refused === undefined ? 200 : 422,
  )
}

/** The act of the record that gives way; null where none was chosen to stand. */
async function merging(c: Ctx, two: Two, stands: string): Promise<ActCommand | null> {
  const { register, alike, merge, role, one, other, object } = two
  if (stands !== one && stands !== other) return null
  const gives = stands === one ? other : one
  const [standing, giving] = await Promise.all([object(stands).compared(), object(gives).compared()])
  if (standing === null || giving === null) return null
  const { id: person } = ownOf(c)
  return {
    register: register.definition.id,
    key: giving.key,
    act: merge.name,
    input: { [alike.merge.into]: standing.key },
    idempotencyKey: `${person}:alike:${gives}:${stands}`,
    actor: { role, person },
    basis: { law: merge.definition.law ?? register.definition.law },
  }
}

export const alike = new Hono<AppEnv>()
  .use('/work/alike/*', requireRole())
  .get(LIST, list)
  .get(PAIR, (c) => {
    const two = pairOf(c)
    return two.ok ? sideBySide(c, two.value) : refusedPage(c, two)
  })
  .post(`${PAIR}/sign/options`, async (c) => {
    const two = pairOf(c)
    if (!two.ok) return problem(c, two)
    const { stands = '' } = await typedForm(c)
    const command = await merging(c, two.value, stands)
    if (command === null) return problem(c, { error: 'stands-missing' })
    const options = await proposeOptions(c, command)
    return options.ok ? c.json(options.value) : problem(c, { ...options, register: command.register })
  })
  .post(`${PAIR}/sign`, async (c) => {
    const two = pairOf(c)
    if (!two.ok) return refusedPage(c, two)
    const { stands = '', assertion = '' } = await typedForm(c)
    const command = await merging(c, two.value, stands)
    if (command === null) return sideBySide(c, two.value, { refused: problemTitle(c.get('lang'), 'stands-missing') })
    const proposed = await propose(c, command, assertion)
    if (!proposed.ok) {
      auditRefusal(c, command.act, proposed.error)
      const refused = refusalText(c.get('lang'), command.register, proposed.error)
      return sideBySide(c, two.value, { refused, chosen: stands })
    }
    const { one, other } = two.value
    const record = stands === one ? other : one
    const path = proposalPath({ register: command.register, record, id: proposed.value.id })
    return c.redirect(c.get('page').href(`${path}?done=yes`), 303)
  })

/** Where somebody of these roles looks for records entered twice. */
export const alikeDesks = (roles: readonly string[]) =>
  [...catalogue.registers.values()].flatMap(({ id, alike: word, acts, title }) => {
    const merge = word && acts[word.merge.act]
    return merge !== undefined && roles.some((role) => mayDo(merge, role)) ? [{ title, path: listPath(id) }] : []
  })
