// A person in front of the portal: a browser of their own, the language that they read, a fingerprint reader.
import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { identity } from '../../../web/messages/identity.ts'
import { layout } from '../../../web/messages/layout.ts'
import type { Language } from '../../../workers/kernel/localised.ts'
import { addAuthenticator, type Authenticator } from './authenticator.ts'
import type { Visit } from './it.ts'
import type { Sights } from './sights.ts'

export const PHONE = { viewport: { width: 360, height: 740 } }
export const DESKTOP = { viewport: { width: 1280, height: 900 } }

export class Person {
  readonly page: Page
  readonly lang: Language
  readonly authenticator: Authenticator
  readonly #sights: Sights | undefined

  constructor(page: Page, lang: Language, authenticator: Authenticator, sights?: Sights) {
    this.page = page
    this.lang = lang
    this.authenticator = authenticator
    this.#sights = sights
  }

  /** The path of a page in this person's language. */
  href = (path: string): string => (this.lang === 'en' ? `/en${path === '/' ? '' : path}` : path)

  /** Where the person is, without the language. */
  path(): string {
    const { pathname } = new URL(this.page.url())
    return this.lang === 'en' ? pathname.replace(/^\/en/u, '') : pathname
  }

  goto = (path: string) => this.page.goto(this.href(path))

  button = (name: string): Locator => this.page.getByRole('button', { name, exact: true })
  link = (name: string): Locator => this.page.getByRole('link', { name, exact: true })

  /** Presses what opens another page, and waits for that. */
  async press(what: Locator): Promise<void> {
    await Promise.all([this.page.waitForEvent('load'), what.click()])
  }

  /** All that the page says. */
  reads = (): Promise<string> => this.page.locator('main').innerText()

  heading = (): Promise<string> => this.page.locator('h1').innerText()

  /** What stands beside a term in a list of answers. */
  answer = (term: string): Promise<string> =>
    this.page
      .locator('.govuk-summary-list__row')
      .filter({ has: this.page.getByRole('term').getByText(term, { exact: true }) })
      .locator('dd')
      .first()
      .innerText()

  /** Looks at the page as everybody sees it, where the walk collects its sights. */
  look = async (): Promise<void> => this.#sights?.look(this.page, this.lang)
}

/** Somebody who has just opened a browser of their own. */
export async function arrive(
  visit: Visit,
  lang: Language,
  options: BrowserContextOptions = PHONE,
  sights?: Sights,
): Promise<Person> {
  const page = await visit(options)
  sights?.follow(page)
  return new Person(page, lang, await addAuthenticator(page), sights)
}

/** The same person at another device, which their password manager has carried their passkeys to. */
export async function carryTo(
  visit: Visit,
  { lang, authenticator }: Person,
  options: BrowserContextOptions,
  sights?: Sights,
): Promise<Person> {
  const page = await visit(options)
  sights?.follow(page)
  return new Person(page, lang, await addAuthenticator(page, { carried: await authenticator.passkeys() }), sights)
}

/** Another window of the same browser, which knows the same session and the same passkeys. */
export async function otherWindow({ page: own, lang, authenticator }: Person): Promise<Person> {
  const page = await own.context().newPage()
  return new Person(page, lang, await addAuthenticator(page, { carried: await authenticator.passkeys() }))
}

/** On the page of the login: with the card of this name. */
export async function showCard(person: Person, card: string): Promise<void> {
  await person.page.locator(`input[name=card][value=${card}]`).check()
  await person.press(person.button(identity[person.lang].cardButton))
}

/** With the card alone; the offer of a passkey, which only comes to who has none, is put off. */
export async function signInWithCard(person: Person, card: string): Promise<void> {
  await person.goto('/login')
  await showCard(person, card)
  const later = person.link(identity[person.lang].bindLater)
  if ((await later.count()) > 0) await person.press(later)
}

/** With the card, and a new passkey bound to it. */
export async function signIn(person: Person, card: string): Promise<void> {
  await signInWithCard(person, card)
  await person.goto('/login/bind')
  await person.press(person.button(identity[person.lang].bindButton))
}

export async function signOut(person: Person): Promise<void> {
  await person.press(person.button(layout[person.lang].signOut))
}

/** With the passkey, in one tap. */
export async function signInWithPasskey(person: Person): Promise<void> {
  await person.goto('/login')
  await person.press(person.button(identity[person.lang].passkeyButton))
}
