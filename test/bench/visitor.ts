// A browser before the portal: keeps its cookies, and comes from an address of its own, for many try at once.
import { authenticate, type DemoCard } from '../../workers/engines/identity/software-card.ts'
import type { Asked } from './system.ts'

const SESSION = '__Host-session'
/** The name by which the edge tells where a request comes from. */
const ADDRESS = 'CF-Connecting-IP'

let visitors = 0
/** One of the sixteen million of a network that nobody routes (RFC 1918). */
const newAddress = (): string => {
  visitors += 1
  return `10.${(visitors >> 16) & 255}.${(visitors >> 8) & 255}.${visitors & 255}`
}

export const cookiesIn = (headers: readonly string[]): readonly (readonly [name: string, value: string])[] =>
  headers.map((cookie) => {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(cookie) ?? []
    return [name, value]
  })

/** The headers of a form that a page of `origin` sends. */
export const formHeaders = (origin: string, cookie: string, address: string) => ({
  Origin: origin,
  Cookie: cookie,
  'Content-Type': 'application/x-www-form-urlencoded',
  [ADDRESS]: address,
})

/** A request of somebody who has no cookie yet. */
export const newcomer = (origin: string, path: string): Asked & { readonly address: string } => {
  const address = newAddress()
  return { method: 'POST', path, headers: formHeaders(origin, '', address), body: '', address }
}

/** `address`: where the portal is; `origin`: where it takes itself to be. */
export class Visitor {
  readonly #jar = new Map<string, string>()
  readonly #address = newAddress()
  readonly #portal: string
  readonly #origin: string

  constructor(address: string, origin: string) {
    this.#portal = address
    this.#origin = origin
  }

  async post(path: string, form: Readonly<Record<string, string>> = {}): Promise<Response> {
    const cookie = [...this.#jar].map((pair) => pair.join('=')).join('; ')
    const answer = await fetch(`${this.#portal}${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: formHeaders(this.#origin, cookie, this.#address),
      body: new URLSearchParams(form),
    })
    for (const [name, value] of cookiesIn(answer.headers.getSetCookie())) this.#jar.set(name, value)
    return answer
  }

  /** Logs in by card; answers with the session's cookie. */
  async signIn(card: DemoCard): Promise<string> {
    const challenge = await this.post('/login/card/challenge')
    const { nonce } = await challenge.json<{ nonce: string }>()
    const token = JSON.stringify(await authenticate(card, this.#origin, nonce))
    const answer = await this.post('/login/card', { nonce, token, next: '/me' })
    const session = this.#jar.get(SESSION)
    if (answer.status !== 303 || session === undefined) throw new Error(`the login was refused: ${answer.status}`)
    return `${SESSION}=${session}`
  }
}
