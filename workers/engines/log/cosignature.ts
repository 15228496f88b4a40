// Cosignatures of witnesses (c2sp.org/tlog-cosignature, cosignature/v1): who saw a checkpoint that continues all they saw.
import { toHex, utf8 } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { keyId, parseNote, parseVerifierKey, signatureLine, verifierKey, type Signer, type Verifier } from './note.ts'

/** The type of a witness's Ed25519 key. */
const COSIGNATURE = 4
const TIME_BYTES = 8
const SIGNATURE_BYTES = TIME_BYTES + 64

/** What whoever relies on a witness pins. */
export const witnessKey = (witness: Pick<Signer, 'name' | 'publicKey'>): string => verifierKey(witness, COSIGNATURE)

export function parseWitnessKey(text: string): Result<Verifier, 'witness-key-invalid'> {
  const parsed = parseVerifierKey(text, COSIGNATURE)
  return parsed.ok ? parsed : err('witness-key-invalid')
}

const message = (seconds: number, text: string) => utf8(`cosignature/v1\ntime ${seconds}\n${text}`)

/** The line with which a witness signs the text of a checkpoint: as of `now`, the largest that it has seen. */
export async function cosign(text: string, witness: Signer, now: number): Promise<string> {
  const seconds = Math.floor(now / 1000)
  const time = new DataView(new ArrayBuffer(TIME_BYTES))
  time.setBigUint64(0, BigInt(seconds))
  const signature = await witness.sign(message(seconds, text))
  return signatureLine(
    witness,
    keyId(witness, COSIGNATURE),
    Uint8Array.of(...new Uint8Array(time.buffer), ...signature),
  )
}

export interface Cosigned {
  readonly witness: Verifier
  /** When it signed, in milliseconds. */
  readonly at: number
  readonly line: string
}

type Refusal = 'note-invalid' | 'cosignature-wrong'

/** Those of these witnesses that have cosigned a note. A cosignature by their name and key that is wrong refuses it. */
export async function cosignedBy(
  note: string,
  witnesses: readonly Verifier[],
): Promise<Result<readonly Cosigned[], Refusal>> {
  const parsed = parseNote(note)
  if (!parsed.ok) return parsed
  const { text, signatures } = parsed.value
  const found: Cosigned[] = []
  for (const witness of witnesses) {
    const id = keyId(witness, COSIGNATURE)
    const own = signatures.find((one) => one.name === witness.name && toHex(one.keyId) === toHex(id))
    if (own === undefined) continue
    if (own.signature.length !== SIGNATURE_BYTES) return err('cosignature-wrong', witness.name)
    const seconds = Number(new DataView(own.signature.buffer, own.signature.byteOffset).getBigUint64(0))
    const key = await crypto.subtle.importKey('raw', witness.publicKey, 'Ed25519', false, ['verify'])
    const signature = own.signature.slice(TIME_BYTES)
    if (
      !Number.isSafeInteger(seconds) ||
      seconds === 0 ||
      !(await crypto.subtle.verify('Ed25519', key, signature, message(seconds, text)))
    )
      return err('cosignature-wrong', witness.name)
    found.push({ witness, at: seconds * 1000, line: signatureLine(witness, id, own.signature) })
  }
  return ok(found)
}

/** What somebody asks of a checkpoint: that so many of these witnesses have cosigned it. */
export interface Quorum {
  readonly witnesses: readonly Verifier[]
  readonly least: number
}

/** The witnesses whom it asks for, where there are enough. */
export async function witnessed(
  note: string,
  { witnesses, least }: Quorum,
): Promise<Result<readonly Cosigned[], Refusal | 'witnesses-missing'>> {
  const found = await cosignedBy(note, witnesses)
  if (!found.ok) return found
  return found.value.length < least ? err('witnesses-missing', `${found.value.length}/${least}`) : found
}
