// What a browser test is given: visitors to the portal, each with cookies of their own, whose pages may not err.
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { inject, test } from 'vitest'
import { launch } from './chromium.ts'

/** Opens a page in a browser profile of its own; its paths are relative to the portal. */
export type Visit = (options?: BrowserContextOptions) => Promise<Page>

/** The console's complaint of an answer 4xx: a refused form is answered so, and tests look at what it says. */
const REFUSED = /^Failed to load resource: the server responded with a status of 4\d\d/u
/** What a page is made of is never refused. */
const PART = /\/assets\/|\/favicon\.svg$/u

/** Nothing on a page of the portal takes longer; a test that waits longer waits for what will not come. */
const WAIT_MAX_MS = 10_000

export const it = test
  .extend('portal', { scope: 'file' }, () => inject('portal'))
  .extend('browser', { scope: 'file' }, async ({}, { onCleanup }) => {
    const browser = await launch()
    onCleanup(() => browser.close())
    return browser
  })
  .extend('visit', async ({ browser, portal }, { onCleanup }): Promise<Visit> => {
    const contexts: BrowserContext[] = []
    const errors: string[] = []
    onCleanup(async () => {
      await Promise.all(contexts.map((context) => context.close()))
      // Scripts that CSP refuses and files that are missing are errors of the console.
      if (errors.length > 0) throw new Error(`Pages erred:\n${errors.join('\n')}`)
    })
    return async (options) => {
      const context = await browser.newContext({ baseURL: portal.origin, ...options })
      contexts.push(context)
      context.setDefaultTimeout(WAIT_MAX_MS)
      context.on('weberror', (error) => errors.push(`${error.page()?.url()}: ${error.error().message}`))
      context.on('console', (message) => {
        const forgiven = REFUSED.test(message.text()) && !PART.test(message.location().url)
        if (message.type() === 'error' && !forgiven) errors.push(`${message.page()?.url()}: ${message.text()}`)
      })
      return context.newPage()
    }
  })
