// Outlines in the read model and on the sheet: whatever meets a box is found by its tiles, and what is drawn lies where it is.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { plot, scaleOf, sheet, viewOf } from '../../../workers/engines/map.ts'
import { boxMoved, boxText, outlineOf, parseBox, tilesFor } from '../../../workers/engines/outline.ts'
import { boxesMeet, shapeText, type Box } from '../../../workers/kernel/geometry/shape.ts'
import { shape, text } from '../../../workers/kernel/field.ts'
import { register } from '../../../workers/kernel/register.ts'

const label = { bg: 'Граници', en: 'Boundaries' }
const fields = {
  number: text({ label, format: 'slug', disclose: 'open' }),
  hidden: shape({ label, disclose: 'personal' }),
  ground: shape({ label, disclose: 'open', optional: true }),
}
const courts = register({
  id: 'courts',
  title: label,
  about: label,
  law: 'чл. 1',
  keeper: 'club',
  key: 'number',
  caption: 'record.number',
  fields,
  acts: {},
  refusals: {},
})

const box = (most: number): fc.Arbitrary<Box> =>
  fc
    .tuple(
      fc.integer({ min: -1_790_000_000, max: 1_790_000_000 }),
      fc.integer({ min: -890_000_000, max: 890_000_000 }),
      fc.integer({ min: 1, max: most }),
      fc.integer({ min: 1, max: most }),
    )
    .map(([west, south, width, height]) => ({ west, south, east: west + width, north: south + height }))

const drawn = ({ west, south, east, north }: Box): string =>
  shapeText([
    [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
      ],
    ],
  ])

describe('an outline', () => {
  it('is found by the tiles of every box that it meets', ({ expect }) => {
    const near = fc.tuple(
      box(3_000_000),
      fc.integer({ min: -1, max: 1 }),
      fc.integer({ min: -1, max: 1 }),
      fc.constantFrom(0.01, 0.3, 1, 5),
    )
    fc.assert(
      fc.property(near, ([own, right, up, times]) => {
        const asked = boxMoved(own, times, right * (1 + times) * 0.49, up * (1 + times) * 0.49)
        const outline = outlineOf(courts, { number: '1', ground: drawn(own) })
        const { tile = '' } = outline ?? {}
        const found = tilesFor(asked).filter(([from, to]) => from <= tile && tile < to)
        if (boxesMeet(own, asked)) expect(found).toHaveLength(1)
        expect(tilesFor(asked).length).toBeLessThan(90)
      }),
      { numRuns: 400 },
    )
  })

  it('is the one that anyone may see, or none', ({ expect }) => {
    expect(outlineOf(courts, { number: '1' })).toBeNull()
    expect(
      outlineOf({ ...courts, fields: { number: fields.number, hidden: fields.hidden } }, { number: '1', hidden: '' }),
    ).toBeNull()
  })

  it('is drawn where it is: north is up, and its number stands on it', ({ expect }) => {
    fc.assert(
      fc.property(box(2_000_000), (own) => {
        const view = viewOf(own, 0.1)
        const [left, bottom] = view.at([own.west, own.south])
        const [right, top] = view.at([own.east, own.north])
        expect(
          left <= right && top <= bottom && left >= 0 && right <= sheet.width && top >= 0 && bottom <= sheet.height,
        ).toBe(true)
        const { path, mark } = plot(drawn(own), view)
        expect(path).toMatch(/^M[-\d. L]+Z$/u)
        if (mark !== null) expect(mark.x > left && mark.x < right && mark.y > top && mark.y < bottom).toBe(true)
        const { metres, length } = scaleOf(view)
        expect(length).toBeLessThanOrEqual(sheet.width / 4 + 1)
        expect(metres).toBeGreaterThan(0)
      }),
      { numRuns: 200 },
    )
  })
})

describe('a box', () => {
  it('is four numbers, and comes back as it was', ({ expect }) => {
    const asked = parseBox('24.70,42.07,24.71,42.09')
    expect(asked).toEqual({
      ok: true,
      value: { west: 247_000_000, south: 420_700_000, east: 247_100_000, north: 420_900_000 },
    })
    expect(asked.ok && parseBox(boxText(asked.value))).toEqual(asked)
  })

  it.for([
    '',
    '24.7,42,24.8',
    '24.7,42,24.8,42.1,5',
    '24.8,42,24.7,42.1',
    '24.7,42.1,24.8,42',
    '24.7,42,24.7,42',
    '24,42,25,43',
    '179.9,89.9,180.1,90',
    '-1e1,0,0,1',
    '24.7, 42,24.8,42.1',
    'NaN,0,0.1,0.1',
    '24.7,42,24.8,42.1;DROP',
    `${'1'.repeat(400)},0,1,1`,
  ])('is none: %s', (raw, { expect }) => {
    expect(parseBox(raw)).toEqual({ ok: false, error: 'bbox-invalid' })
  })
})
