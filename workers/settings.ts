// Whether the platform was given what it needs: a missing secret is named, and nothing is served without it.
import type { Env } from './env.ts'

const KEY_OF_32_BYTES = /^[A-Za-z0-9+/]{43}=$/u

/** What each must look like: a key that is too short, or half of one, would protect nothing. */
const REQUIRED = {
  ORIGIN: /^https?:\/\/[^/\s]+$/u,
  INDEX_KEY: KEY_OF_32_BYTES,
  LOG_KEY: KEY_OF_32_BYTES,
  SESSION_KEY: KEY_OF_32_BYTES,
  OPERATOR_TOKEN: /^\S{32,}$/u,
} as const satisfies { readonly [name in keyof Env]?: RegExp }

/** Names of required settings that are absent, or not what they must be. */
export const missingSettings = (env: {
  readonly [name in keyof typeof REQUIRED]?: string | undefined
}): readonly string[] =>
  Object.entries(REQUIRED).flatMap(([name, shape]) =>
    shape.test(env[name as keyof typeof REQUIRED] ?? '') ? [] : [name],
  )
