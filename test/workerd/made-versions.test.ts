// New versions of a register that an authority made: its records follow, whatever is lost on the way, and old entries stay provable.
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, describe, it, vi } from 'vitest'
import type { RecordObject } from '../../durable-objects/record.ts'
import { catalogue } from '../../workers/catalogue.ts'
import { integer } from '../../workers/kernel/field.ts'
import type { RegisterDefinition } from '../../workers/kernel/register.ts'
import { recordById, recordByKey, registerObject } from '../../workers/store/objects.ts'
import { faults, settle } from '../support/ledger.ts'
import { there } from '../support/result.ts'
import { clubOf, office, publishDefinition, settleDefinition, type Office } from '../support/stewards.ts'
import { Visitor } from '../support/visitor.ts'

let versions: Office
let made = 0
const anyone = new Visitor(env)

beforeAll(async () => {
  versions = await office('versions')
})
afterEach(() => {
  vi.restoreAllMocks()
})

const join = (id: string, number: string) =>
  versions.secretary.visitor.postJson(
    `/api/registers/${id}/acts/join`,
    { key: number, input: { nickname: `Член ${number}`, hand: number === 'c' ? 'right' : 'left', born: '1990-05-04' } },
    { 'Idempotency-Key': `join-${id}-${number}` },
  )

const shoe = integer({ label: { bg: 'Обувки', en: 'Shoes' }, disclose: 'open', min: 1, max: 60 })

/** The club, whose members wear shoes from its second version on; the rule has none for the right-handed where it says so. */
function second(id: string, rule = "record.hand == 'left' ? 41 : 42"): RegisterDefinition {
  const first = clubOf('versions', id)
  const enter = there(first.acts['join'])
  return {
    ...first,
    version: 2,
    fields: {
      ...first.fields,
      shoe,
      nickname: { ...there(first.fields['nickname']), disclose: 'restricted', find: 'exact' } as never,
    },
    caption: 'record.number',
    acts: { ...first.acts, join: { ...enter, set: { ...enter.set, shoe: '40' } } },
    migrations: [{ to: 2, set: { shoe: rule } }],
  }
}

/** A club with three members, published. */
async function club(): Promise<string> {
  const id = `club-of-versions-${(made += 1)}`
  await publishDefinition(versions, clubOf('versions', id))
  for (const number of ['a', 'b', 'c']) await join(id, number)
  await settle(['a', 'b', 'c'], id)
  return id
}

const valuesOf = async (id: string, number: string) => (await recordById(env, id, number).open())?.values

describe('records follow a new version', () => {
  it('all of them, each with an entry; what was closed leaves the read model; old entries stay provable', async ({
    expect,
  }) => {
    const id = await club()
    const before = await (await anyone.get(`/registers/${id}/records/a/extract.json`)).json<{ entries: object[] }>()
    expect((await publishDefinition(versions, second(id), 'change')).status).toBe(201)
    await settleDefinition(id)
    await settle(['a', 'b', 'c'], id)

    const { adoption } = await registerObject(env, id).state()
    expect(adoption).toMatchObject({ version: 2, records: 3, followed: 3, failed: 0, finished: true })
    expect([await valuesOf(id, 'a'), await valuesOf(id, 'c')]).toMatchObject([{ shoe: 41 }, { shoe: 42 }])
    expect(await faults(['a', 'b', 'c'], id)).toEqual([])
    const { results } = await env.DB.prepare('SELECT open FROM snapshots WHERE register = ?')
      .bind(id)
      .all<{ open: string }>()
    expect(results.map(({ open }) => open).join()).not.toContain('Член')
    const after = await (await anyone.get(`/registers/${id}/records/a/extract.json`)).json<{ entries: object[] }>()
    expect([before.entries.length, after.entries.length]).toEqual([1, 2])
    const page = await (await anyone.get(`/registers/${id}/versions`)).text()
    expect(page).toContain('3 от 3')
    const { changes } = await (
      await anyone.get(`/api/registers/${id}/diff?from=1&to=2`)
    ).json<{ changes: { path: string }[] }>()
    expect(changes.map(({ path }) => path)).toContain('fields.shoe')
  })

  it('one that cannot says so, and follows once it was corrected', async ({ expect }) => {
    const id = await club()
    // Nobody with no points can follow: a whole number is not divided by none.
    await publishDefinition(versions, second(id, "record.hand == 'left' ? 41 : 42 / record.points"), 'change')
    await settleDefinition(id)
    const state = async () => (await registerObject(env, id).state()).adoption
    expect(await state()).toMatchObject({ followed: 2, failed: 1, failedIds: ['c'], finished: true })
    const act = (name: string, input: object) =>
      versions.secretary.visitor.postJson(
        `/api/registers/${id}/acts/${name}`,
        { key: 'c', input },
        { 'Idempotency-Key': `${name}-${id}` },
      )
    expect(await (await act('score', { won: 5 })).json()).toMatchObject({ code: 'migration-failed' })
    expect((await act('correct', { hand: 'left' })).status).toBe(201)
    await settle(['c'], id)
    await settleDefinition(id)
    expect(await state()).toMatchObject({ failed: 0 })
    expect(await valuesOf(id, 'c')).toMatchObject({ shoe: 41, hand: 'left' })
  })

  /** What is lost between the definition's record, its register and the records, before or after it was done. */
  it.for([
    { name: 'the register is not told', lose: 'tell', done: false },
    { name: 'the register is told, its answer lost', lose: 'tell', done: true },
    { name: 'a record is not asked', lose: 'ask', done: false },
    { name: 'a record has followed, its answer lost', lose: 'ask', done: true },
  ] as const)('$name: once more, and all have followed once', async ({ lose, done }, { expect }) => {
    const id = await club()
    const error = vi.spyOn(console, 'error').mockReturnValue()
    let lost = 0
    /** The first call of one object is lost, before or after it was done: a method is looked for on the class alone. */
    const loseFirst = (object: { adopt(version: number): Promise<unknown> }) => {
      const own = Object.getPrototypeOf(object) as typeof object
      const adopt: (this: typeof object, version: number) => Promise<unknown> = Reflect.get(own, 'adopt')
      vi.spyOn(own, 'adopt').mockImplementation(async function adopting(this: typeof object, version) {
        if (this !== object || lost > 0) return adopt.call(this, version)
        lost += 1
        if (done) await adopt.call(this, version)
        throw new Error('lost')
      })
    }
    if (lose === 'tell') await runInDurableObject(registerObject(env, id), (object) => loseFirst(object))
    else await runInDurableObject(recordById(env, id, 'b'), (object: RecordObject) => loseFirst(object))
    await publishDefinition(versions, second(id), 'change')
    for (let round = 0; round < 3; round += 1) {
      await runDurableObjectAlarm(recordByKey(env, catalogue.defining().definition, id))
      await settleDefinition(id)
    }
    await settle(['a', 'b', 'c'], id)
    expect(lost).toBeGreaterThan(0)
    expect(error).toHaveBeenCalled()
    expect((await registerObject(env, id).state()).adoption).toMatchObject({ version: 2, failed: 0, finished: true })
    for (const number of ['a', 'b', 'c']) expect(await valuesOf(id, number)).toHaveProperty('shoe')
    expect(await faults(['a', 'b', 'c'], id)).toEqual([])
  })

  it('a record that was asleep wakes by the definition in force', async ({ expect }) => {
    const id = await club()
    await evictDurableObject(recordById(env, id, 'a'))
    expect(await valuesOf(id, 'a')).toMatchObject({ nickname: 'Член a' })
  })

  it('a record that was asleep wakes also where the definition was looked up long ago', async ({ expect }) => {
    const id = await club()
    await evictDurableObject(recordById(env, id, 'a'))
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 })
    try {
      expect(await valuesOf(id, 'a')).toMatchObject({ nickname: 'Член a' })
    } finally {
      vi.useRealTimers()
    }
  })
})
