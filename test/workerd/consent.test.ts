// Who is fourteen and not yet of age: acts and signs itself, and a parent consents; until then a parent acts, and from
// eighteen on nobody is asked (ЗЛС, чл. 2 – 4).
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, it, vi } from 'vitest'
import type { CaseObject } from '../../durable-objects/case.ts'
import { submitRequest } from '../../workers/engines/case/decide.ts'
import { hashOf } from '../../workers/engines/case/signing.ts'
import { caseId, personId } from '../../workers/engines/names.ts'
import { verifySignature } from '../../workers/engines/signature/verify.ts'
import { addDays, addMonths, sofiaDate } from '../../workers/kernel/calendar.ts'
import { personalNumber } from '../../workers/kernel/formats/personal-number.ts'
import { catalogue } from '../../workers/catalogue.ts'
import { caseById, recordByKey } from '../../workers/store/objects.ts'
import { attack } from '../support/attacks.ts'
import { PARTS } from '../support/broken.ts'
import { applicant, assertionOf, kept, SERVICE, surrounded, technical, type Signer } from '../support/cases.ts'
import { act, newVin } from '../support/ledger.ts'
import { bind, evidence, hashOf as hashNamed } from '../support/person.ts'
import { perform, publish } from '../support/records.ts'
import { there, unwrap } from '../support/result.ts'

beforeEach(() => {
  // What breaks is told to the operator; here it is meant to.
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => vi.restoreAllMocks())

const service = there(catalogue.service(SERVICE))
const today = () => sofiaDate(Date.now())
/** Born so many months ago, and so many days more. */
const born = (months: number, days = 0) => addDays(addMonths(today(), -months), -days)

let made = 600
/** A child that is signed in with a card and has a passkey, and whose parents are these. */
async function child(bornOn: string, parents: { readonly mother?: string; readonly father?: string }): Promise<Signer> {
  const number = personalNumber(bornOn, (made += 2))
  const names = { givenName: 'Калина', familyName: 'Петрова', bornOn, sex: 'male', citizenship: 'България' }
  const home = { settlement: '68134', street: 'ул. „Шипка“ 14' }
  await perform({ register: 'civil', key: number, input: { ...names, ...home, ...parents }, effectiveFrom: bornOn })
  await publish('civil')
  const id = personId(env.INDEX_KEY, number)
  const person = env.PERSON.getByName(id)
  const login = { personalNumber: number, name: 'Калина Петрова', evidence: evidence() }
  const hash = hashNamed(String(made))
  const signedIn = unwrap(await person.loginWithCard(login, { hash, agent: 'Firefox' }))
  const { phone } = await bind(person, hash)
  const sign = assertionOf({ person, hash, phone })
  return { number, id, person, hash, login, signedIn, phone, sign }
}

async function opened(who: Signer, mandate: string | null = null) {
  const id = caseId(env.INDEX_KEY, who.id, SERVICE, crypto.randomUUID())
  const object = caseById(env, id)
  return { id, object, answer: await object.open(id, SERVICE, who.id, mandate) }
}

async function ready(who: Signer) {
  const { id, object, answer } = await opened(who)
  unwrap(answer)
  unwrap(await object.answer(who.id, 'vehicle', { vin: newVin(), make: 'VW', model: 'Golf', category: 'M1' }))
  unwrap(await object.answer(who.id, 'technical', technical))
  unwrap(await object.paid({ ...unwrap(await object.order(who.id)), reference: 'SIM-1' }))
  const signed = async () => who.sign(submitRequest(unwrap(await object.application(who.id)), service, null))
  const by = (parent: Signer) => ({ person: parent.id, name: parent.login.name, roles: [] })
  const consent = async (parent: Signer) => {
    const request = await object.cosignRequest(parent.id, [])
    return request.ok ? object.cosign(by(parent), await parent.sign(request.value)) : request
  }
  return { id, object, signed, by, consent, submit: async () => object.submit(who.id, await signed()) }
}

const mandateOf = (who: Signer, rule: string) => {
  const civil = there(catalogue.registers.get('civil'))
  return recordByKey(env, civil, who.number).mandate(rule)
}

describe('who is fourteen and not yet eighteen', () => {
  it('applies and signs, and it is made when one parent has signed their consent', async ({ expect }) => {
    const [mother, father] = [await applicant(), await applicant()]
    const kalina = await child(born(15 * 12), { mother: mother.number, father: father.number })
    const one = await ready(kalina)
    const view = unwrap(await one.submit())
    expect(view).toMatchObject({ status: 'signing', submission: null, represented: null })
    expect(view.proposal?.parties.map(({ as, anyOf }) => [as, anyOf?.map(({ person }) => person).toSorted()])).toEqual([
      [['consent'], [mother.id, father.id].toSorted()],
    ])
    for (const parent of [mother, father]) {
      const [told] = await parent.person.inbox()
      expect([told?.subject.en, told?.body.en]).toEqual([
        expect.stringContaining('Waiting for your signature'),
        expect.stringContaining('needs your signature too (consent)'),
      ])
    }
    expect(unwrap(await one.consent(father))).toMatchObject({ status: 'submitted', signed: { as: ['consent'] } })
    expect(await one.consent(mother)).toMatchObject({ error: 'already-signed' })
    const { document, signature, cosigned } = there(unwrap(await one.object.view(kalina.id)).submission)
    const bundles = [signature, ...cosigned.map((each) => each.signature)]
    const given = there((await mandateOf(kalina, 'father-consents')) ?? undefined)
    expect(bundles.map(({ intent }) => [intent.person, intent.mandate])).toEqual([
      [kalina.id, undefined],
      [father.id, { id: `civil:${given.record}:father-consents`, version: 1 }],
    ])
    for (const bundle of bundles)
      expect(await verifySignature(bundle, { document: hashOf(document) })).toMatchObject({ ok: true })
    expect(JSON.parse(document)).toMatchObject({ applicant: kalina.id, signers: [{ as: ['consent'] }] })
    for (const { number } of [mother, father]) expect(JSON.stringify(view)).not.toContain(number)
    // Who has consented does not decide it.
    expect(await one.object.draft(father.id, ['mvr.registrar'], { outcome: 'refuse', reasons: 'Не.' })).toMatchObject({
      error: 'own-case',
    })
  })

  it('is told why a parent declined, and signs anew', async ({ expect }) => {
    const mother = await applicant()
    const kalina = await child(born(16 * 12), { mother: mother.number })
    const one = await ready(kalina)
    unwrap(await one.submit())
    unwrap(await one.object.decline(one.by(mother), 'Прекалено бърз е.'))
    expect((await kalina.person.inbox())[0]?.body.bg).toContain('(съгласие) не подписа')
    expect(unwrap(await one.submit()).status).toBe('signing')
    expect(unwrap(await one.consent(mother)).status).toBe('submitted')
  })

  it.for([attack('mandate', 'a parent in the place of a child of fourteen')])(
    '%s: %s',
    async ([, code], { expect }) => {
      const mother = await applicant()
      const kalina = await child(born(14 * 12), { mother: mother.number })
      const id = (await mandateOf(kalina, 'mother-consents'))?.record ?? ''
      expect((await opened(mother, `civil:${id}:mother-consents`)).answer).toMatchObject({ error: code })
      expect((await opened(mother, `civil:${id}:mother`)).answer).toMatchObject({ error: 'mandate-expired' })
    },
  )

  it.for([attack('mandate', 'a consent by who is no parent')])('%s: %s', async ([, code], { expect }) => {
    const [mother, eve] = [await applicant(), await applicant()]
    const kalina = await child(born(15 * 12), { mother: mother.number })
    const one = await ready(kalina)
    unwrap(await one.submit())
    expect(await one.object.cosignRequest(eve.id, [])).toMatchObject({ error: code })
    const request = unwrap(await one.object.cosignRequest(mother.id, []))
    expect(await one.object.cosign(one.by(eve), await eve.sign(request))).toMatchObject({ error: code })
  })

  it.for([attack('mandate', 'a consent to what is not asked any more')])('%s: %s', async ([, code], { expect }) => {
    const mother = await applicant()
    const kalina = await child(born(15 * 12), { mother: mother.number })
    const one = await ready(kalina)
    unwrap(await one.submit())
    const signature = await mother.sign(unwrap(await one.object.cosignRequest(mother.id, [])))
    const other = await applicant()
    const change = { mother: other.number }
    unwrap(await act(kalina.number, 'change-parents', change, { register: 'civil', actor: { role: 'grao.registrar' } }))
    await publish('civil')
    expect(await one.object.cosign(one.by(mother), signature)).toMatchObject({ error: code })
    expect(unwrap(await one.object.view(kalina.id))).toMatchObject({ status: 'draft', setback: { why: 'registers' } })
    unwrap(await one.submit())
    expect(unwrap(await one.consent(other)).status).toBe('submitted')
  })

  it('of whom the register knows no parent asks for nothing alone', async ({ expect }) => {
    const kalina = await child(born(15 * 12), {})
    const { object, answer } = await opened(kalina)
    unwrap(answer)
    unwrap(await object.answer(kalina.id, 'vehicle', { vin: newVin(), make: 'VW', model: 'Golf', category: 'M1' }))
    expect(unwrap(await object.answer(kalina.id, 'technical', technical)).obstacle).toEqual({
      kind: 'signer',
      signer: 'consent',
    })
    expect(await object.order(kalina.id)).toMatchObject({ error: 'application-incomplete' })
  })

  it('asks nobody from the day of being eighteen', async ({ expect }) => {
    const mother = await applicant()
    const kalina = await child(born(18 * 12), { mother: mother.number })
    expect(unwrap(await (await ready(kalina)).submit()).status).toBe('submitted')
    const last = await child(born(18 * 12, -1), { mother: mother.number })
    expect(unwrap(await (await ready(last)).submit()).status).toBe('signing')
  })
})

describe('who is not fourteen', () => {
  it.for([attack('mandate', 'a child of thirteen by itself')])('%s: %s', async ([, code], { expect }) => {
    const mother = await applicant()
    const daniel = await child(born(14 * 12, -1), { mother: mother.number })
    expect((await opened(daniel)).answer).toMatchObject({ error: code })
    const id = (await mandateOf(daniel, 'mother'))?.record ?? ''
    expect((await opened(mother, `civil:${id}:mother`)).answer).toMatchObject({ ok: true })
    expect((await opened(mother, `civil:${id}:mother-consents`)).answer.ok).toBe(false)
  })
})

describe.each([
  ['before it was done', false],
  ['after it was done, and nobody heard of it', true],
] as const)('a crash %s', (_, done) => {
  it.for(['overview', 'inbox', 'list of cases', 'work queue'] as const)(
    'of a consent, at the %s: what is left is done by the alarm, once',
    async (part, { expect }) => {
      const mother = await applicant()
      const kalina = await child(born(15 * 12), { mother: mother.number })
      const one = await ready(kalina)
      unwrap(await one.submit())
      const signature = await mother.sign(unwrap(await one.object.cosignRequest(mother.id, [])))
      const answer = await runInDurableObject(one.object, (object: CaseObject) =>
        surrounded<{ readonly ok: boolean }>(object, PARTS[part](done), () => object.cosign(one.by(mother), signature)),
      )
      expect(answer.ok).toBe(true)
      expect((await kept(one)).outbox.length).toBeGreaterThan(0)
      await evictDurableObject(one.object)
      await runInDurableObject(one.object, (__, { storage }) => void storage.sql.exec('UPDATE outbox SET due_at = 1'))
      await runDurableObjectAlarm(one.object)
      expect(await kept(one)).toMatchObject({ outbox: [] })
      const { seq } = unwrap(await one.object.view(kalina.id))
      const told = (await kalina.person.inbox()).filter(({ id }) => id === `case:${one.id}:${seq}`)
      expect(told.map(({ subject }) => subject.en)).toEqual([expect.stringContaining('was received')])
    },
  )
})
