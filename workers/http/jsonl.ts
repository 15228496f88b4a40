// JSON lines, in and out: one thing a line, for what would be too long as one document.
import type { Context } from 'hono'
import type { AppEnv } from './types.ts'

export const jsonl = (c: Context<AppEnv>, lines: readonly string[]): Response =>
  c.body(lines.map((line) => `${line}\n`).join(''), 200, { 'Content-Type': 'application/jsonl' })

export const linesIn = async (c: Context<AppEnv>): Promise<readonly string[]> =>
  (await c.req.text()).split('\n').filter((line) => line.trim() !== '')
