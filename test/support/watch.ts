// Whatever leaves the portal while a test walks through it, and what it calls its objects: written down, to be searched.
import { vi } from 'vitest'
import type { Env } from '../../workers/env.ts'
import { app } from '../../workers/http/app.tsx'

const NAMESPACES = [
  'RECORD',
  'REGISTER',
  'PERSON',
  'CASE',
  'CEREMONY',
  'THROTTLE',
  'GRANT',
  'ISSUER',
  'ISSUANCE',
  'PRESENTATION',
  'STATUS_LIST',
  'WALLET_NONCE',
] as const

const stringsOf = (headers: Headers) => [...headers].map((pair) => pair.join(': '))

/** Every request to the portal, whoever sends it, and every line that it logs. */
export function watch() {
  const seen = {
    addresses: [] as string[],
    headers: [] as string[],
    /** Cookies of both ways. */
    cookies: [] as string[],
    lines: [] as string[],
    /** Of the objects that were called. */
    names: [] as string[],
    keys: [] as string[],
    /** Refusals as programs get them. */
    problems: [] as string[],
  }
  const watched = new WeakMap<Env, Env>()

  const noted = <T extends object>(target: T, method: keyof T, note: (name: string) => void): T =>
    new Proxy(target, {
      get(of, name) {
        const value: unknown = Reflect.get(of, name, of)
        if (typeof value !== 'function') return value
        return (...args: unknown[]) => {
          if (name === method) note(String(args[0]))
          return Reflect.apply(value, of, args) as unknown
        }
      },
    })

  /** The same surroundings, in which each object that is called, and each key that is written, is written down. */
  function surroundings(env: Env): Env {
    const known = watched.get(env)
    if (known !== undefined) return known
    const objects = NAMESPACES.map((name) => [name, noted(env[name], 'getByName', (one) => seen.names.push(one))])
    const made: Env = {
      ...env,
      ...Object.fromEntries(objects),
      STORE: noted(env.STORE, 'put', (key) => seen.keys.push(key)),
    }
    watched.set(env, made)
    return made
  }

  const fetched = app.fetch
  vi.spyOn(app, 'fetch').mockImplementation(async (request, env, context) => {
    const answer = await fetched(request, surroundings(env as Env), context)
    const { headers } = answer
    seen.addresses.push(request.url, request.headers.get('Referer') ?? '', headers.get('Location') ?? '')
    seen.headers.push(...stringsOf(headers))
    seen.cookies.push(...headers.getSetCookie(), request.headers.get('Cookie') ?? '')
    if (answer.status >= 400 && headers.get('Content-Type')?.includes('json') === true)
      seen.problems.push(await answer.clone().text())
    return answer
  })
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, level).mockImplementation((...parts: unknown[]) => {
      seen.lines.push(parts.map(String).join(' '))
    })
  return seen
}
