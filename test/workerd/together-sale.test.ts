// What a case causes in several registers: a pledged vehicle is sold with its creditor's consent, and the pledge ends in the
// same act, which the case itself sees to. And parcels that are split and merged at a desk.
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, beforeEach, describe, it, vi } from 'vitest'
import type { CaseObject } from '../../durable-objects/case.ts'
import { catalogue } from '../../workers/catalogue.ts'
import { decideRequest, submitRequest } from '../../workers/engines/case/decide.ts'
import { caseId } from '../../workers/engines/names.ts'
import { recordByKey } from '../../workers/store/objects.ts'
import { caseById } from '../../workers/store/objects.ts'
import { recordsWithout } from '../support/broken.ts'
import { applicant, ROLES, signer, surrounded, type Signer } from '../support/cases.ts'
import { represented } from '../support/companies.ts'
import { act, entered } from '../support/ledger.ts'
import { there, unwrap } from '../support/result.ts'
import { settlement } from '../support/records.ts'
import { NOTARY } from '../support/sales.ts'

beforeAll(() => settlement('36525', 'Каспичан', 'Kaspichan', 'Каспичан', 'Шумен'))
beforeEach(() => {
  // What breaks is told to the operator; here it is meant to.
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => void vi.restoreAllMocks())

const SALE = 'transfer-vehicle'
const service = there(catalogue.service(SALE))
const record = (register: string, key: string) => recordByKey(env, there(catalogue.registers.get(register)), key)
const open = async (register: string, key: string) => there(await record(register, key).open()).values
const grant = { outcome: 'grant', reasons: 'Всичко е наред.' }
const MP = { register: 'pledges', actor: { role: 'mp.registrar', person: 'mp' } }

/** A vehicle of Maria's that is pledged to a company, and its sale up to the decision. */
async function pledged(creditor: string, number: string) {
  const [maria, buyer, ana, notary, official] = [
    await applicant(),
    await applicant(),
    await applicant(),
    await signer(),
    await signer(),
  ]
  await represented(creditor, ana)
  const { vin } = await entered({ owner: maria.number })
  const input = { pledgorPerson: maria.number, creditor, vehicle: vin, asset: 'Лек автомобил', secured: 500_000 }
  const entry = unwrap(await act(number, 'enter', input, MP))
  const id = caseId(env.INDEX_KEY, maria.id, SALE, crypto.randomUUID())
  const object = caseById(env, id)
  unwrap(await object.open(id, SALE, maria.id))
  unwrap(await object.answer(maria.id, 'vehicle', { vin }))
  unwrap(await object.answer(maria.id, 'sale', { price: '9000', buyer: buyer.number, buyerCompany: '' }))
  unwrap(await object.paid({ ...unwrap(await object.order(maria.id)), reference: 'SIM-1' }))
  const document = unwrap(await object.application(maria.id))
  const submitted = unwrap(await object.submit(maria.id, await maria.sign(submitRequest(document, service, null))))
  const cosign = async (who: Signer, roles: readonly string[] = []) => {
    const request = unwrap(await object.cosignRequest(who.id, roles))
    return unwrap(await object.cosign({ person: who.id, name: 'Ана', roles }, await who.sign(request)))
  }
  /** The decision, signed; and the call that makes it. */
  const decision = async () => {
    const draft = unwrap(await object.draft(official.id, ROLES, grant))
    const signature = await official.sign(decideRequest(draft.document, service))
    return (instance: Pick<CaseObject, 'decide'>) => instance.decide(official.id, ROLES, grant, signature)
  }
  return { maria, buyer, ana, notary, vin, entry, id, object, submitted, cosign, decision }
}

describe('a pledged vehicle', () => {
  it('is entered as such by the act that enters the pledge, and sold with its creditor’s signature', async ({
    expect,
  }) => {
    const one = await pledged('200003009', 'oz-300')
    expect(one.entry.together).toMatchObject([{ register: 'vehicles', seq: 2 }])
    expect(await open('vehicles', one.vin)).toMatchObject({ pledge: 'oz-300' })
    const asked = there(one.submitted.proposal).parties.map(({ as }) => as.join())
    expect(asked).toEqual(['buyer', 'creditor', 'notary'])
    await one.cosign(one.buyer)
    expect(await one.object.cosignRequest(one.notary.id, NOTARY)).toMatchObject({ ok: false })
    await one.cosign(one.ana)
    await one.cosign(one.notary, NOTARY)
    const decided = unwrap(await (await one.decision())(one.object))
    expect(decided.status).toBe('granted')
    expect(there(decided.receipt).together).toMatchObject([{ register: 'pledges', id: 'oz-300', seq: 2 }])
    expect(await open('vehicles', one.vin)).not.toHaveProperty('pledge')
    expect(await open('pledges', 'oz-300')).toMatchObject({ status: 'ended' })
    // Which pledge it was, anyone may know: both are open.
    const [sold] = there(await record('vehicles', one.vin).page({})).entries
    expect(sold?.together).toEqual([{ register: 'pledges', act: 'release', id: 'oz-300' }])
  })

  it('is sold and freed by the alarm of the case, whatever of it a crash left undone', async ({ expect }) => {
    const one = await pledged('200003016', 'oz-310')
    for (const who of [one.buyer, one.ana]) await one.cosign(who)
    await one.cosign(one.notary, NOTARY)
    const broken = recordsWithout('commit', false, (name) => name === 'pledges:oz-310')
    const decide = await one.decision()
    await runInDurableObject(one.object, (instance) => surrounded(instance, broken, () => decide(instance)))
    // The vehicle is sold already; whoever looks at the pledge sees that it has ended.
    expect((await record('vehicles', one.vin).ofSubject(one.buyer.number))?.view.values['owner']).toBe(one.buyer.number)
    expect(await open('pledges', 'oz-310')).toMatchObject({ status: 'ended' })
    await evictDurableObject(one.object)
    await runInDurableObject(one.object, (_, { storage: { sql } }) => {
      sql.exec('UPDATE transactions SET due_at = 1')
      sql.exec('UPDATE outbox SET due_at = 1')
    })
    await runDurableObjectAlarm(one.object)
    expect(unwrap(await one.object.view(one.maria.id)).status).toBe('granted')
    const phases = await runInDurableObject(one.object, (_, { storage }) =>
      storage.sql.exec<{ phase: string }>('SELECT phase FROM transactions').toArray(),
    )
    expect(phases).toEqual([{ phase: 'committed' }])
    for (const [register, key] of [
      ['vehicles', one.vin],
      ['pledges', 'oz-310'],
    ] as const)
      expect(
        there(await record(register, key).page({})).entries.filter(({ together }) => together !== undefined),
      ).toHaveLength(2)
  })

  it('that is held for a moment does not bring the decision back: it is made a little later', async ({ expect }) => {
    const one = await pledged('200003023', 'oz-320')
    for (const who of [one.buyer, one.ana]) await one.cosign(who)
    await one.cosign(one.notary, NOTARY)
    const broken = recordsWithout('prepare', false)
    const decide = await one.decision()
    const answer = await runInDurableObject(one.object, (instance) =>
      surrounded(instance, broken, () => decide(instance)),
    )
    expect(unwrap(answer).status).toBe('granting')
    await runInDurableObject(one.object, (_, { storage: { sql } }) => void sql.exec('UPDATE outbox SET due_at = 1'))
    await runDurableObjectAlarm(one.object)
    expect(unwrap(await one.object.view(one.maria.id)).status).toBe('granted')
  })

  it('whose pledge has ended meanwhile comes back with what that register says', async ({ expect }) => {
    const one = await pledged('200003030', 'oz-330')
    for (const who of [one.buyer, one.ana]) await one.cosign(who)
    await one.cosign(one.notary, NOTARY)
    unwrap(await act('oz-330', 'strike-off', {}, MP))
    expect(await open('vehicles', one.vin)).not.toHaveProperty('pledge')
    expect(unwrap(await (await one.decision())(one.object))).toMatchObject({
      status: 'submitted',
      failure: 'not-pledged',
    })
  })
})

const CADASTRE = { register: 'property', actor: { role: 'agkk.registrar', person: 'agkk' } }
/** Two owners of a half each. */
const halves = async () => {
  const people = [await applicant(), await applicant()]
  return people.map(({ number }) => ({ person: number, share: '1/2', ground: 'акт' }))
}

describe('a parcel', () => {
  const enter = (key: string, area: number, owners: Awaited<ReturnType<typeof halves>>) =>
    act(
      key,
      'enter',
      { kind: 'parcel', use: 'forest', area, settlement: '36525', street: 'м. Долове', owners },
      { ...CADASTRE, actor: { role: 'operator' } },
    )

  it('is split into parts, and parts are merged, in one act each; areas and owners stay', async ({ expect }) => {
    const owners = await halves()
    unwrap(await enter('68134.300.1', 100_00, owners))
    const parts = [
      { identifier: '68134.300.2', area: 60_00 },
      { identifier: '68134.300.3', area: 40_00 },
    ]
    const wrong = [parts[0], { identifier: '68134.300.3', area: 30_00 }].map(there)
    expect(await act('68134.300.1', 'split', { parts: wrong }, CADASTRE)).toMatchObject({ error: 'areas-differ' })
    const split = unwrap(await act('68134.300.1', 'split', { parts }, CADASTRE))
    expect(split.together?.map(({ id }) => id)).toEqual(['68134.300.2', '68134.300.3'])
    expect(await open('property', '68134.300.1')).toMatchObject({ status: 'closed' })
    expect(await open('property', '68134.300.3')).toMatchObject({
      origin: '68134.300.1',
      area: 40_00,
      status: 'active',
    })
    const merged = { use: 'forest', area: 100_00, settlement: '36525', street: 'м. Долове', owners, parts }
    const others = await halves()
    expect(await act('68134.300.4', 'merge', { ...merged, owners: others }, CADASTRE)).toMatchObject({
      error: 'owners-differ',
    })
    expect(await record('property', '68134.300.4').open()).toBeNull()
    expect(unwrap(await act('68134.300.4', 'merge', merged, CADASTRE)).together).toHaveLength(2)
    for (const { identifier } of parts) expect(await open('property', identifier)).toMatchObject({ status: 'closed' })
  })

  it('that is there already stops the whole of a split', async ({ expect }) => {
    const owners = await halves()
    unwrap(await enter('68134.301.1', 100_00, owners))
    unwrap(await enter('68134.301.3', 5_00, owners))
    const parts = ['68134.301.2', '68134.301.3'].map((identifier) => ({ identifier, area: 50_00 }))
    expect(await act('68134.301.1', 'split', { parts }, CADASTRE)).toMatchObject({
      error: 'record-exists',
      register: 'property',
    })
    expect(await open('property', '68134.301.1')).toMatchObject({ status: 'active' })
    expect(await record('property', '68134.301.2').open()).toBeNull()
  })
})
