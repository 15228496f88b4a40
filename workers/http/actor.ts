// Who acts over the API: an official in a session of their own, or a system of an authority with a token of its own key.
import type { Context } from 'hono'
import { sessionHash } from '../engines/identity/session.ts'
import type { Act } from '../kernel/register.ts'
import { mayDo } from '../kernel/register.ts'
import type { Actor } from '../engines/command.ts'
import { personById } from '../store/objects.ts'
import { problem } from './problem.ts'
import { isSystem, systemOf } from './system.ts'
import type { AppEnv } from './types.ts'

type Ctx = Context<AppEnv>

interface Acting {
  readonly actor: Actor
  /** Whose idempotency keys they are. */
  readonly whose: string
}

/** Who acts, by the role that the act asks for and the session, or the registration, grants. */
const roleFor = (roles: readonly string[], act: Act): string | undefined => roles.find((role) => mayDo(act, role))

/** What binds whoever signs for it with a key, moves what somebody could lose, or wants two officials, is done by persons. */
const isForPersons = ({ level, fresh, moves, fourEyes }: Act): boolean =>
  level === 'high' || fresh !== undefined || moves !== undefined || fourEyes !== undefined

async function ofMachine(c: Ctx, act: Act): Promise<Acting | Response> {
  const system = await systemOf(c)
  if (system instanceof Response) return system
  const { id, role } = system
  if (!mayDo(act, role) || isForPersons(act)) return problem(c, { error: 'not-allowed' })
  return { actor: { role, person: id }, whose: `client:${id}` }
}

/** The refusal is the response to answer with. */
export async function actorOf(c: Ctx, act: Act): Promise<Acting | Response> {
  if (isSystem(c)) return ofMachine(c, act)
  const person = c.get('session')
  if (person === undefined) return problem(c, { error: 'not-signed-in', needs: act })
  const role = roleFor(person.roles, act)
  if (role === undefined) return problem(c, { error: 'not-allowed' })
  const { level = 'substantial', fresh, moves } = act
  const demand = { level, ...(fresh ? { fresh } : {}), ...(moves ? { moves } : {}) }
  const admitted = await personById(c.env, person.person).admits(sessionHash(person), demand)
  if (!admitted.ok) {
    const card = admitted.error === 'key-too-young'
    return problem(c, { ...admitted, needs: card ? { level: 'high', fresh: true } : demand })
  }
  return { actor: { role, person: person.person }, whose: person.person }
}
