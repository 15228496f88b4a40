// A document that two people sign on their own devices, and that anybody checks on theirs: nothing but a fingerprint is sent.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { describe } from 'vitest'
import { keys } from '../../web/messages/keys.ts'
import { signatureRefusals } from '../../web/messages/signature-refusals.ts'
import { signatures } from '../../web/messages/signatures.ts'
import { save } from './support/files.ts'
import { it } from './support/it.ts'
import { arrive, DESKTOP, PHONE, signIn, type Person } from './support/person.ts'
import { expectFine, Sights } from './support/sights.ts'

const TEXT = 'Договор за наем. Страните се съгласиха на всичко.'
const contract = { name: 'Договор за наем.txt', mimeType: 'text/plain', buffer: Buffer.from(TEXT) }
const fileOf = (text: string, name = 'signatures.json') => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(text),
})

async function sign(person: Person, existing?: string) {
  const texts = signatures[person.lang]
  await person.goto('/sign')
  await person.page.locator('#document').setInputFiles(contract)
  await person.page.locator('[data-chosen]').waitFor()
  if (existing !== undefined) await person.page.locator('#existing').setInputFiles(fileOf(existing))
  await person.look()
  await person.button(texts.signButton).click()
  await person.page.locator('[data-done]').waitFor()
  await person.look()
  return save(person.page, person.link(texts.save))
}

/** What the page says of these files. */
async function check(person: Person, file: string, document?: typeof contract): Promise<string> {
  const texts = signatures[person.lang]
  await person.goto('/verify')
  await person.page.locator('#file').setInputFiles(fileOf(file))
  if (document !== undefined) await person.page.locator('#document').setInputFiles(document)
  await person.button(texts.verifyButton).click()
  await person.page.locator('[data-result] h2').waitFor()
  return person.page.locator('[data-result]').innerText()
}

describe('a document', () => {
  it('is signed by two on their devices, and checked on anybody’s', { timeout: 180_000 }, async ({ visit, expect }) => {
    const sights = new Sights()
    const maria = await arrive(visit, 'bg', PHONE, sights)
    await signIn(maria, 'maria')
    await maria.goto('/me/keys')
    // Other tests make keys of hers too.
    const entered = await maria.page.locator('main a[href$="/entries/1"]').count()
    expect(entered).toBeGreaterThan(0)
    expect(await maria.reads()).toContain(keys.bg.agree(entered))
    await maria.look()

    await maria.goto('/sign')
    await maria.button(signatures.bg.signButton).click()
    await maria.page.locator('[data-error]').waitFor()
    expect(await maria.page.locator('[data-error]').innerText()).toBe(signatures.bg.choose)
    const sent: string[] = []
    maria.page.on('request', (request) => void sent.push(request.postData() ?? ''))
    const first = await sign(maria)
    expect(first.name).toBe('Договор за наем.txt.signatures.json')
    expect(sent.join()).toContain(createHash('sha256').update(TEXT).digest('hex'))
    expect(sent.join()).not.toContain('наем')

    const petar = await arrive(visit, 'en', DESKTOP, sights)
    await signIn(petar, 'georgi')
    const both = await sign(petar, first.text)
    expect(await petar.page.locator('[data-count]').innerText()).toBe('2')

    const anybody = await arrive(visit, 'bg', PHONE, sights)
    await anybody.goto('/verify')
    await anybody.look()
    const asked: string[] = []
    anybody.page.on('request', (request) => void asked.push(request.method()))
    const held = await check(anybody, both.text, contract)
    expect(held).toContain(signatures.bg.holdAll)
    expect(held).toContain(signatures.bg.documentSame)
    await anybody.look()
    const other = await check(anybody, both.text, { ...contract, buffer: Buffer.from(`${TEXT} `) })
    expect(other).toContain(signatureRefusals['document-differs'].bg)
    await anybody.look()
    const { time } = (JSON.parse(first.text) as { signatures: [{ intent: { time: number } }] }).signatures[0].intent
    const edited = await check(anybody, both.text.replace(String(time), String(time + 1)))
    expect(edited).toContain(signatureRefusals['challenge-mismatch'].bg)
    expect(await check(anybody, 'подпис')).toContain(signatureRefusals['signature-file-invalid'].bg)
    expect(asked.filter((method) => method !== 'GET')).toEqual([])

    const key = await (await anybody.page.request.get('/registers/credentials/log/key')).text()
    const { stdout } = await promisify(execFile)(process.execPath, [
      'cli/izvor.ts',
      'verify',
      'signature',
      both.path,
      '--key',
      key,
    ])
    expect(stdout).toContain('All 2 signatures hold.')
    expectFine(sights, 8)
  })
})
