// How the objects are reached that a backup has: the roster, which knows them, and each of them by its kind and name.
import type { Env } from '../env.ts'
import type { KeptKind } from '../engines/backup/kept.ts'
import { utf8 } from '../kernel/bytes.ts'
import type { Result } from '../kernel/result.ts'
import {
  auditObject,
  caseById,
  draftsOf,
  personById,
  place,
  registerObject,
  statusListByName,
  transactionByName,
} from './objects.ts'

type Settings = Pick<Env, 'JURISDICTION'>

/** Shards of the roster: a thousand changes a second each. */
export const ROSTER_SHARDS = 16

type Roster = Pick<Env, 'ROSTER'> & Settings

export const rosterShard = (env: Roster, shard: number) => place(env.ROSTER, env).getByName(String(shard))

/** The shard of the roster that has an object of this name. */
export const rosterOf = (env: Roster, name: string) => rosterShard(env, shardOf(name))

/** FNV-1a, 32 bits: spreads names, and hides nothing. */
export function shardOf(name: string): number {
  let hash = 0x811c9dc5
  for (const byte of utf8(name)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash % ROSTER_SHARDS
}

type Kept = Pick<
  Env,
  'AUDIT' | 'RECORD' | 'REGISTER' | 'PERSON' | 'APPLICANT' | 'CASE' | 'TRANSACTION' | 'STATUS_LIST' | 'DRAFTS'
> &
  Settings

const KEPT = {
  AuditObject: auditObject,
  DraftsObject: draftsOf,
  CaseObject: caseById,
  TransactionObject: transactionByName,
  PersonObject: personById,
  ApplicantObject: (env: Kept, name: string) => place(env.APPLICANT, env).getByName(name),
  StatusListObject: statusListByName,
  RecordObject: (env: Kept, name: string) => place(env.RECORD, env).getByName(name),
  RegisterObject: registerObject,
} as const satisfies { readonly [kind in KeptKind]: (env: Kept, name: string) => object }

/** A page of an object: an `ObjectLine`, and what differs between pages of two moments. */
interface DumpPage {
  readonly line: string
  readonly version: string
  readonly next?: string
}

/** What a backup asks of an object of any kind. */
interface KeptStub {
  readonly dump: (from: string) => Promise<DumpPage>
  readonly restore: (line: string, backup: string) => Promise<Result<null, string>>
  readonly wake: () => Promise<void>
}

export const keptObject = (env: Kept, kind: KeptKind, name: string): KeptStub => KEPT[kind](env, name)
