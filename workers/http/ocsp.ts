// How a responder is asked over the network: briefly, without following it anywhere, and without reading more than an answer.
import { RESPONSE_MAX } from '../engines/identity/ocsp.ts'
import type { AskResponder } from '../engines/identity/revocation.ts'
import { err, ok } from '../kernel/result.ts'

/** All of a body, or null as soon as it is longer than an answer may be. */
async function readAll(body: ReadableStream<Uint8Array>): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > RESPONSE_MAX) return null
    chunks.push(chunk)
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

/** RFC 6960, A.1: the question is posted. Whoever takes longer than the time given, header and body, is as good as none. */
export const askWithin =
  (timeoutMs: number): AskResponder =>
  async (address, request) => {
    try {
      const answer = await fetch(address, {
        method: 'POST',
        headers: { 'Content-Type': 'application/ocsp-request', Accept: 'application/ocsp-response' },
        body: request,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      })
      if (answer.status !== 200 || answer.body === null) return err('ocsp-http-error')
      const whole = await readAll(answer.body)
      return whole === null ? err('ocsp-too-large') : ok(whole)
    } catch (error) {
      return err(error instanceof Error && error.name === 'TimeoutError' ? 'ocsp-timeout' : 'ocsp-unreachable')
    }
  }
