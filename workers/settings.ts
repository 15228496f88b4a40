// Whether the platform was given what it needs: a missing secret is named, and nothing is served without it.
import type { Env } from './env.ts'

const REQUIRED = [
  'ORIGIN',
  'INDEX_KEY',
  'LOG_KEY',
  'SESSION_KEY',
  'OPERATOR_TOKEN',
] as const satisfies readonly (keyof Env)[]

/** Names of required settings that are absent or empty. */
export const missingSettings = (env: Partial<Env>): readonly string[] =>
  REQUIRED.filter((name) => typeof env[name] !== 'string' || env[name] === '')
