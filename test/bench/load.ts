// The load: a fixed number of connections, each of which asks again as soon as it is answered.
import { Client } from 'undici'
import type { Ask, Asked } from './system.ts'

/** Enough to keep a server busy, few enough that no queue of the load's own is measured. */
export const CONNECTIONS = 32

export interface Measured {
  readonly perSecond: number
  /** Of each request, in milliseconds. */
  readonly latencies: readonly number[]
}

export interface Load {
  /** Asks for so many seconds. Throws where an answer is not of the status: a refusal is faster than the work. */
  readonly run: (ask: Ask, seconds: number, status?: number) => Promise<Measured>
  readonly close: () => Promise<void>
}

export function loadOn(origin: string, connections: number = CONNECTIONS): Load {
  const clients = Array.from({ length: connections }, () => new Client(origin))
  let asked = 0

  async function send(client: Client, request: Asked, status: number | undefined): Promise<void> {
    const { method, path, headers = {}, body = null, redirects, next } = request
    const answer = await client.request({ method, path, headers, body })
    const { statusCode } = answer
    const fine = status === undefined ? statusCode < 300 || (redirects && statusCode === 303) : statusCode === status
    if (!fine) throw new Error(`${method} ${path}: ${statusCode} ${await answer.body.text()}`)
    if (next === undefined) return answer.body.dump()
    return send(client, await next({ headers: answer.headers, body: await answer.body.text() }), status)
  }

  return {
    async run(ask, seconds, status) {
      const latencies: number[] = []
      const begun = performance.now()
      const until = begun + seconds * 1000
      const connection = async (client: Client) => {
        for (let before = begun, after = begun; after < until; before = after) {
          await send(client, ask(asked++), status)
          after = performance.now()
          latencies.push(after - before)
        }
      }
      await Promise.all(clients.map(connection))
      return { perSecond: (latencies.length * 1000) / (performance.now() - begun), latencies }
    },
    close: async () => void (await Promise.all(clients.map((client) => client.destroy()))),
  }
}
