// Two managers who represent a company only together: the one applies, and it is made when the other has signed.
import { env } from 'cloudflare:workers'
import { describe, it } from 'vitest'
import { submitRequest } from '../../workers/engines/case/decide.ts'
import { hashOf } from '../../workers/engines/case/signing.ts'
import { caseId } from '../../workers/engines/names.ts'
import { verifySignature } from '../../workers/engines/signature/verify.ts'
import { catalogue } from '../../workers/catalogue.ts'
import { caseById } from '../../workers/store/objects.ts'
import { applicant, SERVICE, technical, type Signer } from '../support/cases.ts'
import { represented } from '../support/companies.ts'
import { act, newVin } from '../support/ledger.ts'
import { there, unwrap } from '../support/result.ts'

const service = there(catalogue.service(SERVICE))

const end = (key: string) =>
  act(key, 'end', {}, { register: 'company-representatives', actor: { role: 'av.registrar' } })

/** Signed by one of two, who represent a company together. */
async function proposed(eik: string) {
  const [maria, petar, eve] = [await applicant(), await applicant(), await applicant()]
  const own = await represented(eik, maria, 'jointly')
  const other = await represented(eik, petar, 'jointly')
  const id = caseId(env.INDEX_KEY, maria.id, SERVICE, crypto.randomUUID())
  const object = caseById(env, id)
  unwrap(await object.open(id, SERVICE, maria.id, own.mandate))
  unwrap(await object.answer(maria.id, 'vehicle', { vin: newVin(), make: 'VW', model: 'Golf', category: 'M1' }))
  unwrap(await object.answer(maria.id, 'technical', technical))
  unwrap(await object.paid({ ...unwrap(await object.order(maria.id)), reference: 'SIM-1' }))
  const submit = async () => {
    const document = unwrap(await object.application(maria.id))
    const view = unwrap(await object.view(maria.id))
    return object.submit(maria.id, await maria.sign(submitRequest(document, service, view.represented)))
  }
  const view = unwrap(await submit())
  const cosign = async (who: Signer) => {
    const request = await object.cosignRequest(who.id, [])
    if (!request.ok) return request
    return object.cosign({ person: who.id, name: 'Петър', roles: [] }, await who.sign(request.value))
  }
  return { maria, petar, eve, own, other, object, view, submit, cosign }
}

describe('a company that two represent together', () => {
  it('applies when both have signed, each by their own mandate, over one document', async ({ expect }) => {
    const one = await proposed('203123451')
    expect(one.view).toMatchObject({ status: 'signing', submission: null })
    expect(await one.cosign(one.eve)).toMatchObject({ error: 'unknown-case' })
    const told = (await one.petar.person.inbox())[0]
    expect(told?.subject.en).toContain('Waiting for your signature')
    expect(told?.body.en).toContain('for Зора Транс')
    expect(unwrap(await one.object.cosigning(one.petar.id, [])).represented?.called).toBe('Зора Транс')
    expect(unwrap(await one.cosign(one.petar))).toMatchObject({ status: 'submitted' })
    const { document, signature, cosigned } = there(unwrap(await one.object.view(one.maria.id)).submission)
    const bundles = [signature, ...cosigned.map((each) => each.signature)]
    expect(bundles.map(({ intent }) => [intent.person, intent.mandate?.id])).toEqual([
      [one.maria.id, one.own.mandate],
      [one.petar.id, one.other.mandate],
    ])
    for (const bundle of bundles)
      expect(await verifySignature(bundle, { document: hashOf(document) })).toMatchObject({ ok: true })
    expect(await one.cosign(one.petar)).toMatchObject({ error: 'already-signed' })
  })

  it('does not by somebody who was dismissed meanwhile: all sign anew, or nobody can', async ({ expect }) => {
    const one = await proposed('203998873')
    const request = unwrap(await one.object.cosignRequest(one.petar.id, []))
    const signature = await one.petar.sign(request)
    unwrap(await end(one.other.key))
    expect(await one.object.cosign({ person: one.petar.id, name: 'Петър', roles: [] }, signature)).toMatchObject({
      error: 'ended',
    })
    expect(unwrap(await one.object.view(one.maria.id))).toMatchObject({
      status: 'draft',
      setback: { why: 'registers' },
    })
    expect(await one.object.application(one.maria.id)).toMatchObject({ error: 'mandate-needs-cosigner' })
    const ivan = await applicant()
    await represented('203998873', ivan)
    expect(unwrap(await one.submit())).toMatchObject({ status: 'signing' })
    expect(unwrap(await one.cosign(ivan))).toMatchObject({ status: 'submitted' })
  })

  it('is not decided by either of them', async ({ expect }) => {
    const one = await proposed('205123674')
    unwrap(await one.cosign(one.petar))
    for (const { id } of [one.maria, one.petar])
      expect(await one.object.draft(id, ['mvr.registrar'], { outcome: 'refuse', reasons: 'Не.' })).toMatchObject({
        error: 'own-case',
      })
  })
})
