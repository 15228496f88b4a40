// What a person signs, with a passkey or with the card itself, and the bundle of evidence that proves it
// (engines/signature/ checks one).
// A passkey's challenge is a hash of the intent under a prefix of its own: the answer to a login is never a signature, and the
// answer to a signature is never a login, for a login's challenge is random and known to its ceremony alone.
// Its limits, to be told to whoever relies on it: the device shows the origin and not the document; the key is bound to
// this origin; and it is an advanced, not a qualified, signature (Regulation 910/2014, Art. 26 and 28).
// A card signs the intent with its own certificate for signing, which names its holder: what it signs names the
// certificate too, so that nobody puts another of the same key in its place (ETSI EN 319 122-1, 5.2.2).
import { sha256 } from '@noble/hashes/sha2.js'
import canonicalize from 'canonicalize'
import { toBase64Url, utf8 } from '../../kernel/bytes.ts'
import type { Stake } from '../../kernel/demand.ts'
import type { Extract } from '../log/extract.ts'
import type { SignedAnswer } from '../signature/assertion.ts'

export const signatureFormat = 'izvor-signature-v2'

const PREFIX = 'izvor-sign-v1\n'

/** What a page asks to have signed. */
export interface SignRequest {
  /** Hex SHA-256 of each document, in the order in which they were shown. */
  readonly documents: readonly string[]
  /** What signing does: `<service>.submit`, `<register>.<act>`. */
  readonly act: string
  /** To whom it is addressed. */
  readonly authority: string
  /** What is at stake, as the definition of the service or the act says. */
  readonly moves?: Stake
  /** On whose behalf, where not on one's own. */
  readonly mandate?: { readonly id: string; readonly version: number }
}

export interface Intent extends SignRequest {
  /** The signer's id: an HMAC, never the personal number. */
  readonly person: string
  /** Base64url of 256 bits: no two intents are the same. */
  readonly nonce: string
  /** Milliseconds since 1970. */
  readonly time: number
}

/** Whether an intent still is what a page asked for: what was shown is what is signed. */
export function isOf({ documents, act, authority, moves, mandate }: Intent, request: SignRequest): boolean {
  const asked = {
    documents,
    act,
    authority,
    ...(moves === undefined ? {} : { moves }),
    ...(mandate === undefined ? {} : { mandate }),
  }
  return canonicalize(asked) === canonicalize(request)
}

/** Base64url of SHA-256("izvor-sign-v1\n" ‖ JCS(intent)), RFC 8785. */
export const intentChallenge = (intent: Intent): string =>
  toBase64Url(sha256(utf8(PREFIX + (canonicalize(intent) ?? ''))))

export const cardSignatureFormat = 'izvor-card-signature-v1'

const CARD_PREFIX = 'izvor-card-sign-v1\n'

/** What is signed besides the intent: the certificate, by the hex of its SHA-256, and the site. */
export interface CardContext {
  readonly certificate: string
  readonly origin: string
}

/** What a card signs: "izvor-card-sign-v1\n" ‖ JCS({certificate, intent, origin}). */
export const cardMessage = ({ certificate, origin }: CardContext, intent: Intent): Uint8Array<ArrayBuffer> =>
  utf8(CARD_PREFIX + (canonicalize({ certificate, intent, origin }) ?? ''))

/** Names the ceremony in which a card is asked. */
export const cardChallenge = (context: CardContext, intent: Intent): string =>
  toBase64Url(sha256(cardMessage(context, intent)))

/** A signature by the card itself. Its certificate names the signer. All in base64. */
export interface CardSignature {
  readonly format: typeof cardSignatureFormat
  readonly origin: string
  readonly intent: Intent
  /** DER: the card's for signing, and that of the authority that issued it. */
  readonly certificate: string
  readonly authority: string
  /** As RFC 7518, 3.1, calls it. */
  readonly algorithm: string
  readonly signature: string
  /**
   * DER: what the authority's responder said of the certificate (RFC 6960), to a nonce that is the SHA-256 of the
   * signature. So the responder witnesses, too, that the signature was there by then.
   */
  readonly status: string
}

export type SignatureBundle = PasskeySignature | CardSignature

/** Everything that proves a signature by a passkey, and nothing that names the signer but their id. */
export interface PasskeySignature {
  readonly format: typeof signatureFormat
  readonly origin: string
  readonly intent: Intent
  readonly assertion: {
    /** Of the credential, base64url. */
    readonly id: string
    readonly response: SignedAnswer
  }
  /** The entry that bound the key to the person, as it stood in the register of keys before anything was signed. */
  readonly binding: Extract
}
