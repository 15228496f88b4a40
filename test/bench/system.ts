// What is measured: the rows of the table, and a running system that some of them can be asked of.
interface Asked {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
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
  readonly asks: { readonly [row in Row]?: Ask }
  /** What a request of a row does, one step after the other; the last is the request itself. */
  readonly steps?: { readonly [row in Row]?: readonly Step[] }
  /** Resolves when nothing that was asked for is still being worked on; answers how long that took, in milliseconds. */
  readonly settled: () => Promise<number>
}
