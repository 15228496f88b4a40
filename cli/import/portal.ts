// How the command line speaks of imports to a running portal: over the operator's door, as the pages do for officials.
import { UsageError } from '../options.ts'
import { Unable } from '../unable.ts'
import type { Door } from '../operator.ts'

interface Counts {
  readonly rows: number
  readonly entered: number
  readonly same: number
  readonly bad: number
}

/** An import as the portal tells it. */
export interface Told {
  readonly id: string
  readonly state: string
  readonly done: number
  readonly received?: number
  readonly total?: number
  readonly encoding?: string
  readonly format?: { readonly kind: string; readonly separator: string; readonly headings: readonly string[] }
  readonly counts: Counts
  readonly reasons: { readonly [reason: string]: number }
  readonly fault?: { readonly code: string; readonly line?: number }
}

export interface Chosen {
  readonly encoding?: string
  readonly separator?: string
  readonly mapping: {
    readonly act: string
    readonly columns: { readonly [heading: string]: string }
    readonly references: 'check' | 'leave'
  }
}

interface Refusal {
  readonly code?: string
  readonly title?: string
  readonly issues?: readonly { readonly field: string; readonly code: string }[]
}

async function refused(answer: Response): Promise<never> {
  const { code = String(answer.status), title, issues = [] } = (await answer.json().catch(() => ({}))) as Refusal
  const said = [title ?? code, ...issues.map(({ field, code: issue }) => `  ${field}: ${issue}`)].join('\n')
  throw issues.length > 0 ? new UsageError(`${said}\n `) : new Unable(said)
}

export const importsAt = (door: Door, register: string) => {
  const call = async (method: string, path: string, body?: object | Uint8Array<ArrayBuffer>): Promise<Response> => {
    const answer = await door(`/registers/${register}/imports${path}`, {
      method,
      ...(body === undefined ? {} : { body: body instanceof Uint8Array ? body : JSON.stringify(body) }),
    })
    return answer.ok ? answer : refused(answer)
  }
  const told = async (method: string, path: string, body?: object): Promise<Told> =>
    (await (await call(method, path, body)).json()) as Told
  return {
    begin: (announced: { readonly name: string; readonly file: string; readonly size: number }) =>
      told('POST', '', announced),
    get: (id: string) => told('GET', `/${id}`),
    send: async (id: string, n: number, bytes: Uint8Array<ArrayBuffer>) =>
      void (await call('PUT', `/${id}/parts/${n}`, bytes)),
    read: (id: string) => told('POST', `/${id}/read`),
    check: (id: string, chosen: Chosen) => told('POST', `/${id}/check`, chosen),
    enter: (id: string) => told('POST', `/${id}/enter`),
    bad: (id: string) => call('GET', `/${id}/bad.csv`),
  }
}
