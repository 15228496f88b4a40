// For whoever answers for an authority's access: who of it looked at what, and what was made of it.
import { Hono, type Context } from 'hono'
import { audit as messages } from '../../../web/messages/audit.ts'
import { AUDIT, AuditPage, DAYS } from '../../../web/views/audit/audit.tsx'
import { LookPage } from '../../../web/views/audit/look.tsx'
import type { Typed } from '../../../web/views/forms/typed.ts'
import { authorityName } from '../../../web/views/registers/words.tsx'
import { catalogue } from '../../catalogue.ts'
import { auditors, outcomes, type Outcome } from '../../engines/watch.ts'
import { sofiaDate } from '../../kernel/calendar.ts'
import { oneOf, text, type Fields } from '../../kernel/field.ts'
import { parseInput, type FieldIssue } from '../../kernel/parse.ts'
import { authorityOf, holdsRole } from '../../kernel/register.ts'
import { namesOf } from '../../store/browse.ts'
import { auditObject, personById } from '../../store/objects.ts'
import { requireRole } from '../middleware/session.ts'
import { ownOf, typedForm } from '../own.ts'
import { refusedPage } from '../page.tsx'
import { authoritiesOf, surroundingsOf } from '../surroundings.ts'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>

const DAY_MS = 86_400_000
const LOOK = `${AUDIT}/:look{[1-9][0-9]{0,14}}`

/** What somebody who looked a look over writes down. */
const review: Fields = {
  outcome: oneOf(
    {
      explained: { bg: messages.bg.explained, en: messages.en.explained },
      examined: { bg: messages.bg.examined, en: messages.en.examined },
    } satisfies { readonly [outcome in Outcome]: { bg: string; en: string } },
    { label: { bg: messages.bg.outcome, en: messages.en.outcome }, disclose: 'restricted' },
  ),
  note: text({ label: { bg: messages.bg.note, en: messages.en.note }, disclose: 'restricted', max: 1000 }),
}

/** The authority for which somebody audits, or null. */
function auditedBy(c: Ctx): string | null {
  const role = ownOf(c).roles.find((one) => holdsRole(auditors, one))
  return role === undefined ? null : authorityOf(role)
}

/** What persons are called, and systems by their names; an authority knows the names of its officials. */
async function called(c: Ctx, persons: readonly string[]) {
  const unique = [...new Set(persons)].filter((person) => person !== '')
  const systems = await namesOf(
    c.env.DB,
    unique.map((id) => ({ register: 'relying-parties', id })),
  )
  const names = new Map(
    await Promise.all(
      unique.map(async (person) => {
        const system = systems.get(`relying-parties:${person}`)
        if (system !== undefined) return [person, system.caption] as const
        return [person, (await personById(c.env, person).identity())?.name] as const
      }),
    ),
  )
  return (person: string) => names.get(person) ?? messages[c.get('lang')].system(person)
}

const registerOf = (id: string) => catalogue.registers.get(id)
const numberIn = (asked: string | undefined) =>
  asked !== undefined && /^[1-9]\d{0,14}$/u.test(asked) ? Number(asked) : undefined

async function listPage(c: Ctx): Promise<Response> {
  const authority = auditedBy(c)
  if (authority === null) return refusedPage(c, { error: 'not-allowed' })
  const days = DAYS.find((one) => one === c.req.query('days')) ?? '30'
  const [official, before] = [numberIn(c.req.query('official')), numberIn(c.req.query('before'))]
  const register = registerOf(c.req.query('register') ?? '')?.id
  const hinted = c.req.query('hinted') === 'yes'
  const audited = await auditObject(c.env, authority).page(
    {
      from: Date.now() - Number(days) * DAY_MS,
      ...(official === undefined ? {} : { official }),
      ...(register === undefined ? {} : { register }),
      ...(hinted ? { hinted } : {}),
      ...(before === undefined ? {} : { before }),
    },
    ownOf(c).id,
  )
  const persons = [...audited.persons.map(({ person }) => person), ...audited.openings.map(({ person }) => person)]
  const surroundings = surroundingsOf(c, await namesOf(c.env.DB, authoritiesOf([authority])))
  return c.html(
    <AuditPage
      page={c.get('page')}
      authority={authorityName(surroundings, authority)}
      audited={audited}
      nameOf={await called(c, persons)}
      registerOf={registerOf}
      asked={{ days, official: String(official ?? ''), register: register ?? '', hinted }}
    />,
  )
}

async function lookPage(c: Ctx, { typed = {}, issues = [] }: { typed?: Typed; issues?: readonly FieldIssue[] } = {}) {
  const authority = auditedBy(c)
  if (authority === null) return refusedPage(c, { error: 'not-allowed' })
  const look = await auditObject(c.env, authority).look(Number(c.req.param('look')))
  if (look === null) return refusedPage(c, { error: 'not-found' })
  const nameOf = await called(c, [look.person, look.noted?.by ?? ''])
  return c.html(
    <LookPage
      page={c.get('page')}
      look={look}
      official={nameOf(look.person)}
      notedBy={look.noted === undefined ? '' : nameOf(look.noted.by)}
      definition={registerOf(look.register)}
      fields={review}
      typed={typed}
      issues={issues}
      saved={c.req.query('saved') === 'yes'}
    />,
    issues.length > 0 ? 422 : 200,
  )
}

export const audit = new Hono<AppEnv>()
  .use(AUDIT, requireRole())
  .use(`${AUDIT}/*`, requireRole())
  .get(AUDIT, listPage)
  .get(LOOK, (c) => lookPage(c))
  .post(LOOK, async (c) => {
    const authority = auditedBy(c)
    if (authority === null) return refusedPage(c, { error: 'not-allowed' })
    const typed = await typedForm(c)
    const { values, issues } = parseInput(
      review,
      { outcome: typed['outcome'] ?? '', note: typed['note'] ?? '' },
      () => true,
      sofiaDate(Date.now()),
    )
    const outcome = outcomes.find((one) => one === values['outcome'])
    if (issues.length > 0 || outcome === undefined) return lookPage(c, { typed, issues })
    const n = Number(c.req.param('look'))
    const noted = await auditObject(c.env, authority).note(n, outcome, String(values['note']), ownOf(c).id)
    return noted
      ? c.redirect(c.get('page').href(`${AUDIT}/${n}?saved=yes`), 303)
      : refusedPage(c, { error: 'not-found' })
  })
