// What a person signs in with, and where they are signed in, as seen from one of their sessions.
import { passkeyLevel } from '../../workers/engines/identity/assurance.ts'
import type { Devices } from '../../workers/engines/identity/person.ts'
import { mayContinue } from '../../workers/engines/identity/session.ts'
import { readCards, readPasskeys, readSessions, type KnownSession } from './rows.ts'

export const devicesOf = (sql: SqlStorage, session: KnownSession, now: number): Devices => ({
  passkeys: readPasskeys(sql).map(({ id, name, createdAt, usedAt, card, backupEligible }) => ({
    id,
    name,
    createdAt,
    usedAt,
    level: passkeyLevel(card),
    deviceBound: !backupEligible,
    current: id === session.passkey,
  })),
  sessions: readSessions(sql)
    .filter((one) => mayContinue(one, now).ok)
    .map(({ agent, method, createdAt, lastSeenAt, hash }) => ({
      agent,
      method,
      createdAt,
      seenAt: lastSeenAt,
      current: hash === session.hash,
    })),
  cards: readCards(sql).map(({ evidence: { fingerprint, notAfter }, firstAt, status }) => ({
    fingerprint,
    notAfter,
    firstAt,
    status,
  })),
})
