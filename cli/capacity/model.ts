// What a whole state needs of the platform: by register its objects and databases, the peak day, and a month with its cost.
import { limits, registers, small, type Values } from './assumptions.ts'
import { costOf, type Usage } from './prices.ts'

const GB = 1e9
const DAY_S = 86_400
const MONTH_DAYS = 30.4
const YEAR_DAYS = 365
/** Hashes of a full tile, and entries of a bundle (C2SP tlog-tiles). */
const TILE = 256
/** An object is billed for 128 MB, however much of it it uses. */
const OBJECT_GB = 0.128

export interface RegisterNeeds {
  readonly register: string
  readonly records: number
  /** Entries after the years that are assumed: what was imported, and each act since. */
  readonly entries: number
  /** In the busiest second of the peak day. */
  readonly actsPerSecond: number
  readonly logGb: number
  readonly d1Gb: number
  /** RegisterObjects that share its keys. */
  readonly objects: number
  /** D1 databases that share its keys; 0 where it lives in one with others. */
  readonly databases: number
}

/** How often a thing happens in the busiest second, of what happens in a mean day. */
const peakSecond = (aMeanDay: number, { peakToMean, hourShare, secondToHour }: Values): number =>
  (aMeanDay * peakToMean * hourShare * secondToHour) / 3600

const usable = limits.objectGb.value * limits.fill.value

export function needsOf(register: string, given: Values, scale = 1): RegisterNeeds {
  const known = Object.hasOwn(registers, register) ? registers[register] : undefined
  const { records: thousands, acts } = known ?? small
  const records = thousands * 1000 * scale
  const actsAYear = acts * 1000 * scale
  const entries = records + actsAYear * given.years
  const actsPerSecond = peakSecond(actsAYear / YEAR_DAYS, given)
  // What is entered in those years is partly a new record: a prescription is one, a change of address is none.
  const kept = records + (actsAYear * given.years) / 2
  const [logGb, d1Gb] = [(entries * given.logBytes) / GB, (kept * given.snapshotBytes) / GB]
  const divided = Math.max(Math.ceil(d1Gb / usable), Math.ceil(actsPerSecond / limits.d1Writes.value))
  return {
    register,
    records,
    entries,
    actsPerSecond,
    logGb,
    d1Gb,
    objects: Math.max(1, Math.ceil(logGb / usable), Math.ceil(actsPerSecond / limits.registerActs.value)),
    databases: d1Gb < usable / 4 && divided <= 1 ? 0 : divided,
  }
}

/** Databases for the registers that need none of their own. */
export const sharedDatabases = (needs: readonly RegisterNeeds[]): number =>
  Math.ceil(needs.filter(({ databases }) => databases === 0).reduce((sum, { d1Gb }) => sum + d1Gb, 0) / usable)

export interface PeakDay {
  readonly requests: number
  readonly searches: number
  readonly acts: number
  readonly requestsPerSecond: number
  readonly searchesPerSecond: number
  readonly actsPerSecond: number
  /** Databases that the searches alone would need, over all registers. */
  readonly databasesForSearches: number
}

const actsADay = (needs: readonly RegisterNeeds[], given: Values): number =>
  needs.reduce((sum, { entries, records }) => sum + (entries - records) / given.years, 0) / YEAR_DAYS

export function peakDayOf(needs: readonly RegisterNeeds[], given: Values): PeakDay {
  const visits = given.people * given.peakShare
  const requests = visits * given.pagesEach + given.systemsReads + given.openReads
  const searches = visits * given.searchesEach + given.openReads
  const acts = actsADay(needs, given) * given.peakToMean
  const second = (aDay: number) => peakSecond(aDay / given.peakToMean, given)
  return {
    requests,
    searches,
    acts,
    requestsPerSecond: second(requests),
    searchesPerSecond: second(searches),
    actsPerSecond: second(acts),
    databasesForSearches: Math.ceil(second(searches) / limits.d1Searches.value),
  }
}

/** A mean month, when the years that are assumed have passed. */
export function monthOf(needs: readonly RegisterNeeds[], given: Values): Usage {
  const peak = peakDayOf(needs, given)
  const month = (aPeakDay: number) => (aPeakDay / given.peakToMean) * MONTH_DAYS
  const [requests, searches, acts] = [month(peak.requests), month(peak.searches), month(peak.acts)]
  const sum = (of: (one: RegisterNeeds) => number) => needs.reduce((total, one) => total + of(one), 0)
  const [records, entries] = [sum((one) => one.records), sum((one) => one.entries)]
  const calls = requests * given.callsRead + acts * given.callsAct
  const awake = records * given.touched + (entries - records) / 2
  const objects =
    awake * given.objectBytes +
    (entries - records * (1 - given.touched)) * given.entryBytes +
    given.people * (given.personBytes + given.casesEach * given.years * given.caseBytes)
  const registerObjects = sum((one) => one.objects)
  return {
    plan: 1,
    requests: requests + acts,
    cpuMs: requests * given.cpuRead + acts * given.cpuAct,
    calls,
    // The registers' objects are at work by day; all others for as long as they are called.
    gbSeconds: ((calls * given.busyMs) / 1000 + registerObjects * (DAY_S / 2) * MONTH_DAYS) * OBJECT_GB,
    objectRowsRead: calls * given.rowsRead,
    objectRowsWritten: acts * given.rowsAct,
    objectGb: objects / GB + sum((one) => one.logGb),
    d1RowsRead: searches * given.rowsSearch,
    d1RowsWritten: acts * given.rowsPublished,
    d1Gb: sum((one) => one.d1Gb),
    r2Gb: (records * given.batchBytes + entries * given.tileBytes) / GB,
    r2Writes: (acts * 2) / TILE + registerObjects * MONTH_DAYS,
    r2Reads: requests * 0.01,
  }
}

/** Dollars, line by line. */
export const costsOf = (usage: Usage): ReadonlyMap<keyof Usage, number> =>
  new Map(
    Object.entries(usage).map(([name, used]) => [name as keyof Usage, costOf(name as keyof Usage, used)] as const),
  )

/** Dollars once, for bringing in what is there. */
export const importCost = (needs: readonly RegisterNeeds[], given: Values): number =>
  costOf('d1RowsWritten', needs.reduce((sum, { records }) => sum + records, 0) * given.rowsPublished)
