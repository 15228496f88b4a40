// Officials for tests: persons whom the register of officials knows, signed in, at a browser.
import { env } from 'cloudflare:workers'
import { SECRET_BYTES, IV_BYTES, sealSession, sessionHash, sessionKey } from '../../workers/engines/identity/session.ts'
import type { SignedIn } from '../../workers/engines/identity/person.ts'
import { toBase64Url } from '../../workers/kernel/bytes.ts'
import { act, settle } from './ledger.ts'
import { newPerson } from './person.ts'
import { unwrap } from './result.ts'
import { Visitor } from './visitor.ts'

let appointed = 0

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))

/** The browser of a person whose object has begun a session with this secret. */
export async function browserOf({ person, name, level, method, authAt }: SignedIn, secret: string): Promise<Visitor> {
  const session = { person, name, roles: [], level, method, authAt, issuedAt: Date.now(), secret }
  const token = await sealSession(session, (day) => sessionKey(env.SESSION_KEY, day), random(IV_BYTES))
  return new Visitor(env, [['__Host-session', token]])
}

export const newSecret = () => toBase64Url(random(SECRET_BYTES))

/** Ends an office, from today. */
export const dismiss = (office: string) =>
  act(office, 'end', {}, { register: 'officials', actor: { role: 'ministerski-savet.registrar' } })

/** A person signed in with a card, and with these offices, each `authority.role`. */
export async function official(...offices: readonly string[]) {
  const secret = newSecret()
  const hash = sessionHash({ secret })
  const someone = await newPerson(hash)
  const { number, signedIn } = someone
  const records = await Promise.all(
    offices.map(async (office) => {
      const [authority = '', role = ''] = office.split('.')
      const rest = { register: 'officials', actor: { role: 'operator' } }
      return unwrap(await act(`office-${(appointed += 1)}`, 'appoint', { person: number, authority, role }, rest)).id
    }),
  )
  if (records.length > 0) await settle(records, 'officials')
  return { ...someone, offices: records, visitor: await browserOf(signedIn, secret) }
}
