// A witness that is asked: `add-checkpoint` and its last checkpoint of a log, over HTTP (c2sp.org/tlog-witness).
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { parseCheckpoint } from '../../workers/engines/log/checkpoint.ts'
import type { Verifier } from '../../workers/engines/log/note.ts'
import { parseSubmission } from '../../workers/engines/log/witness.ts'
import { cosignNote, headOf, type Contradiction, type CosignRefusal } from './cosign.ts'
import type { Notebook } from './notebook.ts'

/** A submission has at most 63 hashes and a note. */
const BODY_MAX = 64 * 1024

/** The statuses that the protocol asks for. */
const STATUS: { readonly [refusal in CosignRefusal]: number } = {
  'note-invalid': 400,
  'checkpoint-invalid': 400,
  'not-signed': 403,
  'signature-wrong': 403,
  'origin-wrong': 404,
  'not-next': 409,
  'log-rolled-back': 409,
  'log-forked': 422,
  'consistency-wrong': 422,
}

interface Answer {
  readonly status: number
  readonly body: string
  readonly type?: string
}

/** Which key a log of this name has; null where it is none that the witness watches. */
export type Known = (origin: string) => Verifier | null

export async function addCheckpoint(
  notebook: Notebook,
  known: Known,
  text: string,
  now: number,
  contradicted: (what: Contradiction) => void,
): Promise<Answer> {
  const read = parseSubmission(text)
  if (!read.ok) return { status: 400, body: 'no submission\n' }
  const { old, proof, checkpoint: note } = read.value
  const claimed = parseCheckpoint(note)
  if (!claimed.ok) return { status: 400, body: 'no checkpoint\n' }
  const { origin, size } = claimed.value
  const verifier = known(origin)
  if (verifier === null) return { status: 404, body: 'a log that is not watched here\n' }
  if (old > size) return { status: 400, body: 'the old size is the larger one\n' }
  const answer = await cosignNote(notebook, verifier, { note, old, proof }, now, contradicted)
  if (answer.ok) return { status: 200, body: answer.value }
  const status = STATUS[answer.error]
  if (status !== 409) return { status, body: `${answer.error}\n` }
  return { status, body: `${headOf(notebook.last(origin)).size}\n`, type: 'text/x.tlog.size' }
}

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    if (length > BODY_MAX) return null
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

async function answerTo(
  request: IncomingMessage,
  notebook: Notebook,
  known: Known,
  contradicted: (what: Contradiction) => void,
): Promise<Answer> {
  const { method, url = '' } = request
  if (method === 'POST' && url === '/add-checkpoint') {
    const text = await bodyOf(request)
    if (text === null) return { status: 413, body: 'too long\n' }
    return addCheckpoint(notebook, known, text, Date.now(), contradicted)
  }
  const hash = /^\/([0-9a-f]{64})\/checkpoint$/u.exec(url)?.[1]
  const note = method === 'GET' && hash !== undefined ? notebook.noteOf(hash) : null
  return note === null ? { status: 404, body: 'not found\n' } : { status: 200, body: note }
}

/** Resolves when it listens. */
export async function listen(
  notebook: Notebook,
  known: Known,
  at: { readonly port: number; readonly host: string },
  contradicted: (what: Contradiction) => void,
): Promise<Server> {
  const send = (response: ServerResponse, { status, body, type = 'text/plain; charset=utf-8' }: Answer) =>
    response.writeHead(status, { 'Content-Type': type }).end(body)
  const server = createServer((request, response) => {
    answerTo(request, notebook, known, contradicted).then(
      (answer) => send(response, answer),
      () => send(response, { status: 500, body: 'failed\n' }),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(at.port, at.host, resolve)
  })
  return server
}
