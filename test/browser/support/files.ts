// What people carry away from the portal, and what it is worth without it.
import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { parseExtract, verifyExtract, type VerifiedEntry } from '../../../workers/engines/log/extract.ts'

/** Presses what saves a file. */
export async function save(page: Page, what: Locator) {
  const [download] = await Promise.all([page.waitForEvent('download'), what.click()])
  const path = await download.path()
  return { name: download.suggestedFilename(), path, text: await readFile(path, 'utf8') }
}

/** The entries of an extract that holds, by the published key of the register's log. */
export async function verified(page: Page, text: string): Promise<readonly VerifiedEntry[]> {
  const extract = parseExtract(text)
  if (!extract.ok) throw new Error(extract.error)
  const key = await (await page.request.get(`/registers/${extract.value.register}/log/key`)).text()
  const answer = await verifyExtract(extract.value, key)
  expect(answer).toMatchObject({ ok: true })
  return answer.ok ? answer.value : []
}
