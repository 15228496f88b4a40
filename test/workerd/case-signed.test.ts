// What is signed in a case: an application that is made once, and a decision that is taken and entered once.
import { evictDurableObject } from 'cloudflare:test'
import { beforeEach, describe, it } from 'vitest'
import { submitRequest } from '../../workers/engines/case/decide.ts'
import { verifySignature } from '../../workers/engines/signature/verify.ts'
import { catalogue } from '../../workers/catalogue.ts'
import {
  caseFaults,
  entriesBy,
  errors,
  granting,
  kept,
  many,
  opened,
  paid,
  refuseTyped,
  ROLES,
  SERVICE,
  signer,
  submitted,
  technical,
} from '../support/cases.ts'
import { act, golf } from '../support/ledger.ts'
import { there, unwrap } from '../support/result.ts'

/** A grant, with a plate of its own in each test. */
let grantTyped = granting()
beforeEach(() => {
  grantTyped = granting()
})

describe('an application', () => {
  it('is made once of a hundred submissions of one signature at once', async ({ expect }) => {
    const one = await paid()
    const signature = await one.signed()
    const answers = await many(async () => one.object.submit(one.maria.id, signature))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(new Set(errors(answers))).toEqual(new Set(['case-not-draft']))
    expect(await caseFaults(one)).toEqual([])
  })

  it('is evidence that verifies without us: the document is what was signed', async ({ expect }) => {
    const one = await submitted()
    const { document, signature } = there(unwrap(await one.object.view(one.maria.id)).submission)
    expect(await verifySignature(signature)).toMatchObject({ ok: true, value: { intent: { person: one.maria.id } } })
    expect(signature.intent).toMatchObject(submitRequest(document, there(catalogue.service(SERVICE)), null))
  })

  it('is not made of what a register no longer says', async ({ expect }) => {
    const one = await paid()
    const signature = await one.signed()
    unwrap(
      await act(
        one.maria.number,
        'change-name',
        { familyName: 'Петрова' },
        { register: 'civil', actor: { role: 'grao.registrar' } },
      ),
    )
    expect(await one.object.submit(one.maria.id, signature)).toEqual({ ok: false, error: 'intent-changed' })
    unwrap(await one.object.submit(one.maria.id, await one.signed()))
    expect(unwrap(await one.object.view(one.maria.id)).submission?.document).toContain('Петрова')
  })

  it('for a vehicle that somebody else registered meanwhile is not made', async ({ expect }) => {
    const one = await paid()
    const signature = await one.signed()
    unwrap(await act(one.vin, 'enter', golf))
    expect(await one.object.submit(one.maria.id, signature)).toEqual({ ok: false, error: 'application-incomplete' })
  })

  it('that was given up is forgotten but for what happened, on the disk too', async ({ expect }) => {
    const one = await paid()
    unwrap(await one.object.withdraw(one.maria.id))
    const { events } = await kept(one)
    expect(events.map(({ type }) => type)).toEqual(['opened', 'ordered', 'paid', 'withdrawn'])
    expect(JSON.stringify(events)).not.toContain(one.vin)
    await evictDurableObject(one.object)
    expect(unwrap(await one.object.view(one.maria.id))).toMatchObject({
      status: 'withdrawn',
      answers: {},
      evidence: {},
    })
    expect(await caseFaults(one)).toEqual([])
    expect(await one.object.withdraw(one.maria.id)).toEqual({ ok: false, error: 'case-not-draft' })
    expect(await one.object.open(one.id, SERVICE, one.maria.id)).toMatchObject({
      ok: true,
      value: { status: 'withdrawn' },
    })
  })
})

describe('a decision', () => {
  it('is taken once of a hundred at once with one signature, and entered once', async ({ expect }) => {
    const [one, ivan] = [await submitted(), await signer()]
    const signature = await one.decided(ivan, grantTyped)
    const answers = await many(async () => one.object.decide(ivan.id, ROLES, grantTyped, signature))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(new Set(errors(answers))).toEqual(new Set(['case-decided']))
    expect(await caseFaults(one)).toEqual([])
    expect(await entriesBy(one)).toHaveLength(1)
  })

  it('of two officials at once is that of one of them', async ({ expect }) => {
    const [one, ivan, petar] = [await submitted(), await signer(), await signer()]
    const signatures = [await one.decided(ivan, grantTyped), await one.decided(petar, refuseTyped)] as const
    const answers = await Promise.all([
      one.object.decide(ivan.id, ROLES, grantTyped, signatures[0]),
      one.object.decide(petar.id, ROLES, refuseTyped, signatures[1]),
    ])
    expect(errors(answers)).toEqual(['case-decided'])
    expect(await caseFaults(one)).toEqual([])
  })

  it('is for those alone whose role decides, and never for the applicant', async ({ expect }) => {
    const [one, ivan] = [await submitted(), await signer()]
    for (const roles of [[], ['grao.registrar'], ['operator']]) {
      expect(await one.object.examine(ivan.id, roles)).toEqual({ ok: false, error: 'not-allowed' })
      expect(await one.object.draft(ivan.id, roles, grantTyped)).toEqual({ ok: false, error: 'not-allowed' })
    }
    expect(await one.object.draft(one.maria.id, ROLES, grantTyped)).toEqual({ ok: false, error: 'own-case' })
    expect(unwrap(await one.object.view(one.maria.id)).timeline.map(({ type }) => type)).toEqual([
      'opened',
      'paid',
      'submitted',
    ])
  })

  it('is nobody’s business as long as there is a draft alone', async ({ expect }) => {
    const [one, ivan] = [await paid(), await signer()]
    expect(await one.object.examine(ivan.id, ROLES)).toEqual({ ok: false, error: 'unknown-case' })
    unwrap(await one.object.withdraw(one.maria.id))
    expect(await one.object.examine(ivan.id, ROLES)).toEqual({ ok: false, error: 'unknown-case' })
  })

  it('that the record refuses comes back with the reason, and can be a refusal', async ({ expect }) => {
    const [one, other, ivan] = [await submitted(), await opened(), await signer()]
    // Another case was quicker.
    const typed = { vin: one.vin, make: 'VW', model: 'Golf', category: 'M1' }
    unwrap(await other.object.answer(other.maria.id, 'vehicle', typed))
    unwrap(await other.object.answer(other.maria.id, 'technical', technical))
    await other.pay()
    unwrap(await other.object.submit(other.maria.id, await other.signed()))
    unwrap(await other.object.decide(ivan.id, ROLES, grantTyped, await other.decided(ivan, grantTyped)))

    const returned = unwrap(await one.object.decide(ivan.id, ROLES, grantTyped, await one.decided(ivan, grantTyped)))
    expect(returned).toMatchObject({ status: 'submitted', failure: 'record-exists', decision: null, receipt: null })
    expect(await caseFaults(one)).toEqual([])
    expect(await caseFaults({ ...other, record: one.record })).toEqual([])
    const again = unwrap(await one.object.decide(ivan.id, ROLES, grantTyped, await one.decided(ivan, grantTyped)))
    expect(again).toMatchObject({ status: 'submitted', failure: 'record-exists' })
    const refused = unwrap(await one.object.decide(ivan.id, ROLES, refuseTyped, await one.decided(ivan, refuseTyped)))
    expect(refused).toMatchObject({ status: 'refused', failure: null })
    expect(await caseFaults(one)).toEqual([])
  })
})
