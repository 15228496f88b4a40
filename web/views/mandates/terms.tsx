// What a mandate reaches, in words: services, sum, date, with whom.
import { mandates as messages } from '../../messages/mandates.ts'
import type { Mandate } from '../../../workers/engines/mandate.ts'
import type { Localised } from '../../../workers/kernel/localised.ts'
import { ALL_SERVICES } from '../../../workers/kernel/mandate.ts'
import { formatDate, formatMoney } from '../format.ts'
import type { Page } from '../page.ts'

export type Titles = (service: string) => Localised | undefined

type Terms = Pick<Mandate, 'services' | 'amount' | 'until' | 'joint' | 'delegable'>

export function termsInWords({ lang }: Page, titles: Titles, terms: Terms): readonly string[] {
  const texts = messages[lang]
  const { services, amount, until, joint, delegable } = terms
  return [
    services.includes(ALL_SERVICES) ? texts.allServices : services.map((one) => titles(one)?.[lang] ?? one).join(', '),
    ...(amount === null ? [] : [texts.upTo(formatMoney(lang, amount))]),
    ...(until === null ? [] : [texts.until(formatDate(lang, until))]),
    ...(joint > 1 ? [texts.together] : []),
    ...(delegable ? [texts.passable] : []),
  ]
}
