// A responder at the other end of the network: what is sent to it, and what becomes of one that misbehaves.
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, test } from 'vitest'
import { askWithin } from '../../../workers/http/ocsp.ts'

const QUESTION = new Uint8Array([0x30, 1, 2])

/** Longer than any of these servers takes; and so short that nobody waits for the one that never answers. */
const PATIENCE_MS = 5000
const IMPATIENCE_MS = 50

const it = test.extend('serve', async ({}, { onCleanup }) => {
  const servers: Server[] = []
  onCleanup(() => {
    for (const server of servers) {
      server.closeAllConnections()
      server.close()
    }
  })
  return async (answer: RequestListener): Promise<string> => {
    const server = createServer(answer)
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/ocsp`
  }
})

describe('a responder', () => {
  it('gets the question as RFC 6960 posts it, and its answer is brought as it came', async ({ serve, expect }) => {
    const got: unknown[] = []
    const address = await serve((request, response) => {
      const { method, headers } = request
      request.on('data', (body: Buffer) => {
        got.push(method, headers['content-type'], headers.cookie, [...body])
        response.end(Buffer.from([1, 2, 3]))
      })
    })
    expect(await askWithin(PATIENCE_MS)(address, QUESTION)).toEqual({ ok: true, value: new Uint8Array([1, 2, 3]) })
    expect(got).toEqual(['POST', 'application/ocsp-request', undefined, [...QUESTION]])
  })

  it.for<[what: string, code: string, answer: RequestListener]>([
    ['is out of order', 'ocsp-http-error', (_, response) => response.writeHead(503).end()],
    [
      'sends elsewhere',
      'ocsp-http-error',
      (_, response) => response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end(),
    ],
    ['says too much', 'ocsp-too-large', (_, response) => response.end(Buffer.alloc(10_001))],
    [
      'never stops',
      'ocsp-too-large',
      (_, response) => {
        const more = () => void response.write(Buffer.alloc(4000), more)
        more()
      },
    ],
    ['hangs up', 'ocsp-unreachable', (request) => request.socket.destroy()],
  ])('that %s: %s', async ([, code, answer], { serve, expect }) => {
    expect(await askWithin(PATIENCE_MS)(await serve(answer), QUESTION)).toEqual({ ok: false, error: code })
  })

  it.for<[what: string, answer: RequestListener]>([
    ['never answers', () => {}],
    ['stops halfway', (_, response) => void response.write(Buffer.alloc(10))],
  ])('that %s: ocsp-timeout', async ([, answer], { serve, expect }) => {
    expect(await askWithin(IMPATIENCE_MS)(await serve(answer), QUESTION)).toEqual({ ok: false, error: 'ocsp-timeout' })
  })

  it.for(['http://127.0.0.1:1/', 'ldap://responder.example', 'nonsense'])(
    'that is not there: %s',
    async (address, { expect }) => {
      expect(await askWithin(PATIENCE_MS)(address, QUESTION)).toEqual({ ok: false, error: 'ocsp-unreachable' })
    },
  )
})
