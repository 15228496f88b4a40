// What the portal asks of a browser: to make a passkey, or to answer with one (WebAuthn Level 3, 5.4 and 5.5).
import { CHALLENGE_MS } from './challenge.ts'

export interface KnownPasskey {
  readonly id: string
  readonly transports: readonly string[]
}

interface Descriptor {
  readonly id: string
  readonly type: 'public-key'
  readonly transports: readonly string[]
}

export interface RegistrationOptions {
  readonly challenge: string
  readonly rp: { readonly id: string; readonly name: string }
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string }
  readonly pubKeyCredParams: readonly { readonly type: 'public-key'; readonly alg: number }[]
  readonly excludeCredentials: readonly Descriptor[]
  readonly authenticatorSelection: {
    readonly residentKey: 'required'
    readonly requireResidentKey: true
    readonly userVerification: 'required'
  }
  readonly attestation: 'none' | 'direct'
  readonly timeout: number
  readonly extensions: { readonly credProps: true }
}

export interface AssertionOptions {
  readonly challenge: string
  readonly rpId: string
  /** Empty: any passkey that the device knows for us. */
  readonly allowCredentials: readonly Descriptor[]
  readonly userVerification: 'required'
  readonly timeout: number
}

const describe = ({ id, transports }: KnownPasskey): Descriptor => ({ id, type: 'public-key', transports })

/** ES256, EdDSA, RS256: what platforms and keys make. */
export const ALGORITHMS: readonly number[] = [-7, -8, -257]

/** `name` is what the device shows beside the passkey; no authenticator sends it back. */
export const registrationOptions = (
  rpId: string,
  {
    challenge,
    handle,
    name,
    known,
    attestation = 'none',
  }: {
    readonly challenge: string
    readonly handle: string
    readonly name: string
    readonly known: readonly KnownPasskey[]
    /** `direct`: the device is asked to say, with proof, what model it is. */
    readonly attestation?: RegistrationOptions['attestation']
  },
): RegistrationOptions => ({
  challenge,
  rp: { id: rpId, name: 'Извор' },
  user: { id: handle, name, displayName: name },
  pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
  excludeCredentials: known.map(describe),
  authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
  attestation,
  timeout: CHALLENGE_MS,
  extensions: { credProps: true },
})

export const assertionOptions = (
  rpId: string,
  challenge: string,
  known: readonly KnownPasskey[] = [],
): AssertionOptions => ({
  challenge,
  rpId,
  allowCredentials: known.map(describe),
  userVerification: 'required',
  timeout: CHALLENGE_MS,
})
