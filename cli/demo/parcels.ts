// A quarter of a village on the ground: parcels between two streets, with houses on most, drawn as a surveyor would.
import { areaOf } from '../../workers/kernel/geometry/ground.ts'
import { readShape } from '../../workers/kernel/geometry/read.ts'
import { shapeOf } from '../../workers/kernel/geometry/shape.ts'
import type { Values } from '../../workers/kernel/value.ts'
import { chanceFrom } from './chance.ts'
import { residents } from './residents.ts'

interface Entered {
  readonly register: string
  readonly act: string
  readonly key: string
  readonly input: Values
  readonly on: string
}

type Corner = readonly [x: number, y: number]

/** Марково, at the foot of the Rhodopes. The quarter itself is invented. */
const SETTLEMENT = '47295'
const [LONGITUDE, LATITUDE] = [24.7012, 42.0801]
/** The streets run a little aslant. In radians. */
const TURNED = 0.22
const METRES = 111_320

const chance = chanceFrom(1968)
const alive = residents.filter(({ diedOn }) => diedOn === undefined).map(({ personalNumber }) => personalNumber)

/** Metres from the corner of the quarter, as longitude and latitude. */
function degrees([x, y]: Corner): readonly [number, number] {
  const east = x * Math.cos(TURNED) - y * Math.sin(TURNED)
  const north = x * Math.sin(TURNED) + y * Math.cos(TURNED)
  return [LONGITUDE + east / (METRES * Math.cos((LATITUDE * Math.PI) / 180)), LATITUDE + north / METRES]
}

function outline(corners: readonly Corner[]): string {
  const ring = corners.map(degrees)
  const read = readShape(JSON.stringify({ type: 'Polygon', coordinates: [[...ring, ring[0]]] }))
  if (!read.ok) throw new Error(`a demo parcel is no shape: ${read.error}`)
  return read.value
}

const COLUMNS = 7
const ROWS = 4
const STREETS = ['ул. „Бяла черква“', 'ул. „Лозарска“', 'ул. „Родопи“', 'ул. „Извор“'] as const

/** Corners that neighbours share: two rows of parcels back to back, then a street. */
const corners: readonly (readonly Corner[])[] = Array.from({ length: ROWS + 2 }, (_, row) =>
  Array.from({ length: COLUMNS + 1 }, (__, column): Corner => {
    const street = row > ROWS / 2 ? 10 : 0
    const wobble = () => (chance.below(50) - 25) / 10
    return [column * 24 + wobble(), (row > ROWS / 2 ? row - 1 : row) * 38 + street + wobble()]
  }),
)

const corner = (row: number, column: number): Corner => corners[row]?.[column] ?? [0, 0]
const between = ([ax, ay]: Corner, [bx, by]: Corner, part: number): Corner => [
  ax + (bx - ax) * part,
  ay + (by - ay) * part,
]

function lot(row: number, column: number): readonly Entered[] {
  const n = row * COLUMNS + column
  const key = `${SETTLEMENT}.501.${11 + n}`
  const line = row >= ROWS / 2 ? row + 1 : row
  const ground = [
    corner(line, column),
    corner(line, column + 1),
    corner(line + 1, column + 1),
    corner(line + 1, column),
  ] as const
  const street = `${STREETS[row] ?? ''} ${2 * column + 1}`
  const entered = (of: string, kind: string, shape: string, rest: Values): Entered => ({
    register: 'property',
    act: 'enter',
    key: of,
    input: {
      kind,
      use: 'residential',
      settlement: SETTLEMENT,
      street,
      shape,
      area: areaOf(shapeOf(shape)),
      owners: [
        { person: alive[(n * 5) % alive.length] ?? '', share: '1/1', ground: `Нотариален акт № ${310 + n} от 2004 г.` },
      ],
      ...rest,
    },
    on: '2012-05-15',
  })
  const land = entered(key, 'parcel', outline(ground), {})
  // The last of a row is a garden.
  if (column === COLUMNS - 1) return [land]
  const [a, b, c, d] = ground
  const at = (x: number, y: number) => between(between(a, b, x), between(d, c, x), y)
  const [from, to] = row % 2 === 0 ? [0.12, 0.42] : [0.58, 0.88]
  const house = [at(0.2, from), at(0.75, from), at(0.75, to), at(0.2, to)]
  return [land, entered(`${key}.1`, 'building', outline(house), { parent: key })]
}

export const parcels: readonly Entered[] = Array.from({ length: ROWS * COLUMNS }, (_, n) =>
  lot(Math.floor(n / COLUMNS), n % COLUMNS),
).flat()
