// The streets and buildings of the demo: those on which its people live, and nothing else.
import { transliterate } from '../../workers/kernel/transliteration.ts'
import type { Values } from '../../workers/kernel/value.ts'
import type { Citizen } from './people.ts'
import { places } from './places.ts'

type Housed = Pick<Citizen, 'settlement' | 'street'>

interface Address {
  readonly settlement: string
  readonly street: string
  readonly number: string
  readonly kind: 'street' | 'boulevard' | 'quarter'
}

const KINDS = { 'ул.': 'street', 'бул.': 'boulevard', 'ж.': 'quarter' } as const

/** „ул. „Шипка“ 14“ in its two parts: what is behind the last mark is the number. */
function partsOf({ settlement, street: line }: Housed): Address {
  const [, street = line, number = '1'] = /^(.+“)(?:,)?\s*(.+)$/u.exec(line) ?? []
  const kind = KINDS[(line.split(' ')[0] ?? '') as keyof typeof KINDS] ?? 'street'
  return { settlement, street, number, kind }
}

const POSTCODES: { readonly [settlement: string]: string } = { '68134': '1000', '56784': '4000', '10135': '9000' }

const numbers = new Map<string, number>()

/** Codes are given in the order in which a settlement's streets are met. */
function codeOf(settlement: string, street: string): string {
  const name = `${settlement} ${street}`
  const known = numbers.get(name) ?? [...numbers.keys()].filter((one) => one.startsWith(`${settlement} `)).length + 1
  numbers.set(name, known)
  return `${settlement}-${String(known).padStart(5, '0')}`
}

const slug = (text: string): string =>
  transliterate(text)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-|-$/gu, '')

/** The code of the building in which somebody lives. */
export function buildingOf(housed: Housed): string {
  const { settlement, street, number } = partsOf(housed)
  return `${codeOf(settlement, street)}-${slug(number)}`
}

interface Entered {
  readonly register: string
  readonly key: string
  readonly input: Values
}

/** The streets and then the buildings of these people, each once. */
export function addressesOf(people: readonly Housed[]): readonly Entered[] {
  const streets = new Map<string, Entered>()
  const buildings = new Map<string, Entered>()
  for (const one of people) {
    const { settlement, street, number, kind } = partsOf(one)
    const code = codeOf(settlement, street)
    const place = places.find((known) => known.code === settlement)
    streets.set(code, {
      register: 'streets',
      key: code,
      input: { settlement, kind, name: street, nameLatin: transliterate(street) },
    })
    const line = `${street} ${number}, ${place?.name ?? settlement}`
    const blocks = kind === 'quarter' ? ['А', 'Б', 'В'] : []
    buildings.set(buildingOf(one), {
      register: 'buildings',
      key: buildingOf(one),
      input: {
        street: code,
        name: line,
        nameLatin: transliterate(line),
        number,
        ...(POSTCODES[settlement] === undefined ? {} : { postcode: POSTCODES[settlement] }),
        use: kind === 'boulevard' ? 'mixed' : 'residential',
        ...(blocks.length === 0
          ? {}
          : {
              entrances: blocks.map((entrance, at) => ({ entrance, floors: 8, from: 1 + 24 * at, to: 24 + 24 * at })),
            }),
      },
    })
  }
  return [...streets.values(), ...buildings.values()]
}
