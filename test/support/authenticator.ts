// A passkey provider in software: real keys, real attestations (none) and assertions, and every way of cheating with them.
import { sha256 } from '@noble/hashes/sha2.js'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import type { DemoModel } from '../../cli/demo/authenticators.ts'
import type { AssertionOptions, RegistrationOptions } from '../../workers/engines/identity/options.ts'

const UP = 0x01
const UV = 0x04
const BE = 0x08
const BS = 0x10
const AT = 0x40

/** The order of P-256: with (r, s), (r, n−s) is a signature of the same bytes too. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

export interface Cheats {
  readonly origin?: string
  readonly type?: string
  readonly challenge?: string
  readonly crossOrigin?: boolean
  readonly topOrigin?: string
  readonly rpId?: string
  readonly present?: boolean
  readonly verified?: boolean
  readonly eligible?: boolean
  readonly backedUp?: boolean
  readonly counter?: number
  readonly userHandle?: string | null
  readonly id?: string
  readonly malleate?: boolean
  /** How it attests, where it is asked to: by another maker's model, or by the new key itself. */
  readonly attest?: DemoModel | 'self'
  readonly aaguid?: string
}

export interface HeldPasskey {
  readonly id: string
  readonly handle: string
  readonly key: CryptoKey
  readonly eligible: boolean
  counter: number
}

const hash = (bytes: Uint8Array) => sha256(bytes)
const ES256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

/** The other signature of the same bytes, raw R ‖ S in and DER out. */
function derOf(raw: Buffer, malleate: boolean): Buffer {
  const s = BigInt(`0x${raw.subarray(32).toString('hex')}`)
  const chosen = malleate ? ORDER - s : s
  const integer = (value: Buffer) => {
    const bytes = Buffer.from(value.toString('hex').replace(/^(?:00)+/u, ''), 'hex')
    const positive = (bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes
    return Buffer.concat([Buffer.from([2, positive.length]), positive])
  }
  const sequence = Buffer.concat([
    integer(raw.subarray(0, 32)),
    integer(Buffer.from(chosen.toString(16).padStart(64, '0'), 'hex')),
  ])
  return Buffer.concat([Buffer.from([0x30, sequence.length]), sequence])
}

/** A packed attestation (WebAuthn Level 3, 8.2) of these bytes, by a model, or by the new key itself. */
async function statementOf(by: DemoModel | CryptoKey, signed: Buffer) {
  const self = by instanceof CryptoKey
  const key = self ? by : await crypto.subtle.importKey('jwk', by.privateKey as JsonWebKey, ES256, false, ['sign'])
  const signature = Buffer.from(await crypto.subtle.sign(ES256, key, new Uint8Array(signed)))
  const statement = new Map<string, number | Uint8Array | Uint8Array[]>([
    ['alg', -7],
    ['sig', new Uint8Array(derOf(signature, false))],
  ])
  if (!self) statement.set('x5c', [new Uint8Array(Buffer.from(by.certificate, 'base64'))])
  return statement
}

/**
 * Answers for pages of `origin`; `synced` passkeys may be backed up, others live on this device alone. One of a `model`
 * attests that, where it is asked to.
 */
export function softwareAuthenticator(
  origin: string,
  { synced = true, model }: { readonly synced?: boolean; readonly model?: DemoModel } = {},
) {
  const held: HeldPasskey[] = []

  const clientData = (type: string, challenge: string, cheats: Cheats) =>
    Buffer.from(
      JSON.stringify({
        type: cheats.type ?? type,
        challenge: cheats.challenge ?? challenge,
        origin: cheats.origin ?? origin,
        crossOrigin: cheats.crossOrigin ?? false,
        ...(cheats.topOrigin === undefined ? {} : { topOrigin: cheats.topOrigin }),
      }),
    )

  const authenticatorData = (passkey: HeldPasskey, cheats: Cheats, attested?: Uint8Array) => {
    const flags =
      (cheats.present === false ? 0 : UP) |
      (cheats.verified === false ? 0 : UV) |
      ((cheats.eligible ?? passkey.eligible) ? BE : 0) |
      ((cheats.backedUp ?? passkey.eligible) ? BS : 0) |
      (attested === undefined ? 0 : AT)
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(cheats.counter ?? passkey.counter)
    return Buffer.concat([
      hash(Buffer.from(cheats.rpId ?? new URL(origin).hostname)),
      Buffer.from([flags]),
      counter,
      attested ?? Buffer.alloc(0),
    ])
  }

  return {
    held,
    /** What `navigator.credentials.create()` would answer with, as JSON text. */
    async create(options: RegistrationOptions, cheats: Cheats = {}): Promise<string> {
      const pair = (await crypto.subtle.generateKey(ES256, true, ['sign', 'verify'])) as CryptoKeyPair
      const { x = '', y = '' } = (await crypto.subtle.exportKey('jwk', pair.publicKey)) as JsonWebKey
      const id = crypto.getRandomValues(new Uint8Array(32))
      const passkey: HeldPasskey = {
        id: base64url(id),
        handle: options.user.id,
        key: pair.privateKey,
        eligible: synced,
        // Synced passkeys keep no counter.
        counter: synced ? 0 : 1,
      }
      const cose = isoCBOR.encode(
        new Map<number, number | Uint8Array>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
          [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
        ]),
      )
      const length = Buffer.from([id.length >> 8, id.length & 255])
      const by = options.attestation === 'direct' ? (cheats.attest ?? model) : undefined
      const named = cheats.aaguid ?? (by === undefined || by === 'self' ? undefined : by.aaguid)
      const aaguid = named === undefined ? Buffer.alloc(16) : Buffer.from(named.replaceAll('-', ''), 'hex')
      const authData = authenticatorData(passkey, cheats, Buffer.concat([aaguid, length, id, cose]))
      const client = clientData('webauthn.create', options.challenge, cheats)
      const signed = Buffer.concat([authData, hash(client)])
      const statement = by && (await statementOf(by === 'self' ? pair.privateKey : by, signed))
      const attestation = new Map<string, string | Uint8Array | Map<string, number | Uint8Array | Uint8Array[]>>([
        ['fmt', statement === undefined ? 'none' : 'packed'],
        ['attStmt', statement ?? new Map()],
        ['authData', new Uint8Array(authData)],
      ])
      held.push(passkey)
      const own = cheats.id ?? passkey.id
      return JSON.stringify({
        id: own,
        rawId: own,
        type: 'public-key',
        response: {
          clientDataJSON: base64url(client),
          attestationObject: base64url(isoCBOR.encode(attestation)),
          transports: ['internal'],
        },
        clientExtensionResults: { credProps: { rk: true } },
      })
    },
    /** What `navigator.credentials.get()` would answer with, as JSON text; by the passkey made last where none is said. */
    async get(
      options: Pick<AssertionOptions, 'challenge'>,
      cheats: Cheats = {},
      passkey = held.at(-1),
    ): Promise<string> {
      if (passkey === undefined) throw new Error('no passkey was made')
      if (passkey.counter > 0) passkey.counter += 1
      const client = clientData('webauthn.get', options.challenge, cheats)
      const data = authenticatorData(passkey, cheats)
      const raw = Buffer.from(await crypto.subtle.sign(ES256, passkey.key, Buffer.concat([data, hash(client)])))
      const own = cheats.id ?? passkey.id
      const userHandle = cheats.userHandle === undefined ? passkey.handle : cheats.userHandle
      return JSON.stringify({
        id: own,
        rawId: own,
        type: 'public-key',
        response: {
          clientDataJSON: base64url(client),
          authenticatorData: base64url(data),
          signature: base64url(derOf(raw, cheats.malleate ?? false)),
          ...(userHandle === null ? {} : { userHandle }),
        },
        clientExtensionResults: {},
      })
    },
  }
}
