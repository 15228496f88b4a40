// Brings the read models' tables up to date, and keeps count where `wrangler d1 migrations` keeps it.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { D1Database } from '@cloudflare/workers-types'

const TABLE = `CREATE TABLE IF NOT EXISTS d1_migrations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`

/** Applies what is new, in the order of the names; each file and its mark in one transaction. Answers with their names. */
export async function applyMigrations(db: D1Database, folder: string): Promise<readonly string[]> {
  await db.prepare(TABLE).run()
  const { results } = await db.prepare('SELECT name FROM d1_migrations').all<{ name: string }>()
  const applied = new Set(results.map(({ name }) => name))
  const fresh = readdirSync(folder)
    .filter((name) => name.endsWith('.sql') && !applied.has(name))
    .toSorted()
  if (fresh.length === 0) return fresh
  // Loaded where there is something to apply: at most starts there is not.
  const { unstable_splitSqlQuery: split } = await import('wrangler')
  for (const name of fresh) {
    const statements = split(readFileSync(join(folder, name), 'utf8'))
    await db.batch([
      ...statements.map((statement) => db.prepare(statement)),
      db.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(name),
    ])
  }
  return fresh
}
