// The way back from a page: the steps from the front page down, of which the last is the page itself.
import { identity } from '../messages/identity.ts'
import { work } from '../messages/work.ts'
import type { Crumb } from './components/breadcrumbs.tsx'
import type { Page } from './page.ts'

/** A page on the way, by its internal address; or the page itself, by its title. */
export type Step = readonly [text: string, path: string] | string

export const mine = ({ lang }: Page): Step => [identity[lang].me, '/me']
export const toDevices = ({ lang }: Page): Step => [identity[lang].myDevices, '/me/devices']
export const atWork = ({ lang }: Page): Step => [work[lang].queue, '/work']

/** A step that is not there is passed over: a part's own page and the pages below it ask in one way. */
export const trail = ({ href }: Page, ...steps: readonly (Step | undefined)[]): readonly Crumb[] => {
  const there = steps.filter((step) => step !== undefined)
  return there.map((step, at) => {
    const [text, path] = typeof step === 'string' ? [step] : step
    return path === undefined || at === there.length - 1 ? { text } : { text, href: href(path) }
  })
}
