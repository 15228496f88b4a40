// How dates, money and numbers are written for a reader, in both languages; times are Bulgaria's.
import type { Language } from '../../workers/kernel/localised.ts'

const LOCALES: { readonly [language in Language]: string } = { bg: 'bg-BG', en: 'en-GB' }

/** One formatter a language: making one costs more than using it. */
const both = <T>(make: (locale: string) => T): { readonly [language in Language]: T } => ({
  bg: make(LOCALES.bg),
  en: make(LOCALES.en),
})

const days = both(
  (locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
)
const moments = both(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: 'Europe/Sofia',
    }),
)
const numbers = both((locale) => new Intl.NumberFormat(locale))
const euros = both((locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }))

/** A calendar date ('YYYY-MM-DD') in words: „24 ноември 2026 г.“, “24 November 2026”. */
export const formatDate = (lang: Language, date: string): string => days[lang].format(Date.parse(`${date}T00:00:00Z`))

/** An instant (ms) by the clock in Sofia, to the minute: „24 ноември 2026 г., 14:05 ч.“ */
export function formatDateTime(lang: Language, instant: number): string {
  const part = new Map(moments[lang].formatToParts(instant).map(({ type, value }) => [type, value]))
  const day = `${part.get('day')} ${part.get('month')} ${part.get('year')}`
  const time = `${part.get('hour')}:${part.get('minute')}`
  return lang === 'bg' ? `${day} г., ${time} ч.` : `${day}, ${time}`
}

/** An instant (ms) as `<time datetime>` wants it. */
export const machineTime = (instant: number): string => new Date(instant).toISOString()

/** Euro cents: „12,50 €“, “€12.50”. */
export function formatMoney(lang: Language, cents: number): string {
  const amount = euros[lang].format(Math.abs(cents) / 100)
  const sign = cents < 0 ? '−' : ''
  return lang === 'bg' ? `${sign}${amount}\u00a0€` : `${sign}€${amount}`
}

/** With `decimals` places, all of them; whole where not said. */
export const formatNumber = (lang: Language, number: number, decimals = 0): string =>
  decimals === 0
    ? numbers[lang].format(number)
    : number.toLocaleString(LOCALES[lang], { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
