// Whether it is decided of everything that keeps something if a backup has it: each class of objects, each table of theirs
// that is left out, each table of the read model.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { isTile, keptKinds, leftOut, leftOutTables, readModel } from '../../../workers/engines/backup/kept.ts'

const ROOT = join(import.meta.dirname, '../../..')
const text = (...path: readonly string[]) => readFileSync(join(ROOT, ...path), 'utf8')
const texts = (pattern: string) => globSync(pattern, { cwd: ROOT }).map((file) => text(file))

const files = globSync('durable-objects/**/*.ts', { cwd: ROOT })
  .toSorted()
  .map((file) => ({ file, code: text(file) }))

/** Every class that there is, with the one that it extends. */
const classes = files.flatMap(({ file, code }) =>
  [...code.matchAll(/export class (\w+Object) extends (\w+)/gu)].map(([, name = '', base = '']) => ({
    name,
    base,
    file,
  })),
)
const bound = new Set([...text('wrangler.toml').matchAll(/class_name = "(\w+)"/gu)].map(([, name = '']) => name))

const tablesIn = (sql: string) =>
  [...new Set([...sql.matchAll(/CREATE (?:VIRTUAL )?TABLE (\w+)/gu)].map(([, name = '']) => name))].toSorted()

describe('a class of objects', () => {
  it('is saved, or left out for a reason: each of those that there are', ({ expect }) => {
    expect(bound.size).toBeGreaterThan(14)
    expect([...keptKinds, ...Object.keys(leftOut)].toSorted()).toEqual([...bound].toSorted())
    expect(Object.values(leftOut).filter((why) => why.length < 20)).toEqual([])
  })

  it('that is saved notices what is written in it, and only such a one', ({ expect }) => {
    const noticing = classes.filter(({ base }) => base === 'KeptObject').map(({ name }) => name)
    expect(noticing.toSorted()).toEqual([...keptKinds].toSorted())
    // Whoever takes the storage itself writes past it.
    const past = files.filter(({ code }) => /\bstorage\.sql\b|\{ sql \}: DurableObjectStorage/u.test(code))
    const unnoticed = new Set(classes.filter(({ base }) => base === 'DurableObject').map(({ file }) => file))
    expect(files.length).toBeGreaterThan(40)
    expect(past.map(({ file }) => file).filter((file) => !unnoticed.has(file))).toEqual([
      'durable-objects/kept.ts',
      'durable-objects/migrate.ts',
    ])
  })

  it('leaves out no table that it does not have', ({ expect }) => {
    const folders = { PersonObject: 'person', RegisterObject: 'register' } as const
    for (const [kind, tables = []] of Object.entries(leftOutTables)) {
      const own = tablesIn(texts(`migrations/${folders[kind as keyof typeof folders]}/*.sql`).join('\n'))
      expect(own.length).toBeGreaterThan(3)
      expect(tables.filter((table) => !own.includes(table))).toEqual([])
    }
  })
})

describe('a table of the read model', () => {
  it('is made anew by a restore, or saved: each of those that there are', ({ expect }) => {
    const tables = tablesIn(texts('migrations/d1/*.sql').join('\n'))
    expect(tables.length).toBeGreaterThan(5)
    expect(Object.keys(readModel).toSorted()).toEqual(tables)
  })
})

describe('a file of the store', () => {
  it('is saved, unless it follows from a log', ({ expect }) => {
    expect(['vehicles/log/tile/0/000', 'vehicles/log/tile/entries/x001/002'].map(isTile)).toEqual([true, true])
    const others = ['cases/abc', 'mandates/0f.json', 'card-orders/log/tile', 'imports/vehicles/log.jsonl']
    expect(others.map(isTile)).toEqual(others.map(() => false))
  })
})
