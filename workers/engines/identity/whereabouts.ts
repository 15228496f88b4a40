// From where something was done, as a person recognises it: the family of the device and the country, and no closer.
import type { Language, Localised } from '../../kernel/localised.ts'

export interface Whereabouts {
  /** `Android, Chrome`; empty where unknown. */
  readonly agent: string
  /** ISO 3166-1 alpha-2, as the edge knows it; empty where it does not. */
  readonly place: string
}

const COUNTRY = /^[A-Z]{2}$/u
/** The edge's words for a network of no country, and for Tor. */
const NOWHERE = new Set(['XX', 'T1'])

/** A country of what the edge says of a request; empty for anything else. */
export const countryOf = (value: unknown): string =>
  typeof value === 'string' && COUNTRY.test(value) && !NOWHERE.has(value) ? value : ''

const names = {
  bg: new Intl.DisplayNames('bg', { type: 'region', fallback: 'code' }),
  en: new Intl.DisplayNames('en', { type: 'region', fallback: 'code' }),
}
const UNKNOWN: Localised = { bg: 'непознато устройство', en: 'an unknown device' }

const countryName = (lang: Language, place: string): string => names[lang].of(place) ?? place

/** `Android, Chrome (България)` */
export const whereText = (lang: Language, { agent, place }: Whereabouts): string =>
  `${agent === '' ? UNKNOWN[lang] : agent}${place === '' ? '' : ` (${countryName(lang, place)})`}`
