// How much CPU a program has used, with all that it started: what Linux tells under /proc, and nothing elsewhere.
import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts in hundredths of a second (proc(5), USER_HZ), whatever the machine. */
const TICK_MS = 10

interface Process {
  readonly id: number
  readonly parent: number
  readonly ms: number
}

/** Null where the process has ended meanwhile. */
function processOf(id: string): Process | null {
  try {
    const text = readFileSync(`/proc/${id}/stat`, 'utf8')
    // The name, in brackets, may hold blanks; the state is the first field after it.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { id: Number(id), parent: Number(fields[1]), ms: (Number(fields[11]) + Number(fields[12])) * TICK_MS }
  } catch {
    return null
  }
}

const withChildren = (all: readonly Process[], id: number): number =>
  all.reduce((sum, one) => sum + (one.id === id ? one.ms : 0) + (one.parent === id ? withChildren(all, one.id) : 0), 0)

/** Milliseconds so far, of the process and all below it; NaN where the machine does not tell. */
export function cpuMsOf(id: number): number {
  if (process.platform !== 'linux') return Number.NaN
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .flatMap((name) => processOf(name) ?? [])
  return withChildren(all, id)
}
