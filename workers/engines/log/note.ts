// Signed notes (c2sp.org/signed-note) with Ed25519: a text, and under it lines of signatures by named keys.
import { sha256 } from '@noble/hashes/sha2.js'
import { fromBase64, readBase64, toBase64, toHex, utf8 } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'

const ED25519 = 1
/** A note is read whole: a checkpoint has some hundred bytes. */
const NOTE_MAX = 64 * 1024
const SIGNATURES_MAX = 100

export interface Signer {
  readonly name: string
  readonly publicKey: Uint8Array
  /** Signs bytes with Ed25519 (RFC 8032): 64 bytes. */
  readonly sign: (message: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>
}
export interface Verifier {
  readonly name: string
  readonly publicKey: Uint8Array<ArrayBuffer>
}

/** The PKCS #8 wrapping of a 32-byte Ed25519 seed (RFC 8410, section 7). */
const PKCS8 = Uint8Array.of(
  0x30,
  0x2e,
  0x02,
  0x01,
  0x00,
  0x30,
  0x05,
  0x06,
  0x03,
  0x2b,
  0x65,
  0x70,
  0x04,
  0x22,
  0x04,
  0x20,
)

/** A signer from a 32-byte seed, on WebCrypto. */
export async function signerFrom(name: string, seed: Uint8Array): Promise<Signer> {
  const key = await crypto.subtle.importKey('pkcs8', Uint8Array.of(...PKCS8, ...seed), 'Ed25519', true, ['sign'])
  const jwk = (await crypto.subtle.exportKey('jwk', key)) as { x?: string }
  const publicKey = fromBase64((jwk.x ?? '').replaceAll('-', '+').replaceAll('_', '/'))
  return { name, publicKey, sign: async (message) => new Uint8Array(await crypto.subtle.sign('Ed25519', key, message)) }
}

type Named = Pick<Signer, 'name' | 'publicKey'>

const typedKey = (publicKey: Uint8Array, type: number) => Uint8Array.of(type, ...publicKey)

/** The first 4 bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key). */
export const keyId = ({ name, publicKey }: Named, type = ED25519): Uint8Array =>
  sha256(Uint8Array.of(...utf8(name), 0x0a, ...typedKey(publicKey, type))).subarray(0, 4)

/** `name+hex(key id)+base64(type ‖ public key)`: what an auditor pins. The type of a log's own key is 0x01. */
export const verifierKey = (key: Named, type = ED25519): string =>
  `${key.name}+${toHex(keyId(key, type))}+${toBase64(typedKey(key.publicKey, type))}`

const NAME = /^[^\s+]{1,200}$/u

export function parseVerifierKey(text: string, type = ED25519): Result<Verifier, 'verifier-key-invalid'> {
  const [name = '', id = '', ...rest] = text.trim().split('+')
  const key = readBase64(rest.join('+'))
  if (!NAME.test(name) || key?.length !== 33 || key[0] !== type) return err('verifier-key-invalid')
  const verifier = { name, publicKey: key.slice(1) }
  return toHex(keyId(verifier, type)) === id ? ok(verifier) : err('verifier-key-invalid')
}

/** A line under a note. */
export const signatureLine = ({ name }: Pick<Signer, 'name'>, id: Uint8Array, signature: Uint8Array): string =>
  `— ${name} ${toBase64(Uint8Array.of(...id, ...signature))}\n`

/** Signs a text, which ends with a newline and holds no empty line at its end. */
export async function signNote(text: string, signers: readonly Signer[]): Promise<string> {
  const lines = await Promise.all(
    signers.map(async (signer) => signatureLine(signer, keyId(signer), await signer.sign(utf8(text)))),
  )
  return `${text}\n${lines.join('')}`
}

export interface Note {
  /** What was signed, its last newline included. */
  readonly text: string
  readonly signatures: readonly {
    readonly name: string
    readonly keyId: Uint8Array
    readonly signature: Uint8Array<ArrayBuffer>
  }[]
}

const SIGNATURE = /^— ([^\s+]{1,200}) ([A-Za-z0-9+/=]{8,400})$/u

export function parseNote(note: string): Result<Note, 'note-invalid'> {
  // oxlint-disable-next-line no-control-regex -- a note holds no control character but the newline
  if (note.length > NOTE_MAX || !note.isWellFormed() || /[\u0000-\u0009\u000b-\u001f]/u.test(note))
    return err('note-invalid')
  const split = note.lastIndexOf('\n\n')
  if (split < 0 || !note.endsWith('\n')) return err('note-invalid')
  const lines = note.slice(split + 2, -1).split('\n')
  if (lines.length > SIGNATURES_MAX) return err('note-invalid')
  const signatures: Note['signatures'][number][] = []
  for (const line of lines) {
    const [, name, encoded] = SIGNATURE.exec(line) ?? []
    const bytes = readBase64(encoded ?? '')
    if (name === undefined || bytes === null || bytes.length < 5) return err('note-invalid')
    signatures.push({ name, keyId: bytes.subarray(0, 4), signature: bytes.slice(4) })
  }
  return ok({ text: note.slice(0, split + 1), signatures })
}

/** The text of a note that this verifier's key has signed. A signature by its name and id that is wrong refuses the note. */
export async function openNote(
  note: string,
  verifier: Verifier,
): Promise<Result<string, 'note-invalid' | 'not-signed' | 'signature-wrong'>> {
  const parsed = parseNote(note)
  if (!parsed.ok) return parsed
  const id = toHex(keyId(verifier))
  const own = parsed.value.signatures.filter((one) => one.name === verifier.name && toHex(one.keyId) === id)
  if (own.length === 0) return err('not-signed')
  const key = await crypto.subtle.importKey('raw', verifier.publicKey, 'Ed25519', false, ['verify'])
  const verdicts = await Promise.all(
    own.map(({ signature }) => crypto.subtle.verify('Ed25519', key, signature, utf8(parsed.value.text))),
  )
  return verdicts.every(Boolean) ? ok(parsed.value.text) : err('signature-wrong')
}
