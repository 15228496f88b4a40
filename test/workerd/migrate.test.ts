// How an object's tables come to their newest form: each step once, in order, whole or not at all.
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, it } from 'vitest'
import { migrate } from '../../durable-objects/migrate.ts'

const FIRST = 'CREATE TABLE notes (n INTEGER PRIMARY KEY) STRICT'
const SECOND = "ALTER TABLE notes ADD COLUMN text TEXT NOT NULL DEFAULT 'none'; INSERT INTO notes (n) VALUES (1)"

/** Works on the storage of an object that has no tables of its own. */
const inStorage = <T>(name: string, work: (storage: DurableObjectStorage) => T) =>
  runInDurableObject(env.THROTTLE.getByName(name), (_, { storage }) => work(storage))

const columns = ({ sql }: DurableObjectStorage) =>
  sql
    .exec<{ name: string }>(`SELECT name FROM pragma_table_info('notes')`)
    .toArray()
    .map(({ name }) => name)
const rows = ({ sql }: DurableObjectStorage) => sql.exec('SELECT * FROM notes').toArray()

describe('an object', () => {
  it('takes each step once, however often it wakes', async ({ expect }) => {
    await inStorage('once', (storage) => {
      for (let wake = 0; wake < 3; wake++) migrate(storage, [FIRST, SECOND])
      expect([columns(storage), rows(storage)]).toEqual([['n', 'text'], [{ n: 1, text: 'none' }]])
    })
  })

  it('takes the steps that came since, and keeps what it has', async ({ expect }) => {
    await inStorage('later', (storage) => {
      migrate(storage, [FIRST])
      storage.sql.exec('INSERT INTO notes (n) VALUES (7)')
      migrate(storage, [FIRST, SECOND])
      expect(rows(storage)).toEqual([
        { n: 1, text: 'none' },
        { n: 7, text: 'none' },
      ])
    })
  })

  it('is as it was where a step fails, and takes all of them when it can', async ({ expect }) => {
    await inStorage('broken', (storage) => {
      migrate(storage, [FIRST])
      expect(() => migrate(storage, [FIRST, SECOND, 'INSERT INTO nowhere VALUES (1)'])).toThrow('nowhere')
      expect([columns(storage), rows(storage)]).toEqual([['n'], []])
      migrate(storage, [FIRST, SECOND])
      expect(columns(storage)).toEqual(['n', 'text'])
    })
  })
})
