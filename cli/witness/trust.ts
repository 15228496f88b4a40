// Which keys a witness or an auditor believes: all logs of a portal have one, and each its own name.
import { parseVerifierKey, verifierKey, type Verifier } from '../../workers/engines/log/note.ts'
import { RemoteLog, registersOf } from '../log/remote.ts'
import { Unable } from '../unable.ts'
import type { Known } from './answer.ts'
import type { Notebook } from './notebook.ts'

const LOG = /^(.+)\/registers\/[a-z][a-z0-9-]{0,39}\/log$/u

export interface Trust {
  /** The key of a register's log. */
  readonly logOf: (register: string) => Verifier
  readonly known: Known
}

/** All logs of the portal of one of them. Throws Unable where the key is of no register's log. */
export function trustOf(key: Verifier): Trust {
  const prefix = LOG.exec(key.name)?.[1]
  if (prefix === undefined) throw new Unable(`'${key.name}' is no log of a register.`)
  const { publicKey } = key
  return {
    logOf: (register) => ({ name: `${prefix}/registers/${register}/log`, publicKey }),
    known: (origin) => (LOG.exec(origin)?.[1] === prefix ? { name: origin, publicKey } : null),
  }
}

/** By the key that is named, or that was seen first. Throws Unable where the portal shows another one since. */
export async function trustIn(notebook: Notebook, portal: string, named: Verifier | undefined): Promise<Trust> {
  const before = notebook.keyOf(portal)
  const remembered = before === null ? null : parseVerifierKey(before)
  if (named !== undefined) return trustOf(named)
  if (remembered?.ok) return trustOf(remembered.value)
  const [register] = await registersOf(portal)
  const shown = parseVerifierKey(await new RemoteLog(`${portal}/registers/${register}/log`).key())
  if (!shown.ok) throw new Unable(`${portal} shows no key of its logs.`)
  notebook.pin(portal, verifierKey(shown.value))
  return trustOf(shown.value)
}
