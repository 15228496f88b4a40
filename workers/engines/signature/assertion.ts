// Whether a passkey's answer holds, for somebody who was not there: what it says of the page, of its user and of the key.
// In English (WebAuthn Level 3, 7.2), as the portal asked when the answer was made:
//  - an answer, not a registration, to exactly this challenge, on this origin, in no other page's frame
//  - for this site, by somebody who was there and was verified, with a key of the kind that was bound
//  - signed with that key
import { sha256 } from '@noble/hashes/sha2.js'
import { readBase64Url, toHex, utf8 } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { coseVerifies } from './cose.ts'

export interface SignedAnswer {
  /** All base64url. */
  readonly clientDataJSON: string
  readonly authenticatorData: string
  readonly signature: string
}

interface Asked {
  /** Base64url. */
  readonly challenge: string
  readonly origin: string
  /** COSE, base64url. */
  readonly publicKey: string
  readonly deviceBound: boolean
}

export type AnswerRefusal =
  | 'answer-malformed'
  | 'answer-wrong-type'
  | 'challenge-mismatch'
  | 'answer-foreign-origin'
  | 'answer-cross-origin'
  | 'relying-party-mismatch'
  | 'user-not-present'
  | 'user-not-verified'
  | 'backup-eligibility-changed'
  | 'key-unsupported'
  | 'signature-invalid'

const UP = 0x01
const UV = 0x04
const BE = 0x08
const BS = 0x10
/** Hash of the site, flags, counter (WebAuthn, 6.1). */
const DATA_LENGTH = 37

function checkClient(bytes: Uint8Array<ArrayBuffer>, { challenge, origin }: Asked): Result<null, AnswerRefusal> {
  let client: unknown
  try {
    client = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes))
  } catch {
    return err('answer-malformed')
  }
  if (typeof client !== 'object' || client === null) return err('answer-malformed')
  const said = client as { readonly [name: string]: unknown }
  if (said['type'] !== 'webauthn.get') return err('answer-wrong-type')
  if (said['challenge'] !== challenge) return err('challenge-mismatch')
  if (said['origin'] !== origin) return err('answer-foreign-origin')
  const alone = (said['crossOrigin'] ?? false) === false && said['topOrigin'] === undefined
  return alone ? ok(null) : err('answer-cross-origin')
}

function checkData(data: Uint8Array, { origin, deviceBound }: Asked): Result<null, AnswerRefusal> {
  if (data.length < DATA_LENGTH) return err('answer-malformed')
  const site = toHex(sha256(utf8(new URL(origin).hostname)))
  if (toHex(data.subarray(0, 32)) !== site) return err('relying-party-mismatch')
  const flags = data[32] ?? 0
  if ((flags & UP) === 0) return err('user-not-present')
  if ((flags & UV) === 0) return err('user-not-verified')
  const eligible = (flags & BE) !== 0
  if (eligible === deviceBound || (!eligible && (flags & BS) !== 0)) return err('backup-eligibility-changed')
  return ok(null)
}

export async function verifyAnswer(answer: SignedAnswer, asked: Asked): Promise<Result<null, AnswerRefusal>> {
  const client = readBase64Url(answer.clientDataJSON)
  const data = readBase64Url(answer.authenticatorData)
  const signature = readBase64Url(answer.signature)
  if (client === null || data === null || signature === null) return err('answer-malformed')
  const page = checkClient(client, asked)
  if (!page.ok) return page
  const checked = checkData(data, asked)
  if (!checked.ok) return checked
  const key = readBase64Url(asked.publicKey)
  const signed = new Uint8Array([...data, ...sha256(client)])
  const verdict = key === null ? null : await coseVerifies(key, signature, signed)
  if (verdict === null) return err('key-unsupported')
  return verdict ? ok(null) : err('signature-invalid')
}
