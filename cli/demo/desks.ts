// The desks of the demo: officials sign in with their cards, as from a browser, and do their acts over the portal's API.
import { authenticate, type DemoCard } from '../../workers/engines/identity/software-card.ts'
import type { Door } from '../load.ts'
import type { ActResult } from '../operator.ts'
import type { Platform } from '../serve/platform.ts'
import { issueCard, type DemoAuthority } from './authority.ts'
import type { DeskLine } from './lives.ts'
import { officials } from './officials.ts'

/** Acts under way at once. */
const PARALLEL = 16

type At = Pick<Platform, 'origin' | 'local'>

/** The value of the session's cookie of whoever the card belongs to. */
export async function signIn({ origin, local }: At, card: DemoCard): Promise<string> {
  const cookies = new Map<string, string>()
  const post = async (path: string, form: Readonly<Record<string, string>>) => {
    const answer = await fetch(local + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { Origin: origin, Cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      body: new URLSearchParams(form),
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(cookie) ?? []
      cookies.set(name, value)
    }
    return answer
  }
  const { nonce } = (await (await post('/login/card/challenge', {})).json()) as { nonce: string }
  const token = await authenticate(card, origin, nonce)
  const answer = await post('/login/card', { nonce, token: JSON.stringify(token), next: '/me' })
  const session = cookies.get('__Host-session')
  if (answer.status !== 303 || session === undefined) throw new Error(`The card of ${card.id} was refused.`)
  return `__Host-session=${session}`
}

/** The first official who holds the role signs in with a card made for it. */
async function sessionFor(platform: At, authority: DemoAuthority, role: string): Promise<string> {
  const official = officials.find(({ office }) => `${office?.authority}.${office?.role}` === role)
  if (official === undefined) throw new Error(`Nobody in the demo is ${role}.`)
  return signIn(platform, await issueCard(authority, official, Date.now()))
}

async function perform({ origin, local }: At, session: string, line: DeskLine): Promise<ActResult> {
  const { register, act, key, input, effectiveFrom, idempotencyKey } = line
  const answer = await fetch(`${local}/api/registers/${register}/acts/${act}`, {
    method: 'POST',
    headers: {
      Origin: origin,
      Cookie: session,
      'Content-Type': 'application/json',
      'Idempotency-Key': idempotencyKey,
    },
    body: JSON.stringify({ key, input, effectiveFrom }),
  })
  if (answer.ok) return { ok: true, value: (await answer.json()) as (ActResult & { ok: true })['value'] }
  const { code, issues = [] } = (await answer.json()) as {
    code: string
    issues?: (ActResult & { ok: false })['issues']
  }
  return { ok: false, error: code, issues }
}

/** Each act is done by the official whose role it asks for; they sign in at their first. */
export function desksOf(platform: At, authority: DemoAuthority): Door<DeskLine> {
  const sessions = new Map<string, Promise<string>>()
  const sessionOf = (role: string) => {
    const known = sessions.get(role) ?? sessionFor(platform, authority, role)
    sessions.set(role, known)
    return known
  }
  return {
    async perform(lines) {
      const answers: ActResult[] = []
      const waiting = lines.entries()
      const official = async () => {
        for (const [index, line] of waiting) answers[index] = await perform(platform, await sessionOf(line.by), line)
      }
      await Promise.all(Array.from({ length: PARALLEL }, official))
      return answers
    },
  }
}
