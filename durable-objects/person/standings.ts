// How a person's passkeys stand, against what the register of keys was last told of that: what differs is entered too, so
// that whoever reads the register sees when a key could sign, and for how much.
import { passkeyLevel } from '../../workers/engines/identity/assurance.ts'
import { changeCommand, type KeyStanding } from '../../workers/engines/identity/credential.ts'
import type { CredentialEffect } from '../../workers/engines/identity/effects.ts'
import { readFreeze } from './freeze.ts'
import { readPasskeys, type KeptPasskey } from './rows.ts'

type Row = { readonly passkey: string; readonly seq: number; readonly level: string; readonly signing: string }

const signingNow = (sql: SqlStorage): KeyStanding['signing'] => (readFreeze(sql) === null ? 'open' : 'frozen')

/** How a passkey stands now. */
export const standingNow = (sql: SqlStorage, { worth }: Pick<KeptPasskey, 'worth'>): KeyStanding => ({
  level: passkeyLevel(worth),
  signing: signingNow(sql),
})

function keep(sql: SqlStorage, passkey: string, seq: number, { level, signing }: KeyStanding, now: number): void {
  sql.exec('INSERT OR IGNORE INTO credential_standings VALUES (?, ?, ?, ?, ?)', passkey, seq, level, signing, now)
}

/** A binding is told with the level of that moment, and as one that signs; told again, it is told as it was. */
export const bound = (sql: SqlStorage, passkey: string, level: KeyStanding['level'], now: number): void =>
  keep(sql, passkey, 0, { level, signing: 'open' }, now)

/** What has to be entered, once. To be called in the transaction that changes it. */
export function changes(sql: SqlStorage, now: number): readonly CredentialEffect[] {
  const told = new Map(
    sql
      .exec<Row>('SELECT passkey, max(seq) AS seq, level, signing FROM credential_standings GROUP BY passkey')
      .toArray()
      .map(({ passkey, ...last }) => [passkey, last]),
  )
  const signing = signingNow(sql)
  return readPasskeys(sql).flatMap(({ id, worth }): readonly CredentialEffect[] => {
    const last = told.get(id)
    const level = passkeyLevel(worth)
    if (last === undefined || (last.level === level && last.signing === signing)) return []
    const seq = last.seq + 1
    keep(sql, id, seq, { level, signing }, now)
    return [{ to: 'credentials', passkey: id, act: 'change', command: changeCommand(id, seq, { level, signing }, now) }]
  })
}
