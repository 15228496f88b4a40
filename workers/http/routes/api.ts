// The registers for machines: definitions, records as of any time, and acts. Reads are open; an act needs a role.
import { Hono, type Context } from 'hono'
import { receiptPath } from '../../../web/views/registers/words.tsx'
import { catalogue } from '../../catalogue.ts'
import type { Receipt } from '../../engines/command.ts'
import { computedFor } from '../../engines/computed.ts'
import { recordId } from '../../engines/names.ts'
import { sofiaDate } from '../../kernel/calendar.ts'
import { needsSecond } from '../../kernel/register.ts'
import { isPast } from '../../engines/moment.ts'
import { recordById, recordByKey } from '../../store/objects.ts'
import { askedAct } from '../asked-act.ts'
import { idPattern, momentIn, pageOfRecords, parseBefore, tallyIn } from '../browse.ts'
import { readOne } from '../closed-reads.ts'
import { comparedIn } from '../compare.ts'
import { exported, type ExportKind } from '../export.ts'
import { session } from '../middleware/session.ts'
import { anyOrigin, askedLanguage, openJson } from '../open-data.ts'
import { problem } from '../problem.ts'
import { propose, proposeOptions } from '../proposals.ts'
import { isSystem } from '../system.ts'
import type { AppEnv } from '../types.ts'
import { apiDefinitions } from './api-definitions.ts'
import { apiProposals, proposalJson } from './api-proposals.ts'
import { apiSystems } from './api-systems.ts'
import { geo } from './geo.ts'

/** A register that is there, or the refusal to answer with. */
const registerOf = (c: Context<AppEnv>) => catalogue.registers.get(c.req.param('register') ?? '')

/** Where an act's proof is, once its entry is published. */
const receiptOf = ({ register, id, seq }: Receipt): string => receiptPath(register, id, seq)

/** A record's object, by the address; null where no record can be called so. */
function recordOf(c: Context<AppEnv>, register: string) {
  const id = c.req.param('id') ?? ''
  return idPattern.test(id) ? recordById(c.env, register, id) : null
}

const fileOf = (c: Context<AppEnv>, kind: ExportKind) => {
  const definition = registerOf(c)
  return definition === undefined ? problem(c, { error: 'unknown-register' }) : exported(c, definition, kind)
}

export const api = new Hono<AppEnv>()
  .use(askedLanguage)
  .get('*', anyOrigin)
  .options('*', anyOrigin)
  .get('/registers', (c) =>
    openJson(
      c,
      [...catalogue.registers.values()].map(({ id, title, about, law, keeper }) => ({ id, title, about, law, keeper })),
    ),
  )
  .get('/registers/:register', (c) => {
    const definition = registerOf(c)
    return definition === undefined ? problem(c, { error: 'unknown-register' }) : openJson(c, definition)
  })
  .get('/services', (c) =>
    openJson(
      c,
      [...catalogue.services.values()].map(({ id, title, about, law, authority }) => ({
        id,
        title,
        about,
        law,
        authority,
      })),
    ),
  )
  .get('/services/:service', (c) => {
    const definition = catalogue.services.get(c.req.param('service'))
    return definition === undefined ? problem(c, { error: 'unknown-service' }) : openJson(c, definition)
  })
  /** A page of records: all of them, or those that `q` finds. `next` is the `after` of the page that follows. */
  .get('/registers/:register/records', async (c) => {
    const definition = registerOf(c)
    if (definition === undefined) return problem(c, { error: 'unknown-register' })
    const page = await pageOfRecords(c, definition)
    if (!page.ok) return problem(c, page)
    const { found, next } = page.value
    return openJson(c, {
      records: found.map(({ id, seq, open }) => ({ id, seq, values: open })),
      ...(next === undefined ? {} : { next }),
    })
  })
  /** How many that is, and how many of them have which value. */
  .get('/registers/:register/facets', async (c) => {
    const definition = registerOf(c)
    if (definition === undefined) return problem(c, { error: 'unknown-register' })
    const tally = await tallyIn(c, definition)
    if (!tally.ok) return problem(c, tally)
    const { records, more, values } = tally.value
    return openJson(c, { records, more, values: Object.fromEntries(values) })
  })
  .get('/registers/:register/records.csv', (c) => fileOf(c, 'csv'))
  .get('/registers/:register/records.jsonl', (c) => fileOf(c, 'jsonl'))
  .get('/registers/:register/records/:id', async (c) => {
    const definition = registerOf(c)
    if (definition === undefined) return problem(c, { error: 'unknown-register' })
    // A system reads what is closed as it is today: what was is another's.
    if (isSystem(c)) return readOne(c, definition, c.req.param('id'))
    const moment = momentIn(c)
    if (!moment.ok) return problem(c, moment)
    const object = recordOf(c, definition.id)
    const record = await (isPast(moment.value) ? object?.openAt(moment.value) : object?.open())
    if (record === undefined || record === null) return problem(c, { error: 'unknown-record' })
    const register = catalogue.register(definition.id)
    const day = moment.value.effective ?? sofiaDate(Date.now())
    const computed = register && computedFor(register, record.values, { kind: 'public' }, day)
    return openJson(c, {
      register: definition.id,
      ...record,
      ...(computed === undefined || computed.length === 0 ? {} : { computed }),
    })
  })
  /** What changed it, the latest first. `next` is the `before` of the page that follows. */
  .get('/registers/:register/records/:id/entries', async (c) => {
    const definition = registerOf(c)
    if (definition === undefined) return problem(c, { error: 'unknown-register' })
    const before = parseBefore(c.req.query('before'))
    if (before === null) return problem(c, { error: 'cursor-invalid' })
    const page = await recordOf(c, definition.id)?.page({}, before)
    if (page === undefined || page === null) return problem(c, { error: 'unknown-record' })
    const next = page.entries.at(-1)?.seq ?? 1
    return openJson(c, { entries: page.entries, ...(next > 1 ? { next } : {}) })
  })
  /** What differs between two versions, by the numbers of their entries. */
  .get('/registers/:register/records/:id/compare', async (c) => {
    const definition = registerOf(c)
    if (definition === undefined) return problem(c, { error: 'unknown-register' })
    const compared = await comparedIn(c, definition)
    return compared.ok ? openJson(c, compared.value) : problem(c, compared)
  })
  .post('/registers/:register/acts/:act', session, async (c) => {
    const asked = await askedAct(c)
    if (asked instanceof Response) return asked
    const { register, act, command, assertion } = asked
    const registerId = register.definition.id
    if (needsSecond(act.definition, command.actor.role)) {
      const proposed = await propose(c, command, assertion)
      if (!proposed.ok) return problem(c, { ...proposed, register: registerId, act: act.name })
      const record = recordId(c.env.INDEX_KEY, register.definition, command.key)
      return c.json(proposalJson(proposed.value, registerId, record), 202)
    }
    const answer = await recordByKey(c.env, register.definition, command.key).perform(command)
    if (answer.ok) c.header('Link', `<${receiptOf(answer.value)}>; rel="https://c2sp.org/tlog-proof"`)
    return answer.ok ? c.json(answer.value, 201) : problem(c, { register: registerId, act: act.name, ...answer })
  })
  /** What the device of the first official is asked, where the act asks for two; the answer goes with the act itself. */
  .post('/registers/:register/acts/:act/options', session, async (c) => {
    const asked = await askedAct(c)
    if (asked instanceof Response) return asked
    const options = await proposeOptions(c, asked.command)
    return options.ok
      ? c.json(options.value)
      : problem(c, { ...options, register: asked.register.definition.id, act: asked.act.name })
  })
  .route('/', apiDefinitions)
  .route('/', apiProposals)
  .route('/', apiSystems)
  .route('/geo', geo)
