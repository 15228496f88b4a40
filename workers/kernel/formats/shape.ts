// A shape on the ground, as a value of a field: GeoJSON or typed points, kept as one canonical text.
import { readShape } from '../geometry/read.ts'
import type { Format } from './format.ts'

const EXAMPLE = [
  [24.7453, 42.1462],
  [24.7459, 42.1462],
  [24.7459, 42.1466],
  [24.7453, 42.1462],
]

export const shapeFormat: Format = {
  normalise: (raw) => {
    const read = readShape(raw)
    return read.ok ? read.value : raw.trim()
  },
  check: (value) => {
    const read = readShape(value)
    return read.ok && read.value === value
  },
  explain: (value) => {
    const read = readShape(value)
    return read.ok ? null : { code: read.error, about: read.detail }
  },
  object: true,
  example: JSON.stringify({ type: 'Polygon', coordinates: [EXAMPLE] }),
  expected: {
    bg: 'Въведете очертание: GeoJSON (Polygon или MultiPolygon), или по една точка на ред, ширина и дължина: 42.1462, 24.7453.',
    en: 'Enter an outline: GeoJSON (Polygon or MultiPolygon), or one point a line, latitude and longitude: 42.1462, 24.7453.',
  },
}
