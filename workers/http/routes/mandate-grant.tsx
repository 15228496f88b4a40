// Giving a mandate: the form, its check, and its signature.
import { Hono, type Context } from 'hono'
import { problemTitle } from '../../../web/messages/problems.ts'
import { textsOf } from '../../../web/views/forms/typed.ts'
import { GrantPage, SignGrantPage } from '../../../web/views/mandates/grant.tsx'
import { termsInWords } from '../../../web/views/mandates/terms.tsx'
import { catalogue } from '../../catalogue.ts'
import type { Refused } from '../../engines/command.ts'
import { readAssertion } from '../../engines/identity/answer.ts'
import {
  documentHash,
  grantDocument,
  grantFields,
  grantRequest,
  mayGrant,
  readGrant,
  type Grant,
} from '../../engines/mandate-grant.ts'
import { mandateNumber, personId } from '../../engines/names.ts'
import { sofiaDate } from '../../kernel/calendar.ts'
import { ok } from '../../kernel/result.ts'
import { auditRefusal } from '../audit.ts'
import { checkPerson, enterGrant, granterOf, keeperOfMandates } from '../mandate-desk.ts'
import { requireSession } from '../middleware/session.ts'
import { refusalText } from '../objection.ts'
import { ownOf, typedForm } from '../own.ts'
import { refusedPage } from '../page.tsx'
import { problem } from '../problem.ts'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>
type Typed = Awaited<ReturnType<typeof typedForm>>

const NONCE = /^[0-9a-f-]{36}$/u

/** Of a service that is used in person only nobody is given a part. */
const fields = () =>
  grantFields(
    Object.fromEntries(
      [...catalogue.services.values()].flatMap(({ id, title, inPerson }) =>
        inPerson === undefined ? [[id, title] as const] : [],
      ),
    ),
  )

const textOf = (c: Ctx, { error, register }: Pick<Refused, 'error' | 'register'>): string => {
  const { lang } = c.get('page')
  return register === undefined ? problemTitle(lang, error) : refusalText(lang, register, error)
}

async function granter(c: Ctx) {
  const { id, person } = ownOf(c)
  const identity = await person.identity()
  if (identity === null) return { ok: false as const, error: 'not-signed-in' }
  return granterOf(c.env, { id, ...identity }, c.get('session')?.represents?.mandate)
}

interface Drafted {
  readonly number: string
  readonly grant: Grant
  readonly document: string
}

/** The mandate as typed, with whoever gives it; or what is wrong. `again`: the person was looked up a moment ago. */
async function draftOf(c: Ctx, typed: Typed) {
  const today = sofiaDate(Date.now())
  const by = await granter(c)
  if (!by.ok) return by
  const { nonce = '' } = typed
  if (!NONCE.test(nonce)) return { ok: false as const, error: 'body-invalid' }
  const read = readGrant(fields(), textsOf(fields(), typed), today)
  if (!read.ok) return read
  const representative = personId(c.env.INDEX_KEY, read.value.representative)
  const may = mayGrant(by.value, read.value, representative, today)
  if (!may.ok) return may
  const { id } = ownOf(c)
  const checked = await checkPerson(c.env, id, read.value)
  if (!checked.ok) return checked
  const grant: Grant = { ...read.value, name: checked.value }
  const number = mandateNumber(c.env.INDEX_KEY, id, nonce)
  const document = grantDocument(number, by.value, grant, representative)
  return ok({ by: by.value, drafted: { number, grant, document } satisfies Drafted })
}

function form(c: Ctx, typed: Typed, refusal?: Refused | { readonly error: string }) {
  const issues = refusal !== undefined && 'issues' in refusal ? (refusal.issues ?? []) : []
  const refused = refusal === undefined || issues.length > 0 ? undefined : textOf(c, refusal)
  const page = c.get('page')
  return c.html(
    <GrantPage
      page={page}
      fields={fields()}
      typed={typed}
      issues={issues}
      acting={page.person?.acting}
      nonce={NONCE.test(typed['nonce'] ?? '') ? (typed['nonce'] ?? '') : crypto.randomUUID()}
      refused={refused}
    />,
    refusal === undefined ? 200 : 422,
  )
}

type Draft = Extract<Awaited<ReturnType<typeof draftOf>>, { readonly ok: true }>['value']

async function signPage(c: Ctx, { by, drafted: { grant, document } }: Draft, typed: Typed, refused?: string) {
  const { passkeys } = await ownOf(c).person.overview()
  const { assertion: _, ...kept } = typed
  const page = c.get('page')
  const titles = (id: string) => catalogue.services.get(id)?.title
  return c.html(
    <SignGrantPage
      page={page}
      typed={kept}
      called={by.called}
      name={grant.name}
      terms={termsInWords(page, titles, { ...grant, services: grant.services.split(' ') })}
      hash={documentHash(document)}
      passkeys={passkeys}
      refused={refused}
    />,
    refused === undefined ? 200 : 422,
  )
}

const requestOf = ({ by, drafted }: Draft) => grantRequest(drafted.document, by, keeperOfMandates())

export const mandateGrant = new Hono<AppEnv>()
  .use('/me/mandates/grant', requireSession('substantial'))
  .use('/me/mandates/grant/*', requireSession('substantial'))
  .get('/me/mandates/grant', async (c) => {
    const by = await granter(c)
    return by.ok ? form(c, {}) : refusedPage(c, by)
  })
  .post('/me/mandates/grant', async (c) => {
    const typed = await typedForm(c)
    const draft = await draftOf(c, typed)
    if (draft.ok) return signPage(c, draft.value, typed)
    auditRefusal(c, 'grant-mandate', draft.error)
    return form(c, typed, draft)
  })
  /** Back from the signature, with all that was typed. */
  .post('/me/mandates/grant/edit', async (c) => form(c, await typedForm(c)))
  .post('/me/mandates/grant/sign/options', async (c) => {
    const draft = await draftOf(c, await typedForm(c))
    if (!draft.ok) return problem(c, draft)
    const { person, hash } = ownOf(c)
    const asked = await person.beginSign(hash, requestOf(draft.value))
    return asked.ok ? c.json(asked.value.options) : problem(c, asked)
  })
  .post('/me/mandates/grant/sign', async (c) => {
    const typed = await typedForm(c)
    const draft = await draftOf(c, typed)
    if (!draft.ok) return form(c, typed, draft)
    const refuse = (refusal: Pick<Refused, 'error' | 'register'>) => {
      auditRefusal(c, 'grant-mandate', refusal.error)
      return signPage(c, draft.value, typed, textOf(c, refusal))
    }
    const assertion = readAssertion(typed['assertion'] ?? '')
    if (!assertion.ok) return refuse(assertion)
    const { id, person, hash } = ownOf(c)
    const signed = await person.finishSign(hash, assertion.value, requestOf(draft.value))
    if (!signed.ok) return refuse(signed)
    const { by, drafted } = draft.value
    const { document } = drafted
    const bundle = { document, signature: signed.value }
    const entered = await enterGrant(c.env, { id, hash }, drafted.number, by, drafted.grant, bundle)
    if (!entered.ok) return refuse(entered)
    return c.redirect(c.get('page').href(`/me/mandates/${drafted.number}?done=granted`), 303)
  })
