// What a person signs in with, and where they are signed in, as seen from one of their sessions.
import { isFresh, passkeyLevel, shortfallOf } from '../../workers/engines/identity/assurance.ts'
import { deviceName, mayRemove } from '../../workers/engines/identity/device.ts'
import { counterHolds, type Asserted } from '../../workers/engines/identity/passkey.ts'
import type { Devices, NewSession } from '../../workers/engines/identity/person.ts'
import { COOLING_MS, isMature } from '../../workers/engines/identity/safety.ts'
import { mayContinue } from '../../workers/engines/identity/session.ts'
import { err, ok } from '../../workers/kernel/result.ts'
import type { Alerts } from './alerts.ts'
import { readFreeze } from './freeze.ts'
import { readCards, readPasskey, readPasskeys, readPerson, readSessions, type KnownSession } from './rows.ts'
import { SESSION_ID_LENGTH, type Sessions } from './sessions.ts'

export const devicesOf = (sql: SqlStorage, session: KnownSession, now: number): Devices => ({
  freeze: readFreeze(sql),
  handle: readPerson(sql)?.handle ?? '',
  passkeys: readPasskeys(sql).map(({ id, name, createdAt, usedAt, usedFrom, worth, backupEligible }) => ({
    id,
    name,
    createdAt,
    usedAt,
    usedFrom,
    coolingUntil: isMature({ createdAt }, now) ? null : createdAt + COOLING_MS,
    level: passkeyLevel(worth),
    shortfall: shortfallOf(worth),
    deviceBound: !backupEligible,
    current: id === session.passkey,
  })),
  sessions: readSessions(sql)
    .filter((one) => mayContinue(one, now).ok)
    .map(({ agent, place, method, createdAt, lastSeenAt, hash }) => ({
      id: hash.slice(-SESSION_ID_LENGTH),
      agent,
      place,
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

export function renamePasskey(sql: SqlStorage, id: string, name: string) {
  const passkey = readPasskey(sql, id)
  if (passkey === undefined) return err('passkey-unknown')
  const called = deviceName(name, passkey.name)
  if (called.ok) sql.exec('UPDATE passkeys SET name = ? WHERE id = ?', called.value, id)
  return called
}

interface Parts {
  readonly sql: SqlStorage
  readonly sessions: Sessions
  readonly alerts: Alerts
}

/** Takes a passkey away, and ends the sessions that began with it, but for the one that asks. */
export function removePasskey({ sql, sessions, alerts }: Parts, session: KnownSession, id: string, now: number) {
  if (!isFresh(session, now)) return err('login-too-old')
  const passkeys = readPasskeys(sql)
  const cards = readCards(sql).map(({ evidence, revoked }) => ({ notAfter: evidence.notAfter, revoked }))
  const removable = mayRemove({ passkeys, cards }, id, now)
  if (!removable.ok) return removable
  sql.exec('UPDATE passkeys SET removed_at = ? WHERE id = ?', now, id)
  sessions.endOthersOf(id, session.hash, now)
  const name = passkeys.find((one) => one.id === id)?.name ?? ''
  alerts.raise('passkey-removed', session, { name, passkey: id }, now)
  return ok(null)
}

/** Keeps that a passkey was used, and from where; whether it is still there, and its counter still behind, is asked now. */
export function usePasskey(
  sql: SqlStorage,
  id: string,
  { counter, backedUp }: Asserted,
  { agent, place = '' }: Pick<NewSession, 'agent' | 'place'>,
  now: number,
) {
  const passkey = readPasskey(sql, id)
  if (passkey === undefined) return err('passkey-unknown')
  if (!counterHolds(passkey.counter, counter)) return err('counter-regressed')
  sql.exec(
    'UPDATE passkeys SET counter = ?, backed_up = ?, used_at = ?, used_agent = ?, used_place = ? WHERE id = ?',
    counter,
    Number(backedUp),
    now,
    agent,
    place,
    id,
  )
  return ok(null)
}
