// What people carry away from the portal, and what it is worth without it.
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { readSignatureFile } from '../../../workers/engines/signature/file.ts'
import { verifySignature } from '../../../workers/engines/signature/verify.ts'
import type { VerifiedEntry } from '../../../workers/engines/log/extract.ts'
import { parseSheet, verifySheet } from '../../../workers/engines/log/sheet.ts'

interface Saved {
  readonly name: string
  readonly path: string
  readonly text: string
}

/** Presses what saves a file. */
export async function save(page: Page, what: Locator): Promise<Saved> {
  const [download] = await Promise.all([page.waitForEvent('download'), what.click()])
  const path = await download.path()
  return { name: download.suggestedFilename(), path, text: await readFile(path, 'utf8') }
}

/** The entries of an extract that holds by the key which the register publishes; the command line agrees. */
export async function verified(page: Page, { path, text }: Saved): Promise<readonly VerifiedEntry[]> {
  const extract = parseSheet(text)
  if (!extract.ok) throw new Error(extract.error)
  const key = await (await page.request.get(`/registers/${extract.value.register}/log/key`)).text()
  const answer = await verifySheet(extract.value, key)
  expect(answer).toMatchObject({ ok: true })
  // Ends with an error where the extract does not hold.
  await promisify(execFile)(process.execPath, ['cli/izvor.ts', 'verify', 'record', path, '--key', key])
  return answer.ok ? answer.value.entries : []
}

/** A signed document: so many signatures are of this very document, and hold without the portal. */
export async function expectSigned({ text }: Saved, count = 1): Promise<void> {
  const file = readSignatureFile(text)
  if (!file.ok) throw new Error(file.error)
  const { document, signatures } = file.value
  expect(signatures).toHaveLength(count)
  for (const signature of signatures)
    expect(await verifySignature(signature, { document: document?.sha256 })).toMatchObject({ ok: true })
}
