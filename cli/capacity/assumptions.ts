// What the model of a whole state takes for given: how much there is, how often it changes, and what one of each costs.

/** Records when all old registers are in, and acts a year from then on; both in thousands. */
interface Load {
  readonly records: number
  readonly acts: number
}

const load = (records: number, acts: number): Load => ({ records, acts })

/**
 * By register. A country of 6.5 million people and 100 million records: orders of magnitude from what its authorities
 * publish of their old registers, not a census. @NOTE each authority knows its own number better.
 */
export const registers: { readonly [register: string]: Load } = {
  addresses: load(6, 1),
  authorities: load(1, 1),
  buildings: load(4000, 100),
  civil: load(9000, 1200),
  companies: load(1000, 700),
  'company-representatives': load(1300, 400),
  convictions: load(600, 40),
  credentials: load(8000, 4000),
  diplomas: load(2900, 150),
  employment: load(7500, 4000),
  eori: load(300, 30),
  examinations: load(5500, 9000),
  'hospital-stays': load(2500, 2300),
  'id-cards': load(6000, 900),
  identifications: load(300, 100),
  immunisations: load(9000, 3000),
  inspections: load(4000, 3200),
  insurances: load(5000, 4500),
  licences: load(300, 50),
  mandates: load(1500, 800),
  officials: load(150, 60),
  penalties: load(4000, 2000),
  pledges: load(400, 100),
  posts: load(150, 40),
  prescriptions: load(5000, 25_000),
  property: load(6500, 800),
  referrals: load(5000, 12_000),
  registers: load(1, 1),
  'relying-parties': load(2, 1),
  services: load(3, 1),
  statements: load(1200, 500),
  streets: load(80, 5),
  systems: load(5, 5),
  units: load(20, 5),
  vehicles: load(4800, 2500),
  vignettes: load(3500, 5000),
  'zone-permits': load(482, 200),
}

/** A register that is not listed is one of the many small ones. */
export const small: Load = load(10, 2)

interface Assumption {
  readonly value: number
  readonly unit: string
  readonly about: string
}

const assume = (value: number, unit: string, about: string): Assumption => ({ value, unit, about })

/** All the rest. Sizes are measured on this code (`npm run bench -- --snapshots`, and the tables of the objects). */
export const assumptions = {
  people: assume(6_500_000, '', 'inhabitants'),
  peakShare: assume(0.2, '', 'of them come on the peak day: the last day of a term'),
  pagesEach: assume(12, 'requests', 'of one visit'),
  searchesEach: assume(1.5, 'searches', 'of one visit'),
  systemsReads: assume(6_000_000, 'reads', 'by systems of authorities on the peak day'),
  openReads: assume(3_000_000, 'requests', 'by programs that read open data on the peak day'),
  peakToMean: assume(3, 'times', 'a mean day, for people and acts alike'),
  hourShare: assume(0.15, '', 'of a day falls into its busiest hour'),
  secondToHour: assume(2, 'times', 'the mean of that hour, in its busiest second'),
  touched: assume(0.3, '', 'of the imported records have an object of their own after some years'),
  objectBytes: assume(20_480, 'bytes', 'of a record’s object without entries: its tables and their indexes'),
  entryBytes: assume(4500, 'bytes', 'of an entry in its record: entry, request, salts, leaf'),
  logBytes: assume(2700, 'bytes', 'of an entry in its register: leaf, place, two hashes'),
  snapshotBytes: assume(800, 'bytes', 'of a record in the read model: row, words, values, blind indexes'),
  batchBytes: assume(1500, 'bytes', 'of an imported row in its signed batch'),
  tileBytes: assume(2100, 'bytes', 'of an entry in the tiles of the log'),
  personBytes: assume(60_000, 'bytes', 'of a person’s object: keys, messages, who looked'),
  caseBytes: assume(120_000, 'bytes', 'of a case with its signed documents'),
  casesEach: assume(2, 'cases', 'of an inhabitant a year'),
  years: assume(5, 'years', 'after which it is measured'),
  callsAct: assume(6, 'calls', 'of objects that an act makes: session, record, register, what it names, alarms'),
  callsRead: assume(1.3, 'calls', 'of objects that a request makes which is no act'),
  rowsAct: assume(12, 'rows', 'that an act writes in objects'),
  rowsRead: assume(20, 'rows', 'that a request reads in objects'),
  rowsPublished: assume(22, 'rows', 'that a published snapshot writes in D1, with its indexes'),
  rowsSearch: assume(150, 'rows', 'that a search or a page of a list reads in D1'),
  busyMs: assume(15, 'ms', 'that an object is busy with one call'),
  cpuRead: assume(6, 'ms', 'of CPU of a request that is no act'),
  cpuAct: assume(15, 'ms', 'of CPU of an act, with its delivery and publication'),
} as const satisfies { readonly [name: string]: Assumption }

/** What one of the platform's parts carries: the platform's limits, and what was measured on a slow machine. */
export const limits = {
  objectGb: assume(10, 'GB', 'that one object or one D1 database holds'),
  fill: assume(0.7, '', 'of it that is used, so that there is time to divide it'),
  registerActs: assume(300, 'acts/s', 'that one RegisterObject orders and publishes'),
  d1Writes: assume(400, 'snapshots/s', 'that one D1 database takes in batches'),
  d1Searches: assume(150, 'searches/s', 'that one D1 database answers, one after the other'),
} as const satisfies { readonly [name: string]: Assumption }

/** The same assumptions, some of them otherwise. */
export type Values = { readonly [name in keyof typeof assumptions]: number }

export const assumed: Values = Object.fromEntries(
  Object.entries(assumptions).map(([name, { value }]) => [name, value]),
) as Values
