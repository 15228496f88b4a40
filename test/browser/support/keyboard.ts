// Somebody who has no mouse: they go from stop to stop, see where they are, and come past everything in its order.
import type { Locator, Page } from 'playwright-core'

/** More stops than any page has before what is looked for. */
const STOPS_MAX = 60

/**
 * What is wrong with the stop that has the focus, in a word or none: it looks no other than without the focus (by an
 * outline or a shadow; a radio by that of its label), or it stands before the last stop, in the document or on the page.
 */
const FAULT = `(() => {
  const stop = document.activeElement
  const look = () => [stop, ...(stop.labels ?? [])].flatMap((one) => [null, '::before'].map((part) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one, part)
    return (outlineStyle === 'none' ? '0px' : outlineWidth) + boxShadow
  })).join()
  const focused = look()
  stop.blur()
  const left = look()
  stop.focus()
  const before = globalThis.lastStop
  globalThis.lastStop = stop
  const name = stop.outerHTML.slice(0, 200)
  if (focused === left) return 'unseen: ' + name
  if (before === undefined || !before.isConnected) return ''
  const after = before.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING
  const above = stop.getBoundingClientRect().bottom <= before.getBoundingClientRect().top
  return !after || above ? 'out of order: ' + name : ''
})()`

export class Keyboard {
  readonly #page: Page
  readonly #faults: string[] = []
  #stops = 0

  constructor(page: Page) {
    this.#page = page
  }

  /** How many stops were passed, and what was wrong with them. */
  report() {
    return { stops: this.#stops, faults: this.#faults }
  }

  /** Tab by Tab to what is looked for. */
  async to(target: Locator): Promise<void> {
    const reached = target.and(this.#page.locator(':focus'))
    for (let stop = 0; stop < STOPS_MAX; stop += 1) {
      await this.press('Tab')
      const fault = String(await this.#page.evaluate(FAULT))
      if (fault !== '') this.#faults.push(`${this.#page.url()} ${fault}`)
      this.#stops += 1
      if ((await reached.count()) > 0) return
    }
    throw new Error(`Tab never came to ${String(target)} on ${this.#page.url()}`)
  }

  press = (key: string): Promise<void> => this.#page.keyboard.press(key)
  type = (text: string): Promise<void> => this.#page.keyboard.type(text)

  /** Presses what opens another page, and waits for that. */
  async open(key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
    await Promise.all([this.#page.waitForEvent('load'), this.press(key)])
  }

  /** On a new page: past its head, straight to the content. */
  async skip(): Promise<void> {
    await this.press('Tab')
    await this.press('Enter')
    const focused = await this.#page.locator(':focus').getAttribute('id')
    if (focused !== 'content') this.#faults.push(`${this.#page.url()} does not skip to its content`)
  }
}
