// A register that no domain of the portal brings: what an authority describes by itself, with a few records in it.
import { date, integer, oneOf, personRef, reference, text } from '../../workers/kernel/field.ts'
import { register } from '../../workers/kernel/register.ts'
import type { ActLine } from '../operator.ts'
import { people } from './people.ts'

const REGISTRAR = 'mzh.registrar'
const ended = { ended: "record.status == 'closed'" }

export const beeColonies = register({
  id: 'bee-colonies',
  title: { bg: 'Регистър на пчелините', en: 'Register of apiaries' },
  about: {
    bg: 'Къде има пчелини и с колко семейства, за да се предупреждават пчеларите преди пръскане.',
    en: 'Where apiaries are and how many colonies they have, so that beekeepers are warned before spraying.',
  },
  law: 'Закон за пчеларството, чл. 8',
  keeper: 'mzh',
  key: 'number',
  caption: "'№ ' + record.number",
  ended: ended.ended,
  fields: {
    number: text({ label: { bg: 'Номер', en: 'Number' }, format: 'slug', disclose: 'open', find: 'exact' }),
    settlement: reference({
      register: 'addresses',
      format: 'settlement-code',
      label: { bg: 'Населено място', en: 'Settlement' },
      disclose: 'open',
      find: 'exact',
    }),
    place: text({ label: { bg: 'Местност', en: 'Place' }, disclose: 'restricted' }),
    colonies: integer({ label: { bg: 'Пчелни семейства', en: 'Colonies' }, disclose: 'open', min: 1, max: 2000 }),
    owner: personRef({ label: { bg: 'Пчелар (ЕГН)', en: 'Beekeeper (EGN)' }, disclose: 'personal', find: 'exact' }),
    since: date({ label: { bg: 'Вписан на', en: 'Entered on' }, disclose: 'open' }),
    status: oneOf(
      { kept: { bg: 'действащ', en: 'kept' }, closed: { bg: 'закрит', en: 'closed' } },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'open' },
    ),
  },
  acts: {
    enter: {
      title: { bg: 'Вписване', en: 'Enter' },
      law: 'чл. 8, ал. 2',
      creates: true,
      by: [REGISTRAR, 'operator'],
      takes: ['settlement', 'place', 'colonies', 'owner'],
      set: { since: 'effective', status: "'kept'" },
    },
    count: {
      title: { bg: 'Преброяване', en: 'Count' },
      law: 'чл. 8, ал. 4',
      by: [REGISTRAR],
      takes: ['colonies'],
      refuse: ended,
    },
    close: {
      title: { bg: 'Закриване', en: 'Close' },
      by: [REGISTRAR],
      refuse: ended,
      set: { status: "'closed'" },
    },
    correct: {
      title: { bg: 'Поправка', en: 'Correct' },
      corrects: true,
      by: [REGISTRAR],
      takes: ['settlement', 'place', 'colonies', 'owner'],
      partial: true,
    },
  },
  refusals: { ended: { bg: 'Пчелинът е закрит.', en: 'The apiary is closed.' } },
})

const PLACES = [
  ['56784', 'Лозята', 40],
  ['67653', 'Горни ливади', 85],
  ['73403', 'Воденицата', 12],
] as const

/** The first people of the demo keep bees. */
export const beeActs: readonly ActLine[] = PLACES.map(([settlement, place, colonies], at) => {
  const number = `pch-${String(at + 1).padStart(4, '0')}`
  return {
    register: beeColonies.id,
    act: 'enter',
    key: number,
    input: { settlement, place, colonies, owner: people[at]?.personalNumber ?? '' },
    effectiveFrom: `2024-03-${String(10 + at)}`,
    idempotencyKey: `demo:${beeColonies.id}:${number}`,
  }
})
