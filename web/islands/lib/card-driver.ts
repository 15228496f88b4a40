// How a page speaks with an identity card, whatever stands behind: here a software card of the demo.
import { authenticate, type DemoCard } from '../../../workers/engines/identity/software-card.ts'
import type { CardSigned } from '../../../workers/engines/identity/software-signer.ts'
import type { CardToken } from '../../../workers/engines/identity/web-eid.ts'

/** The words of the Web eID browser library. */
export interface CardDriver {
  /** Whether a card can be spoken with now. */
  readonly status: () => Promise<'ready' | 'absent'>
  /** Proves on this page's origin that the holder's card answered the nonce. */
  readonly authenticate: (nonce: string) => Promise<CardToken>
  /** Base64 DER; null where the card has none. */
  readonly getSigningCertificate: () => Promise<string | null>
  /** `hash` in base64. */
  readonly sign: (certificate: string, hash: string, hashFunction: string) => Promise<CardSigned>
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

export const softwareDriver = (card: Held): CardDriver => {
  const present = async () => {
    const held = await card()
    if (held === null) throw new Error('no card')
    return held
  }
  return {
    status: async () => ((await card()) === null ? 'absent' : 'ready'),
    authenticate: async (nonce) => authenticate(await present(), location.origin, nonce),
    getSigningCertificate: async () => (await present()).signing?.certificate ?? null,
    sign: async (certificate, hash, hashFunction) => {
      const { signing } = await present()
      if (signing?.certificate !== certificate) throw new Error('another card')
      const { signHash } = await import('../../../workers/engines/identity/software-signer.ts')
      return signHash(signing.privateKey, hash, hashFunction)
    },
  }
}
