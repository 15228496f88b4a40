// What lies on the disk when nothing runs: the records' own databases, read without the portal.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { committed, hashLeaf } from '../../../workers/engines/leaf.ts'
import { commit } from '../../../workers/engines/log/commitment.ts'
import type { Entry } from '../../../workers/engines/record.ts'
import { fromHex } from '../../../workers/kernel/bytes.ts'

interface KeptEntry {
  readonly idempotencyKey: string
  readonly entry: Entry
  readonly salts: { readonly [path: string]: string }
  readonly leaf: string
  readonly leafHash: string
}

export interface KeptRecord {
  readonly register: string
  readonly delivered: number
  readonly entries: readonly KeptEntry[]
}

function read<T>(file: string, work: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(file)
  try {
    return work(db)
  } finally {
    db.close()
  }
}

const databases = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.sqlite') && name !== 'metadata.sqlite')
    .map((name) => join(folder, name))

const hasTable = (db: DatabaseSync, name: string) =>
  db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(name) !== undefined

/** All records of a data folder. Objects that were asked for and never written to have no tables. */
export const recordsIn = (data: string): readonly KeptRecord[] =>
  databases(join(data, 'state/do/izvor-RecordObject')).flatMap((file) =>
    read(file, (db) => {
      if (!hasTable(db, 'delivery')) return []
      const { register, delivered } = db.prepare('SELECT register, delivered FROM delivery').get() as {
        register: string
        delivered: number
      }
      const entries = db.prepare('SELECT * FROM entries ORDER BY seq').all() as {
        idempotency_key: string
        entry: string
        salts: string
        leaf: string
        leaf_hash: string
      }[]
      return [
        {
          register,
          delivered,
          entries: entries.map(({ idempotency_key, entry, salts, leaf, leaf_hash }) => ({
            idempotencyKey: idempotency_key,
            entry: JSON.parse(entry) as Entry,
            salts: JSON.parse(salts) as KeptEntry['salts'],
            leaf,
            leafHash: leaf_hash,
          })),
        },
      ]
    }),
  )

/** What is wrong with a record: its entries are dense and chained, their leaves are theirs, and all are delivered. */
export function faultsOf({ delivered, entries }: KeptRecord): readonly string[] {
  const faults = entries.flatMap(({ entry, leaf, leafHash, salts }, at) => {
    const { commitments } = JSON.parse(leaf) as { commitments: { readonly [path: string]: string } }
    const opened = committed(entry).every(
      ([path, value]) => commitments[path] === commit(fromHex(salts[path] ?? ''), value),
    )
    const checks = {
      'a gap': entry.seq === at + 1,
      'a broken chain': entry.previous === entries[at - 1]?.leafHash,
      'another leaf': leafHash === hashLeaf(leaf),
      'a commitment to something else': opened,
    }
    return Object.entries(checks).flatMap(([fault, sound]) => (sound ? [] : [`${entry.record} ${entry.seq}: ${fault}`]))
  })
  const { length } = entries
  return delivered === length ? faults : [...faults, `${entries[0]?.entry.record}: ${delivered} of ${length} delivered`]
}

/** Runs SQL on the read model, as a disk that fails or a hand that errs might. */
export function harmReadModel(data: string, sql: string): void {
  for (const file of databases(join(data, 'state/d1/miniflare-D1DatabaseObject'))) read(file, (db) => db.exec(sql))
}
