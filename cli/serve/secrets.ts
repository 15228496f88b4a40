// What a local portal keeps secret: made once, kept in the data folder, readable by its owner alone.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from './whole.ts'

const NAMES = ['INDEX_KEY', 'LOG_KEY', 'SESSION_KEY', 'OPERATOR_TOKEN'] as const
export type Secrets = Readonly<Record<(typeof NAMES)[number], string>>

export const secretNames: ReadonlySet<string> = new Set(NAMES)

export const secretsFile = (data: string) => join(data, 'secrets.json')

const make = (): Secrets => ({
  INDEX_KEY: randomBytes(32).toString('base64'),
  LOG_KEY: randomBytes(32).toString('base64'),
  SESSION_KEY: randomBytes(32).toString('base64'),
  OPERATOR_TOKEN: randomBytes(32).toString('base64url'),
})

/** The secrets of a data folder. Losing them loses the data: names are HMACs under INDEX_KEY, and LOG_KEY signed the logs. */
export function secretsOf(data: string): Secrets {
  const file = secretsFile(data)
  if (!existsSync(file)) writeWhole(file, `${JSON.stringify(make(), null, 2)}\n`)
  return JSON.parse(readFileSync(file, 'utf8')) as Secrets
}
