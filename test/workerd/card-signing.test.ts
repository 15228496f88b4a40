// Signing with the card itself, through the portal: what it takes, what it keeps, and what it refuses.
import { env } from 'cloudflare:workers'
import { describe, it } from 'vitest'
import { demoSettings, issueCard, makeDemoAuthority } from '../../cli/demo/authority.ts'
import { plainSerial } from '../../workers/engines/identity/ocsp-names.ts'
import { readIssuers } from '../../workers/engines/identity/issuers.ts'
import { readCertificate } from '../../workers/engines/identity/x509.ts'
import type { DemoCard } from '../../workers/engines/identity/software-card.ts'
import type { Intent, SignatureBundle } from '../../workers/engines/identity/intent.ts'
import { hashOf } from '../../workers/engines/case/signing.ts'
import { verifySignature } from '../../workers/engines/signature/verify.ts'
import { cardRecord } from '../../workers/http/card-status.ts'
import { attack } from '../support/attacks.ts'
import { cardSigns } from '../support/card-signatures.ts'
import { citizen, Walker } from '../support/citizen.ts'
import { there, unwrap } from '../support/result.ts'
import { Visitor, type Sent } from '../support/visitor.ts'

const authority = await makeDemoAuthority(Date.now())
const settings = demoSettings(authority, [])
const portal = { ...env, ...settings }
const authorities = unwrap(readIssuers(settings.CARD_ISSUERS))
const fingerprint = 'ab'.repeat(32)

/** A card of this person that its register knows, and how to change it there. */
async function cardOf(number: string, from = authority) {
  const bearer = { id: 'x', personalNumber: number, givenName: 'Мария', familyName: 'Иванова' }
  const card = await issueCard(from, { ...bearer, about: { bg: '', en: '' } }, Date.now(), {
    responder: authority.address,
  })
  const key = plainSerial(unwrap(readCertificate(card.certificate)).serial)
  const act = async (name: string, input: Readonly<Record<string, string>>, role = 'mvr.registrar') =>
    unwrap(
      await cardRecord(env, key).perform({
        register: 'id-cards',
        key,
        act: name,
        input,
        idempotencyKey: `signing:${name}:${key}`,
        actor: { role },
        basis: { law: 'чл. 70' },
      }),
    )
  await act('issue', { number: '990000009', holder: number, validUntil: '2099-01-01' }, 'operator')
  return { card, stop: (name: string) => act(name, { reason: 'lost', signature: 'ab'.repeat(32) }) }
}

async function holder() {
  const walker = await citizen({ portal })
  return { walker, ...(await cardOf(walker.who.number)) }
}

interface Asked {
  readonly intent: Intent
  readonly hash: string
  readonly code?: string
}

const JSON_ALONE = { Accept: 'application/json' }

/** What the page's script does: asks, has the card sign, and fills in the answer. */
async function answerOf({ visitor }: Walker, path: string, card: DemoCard, form: Sent['form'] = {}) {
  const signing = there(card.signing)
  const options = await visitor.post(`${path}/options`, { ...form, certificate: signing.certificate }, JSON_ALONE)
  const asked = await options.json<Asked>()
  if (!options.ok) return { code: asked.code ?? '', card: '' }
  const { signature, algorithm } = cardSigns(signing, asked.intent, env.ORIGIN)
  return {
    code: '',
    card: JSON.stringify({ certificate: signing.certificate, algorithm, signature, intent: asked.intent }),
  }
}

async function sent({ visitor }: Walker, card: string, document = fingerprint) {
  const answer = await visitor.post('/sign/card', { fingerprint: document, card }, JSON_ALONE)
  const body = await answer.json<SignatureBundle & { readonly code?: string }>()
  return { status: answer.status, code: body.code, bundle: body }
}

const signing = (walker: Walker, card: DemoCard) => answerOf(walker, '/sign/card', card, { fingerprint })

describe('a document that the card signs', () => {
  it('holds for whoever knows the authority, and names its signer', async ({ expect }) => {
    const { walker, card } = await holder()
    const { status, bundle } = await sent(walker, (await signing(walker, card)).card)
    expect(status).toBe(200)
    expect(await verifySignature(bundle, { authorities, document: fingerprint })).toMatchObject({
      ok: true,
      value: {
        kind: 'card',
        holder: { number: walker.who.number },
        certificate: { kind: 'demo' },
        intent: { person: walker.who.id, act: 'documents.sign' },
      },
    })
  })

  it('is offered with their own cards alone', async ({ expect }) => {
    const { walker, card } = await holder()
    const other = await holder()
    const cards = [
      { ...card, id: 'own' },
      { ...other.card, id: 'foreign' },
    ]
    const { html } = await new Walker(
      walker.who,
      new Visitor({ ...portal, DEMO_CARDS: JSON.stringify(cards) }, walker.visitor.cookies),
    ).get('/sign')
    expect(html).toContain('/login/demo-cards/own.json')
    expect(html).not.toContain('/login/demo-cards/foreign.json')
  })

  it.for<[attack: string, code: string, attempt: () => Promise<string | undefined>]>([
    [
      ...attack('card signature', 'by another person’s card'),
      async () => (await signing((await holder()).walker, (await holder()).card)).code,
    ],
    [
      'by the certificate that logs in',
      'signing-key-usage-wrong',
      async () => {
        const { walker, card } = await holder()
        return (await signing(walker, { ...card, signing: card })).code
      },
    ],
    [
      'by a card of a foreign authority',
      'issuer-untrusted',
      async () => {
        const { walker } = await holder()
        const { card } = await cardOf(walker.who.number, await makeDemoAuthority(Date.now()))
        return (await signing(walker, card)).code
      },
    ],
    [
      'by a card that was revoked meanwhile',
      'certificate-revoked',
      async () => {
        const { walker, card, stop } = await holder()
        const answer = await signing(walker, card)
        await stop('revoke')
        return (await sent(walker, answer.card)).code
      },
    ],
    [
      ...attack('card signature', 'the same once more'),
      async () => {
        const { walker, card } = await holder()
        const answer = await signing(walker, card)
        const both = await Promise.all([sent(walker, answer.card), sent(walker, answer.card)])
        return both.find(({ code }) => code !== undefined)?.code
      },
    ],
    [
      'another document than was asked',
      'intent-changed',
      async () => {
        const { walker, card } = await holder()
        return (await sent(walker, (await signing(walker, card)).card, 'cd'.repeat(32))).code
      },
    ],
    [
      'another intent than was handed out',
      'signature-invalid',
      async () => {
        const { walker, card } = await holder()
        return (await sent(walker, (await signing(walker, card)).card.replace('documents.sign', 'documents.burn'))).code
      },
    ],
    [
      'in a session that is over',
      'not-signed-in',
      async () => {
        const { walker, card } = await holder()
        const made = await signing(walker, card)
        await walker.who.person.rotate(walker.who.hash, 'f'.repeat(64))
        return (await sent(walker, made.card)).code
      },
    ],
    ['what is no answer', 'card-signature-malformed', async () => (await sent((await holder()).walker, '{}')).code],
    [
      'while signing is frozen',
      'signing-frozen',
      async () => {
        const { walker, card } = await holder()
        const made = await signing(walker, card)
        await walker.who.person.freeze(walker.who.hash)
        return (await sent(walker, made.card)).code
      },
    ],
  ])('%s: %s', async ([, code, attempt], { expect }) => {
    expect(await attempt()).toBe(code)
  })
})

describe('an application that the card signs', () => {
  it('is made, and holds without us', async ({ expect }) => {
    const { walker, card } = await holder()
    const id = await walker.fill()
    await walker.pay(id)
    const path = `/cases/${id}/sign`
    const answer = await answerOf(walker, `${path}/card`, card)
    expect((await walker.post(path, { card: answer.card })).location).toBe(`/cases/${id}/done`)
    const { document, signature } = JSON.parse((await walker.get(`/cases/${id}/application.json`)).html) as {
      document: string
      signature: SignatureBundle
    }
    const verified = await verifySignature(signature, { authorities, document: hashOf(document) })
    expect(verified).toMatchObject({ ok: true, value: { kind: 'card', intent: { act: 'register-vehicle.submit' } } })
  })
})
