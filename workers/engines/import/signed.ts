// What officials sign before a file is entered: which file, read how, by which columns, with which outcome of the check.
import { sha256 } from '@noble/hashes/sha2.js'
import canonicalize from 'canonicalize'
import { toHex, utf8 } from '../../kernel/bytes.ts'
import type { LoadedAct, LoadedRegister } from '../../kernel/load.ts'
import { mayBeSecond, mayDo, needsSecond } from '../../kernel/register.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Actor } from '../command.ts'
import type { SignatureBundle, SignRequest } from '../identity/intent.ts'
import { isSigned } from '../proposal.ts'
import type { Import } from './state.ts'

const hashOf = (value: object): string => toHex(sha256(utf8(canonicalize(value) ?? '')))

const documentOf = ({ id, register, file, encoding, format, mapping, counts }: Import) => ({
  format: 'izvor-import-v1',
  id,
  register,
  file,
  encoding,
  read: format,
  mapping,
  counts,
})

/** The same for the first official and for the second. */
export function importRequest({ definition }: LoadedRegister, act: LoadedAct, one: Import): SignRequest {
  const { moves } = act.definition
  return {
    documents: [hashOf(documentOf(one))],
    act: `${definition.id}.${act.name}`,
    authority: definition.keeper,
    ...(moves === undefined ? {} : { moves }),
  }
}

/** The document with the signatures, to be kept, and the hash by which every entry names it. */
export function signaturesOf(one: Import, signatures: readonly SignatureBundle[]) {
  const kept = { document: documentOf(one), signatures }
  return { text: canonicalize(kept) ?? '', hash: hashOf(kept) }
}

/** Whether somebody who has signed enters it now, or has proposed it to a second official. */
export function maySign(
  register: LoadedRegister,
  act: LoadedAct,
  one: Import,
  by: Actor,
  signature: SignatureBundle,
): Result<'propose' | 'enter', 'not-allowed' | 'same-official' | 'intent-changed'> {
  if (!mayDo(act.definition, by.role)) return err('not-allowed')
  if (!isSigned(signature, by, importRequest(register, act, one))) return err('intent-changed')
  if (one.state !== 'proposed') return ok(needsSecond(act.definition, by.role) ? 'propose' : 'enter')
  if (!mayBeSecond(act.definition, one.actor?.role ?? '', by.role)) return err('not-allowed')
  return one.actor?.person === by.person ? err('same-official') : ok('enter')
}
