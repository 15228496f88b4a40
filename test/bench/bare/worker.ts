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

/* oxlint-disable-next-line import/no-default-export -- this is where the runtime looks */
export default {
  async fetch(request, env): Promise<Response> {
    const name = new URL(request.url).pathname.slice(1)
    if (name === '') return new Response('hello')
    const object = env.BARE.getByName(name)
    if (request.method === 'GET') return new Response(await object.read())
    return new Response(String(await object.append(await request.text())), { status: 201 })
  },
} satisfies ExportedHandler<Env>
