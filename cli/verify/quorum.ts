// Which witnesses whoever checks relies on, and how many of them must have seen what is checked.
import { parseWitnessKey, type Quorum } from '../../workers/engines/log/cosignature.ts'
import { UsageError } from '../options.ts'
import { readKey } from './source.ts'

export const quorumOptions = { witness: { type: 'string', multiple: true }, quorum: { type: 'string' } } as const

export const quorumUsage = `  --witness <key>    the key of a witness, or a file with it; may be given again for each
  --quorum <number>  how many of these witnesses must have seen the log so (all, where not said)`

/** Nobody where none is named. Throws a UsageError where a key, or the number, is none. */
export function quorumOf(values: {
  readonly witness?: readonly string[] | undefined
  readonly quorum?: string | undefined
}): Quorum {
  const witnesses = (values.witness ?? []).map((typed) => {
    const parsed = parseWitnessKey(readKey(typed) ?? '')
    if (!parsed.ok) throw new UsageError(`'${typed.slice(0, 60)}' is no key of a witness.`)
    return parsed.value
  })
  if (values.quorum === undefined) return { witnesses, least: witnesses.length }
  const least = /^\d{1,2}$/u.test(values.quorum) ? Number(values.quorum) : 0
  if (least < 1 || least > witnesses.length)
    throw new UsageError(`--quorum is a number from 1 to the ${witnesses.length} witnesses that are named.`)
  return { witnesses, least }
}
