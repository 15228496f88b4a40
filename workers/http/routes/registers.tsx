// The registers for people: lists, searches, records with their past and proofs, rules. Open to everyone, without a session.
import { Hono, type Context } from 'hono'
import { DefinitionPage } from '../../../web/views/registers/definition.tsx'
import { RegistersPage } from '../../../web/views/registers/list.tsx'
import { momentFields } from '../../../web/views/registers/moment-fields.ts'
import { ProofPage } from '../../../web/views/registers/proof.tsx'
import { RecordPage } from '../../../web/views/registers/record.tsx'
import { RegisterPage } from '../../../web/views/registers/register.tsx'
import { pathOf } from '../../../web/views/registers/words.tsx'
import { textsOf, typedOf, type Typed } from '../../../web/views/forms/typed.ts'
import { catalogue } from '../../catalogue.ts'
import type { RecordPage as RecordParts } from '../../engines/history.ts'
import { computedFor } from '../../engines/computed.ts'
import { isPast } from '../../engines/moment.ts'
import type { Moment } from '../../engines/record.ts'
import { captionOf } from '../../engines/snapshot.ts'
import { browseOf } from '../../engines/words.ts'
import { sofiaDate } from '../../kernel/calendar.ts'
import { parseInput } from '../../kernel/parse.ts'
import type { RegisterDefinition } from '../../kernel/register.ts'
import { namesOf, overview } from '../../store/browse.ts'
import { exportMax } from '../../store/export.ts'
import { recordById, registerObject } from '../../store/objects.ts'
import { filterName, filtersIn, idPattern, momentIn, pageOfRecords, parseBefore, tallyIn } from '../browse.ts'
import { aroundOf } from '../map.ts'
import { refusedPage } from '../page.tsx'
import { authoritiesOf, referencesIn, surroundingsOf } from '../surroundings.ts'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>

/** The authorities that a definition speaks of: who keeps it, and of whom its acts and sensitive fields are. */
const authoritiesIn = ({ keeper, acts, fields }: RegisterDefinition) =>
  authoritiesOf([
    keeper,
    ...Object.values(acts).flatMap(({ by }) => by),
    ...Object.values(fields).flatMap((field) => field.roles ?? []),
  ])

/** What the form of another moment says; `to` is the address of what it asks for. */
function typedMoment(
  c: Ctx,
  kept: readonly (readonly [name: string, value: string])[] = [],
): { typed: Typed; issues: ReturnType<typeof parseInput>['issues']; to?: string } {
  const typed = c.req.query()
  const boxes = Object.keys(momentFields).flatMap((name) => [`${name}-day`, `${name}-month`, `${name}-year`])
  if (boxes.every((box) => typed[box] === undefined)) return { typed: {}, issues: [] }
  const texts = textsOf(momentFields, typed)
  const { values, issues } = parseInput(momentFields, texts, () => false, sofiaDate(Date.now()))
  const asked = new URLSearchParams([
    ...kept.map(([name, value]) => [name, value]),
    ...Object.entries(values).map(([name, value]) => [name, String(value)]),
  ]).toString()
  return { typed, issues, ...(issues.length > 0 ? {} : { to: asked === '' ? '' : `?${asked}` }) }
}

/** The moment as it stands in the address. */
function askedMoment(c: Ctx): { readonly [name: string]: string } {
  const [effective, asOf] = [c.req.query('effective'), c.req.query('recorded') ?? c.req.query('asOf')]
  return { ...(effective === undefined ? {} : { effective }), ...(asOf === undefined ? {} : { asOf }) }
}

/** What the form of another moment says of the one that is shown. */
function daysOf(c: Ctx, { recorded }: Moment): { readonly [name: string]: string } {
  const effective = c.req.query('effective')
  return {
    ...(effective === undefined ? {} : { effective }),
    ...(recorded === undefined ? {} : { asOf: sofiaDate(recorded) }),
  }
}

/** The record's parts, and the registers' names for what they refer to. */
async function surrounded(c: Ctx, definition: RegisterDefinition, id: string, { record, entries }: RecordParts) {
  const touched = entries.flatMap(({ changes }) =>
    changes.flatMap(({ field, from, to }) =>
      [from, to].flatMap((value) => (value === undefined ? [] : referencesIn(definition.fields, { [field]: value }))),
    ),
  )
  const together = entries.flatMap(({ together: others = [] }) =>
    others.flatMap(({ register, id: other }) => (other === undefined ? [] : [{ register, id: other }])),
  )
  const own = { register: definition.id, id }
  const names = await namesOf(c.env.DB, [
    own,
    ...authoritiesIn(definition),
    ...referencesIn(definition.fields, record?.values ?? {}),
    ...touched,
    ...together,
  ])
  const loaded = catalogue.register(definition.id)
  const standing = names.get(`${own.register}:${own.id}`)
  const caption =
    record === null || loaded === undefined ? (standing?.caption ?? id) : captionOf(loaded, record.values, id)
  // The read model holds what is in effect today: an act that is still to come is not in it.
  const today = sofiaDate(Date.now())
  const last = entries.find(({ effectiveFrom }) => effectiveFrom <= today)?.seq ?? 0
  return { surroundings: surroundingsOf(c, names), caption, published: (standing?.seq ?? 0) >= last }
}

/** The numbers that follow from what anyone sees of a record, as on a day. */
function workedOf(register: string, record: RecordParts['record'], day = sofiaDate(Date.now())) {
  const loaded = catalogue.register(register)
  return loaded === undefined || record === null ? [] : computedFor(loaded, record.values, { kind: 'public' }, day)
}

async function recordPage(c: Ctx): Promise<Response> {
  const definition = catalogue.registers.get(c.req.param('register') ?? '')
  if (definition === undefined) return refusedPage(c, { error: 'unknown-register' })
  const id = c.req.param('id') ?? ''
  if (!idPattern.test(id)) return refusedPage(c, { error: 'unknown-record' })
  const page = c.get('page')
  const form = typedMoment(c)
  if (form.to !== undefined) return c.redirect(page.href(pathOf(definition.id, id)) + form.to, 303)
  const moment = momentIn(c)
  if (!moment.ok) return refusedPage(c, moment)
  const before = parseBefore(c.req.query('before'))
  if (before === null) return refusedPage(c, { error: 'cursor-invalid' })
  const parts = await recordById(c.env, definition.id, id).page(moment.value, before)
  if (parts === null) return refusedPage(c, { error: 'unknown-record' })

  const known = await surrounded(c, definition, id, parts)
  const oldest = parts.entries.at(-1)?.seq ?? 1
  const asked = new URLSearchParams(askedMoment(c)).toString()
  return c.html(
    <RecordPage
      page={page}
      definition={definition}
      id={id}
      {...known}
      record={parts.record}
      map={await aroundOf(c, definition, parts.record, { id, caption: known.caption, past: isPast(moment.value) })}
      worked={workedOf(definition.id, parts.record, moment.value.effective)}
      entries={parts.entries}
      moment={moment.value}
      today={sofiaDate(Date.now())}
      asked={asked === '' ? '' : `?${asked}`}
      older={oldest > 1 ? oldest : undefined}
      later={before !== undefined}
      typed={form.issues.length > 0 ? form.typed : typedOf(momentFields, daysOf(c, moment.value))}
      issues={form.issues}
    />,
    form.issues.length > 0 ? 422 : parts.record === null ? 404 : 200,
  )
}

/** Refusals that the form of the search says itself; what was typed stays in it. */
const isOfForm = (error: string) => error === 'too-long' || error === 'search-empty'

async function listPage(c: Ctx): Promise<Response> {
  const definition = catalogue.registers.get(c.req.param('register') ?? '')
  if (definition === undefined) return refusedPage(c, { error: 'unknown-register' })
  const query = c.req.query('q')?.trim() ?? ''
  const filters = filtersIn(c.req.query())
  const narrowed = Object.entries(filters).map(([field, value]) => ({ name: filterName(field), field, value }))
  const form = typedMoment(c, [
    ...(query === '' ? [] : [['q', query] as const]),
    ...narrowed.map(({ name, value }) => [name, value] as const),
  ])
  if (form.to !== undefined) return c.redirect(c.get('page').href(pathOf(definition.id)) + form.to, 303)
  const keeper = authoritiesOf([definition.keeper])
  const [answer, tally] = await Promise.all([pageOfRecords(c, definition, keeper), tallyIn(c, definition)])
  if (!answer.ok && !isOfForm(answer.error)) return refusedPage(c, answer)
  const counted = tally.ok ? tally.value : undefined
  const named = [...(counted?.values ?? [])].flatMap(([field, values]) =>
    values.flatMap(({ value }) => referencesIn(definition.fields, { [field]: value })),
  )
  const told = await namesOf(c.env.DB, [...keeper, ...named, ...referencesIn(definition.fields, filters)])
  const { found, next, names } = answer.ok ? answer.value : { found: [], next: undefined, names: told }
  const moment = momentIn(c)
  const shown = moment.ok ? moment.value : {}
  return c.html(
    <RegisterPage
      page={c.get('page')}
      definition={definition}
      browse={browseOf(definition)}
      surroundings={surroundingsOf(c, new Map([...names, ...told]))}
      query={query}
      refused={answer.ok ? undefined : answer.error === 'too-long' ? 'too-long' : 'search-empty'}
      narrowed={narrowed}
      moment={{
        moment: shown,
        asked: askedMoment(c),
        typed: form.issues.length > 0 ? form.typed : typedOf(momentFields, daysOf(c, shown)),
        issues: form.issues,
      }}
      tally={counted && { ...counted, nameOf: filterName, most: exportMax }}
      rows={found}
      later={c.req.query('after') !== undefined}
      next={next}
    />,
    answer.ok && form.issues.length === 0 ? 200 : 422,
  )
}

async function proofPage(c: Ctx): Promise<Response> {
  const definition = catalogue.registers.get(c.req.param('register') ?? '')
  if (definition === undefined) return refusedPage(c, { error: 'unknown-register' })
  const id = c.req.param('id') ?? ''
  const seq = parseBefore(c.req.param('seq'))
  if (!idPattern.test(id) || seq === null || seq === undefined) return refusedPage(c, { error: 'unknown-record' })
  const order = registerObject(c.env, definition.id)
  const [leaf, proof, { verifierKey }, names] = await Promise.all([
    recordById(c.env, definition.id, id).leaf(seq),
    order.proof(id, seq),
    order.state(),
    namesOf(c.env.DB, [{ register: definition.id, id }, ...authoritiesIn(definition)]),
  ])
  if (leaf === null) return refusedPage(c, { error: 'unknown-record' })
  return c.html(
    <ProofPage
      page={c.get('page')}
      definition={definition}
      surroundings={surroundingsOf(c, names)}
      id={id}
      caption={names.get(`${definition.id}:${id}`)?.caption ?? id}
      leaf={leaf.leaf}
      leafHash={leaf.leafHash}
      disclosed={leaf.disclosed}
      erased={leaf.erased}
      proof={proof}
      verifierKey={verifierKey}
    />,
  )
}

export const registers = new Hono<AppEnv>()
  .get('/registers', async (c) => {
    const definitions = [...catalogue.registers.values()]
    const { counts, names } = await overview(c.env.DB, authoritiesOf(definitions.map(({ keeper }) => keeper)))
    return c.html(
      <RegistersPage
        page={c.get('page')}
        definitions={definitions}
        surroundings={surroundingsOf(c, names)}
        counts={counts}
      />,
    )
  })
  .get('/registers/:register', listPage)
  .get('/registers/:register/definition', async (c) => {
    const definition = catalogue.registers.get(c.req.param('register'))
    if (definition === undefined) return refusedPage(c, { error: 'unknown-register' })
    const names = await namesOf(c.env.DB, authoritiesIn(definition))
    const { lang } = c.get('page')
    return c.html(
      <DefinitionPage
        page={c.get('page')}
        definition={definition}
        surroundings={surroundingsOf(c, names)}
        titleOf={(register) => catalogue.registers.get(register)?.title[lang] ?? register}
      />,
    )
  })
  .get('/registers/:register/records/:id', recordPage)
  .get('/registers/:register/records/:id/entries/:seq', proofPage)
