// Taking an identification at a counter back: two officials, with a reason that the person reads.
import { Hono, type Context } from 'hono'
import { AnnulPage } from '../../../web/views/work/annul.tsx'
import { proposalPath } from '../../../web/views/work/proposals.tsx'
import { textsOf, type Typed } from '../../../web/views/forms/typed.ts'
import { catalogue } from '../../catalogue.ts'
import type { ActCommand } from '../../engines/command.ts'
import { recordId } from '../../engines/names.ts'
import { sofiaDate } from '../../kernel/calendar.ts'
import { parseInput, type FieldIssue } from '../../kernel/parse.ts'
import { mayDo } from '../../kernel/register.ts'
import { auditRefusal } from '../audit.ts'
import { IDENTIFICATIONS } from '../counter-desk.ts'
import { requireRole } from '../middleware/session.ts'
import { refusalText } from '../objection.ts'
import { ownOf, typedForm } from '../own.ts'
import { problem } from '../problem.ts'
import { propose, proposeOptions } from '../proposals.ts'
import type { AppEnv } from '../types.ts'
import { atCounter } from './counter.tsx'

type Ctx = Context<AppEnv>

const ACT = 'annul'
const PATH = '/work/counter/annul'

function annulment() {
  const loaded = catalogue.register(IDENTIFICATIONS)
  const act = loaded?.acts.get(ACT)
  const number = loaded?.definition.fields['number']
  if (loaded === undefined || act === undefined || number === undefined) throw new Error('nothing is annulled here')
  return { loaded, act, fields: { number, ...act.input } }
}

/** What the form asks for, and what is wrong with it. */
function asked(c: Ctx, typed: Typed) {
  const { loaded, act, fields } = annulment()
  const { id, roles } = ownOf(c)
  const { values, issues } = parseInput(fields, textsOf(fields, typed), () => true, sofiaDate(Date.now()))
  const { number, ...input } = values
  const key = typeof number === 'string' ? number : ''
  const command: ActCommand = {
    register: IDENTIFICATIONS,
    key,
    act: ACT,
    input,
    // Once annulled, nothing more is: the same official's second try is the same proposal, or another reason's.
    idempotencyKey: `${id}:annul:${key}:${String(input['why'] ?? '')}`,
    actor: { role: roles.find((role) => mayDo(act.definition, role)) ?? '', person: id },
    basis: { law: loaded.definition.law },
  }
  return { issues, command }
}

async function page(c: Ctx, typed: Typed, issues: readonly FieldIssue[] = [], refused?: string) {
  const { passkeys } = await ownOf(c).person.overview()
  const wrong = refused !== undefined || issues.length > 0
  return c.html(
    <AnnulPage
      page={c.get('page')}
      fields={annulment().fields}
      typed={typed}
      issues={issues}
      passkeys={passkeys}
      refused={refused === undefined ? undefined : refusalText(c.get('lang'), IDENTIFICATIONS, refused)}
    />,
    wrong ? 422 : 200,
  )
}

export const counterAnnul = new Hono<AppEnv>()
  .use(PATH, requireRole(), atCounter)
  .use(`${PATH}/*`, requireRole(), atCounter)
  .get(PATH, (c) => page(c, { number: c.req.query('number') ?? '' }))
  .post(`${PATH}/sign/options`, async (c) => {
    const { issues, command } = asked(c, await typedForm(c))
    const about = { register: IDENTIFICATIONS, act: ACT }
    if (issues.length > 0) return problem(c, { error: 'invalid-input', issues, ...about })
    const options = await proposeOptions(c, command)
    return options.ok ? c.json(options.value) : problem(c, { ...options, ...about })
  })
  .post(`${PATH}/sign`, async (c) => {
    const { assertion = '', ...typed } = await typedForm(c)
    const { issues, command } = asked(c, typed)
    if (issues.length > 0) return page(c, typed, issues)
    const proposed = await propose(c, command, assertion)
    if (!proposed.ok) {
      auditRefusal(c, ACT, proposed.error)
      return page(c, typed, [], proposed.error)
    }
    const record = recordId(c.env.INDEX_KEY, annulment().loaded.definition, command.key)
    const path = proposalPath({ register: IDENTIFICATIONS, record, id: proposed.value.id })
    return c.redirect(c.get('page').href(`${path}?done=yes`), 303)
  })
