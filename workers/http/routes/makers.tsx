// Registers that an authority makes: its list, drafts begun and imported, what comes of one, and its signature.
import { Hono, type Context } from 'hono'
import { makers as messages } from '../../../web/messages/makers.ts'
import { faultSentence } from '../../../web/messages/definition-faults.ts'
import { textsOf } from '../../../web/views/forms/typed.ts'
import { draftPath, MAKERS } from '../../../web/views/makers/common.tsx'
import { newFields } from '../../../web/views/makers/fields.ts'
import { MakersPage, type MakersProps } from '../../../web/views/makers/list.tsx'
import { DraftPage } from '../../../web/views/makers/overview.tsx'
import { ApiPreview, FormsPreview, PublicPreview } from '../../../web/views/makers/preview.tsx'
import { PublishPage } from '../../../web/views/makers/publish.tsx'
import { proposalPath } from '../../../web/views/work/proposals.tsx'
import { DefinitionPage } from '../../../web/views/registers/definition.tsx'
import { catalogue } from '../../catalogue.ts'
import type { ActCommand } from '../../engines/command.ts'
import { skeleton } from '../../engines/definition/edit.ts'
import { openApiOf } from '../../engines/openapi-register.ts'
import { hashOfProposal } from '../../engines/proposal.ts'
import { captionOf } from '../../engines/snapshot.ts'
import { sofiaDate } from '../../kernel/calendar.ts'
import { isId } from '../../kernel/load-field.ts'
import { loadRegister } from '../../kernel/load.ts'
import { parseInput } from '../../kernel/parse.ts'
import { definitions } from '../../kernel/read-definition.ts'
import type { RegisterDefinition } from '../../kernel/register.ts'
import { namesOf } from '../../store/browse.ts'
import { draftsOf } from '../../store/objects.ts'
import { attachment } from '../attachment.ts'
import { auditRefusal } from '../audit.ts'
import { checked, inForce } from '../definitions.ts'
import { authorityOfSession, keepDraft, openDraft, readDraft, type Opened } from '../drafts.ts'
import { requireRole } from '../middleware/session.ts'
import { refusalText } from '../objection.ts'
import { ownOf, typedForm } from '../own.ts'
import { refusedPage } from '../page.tsx'
import { problem } from '../problem.ts'
import { propose, proposeOptions } from '../proposals.ts'
import { authoritiesOf, surroundingsOf } from '../surroundings.ts'
import type { AppEnv } from '../types.ts'
import { makerForms } from './maker-forms.tsx'

type Ctx = Context<AppEnv>

async function listPage(c: Ctx, authority: string, rest: Partial<MakersProps> = {}) {
  await catalogue.knowAll(c.env)
  const drafts = await draftsOf(c.env, authority).list()
  const kept = [...catalogue.registers.values()].filter(
    ({ id, keeper }) => keeper === authority && !catalogue.isBuiltIn(id),
  )
  const standing = (id: string) => kept.find((one) => one.id === id)?.version ?? 0
  const shown = drafts
    .map((draft) => ({ definition: readDraft(draft), at: draft.at }))
    // What is in force by now is no draft any more.
    .filter(({ definition: { id, version } }) => version > standing(id))
  const wrong = (rest.issues?.length ?? 0) > 0 || rest.refused !== undefined
  return c.html(<MakersPage page={c.get('page')} drafts={shown} kept={kept} {...rest} />, wrong ? 422 : 200)
}

const toDraft = (c: Ctx, id: string) => c.redirect(c.get('page').href(draftPath(id)), 303)

async function begin(c: Ctx, authority: string) {
  const texts = messages[c.get('lang')]
  const typed = await typedForm(c)
  const { values, issues } = parseInput(newFields, textsOf(newFields, typed), () => true, sofiaDate(Date.now()))
  if (issues.length > 0) return listPage(c, authority, { typed, issues })
  const id = String(values['id'])
  if (!isId(id)) return listPage(c, authority, { typed, refused: texts.idWrong })
  await catalogue.know(c.env, id)
  if (catalogue.registers.has(id)) return listPage(c, authority, { typed, refused: texts.taken })
  const title = { bg: String(values['titleBg']), en: String(values['titleEn']) }
  const refused = await keepDraft(c, authority, skeleton(id, title, authority), 0)
  return refused === null ? toDraft(c, id) : listPage(c, authority, { typed, refused: texts.taken })
}

/** A file becomes a draft of this authority: of the version that follows the one in force. */
async function bring(c: Ctx, authority: string) {
  const { file } = await c.req.parseBody()
  const read = definitions.read(file instanceof File ? await file.text() : '')
  if (!read.ok) {
    const [first] = read.faults
    const refused = first === undefined ? read.error : faultSentence(c.get('lang'), first)
    return listPage(c, authority, { refused, faults: read.faults })
  }
  const standing = await inForce(c.env, read.value.id)
  const definition = { ...read.value, keeper: authority, version: (standing?.version ?? 0) + 1 }
  const kept = await draftsOf(c.env, authority).get(definition.id)
  const refused = await keepDraft(c, authority, definition, kept?.seq ?? 0)
  return refused === null ? toDraft(c, definition.id) : listPage(c, authority, { refused })
}

async function nextVersion(c: Ctx, authority: string, id: string) {
  const standing = await inForce(c.env, id)
  if (standing === null || standing.keeper !== authority) return refusedPage(c, { error: 'not-found' })
  const drafts = draftsOf(c.env, authority)
  const kept = await drafts.get(id)
  // Somebody of the authority is at it already.
  if (kept !== null && readDraft(kept).version > standing.version) return toDraft(c, id)
  await keepDraft(c, authority, { ...standing, version: standing.version + 1 }, kept?.seq ?? 0)
  return toDraft(c, id)
}

const rolesIn = ({ keeper, acts, fields }: RegisterDefinition) =>
  authoritiesOf([
    keeper,
    ...Object.values(acts).flatMap(({ by }) => by),
    ...Object.values(fields).flatMap((field) => field.roles ?? []),
  ])

async function preview(c: Ctx, { definition }: Opened) {
  const page = c.get('page')
  const surroundings = async () => surroundingsOf(c, await namesOf(c.env.DB, rolesIn(definition)))
  switch (c.req.param('view') ?? '') {
    case 'forms':
      return c.html(<FormsPreview page={page} definition={definition} />)
    case 'public': {
      const loaded = loadRegister(definition)
      const caption = loaded.ok
        ? (values: Parameters<typeof captionOf>[1]) => captionOf(loaded.value, values, definition.id)
        : () => definition.id
      return c.html(
        <PublicPreview page={page} definition={definition} caption={caption} surroundings={await surroundings()} />,
      )
    }
    case 'rules':
      return c.html(
        <DefinitionPage
          page={page}
          definition={definition}
          surroundings={await surroundings()}
          titleOf={(register) => catalogue.registers.get(register)?.title[page.lang] ?? register}
        />,
      )
    default:
      return c.html(
        <ApiPreview page={page} definition={definition} api={openApiOf(definition, c.env.ORIGIN, page.lang)} />,
      )
  }
}

/** The act by which a draft comes into force; the same draft is the same proposal, however often it is sent. */
async function commandOf(c: Ctx, { authority, definition }: Opened): Promise<ActCommand> {
  const { definition: defining } = catalogue.defining()
  const { id: person } = ownOf(c)
  const text = JSON.stringify(definition)
  return {
    register: defining.id,
    key: definition.id,
    act: (await inForce(c.env, definition.id)) === null ? 'enter' : 'change',
    input: { [defining.defines ?? '']: text },
    idempotencyKey: `${person}:draft:${hashOfProposal(text)}`,
    actor: { role: `${authority}.steward`, person },
    basis: { law: defining.law },
  }
}

async function publishPage(c: Ctx, opened: Opened, refused?: string) {
  const { changes, opened: open, faults } = await checked(c.env, opened.definition, opened.authority)
  if (faults.length > 0) return toDraft(c, opened.definition.id)
  const { passkeys } = await ownOf(c).person.overview()
  return c.html(
    <PublishPage
      page={c.get('page')}
      definition={opened.definition}
      seq={opened.seq}
      changes={changes}
      opened={open}
      passkeys={passkeys}
      refused={refused}
    />,
    refused === undefined ? 200 : 422,
  )
}

const DRAFT = '/work/registers/:register'

export const makers = new Hono<AppEnv>()
  .use(MAKERS, requireRole())
  .use(`${MAKERS}/*`, requireRole(), async (c, next) => {
    if (authorityOfSession(c) === null) return refusedPage(c, { error: 'not-allowed' })
    return next()
  })
  .get(MAKERS, (c) => listPage(c, authorityOfSession(c) ?? ''))
  .post(MAKERS, (c) => begin(c, authorityOfSession(c) ?? ''))
  .post(`${MAKERS}/import`, (c) => bring(c, authorityOfSession(c) ?? ''))
  .get(DRAFT, async (c) => {
    const opened = await openDraft(c)
    if (opened === null) return refusedPage(c, { error: 'not-found' })
    const found = await checked(c.env, opened.definition, opened.authority)
    return c.html(<DraftPage page={c.get('page')} seq={opened.seq} {...found} />)
  })
  .route('/', makerForms)
  .get(`${DRAFT}/preview/:view{forms|public|rules|api}`, async (c) => {
    const opened = await openDraft(c)
    return opened === null ? refusedPage(c, { error: 'not-found' }) : preview(c, opened)
  })
  .get(`${DRAFT}/export`, async (c) => {
    const opened = await openDraft(c)
    if (opened === null) return refusedPage(c, { error: 'not-found' })
    const { id, version } = opened.definition
    return c.body(`${JSON.stringify(opened.definition, null, 2)}\n`, 200, {
      'Content-Type': 'application/json',
      'Content-Disposition': attachment(`${id}-${version}.json`),
    })
  })
  .post(`${DRAFT}/discard`, async (c) => {
    const opened = await openDraft(c)
    if (opened !== null) await draftsOf(c.env, opened.authority).remove(opened.definition.id)
    return c.redirect(c.get('page').href(MAKERS), 303)
  })
  .post(`${DRAFT}/version`, (c) => nextVersion(c, authorityOfSession(c) ?? '', c.req.param('register')))
  .get(`${DRAFT}/publish`, async (c) => {
    const opened = await openDraft(c)
    return opened === null ? refusedPage(c, { error: 'not-found' }) : publishPage(c, opened)
  })
  .post(`${DRAFT}/publish/options`, async (c) => {
    const opened = await openDraft(c)
    if (opened === null) return problem(c, { error: 'not-found' })
    const { seq } = await typedForm(c)
    // What is signed is what was shown.
    if (Number(seq) !== opened.seq) return problem(c, { error: 'stale-version' })
    const options = await proposeOptions(c, await commandOf(c, opened))
    return options.ok ? c.json(options.value) : problem(c, options)
  })
  .post(`${DRAFT}/publish`, async (c) => {
    const opened = await openDraft(c)
    if (opened === null) return refusedPage(c, { error: 'not-found' })
    const { assertion = '' } = await typedForm(c)
    const command = await commandOf(c, opened)
    const proposed = await propose(c, command, assertion)
    if (proposed.ok) {
      const path = proposalPath({ register: command.register, record: command.key, id: proposed.value.id })
      return c.redirect(c.get('page').href(`${path}?done=yes`), 303)
    }
    auditRefusal(c, 'publish', proposed.error)
    return publishPage(c, opened, refusalText(c.get('lang'), command.register, proposed.error))
  })
