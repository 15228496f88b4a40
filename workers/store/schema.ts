// The tables of the read model that queries name (migrations/d1 makes them).
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Values } from '../kernel/value.ts'

export const snapshots = sqliteTable('snapshots', {
  n: integer().primaryKey(),
  register: text().notNull(),
  id: text().notNull(),
  seq: integer().notNull(),
  recordedAt: integer('recorded_at').notNull(),
  effectiveFrom: text('effective_from').notNull(),
  caption: text().notNull(),
  open: text({ mode: 'json' }).$type<Values>().notNull(),
  called: text().notNull(),
})

export const exact = sqliteTable(
  'exact',
  {
    register: text().notNull(),
    field: text().notNull(),
    blind: text().notNull(),
    id: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.register, table.field, table.blind, table.id] })],
)

export const counts = sqliteTable('counts', {
  register: text().primaryKey(),
  records: integer().notNull(),
})

/** Full-text search; its `rowid` is the `n` of the snapshot. */
export const words = sqliteTable('words', {
  rowid: integer().notNull(),
})
