// An old register's file on its way in, as a machine sends it: in parts, its columns, and what came of each step.
import { createHash } from 'node:crypto'
import { runDurableObjectAlarm } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { vi } from 'vitest'
import type { ImportObject } from '../../durable-objects/import.ts'
import type { Actor } from '../../workers/engines/command.ts'
import { isUnderWay, partMax, type Import, type Mapping } from '../../workers/engines/import/state.ts'
import { ACT_MS } from '../../workers/engines/unique.ts'
import { importsOf, registerObject } from '../../workers/store/objects.ts'
import { there, unwrap } from './result.ts'

const OPERATOR: Actor = { role: 'operator' }

/** Lets the object of a register's imports work until it has nothing more to do of this one. */
export async function worked(register: string, id: string): Promise<Import> {
  const imports = importsOf(env, register)
  for (;;) {
    const one = there(await imports.get(id))
    if (!isUnderWay(one)) return one
    await runDurableObjectAlarm(imports)
    await runDurableObjectAlarm(registerObject(env, register))
  }
}

/** Sends a file whole, and has it read. */
export async function sent(register: string, bytes: Uint8Array, by: Actor = OPERATOR, size = partMax): Promise<Import> {
  const imports = importsOf(env, register)
  const file = createHash('sha256').update(bytes).digest('hex')
  const begun = unwrap(await imports.begin({ name: 'old.csv', file, size: bytes.length }, by))
  const { id } = begun
  if (begun.state !== 'receiving') return begun
  for (let n = 0; n * size < bytes.length; n += 1)
    unwrap(await imports.receive(id, n, bytes.slice(n * size, (n + 1) * size)))
  unwrap(await imports.read(id))
  return worked(register, id)
}

export async function checked(one: Import, mapping: Partial<Mapping> = {}, by: Actor = OPERATOR): Promise<Import> {
  const imports = importsOf(env, one.register)
  const chosen = { mapping: { act: 'enter', columns: {}, references: 'leave' as const, ...mapping } }
  unwrap(await imports.check(one.id, chosen, by))
  return worked(one.register, one.id)
}

/** Enters the good rows, some time after anybody could have been entering one by hand. */
export async function entered(one: Import, by: Parameters<ImportObject['enter']>[1] = { actor: OPERATOR }) {
  await registerObject(env, one.register).arrivalsIn()
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ACT_MS + 1 })
  try {
    unwrap(await importsOf(env, one.register).enter(one.id, by))
    return await worked(one.register, one.id)
  } finally {
    vi.useRealTimers()
  }
}

export const bytesOf = (...rows: readonly (readonly string[])[]): Uint8Array =>
  new TextEncoder().encode(rows.map((cells) => `${cells.join(';')}\r\n`).join(''))
