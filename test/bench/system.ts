// What is measured: the rows of the table, and a running system that some of them can be asked of.
/** What came of a request: a login's second request answers what its first one asked. */
interface Answered {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

export interface Asked {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** The request that follows from the answer, and is measured with this one. */
  readonly next?: (answer: Answered) => Promise<Asked>
  /** Whether to be led on, 303, is its success. */
  readonly redirects?: true
}

/** The n-th request of a row; every answer to it is a success. */
export type Ask = (n: number) => Asked

export const rows = {
  hello: 'hello',
  read: 'record read, one record',
  reads: 'record read, 1,000 records',
  act: 'act, one hot record',
  acts: 'act, 1,000 records',
  page: 'public page of a record',
  signed: 'the same page, signed in',
  login: 'login with a passkey',
  search: 'search',
} as const

export type Row = keyof typeof rows

/** A request that goes as far as this step, and is answered with this status there. */
export interface Step {
  readonly name: string
  readonly ask: Ask
  readonly status: number
}

export interface System {
  readonly origin: string
  /** What it is made of, with versions. */
  readonly about: string
  /** Milliseconds of CPU that it has used so far; NaN where the machine does not tell. */
  readonly cpuMs: () => number
  readonly asks: { readonly [row in Row]?: Ask }
  /** What a request of a row does, one step after the other; the last is the request itself. */
  readonly steps?: { readonly [row in Row]?: readonly Step[] }
  /** Resolves when nothing that was asked for is still being worked on; answers how long that took, in milliseconds. */
  readonly settled: () => Promise<number>
}
