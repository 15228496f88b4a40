// Acting for others in cases: who may be chosen, whose case it is, and that a right that was taken away counts no more.
import { env } from 'cloudflare:workers'
import { describe, it } from 'vitest'
import { decideRequest, submitRequest } from '../../workers/engines/case/decide.ts'
import { catalogue } from '../../workers/catalogue.ts'
import { caseId, personId } from '../../workers/engines/names.ts'
import { personalNumber } from '../../workers/kernel/formats/personal-number.ts'
import { caseById, personById } from '../../workers/store/objects.ts'
import { attack } from '../support/attacks.ts'
import { applicant, SERVICE, technical, type Signer } from '../support/cases.ts'
import { citizen } from '../support/citizen.ts'
import { act, newPlate, newVin, vehicle } from '../support/ledger.ts'
import { evidence } from '../support/person.ts'
import { represented } from '../support/companies.ts'
import { perform, publish } from '../support/records.ts'
import { there, unwrap } from '../support/result.ts'

const service = there(catalogue.service(SERVICE))
const EIK = '131071587'

const company = (manager: { readonly number: string }, manner?: 'severally' | 'jointly', eik = EIK) =>
  represented(eik, manager, manner)

const dismiss = (key: string) =>
  act(key, 'end', {}, { register: 'company-representatives', actor: { role: 'av.registrar' } })

async function opened(maria: Signer, mandate: string) {
  const id = caseId(env.INDEX_KEY, maria.id, SERVICE, crypto.randomUUID())
  const object = caseById(env, id)
  const answer = await object.open(id, SERVICE, maria.id, mandate)
  return { id, object, answer }
}

async function ready(maria: Signer, mandate: string) {
  const { id, object, answer } = await opened(maria, mandate)
  unwrap(answer)
  const vin = newVin()
  unwrap(await object.answer(maria.id, 'vehicle', { vin, make: 'VW', model: 'Golf', category: 'M1' }))
  unwrap(await object.answer(maria.id, 'technical', technical))
  unwrap(await object.paid({ ...unwrap(await object.order(maria.id)), reference: 'SIM-1' }))
  const sign = async () => {
    const view = unwrap(await object.view(maria.id))
    return maria.sign(submitRequest(unwrap(await object.application(maria.id)), service, view.represented))
  }
  return { id, object, vin, sign }
}

const code = (answer: { readonly ok: boolean; readonly error?: string }) => (answer.ok ? 'ok' : answer.error)

describe('a manager', () => {
  it('asks for the company: it is the applicant, and the mandate stands in what is signed', async ({ expect }) => {
    const maria = await applicant()
    const { mandate } = await company(maria)
    const { object, vin, sign } = await ready(maria, mandate)
    const signature = await sign()
    const view = unwrap(await object.submit(maria.id, signature))
    expect(signature.intent.mandate).toEqual({ id: mandate, version: 1 })
    expect(JSON.parse(there(view.submission).document)).toMatchObject({
      applicant: `companies:${EIK}`,
      representative: maria.id,
      mandate: { id: mandate, version: 1 },
      evidence: { trader: { name: 'Зора Транс' } },
    })
    expect(view.represented).toEqual({
      kind: 'company',
      register: 'companies',
      called: 'Зора Транс',
      person: null,
      mandate: { id: mandate, version: 1 },
      by: 'Мария Иванова',
    })
    expect(Object.keys(view.evidence)).not.toContain('applicant')
    expect(JSON.stringify(view)).not.toContain(maria.number)
    const grant = { outcome: 'grant', reasons: 'Всичко е наред.', plate: newPlate() }
    const official = await applicant()
    const { document } = unwrap(await object.draft(official.id, ['mvr.registrar'], grant))
    unwrap(
      await object.decide(official.id, ['mvr.registrar'], grant, await official.sign(decideRequest(document, service))),
    )
    expect(there(await vehicle(vin).snapshot()).exact).toHaveProperty('company')
    expect(there(await vehicle(vin).snapshot()).exact).not.toHaveProperty('owner')
  })

  it.for([attack('signature', 'a mandate that was revoked between show and sign')])(
    '%s signs nothing: %s',
    async ([, ended], { expect }) => {
      const maria = await applicant()
      const { key, mandate } = await company(maria)
      const { object, sign } = await ready(maria, mandate)
      const signature = await sign()
      unwrap(await dismiss(key))
      expect(await object.submit(maria.id, signature)).toMatchObject({
        error: ended,
        register: 'company-representatives',
      })
      expect(code(await object.application(maria.id))).toBe(ended)
      expect(code(await object.answer(maria.id, 'technical', technical))).toBe(ended)
    },
  )

  it('signs anew what was signed under another version of the mandate', async ({ expect }) => {
    const maria = await applicant()
    const { key, mandate } = await company(maria)
    const { object, sign } = await ready(maria, mandate)
    const signature = await sign()
    unwrap(
      await act(
        key,
        'correct',
        { role: 'procurator' },
        { register: 'company-representatives', actor: { role: 'av.registrar' } },
      ),
    )
    expect(code(await object.submit(maria.id, signature))).toBe('intent-changed')
    expect(unwrap(await object.submit(maria.id, await sign())).represented?.mandate.version).toBe(2)
  })

  it('of a company that two represent together opens nothing alone', async ({ expect }) => {
    const maria = await applicant()
    const { mandate } = await company(maria, 'jointly', '175101014')
    expect(code((await opened(maria, mandate)).answer)).toBe('mandate-needs-cosigner')
  })

  it('of another company, or nobody, opens nothing by a mandate that is not theirs', async ({ expect }) => {
    const [maria, eve] = [await applicant(), await applicant()]
    const { mandate } = await company(maria)
    for (const claimed of [mandate, `${mandate}x`, 'companies:131071587:representative', 'nonsense', ''])
      expect(code((await opened(eve, claimed)).answer)).toBe('mandate-not-yours')
  })
})

describe('a parent', () => {
  const child = async (maria: { readonly number: string }, bornOn: string, serial: number) => {
    const number = personalNumber(bornOn, serial)
    const { id } = await perform({
      register: 'civil',
      key: number,
      input: {
        givenName: 'Даниел',
        familyName: 'Иванов',
        bornOn,
        sex: 'male',
        citizenship: 'България',
        settlement: '68134',
        street: 'ул. „Шипка“ 14',
        mother: maria.number,
      },
      effectiveFrom: bornOn,
    })
    return { number, id, mandate: `civil:${id}:mother` }
  }

  it('asks for a child, who hears of it and has the case among their things', async ({ expect }) => {
    const maria = await applicant()
    const { number, mandate } = await child(maria, '2015-05-24', 604)
    const { id, object, sign } = await ready(maria, mandate)
    const own = personId(env.INDEX_KEY, number)
    expect(code(await object.view(own))).toBe('unknown-case')
    unwrap(await object.submit(maria.id, await sign()))
    expect(unwrap(await object.view(own)).represented).toMatchObject({ called: 'Даниел Иванов', person: own })
    expect(code(await object.withdraw(own))).toBe('unknown-case')
    // Who has never been here finds it at their first login.
    const daniel = personById(env, own)
    await daniel.loginWithCard(
      { personalNumber: number, name: 'Даниел Иванов', evidence: evidence() },
      { hash: 'ab'.repeat(32), agent: 'Firefox' },
    )
    expect((await daniel.overview()).cases.map((one) => one.id)).toEqual([id])
    expect((await daniel.inbox())[0]?.subject.bg).toMatch(/подаде заявление за Вас/u)
  })

  it('acts no more for one who is of age', async ({ expect }) => {
    const maria = await applicant()
    const { mandate } = await child(maria, '2004-02-14', 606)
    expect(code((await opened(maria, mandate)).answer)).toBe('mandate-expired')
  })

  it('does not see the record of the child as their own', async ({ expect }) => {
    const maria = await citizen()
    const { id } = await child(maria.who, '2016-05-24', 608)
    await publish('civil')
    expect((await maria.get('/me/data')).html).not.toContain(id)
  })
})

describe('the switch', () => {
  it('offers whom one may act for, says so on every page, and leads back', async ({ expect }) => {
    const maria = await citizen()
    const { mandate } = await company(maria.who)
    expect((await maria.get('/me/acting')).html).toContain('Зора Транс')
    const before = maria.visitor.cookies.get('__Host-session')
    expect(await maria.post('/me/acting', { mandate, next: '/services' })).toMatchObject({
      status: 303,
      location: '/services',
    })
    expect(maria.visitor.cookies.get('__Host-session')).not.toBe(before)
    expect((await maria.get('/services')).html).toContain('Действате за')
    const id = await maria.begin()
    expect((await maria.get(`/cases/${id}/applicant`)).html).toContain('Зора Транс')
    await maria.post('/me/acting', { mandate: '' })
    expect((await maria.get('/services')).html).not.toContain('Действате за')
    // What was begun for the company does not go on as one's own.
    const page = await maria.get(`/cases/${id}`)
    expect([page.status, page.html.includes('Това заявление е за друг')]).toEqual([409, true])
    const own = await maria.begin()
    expect((await maria.get(`/cases/${own}/applicant`)).html).not.toContain('Зора Транс')
  })

  it('takes nobody’s word for it', async ({ expect }) => {
    const [maria, eve] = [await citizen(), await citizen()]
    const { mandate } = await company(maria.who)
    const answer = await eve.post('/me/acting', { mandate })
    expect([answer.status, answer.html.includes('не е Ваша') || answer.html.includes('не е Ваше')]).toEqual([422, true])
    expect((await eve.get('/services')).html).not.toContain('Действате за')
  })

  it('of somebody who was dismissed since opens no case', async ({ expect }) => {
    const maria = await citizen()
    const { key, mandate } = await company(maria.who)
    await maria.post('/me/acting', { mandate })
    unwrap(await dismiss(key))
    const { html } = await maria.get(`/services/${SERVICE}`)
    const nonce = /name="nonce" value="([0-9a-f-]{36})"/u.exec(html)?.[1] ?? ''
    const answer = await maria.post(`/services/${SERVICE}`, { nonce })
    expect(answer.status).toBe(422)
    expect(answer.html).toContain('Вече не представлява търговеца')
  })
})
