// What was signed in a case leaves it as a file that anybody can check without us; what was not rightly signed changes nothing.
import { sha256 } from '@noble/hashes/sha2.js'
import { describe, it } from 'vitest'
import { problemTitle } from '../../web/messages/problems.ts'
import type { AssertionOptions } from '../../workers/engines/identity/options.ts'
import { intentChallenge, type SignatureBundle } from '../../workers/engines/identity/intent.ts'
import { verifySignature } from '../../workers/engines/signature/verify.ts'
import { toHex, utf8 } from '../../workers/kernel/bytes.ts'
import { auditOf } from '../support/audit.ts'
import type { Cheats } from '../support/authenticator.ts'
import { newChallenge } from '../support/person.ts'
import { granting, SERVICE } from '../support/cases.ts'
import { citizen, clerk } from '../support/citizen.ts'
import { textOf } from '../support/text.ts'

interface Signed {
  readonly document: string
  readonly signature: SignatureBundle
}

describe('a signed application', () => {
  it('is a file that anybody can check without us', async ({ expect }) => {
    const maria = await citizen()
    const id = await maria.apply()
    const { html, headers } = await maria.get(`/cases/${id}/application.json`)
    expect(headers.get('Content-Disposition')).toBe(`attachment; filename="application-${id}.json"`)
    const { document, signature } = JSON.parse(html) as Signed
    expect(await verifySignature(signature)).toMatchObject({ ok: true, value: { intent: { person: maria.who.id } } })
    expect(signature.intent).toMatchObject({
      documents: [toHex(sha256(utf8(document)))],
      act: `${SERVICE}.submit`,
      authority: 'mvr',
    })
    expect((await maria.get(`/cases/${id}/decision.json`)).status).toBe(404)
  })

  it.for<[how: string, code: string, cheats: Cheats | string]>([
    ['is none', 'assertion-malformed', 'nothing'],
    ['is something else', 'assertion-malformed', '{"id":"x"}'],
    ['answers another page', 'challenge-unknown', { challenge: newChallenge() }],
    ['was made on another site', 'answer-foreign-origin', { origin: 'https://evil.example' }],
    ['nobody verified', 'user-not-verified', { verified: false }],
  ])('is not made by a signature that %s: %s', async ([, code, cheats], { expect }) => {
    const maria = await citizen()
    const id = await maria.fill()
    await maria.pay(id)
    const options = await (await maria.visitor.post(`/cases/${id}/sign/options`)).json<AssertionOptions>()
    const signed = typeof cheats === 'string' ? cheats : await maria.who.phone.get(options, cheats)
    const audit = await auditOf(async () => {
      const { status, html } = await maria.post(`/cases/${id}/sign`, { assertion: signed })
      expect([status, textOf(html).includes(problemTitle('bg', code))]).toEqual([422, true])
    })
    expect(audit).toMatchObject([{ step: 'sign', code }])
    // What was not signed can be signed.
    expect((await maria.sign(`/cases/${id}/sign`)).location).toBe(`/cases/${id}/done`)
  })
})

describe('a signed decision', () => {
  it('is a file that anybody can check without us, and that names the application it is of', async ({ expect }) => {
    const [maria, ivan] = [await citizen(), await clerk('mvr.registrar')]
    const id = await maria.apply()
    expect((await ivan.sign(`/work/cases/${id}/sign`, granting())).location).toBe(`/work/cases/${id}?done=yes`)
    const { html, headers } = await maria.get(`/cases/${id}/decision.json`)
    expect(headers.get('Content-Disposition')).toBe(`attachment; filename="decision-${id}.json"`)
    const { document, signature } = JSON.parse(html) as Signed
    expect(await verifySignature(signature)).toMatchObject({ ok: true, value: { intent: { person: ivan.who.id } } })
    expect(signature.intent).toMatchObject({ documents: [toHex(sha256(utf8(document)))], act: `${SERVICE}.decide` })
    const application = JSON.parse((await maria.get(`/cases/${id}/application.json`)).html) as Signed
    expect(JSON.parse(document)).toMatchObject({
      outcome: 'grant',
      application: intentChallenge(application.signature.intent),
    })
    for (const one of [document, application.document, JSON.stringify(signature)]) {
      expect(one).not.toContain(maria.who.number)
      expect(one).not.toContain(ivan.who.number)
    }
  })
})
