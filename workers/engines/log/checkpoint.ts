// The checkpoint (c2sp.org/tlog-checkpoint): how large a log is and what its root is, signed.
import { readBase64, toBase64 } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { openNote, signNote, type Signer, type Verifier } from './note.ts'

export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
}

/** The origin of a register's log, which is also the name of its key: the portal's host, and the register. */
export const originOf = (portal: string, register: string): string =>
  `${new URL(portal).host}/registers/${register}/log`

export const formatCheckpoint = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${toBase64(root)}\n`

const BODY = /^([^\n]{1,200})\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n/u

export function parseCheckpoint(text: string): Result<Checkpoint, 'checkpoint-invalid'> {
  const [, origin, size, root] = BODY.exec(text) ?? []
  const hash = readBase64(root ?? '')
  if (origin === undefined || size === undefined || hash === null) return err('checkpoint-invalid')
  return Number.isSafeInteger(Number(size)) ? ok({ origin, size: Number(size), root: hash }) : err('checkpoint-invalid')
}

export const signCheckpoint = (checkpoint: Checkpoint, signer: Signer): Promise<string> =>
  signNote(formatCheckpoint(checkpoint), [signer])

/** The checkpoint in a note that the log's own key has signed. */
export async function openCheckpoint(note: string, verifier: Verifier) {
  const text = await openNote(note, verifier)
  if (!text.ok) return text
  const checkpoint = parseCheckpoint(text.value)
  if (!checkpoint.ok) return checkpoint
  return checkpoint.value.origin === verifier.name ? checkpoint : err('origin-wrong')
}
