// How a person's rows are read: cards, passkeys and sessions, in the words of the identity engines.
import {
  atLeast,
  passkeyLevel,
  type Worth,
  CARD_LEVEL,
  type Authentication,
  type Method,
} from '../../workers/engines/identity/assurance.ts'
import type { CardEvidence } from '../../workers/engines/identity/card.ts'
import type { CardChange } from '../../workers/engines/identity/person.ts'
import type { Passkey } from '../../workers/engines/identity/passkey.ts'
import type { KeptSession } from '../../workers/engines/identity/session.ts'
import { isOfCounter, type CounterEvidence } from '../../workers/engines/identity/voucher.ts'
import type { Whereabouts } from '../../workers/engines/identity/whereabouts.ts'
import type { Meaning } from '../../workers/kernel/register.ts'

export interface Person {
  readonly id: string
  readonly personalNumber: string
  readonly name: string
  readonly handle: string
}

export interface KeptCard {
  readonly evidence: CardEvidence
  readonly firstAt: number
  readonly status: CardChange['status']
  /** It counts no longer, or not now. */
  readonly revoked: boolean
}

export interface KeptPasskey extends Passkey {
  readonly name: string
  readonly createdAt: number
  readonly usedAt: number | null
  readonly usedFrom: Whereabouts
  /** What vouched for it: a card, or officials at a counter. */
  readonly card: Omit<KeptCard, 'evidence'> & { readonly evidence: Pick<CardEvidence, 'fingerprint'> }
  readonly worth: Worth
}

/** A session with what it is worth now, which is what its card is worth now. */
export interface KnownSession extends KeptSession, Authentication, Whereabouts {
  readonly hash: string
  readonly cardFingerprint: string
  readonly passkey: string | null
}

type Row = Record<string, SqlStorageValue>
const text = (value: SqlStorageValue | undefined): string => (typeof value === 'string' ? value : '')
const number = (value: SqlStorageValue | undefined): number => (typeof value === 'number' ? value : 0)
const instant = (value: SqlStorageValue | undefined): number | null => (typeof value === 'number' ? value : null)

export function readPerson(sql: SqlStorage): Person | null {
  const row = sql.exec('SELECT * FROM person').toArray()[0]
  if (row === undefined) return null
  return {
    id: text(row['id']),
    personalNumber: text(row['personal_number']),
    name: text(row['name']),
    handle: text(row['handle']),
  }
}

/** A card of which nothing was ever told is one that counts. */
const standingOf = (value: SqlStorageValue | undefined): CardChange['status'] =>
  value === 'suspended' || value === 'revoked' ? value : 'active'

function cardOf(row: Row): KeptCard {
  const status = standingOf(row['card_status'])
  return {
    evidence: JSON.parse(text(row['evidence'])) as CardEvidence,
    firstAt: number(row['first_at']),
    status,
    revoked: status !== 'active',
  }
}

/** Cards, each with how it stands. */
export const CARDS = `cards LEFT JOIN (SELECT issuer, serial, status AS card_status FROM card_standings) AS standing
  ON standing.issuer = evidence->>'issuer' AND standing.serial = evidence->>'serial'`

export const readCards = (sql: SqlStorage): readonly KeptCard[] =>
  sql
    .exec(`SELECT * FROM ${CARDS} ORDER BY last_at DESC`)
    .toArray()
    .filter((row) => !isOfCounter(text(row['fingerprint'])))
    .map(cardOf)

export const readStanding = (sql: SqlStorage, { issuer, serial }: Pick<CardChange, 'issuer' | 'serial'>) =>
  standingOf(
    sql.exec('SELECT status FROM card_standings WHERE issuer = ? AND serial = ?', issuer, serial).toArray()[0]?.[
      'status'
    ],
  )

/** False where a later change was told before. */
export function keepStanding(sql: SqlStorage, { issuer, serial, status, seq }: CardChange, now: number): boolean {
  const { rowsWritten } = sql.exec(
    `INSERT INTO card_standings VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET status = excluded.status, seq = excluded.seq, at = excluded.at
       WHERE excluded.seq > card_standings.seq`,
    issuer,
    serial,
    status,
    seq,
    now,
  )
  return rowsWritten > 0
}

/** What the level of a passkey follows from, of a row of one or of its session. */
export const worthOf = (row: Row): Worth => ({
  by: isOfCounter(text(row['card'])) ? 'counter' : 'card',
  revoked: standingOf(row['card_status']) !== 'active',
  backupEligible: row['backup_eligible'] === 1,
  attested: typeof row['attested'] === 'string',
})

const passkeyOf = (row: Row): KeptPasskey => ({
  id: text(row['id']),
  publicKey: text(row['public_key']),
  counter: number(row['counter']),
  backupEligible: row['backup_eligible'] === 1,
  backedUp: row['backed_up'] === 1,
  aaguid: text(row['aaguid']),
  transports: JSON.parse(text(row['transports'])) as string[],
  name: text(row['name']),
  createdAt: number(row['created_at']),
  usedAt: instant(row['used_at']),
  usedFrom: { agent: text(row['used_agent']), place: text(row['used_place']) },
  card: cardOf(row),
  worth: worthOf(row),
})

const PASSKEYS = `SELECT passkeys.*, evidence, first_at, card_status
  FROM passkeys JOIN (${CARDS}) ON fingerprint = card WHERE removed_at IS NULL`

/** Those that still let in, the oldest first. */
export const readPasskeys = (sql: SqlStorage): readonly KeptPasskey[] =>
  sql.exec(`${PASSKEYS} ORDER BY created_at`).toArray().map(passkeyOf)

/** Those with which one can sign: the card that vouched for them counts. */
export const readSigning = (sql: SqlStorage): readonly KeptPasskey[] =>
  readPasskeys(sql).filter(({ worth }) => atLeast(passkeyLevel(worth), 'substantial'))

export function readPasskey(sql: SqlStorage, id: string): KeptPasskey | undefined {
  const row = sql.exec(`${PASSKEYS} AND id = ?`, id).toArray()[0]
  return row && passkeyOf(row)
}

function sessionOf(row: Row): KnownSession {
  const method = text(row['method']) as Method
  const createdAt = number(row['created_at'])
  return {
    hash: text(row['hash']),
    method,
    level: method === 'card' ? CARD_LEVEL : passkeyLevel(worthOf(row)),
    authAt: createdAt,
    agent: text(row['agent']),
    place: text(row['place']),
    cardFingerprint: text(row['card']),
    passkey: row['passkey'] === null ? null : text(row['passkey']),
    createdAt,
    lastSeenAt: number(row['seen_at']),
    revokedAt: instant(row['revoked_at']),
  }
}

const SESSIONS = `SELECT sessions.*, card_status, backup_eligible, attested
  FROM sessions JOIN (${CARDS}) ON fingerprint = sessions.card LEFT JOIN passkeys ON passkeys.id = sessions.passkey`

export const readSessions = (sql: SqlStorage): readonly KnownSession[] =>
  sql.exec(`${SESSIONS} WHERE sessions.revoked_at IS NULL ORDER BY seen_at DESC`).toArray().map(sessionOf)

export function readSession(sql: SqlStorage, hash: string): KnownSession | undefined {
  const row = sql.exec(`${SESSIONS} WHERE hash = ?`, hash).toArray()[0]
  return row && sessionOf(row)
}

export function insertPerson(sql: SqlStorage, { id, personalNumber, name, handle }: Person, now: number): void {
  sql.exec(
    'INSERT INTO person VALUES (1, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET name = excluded.name',
    id,
    personalNumber,
    name,
    handle,
    now,
  )
}

/** Whether a register has said so of this person, or of a record that is about them. */
export const hasHeard = (sql: SqlStorage, means: Meaning, record?: string): boolean =>
  sql.exec('SELECT 1 FROM news WHERE means = ? AND record = coalesce(?, record)', means, record ?? null).toArray()
    .length > 0

/** What vouches for keys: a card seen again keeps when it was first seen. */
export function insertEvidence(sql: SqlStorage, evidence: CardEvidence | CounterEvidence, now: number): void {
  sql.exec(
    `INSERT INTO cards VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET evidence = excluded.evidence, last_at = excluded.last_at`,
    evidence.fingerprint,
    JSON.stringify(evidence),
    now,
    now,
  )
}

/** False where there is, or ever was, a passkey of this id. */
export function insertPasskey(sql: SqlStorage, passkey: Passkey, name: string, card: string, now: number): boolean {
  const { rowsWritten } = sql.exec(
    `INSERT OR IGNORE INTO passkeys
       (id, public_key, counter, backup_eligible, backed_up, aaguid, transports, name, card, created_at, attested)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    passkey.id,
    passkey.publicKey,
    passkey.counter,
    Number(passkey.backupEligible),
    Number(passkey.backedUp),
    passkey.aaguid,
    JSON.stringify(passkey.transports),
    name,
    card,
    now,
    passkey.attested ?? null,
  )
  return rowsWritten > 0
}
