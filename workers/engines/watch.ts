// What in the looks of an authority's officials somebody should look at: plain rules with their counts, and nothing more
// follows from them than that a person reads them.

/** How an official stands to whom they looked at. */
export type Tie = 'self' | 'kin' | 'building' | 'street'

/** Where somebody is close to others, as their own record says. */
export interface Close {
  /** Their personal number. */
  readonly number: string
  readonly kin: readonly string[]
  readonly buildings: readonly string[]
  readonly streets: readonly string[]
}

/** A look as its record tells it. */
export interface Look {
  readonly register: string
  readonly record: string
  /** The number of the access in its record: told twice, it is one. */
  readonly access: number
  /** The id of the person, or the number of a system. */
  readonly person: string
  readonly role: string
  readonly law: string
  readonly case?: string
  readonly fields: readonly string[]
  /** Milliseconds since 1970. */
  readonly at: number
  readonly ties: readonly Tie[]
  /** How many different officials, of all authorities, looked at the record in the days before. */
  readonly readers: number
}

/** The looks of one official in the days that are looked at. */
export interface Counted {
  readonly official: number
  readonly looks: number
  readonly records: number
  readonly withoutCase: number
  readonly close: number
}

const share = (some: readonly string[], others: readonly string[]) => some.some((one) => others.includes(one))

/** The closest alone: who lives in a house lives on its street. */
export function tiesOf(official: Close, subject: Close): readonly Tie[] {
  if (official.number === subject.number) return ['self']
  const kin = official.kin.includes(subject.number) || subject.kin.includes(official.number)
  const place = share(official.buildings, subject.buildings)
    ? (['building'] as const)
    : share(official.streets, subject.streets)
      ? (['street'] as const)
      : []
  return [...(kin ? (['kin'] as const) : []), ...place]
}

/** Whoever many look at may be known, and not only needed: so many different officials within `readersDays`. */
export const READERS_MANY = 5
export const readersDays = 30

/** So many times as much as the middle one of their colleagues, and so many looks at least. */
export const FAR_MORE_TIMES = 3
export const FAR_MORE_LEAST = 20
/** With fewer there is nobody to compare with. */
const PEERS_LEAST = 3

/** The middle one of the others, or null where they are too few. */
export function middleOf(counted: readonly Counted[], but: number): number | null {
  const others = counted.filter(({ official }) => official !== but).map(({ looks }) => looks)
  if (others.length < PEERS_LEAST) return null
  const sorted = others.toSorted((one, other) => one - other)
  const half = Math.floor(sorted.length / 2)
  const [low = 0, high = 0] = sorted.length % 2 === 0 ? [sorted[half - 1], sorted[half]] : [sorted[half], sorted[half]]
  return (low + high) / 2
}

/** Whether somebody looks far more than their colleagues. */
export function isFarMore(counted: readonly Counted[], one: Counted): boolean {
  const middle = middleOf(counted, one.official)
  return middle !== null && one.looks >= FAR_MORE_LEAST && one.looks > FAR_MORE_TIMES * middle
}

export type Hint = Tie | 'much-read'

export const hintsOf = ({ ties, readers }: Pick<Look, 'ties' | 'readers'>): readonly Hint[] => [
  ...ties,
  ...(readers >= READERS_MANY ? (['much-read'] as const) : []),
]

/** What somebody made of a look: it is explained, or it is handed to whoever examines it. Nothing follows by itself. */
export const outcomes = ['explained', 'examined'] as const
export type Outcome = (typeof outcomes)[number]

/** Who sees the looks of their authority: whoever answers for its access, and its head. */
export const auditors = ['*.auditor', '*.head'] as const

interface Noted {
  readonly outcome: Outcome
  readonly note: string
  readonly by: string
  readonly at: number
}

export type SeenLook = Omit<Look, 'person' | 'access'> & {
  readonly n: number
  readonly official: number
  readonly noted?: Noted
}

export interface Asked {
  readonly from: number
  readonly official?: number
  readonly register?: string
  /** Only those with a hint. */
  readonly hinted?: true
  /** Below which number. */
  readonly before?: number
}

export interface Audited {
  readonly looks: readonly SeenLook[]
  readonly next?: number
  readonly counted: readonly Counted[]
  /** Ids of the persons behind the numbers on this page. */
  readonly persons: readonly { readonly official: number; readonly person: string }[]
  readonly registers: readonly string[]
  readonly openings: readonly { readonly person: string; readonly at: number }[]
}
