// People who log in with a passkey: each has a card and binds a passkey once; then their logins are what is measured.
import { issueCard, type DemoAuthority } from '../../cli/demo/authority.ts'
import type { AssertionOptions, RegistrationOptions } from '../../workers/engines/identity/options.ts'
import { personalNumber } from '../../workers/kernel/formats/personal-number.ts'
import { softwareAuthenticator } from '../support/authenticator.ts'
import type { Ask } from './system.ts'
import { cookiesIn, formHeaders, newcomer, Visitor } from './visitor.ts'

/** Enough for a run: of one person only some logins a minute are let through. */
const PEOPLE = 300
const AT_ONCE = 20

type Authenticator = ReturnType<typeof softwareAuthenticator>

async function bindOne(
  serial: number,
  authority: DemoAuthority,
  { address, origin }: { readonly address: string; readonly origin: string },
): Promise<Authenticator> {
  const person = {
    id: `bench-${serial}`,
    personalNumber: personalNumber('1971-02-03', serial),
    givenName: 'Проба',
    familyName: 'Пробна',
    about: { bg: '', en: '' },
  }
  const visitor = new Visitor(address, origin)
  await visitor.signIn(await issueCard(authority, person, Date.now()))
  const options = await (await visitor.post('/login/bind/options')).json<RegistrationOptions>()
  const authenticator = softwareAuthenticator(origin)
  const registration = await authenticator.create(options)
  const answer = await visitor.post('/login/bind', { registration, name: '', next: '/me' })
  if (answer.status !== 303) throw new Error(`the passkey was refused: ${answer.status}`)
  return authenticator
}

async function bindAll(authority: DemoAuthority, portal: Parameters<typeof bindOne>[2]): Promise<Authenticator[]> {
  const bound: Authenticator[] = []
  for (let from = 0; from < PEOPLE; from += AT_ONCE) {
    const serials = Array.from({ length: AT_ONCE }, (_, offset) => from + offset)
    bound.push(...(await Promise.all(serials.map((serial) => bindOne(serial, authority, portal)))))
  }
  return bound
}

/** A whole login, by one after the other: the challenge, and the answer to it that begins a session. */
export async function loginsBy(authority: DemoAuthority, portal: Parameters<typeof bindOne>[2]): Promise<Ask> {
  const people = await bindAll(authority, portal)
  return (n) => {
    const { address, ...asked } = newcomer(portal.origin, '/login/passkey/options')
    return {
      ...asked,
      async next({ headers, body }) {
        const cookie = cookiesIn([headers['set-cookie'] ?? []].flat())
        const assertion = await people[n % PEOPLE]?.get(JSON.parse(body) as AssertionOptions)
        return {
          method: 'POST',
          path: '/login/passkey',
          headers: formHeaders(portal.origin, cookie.map((pair) => pair.join('=')).join('; '), address),
          body: new URLSearchParams({ assertion: assertion ?? '', next: '/me' }).toString(),
          redirects: true,
        }
      },
    }
  }
}
