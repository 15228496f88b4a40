// How long somebody waits who tries too often: one of a thousand objects counts for each, whoever it is.
import type { Allowance } from '../engines/identity/throttle.ts'
import { blindIndex } from '../engines/names.ts'
import type { Env } from '../env.ts'
import { throttleByName } from '../store/objects.ts'

/** Characters of a name that say which object counts: two, of five bits each, make a thousand and some. */
const SHARD_LENGTH = 2

/** Milliseconds until the next attempt is let through; 0 lets this one. `whose` is told to nobody: it is counted by an HMAC. */
export function waitOf(
  env: Pick<Env, 'THROTTLE' | 'INDEX_KEY' | 'JURISDICTION'>,
  kind: string,
  whose: string,
  step: string,
  allowance: Allowance,
): Promise<number> {
  const name = blindIndex(env.INDEX_KEY, 'throttle', kind, whose)
  return throttleByName(env, name.slice(0, SHARD_LENGTH)).attempt(name, step, allowance)
}
