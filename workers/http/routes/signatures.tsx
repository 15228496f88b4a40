// Signing a document of one's own, and the page that checks signatures: neither document nor file ever comes here.
import { Hono, type Context } from 'hono'
import { signatures as messages } from '../../../web/messages/signatures.ts'
import { SignDocumentPage } from '../../../web/views/signatures/sign.tsx'
import { VerifyPage } from '../../../web/views/signatures/verify.tsx'
import { catalogue } from '../../catalogue.ts'
import { readAssertion } from '../../engines/identity/answer.ts'
import { documentRequest, isFingerprint } from '../../engines/signature/request.ts'
import type { RegisterDefinition } from '../../kernel/register.ts'
import type { Language } from '../../kernel/localised.ts'
import { namesOf } from '../../store/browse.ts'
import { registerObject } from '../../store/objects.ts'
import { auditRefusal } from '../audit.ts'
import { cardSigned, cardSignOptions, issuersOf, ownDemoCards } from '../card-sign.ts'
import { requireSession } from '../middleware/session.ts'
import { ownOf, typedForm } from '../own.ts'
import { problem } from '../problem.ts'
import { authoritiesOf } from '../surroundings.ts'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>

const MOVES = ['submit', 'cosign', 'attest', 'decide'] as const

/** What the acts that signatures name are called. */
function actsIn(lang: Language): { readonly [act: string]: string } {
  const texts = messages[lang]
  const services = [...catalogue.services.values()].flatMap(({ id, title }) =>
    MOVES.map((move) => [`${id}.${move}`, `${title[lang]}: ${texts[move]}`]),
  )
  const registers = [...catalogue.registers.values()].flatMap(({ id, title, acts }) =>
    Object.entries(acts).map(([name, act]) => [`${id}.${name}`, `${title[lang]}: ${act.title[lang]}`]),
  )
  return Object.fromEntries([...services, ...registers, ['documents.sign', texts.sign]])
}

/** What fields and acts of open extracts are called. */
function labelsIn(lang: Language) {
  const registers = [...catalogue.registers.values()]
  const named = <T,>(of: (register: RegisterDefinition) => { readonly [name: string]: T }, text: (one: T) => string) =>
    Object.fromEntries(
      registers.flatMap((register) =>
        Object.entries(of(register)).map(([name, one]) => [`${register.id}.${name}`, text(one)]),
      ),
    )
  return {
    labels: named(
      ({ fields }) => fields,
      ({ label }) => label[lang],
    ),
    registerActs: named(
      ({ acts }) => acts,
      ({ title }) => title[lang],
    ),
  }
}

async function authoritiesIn(c: Ctx): Promise<{ readonly [code: string]: string }> {
  const codes = [
    ...[...catalogue.services.values()].map(({ authority }) => authority),
    ...[...catalogue.registers.values()].map(({ keeper }) => keeper),
  ]
  const names = await namesOf(c.env.DB, authoritiesOf(codes))
  return Object.fromEntries(
    codes.flatMap((code) => {
      const name = names.get(`authorities:${code}`)?.caption
      return name === undefined ? [] : [[code, name]]
    }),
  )
}

async function requestOf(c: Ctx) {
  const { fingerprint = '', ...typed } = await typedForm(c)
  return { request: isFingerprint(fingerprint) ? documentRequest(fingerprint) : null, typed }
}

export const signatures = new Hono<AppEnv>()
  .use('/sign', requireSession())
  .use('/sign/*', requireSession())
  .get('/sign', (c) => c.html(<SignDocumentPage page={c.get('page')} cards={ownDemoCards(c)} />))
  .post('/sign/options', async (c) => {
    const { request } = await requestOf(c)
    if (request === null) return problem(c, { error: 'fingerprint-invalid' })
    const { person, hash } = ownOf(c)
    const asked = await person.beginSign(hash, request)
    return asked.ok ? c.json(asked.value.options) : problem(c, asked)
  })
  .post('/sign', async (c) => {
    const { request, typed } = await requestOf(c)
    if (request === null) return problem(c, { error: 'fingerprint-invalid' })
    const refuse = (error: string) => {
      auditRefusal(c, 'sign', error)
      return problem(c, { error })
    }
    const answer = readAssertion(typed['assertion'] ?? '')
    if (!answer.ok) return refuse(answer.error)
    const { person, hash } = ownOf(c)
    const signed = await person.finishSign(hash, answer.value, request)
    return signed.ok ? c.json(signed.value) : refuse(signed.error)
  })
  .post('/sign/card/options', async (c) => {
    const { request, typed } = await requestOf(c)
    if (request === null) return problem(c, { error: 'fingerprint-invalid' })
    const asked = await cardSignOptions(c, typed['certificate'] ?? '', request)
    return asked.ok ? c.json(asked.value) : problem(c, asked)
  })
  .post('/sign/card', async (c) => {
    const { request, typed } = await requestOf(c)
    if (request === null) return problem(c, { error: 'fingerprint-invalid' })
    const signed = await cardSigned(c, typed['card'] ?? '', request)
    if (signed.ok) return c.json(signed.value)
    auditRefusal(c, 'sign', signed.error)
    return problem(c, signed)
  })
  /** For whoever checks signatures by cards elsewhere: whose cards this portal believes (RFC 7468). */
  .get('/verify/authorities.pem', (c) => {
    const pem = issuersOf(c).map(({ certificate }) => `${certificate.parsed.toString('pem')}\n`)
    return c.body(pem.join(''), 200, { 'Content-Type': 'application/x-pem-file' })
  })
  .get('/verify', async (c) => {
    const page = c.get('page')
    const [{ verifierKey }, authorities] = await Promise.all([
      registerObject(c.env, 'credentials').state(),
      authoritiesIn(c),
    ])
    return c.html(
      <VerifyPage
        page={page}
        origin={c.env.ORIGIN}
        verifierKey={verifierKey}
        issuers={c.env.CARD_ISSUERS}
        acts={actsIn(page.lang)}
        authorities={authorities}
        {...labelsIn(page.lang)}
      />,
    )
  })
