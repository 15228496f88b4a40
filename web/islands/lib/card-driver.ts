// How a page speaks with an identity card, whatever stands behind: here a software card of the demo.
import { authenticate, type DemoCard } from '../../../workers/engines/identity/software-card.ts'
import type { CardToken } from '../../../workers/engines/identity/web-eid.ts'

/** The words of the Web eID browser library. Signing certificates come with the services that ask for one. */
export interface CardDriver {
  /** Whether a card can be spoken with now. */
  readonly status: () => Promise<'ready' | 'absent'>
  /** Proves on this page's origin that the holder's card answered the nonce. */
  readonly authenticate: (nonce: string) => Promise<CardToken>
}

/** A card in software, or null where there is none. */
type Held = () => Promise<DemoCard | null>

/** `address` answers with a demo card, key and all, or with 404 where the demo is off. */
export const cardAt =
  (address: string): Held =>
  async () => {
    const answer = await fetch(address)
    return answer.ok ? ((await answer.json()) as DemoCard) : null
  }

/** A card as the ministry's page hands it out. It is read here and sent nowhere. */
export const cardIn =
  (file: File): Held =>
  async () =>
    JSON.parse(await file.text()) as DemoCard

export const softwareDriver = (card: Held): CardDriver => ({
  status: async () => ((await card()) === null ? 'absent' : 'ready'),
  authenticate: async (nonce) => {
    const held = await card()
    if (held === null) throw new Error('no card')
    return authenticate(held, location.origin, nonce)
  },
})
