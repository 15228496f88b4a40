// What a relying party is told of a person: read from the registers for this login, under a purpose that its subject sees.
import { catalogue } from '../../catalogue.ts'
import { covers } from '../../engines/oidc/visit.ts'
import { pairwiseSubject, visitId } from '../../engines/names.ts'
import type { ClaimName, Client } from '../../engines/oidc/client.ts'
import type { Answer } from '../../engines/oidc/grant.ts'
import type { TestPerson } from '../../engines/oidc/test-persons.ts'
import { amrOf } from '../../engines/oidc/tokens.ts'
import type { Env } from '../../env.ts'
import { sofiaDate } from '../../kernel/calendar.ts'
import { personById, recordByKey } from '../../store/objects.ts'
import { sessionHash, type Session } from '../../engines/identity/session.ts'

/** Which evidence answers a claim: also the personal number is a look that its subject sees. */
const EVIDENCE: { readonly [claim in ClaimName]: string } = {
  name: 'login-name',
  birthdate: 'login-birthdate',
  age_over_18: 'login-age',
  personal_number: 'login-number',
}
const ROLE = 'izvor.relying-parties'

async function read(env: Env, client: Client, claim: ClaimName, personalNumber: string, now: number) {
  const evidence = catalogue.evidence(EVIDENCE[claim])
  if (evidence === undefined) throw new Error(`no evidence ${EVIDENCE[claim]}`)
  const { definition, source } = evidence
  const purpose = { authority: client.id, role: ROLE, law: definition.law }
  const input = { personalNumber, today: sofiaDate(now) }
  const { values } = await recordByKey(env, source.definition, personalNumber).answer(definition.id, input, purpose)
  const value = values[claim]
  // A person whom the register does not know is told of nothing, not of a guess.
  return typeof value === 'string' || typeof value === 'boolean' ? [[claim, value] as const] : []
}

/** The answer for a person who is signed in, with the data that they agreed to. */
export async function answerOf(
  env: Env,
  client: Client,
  session: Session,
  claims: readonly ClaimName[],
): Promise<Answer> {
  const now = Date.now()
  const identity = claims.length === 0 ? null : await personById(env, session.person).identity()
  const told = await Promise.all(
    claims.map(async (claim) => (identity === null ? [] : read(env, client, claim, identity.personalNumber, now))),
  )
  return {
    sub: pairwiseSubject(env.INDEX_KEY, client.sector, session.person),
    person: session.person,
    sid: visitId(env.INDEX_KEY, client.id, sessionHash(session)),
    level: session.level,
    amr: amrOf(session.method),
    authAt: session.authAt,
    claims: Object.fromEntries(told.flat()),
  }
}

/** The answer for an invented person: real in form alone. */
export function testAnswer(
  env: Env,
  client: Client,
  person: TestPerson,
  claims: readonly ClaimName[],
  now: number,
): Answer {
  return {
    sub: pairwiseSubject(env.INDEX_KEY, client.sector, `test:${person.id}`),
    person: '',
    sid: visitId(env.INDEX_KEY, client.id, `test:${person.id}:${now}`),
    level: person.level,
    amr: amrOf('passkey'),
    authAt: now,
    claims: Object.fromEntries(claims.map((claim) => [claim, person.claims[claim]])),
  }
}

/** Whether the person agreed to all of it before. */
export async function agreed(
  env: Env,
  session: Session,
  client: Client,
  claims: readonly ClaimName[],
): Promise<boolean> {
  return covers(await personById(env, session.person).agreements(), client.id, claims)
}
