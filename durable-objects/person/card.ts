// What follows for a person when a card of theirs changes: sessions that it began, and what rests on it.
import { cardNotice } from '../../workers/engines/identity/notices.ts'
import type { CardChange } from '../../workers/engines/identity/person.ts'
import type { Inbox } from '../inbox.ts'
import { keepStanding } from './rows.ts'
import type { Sessions } from './sessions.ts'
import type { Wallets } from './wallet.ts'

interface Parts {
  readonly sql: SqlStorage
  readonly sessions: Sessions
  readonly inbox: Inbox
  readonly wallets: Wallets
}

/** To be called in a transaction. An older telling, or the same again, changes nothing. */
export function changeCard({ sql, sessions, inbox, wallets }: Parts, change: CardChange, now: number): void {
  if (!keepStanding(sql, change, now)) return
  const { issuer, serial, status, seq } = change
  if (status !== 'active') sessions.endOfCard(issuer, serial, now)
  inbox.deliver(`card:${serial}:${seq}`, cardNotice(change), now)
  wallets.cardChanged(change, now)
}
