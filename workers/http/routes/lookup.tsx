// An official looks something up that a case needs: by the whole of one value, on a ground, seen by its subject and by
// the authority's auditors.
import { Hono, type Context } from 'hono'
import { audit as messages } from '../../../web/messages/audit.ts'
import { FoundPage, LOOKUP, LookupListPage, LookupPage } from '../../../web/views/audit/lookup.tsx'
import { catalogue } from '../../catalogue.ts'
import type { Purpose } from '../../engines/command.ts'
import { readGround } from '../../engines/purpose.ts'
import { sofiaDate } from '../../kernel/calendar.ts'
import { cellsOf, fieldAt, oneOf, text, type Fields } from '../../kernel/field.ts'
import { parseInput, type FieldIssue } from '../../kernel/parse.ts'
import type { Scalar } from '../../kernel/value.ts'
import { authorityOf, mayDo, type RegisterDefinition } from '../../kernel/register.ts'
import { recordByKey } from '../../store/objects.ts'
import { namesOf } from '../../store/browse.ts'
import { auditRefusal } from '../audit.ts'
import { foundBy, searchedBy } from '../closed-reads.ts'
import { requireRole } from '../middleware/session.ts'
import { ownOf, typedForm } from '../own.ts'
import { refusedPage } from '../page.tsx'
import { referencesIn, surroundingsOf } from '../surroundings.ts'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>

/** Who enters in a register, or changes what is there, may look into it. */
const roleFor = ({ acts }: RegisterDefinition, roles: readonly string[]): string | undefined =>
  roles.find((role) => Object.values(acts).some((act) => mayDo(act, role)))

/** The fields by which a record is found and which its officials may know. */
const findable = ({ fields }: RegisterDefinition) =>
  cellsOf(fields).filter(([, field]) => field.find === 'exact' && field.disclose !== 'sensitive')

const said = (key: 'value' | 'law' | 'case', hint: 'valueHint' | 'lawHint' | 'caseHint', max: number) =>
  text({
    label: { bg: messages.bg[key], en: messages.en[key] },
    hint: { bg: messages.bg[hint], en: messages.en[hint] },
    disclose: 'restricted',
    max,
  })

/** A column is called with its group. */
function labelOf({ fields }: RegisterDefinition, path: string) {
  const [group = ''] = path.split('.')
  const own = fieldAt(fields, path)?.label ?? { bg: path, en: path }
  const whole = fields[group]?.label
  return group === path || whole === undefined ? own : { bg: `${whole.bg}: ${own.bg}`, en: `${whole.en}: ${own.en}` }
}

/** Where others need consent, whoever treats may open at once; the person is told. */
const emergency = text({
  label: { bg: messages.bg.emergency, en: messages.en.emergency },
  hint: { bg: messages.bg.emergencyHint, en: messages.en.emergencyHint },
  disclose: 'restricted',
  max: 500,
  optional: true,
})

const formOf = (definition: RegisterDefinition): Fields => ({
  by: oneOf(Object.fromEntries(findable(definition).map(([path]) => [path, labelOf(definition, path)])), {
    label: { bg: messages.bg.by, en: messages.en.by },
    disclose: 'restricted',
  }),
  value: said('value', 'valueHint', 200),
  law: said('law', 'lawHint', 200),
  case: said('case', 'caseHint', 60),
  ...(definition.guarded === undefined ? {} : { emergency }),
})

/** What is typed as asked, or what is wrong with it. */
function askedOf(definition: RegisterDefinition, typed: { readonly [control: string]: string }) {
  const form = formOf(definition)
  const raw = Object.fromEntries(Object.keys(form).map((name) => [name, typed[name] ?? '']))
  const { values, issues } = parseInput(form, raw, (name) => name !== 'emergency', sofiaDate(Date.now()))
  const wrong = (field: string, code: FieldIssue['code']): readonly FieldIssue[] => [{ field, code }]
  if (issues.length > 0) return { issues }
  const ground = readGround({ law: String(values['law']), case: String(values['case']) })
  if (!ground.ok) return { issues: wrong('law', ground.error) }
  const by = searchedBy(definition, { [String(values['by'])]: values['value'] })
  return by === null
    ? { issues: wrong('value', 'wrong-format') }
    : { issues: [], by, ground: ground.value, reason: values['emergency'] }
}

/** Enters that somebody opens what is closed because a life depends on it; what refuses that, as a page. */
async function openAtOnce(
  c: Ctx,
  definition: RegisterDefinition,
  { authority, role, person = '' }: Purpose,
  { by, reason }: { readonly by: { readonly field: string; readonly value: Scalar }; readonly reason: unknown },
): Promise<Response | null> {
  const guard = catalogue.register(definition.id)?.guard
  if (guard === undefined || typeof reason !== 'string' || by.field !== definition.guarded?.person) return null
  const { register: id, act, key, input } = guard.emergency
  const register = catalogue.registers.get(id)
  if (register === undefined) throw new Error(`no register ${id}`)
  const sight = { person: String(by.value), authority, today: sofiaDate(Date.now()), reason }
  const opened = String(key.evaluate(sight))
  const answer = await recordByKey(c.env, register, opened).perform({
    register: id,
    key: opened,
    act,
    input: Object.fromEntries(input.map(([field, value]) => [field, String(value.evaluate(sight))])),
    idempotencyKey: `${person}:${crypto.randomUUID()}`,
    actor: { role, person },
    basis: { law: register.law },
  })
  // Opened already today, for the same patient: once is enough.
  return answer.ok || answer.error === 'record-exists' ? null : refusedPage(c, { ...answer, register: id, act })
}

const mine = (c: Ctx) =>
  [...catalogue.registers.values()].filter(
    (definition) => roleFor(definition, ownOf(c).roles) !== undefined && findable(definition).length > 0,
  )

function registerOf(c: Ctx) {
  const definition = catalogue.registers.get(c.req.param('register') ?? '')
  const role = definition && roleFor(definition, ownOf(c).roles)
  return definition === undefined || role === undefined ? null : { definition, role }
}

export const lookup = new Hono<AppEnv>()
  .use(LOOKUP, requireRole())
  .use(`${LOOKUP}/*`, requireRole())
  .get(LOOKUP, async (c) => {
    await catalogue.knowAll(c.env)
    return c.html(<LookupListPage page={c.get('page')} definitions={mine(c)} />)
  })
  .get(`${LOOKUP}/:register`, (c) => {
    const asked = registerOf(c)
    if (asked === null) return refusedPage(c, { error: 'not-allowed' })
    const { definition } = asked
    return c.html(
      <LookupPage page={c.get('page')} definition={definition} fields={formOf(definition)} typed={{}} issues={[]} />,
    )
  })
  .post(`${LOOKUP}/:register`, async (c) => {
    const known = registerOf(c)
    if (known === null) return refusedPage(c, { error: 'not-allowed' })
    const { definition, role } = known
    const typed = await typedForm(c)
    const asked = askedOf(definition, typed)
    const page = c.get('page')
    if (asked.by === undefined) {
      auditRefusal(c, 'lookup', asked.issues[0]?.code ?? '')
      const { issues } = asked
      return c.html(
        <LookupPage page={page} definition={definition} fields={formOf(definition)} typed={typed} issues={issues} />,
        422,
      )
    }
    const purpose: Purpose = { authority: authorityOf(role), role, ...asked.ground, person: ownOf(c).id, desk: true }
    const refused = await openAtOnce(c, definition, purpose, { by: asked.by, reason: asked.reason })
    if (refused !== null) return refused
    const { records } = await foundBy(c, definition, asked.by)
    const views = await Promise.all(records.map((record) => record.read(purpose, asked.by)))
    const seen = views.filter((view) => view !== null)
    const told = seen.flatMap(({ values }) => referencesIn(definition.fields, values))
    const surroundings = surroundingsOf(c, await namesOf(c.env.DB, told))
    const hidden = definition.guarded !== undefined && seen.length < views.length
    return c.html(
      <FoundPage page={page} definition={definition} surroundings={surroundings} records={seen} hidden={hidden} />,
    )
  })
