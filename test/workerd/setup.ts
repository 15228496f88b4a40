// Every test file starts with the read models' tables. Sites on the web are there, and take what the portal tells them.
import { applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'

await applyD1Migrations(env.DB, env.MIGRATIONS)

/** RFC 2606, 3: nobody has such a name. What is never taken would be told again and again, into the tests that follow. */
const isSite = (input: RequestInfo | URL): boolean =>
  new URL(input instanceof Request ? input.url : input).hostname.endsWith('.example')

const outside = globalThis.fetch
globalThis.fetch = async (input: RequestInfo | URL, init?: RequestInit) =>
  init?.method === 'POST' && isSite(input) ? new Response(null) : outside(input, init)
