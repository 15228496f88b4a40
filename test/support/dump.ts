// Everything that is kept anywhere, as one text: to look whether something of a value is left.
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'

const TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\'"

/** Bytes as the characters that they may be: of an index in a blob, its words. */
const readable = (_: string, value: unknown): unknown => {
  if (value instanceof ArrayBuffer) return new TextDecoder().decode(value)
  return value
}

/** What an object keeps, under its name. */
export const objectDump = (stub: DurableObjectStub): Promise<string> =>
  runInDurableObject(stub, (_, { id, storage }) => {
    const tables = storage.sql
      .exec<{ name: string }>(TABLES)
      .toArray()
      .map(({ name }) => [name, storage.sql.exec(`SELECT * FROM "${name}"`).toArray()])
    return JSON.stringify([id.name, tables, [...storage.kv.list()]], readable)
  })

/** The read model, the tables of its index of words among it. */
export async function databaseDump(): Promise<string> {
  const { results } = await env.DB.prepare(TABLES).all<{ name: string }>()
  const tables = await Promise.all(
    results.map(async ({ name }) => [name, (await env.DB.prepare(`SELECT * FROM "${name}"`).all()).results]),
  )
  // D1 hands bytes over as numbers.
  return JSON.stringify(tables, (_, value: unknown) =>
    Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'number')
      ? new TextDecoder().decode(Uint8Array.from(value))
      : value,
  )
}

/** The store: every key, and what is under it. */
export async function storeDump(): Promise<string> {
  const parts: string[] = []
  for (let cursor: string | undefined, more = true; more;) {
    const page: R2Objects = await env.STORE.list(cursor === undefined ? {} : { cursor })
    for (const { key } of page.objects) parts.push(key, (await (await env.STORE.get(key))?.text()) ?? '')
    more = page.truncated
    cursor = page.truncated ? page.cursor : undefined
  }
  return parts.join('\n')
}
