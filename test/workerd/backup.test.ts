// What of a portal is saved and brought back: each kind of object whole, and as it was; when the roster hears of a change;
// and what the operator's door refuses.
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, it } from 'vitest'
import type { KeptKind } from '../../workers/engines/backup/kept.ts'
import type { ObjectLine } from '../../workers/engines/backup/line.ts'
import { app } from '../../workers/http/app.tsx'
import type { Problem } from '../../workers/kernel/problem.ts'
import { keptObject, rosterOf } from '../../workers/store/kept.ts'
import { granting, ROLES, signer, submitted } from '../support/cases.ts'
import { entered } from '../support/ledger.ts'
import { newPerson } from '../support/person.ts'
import { unwrap } from '../support/result.ts'

const BACKUP = 'ab'.repeat(32)

const ask = (method: string, path: string, body?: string) =>
  app.request(
    `${env.ORIGIN}/operator${path}`,
    { method, headers: { Authorization: `Bearer ${env.OPERATOR_TOKEN}` }, ...(body === undefined ? {} : { body }) },
    env,
  )

const refusal = async (answer: Response | Promise<Response>) => (await (await answer).json<Problem>()).code

/** The lines of an object, and what they hold. */
async function dump(kind: KeptKind, name: string): Promise<ObjectLine> {
  const { line, next } = await keptObject(env, kind, name).dump('')
  if (next !== undefined) throw new Error('a second page')
  return JSON.parse(line) as ObjectLine
}

const tablesOf = ({ tables }: ObjectLine) => tables.map(([name]) => name)

/** Forgets all that an object keeps, and whatever it has in mind. */
async function forget(stub: DurableObjectStub): Promise<void> {
  await runInDurableObject(stub, async (_, { storage }) => {
    await storage.deleteAlarm()
    await storage.deleteAll()
  })
  await evictDurableObject(stub)
}

/** Brings an object back from its line, into one that is empty. */
async function moved(stub: DurableObjectStub, line: ObjectLine): Promise<ObjectLine> {
  await forget(stub)
  const text = JSON.stringify(line)
  const object = keptObject(env, line.kind as KeptKind, line.name)
  unwrap(await object.restore(text, BACKUP))
  // The same again changes nothing.
  unwrap(await object.restore(text, BACKUP))
  return dump(line.kind as KeptKind, line.name)
}

const changedSince = async (kind: KeptKind, name: string, since: number) =>
  (await rosterOf(env, name).changed(kind, since, '', 1000)).includes(name)

describe('an object that is saved', () => {
  it('of a person comes back as it was, but for sessions and challenges', async ({ expect }) => {
    const maria = await signer()
    await maria.person.deliver('letter', {
      title: { bg: 'Писмо', en: 'Letter' },
      body: { bg: 'Да', en: 'Yes' },
    } as never)
    await maria.person.freeze(maria.hash)
    const before = await dump('PersonObject', maria.id)
    expect(tablesOf(before)).toEqual(expect.arrayContaining(['person', 'cards', 'passkeys', 'messages', 'freeze']))
    expect(tablesOf(before)).not.toContain('sessions')
    expect(await moved(maria.person, before)).toEqual(before)
    expect(await maria.person.identity()).toMatchObject({ personalNumber: maria.number })
    expect(await maria.person.overview()).toMatchObject({ unread: expect.any(Number), passkeys: 1 })
    expect(await maria.person.confirm(maria.hash)).toEqual({ ok: false, error: 'session-unknown' })
  })

  it('of a case and of a record come back as they were, and go on', async ({ expect }) => {
    const one = await submitted()
    const ivan = await signer()
    unwrap(await one.object.examine(ivan.id, ROLES))
    const before = await dump('CaseObject', one.id)
    expect(await moved(one.object, before)).toEqual(before)
    const typed = granting()
    unwrap(await one.object.decide(ivan.id, ROLES, typed, await one.decided(ivan, typed)))
    // What it owes the register is delivered: it waits for nothing.
    await runDurableObjectAlarm(one.record)
    const record = await runInDurableObject(one.record, (_, { id }) => id.name ?? '')
    const entry = await dump('RecordObject', record)
    expect(tablesOf(entry)).toEqual(expect.arrayContaining(['entries', 'delivery']))
    const open = await one.record.open()
    expect(await moved(one.record, entry)).toEqual(entry)
    expect(await one.record.open()).toEqual(open)
  })

  it('refuses what is not its own, what is newer than it, and what comes on top of something', async ({ expect }) => {
    const { person, id } = await newPerson()
    const before = await dump('PersonObject', id)
    const object = keptObject(env, 'PersonObject', id)
    const restore = (change: Partial<ObjectLine>) => object.restore(JSON.stringify({ ...before, ...change }), BACKUP)
    expect(await restore({})).toEqual({ ok: false, error: 'restore-not-empty' })
    await forget(person)
    expect(await restore({ name: 'somebody' })).toEqual({ ok: false, error: 'restore-line-invalid' })
    expect(await restore({ kind: 'CaseObject' })).toEqual({ ok: false, error: 'restore-line-invalid' })
    expect(await restore({ schema: 1000 })).toEqual({ ok: false, error: 'restore-newer' })
    expect(await restore({ page: 1 })).toEqual({ ok: false, error: 'restore-line-invalid' })
    const stray: ObjectLine['tables'] = [['sqlite_master', ['name'], [['x']]]]
    expect(await restore({ tables: stray })).toEqual({ ok: false, error: 'restore-line-invalid' })
    // Whole or not at all.
    const half: ObjectLine['tables'] = [...before.tables, ['messages', ['nowhere'], [[1]]]]
    expect(await restore({ tables: half })).toEqual({ ok: false, error: 'restore-line-invalid' })
    expect(tablesOf(await dump('PersonObject', id))).toEqual([])
    unwrap(await restore({}))
  })

  it('of an older schema is brought to the newest', async ({ expect }) => {
    const { person, id } = await newPerson()
    await forget(person)
    const row = [1, id, '8003050000', 'Мария Иванова', 'handle', 1]
    const columns = ['only', 'id', 'personal_number', 'name', 'handle', 'created_at']
    const old = {
      kind: 'PersonObject',
      name: id,
      schema: 1,
      page: 0,
      more: false,
      tables: [['person', columns, [row]]],
    }
    unwrap(await keptObject(env, 'PersonObject', id).restore(JSON.stringify(old), BACKUP))
    expect((await dump('PersonObject', id)).schema).toBeGreaterThan(10)
    expect(await person.identity()).toEqual({ personalNumber: '8003050000', name: 'Мария Иванова' })
  })

  it('comes in pages where it is large, each of the same moment', async ({ expect }) => {
    const { person, id } = await newPerson()
    await runInDurableObject(person, (_, { storage }) => {
      for (let n = 0; n < 700; n += 1)
        storage.sql.exec('INSERT INTO messages VALUES (?, ?, 1, ?, NULL)', n + 1, `m${n}`, 'x'.repeat(10_000))
    })
    const object = keptObject(env, 'PersonObject', id)
    const first = await object.dump('')
    const second = await object.dump(first.next ?? '')
    expect([first.version === second.version, second.next]).toEqual([true, undefined])
    await forget(person)
    unwrap(await object.restore(first.line, BACKUP))
    expect(await object.restore(second.line.replace('"page":1', '"page":2'), BACKUP)).toMatchObject({ ok: false })
    unwrap(await object.restore(second.line, BACKUP))
    const again = await object.dump('')
    expect([again.line, (await object.dump(again.next ?? '')).line]).toEqual([first.line, second.line])
  })
})

describe('the roster', () => {
  it('hears of the first change after an object was saved, and of no other', async ({ expect }) => {
    const { person, id, hash } = await newPerson()
    const roster = rosterOf(env, id)
    await expect.poll(() => changedSince('PersonObject', id, 0)).toBe(true)
    const mark = await roster.mark()
    await person.freeze(hash)
    await person.seen(hash, 1)
    expect(await changedSince('PersonObject', id, mark)).toBe(false)
    await dump('PersonObject', id)
    expect(await changedSince('PersonObject', id, mark)).toBe(false)
    await person.deliver('one', {} as never)
    await expect.poll(() => changedSince('PersonObject', id, mark)).toBe(true)
  })

  it('hears of a change that a crash left untold when the object wakes', async ({ expect }) => {
    const { person, id } = await newPerson()
    await dump('PersonObject', id)
    await expect.poll(() => runInDurableObject(person, (_, { storage }) => storage.kv.get('roster'))).toBeUndefined()
    const mark = await rosterOf(env, id).mark()
    await runInDurableObject(person, (_, { storage }) => storage.kv.put('roster', 'due'))
    await evictDurableObject(person)
    expect(await changedSince('PersonObject', id, mark)).toBe(false)
    await person.identity()
    await expect.poll(() => changedSince('PersonObject', id, mark)).toBe(true)
  })

  it('knows of a record before its register does', async ({ expect }) => {
    const { id } = await entered()
    await expect.poll(() => changedSince('RecordObject', `vehicles:${id}`, 0)).toBe(true)
  })
})

describe('the operator’s door', () => {
  it('stays shut to whoever has no token', async ({ expect }) => {
    for (const [method, path] of [
      ['GET', '/backup'],
      ['POST', '/backup/objects'],
      ['GET', '/backup/files'],
      ['POST', `/restore/${BACKUP}/begin`],
      ['POST', `/restore/${BACKUP}/work/objects`],
    ] as const) {
      const answer = await app.request(
        `${env.ORIGIN}/operator${path}`,
        { method, headers: { Origin: env.ORIGIN } },
        env,
      )
      expect([answer.status, await refusal(answer)]).toEqual([403, 'not-allowed'])
    }
  })

  it('gives out what is asked for in its words alone', async ({ expect }) => {
    for (const path of [
      '/backup/changes/IssuerObject?shard=0&since=0',
      '/backup/changes/constructor?shard=0&since=0',
      '/backup/changes/PersonObject?shard=16&since=0',
      '/backup/changes/PersonObject?shard=0&since=-1',
    ])
      expect(await refusal(ask('GET', path))).toBe('unknown-kind')
    for (const body of ['', '[]', '{"kind":"GrantObject","names":["x"]}', '{"kind":"PersonObject","names":[""]}'])
      expect(await refusal(ask('POST', '/backup/objects', body))).toBe('unknown-kind')
    for (const path of [
      '/backup/tables/snapshots',
      '/backup/tables/sqlite_master',
      '/backup/logs/vehicles?from=a&to=1',
    ])
      expect(await refusal(ask('GET', path))).toBe('not-found')
  })

  it('lets nothing be restored into a portal that is not empty, nor without a beginning', async ({ expect }) => {
    await newPerson()
    expect(await refusal(ask('POST', `/restore/${BACKUP}/begin`))).toBe('restore-not-empty')
    expect(await refusal(ask('POST', '/restore/abc/begin'))).toBe('restore-line-invalid')
    for (const work of ['objects', 'logs/vehicles', 'published', 'files', 'tables', 'wake', 'stage'])
      expect(await refusal(ask('POST', `/restore/${BACKUP}/work/${work}`, '{}'))).toBe('restore-not-begun')
  })
})
