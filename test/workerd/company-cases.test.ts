// A company's cases: seen and carried on by whoever represents it today, and by nobody who did so before.
import { env } from 'cloudflare:workers'
import { describe, it } from 'vitest'
import { decideRequest, submitRequest } from '../../workers/engines/case/decide.ts'
import { hashOf } from '../../workers/engines/case/signing.ts'
import { catalogue } from '../../workers/catalogue.ts'
import { caseId } from '../../workers/engines/names.ts'
import { applicantByKey, caseById, personById } from '../../workers/store/objects.ts'
import { attack } from '../support/attacks.ts'
import { applicant, SERVICE, signer, type Signer } from '../support/cases.ts'
import { car, citizen, papers, type Walker } from '../support/citizen.ts'
import { represented } from '../support/companies.ts'
import { act, entered, newVin, settle } from '../support/ledger.ts'
import { publish } from '../support/records.ts'
import { there, unwrap } from '../support/result.ts'
import { NOTARY } from '../support/sales.ts'

const dismiss = (key: string) =>
  act(key, 'end', {}, { register: 'company-representatives', actor: { role: 'av.registrar' } })

const companyOf = (eik: string) => applicantByKey(env, there(catalogue.registers.get('companies')), eik)

const actFor = (who: Walker, mandate: string) => who.post('/me/acting', { mandate })

/** Two managers at their browsers, each acting for the company. */
async function managers(eik: string) {
  const [maria, petar] = [await citizen(), await citizen()]
  const [first, second] = [await represented(eik, maria.who), await represented(eik, petar.who)]
  await actFor(maria, first.mandate)
  await actFor(petar, second.mandate)
  return { maria, petar, first, second }
}

describe('the cases of a company', () => {
  it('are among the things of each who represents it, and of nobody in their own name', async ({ expect }) => {
    const { maria, petar } = await managers('200000109')
    const id = await maria.apply()
    for (const who of [maria, petar]) {
      const { html } = await who.get('/me')
      expect([html.includes(id), html.includes('Заявления на Зора Транс')]).toEqual([true, true])
      expect((await who.get(`/cases/${id}`)).html).toContain('application.json')
      expect((await who.get(`/cases/${id}/application.json`)).status).toBe(200)
    }
    const inbox = await petar.get('/me/inbox')
    expect(inbox.html).toContain('подаде заявление за Зора Транс')
    const message = /href="(\/me\/inbox\/[^"]+)"/u.exec(inbox.html)?.[1] ?? ''
    expect((await petar.get(message)).html).toContain(`/cases/${id}`)
    // In their own name they see their own.
    await petar.post('/me/acting', { mandate: '' })
    expect((await petar.get('/me')).html).not.toContain(id)
    expect((await petar.get(message)).status).toBe(404)
    expect((await petar.get(`/cases/${id}`)).status).toBe(404)
  })

  it('begun by one are carried on by another, whose name and mandate then stand in what is signed', async ({
    expect,
  }) => {
    const { maria, petar, second } = await managers('200000116')
    const id = await maria.begin()
    await maria.post(`/cases/${id}/form/vehicle`, { ...car, vin: newVin() })
    const draft = await petar.get(`/cases/${id}`)
    expect([draft.status, draft.html.includes('Продължи вместо него')]).toEqual([200, true])
    // Not before they say so: two at one draft would undo each other.
    expect((await petar.get(`/cases/${id}/form/technical`)).location).toBe(`/cases/${id}`)
    expect((await petar.post(`/cases/${id}/withdraw`)).status).toBe(404)
    expect((await petar.post(`/cases/${id}/carry-on`)).status).toBe(303)
    await petar.post(`/cases/${id}/form/technical`, papers)
    await petar.pay(id)
    expect((await petar.sign(`/cases/${id}/sign`)).location).toBe(`/cases/${id}/done`)
    const view = unwrap(await caseById(env, id).view(petar.who.id, second.mandate))
    expect(JSON.parse(there(view.submission).document)).toMatchObject({
      applicant: 'companies:200000116',
      representative: petar.who.id,
      mandate: { id: second.mandate, version: 1 },
      answers: { make: 'VW', colour: 'white' },
    })
    expect(view.timeline.map(({ type }) => type)).toEqual(['opened', 'handed', 'paid', 'submitted'])
    expect(JSON.stringify(view)).not.toContain(maria.who.number)
    expect((await maria.get(`/cases/${id}`)).html).toContain('application.json')
    expect((await petar.post(`/cases/${id}/carry-on`)).location).toBe(`/cases/${id}`)
  })

  it.for([attack('mandate', 'a company’s case, read by who represented it before')])(
    '%s: %s',
    async ([, code], { expect }) => {
      const { maria, petar, first, second } = await managers('200000080')
      const id = await maria.apply()
      const draft = await maria.begin()
      const before = (await personById(env, maria.who.id).inbox()).length
      unwrap(await dismiss(first.key))
      unwrap(await dismiss(second.key))
      const object = caseById(env, id)
      for (const [who, by] of [
        [maria, first.mandate],
        [petar, second.mandate],
      ] as const) {
        expect(await object.view(who.who.id, by)).toMatchObject({ error: code })
        for (const path of [`/cases/${id}`, `/cases/${id}/application.json`, `/cases/${draft}`]) {
          const { status, html } = await who.get(path)
          expect([status >= 400, html.includes('Golf')]).toEqual([true, false])
        }
        expect((await who.get('/me')).html).not.toContain(id)
        expect((await who.get('/me/inbox')).html).not.toContain('Зора Транс: ')
      }
      expect(await caseById(env, draft).carryOn(petar.who.id, second.mandate)).toMatchObject({ error: code })
      expect(await caseById(env, draft).withdraw(maria.who.id)).toMatchObject({ error: code })
      // What becomes of it is told to the company, and not to who was dismissed.
      const official = await applicant()
      const typed = { outcome: 'refuse', reasons: 'Липсва основание.' }
      const { document } = unwrap(await object.draft(official.id, ['mvr.registrar'], typed))
      const signature = await official.sign(decideRequest(document, there(catalogue.service(SERVICE))))
      unwrap(await object.decide(official.id, ['mvr.registrar'], typed, signature))
      expect(await personById(env, maria.who.id).inbox()).toHaveLength(before)
      expect((await companyOf('200000080').inbox())[0]?.subject.en).toContain('refused')
    },
  )

  it('are seen by a mandate that is for another service no more than they are its', async ({ expect }) => {
    const { maria } = await managers('200000098')
    const id = await maria.apply()
    const company = companyOf('200000098')
    expect((await company.overview(['transfer-vehicle'])).cases).toEqual([])
    expect((await company.overview([SERVICE])).cases.map((one) => one.id)).toEqual([id])
    expect(await company.inbox(['transfer-vehicle'])).toEqual([])
    expect(await company.inbox([SERVICE])).toHaveLength(1)
    const [letter] = await company.inbox()
    expect(await company.message(letter?.id ?? '', ['transfer-vehicle'])).toBeNull()
    expect((await company.overview()).unread).toBe(1)
    expect(await companyOf('000000000').overview()).toEqual({ cases: [], unread: 0 })
  })

  it('are nobody’s who acts for another company', async ({ expect }) => {
    const { maria } = await managers('200000123')
    const id = await maria.apply()
    const eve = await citizen()
    const other = await represented('200000130', eve.who)
    await actFor(eve, other.mandate)
    expect((await eve.get(`/cases/${id}`)).status).toBe(404)
    expect(await caseById(env, id).carryOn(eve.who.id, other.mandate)).toMatchObject({ error: 'unknown-case' })
  })
})

const sale = there(catalogue.service('transfer-vehicle'))

/** Signs the sale for whom it is asked, as the object tells it. */
async function cosign(object: ReturnType<typeof caseById>, who: Signer, roles: readonly string[] = []) {
  const request = await object.cosignRequest(who.id, roles)
  if (!request.ok) return request
  return object.cosign({ person: who.id, name: who.login.name, roles }, await who.sign(request.value))
}

async function offered(
  seller: Signer,
  mandate: string | null,
  vin: string,
  buyer: { readonly [field: string]: string },
) {
  const id = caseId(env.INDEX_KEY, seller.id, 'transfer-vehicle', crypto.randomUUID())
  const object = caseById(env, id)
  unwrap(await object.open(id, 'transfer-vehicle', seller.id, mandate))
  unwrap(await object.answer(seller.id, 'vehicle', { vin }))
  unwrap(await object.answer(seller.id, 'sale', { price: '9000', ...buyer }))
  unwrap(await object.paid({ ...unwrap(await object.order(seller.id)), reference: 'SIM-1' }))
  const submit = async () => {
    const view = unwrap(await object.view(seller.id, mandate))
    const document = unwrap(await object.application(seller.id))
    return object.submit(seller.id, await seller.sign(submitRequest(document, sale, view.represented)))
  }
  return { id, object, submit }
}

async function granted(object: ReturnType<typeof caseById>) {
  const typed = { outcome: 'grant', reasons: 'Всичко е наред.' }
  const official = await signer()
  const { document } = unwrap(await object.draft(official.id, ['mvr.registrar'], typed))
  return object.decide(official.id, ['mvr.registrar'], typed, await official.sign(decideRequest(document, sale)))
}

describe('a sale', () => {
  it('from a company to a company, of which two represent the one and two the other together', async ({ expect }) => {
    const [maria, petar, ana, boris, notary] = await Promise.all([1, 2, 3, 4, 5].map(() => applicant()))
    if (!maria || !petar || !ana || !boris || !notary) throw new Error('nobody')
    const own = await represented('200000015', maria, 'jointly')
    await represented('200000015', petar, 'jointly')
    await represented('200000027', ana, 'jointly')
    await represented('200000027', boris, 'jointly')
    const { vin, record } = await entered({ owner: undefined as never, company: '200000015' })
    const { object, submit } = await offered(maria, own.mandate, vin, { buyer: '', buyerCompany: '200000027' })
    expect(unwrap(await submit())).toMatchObject({ status: 'signing' })
    // Whoever represents the buyer is asked by its name, and each signs once.
    expect((await ana.person.inbox())[0]?.body.en).toContain('(for the buyer, Зора Транс)')
    expect(await cosign(object, notary, NOTARY)).toMatchObject({ error: 'signature-not-asked' })
    for (const who of [ana, petar, boris]) unwrap(await cosign(object, who))
    expect(await cosign(object, ana)).toMatchObject({ error: 'already-signed' })
    expect(unwrap(await cosign(object, notary, NOTARY))).toMatchObject({ status: 'submitted' })
    const view = unwrap(await object.view(maria.id, own.mandate))
    const { signature, cosigned, document } = there(view.submission)
    const mandates = [signature, ...cosigned.map((one) => one.signature)].map(({ intent }) => intent.mandate?.id)
    expect(new Set(mandates.slice(0, 4)).size).toBe(4)
    expect(hashOf(document)).toBe(signature.intent.documents[0])
    expect(JSON.parse(document)).toMatchObject({ applicant: 'companies:200000015', answers: { price: 9000 } })
    expect(unwrap(await granted(object)).status).toBe('granted')
    expect(there(await record.snapshot()).exact).toHaveProperty('company')
    expect(await record.ofSubject('200000015', 'companies')).toBeNull()
    expect((await record.ofSubject('200000027', 'companies'))?.view.values['company']).toBe('200000027')
  })

  it('from a person to a company is signed by any who represents it alone, and not by the seller', async ({
    expect,
  }) => {
    const [maria, ana, notary] = [await applicant(), await applicant(), await signer()]
    await represented('200000034', ana)
    await represented('200000034', maria)
    const { vin, record } = await entered({ owner: maria.number })
    const { object, submit } = await offered(maria, null, vin, { buyer: '', buyerCompany: '200000034' })
    const view = unwrap(await submit())
    expect(view.proposal?.parties.map(({ as, anyOf }) => [as, anyOf?.map(({ person }) => person)])).toEqual([
      [['buyingCompany'], [ana.id]],
      [['notary'], undefined],
    ])
    unwrap(await cosign(object, ana))
    unwrap(await cosign(object, notary, NOTARY))
    expect(unwrap(await granted(object)).status).toBe('granted')
    expect(there(await record.snapshot()).exact).not.toHaveProperty('owner')
  })

  it('is signed anew where another represents the buyer by the time', async ({ expect }) => {
    const [maria, ana] = [await applicant(), await applicant()]
    const buying = await represented('200000041', ana)
    const { vin } = await entered({ owner: maria.number })
    const { object, submit } = await offered(maria, null, vin, { buyer: '', buyerCompany: '200000041' })
    unwrap(await submit())
    unwrap(await dismiss(buying.key))
    await publish('company-representatives')
    expect(await cosign(object, ana)).toMatchObject({ error: 'signature-not-asked' })
    expect(unwrap(await object.view(maria.id))).toMatchObject({
      status: 'draft',
      obstacle: { kind: 'signer', signer: 'buyingCompany' },
    })
  })

  it('names one buyer, of whom the register knows that it stands', async ({ expect }) => {
    const maria = await applicant()
    const { vin } = await entered({ owner: maria.number })
    const id = caseId(env.INDEX_KEY, maria.id, 'transfer-vehicle', crypto.randomUUID())
    const object = caseById(env, id)
    unwrap(await object.open(id, 'transfer-vehicle', maria.id))
    unwrap(await object.answer(maria.id, 'vehicle', { vin }))
    const objection = async (typed: { readonly [name: string]: string }) =>
      unwrap(await object.answer(maria.id, 'sale', { price: '5', buyer: '', buyerCompany: '', ...typed })).objection
        ?.code
    expect(await objection({})).toBe('one-buyer')
    expect(await objection({ buyer: maria.number, buyerCompany: '200000059' })).toBe('one-buyer')
    expect(await objection({ buyerCompany: '200000059' })).toBe('buying-company-unknown')
    expect(await objection({ buyer: maria.number })).toBe('sold-to-oneself')
  })

  it('of a company is chosen among its own vehicles', async ({ expect }) => {
    const maria = await citizen()
    const own = await represented('200000066', maria.who)
    const { vin, id: record } = await entered({ owner: undefined as never, company: '200000066' })
    await settle([record])
    await actFor(maria, own.mandate)
    const page = await maria.get('/services/transfer-vehicle')
    const nonce = /name="nonce" value="([0-9a-f-]{36})"/u.exec(page.html)?.[1] ?? ''
    const { location } = await maria.post('/services/transfer-vehicle', { nonce })
    const id = /\/cases\/([a-z2-7]{16})\//u.exec(location)?.[1] ?? ''
    expect((await maria.get(`/cases/${id}/form/vehicle`)).html).toContain(vin)
  })
})
