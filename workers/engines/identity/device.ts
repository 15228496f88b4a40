// Whether a passkey may be taken away, and how it may be called.
import { err, ok, type Result } from '../../kernel/result.ts'

/** A person who keeps more has lost count of them. */
export const PASSKEYS_MAX = 20
const NAME_MAX = 60

/** A name that a person gave; where they gave none, the family of their device. */
export function deviceName(typed: string, family: string): Result<string, 'too-long' | 'control-characters'> {
  const name = typed.normalize('NFC').trim()
  if (name.length > NAME_MAX) return err('too-long')
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name)) return err('control-characters')
  return ok(name === '' ? family : name)
}

interface Factors {
  readonly passkeys: readonly { readonly id: string }[]
  /** Cards that are neither expired nor revoked count. */
  readonly cards: readonly { readonly notAfter: number; readonly revoked: boolean }[]
}

/** Nobody locks themselves out: the last passkey goes only while a card still lets its owner in. */
export function mayRemove(factors: Factors, id: string, now: number): Result<null, 'passkey-unknown' | 'last-factor'> {
  if (!factors.passkeys.some((passkey) => passkey.id === id)) return err('passkey-unknown')
  const cardWorks = factors.cards.some(({ notAfter, revoked }) => !revoked && now <= notAfter)
  return factors.passkeys.length > 1 || cardWorks ? ok(null) : err('last-factor')
}
