// Acts that change several records: all of them in one moment, or none, whatever breaks on the way; and nobody sees, or
// does, half of one.
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, it, vi } from 'vitest'
import type { TransactionObject } from '../../durable-objects/transaction.ts'
import { catalogue } from '../../workers/catalogue.ts'
import type { ActAnswer, ActCommand } from '../../workers/engines/command.ts'
import { recordId, transactionName } from '../../workers/engines/names.ts'
import type { Env } from '../../workers/env.ts'
import { personalNumber } from '../../workers/kernel/formats/personal-number.ts'
import { recordByKey, transactionByName } from '../../workers/store/objects.ts'
import { attack } from '../support/attacks.ts'
import { recordsWithout } from '../support/broken.ts'
import { surrounded } from '../support/cases.ts'
import { act, command, faults, known, settle } from '../support/ledger.ts'
import { there, unwrap } from '../support/result.ts'

beforeEach(() => {
  // What breaks is told to the operator; here it is meant to.
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => void vi.restoreAllMocks())

const register = there(catalogue.registers.get('civil'))
const civil = (key: string) => recordByKey(env, register, key)
const idOf = (key: string) => recordId(env.INDEX_KEY, register, key)

let born = 0
/** Somebody whom no other test knows. */
async function person() {
  const key = personalNumber('1931-03-05', 700 + (born += 1))
  await known(key)
  return key
}
/** Two of them, the one first whose record is held first. */
async function pair() {
  const [one, other] = [await person(), await person()]
  return `civil:${idOf(one)}` < `civil:${idOf(other)}` ? ([one, other] as const) : ([other, one] as const)
}

const BY = { register: 'civil', actor: { role: 'grao.registrar', person: 'registrar' } }
const marriage = (one: string, other: string) => command(one, 'marry', { spouse: other }, BY)
const spouseOf = async (key: string) => there(await civil(key).ofSubject(key)).view.values['spouse']
const spouses = (keys: readonly string[]) => Promise.all(keys.map(spouseOf))

const coordinator = (asked: ActCommand) =>
  transactionByName(env, transactionName(env.INDEX_KEY, 'civil', idOf(asked.key), asked.idempotencyKey))
/** Asks for an act while what it needs is broken. */
const breaking = (asked: ActCommand, broken: Partial<Env>): Promise<ActAnswer> =>
  runInDurableObject(coordinator(asked), (object: TransactionObject) =>
    surrounded(object, broken, () => object.perform(asked)),
  )
const holds = (key: string): Promise<number> =>
  runInDurableObject(civil(key), (_, { storage }) => storage.sql.exec('SELECT * FROM holds').toArray().length)

/** The coordinator forgets all but its disk, time passes, and its alarm rings, once more than it has to. */
async function recover(asked: ActCommand): Promise<void> {
  const object = coordinator(asked)
  await evictDurableObject(object)
  await runInDurableObject(object, (_, { storage }) => void storage.sql.exec('UPDATE transactions SET due_at = 1'))
  await runDurableObjectAlarm(object)
  await runInDurableObject(object, (instance) => instance.alarm())
}

/** Everything that is wrong with two records; nothing, where both are as they must be. */
async function wrong(keys: readonly [string, string], married: boolean): Promise<readonly unknown[]> {
  const ids = keys.map(idOf)
  await settle(ids, 'civil')
  const said = await spouses(keys)
  const held = await Promise.all(keys.map(holds))
  const ought = married ? [keys[1], keys[0]] : [undefined, undefined]
  return [
    ...(said.some((one, at) => one !== ought[at]) ? [said] : []),
    ...(held.some((count) => count > 0) ? [held] : []),
    ...(await faults(ids, 'civil')),
  ]
}

describe('a marriage', () => {
  it('is entered at both spouses by one act, whose receipt names both entries', async ({ expect }) => {
    const keys = await pair()
    const asked = { ...marriage(...keys), input: { spouse: ` ${keys[1]}` } }
    const receipt = unwrap(await civil(keys[0]).perform(asked))
    const [other] = receipt.together ?? []
    expect(other).toMatchObject({ register: 'civil', id: idOf(keys[1]), seq: 2, recordedAt: receipt.recordedAt })
    const [entry] = there(await civil(keys[1]).page({})).entries
    expect(entry).toMatchObject({ act: 'marry', leafHash: other?.leafHash })
    // Who the other is, is nobody's business: that there is one, is.
    expect(entry?.together).toEqual([{ register: 'civil', act: 'marry' }])
    expect(await civil(keys[0]).perform(asked)).toEqual({ ok: true, value: receipt })
    expect(await civil(keys[0]).perform({ ...asked, input: { spouse: keys[0] } })).toMatchObject({
      error: 'idempotency-key-reused',
    })
    expect(await wrong(keys, true)).toEqual([])
  })

  it('ends at both by a divorce, and by a death, which is nobody’s to enter at the survivor alone', async ({
    expect,
  }) => {
    const [keys, others] = [await pair(), await pair()]
    for (const [one, other] of [keys, others]) unwrap(await act(one, 'marry', { spouse: other }, BY))
    unwrap(await act(keys[1], 'divorce', { from: keys[0] }, BY))
    expect(await wrong(keys, false)).toEqual([])
    expect(await act(others[1], 'widow', { from: others[0] }, BY)).toEqual({ ok: false, error: 'not-by-itself' })
    const receipt = unwrap(await act(others[0], 'death', {}, BY))
    expect(receipt.together).toHaveLength(1)
    expect(await spouses(others)).toEqual([others[1], undefined])
  })

  it('is refused by the rules of either, and then entered at neither', async ({ expect }) => {
    const [keys, [third]] = [await pair(), await pair()]
    unwrap(await act(keys[0], 'marry', { spouse: keys[1] }, BY))
    const asked = marriage(third, keys[1])
    const refused = { ok: false, error: 'married', register: 'civil' }
    expect(await civil(third).perform(asked)).toEqual(refused)
    expect(await civil(third).perform(asked)).toEqual(refused)
    expect(await spouses([...keys, third])).toEqual([keys[1], keys[0], undefined])
    const child = personalNumber('2020-03-05', 3)
    expect(await act(third, 'marry', { spouse: child }, BY)).toMatchObject({ error: 'invalid-input' })
    expect(await holds(third)).toBe(0)
  })
})

describe('at once', () => {
  it('of many marriages of the same people in opposite order one comes about, and nobody waits for ever', async ({
    expect,
  }) => {
    const [keys, [third]] = [await pair(), await pair()]
    const asked = Array.from(
      { length: 12 },
      (_, n) => [marriage(keys[0], keys[1]), marriage(keys[1], keys[0]), marriage(third, keys[1])][n % 3],
    ).map(there)
    const answers = await Promise.all(asked.map((one) => civil(one.key).perform(one)))
    const done = answers.filter(({ ok }) => ok)
    expect(done.length).toBeGreaterThan(0)
    const codes = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]))
    expect(codes.every((code) => ['record-held', 'married', 'nothing-changes'].includes(code))).toBe(true)
    const said = await spouses([...keys, third])
    // Two of the three are married, and to each other.
    const all = [...keys, third]
    const married = all.filter((_, at) => said[at] !== undefined)
    expect(married).toHaveLength(2)
    expect(await spouses(married)).toEqual(married.toReversed())
    expect(done).toHaveLength(1)
  })

  it('asked twenty times under one key is one act, and all hear the same', async ({ expect }) => {
    const keys = await pair()
    const asked = marriage(...keys)
    const answers = await Promise.all(Array.from({ length: 20 }, () => civil(keys[0]).perform(asked)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await wrong(keys, true)).toEqual([])
  })
})

/** What is broken, of the record that is held first (0) or second (1), and whether the marriage comes about. */
const TABLE = [
  ['touches', 0, false],
  ['touches', 1, false],
  ['prepare', 0, false],
  ['prepare', 1, false],
  ['commit', 0, true],
  ['commit', 1, true],
] as const

describe.each([
  ['before it was done', false],
  ['after it was done, and nobody heard of it', true],
] as const)('a crash %s', (_, done) => {
  it.for(TABLE)('of “%s” at record %d: both or neither, by the alarm', async ([message, at, comes], { expect }) => {
    const keys = await pair()
    const asked = marriage(...keys)
    const only = (name: string) => name === `civil:${idOf(keys[at])}`
    const answer = await breaking(asked, recordsWithout(message, done, only))
    expect(answer).toMatchObject(comes ? { ok: true } : { ok: false, error: 'record-unreachable' })
    await recover(asked)
    expect(await wrong(keys, comes)).toEqual([])
    // Asked again it is done where it was not, and answered the same where it was.
    const again = await civil(keys[0]).perform(asked)
    expect(comes ? again : again.ok).toEqual(comes ? answer : true)
    expect(await wrong(keys, true)).toEqual([])
  })
})

describe('a coordinator that is gone', () => {
  /** Nobody hears that it is decided, or that the second record is held, nor that it should let go. */
  const lost = (keys: readonly [string, string], message: 'release' | 'commit') => {
    const broken = recordsWithout(message, false)
    const second = (name: string) => name === `civil:${idOf(keys[1])}`
    return message === 'commit' ? broken : recordsWithout('prepare', true, second, broken)
  }

  it('is asked by who reads a record that was not told: the act is whole to whoever has seen half of it', async ({
    expect,
  }) => {
    const keys = await pair()
    const asked = marriage(...keys)
    await breaking(asked, lost(keys, 'commit'))
    expect(await Promise.all(keys.map(holds))).toEqual([1, 1])
    expect(await spouseOf(keys[1])).toBe(keys[0])
    expect(await spouseOf(keys[0])).toBe(keys[1])
    await recover(asked)
    expect(await wrong(keys, true)).toEqual([])
  })

  it('is asked by the alarm of a record that nobody tells to let go, and again until it answers', async ({
    expect,
  }) => {
    const keys = await pair()
    const asked = marriage(...keys)
    await breaking(asked, lost(keys, 'release'))
    expect(await Promise.all(keys.map(holds))).toEqual([1, 1])
    // Meanwhile another act is told to come back, and the record is not left to itself.
    const record = civil(keys[0])
    await runInDurableObject(record, (_, { storage }) => void storage.sql.exec('UPDATE holds SET ask_at = 1'))
    await runDurableObjectAlarm(record)
    expect(await holds(keys[0])).toBe(0)
    expect(await act(keys[1], 'change-name', { givenName: 'Яна' }, BY)).toEqual({ ok: false, error: 'record-held' })
    expect(await spouseOf(keys[1])).toBeUndefined()
    expect(await act(keys[1], 'change-name', { givenName: 'Яна' }, BY)).toMatchObject({ ok: true })
    await recover(asked)
    expect(await wrong(keys, false)).toEqual([])
  })

  it('has decided against what it does not know', async ({ expect }) => {
    expect(await transactionByName(env, 'nobody').outcome('transaction:nobody:1')).toBe('aborted')
  })
})

describe('what somebody tries', () => {
  it.for([
    [...attack('together', 'an end of the marriage at one spouse alone'), 'widow', BY.actor, 'from', 1],
    [...attack('together', 'a divorce from another than the spouse'), 'divorce', BY.actor, 'from', 2],
    [
      ...attack('together', 'a marriage by an official of another authority'),
      'marry',
      { role: 'mvr.registrar' },
      'spouse',
      1,
    ],
  ] as const)('%s (%s)', async ([, code, name, actor, field, whom], { expect }) => {
    const [keys, [third]] = [await pair(), await pair()]
    unwrap(await act(keys[0], 'marry', { spouse: keys[1] }, BY))
    const answer = await act(keys[0], name, { [field]: there([...keys, third][whom]) }, { ...BY, actor })
    expect(answer).toEqual({ ok: false, error: code })
    expect(await wrong(keys, true)).toEqual([])
  })
})
