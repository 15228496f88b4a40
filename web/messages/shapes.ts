// Outlines on the ground: what is wrong with one and where, and what the map says.
import type { Language, Localised } from '../../workers/kernel/localised.ts'
import { defineMessages } from './index.ts'

export const shapeProblems: { readonly [code: string]: Localised } = {
  'shape-unreadable': {
    bg: 'Това не е очертание. Въведете GeoJSON, или по една точка на ред: ширина и дължина, например 42.1462, 24.7453.',
    en: 'This is no outline. Enter GeoJSON, or one point a line: latitude and longitude, for example 42.1462, 24.7453.',
  },
  'shape-kind': {
    bg: 'Очертанието трябва да е площ: Polygon или MultiPolygon, не точка и не линия.',
    en: 'An outline has to be an area: a Polygon or a MultiPolygon, no point and no line.',
  },
  'shape-outside': {
    bg: 'Това не е точка на Земята. Дължината е от -180 до 180, а ширината от -90 до 90 градуса (WGS 84).',
    en: 'This is no point on Earth. Longitudes are from -180 to 180 and latitudes from -90 to 90 degrees (WGS 84).',
  },
  'shape-open': {
    bg: 'Контурът не е затворен: последната точка трябва да е същата като първата.',
    en: 'The ring is not closed: its last point has to be the same as its first.',
  },
  'shape-few-points': {
    bg: 'В контура са нужни поне три различни точки.',
    en: 'A ring needs at least three different points.',
  },
  'shape-too-many-points': { bg: 'Най-много 1000 точки.', en: 'At most 1000 points.' },
  'shape-too-wide': {
    bg: 'Очертанието е твърде голямо. Проверете дали някоя точка не е сгрешена.',
    en: 'The outline is too large. Check whether a point is wrong.',
  },
  'shape-crosses': {
    bg: 'Контурът пресича или докосва сам себе си.',
    en: 'The ring crosses or touches itself.',
  },
  'shape-rings-cross': {
    bg: 'Два контура се пресичат или се припокриват.',
    en: 'Two rings cross or overlap.',
  },
  'shape-hole-outside': {
    bg: 'Вътрешният контур излиза извън външния.',
    en: 'The inner ring goes beyond the outer one.',
  },
  'shape-parts-overlap': {
    bg: 'Две части на очертанието се припокриват.',
    en: 'Two parts of the outline overlap.',
  },
  'shape-overlaps': {
    bg: 'Очертанието се припокрива с друг запис в регистъра.',
    en: 'The outline overlaps with another record of the register.',
  },
  'bbox-invalid': {
    bg: 'Участъкът трябва да е от четири числа: запад, юг, изток, север, и не по-широк от половин градус.',
    en: 'A box is four numbers: west, south, east, north, and no wider than half a degree.',
  },
  'limit-invalid': { bg: 'Броят трябва да е от 1 до 1000.', en: 'The limit is from 1 to 1000.' },
  'register-without-map': { bg: 'В този регистър няма очертания.', en: 'This register has no outlines.' },
}

const places = defineMessages({
  bg: {
    ring: (ring: string) => `Контур ${ring}.`,
    point: (ring: string, point: string) => `Контур ${ring}, точка ${point}.`,
    part: (part: string) => `Част ${part}.`,
    record: (id: string) => `Запис ${id}.`,
  },
  en: {
    ring: (ring: string) => `Ring ${ring}.`,
    point: (ring: string, point: string) => `Ring ${ring}, point ${point}.`,
    part: (part: string) => `Part ${part}.`,
    record: (id: string) => `Record ${id}.`,
  },
})

/** Where in an outline it is that something is wrong: `1.1.5`, or the record with which it does not go together. */
export function placeText(lang: Language, code: string, about: string): string {
  const texts = places[lang]
  if (code === 'shape-overlaps') return texts.record(about)
  const [part = '1', ring = '1', point] = about.split('.')
  const where = point === undefined ? texts.ring(ring) : texts.point(ring, point)
  return part === '1' ? where : `${texts.part(part)} ${where}`
}

export const shapes = defineMessages({
  bg: {
    map: 'Карта',
    mapOf: (what: string) => `Карта: ${what}`,
    mapAbout: (shown: string) => `Чертеж с ${shown} по данните на регистъра. Север е нагоре.`,
    listed: (count: string) => (count === '1' ? '1 очертание' : `${count} очертания`),
    onMap: 'На картата',
    here: 'този запис',
    metres: (count: string) => `${count} метра`,
    none: 'Тук няма записи с очертание.',
    capped: (count: string) => `Показани са първите ${count}. Приближете, за да видите всички.`,
    closer: 'Приближете',
    farther: 'Отдалечете',
    north: 'На север',
    south: 'На юг',
    east: 'На изток',
    west: 'На запад',
    move: 'Движение по картата',
    seeMap: 'Вижте на карта',
    data: 'Очертанията като GeoJSON',
    toRegister: 'Всички записи в регистъра',
  },
  en: {
    map: 'Map',
    mapOf: (what: string) => `Map: ${what}`,
    mapAbout: (shown: string) => `A drawing of ${shown} from the data of the register. North is up.`,
    listed: (count: string) => (count === '1' ? '1 outline' : `${count} outlines`),
    onMap: 'On the map',
    here: 'this record',
    metres: (count: string) => `${count} m`,
    none: 'No records with an outline here.',
    capped: (count: string) => `The first ${count} are shown. Go closer to see all of them.`,
    closer: 'Closer',
    farther: 'Farther',
    north: 'North',
    south: 'South',
    east: 'East',
    west: 'West',
    move: 'Move over the map',
    seeMap: 'See on a map',
    data: 'The outlines as GeoJSON',
    toRegister: 'All records of the register',
  },
})
