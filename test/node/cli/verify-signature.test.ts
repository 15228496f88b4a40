// Verifying signatures at the terminal: who signed what and when, in words, and the exit code that a script reads.
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, it, vi } from 'vitest'
import { run } from '../../../cli/verify.ts'
import { verifierKey } from '../../../workers/engines/log/note.ts'
import { signedByCard, testCard } from '../../support/card-signatures.ts'
import { MARIA, testAuthority } from '../../support/cards.ts'
import { testSigner } from '../../support/log.ts'
import { intentOf, madePasskey, PERSON, SIGNED_AT, signedBy } from '../../support/signatures.ts'

const folder = mkdtempSync(join(tmpdir(), 'izvor-signature-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let made = 0
function fileOf(content: object | string): string {
  const file = join(folder, `${(made += 1)}.json`)
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

async function verify(...args: readonly string[]): Promise<readonly [code: number, said: string]> {
  const said: string[] = []
  const hear = (line: string) => void said.push(line)
  const spies = [vi.spyOn(console, 'log').mockImplementation(hear), vi.spyOn(console, 'error').mockImplementation(hear)]
  try {
    return [await run(['signature', ...args]), said.join('\n')]
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
const document = '{"format":"izvor-application-v1","case":"abc"}'
const [maria, petar] = [await madePasskey(), await madePasskey({ synced: false })]
const intent = intentOf({ documents: [hashOf(document)] })
const good = await signedBy(maria, { intent })
const other = await signedBy(petar, { intent: { ...intent, person: 'z'.repeat(26) }, person: 'z'.repeat(26) })
const pinned = good.binding.verifierKey

describe('a signature that holds', () => {
  it('says who signed what and when, and what it leaves open', async ({ expect }) => {
    const [code, said] = await verify(fileOf({ document, signature: good }), '--key', pinned)
    expect([code, said]).toEqual([0, said])
    for (const words of [
      'The signature holds.',
      PERSON,
      'register-vehicle.submit',
      `document ${hashOf(document)} (in this file)`,
      '2026-11-20 09:01 UTC',
      'bound with an identity card',
      'the key that you named',
      'no key was taken back',
      'their devices show the site, not the document',
      'a qualified signature',
    ])
      expect(said).toContain(words)
    expect(said).not.toContain('whose log it is')
  })

  it('of a file of its own is compared with it', async ({ expect }) => {
    const [code, said] = await verify(fileOf(good), '--document', fileOf(document))
    expect([code, said.includes('to the last letter')]).toEqual([0, true])
    expect(said).toContain(`--key '${pinned}'`)
  })

  it('beside another is told with it', async ({ expect }) => {
    const named = { format: 'izvor-signed-v1', document: { name: 'Договор.pdf', sha256: hashOf(document) } }
    const [code, said] = await verify(fileOf({ ...named, signatures: [good, other] }), '--key', pinned)
    expect(code).toBe(0)
    expect(said).toContain('All 2 signatures hold.')
    expect(said).toContain('Договор.pdf')
    expect(said).toContain('on one device alone')
  })
})

describe('a signature that does not hold', async () => {
  const stranger = verifierKey(await testSigner('izvor.example/registers/credentials/log', 8))
  it.for<[what: string, words: RegExp, content: object | string, args?: readonly string[]]>([
    ['the wrong file', /^Refused\. The file is no file of signatures/u, 'hello'],
    ['an extract', /^Refused\. The file is no file of signatures/u, good.binding],
    ['an older form', /^Refused\. The signature is of an older form/u, { ...good, format: 'izvor-signature-v1' }],
    ['a missing proof', /^Refused\. The file is no file of signatures/u, { ...good, binding: undefined }],
    ['another document in the file', /^Refused\. The signature is of another/u, { document: 'x', signature: good }],
    ['another document', /^Refused\. The signature is of another/u, good, ['--document', fileOf('x')]],
    [
      'another document than the file names',
      /^Refused\. The signature is of another/u,
      { document, signature: good },
      ['--document', fileOf('x')],
    ],
    ['the wrong key', /^Refused\. The proof of the key names another log/u, good, ['--key', stranger]],
    ['an edited time', /^Refused\. The key did not sign this/u, { ...good, intent: { ...intent, time: 1.8e12 } }],
    ['one of two', /^Signature 2 of 2: Refused\. /u, { document, signatures: [good, { ...other, intent }] }],
  ])('is refused in words: %s', async ([, words, content, args = []], { expect }) => {
    const [code, said] = await verify(fileOf(content), ...args)
    expect([code, said]).toEqual([1, expect.stringMatching(words)])
  })
})

describe('a signature by a card', async () => {
  const ours = await testAuthority(SIGNED_AT)
  const stranger = await testAuthority(SIGNED_AT)
  const card = await testCard(ours)
  const signed = await signedByCard(ours, card, { intent })
  const pem = ({ authority }: typeof ours) =>
    fileOf(`-----BEGIN CERTIFICATE-----\n${authority.issuing.certificate}\n-----END CERTIFICATE-----\n`)

  it('names who signed, what the card is, and what that leaves open', async ({ expect }) => {
    const [code, said] = await verify(fileOf({ document, signature: signed }), '--authority', pem(ours))
    expect([code, said]).toEqual([0, said])
    for (const words of [
      `Мария Иванова, BG ${MARIA.personalNumber}`,
      'of a demonstration: not qualified',
      'seen:   2026-11-20 09:01 UTC',
      'one that you named',
      'its certificate is no qualified one',
    ])
      expect(said).toContain(words)
    expect(said).not.toContain('whose authority it is')
  })

  it('beside one by a passkey says both', async ({ expect }) => {
    const [code, said] = await verify(fileOf({ document, signatures: [good, signed] }))
    expect([code, said]).toEqual([0, expect.stringContaining('All 2 signatures hold.')])
    for (const words of ['whose log it is', 'whose authority it is']) expect(said).toContain(words)
  })

  it.for<[what: string, words: RegExp, content: object]>([
    [
      'of a stranger',
      /^Refused\. The authority of the card is none that you trust/u,
      await signedByCard(stranger, await testCard(stranger)),
    ],
    [
      'of a card that was revoked',
      /^Refused\. The card was revoked/u,
      await signedByCard(ours, card, { known: { status: 'revoked', at: SIGNED_AT, onHold: false } }),
    ],
    ['that was edited', /^Refused\. The signature is wrong/u, { ...signed, intent: { ...intent, act: 'x.y' } }],
  ])('%s is refused in words', async ([, words, content], { expect }) => {
    const [code, said] = await verify(fileOf(content), '--authority', pem(ours))
    expect([code, said]).toEqual([1, expect.stringMatching(words)])
  })

  it('is held against no file that is no authority’s', async ({ expect }) => {
    await expect(verify(fileOf(signed), '--authority', fileOf(card.certificate))).rejects.toThrow(
      'no certificate of an',
    )
  })
})

it('asks the register whether the key was taken back', async ({ expect }) => {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address)
    return new Response(JSON.stringify(good.binding))
  })
  try {
    const [code, said] = await verify(fileOf(good), '--online')
    expect([code, said.includes('--online')]).toEqual([0, false])
    expect(asked).toEqual([`https://izvor.example/registers/credentials/records/${good.binding.record}/extract.json`])
  } finally {
    vi.unstubAllGlobals()
  }
})
