// A browser as far as the portal can tell: it keeps cookies, says where its forms come from, and can be told to lie.
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { app } from '../../workers/http/app.tsx'
import type { Env } from '../../workers/env.ts'

export interface Sent {
  readonly form?: { readonly [name: string]: string }
  readonly body?: string
  readonly headers?: { readonly [name: string]: string }
}

let visitors = 0

/** An address of its own (RFC 5737 has too few): who tries too often holds up nobody else's test. */
const newAddress = (): string => {
  visitors += 1
  return `10.${(visitors >> 16) & 255}.${(visitors >> 8) & 255}.${visitors & 255}`
}

export class Visitor {
  readonly cookies = new Map<string, string>()
  readonly #env: Env
  readonly #address = newAddress()

  constructor(env: Env, cookies: Iterable<readonly [string, string]> = []) {
    this.#env = env
    this.cookies = new Map(cookies)
  }

  get = (path: string, sent: Sent = {}) => this.#send('GET', path, sent)

  /** Posts a form of our own pages. */
  post = (path: string, form: Sent['form'] = {}, headers: Sent['headers'] = {}) =>
    this.#send('POST', path, { form, headers: { Origin: this.#env.ORIGIN, ...headers } })

  /** Posts JSON, or what only claims to be some, as a script of our own pages does. */
  postJson = (path: string, value: object | string, headers: Sent['headers'] = {}) =>
    this.#send('POST', path, {
      body: typeof value === 'string' ? value : JSON.stringify(value),
      headers: { Origin: this.#env.ORIGIN, 'Content-Type': 'application/json', ...headers },
    })

  /** As a program sends it: nothing is added. */
  raw = (method: string, path: string, sent: Sent = {}) => this.#send(method, path, sent)

  async #send(method: string, path: string, { form, body, headers = {} }: Sent): Promise<Response> {
    const request = new Request(this.#env.ORIGIN + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.cookies.size === 0 ? {} : { Cookie: [...this.cookies].map((pair) => pair.join('=')).join('; ') }),
        'User-Agent': 'Android Chrome/1',
        'CF-Connecting-IP': this.#address,
        ...headers,
      },
      ...(form === undefined ? (body === undefined ? {} : { body }) : { body: new URLSearchParams(form) }),
    })
    const context = createExecutionContext()
    const answer = await app.fetch(request, this.#env, context)
    await waitOnExecutionContext(context)
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(cookie) ?? []
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return answer
  }
}
