// What the platform asks for, as it was published: one table. @NOTE Read from copies of the published pages, of which the
// newest is of this day: whoever plans by it looks them up again.

export const KNOWN_ON = '2026-04-21'

interface Price {
  /** US dollars for each `per` beyond what is included a month. */
  readonly dollars: number
  readonly per: number
  readonly included: number
  readonly about: string
}

const MILLION = 1e6

const price = (dollars: number, per: number, included: number, about: string): Price => ({
  dollars,
  per,
  included,
  about,
})

/** developers.cloudflare.com: workers, durable-objects, d1 and r2, each under platform/pricing (the paid plan). */
export const prices = {
  plan: price(5, 1, 0, 'Workers, the paid plan'),
  requests: price(0.3, MILLION, 10 * MILLION, 'Workers, requests'),
  cpuMs: price(0.02, MILLION, 30 * MILLION, 'Workers, milliseconds of CPU'),
  calls: price(0.15, MILLION, MILLION, 'Durable Objects, calls'),
  gbSeconds: price(12.5, MILLION, 400_000, 'Durable Objects, GB-seconds at 128 MB'),
  objectRowsRead: price(0.001, MILLION, 25_000 * MILLION, 'Durable Objects, rows read'),
  objectRowsWritten: price(1, MILLION, 50 * MILLION, 'Durable Objects, rows written'),
  objectGb: price(0.2, 1, 5, 'Durable Objects, GB kept'),
  d1RowsRead: price(0.001, MILLION, 25_000 * MILLION, 'D1, rows read'),
  d1RowsWritten: price(1, MILLION, 50 * MILLION, 'D1, rows written'),
  d1Gb: price(0.75, 1, 5, 'D1, GB kept'),
  r2Gb: price(0.015, 1, 10, 'R2, GB kept'),
  r2Writes: price(4.5, MILLION, MILLION, 'R2, writes (class A)'),
  r2Reads: price(0.36, MILLION, 10 * MILLION, 'R2, reads (class B)'),
} as const satisfies { readonly [name: string]: Price }

export type Usage = { readonly [name in keyof typeof prices]: number }

/** Dollars a month for so much of one thing. */
export const costOf = (name: keyof typeof prices, used: number): number => {
  const { dollars, per, included } = prices[name]
  return (Math.max(0, used - included) / per) * dollars
}
