// What follows for a person from what a register says of them: what proved who they are, or was bound to it, ends.
import { consentedNotice, openedNotice, unidentifiedNotice } from '../../workers/engines/identity/notices.ts'
import type { News } from '../../workers/engines/identity/person.ts'
import { fingerprintOfCounter } from '../../workers/engines/identity/voucher.ts'
import type { Inbox } from '../inbox.ts'
import type { Sessions } from './sessions.ts'
import type { Wallets } from './wallet.ts'

interface Parts {
  readonly sql: SqlStorage
  readonly sessions: Sessions
  readonly inbox: Inbox
  readonly wallets: Wallets
}

/** To be called in a transaction. The same again changes nothing. */
export function hearNews({ sql, sessions, inbox, wallets }: Parts, { means, register, record, at }: News, now: number) {
  if (means === 'consented' || means === 'opened') {
    const notice = means === 'opened' ? openedNotice : consentedNotice
    return inbox.deliver(`${means}:${record}:${at}`, { ...notice, path: '/me/data' }, now)
  }
  const { rowsWritten } = sql.exec('INSERT OR IGNORE INTO news VALUES (?, ?, ?)', means, record, at)
  if (rowsWritten === 0) return
  if (means === 'died') return wallets.endAll('death', now)
  // The keys that rest on it sign nothing any more; whatever else its holder has goes on.
  const card = fingerprintOfCounter(record)
  sql.exec('UPDATE passkeys SET removed_at = ? WHERE removed_at IS NULL AND card = ?', now, card)
  sessions.endOfEvidence(card, now)
  const path = `/registers/${register}/records/${record}`
  inbox.deliver(`unidentified:${record}`, { ...unidentifiedNotice, path }, now)
}
