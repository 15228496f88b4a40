// How the command line speaks to a running portal: over the operator's door, with the operator's token.
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { UsageError } from './options.ts'
import { secretsFile } from './serve/secrets.ts'
import { reasonOf, Unable } from './unable.ts'
import type { Values } from '../workers/kernel/value.ts'

/** One line of a file of acts. */
export interface ActLine {
  readonly register: string
  readonly act: string
  readonly key: string
  readonly input: Values
  readonly effectiveFrom?: string
  readonly idempotencyKey: string
}

export type ActResult =
  | {
      readonly ok: true
      readonly value: {
        readonly register: string
        readonly id: string
        readonly seq: number
        readonly leafHash: string
      }
    }
  | {
      readonly ok: false
      readonly error: string
      readonly issues?: readonly { readonly field: string; readonly code: string }[]
    }

interface Rebuilt {
  readonly records: number
  readonly next?: string
}

interface Digested {
  readonly digest: string
  readonly rows: number
  readonly next?: string
}

/** A part of the read model: a register, or the officials' work queue. */
export type Part = `registers/${string}` | 'cases'

export interface Operator {
  /** One request at the operator's door. Throws Unable with what the portal says where it refuses. */
  readonly call: (method: string, path: string, body?: string) => Promise<Response>
  /** At most 500 acts, which run side by side; the answers come in their order. */
  readonly perform: (acts: readonly ActLine[]) => Promise<readonly ActResult[]>
  readonly registers: () => Promise<readonly string[]>
  /** One page of a part; `after` is the `next` of the page before, and '' at first. */
  readonly rebuild: (part: Part, after: string) => Promise<Rebuilt>
  /** The same; `digest` is that of the pages before. */
  readonly digest: (part: Part, after: string, digest: string) => Promise<Digested>
  readonly state: (register: string) => Promise<RegisterState>
  readonly door: Door
}

/** Asks anything behind the operator's door; the answer may be a refusal. Throws Unable where nobody is let in. */
export type Door = (
  path: string,
  request: Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> },
) => Promise<Response>

interface RegisterState {
  readonly register: string
  /** Entries that have their place. */
  readonly sequenced: number
  /** Entries that the signed checkpoint covers. */
  readonly published: number
  /** Records whose snapshot is still to be written. */
  readonly unpublished: number
}

/** Throws Unable where nothing answers. */
async function reach(address: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, request)
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined
    throw new Unable(`No portal answers at ${new URL(address).origin} (${reasonOf(cause ?? error)}).`)
  }
}

/** What a problem document says; else the answer as it came. */
function refusalText(text: string, asked: string, status: number): string {
  try {
    const { title, code } = JSON.parse(text) as { title?: string; code?: string }
    if (title !== undefined && code !== undefined) return `The portal refuses ${asked}: ${title} (${code})`
  } catch {
    // No document: what stands before the portal answered.
  }
  return `The portal answered ${status} to ${asked}: ${text}`
}

const query = (of: Readonly<Record<string, string>>) => new URLSearchParams(of).toString()

export const operatorOf = (origin: string, token: string): Operator => {
  const door: Door = async (path, request) => {
    const headers = { ...request.headers, Authorization: `Bearer ${token}` }
    const answer = await reach(`${origin}/operator${path}`, { ...request, headers })
    if (answer.status === 401 || answer.status === 403)
      throw new Unable(`The portal at ${origin} does not take this operator's token.`)
    return answer
  }
  const call = async (method: string, path: string, body?: string): Promise<Response> => {
    const answer = await door(path, {
      method,
      ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/jsonl' }, body }),
    })
    if (!answer.ok) throw new Unable(refusalText(await answer.text(), `${method} /operator${path}`, answer.status))
    return answer
  }
  return {
    call,
    door,
    perform: async (acts) => {
      const answer = await call('POST', '/acts', acts.map((act) => JSON.stringify(act)).join('\n'))
      const lines = (await answer.text()).split('\n').filter((line) => line !== '')
      return lines.map((line) => JSON.parse(line) as ActResult)
    },
    registers: async () => (await (await call('GET', '/registers')).json()) as readonly string[],
    rebuild: async (part, after) =>
      (await (await call('POST', `/${part}/rebuild?${query({ after })}`)).json()) as Rebuilt,
    digest: async (part, after, digest) =>
      (await (await call('GET', `/${part}/digest?${query({ after, digest })}`)).json()) as Digested,
    state: async (register) => (await (await call('GET', `/registers/${register}/state`)).json()) as RegisterState,
  }
}

/** The options by which `import` and `rebuild` find a portal. */
export const portalOptions = {
  origin: { type: 'string', default: 'http://localhost:8787' },
  data: { type: 'string', default: '.izvor' },
} as const

export const portalUsage = `  --origin <url>   the portal (default http://localhost:8787)
  --data <folder>  of a portal on this machine: its token is there (default .izvor)
  For another portal, OPERATOR_TOKEN in the environment holds its token.`

/** The portal that the options name. Throws a UsageError where its token is nowhere. */
export function portalOf({ origin, data }: { readonly origin: string; readonly data: string }): Operator {
  const file = secretsFile(resolve(data))
  const token =
    process.env['OPERATOR_TOKEN'] ??
    (existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as { OPERATOR_TOKEN: string }).OPERATOR_TOKEN
      : undefined)
  if (token === undefined)
    throw new UsageError(`No operator's token: ${file} is not there, and OPERATOR_TOKEN is not set.`)
  if (!URL.canParse(origin)) throw new UsageError(`'${origin}' is no address of a portal.`)
  return operatorOf(new URL(origin).origin, token)
}
