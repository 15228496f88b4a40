// A record's object: one writer, whoever comes at once; one answer to one key; and what takes effect on its day.
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, describe, it, vi } from 'vitest'
import { catalogue } from '../../workers/catalogue.ts'
import type { ActCommand } from '../../workers/engines/command.ts'
import { recordById, recordByKey, registerObject } from '../../workers/store/objects.ts'
import { act, command, entered, faults, golf, known, logOf, newVin, owner, settle, vehicle } from '../support/ledger.ts'
import { there, unwrap } from '../support/result.ts'

afterEach(() => {
  vi.useRealTimers()
})

const times = <T>(count: number, work: (n: number) => T) => Array.from({ length: count }, (_, n) => work(n))

const count = (vin: string, table: string) =>
  runInDurableObject(
    vehicle(vin),
    (_, { storage }) => storage.sql.exec<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).one().n,
  )

describe('a hundred acts at once', () => {
  it('on one record get a hundred numbers, without a gap', async ({ expect }) => {
    const { vin, id } = await entered()
    const answers = await Promise.all(times(100, (n) => act(vin, 'change-owner', { owner: owner(n + 1) })))
    const seqs = answers.map((answer) => unwrap(answer).seq).toSorted((a, b) => a - b)
    expect(seqs).toEqual(times(100, (n) => n + 2))
    await settle([id])
    expect(await faults([id])).toEqual([])
  })

  it('that expect the same version: one is done, and the others hear which one stands', async ({ expect }) => {
    const { vin, id } = await entered()
    const answers = await Promise.all(
      times(100, (n) => act(vin, 'change-owner', { owner: owner(n + 1) }, { expectedSeq: 1 })),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.filter((one) => !one.ok && one.error === 'stale-version' && one.seq === 2)).toHaveLength(99)
    await settle([id])
    expect(await faults([id])).toEqual([])
  })

  it('that make the same record: one does, whoever typed its key how', async ({ expect }) => {
    const vin = newVin()
    const typed = [vin, vin.toLowerCase(), ` ${vin}\t`, vin.replace('WVW', 'WVW '), vin.replaceAll('X', 'Х')]
    const answers = await Promise.all(times(50, (n) => act(typed[n % typed.length] ?? vin, 'enter', golf)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.filter((one) => !one.ok && one.error === 'record-exists')).toHaveLength(49)
    await settle([unwrap(there(answers.find(({ ok }) => ok))).id])
  })
})

describe('an idempotency key', () => {
  it('gets one entry and one answer, asked fifty times at once, and after the object was evicted', async ({
    expect,
  }) => {
    const { vin, record } = await entered()
    const asked = command(vin, 'suspend')
    const answers = await Promise.all(times(50, () => record.perform(asked)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(unwrap(there(answers[0])).seq).toBe(2)
    await evictDurableObject(record)
    expect(await record.perform(asked)).toEqual(answers[0])
    expect(await count(vin, 'entries')).toBe(2)
  })

  it('takes no other request, and knows its own in any order', async ({ expect }) => {
    const { vin, record } = await entered()
    const asked = command(vin, 'correct', { colour: 'black', mass: 1600 })
    const first = await record.perform(asked)
    expect(await record.perform({ ...asked, input: { mass: 1600, colour: 'black' } })).toEqual(first)
    const reused = { ok: false, error: 'idempotency-key-reused' }
    expect(await record.perform({ ...asked, input: { colour: 'black' } })).toEqual(reused)
    expect(await record.perform({ ...asked, act: 'suspend', input: {} })).toEqual(reused)
    expect(await record.perform({ ...asked, actor: { role: 'mvr.registrar', person: 'p2' } })).toEqual(reused)
    expect(await record.perform({ ...asked, effectiveFrom: '2026-01-01' })).toEqual(reused)
  })

  it('is refused again what it was refused, though it would be done by now', async ({ expect }) => {
    const { vin, record } = await entered()
    const asked = command(vin, 'resume')
    const refused = { ok: false, error: 'not-suspended' }
    expect(await record.perform(asked)).toEqual(refused)
    unwrap(await act(vin, 'suspend'))
    await evictDurableObject(record)
    expect(await record.perform(asked)).toEqual(refused)
    expect((await act(vin, 'resume')).ok).toBe(true)
  })
})

describe('a refusal', () => {
  it('changes nothing', async ({ expect }) => {
    const { vin, id, record } = await entered()
    const before = await record.snapshot()
    for (const refused of [
      await act(vin, 'resume'),
      await act(vin, 'change-plate', { plate: 'Ж' }),
      await act(vin, 'suspend', {}, { actor: { role: 'nobody.at-all' } }),
      await act(vin, 'suspend', {}, { expectedSeq: 9 }),
      await act(vin, 'explode'),
    ])
      expect(refused.ok).toBe(false)
    expect(await record.snapshot()).toEqual(before)
    expect(await count(vin, 'entries')).toBe(1)
    // Who may not act at all leaves no trace.
    expect(await count(vin, 'refusals')).toBe(3)
    await settle([id])
    expect(await faults([id])).toEqual([])
  })

  it('names the field, though its value has no form in JSON', async ({ expect }) => {
    const { vin } = await entered()
    const issue = (field: string, code: string) => ({ ok: false, error: 'invalid-input', issues: [{ field, code }] })
    expect(await act(vin, 'correct', { mass: Number.POSITIVE_INFINITY })).toEqual(issue('mass', 'not-a-whole-number'))
    expect(await act(vin, 'correct', { mass: Number.NaN })).toEqual(issue('mass', 'not-a-whole-number'))
    expect(await act(vin, 'correct', { make: '\ud800' })).toEqual(issue('make', 'control-characters'))
  })

  it('of a record that is not there makes none', async ({ expect }) => {
    const vin = newVin()
    expect(await act(vin, 'suspend')).toEqual({ ok: false, error: 'record-missing' })
    expect(await act(vin, 'enter', {})).toMatchObject({ ok: false, error: 'invalid-input' })
    expect(await vehicle(vin).open()).toBeNull()
    expect(await runInDurableObject(vehicle(vin), (_, { storage }) => storage.kv.get('schema'))).toBeUndefined()
  })

  it('meets whoever calls a record by another name', async ({ expect }) => {
    const astray = [recordById(env, 'vehicles', 'astray'), recordById(env, 'civil', 'astray')]
    for (const object of astray)
      await runInDurableObject(object, async (record) => {
        const asked = async () => record.perform(command(newVin(), 'enter'))
        await expect(asked()).rejects.toThrow('called otherwise')
      })
  })
})

describe('an act that takes effect later', () => {
  // Ahead of the real clock: an alarm that is set in its past would ring at once.
  const NOW = Date.parse('2031-11-20T09:00:00Z')
  const at = (time: string) => vi.setSystemTime(Date.parse(time))
  const alarmOf = (vin: string) => runInDurableObject(vehicle(vin), (_, { storage }) => storage.getAlarm())
  const rowOf = (id: string) =>
    env.DB.prepare(`SELECT seq, effective_from AS since, open->>'status' AS status FROM snapshots WHERE id = ?`)
      .bind(id)
      .first<{ seq: number; since: string; status: string }>()

  it('is logged at once, shown on its day, and the read model follows by itself, day after day', async ({ expect }) => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW })
    const { vin, id, record } = await entered()
    unwrap(await act(vin, 'suspend', {}, { effectiveFrom: '2031-12-01' }))
    unwrap(await act(vin, 'resume', {}, { effectiveFrom: '2031-12-05' }))
    await settle([id])
    expect(await faults([id])).toEqual([])
    expect((await record.open())?.values['status']).toBe('active')
    expect(await rowOf(id)).toEqual({ seq: 1, since: '2031-11-20', status: 'active' })
    expect(await alarmOf(vin)).toBe(Date.parse('2031-11-30T22:00:00Z'))

    at('2031-11-30T21:59:59Z')
    expect((await record.open())?.values['status']).toBe('active')
    at('2031-11-30T22:00:01Z')
    expect(await record.open()).toMatchObject({ seq: 2, effectiveFrom: '2031-12-01', values: { status: 'suspended' } })
    await settle([id])
    expect(await rowOf(id)).toEqual({ seq: 2, since: '2031-12-01', status: 'suspended' })
    expect(await alarmOf(vin)).toBe(Date.parse('2031-12-04T22:00:00Z'))

    at('2031-12-04T22:00:01Z')
    await settle([id])
    expect(await rowOf(id)).toEqual({ seq: 3, since: '2031-12-05', status: 'active' })
    expect(await alarmOf(vin)).toBeNull()
    expect(await faults([id])).toEqual([])
  })

  it('may be the first: the record is in the log at once, and in the read model on its day', async ({ expect }) => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW })
    const { vin, id, record } = await entered({}, { effectiveFrom: '2031-12-01' })
    await settle([id])
    expect((await logOf('vehicles')).filter((row) => row.record === id)).toHaveLength(1)
    expect([await record.open(), await rowOf(id)]).toEqual([null, null])
    expect(await alarmOf(vin)).toBe(Date.parse('2031-11-30T22:00:00Z'))
    expect(await faults([id])).toEqual([])
    at('2031-11-30T22:00:01Z')
    await settle([id])
    expect(await rowOf(id)).toEqual({ seq: 1, since: '2031-12-01', status: 'active' })
    expect(await faults([id])).toEqual([])
  })

  it('does not put off the retry of a delivery that failed', async ({ expect }) => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW })
    const { vin, id } = await entered()
    unwrap(await act(vin, 'suspend', {}, { effectiveFrom: '2031-12-01' }))
    await settle([id])
    unwrap(await act(vin, 'correct', { colour: 'black' }, { effectiveFrom: '2031-11-20' }))
    expect(await alarmOf(vin)).toBe(NOW + 5000)
    expect(await runDurableObjectAlarm(vehicle(vin))).toBe(true)
    await settle([id])
    expect(await alarmOf(vin)).toBe(Date.parse('2031-11-30T22:00:00Z'))
    expect(await faults([id])).toEqual([])
  })

  it('is refreshed by an alarm that comes late, in an object that remembers nothing', async ({ expect }) => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW })
    const { vin, id, record } = await entered()
    unwrap(await act(vin, 'suspend', {}, { effectiveFrom: '2031-12-01' }))
    await settle([id])
    await evictDurableObject(record)
    at('2031-12-24T10:00:00Z')
    await settle([id])
    expect(await rowOf(id)).toEqual({ seq: 2, since: '2031-12-01', status: 'suspended' })
    expect(await registerObject(env, 'vehicles').state()).toMatchObject({ unpublished: 0 })
  })
})

describe('an act that names records of other registers', () => {
  it('is refused where one is not there, and does what it asks once it is', async ({ expect }) => {
    const { vin, record } = await entered()
    const asked = () => record.perform(command(vin, 'change-owner', { owner: owner(901) }))
    const issues = [{ field: 'owner', code: 'reference-unknown' }]
    expect(await asked()).toEqual({ ok: false, error: 'invalid-input', issues })
    await known(owner(901))
    expect(await asked()).toMatchObject({ ok: true, value: { seq: 2 } })
  })

  it('is told which of a group is not there, and which stands no more', async ({ expect }) => {
    const property = there(catalogue.registers.get('property'))
    const record = recordByKey(env, property, '68134.1.1')
    const share = (n: number, rest: object) => ({ share: `1/${n}`, ground: 'акт', ...rest })
    const rest = { kind: 'parcel', use: 'residential', area: 100, settlement: '68134', street: 'ул. „Шипка“ 14' }
    const enter = { ...rest, owners: [share(1, { person: owner(902) })] }
    const at = { register: 'property' }
    expect(await record.perform(command('68134.1.1', 'enter', enter, at))).toMatchObject({ ok: true })
    const company = (name: string, input: ActCommand['input'], role: string) =>
      act('175074752', name, input, { register: 'companies', actor: { role } })
    const firm = { name: 'Зора', nameLatin: 'Zora', form: 'ood', seat: '68134', street: 'ул. „Шипка“ 14' }
    unwrap(await company('found', firm, 'operator'))
    unwrap(await company('close', {}, 'av.registrar'))
    await known(owner(903))
    const owners = [
      share(3, { person: owner(903) }),
      share(3, { company: '175074752' }),
      share(3, { company: '831642181' }),
    ]
    const transfer = command('68134.1.1', 'transfer', { owners }, { ...at, actor: { role: 'av.registrar' } })
    const issues = [
      { field: 'owners.1.company', code: 'reference-ended' },
      { field: 'owners.2.company', code: 'reference-unknown' },
    ]
    expect(await record.perform(transfer)).toEqual({ ok: false, error: 'invalid-input', issues })
  })
})
