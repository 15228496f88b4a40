// How a person's rows are read: cards, passkeys and sessions, in the words of the identity engines.
import { passkeyLevel, CARD_LEVEL, type Authentication, type Method } from '../../workers/engines/identity/assurance.ts'
import type { CardEvidence } from '../../workers/engines/identity/card.ts'
import type { Passkey } from '../../workers/engines/identity/passkey.ts'
import type { KeptSession } from '../../workers/engines/identity/session.ts'

export interface Person {
  readonly id: string
  readonly personalNumber: string
  readonly name: string
  readonly handle: string
}

export interface KeptCard {
  readonly evidence: CardEvidence
  readonly firstAt: number
  readonly revoked: boolean
}

export interface KeptPasskey extends Passkey {
  readonly name: string
  readonly createdAt: number
  readonly usedAt: number | null
  readonly card: KeptCard
}

/** A session with what it is worth now, which is what its card is worth now. */
export interface KnownSession extends KeptSession, Authentication {
  readonly hash: string
  readonly agent: string
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

const cardOf = (row: Row): KeptCard => ({
  evidence: JSON.parse(text(row['evidence'])) as CardEvidence,
  firstAt: number(row['first_at']),
  revoked: row['revoked_at'] !== null,
})

export const readCards = (sql: SqlStorage): readonly KeptCard[] =>
  sql.exec('SELECT * FROM cards ORDER BY last_at DESC').toArray().map(cardOf)

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
  card: cardOf(row),
})

const PASSKEYS = `SELECT passkeys.*, evidence, first_at, revoked_at
  FROM passkeys JOIN cards ON fingerprint = card WHERE removed_at IS NULL`

/** Those that still let in, the oldest first. */
export const readPasskeys = (sql: SqlStorage): readonly KeptPasskey[] =>
  sql.exec(`${PASSKEYS} ORDER BY created_at`).toArray().map(passkeyOf)

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
    level: method === 'card' ? CARD_LEVEL : passkeyLevel({ revoked: row['card_revoked_at'] !== null }),
    authAt: createdAt,
    agent: text(row['agent']),
    cardFingerprint: text(row['card']),
    passkey: row['passkey'] === null ? null : text(row['passkey']),
    createdAt,
    lastSeenAt: number(row['seen_at']),
    // A session does not outlive the card that it began with.
    revokedAt: instant(row['revoked_at']) ?? (method === 'card' ? instant(row['card_revoked_at']) : null),
  }
}

const SESSIONS = `SELECT sessions.*, cards.revoked_at AS card_revoked_at FROM sessions JOIN cards ON fingerprint = card`

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

/** A card seen again keeps when it was first seen, and that it was revoked. */
export function insertCard(sql: SqlStorage, evidence: CardEvidence, now: number): void {
  sql.exec(
    `INSERT INTO cards VALUES (?, ?, ?, ?, NULL)
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
    'INSERT OR IGNORE INTO passkeys VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)',
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
  )
  return rowsWritten > 0
}
