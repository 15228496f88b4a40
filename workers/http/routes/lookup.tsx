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
import { authorityOf, mayDo, type RegisterDefinition } from '../../kernel/register.ts'
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

const formOf = (definition: RegisterDefinition): Fields => ({
  by: oneOf(Object.fromEntries(findable(definition).map(([path]) => [path, labelOf(definition, path)])), {
    label: { bg: messages.bg.by, en: messages.en.by },
    disclose: 'restricted',
  }),
  value: said('value', 'valueHint', 200),
  law: said('law', 'lawHint', 200),
  case: said('case', 'caseHint', 60),
})

/** What is typed as asked, or what is wrong with it. */
function askedOf(definition: RegisterDefinition, typed: { readonly [control: string]: string }) {
  const names = ['by', 'value', 'law', 'case']
  const raw = Object.fromEntries(names.map((name) => [name, typed[name] ?? '']))
  const { values, issues } = parseInput(formOf(definition), raw, () => true, sofiaDate(Date.now()))
  const wrong = (field: string, code: FieldIssue['code']): readonly FieldIssue[] => [{ field, code }]
  if (issues.length > 0) return { issues }
  const ground = readGround({ law: String(values['law']), case: String(values['case']) })
  if (!ground.ok) return { issues: wrong('law', ground.error) }
  const by = searchedBy(definition, { [String(values['by'])]: values['value'] })
  return by === null ? { issues: wrong('value', 'wrong-format') } : { issues: [], by, ground: ground.value }
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
    const { records } = await foundBy(c, definition, asked.by)
    const views = await Promise.all(records.map((record) => record.read(purpose, asked.by)))
    const seen = views.filter((view) => view !== null)
    const told = seen.flatMap(({ values }) => referencesIn(definition.fields, values))
    const surroundings = surroundingsOf(c, await namesOf(c.env.DB, told))
    return c.html(<FoundPage page={page} definition={definition} surroundings={surroundings} records={seen} />)
  })
