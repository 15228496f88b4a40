// What the law has erased is nowhere any more, whatever breaks on the way; and every root and chain stands as it did.
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, it, vi } from 'vitest'
import type { RecordObject } from '../../durable-objects/record.ts'
import { blindIndex } from '../../workers/engines/names.ts'
import { commit } from '../../workers/engines/log/commitment.ts'
import { verifyExtract, type Extract } from '../../workers/engines/log/extract.ts'
import { fromHex } from '../../workers/kernel/bytes.ts'
import { personalNumber } from '../../workers/kernel/formats/personal-number.ts'
import { claimByName, recordById, registerObject } from '../../workers/store/objects.ts'
import { granting, ROLES, signer, submitted } from '../support/cases.ts'
import { databaseDump, objectDump, storeDump } from '../support/dump.ts'
import { act, faults, settle, vehicle } from '../support/ledger.ts'
import { unwrap } from '../support/result.ts'
import { Visitor } from '../support/visitor.ts'

beforeEach(() => {
  // What breaks is told to the operator; here it is meant to.
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => void vi.restoreAllMocks())

const TWO = {
  actor: { role: 'mvr.registrar', person: 'first' },
  second: { role: 'mvr.registrar', person: 'second' },
  basis: {},
}

/** A vehicle that a case had entered, and whose life is over: everything that may hold a copy holds one. */
async function scrapped() {
  const one = await submitted()
  const ivan = await signer()
  const typed = granting()
  unwrap(await one.object.decide(ivan.id, ROLES, typed, await one.decided(ivan, typed)))
  const record = vehicle(one.vin)
  const id = (await record.open())?.id ?? ''
  const rest = { idempotencyKey: `scrap:${one.vin}` }
  unwrap(await act(one.vin, 'scrap', {}, rest))
  // What was refused is kept as well.
  if ((await act(one.vin, 'suspend')).ok) throw new Error('a scrapped vehicle was suspended')
  await settle([id])
  const claim = claimByName(
    env,
    `vehicles.plate:${blindIndex(env.INDEX_KEY, 'vehicles', 'plate', typed.plate.replaceAll(' ', ''))}`,
  )
  const register = registerObject(env, 'vehicles')
  const everything = async () =>
    (
      await Promise.all([
        ...[record, claim, one.object, register, one.maria.person, ivan.person].map((stub) =>
          objectDump(stub as unknown as DurableObjectStub),
        ),
        databaseDump(),
        storeDump(),
      ])
    ).join('\n')
  return { ...one, id, record, claim, plate: typed.plate, everything }
}

const erase = (vin: string) => act(vin, 'erase', {}, { ...TWO, idempotencyKey: `erase:${vin}` })

const waiting = (record: DurableObjectStub<RecordObject>) =>
  runInDurableObject(record, async (_, { storage }) => ({
    lanes: storage.sql.exec<{ lane: string }>('SELECT lane FROM outbox').toArray(),
    alarm: await storage.getAlarm(),
  }))

const leavesOf = (record: DurableObjectStub<RecordObject>) =>
  runInDurableObject(record, (_, { storage }) =>
    storage.sql.exec<{ leaf: string; salts: string }>('SELECT leaf, salts FROM entries ORDER BY seq').toArray(),
  )

describe('a record whose personal data are erased', () => {
  it('holds nothing of them any more, nor does anything else; its log and its chain stand', async ({ expect }) => {
    const { vin, id, record, claim, maria, plate, object, everything } = await scrapped()
    const secrets = [vin, plate, plate.replaceAll(' ', ''), maria.number]
    const before = await everything()
    for (const secret of [vin, plate, maria.number]) expect(before).toContain(secret)
    const blind = blindIndex(env.INDEX_KEY, 'vehicles', 'owner', maria.number)
    expect(before).toContain(blind)
    const leaves = await leavesOf(record)
    const checkpoint = await registerObject(env, 'vehicles').checkpoint()

    expect(await erase(vin)).toMatchObject({ ok: true, value: { seq: 3 } })
    await settle([id])
    await vi.waitUntil(async () => (await waiting(record)).lanes.length === 0)
    const after = await everything()
    // The applicant's own number names them in their case, which they may read: all else is gone from there too.
    const own = JSON.stringify(await object.view(maria.id))
    for (const secret of secrets.slice(0, 3)) expect(after).not.toContain(secret)
    expect(own).not.toContain(vin)
    const dumps = await Promise.all([record, claim].map((stub) => objectDump(stub as unknown as DurableObjectStub)))
    for (const text of [...dumps, await databaseDump()]) expect(text).not.toContain(maria.number)
    expect(after).not.toContain(blind)
    expect(dumps[1]).not.toContain(id)

    // Every leaf is the one that stood there, and every invariant of the log is derived anew.
    expect((await leavesOf(record)).slice(0, 2).map(({ leaf }) => leaf)).toEqual(leaves.map(({ leaf }) => leaf))
    expect(await faults([id])).toEqual([])
    expect(await registerObject(env, 'vehicles').checkpoint()).not.toBe(checkpoint)
  })

  it('tells a guesser nothing: not one of the numbers of a birthday fits any leaf, with any salt that is left', async ({
    expect,
  }) => {
    const { vin, id, record, maria } = await scrapped()
    const kept = await leavesOf(record)
    const salts = () => kept.flatMap((one) => Object.values(JSON.parse(one.salts) as Record<string, string>))
    const before = salts()
    unwrap(await erase(vin))
    await settle([id])
    const left = (await leavesOf(record)).flatMap((one) =>
      Object.values(JSON.parse(one.salts) as Record<string, string>),
    )
    const commitments = new Set(
      kept.flatMap(({ leaf }) => Object.values((JSON.parse(leaf) as { commitments: object }).commitments)),
    )
    const born = `19${maria.number.slice(0, 2)}-${maria.number.slice(2, 4)}-${maria.number.slice(4, 6)}`
    const guesses = [maria.number, ...Array.from({ length: 200 }, (_, serial) => personalNumber(born, serial * 5))]
    const fits = (known: readonly string[]) =>
      guesses.filter((guess) =>
        [...known, '', '00'.repeat(16)].some((salt) => commitments.has(commit(fromHex(salt), guess))),
      )
    expect(fits(before)).toContain(maria.number)
    expect(fits(left)).toEqual([])
  })

  it('is over: nobody acts on it, names it or finds it; whoever asks again is answered the same', async ({
    expect,
  }) => {
    const { vin, id, record, maria } = await scrapped()
    const done = unwrap(await erase(vin))
    await settle([id])
    await evictDurableObject(record)
    expect(unwrap(await erase(vin))).toEqual(done)
    expect(unwrap(await act(vin, 'scrap', {}, { idempotencyKey: `scrap:${vin}` }))).toMatchObject({ seq: 2 })
    expect(await act(vin, 'correct', { colour: 'red' })).toEqual({ ok: false, error: 'record-erased' })
    expect(await act(vin, 'erase', {}, TWO)).toEqual({ ok: false, error: 'record-erased' })
    expect(await record.standing()).toBe('missing')
    expect(await record.ofSubject(maria.number)).toBeNull()
    const seen = await record.read({ authority: 'mvr', role: 'mvr.registrar', law: 'чл. 1' })
    expect(Object.keys(seen?.values ?? {}).toSorted()).toEqual(
      ['category', 'colour', 'emissionClass', 'firstRegistered', 'fuel', 'make', 'mass', 'model', 'status'].toSorted(),
    )
  })

  it('says on its page what was erased, when, and by which law; its extract still holds', async ({ expect }) => {
    const { vin, id } = await scrapped()
    unwrap(await erase(vin))
    await settle([id])
    const visitor = new Visitor(env)
    const page = await (await visitor.get(`/en/registers/vehicles/records/${id}`)).text()
    expect(page).toContain('The personal data in this record were erased on')
    expect(page).toContain('Регламент (ЕС) 2016/679, чл. 17, пар. 1, буква „а“')
    expect(page).toContain('Erased later:')
    const entry = await (await visitor.get(`/en/registers/vehicles/records/${id}/entries/1`)).text()
    expect(entry).toContain('sealed values that have been erased')
    const extract = await (await visitor.get(`/registers/vehicles/records/${id}/extract.json`)).json<Extract>()
    expect(unwrap(await verifyExtract(extract)).map(({ act: name }) => name)).toEqual(['enter', 'scrap', 'erase'])
  })

  it('is erased by two, by nobody else, and only where its rule lets', async ({ expect }) => {
    const { vin } = await scrapped()
    expect(await act(vin, 'erase')).toEqual({ ok: false, error: 'second-official-needed' })
    expect(await act(vin, 'erase', {}, { ...TWO, actor: { role: 'nap.registrar', person: 'first' } })).toEqual({
      ok: false,
      error: 'not-allowed',
    })
    expect(await act(vin, 'erase', {}, { ...TWO, effectiveFrom: '2099-01-01' })).toMatchObject({
      error: 'effective-date-too-far-ahead',
    })
  })
})

describe('an erasure with a crash', () => {
  it.for([
    ['before the claim has heard', 'CLAIM', 'forget', false],
    ['after the claim has forgotten, and nobody knows', 'CLAIM', 'forget', true],
    ['before the case has heard', 'CASE', 'forget', false],
    ['after the case has forgotten, and nobody knows', 'CASE', 'forget', true],
    ['before the register has the entry', 'REGISTER', 'deliver', false],
    ['after the register has it, and nobody knows', 'REGISTER', 'deliver', true],
  ] as const)('%s is finished by the alarm, once', async ([, binding, method, done], { expect }) => {
    const { vin, id, record, plate, everything } = await scrapped()
    const command = { register: 'vehicles', key: vin, act: 'erase', input: {}, ...TWO, idempotencyKey: `e:${vin}` }
    await runInDurableObject(record, async (object: RecordObject, { storage }) => {
      const instance = object as unknown as { env: typeof env }
      const own = instance.env
      let tried = 0
      const broken = {
        getByName: (name: string) => ({
          [method]: async (...args: never[]) => {
            const stub = own[binding].getByName(name) as unknown as Record<
              string,
              (...all: never[]) => Promise<unknown>
            >
            if (done) await stub[method]?.(...args)
            tried += 1
            throw new Error('the connection was lost')
          },
        }),
      }
      instance.env = { ...own, [binding]: broken }
      expect(await object.perform(command)).toMatchObject({ ok: true })
      await vi.waitUntil(() => tried > 0)
      // The record's own copy is gone with the entry, whatever is broken elsewhere.
      expect(JSON.stringify(storage.sql.exec('SELECT * FROM entries').toArray())).not.toContain(vin)
      instance.env = own
    })
    await evictDurableObject(record)
    await runInDurableObject(record, (_, { storage }) => void storage.sql.exec('UPDATE outbox SET due_at = 1'))
    await runDurableObjectAlarm(record)
    await settle([id])
    expect((await waiting(record)).lanes).toEqual([])
    for (const secret of [vin, plate]) expect(await everything()).not.toContain(secret)
    expect(await faults([id])).toEqual([])
  })

  it('waits for a case that is still open, and for no other', async ({ expect }) => {
    const { vin, id, record } = await scrapped()
    const open = await submitted()
    await runInDurableObject(record, (_, { storage }) => {
      storage.sql.exec(
        'INSERT INTO accesses (at, authority, law, case_id, fields) VALUES (1, ?, ?, ?, ?)',
        'mvr',
        'чл. 1',
        open.id,
        '["owner"]',
      )
    })
    unwrap(await erase(vin))
    await settle([id])
    await vi.waitUntil(async () => (await waiting(record)).lanes.length === 1)
    expect((await waiting(record)).lanes).toEqual([{ lane: open.id }])
    expect((await waiting(record)).alarm).toBeGreaterThan(Date.now())
    const ivan = await signer()
    const typed = { outcome: 'refuse', reasons: 'Липсва основание.' }
    unwrap(await open.object.decide(ivan.id, ROLES, typed, await open.decided(ivan, typed)))
    await runInDurableObject(record, (_, { storage }) => void storage.sql.exec('UPDATE outbox SET due_at = 1'))
    await runInDurableObject(recordById(env, 'vehicles', id), (object: RecordObject) => object.alarm())
    expect((await waiting(record)).lanes).toEqual([])
  })
})
