// What the pages of imports share: their addresses, the way to them, and how far one is.
import { imports as messages } from '../../messages/imports.ts'
import { isUnderWay, type Import } from '../../../workers/engines/import/state.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import { Tag } from '../components/tag.tsx'
import type { Page } from '../page.ts'
import { atWork, trail } from '../trail.ts'

export const IMPORTS = '/work/imports'
export const importsPath = (register: string): string => `/work/registers/${register}/imports`
export const importPath = ({ register, id }: Pick<Import, 'register' | 'id'>, rest = ''): string =>
  `${importsPath(register)}/${id}${rest}`

export const wayTo = (page: Page, definition?: RegisterDefinition, title?: string) =>
  trail(
    page,
    atWork(page),
    [messages[page.lang].title, IMPORTS],
    definition && [definition.title[page.lang], importsPath(definition.id)],
    title,
  )

const COLOURS = { read: 'yellow', checked: 'yellow', proposed: 'yellow', done: 'green', failed: 'red' } as const

export const StateTag = ({ page, one }: { readonly page: Page; readonly one: Import }) => {
  const colour = Object.hasOwn(COLOURS, one.state) ? COLOURS[one.state as keyof typeof COLOURS] : 'blue'
  return <Tag classes={`govuk-tag--${colour}`}>{messages[page.lang][one.state]}</Tag>
}

export const numeral = ({ lang }: Page, value: number): string =>
  value.toLocaleString(lang === 'bg' ? 'bg-BG' : 'en-GB')

/** How far the work on a file is: of a first look at its rows nothing is counted yet. */
const doneOf = ({ claiming, cursor }: Import): number => (claiming === true ? 0 : cursor.row)

/** What differs once there is something new to see. */
export const keyOf = (one: Import): string => `${one.state}:${doneOf(one)}`

export const Progress = ({ page, one }: { readonly page: Page; readonly one: Import }) => {
  const texts = messages[page.lang]
  if (!isUnderWay(one)) return <></>
  const done = doneOf(one)
  const told =
    one.total === undefined
      ? texts.progressSome(numeral(page, done))
      : texts.progress(numeral(page, done), numeral(page, one.total))
  return (
    <div data-await={page.href(importPath(one, '/state'))} data-key={keyOf(one)}>
      <p class="govuk-body" role="status">
        <progress
          class="izvor-progress"
          aria-label={texts.progressLabel}
          {...(one.total === undefined ? {} : { max: one.total, value: done })}
        />{' '}
        {told}
      </p>
      <p class="govuk-hint">{texts.waitNote}</p>
    </div>
  )
}
