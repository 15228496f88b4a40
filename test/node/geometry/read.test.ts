// Outlines as people send them: what is one, what is none and where, and that there is one text for the same ground.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { areaOf, makeUp, overlap, within } from '../../../workers/kernel/geometry/ground.ts'
import { pointsMax, readShape } from '../../../workers/kernel/geometry/read.ts'
import { shapeOf, UNIT, type Point, type Shape } from '../../../workers/kernel/geometry/shape.ts'
import { formats } from '../../../workers/kernel/formats/index.ts'

type Position = readonly number[]
const json = (...rings: readonly (readonly Position[])[]) => JSON.stringify({ type: 'Polygon', coordinates: rings })
const multi = (...parts: readonly (readonly (readonly Position[])[])[]) =>
  JSON.stringify({ type: 'MultiPolygon', coordinates: parts })
const square = (x: number, y: number, size = 1): readonly Position[] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
]
const read = (raw: string): Shape => {
  const found = readShape(raw)
  if (!found.ok) throw new Error(found.error)
  return shapeOf(found.value)
}

describe('an outline', () => {
  it.for<[string, string]>([
    ['GeoJSON', json(square(24, 42))],
    ['with the clock', json(square(24, 42).toReversed())],
    ['from another corner', json([...square(24, 42).slice(2), ...square(24, 42).slice(1, 3)])],
    ['a feature', JSON.stringify({ type: 'Feature', properties: {}, geometry: JSON.parse(json(square(24, 42))) })],
    ['a part alone', multi([square(24, 42)])],
    ['with heights', json(square(24, 42).map((point) => [...point, 512]))],
    ['a point twice', json(square(24, 42).flatMap((point) => [point, point]))],
    ['eight decimals', json(square(24, 42).map(([x = 0, y = 0]) => [x + 2e-9, y - 2e-9]))],
    ['lines', '42, 24\n42, 25\n43, 25\n43, 24'],
    ['lines that close', '42 24\r\n42 25\r\n43 25\r\n43 24\r\n42 24\r\n'.replaceAll('\r\n', '\n')],
    ['decimal commas', '42,0 24,0\n42,0; 25,0\n43,0 25,0\n43,0 24,0'],
  ])('is one text: %s', ([, raw], { expect }) => {
    expect(readShape(raw)).toEqual({ ok: true, value: json(square(24, 42)) })
  })

  it.for<[string, string, string, string | undefined]>([
    ['nothing', '', 'shape-unreadable', undefined],
    ['words', 'при реката', 'shape-unreadable', undefined],
    ['half of JSON', '{"type":"Polygon"', 'shape-unreadable', undefined],
    ['no geometry', '{"type":"Polygon"}', 'shape-unreadable', undefined],
    ['null', '{"type":"Polygon","coordinates":null}', 'shape-unreadable', undefined],
    ['no rings', '{"type":"Polygon","coordinates":[]}', 'shape-unreadable', undefined],
    ['no parts', '{"type":"MultiPolygon","coordinates":[]}', 'shape-unreadable', undefined],
    ['two features', '{"type":"FeatureCollection","features":[{},{}]}', 'shape-unreadable', undefined],
    ['a point', '{"type":"Point","coordinates":[24,42]}', 'shape-kind', undefined],
    ['a name that every object has', '{"type":"constructor","coordinates":[]}', 'shape-kind', undefined],
    ['metres for degrees', json([[330_000, 4_660_000], ...square(24, 42)]), 'shape-outside', '1.1.1'],
    ['a text for a number', json([['24', 42] as never, ...square(24, 42)]), 'shape-outside', '1.1.1'],
    ['a line that is none', '42, 24\n42, 25\nи нататък', 'shape-outside', '1.1.3'],
    ['no end', json(square(24, 42).slice(0, -1)), 'shape-open', '1.1'],
    ['a hole without end', json(square(24, 42, 1.5), square(24.5, 42.5, 0.5).slice(0, -1)), 'shape-open', '1.2'],
    [
      'a line there and back',
      json([
        [24, 42],
        [25, 42],
        [24, 42],
      ]),
      'shape-few-points',
      '1.1',
    ],
    ['within a centimetre', json(square(24, 42, 1e-9)), 'shape-few-points', '1.1'],
    [
      'a needle',
      json([
        [24, 42],
        [25, 42],
        [24.5, 42],
        [24, 42],
      ]),
      'shape-crosses',
      '1.1.3',
    ],
    [
      'a bow',
      json([
        [24, 42],
        [25, 43],
        [25, 42],
        [24, 43],
        [24, 42],
      ]),
      'shape-crosses',
      '1.1.3',
    ],
    [
      'a ring that meets itself',
      json([
        [24, 42],
        [25, 42],
        [24.5, 42.5],
        [25, 43],
        [24, 43],
        [24.5, 42.5],
        [24, 42],
      ]),
      'shape-crosses',
      '1.1.5',
    ],
    ['a hole beside', json(square(24, 42, 0.5), square(24.8, 42)), 'shape-hole-outside', '1.2.1'],
    ['a hole across', json(square(24, 42), square(24.5, 42.5)), 'shape-rings-cross', '1.2.1'],
    ['a hole that is all', json(square(24, 42), square(24, 42)), 'shape-rings-cross', '1.2.1'],
    [
      'a hole in a hole',
      json(square(24, 42), square(24.2, 42.2, 0.5), square(24.3, 42.3, 0.1)),
      'shape-rings-cross',
      '1.3.1',
    ],
    ['parts across', multi([square(24, 42)], [square(24.5, 42.5)]), 'shape-parts-overlap', '2.1.1'],
    ['a part in a part', multi([square(24, 42)], [square(24.2, 42.2, 0.1)]), 'shape-parts-overlap', '2.1.1'],
    ['half of the globe', json(square(0, 0, 60)), 'shape-too-wide', undefined],
    [
      'too many points',
      json(Array.from({ length: 3 * pointsMax }, (_, n) => [24 + n / 1e5, 42])),
      'shape-too-many-points',
      undefined,
    ],
  ])('is refused: %s', ([, raw, error, detail], { expect }) => {
    expect(readShape(raw)).toEqual({ ok: false, error, ...(detail === undefined ? {} : { detail }) })
  })

  it('may have a hole with an island in it, and parts that meet in a corner', ({ expect }) => {
    expect(readShape(multi([square(24, 42), square(24.2, 42.2, 0.5).toReversed()], [square(24.3, 42.3, 0.1)])).ok).toBe(
      true,
    )
    expect(readShape(multi([square(24, 42, 0.5)], [square(24.5, 42.5, 0.5)])).ok).toBe(true)
  })

  it('is none, whatever text it is, without throwing', ({ expect }) => {
    const part: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
      deep: fc.oneof(
        { maxDepth: 5 },
        fc.double(),
        fc.string(),
        fc.constant(null),
        fc.array(tie('deep')),
        fc.dictionary(fc.string(), tie('deep')),
      ),
    })).deep
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .tuple(fc.constantFrom('Polygon', 'MultiPolygon'), part)
        .map(([type, coordinates]) => JSON.stringify({ type, coordinates })),
    )
    fc.assert(
      fc.property(hostile, (raw) => {
        const { normalise, check } = formats.shape
        const stored = normalise(raw)
        expect(normalise(stored)).toBe(stored)
        check(stored)
      }),
      { numRuns: 300 },
    )
  })
})

/** Rings that cannot cross themselves: points around a middle, in the order of their directions. */
const star = fc
  .tuple(
    fc.integer({ min: -300, max: 300 }),
    fc.integer({ min: -300, max: 300 }),
    fc.array(fc.integer({ min: 40, max: 400 }), { minLength: 3, maxLength: 12 }),
  )
  .map(([x, y, radii]) =>
    radii.map((radius, at) => {
      const turn = (2 * Math.PI * at) / radii.length
      return [24 + (x + radius * Math.cos(turn)) * 1e-6, 42 + (y + radius * Math.sin(turn)) * 1e-6]
    }),
  )
  .map((points) => json([...points, points[0] ?? []]))

describe('ground', () => {
  it('of a degree is what it is on the ellipsoid', ({ expect }) => {
    // Square kilometres of one degree by one: the product of the radii of curvature in its middle says the same.
    const [south, north] = [json(square(24, 0, 1)), json(square(24, 42, 1))].map((one) => areaOf(read(one)) / 1e8)
    expect(south).toBeCloseTo(12_308.78, 0)
    expect(north).toBeCloseTo(9130.8, 0)
  })

  it('is one, however it is drawn: turned, begun elsewhere, written again', ({ expect }) => {
    fc.assert(
      fc.property(star, fc.nat(20), fc.boolean(), (raw, from, back) => {
        const [ring = []] = (JSON.parse(raw) as { coordinates: Position[][] }).coordinates
        const open = ring.slice(0, -1)
        const at = from % open.length
        const turned = [...open.slice(at), ...open.slice(0, at)]
        const other = back ? turned.toReversed() : turned
        expect(readShape(json([...other, other[0] ?? []]))).toEqual(readShape(raw))
        const once = readShape(raw)
        expect(once.ok && readShape(once.value)).toEqual(once)
      }),
      { numRuns: 100 },
    )
  })

  it('cut in two makes up the whole, and each half is within it; moved apart, or over each other, it does not', ({
    expect,
  }) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 3000 }),
        fc.integer({ min: 100, max: 3000 }),
        fc.integer({ min: 5, max: 95 }),
        fc.integer({ min: 5, max: 95 }),
        (width, height, a, b) => {
          const at = (x: number, y: number): Point => [
            240_000_000 + Math.round((x * width) / 100),
            420_000_000 + Math.round((y * height) / 100),
          ]
          // Aslant, so that rounded corners do not lie on the sides of the whole.
          const tilt = ([x, y]: Point): Point => [
            x + Math.round((y - 420_000_000) / 7),
            y + Math.round((x - 240_000_000) / 11),
          ]
          const of = (...points: readonly Point[]): Shape => [[points.map(tilt)]]
          const whole = of(at(0, 0), at(100, 0), at(100, 100), at(0, 100))
          const left = of(at(0, 0), at(a, 0), at(b, 100), at(0, 100))
          const right = of(at(a, 0), at(100, 0), at(100, 100), at(b, 100))
          expect(makeUp(whole, [left, right])).toBe(true)
          expect(overlap(left, right)).toBe(false)
          expect(within(left, whole) && within(right, whole)).toBe(true)
          expect(Math.abs(areaOf(left) + areaOf(right) - areaOf(whole))).toBeLessThan(300)
          expect(makeUp(whole, [left])).toBe(false)
          expect(makeUp(whole, [left, left])).toBe(false)
          expect(makeUp(whole, [left, whole])).toBe(false)
          expect(overlap(left, whole)).toBe(true)
          expect(makeUp(left, [left, right])).toBe(false)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('is shared by two only where what they share is wider than two centimetres', ({ expect }) => {
    const one = (west: number): Shape => [
      [
        [
          [west, 0],
          [west + 10_000, 0],
          [west + 10_000, 10_000],
          [west, 10_000],
        ],
      ],
    ]
    // 0.0000001 degree of longitude at the equator is 1.1 cm.
    expect([10_000, 9999, 9998, 9990, 0].map((west) => overlap(one(0), one(west)))).toEqual([
      false,
      false,
      true,
      true,
      true,
    ])
    expect(UNIT).toBe(1e7)
  })
})
