// A case's object among the real ones: what its applicant, the provider and the officials get, at once and again.
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, it, vi } from 'vitest'
import { caseId } from '../../workers/engines/names.ts'
import { catalogue } from '../../workers/catalogue.ts'
import { caseById } from '../../workers/store/objects.ts'
import {
  applicant,
  caseFaults,
  civilRecord,
  entriesBy,
  enterPerson,
  errors,
  granting,
  kept,
  many,
  opened,
  paid,
  ROLES,
  SERVICE,
  signer,
  submitted,
  surrounded,
  technical,
} from '../support/cases.ts'
import { entered } from '../support/ledger.ts'
import { there, unwrap } from '../support/result.ts'

describe('a case', () => {
  it('goes from its opening to the entry in the register, and everybody is told once', async ({ expect }) => {
    const one = await submitted()
    const ivan = await signer()
    unwrap(await one.object.examine(ivan.id, ROLES))
    // A look moves nothing: the queue made anew is the queue that was there.
    expect(await caseFaults(one)).toEqual([])
    const typed = granting()
    const decided = unwrap(await one.object.decide(ivan.id, ROLES, typed, await one.decided(ivan, typed)))
    expect(decided).toMatchObject({ status: 'granted', receipt: { register: 'vehicles', seq: 1 } })
    const view = unwrap(await one.object.view(one.maria.id))
    expect(view.timeline.map(({ type }) => type)).toEqual([
      'opened',
      'paid',
      'submitted',
      'looked',
      'decided',
      'completed',
    ])
    const [entry] = await entriesBy(one)
    expect(entry).toMatchObject({
      act: 'enter',
      actor: { role: 'mvr.registrar', person: ivan.id },
      basis: { case: one.id },
    })
    expect(await one.record.ofSubject(one.maria.number)).toMatchObject({
      view: { values: { plate: typed.plate, owner: one.maria.number } },
    })
    expect(await caseFaults(one)).toEqual([])
  })

  it('is opened once, however often and by however many at once', async ({ expect }) => {
    const maria = await applicant()
    const id = caseId(env.INDEX_KEY, maria.id, SERVICE, 'nonce')
    const views = await many(async () => caseById(env, id).open(id, SERVICE, maria.id), 30)
    expect(errors(views)).toEqual([])
    const { events } = await kept({ object: caseById(env, id) })
    expect(events.map(({ type }) => type)).toEqual(['opened', 'gathered'])
    expect(await caseById(env, id).open(id, SERVICE, maria.id)).toMatchObject({
      ok: true,
      value: { id, status: 'draft', seq: 2 },
    })
  })

  it('is nobody’s but its applicant’s', async ({ expect }) => {
    const [one, georgi] = [await paid(), await applicant()]
    const signature = await one.signed()
    const { object } = one
    const unknown = { ok: false, error: 'unknown-case' }
    const before = await kept(one)
    expect(await object.open(one.id, SERVICE, georgi.id)).toEqual(unknown)
    expect(await object.view(georgi.id)).toEqual(unknown)
    expect(await object.answer(georgi.id, 'vehicle', {})).toEqual(unknown)
    expect(await object.refresh(georgi.id)).toEqual(unknown)
    expect(await object.order(georgi.id)).toEqual(unknown)
    expect(await object.application(georgi.id)).toEqual(unknown)
    expect(await object.submit(georgi.id, signature)).toEqual(unknown)
    expect(await object.withdraw(georgi.id)).toEqual(unknown)
    expect((await kept(one)).events).toEqual(before.events)
  })

  it('that a stranger tries to submit asks no register in its name', async ({ expect }) => {
    const one = await paid()
    const signature = await one.signed()
    const looks = async () => (await civilRecord(one.maria.number).ofSubject(one.maria.number))?.accesses.length
    const before = await looks()
    await one.object.submit('georgi', signature)
    expect(await looks()).toBe(before)
  })

  it('that nobody opened leaves nothing behind, whoever asks for it', async ({ expect }) => {
    const object = caseById(env, 'aaaabbbbccccdddd')
    const unknown = { ok: false, error: 'unknown-case' }
    const signature = await (await signer()).sign({ documents: ['ab'.repeat(32)], act: 'x.submit', authority: 'mvr' })
    expect(await object.view('x')).toEqual(unknown)
    expect(await object.answer('x', 'vehicle', {})).toEqual(unknown)
    expect(await object.paid({ payment: 'p', case: 'aaaabbbbccccdddd', cents: 1, reference: 'r' })).toEqual(unknown)
    expect(await object.submit('x', signature)).toEqual(unknown)
    expect(await object.examine('x', ROLES)).toEqual(unknown)
    expect(await object.decide('x', ROLES, granting(), signature)).toEqual(unknown)
    expect(await object.open('aaaabbbbccccdddd', 'constructor', 'x')).toEqual({ ok: false, error: 'unknown-service' })
    expect(await object.open('aaaabbbbccccdddd', SERVICE, 'nobody')).toEqual({ ok: false, error: 'not-signed-in' })
    expect(await object.row()).toBeNull()
    const left = await runInDurableObject(object, async (instance, { storage }) => {
      await instance.alarm()
      return [
        storage.sql.exec(`SELECT name FROM sqlite_master WHERE name IN ('events', 'outbox')`).toArray(),
        storage.kv.get('schema') ?? null,
        await storage.getAlarm(),
      ]
    })
    expect(left).toEqual([[], null, null])
  })

  it('of somebody whom the population register does not know says so, and goes on once it does', async ({ expect }) => {
    const one = await opened(await signer())
    const view = await one.answer()
    expect(view).toMatchObject({ objection: { code: 'applicant-unknown', fields: [] } })
    expect(await one.object.order(one.maria.id)).toEqual({ ok: false, error: 'application-incomplete' })
    unwrap(await enterPerson(one.maria.number))
    expect(unwrap(await one.object.refresh(one.maria.id))).toMatchObject({ obstacle: { kind: 'fee' }, objection: null })
  })

  it('for a vehicle that is registered says so, and for another goes on', async ({ expect }) => {
    const [one, other] = [await opened(), await entered()]
    const typed = { vin: other.vin, make: 'VW', model: 'Golf', category: 'M1' }
    expect(unwrap(await one.object.answer(one.maria.id, 'vehicle', typed)).objection).toEqual({
      code: 'already-registered',
      fields: ['vin'],
    })
    const mended = unwrap(await one.object.answer(one.maria.id, 'vehicle', { ...typed, vin: one.vin }))
    expect([mended.objection, mended.evidence['vehicle']?.values]).toEqual([null, { registered: false }])
  })

  it('keeps its draft, whoever forgets it in between', async ({ expect }) => {
    const one = await opened()
    const before = await one.answer()
    await evictDurableObject(one.object)
    expect(unwrap(await one.object.view(one.maria.id))).toEqual(before)
    await evictDurableObject(one.object)
    unwrap(await one.object.answer(one.maria.id, 'technical', { ...technical, colour: 'red' }))
    expect(unwrap(await one.object.view(one.maria.id)).answers).toMatchObject({ vin: one.vin, colour: 'red' })
  })

  it('of which nobody but its register may know the number tells it to nobody', async ({ expect }) => {
    const one = await submitted()
    const ivan = await signer()
    const seen = [
      await one.object.view(one.maria.id),
      await one.object.examine(ivan.id, ROLES),
      await one.object.row(),
      await one.maria.person.inbox(),
    ]
    expect(JSON.stringify(seen)).not.toContain(one.maria.number)
  })
})

describe('a fee', () => {
  it('ordered a hundred times at once is one payment', async ({ expect }) => {
    const one = await opened()
    await one.answer()
    const orders = (await many(async () => one.object.order(one.maria.id))).map(unwrap)
    expect(new Set(orders.map(({ payment }) => payment)).size).toBe(1)
    expect(orders[0]).toMatchObject({ case: one.id, cents: 1279 })
  })

  it('paid a hundred times at once is paid once', async ({ expect }) => {
    const one = await opened()
    await one.answer()
    const order = unwrap(await one.object.order(one.maria.id))
    expect(errors(await many(async (n) => one.object.paid({ ...order, reference: `SIM-${n}` })))).toEqual([])
    const { events } = await kept(one)
    expect(events.filter(({ type }) => type === 'paid')).toHaveLength(1)
    expect(await one.object.order(one.maria.id)).toEqual({ ok: false, error: 'fee-paid' })
  })

  it('of another sum, or of another case, is not taken', async ({ expect }) => {
    const [one, other] = [await opened(), await opened()]
    await one.answer()
    await other.answer()
    const order = unwrap(await one.object.order(one.maria.id))
    unwrap(await other.object.order(other.maria.id))
    const unknown = { ok: false, error: 'payment-unknown' }
    expect(await one.object.paid({ ...order, cents: 1, reference: 'x' })).toEqual(unknown)
    expect(await other.object.paid({ ...order, reference: 'x' })).toEqual(unknown)
  })
})

describe('who looked', () => {
  it('is told to the applicant by their own record: the authority, the law, the case', async ({ expect }) => {
    const one = await submitted()
    const own = there(await civilRecord(one.maria.number).ofSubject(one.maria.number))
    expect(own.accesses.length).toBeGreaterThan(0)
    for (const access of own.accesses)
      expect(access).toMatchObject({
        authority: 'mvr',
        law: catalogue.services.get(SERVICE)?.law,
        case: one.id,
        fields: expect.arrayContaining(['givenName', 'familyName', 'bornOn', 'street']),
      })
    expect(await civilRecord(one.maria.number).ofSubject('6101057509')).toBeNull()
  })

  it('is kept of no record that is not there', async ({ expect }) => {
    const one = await opened(await signer())
    await one.answer()
    const left = await runInDurableObject(
      civilRecord(one.maria.number),
      (_, { storage }) => storage.kv.get('schema') ?? null,
    )
    expect(left).toBeNull()
  })
})

describe('a register that does not answer', () => {
  beforeEach(() => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
  })
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('loses no case that was begun: its alarm is set, and it is asked anew', async ({ expect }) => {
    const maria = await applicant()
    const id = caseId(env.INDEX_KEY, maria.id, SERVICE, 'silent')
    const object = caseById(env, id)
    const gone = () => Promise.reject(new Error('the register is gone'))
    const silent = { getByName: () => ({ answer: gone, capacity: () => Promise.resolve('full') }) }
    const opening = runInDurableObject(object, (instance) =>
      surrounded(instance, { RECORD: silent as unknown as typeof env.RECORD }, () =>
        instance.open(id, SERVICE, maria.id),
      ),
    )
    await expect(opening).rejects.toThrow(/register is gone/u)
    const { events, outbox, alarm } = await kept({ object })
    expect(events.map(({ type }) => type)).toEqual(['opened'])
    expect([outbox.length, alarm === null]).toEqual([1, false])
    expect(unwrap(await object.open(id, SERVICE, maria.id))).toMatchObject({ status: 'draft' })
    expect(unwrap(await object.refresh(maria.id)).evidence).toHaveProperty('applicant')
  })
})
