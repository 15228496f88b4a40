// How a row is measured: the systems take turns, round after round, so that a machine that drifts drifts for all of them.
import type { Load, Measured } from './load.ts'
import type { Row, Step, System } from './system.ts'

const ROUNDS = 5
/** Until the code that a row needs is compiled. */
const WARM_UP_SECONDS = 1

export interface Running {
  readonly system: System
  readonly load: Load
}

export interface Cell {
  /** By round. */
  readonly perSecond: readonly number[]
  readonly latencies: readonly number[]
  /** The longest that the system still worked after a round, in milliseconds. */
  readonly settledMs: number
  /** Milliseconds of CPU that a request took, with all that it left to do. */
  readonly cpuMs: number
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** The value below which so much of them lies; of none, NaN. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

/** Of each round, how many times as many requests; then the median of the rounds. */
export const ratio = (one: Cell, other: Cell): number =>
  median(one.perSecond.map((perSecond, round) => perSecond / (other.perSecond[round] ?? Number.NaN)))

/** Measures a row for so many seconds a system; of a system that cannot be asked, nothing. */
export async function measure(
  row: Row,
  seconds: number,
  systems: ReadonlyMap<string, Running>,
): Promise<ReadonlyMap<string, Cell>> {
  const asked = [...systems].flatMap(([name, { system, load }]) => {
    const ask = system.asks[row]
    return ask === undefined ? [] : [{ name, ask, system, load, rounds: [] as Measured[], settled: [0], cpu: [0] }]
  })
  for (const { ask, load, system } of asked) {
    await load.run(ask, WARM_UP_SECONDS)
    await system.settled()
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { ask, load, system, rounds, settled, cpu } of asked) {
      const before = system.cpuMs()
      rounds.push(await load.run(ask, seconds / ROUNDS))
      // What it still does must not slow down whoever is next.
      settled.push(await system.settled())
      cpu.push(system.cpuMs() - before)
    }
  }
  return new Map(
    asked.map(({ name, rounds, settled, cpu }) => [
      name,
      {
        perSecond: rounds.map(({ perSecond }) => perSecond),
        latencies: rounds.flatMap(({ latencies }) => latencies),
        settledMs: Math.max(...settled),
        cpuMs: total(cpu) / total(rounds.map(({ latencies }) => latencies.length)),
      },
    ]),
  )
}

export interface Taken {
  readonly name: string
  /** Of one request, with as many under way as in the table, in milliseconds. */
  readonly ms: number
}

/** What each step of a request takes, as the difference to a request that ends one step earlier. */
export async function explain(steps: readonly Step[], seconds: number, { load, system }: Running): Promise<Taken[]> {
  const rounds: number[][] = steps.map(() => [])
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, { ask, status }] of steps.entries()) {
      const { perSecond } = await load.run(ask, seconds / ROUNDS, status)
      rounds[index]?.push(1000 / perSecond)
      await system.settled()
    }
  }
  const whole = rounds.map(median)
  return steps.map(({ name }, index) => ({ name, ms: (whole[index] ?? 0) - (whole[index - 1] ?? 0) }))
}
