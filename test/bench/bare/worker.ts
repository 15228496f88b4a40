// The limit: the least that a Durable Object can do and still read a row, or keep one before it answers.
import { DurableObject } from 'cloudflare:workers'

interface Env {
  readonly BARE: DurableObjectNamespace<BareObject>
}

export class BareObject extends DurableObject<Env> {
  readonly #sql = this.ctx.storage.sql

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#sql.exec('CREATE TABLE IF NOT EXISTS rows (n INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT')
  }

  /** The row that was kept last. */
  read(): string {
    return this.#sql.exec<{ body: string }>('SELECT body FROM rows ORDER BY n DESC LIMIT 1').one().body
  }

  /** The number of the row. */
  append(body: string): number {
    return this.#sql.exec<{ n: number }>('INSERT INTO rows (body) VALUES (?) RETURNING n', body).one().n
  }
}

const ES256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

/** A signature over what a passkey signs: 37 bytes of the authenticator, and a hash. */
async function makeSignature() {
  const keys = (await crypto.subtle.generateKey(ES256, false, ['sign', 'verify'])) as CryptoKeyPair
  const signed = crypto.getRandomValues(new Uint8Array(37 + 32))
  return { key: keys.publicKey, signed, signature: await crypto.subtle.sign(ES256, keys.privateKey, signed) }
}

let made: Awaited<ReturnType<typeof makeSignature>> | undefined

async function verify(times: number): Promise<Response> {
  made ??= await makeSignature()
  const { key, signed, signature } = made
  for (let time = 0; time < times; time += 1)
    if (!(await crypto.subtle.verify(ES256, key, signature, signed))) throw new Error('a signature that does not hold')
  return new Response('holds')
}

/* oxlint-disable-next-line import/no-default-export -- this is where the runtime looks */
export default {
  async fetch(request, env): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    const name = pathname.slice(1)
    if (name === '') return new Response('hello')
    if (name === 'p256') return verify(Number(searchParams.get('times') ?? 1))
    const object = env.BARE.getByName(name)
    if (request.method === 'GET') return new Response(await object.read())
    return new Response(String(await object.append(await request.text())), { status: 201 })
  },
} satisfies ExportedHandler<Env>
