// What a form that was not taken has to show: each error at the top and at its field, a way to it, and all that was typed.
import { expect } from 'vitest'
import { issueText } from '../../../web/messages/issues.ts'
import { layout } from '../../../web/messages/layout.ts'
import type { Fields } from '../../../workers/kernel/field.ts'
import type { Person } from './person.ts'
import type { Typed } from './steps.ts'

/** What is wrong, by question: the sentence beside it. */
interface Wrong {
  readonly [question: string]: string
}

/** The sentences for issues of these fields. */
export const sentences = ({ lang }: Person, fields: Fields, codes: { readonly [question: string]: string }): Wrong =>
  Object.fromEntries(Object.entries(codes).map(([name, code]) => [name, issueText(lang, fields[name], code)]))

/** Only these questions are wrong, in this order; each of the links at the top leads to its field. */
export async function expectWrong({ page, lang }: Person, fields: Fields, wrong: Wrong): Promise<void> {
  expect(await page.title()).toMatch(new RegExp(`^${layout[lang].errorPrefix}: `, 'u'))
  const links = page.locator('.govuk-error-summary__list a')
  expect(await links.count()).toBe(Object.keys(wrong).length)
  expect(await page.locator('.govuk-error-message:visible').count()).toBe(Object.keys(wrong).length)
  for (const [at, [name, sentence]] of Object.entries(wrong).entries()) {
    const link = links.nth(at)
    expect(await link.innerText()).toContain(sentence)
    expect(await page.locator(`#${name}-error`).innerText()).toContain(sentence)
    await link.click()
    const focused = page.locator(':focus')
    expect(await focused.getAttribute('name')).toBe(fields[name]?.type === 'date' ? `${name}-day` : name)
    // Said together with the field, or with the fieldset around it.
    const described = focused.locator(`xpath=ancestor-or-self::*[contains(@aria-describedby, '${name}-error')]`)
    expect(await described.count()).toBe(1)
  }
}

/** The controls still hold what was typed. */
export async function expectKept({ page }: Person, fields: Fields, typed: Typed): Promise<void> {
  for (const [name, text] of Object.entries(typed)) {
    if (fields[name]?.type === 'date') {
      const parts = ['year', 'month', 'day'].map((part) => page.inputValue(`[name="${name}-${part}"]`))
      const numbers = (await Promise.all(parts)).map(Number)
      expect(numbers).toEqual(text.split('-').map(Number))
    } else if ((await page.locator(`[name="${name}"][type=radio]`).count()) > 0)
      expect(await page.locator(`[name="${name}"]:checked`).inputValue()).toBe(text)
    else expect(await page.inputValue(`[name="${name}"]`)).toBe(text)
  }
}
