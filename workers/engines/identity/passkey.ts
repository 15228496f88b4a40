// Whether a passkey's answer holds: what WebAuthn Level 3 (7.1, 7.2) asks, and what the library leaves to its caller.
// In English, beyond the library:
//  - no answer from a page that stands in another's frame
//  - id, person and challenge are those of this ceremony; the challenge was taken out of it before
//  - a passkey that could not be backed up stays one that cannot, and none is backed up that cannot be
//  - an attestation says of a key what it is worth, never whether it is one: with another than we can check (packed), or
//    of a model that is not listed, a key is as good as one without; and nothing is fetched to check one
// Nothing here keys on the signature: for each (r, s) there is an (r, n−s), and a used challenge stops both.
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import { decodeAttestationObject, isoCBOR, parseAuthenticatorData } from '@simplewebauthn/server/helpers'
import { sha256 } from '@noble/hashes/sha2.js'
import { fromBase64Url, toBase64Url, toHex, utf8 } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { vouchedBy, type Models } from './authenticators.ts'
import { readClient, type Assertion, type Registration } from './answer.ts'
import { ALGORITHMS } from './options.ts'

export interface Passkey {
  /** Base64url. */
  readonly id: string
  /** COSE, base64url. */
  readonly publicKey: string
  readonly counter: number
  readonly backupEligible: boolean
  readonly backedUp: boolean
  readonly aaguid: string
  readonly transports: readonly string[]
  /** The root that vouches for its device (hex SHA-256); absent where none that is trusted does. */
  readonly attested?: string
}

/** What is trusted of devices, and when. */
export interface Trust {
  readonly models: Models
  readonly now: number
}

export interface Expected {
  /** Base64url. */
  readonly challenge: string
  /** Without a trailing slash; the relying party's id is its host name. */
  readonly origin: string
}

/** The relying party: passkeys are made for the host, whatever its port. */
export const rpIdOf = (origin: string): string => new URL(origin).hostname

type ClientRefusal =
  | 'answer-malformed'
  | 'answer-wrong-type'
  | 'challenge-mismatch'
  | 'answer-foreign-origin'
  | 'answer-cross-origin'

function checkClient(
  clientDataJSON: string,
  type: 'webauthn.get' | 'webauthn.create',
  { challenge, origin }: Expected,
): Result<null, ClientRefusal> {
  const client = readClient(clientDataJSON)
  if (client === null) return err('answer-malformed')
  if (client.type !== type) return err('answer-wrong-type')
  if (client.challenge !== challenge) return err('challenge-mismatch')
  if (client.origin !== origin) return err('answer-foreign-origin')
  return client.crossOrigin === true || client.topOrigin !== undefined ? err('answer-cross-origin') : ok(null)
}

type DataRefusal = 'relying-party-mismatch' | 'user-not-present' | 'user-not-verified' | 'backup-state-invalid'

function checkData(
  { rpIdHash, flags }: ReturnType<typeof parseAuthenticatorData>,
  origin: string,
): Result<null, DataRefusal> {
  const { up, uv, be, bs } = flags
  if (toHex(rpIdHash) !== toHex(sha256(utf8(rpIdOf(origin))))) return err('relying-party-mismatch')
  if (!up) return err('user-not-present')
  if (!uv) return err('user-not-verified')
  return bs && !be ? err('backup-state-invalid') : ok(null)
}

/** The library throws for an answer that no browser makes: here it is none. */
async function byLibrary<T>(work: () => T | Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch {
    return null
  }
}

function readAttestation(attestationObject: string) {
  const attestation = decodeAttestationObject(fromBase64Url(attestationObject))
  const packed = attestation.get('fmt') === 'packed'
  const authData = attestation.get('authData')
  return {
    x5c: (packed && attestation.get('attStmt').get('x5c')) || [],
    data: parseAuthenticatorData(authData),
    // WebAuthn, 7.1, step 24: what is no attestation to us is none.
    object: packed ? attestationObject : withoutStatement(authData),
  }
}

const withoutStatement = (authData: Uint8Array): string =>
  toBase64Url(
    isoCBOR.encode(
      new Map<string, string | Uint8Array | Map<string, string>>([
        ['fmt', 'none'],
        ['attStmt', new Map<string, string>()],
        ['authData', new Uint8Array(authData)],
      ]),
    ),
  )

/** What a person's new passkey is, or why it is none; without `trust` no device is known. */
export async function verifyRegistration(registration: Registration, expected: Expected, trust?: Trust) {
  const { id, response, discoverable } = registration
  const client = checkClient(response.clientDataJSON, 'webauthn.create', expected)
  if (!client.ok) return client
  if (!discoverable) return err('passkey-not-discoverable')
  const attestation = await byLibrary(() => readAttestation(response.attestationObject))
  if (attestation === null) return err('registration-invalid')
  const { x5c, data, object } = attestation
  const checked = checkData(data, expected.origin)
  if (!checked.ok) return checked
  const { clientDataJSON } = response
  const answer = await byLibrary(() =>
    verifyRegistrationResponse({
      response: {
        id,
        rawId: id,
        type: 'public-key',
        response: { clientDataJSON, attestationObject: object },
        clientExtensionResults: {},
      },
      expectedChallenge: expected.challenge,
      expectedOrigin: expected.origin,
      expectedRPID: rpIdOf(expected.origin),
      requireUserVerification: true,
      supportedAlgorithmIDs: [...ALGORITHMS],
    }),
  )
  if (!answer?.verified) return err('registration-invalid')
  const { credential, aaguid } = answer.registrationInfo
  if (credential.id !== id) return err('credential-mismatch')
  // The library has checked the statement, and that its certificate is of this model; here is asked who issued that.
  const attested = trust === undefined ? null : await vouchedBy(trust.models, aaguid, x5c, trust.now)
  const passkey: Passkey = {
    id,
    publicKey: toBase64Url(credential.publicKey),
    counter: credential.counter,
    backupEligible: data.flags.be,
    backedUp: data.flags.bs,
    aaguid,
    transports: response.transports,
    ...(attested === null ? {} : { attested }),
  }
  return ok(passkey)
}

export interface Asserted {
  readonly counter: number
  readonly backedUp: boolean
}

/** WebAuthn, 7.2, step 22: a counter that does not grow is a copy, unless the passkey keeps none. */
export const counterHolds = (known: number, counter: number): boolean =>
  (known === 0 && counter === 0) || counter > known

/** A public key (COSE, ES256) whose private half was thrown away. */
const DECOY_KEY =
  'pQECAyYgASFYINxiX7XE3fzG4O4769vMN8Dt5qx5jEarcIgwWgEiOnPWIlggJHQyrCk4zWavoWhQpSdsqzQ4fR203hWoZ1XDkxGNOo0'

/** What an assertion is checked against where nobody has its passkey, so that it takes as long; no answer holds. */
export const decoyOf = (id: string): Omit<Passkey, 'aaguid' | 'transports'> => ({
  id,
  publicKey: DECOY_KEY,
  counter: 0,
  backupEligible: true,
  backedUp: true,
})

/**
 * Whether the holder of a passkey answered. `handle` is the person's own; a login asks for it, since the passkey was
 * found by it, a signature does not.
 */
export async function verifyAssertion(
  { id, response }: Assertion,
  passkey: Omit<Passkey, 'aaguid' | 'transports'>,
  expected: Expected & { readonly handle: string; readonly handleRequired: boolean },
) {
  const client = checkClient(response.clientDataJSON, 'webauthn.get', expected)
  if (!client.ok) return client
  if (id !== passkey.id) return err('credential-mismatch')
  if (response.userHandle === undefined && expected.handleRequired) return err('user-handle-missing')
  if (response.userHandle !== undefined && response.userHandle !== expected.handle) return err('user-handle-mismatch')
  const data = await byLibrary(() => parseAuthenticatorData(fromBase64Url(response.authenticatorData)))
  if (data === null) return err('assertion-invalid')
  const checked = checkData(data, expected.origin)
  if (!checked.ok) return checked
  const { flags, counter } = data
  if (flags.be !== passkey.backupEligible) return err('backup-eligibility-changed')
  if (!counterHolds(passkey.counter, counter)) return err('counter-regressed')
  const answer = await byLibrary(() =>
    verifyAuthenticationResponse({
      response: { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} },
      expectedChallenge: expected.challenge,
      expectedOrigin: expected.origin,
      expectedRPID: rpIdOf(expected.origin),
      credential: { id, publicKey: fromBase64Url(passkey.publicKey), counter: passkey.counter },
      requireUserVerification: true,
    }),
  )
  if (answer === null) return err('assertion-invalid')
  return answer.verified ? ok({ counter, backedUp: flags.bs } satisfies Asserted) : err('signature-invalid')
}
