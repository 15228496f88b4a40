// Signed notes and checkpoints: what Go's sumdb signs and reads, and what strangers send.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import {
  formatCheckpoint,
  openCheckpoint,
  originOf,
  parseCheckpoint,
  signCheckpoint,
} from '../../../workers/engines/log/checkpoint.ts'
import {
  openNote,
  parseNote,
  parseVerifierKey,
  signerFrom,
  signNote,
  verifierKey,
} from '../../../workers/engines/log/note.ts'
import { fromBase64, readBase64, toBase64 } from '../../../workers/kernel/bytes.ts'
import { testSigner } from '../../support/log.ts'
import { unwrap } from '../../support/result.ts'

/** The examples of golang.org/x/mod/sumdb/note. */
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const ENOCH = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop'
const PETER_SEED = 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz'
const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
const BY_PETER =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'
const BY_ENOCH =
  '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n'
const GO_SUM_DB = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8'

const verifier = (key: string) => unwrap(parseVerifierKey(key))

describe('a note of Go', () => {
  it('is read, by each of its keys', async ({ expect }) => {
    expect(await openNote(`${TEXT}\n${BY_PETER}`, verifier(PETER))).toEqual({ ok: true, value: TEXT })
    const both = `${TEXT}\n${BY_ENOCH}${BY_PETER}`
    expect(await openNote(both, verifier(PETER))).toEqual({ ok: true, value: TEXT })
    expect(await openNote(both, verifier(ENOCH))).toEqual({ ok: true, value: TEXT })
    expect(await openNote(both, verifier(GO_SUM_DB))).toEqual({ ok: false, error: 'not-signed' })
  })

  it('is the one that our signer writes with that key', async ({ expect }) => {
    const peter = await signerFrom('PeterNeumann', fromBase64(PETER_SEED).subarray(1))
    expect(verifierKey(peter)).toBe(PETER)
    expect(await signNote(TEXT, [peter])).toBe(`${TEXT}\n${BY_PETER}`)
  })
})

describe('a verifier key', () => {
  it('is written as it was read', ({ expect }) => {
    for (const key of [PETER, ENOCH, GO_SUM_DB]) expect(verifierKey(verifier(key))).toBe(key)
    expect(verifierKey(verifier(`${PETER}\n`))).toBe(PETER)
  })

  it.for([
    ['another id', PETER.replace('c74f20a3', 'c74f20a4')],
    ['another name', PETER.replace('Peter', 'Petra')],
    ['another key', PETER.replace('ARpc', 'ARpd')],
    ['another algorithm', PETER.replace('ARpc', 'AhpC')],
    ['an id in capitals', PETER.replace('c74f20a3', 'C74F20A3')],
    ['no key', 'PeterNeumann+c74f20a3+'],
    ['a key cut short', PETER.slice(0, -4)],
    ['a name with a space', `Peter ${PETER}`],
    ['no name', PETER.replace('PeterNeumann', '')],
    ['nothing', ''],
  ] as const)('with %s is none', ([, text], { expect }) => {
    expect(parseVerifierKey(text)).toEqual({ ok: false, error: 'verifier-key-invalid' })
  })

  it('is refused for any text that is none', ({ expect }) => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => !parseVerifierKey(text).ok))
    fc.assert(
      fc.property(fc.nat(PETER.length - 1), fc.stringMatching(/^[A-Za-z0-9+/=]$/u), (at, char) => {
        fc.pre(PETER[at] !== char)
        expect(parseVerifierKey(PETER.slice(0, at) + char + PETER.slice(at + 1)).ok).toBe(false)
      }),
    )
  })
})

describe('a note', () => {
  it.for([
    ['no signature', `${TEXT}\n`],
    ['no empty line', `${TEXT}${BY_PETER}`],
    ['no last newline', `${TEXT}\n${BY_PETER}`.slice(0, -1)],
    ['a hyphen for the dash', `${TEXT}\n${BY_PETER.replace('—', '-')}`],
    ['a signature of four bytes', `${TEXT}\n— PeterNeumann x08gow==\n`],
    ['base64 of two meanings', `${TEXT}\n${BY_PETER.replace('nAM=', 'nAN=')}`],
    ['base64 without its end', `${TEXT}\n${BY_PETER.replace('=', '')}`],
    ['a carriage return', `${TEXT.replace('\n', '\r\n')}\n${BY_PETER}`],
    ['a zero byte', `\u0000${TEXT}\n${BY_PETER}`],
    ['half a character', `\ud800${TEXT}\n${BY_PETER}`],
    ['a line among the signatures', `${TEXT}\n${BY_PETER}note\n`],
    ['too many signatures', `${TEXT}\n${BY_PETER.repeat(101)}`],
    ['too much text', `${'x'.repeat(70_000)}\n\n${BY_PETER}`],
    ['nothing', ''],
  ] as const)('with %s is none', async ([, text], { expect }) => {
    expect(await openNote(text, verifier(PETER))).toEqual({ ok: false, error: 'note-invalid' })
  })

  it('whose signature by its own key is wrong is refused, whatever else signs it', async ({ expect }) => {
    const wrong = BY_PETER.replace('ZJku', 'ZJkv')
    expect(await openNote(`${TEXT}\n${wrong}`, verifier(PETER))).toEqual({ ok: false, error: 'signature-wrong' })
    expect(await openNote(`${TEXT}\n${wrong}${BY_PETER}`, verifier(PETER))).toEqual({
      ok: false,
      error: 'signature-wrong',
    })
    expect(await openNote(`${TEXT}more\n\n${BY_PETER}`, verifier(PETER))).toEqual({
      ok: false,
      error: 'signature-wrong',
    })
  })

  it('signed by a stranger of that name is not signed', async ({ expect }) => {
    const stranger = await signNote(TEXT, [await testSigner('PeterNeumann')])
    expect(await openNote(stranger, verifier(PETER))).toEqual({ ok: false, error: 'not-signed' })
  })

  it('is refused with a code, whatever the text', async ({ expect }) => {
    const part = fc.constantFrom('— ', 'PeterNeumann', ' ', '\n', '\n\n', 'x08go/ZJ', '=', TEXT, BY_PETER, 'ж')
    const texts = fc.oneof(
      fc.string({ maxLength: 80 }),
      fc.array(part, { maxLength: 10 }).map((all) => all.join('')),
    )
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const answer = await openNote(text, verifier(PETER))
        if (answer.ok) expect(text).toContain(`${TEXT}\n`)
        else expect(['note-invalid', 'not-signed', 'signature-wrong']).toContain(answer.error)
        const parsed = parseNote(text)
        if (parsed.ok) expect(text.startsWith(parsed.value.text)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a checkpoint', () => {
  const root = new Uint8Array(32).fill(5)
  const origin = originOf('https://izvor.example', 'vehicles')
  const text = formatCheckpoint({ origin, size: 12, root })

  it('is three lines, and is read back', ({ expect }) => {
    expect(text).toBe(`izvor.example/registers/vehicles/log\n12\n${toBase64(root)}\n`)
    expect(parseCheckpoint(text)).toEqual({ ok: true, value: { origin, size: 12, root } })
  })

  it('of a portal on another port has its port in its origin', ({ expect }) => {
    expect(originOf('http://localhost:8787', 'civil')).toBe('localhost:8787/registers/civil/log')
  })

  it.for([
    ['a size with a zero before it', text.replace('12', '012')],
    ['a negative size', text.replace('12', '-1')],
    ['a size beyond counting', text.replace('12', '9'.repeat(16))],
    ['a size that is no number', text.replace('12', 'many')],
    ['a root cut short', text.replace('BQUF', '')],
    ['a root of two meanings', text.replace('BQU=', 'BQV=')],
    ['no origin', text.slice(text.indexOf('\n'))],
    ['no last newline', text.slice(0, -1)],
    ['nothing', ''],
  ] as const)('with %s is none', ([, other], { expect }) => {
    expect(other).not.toBe(text)
    expect(parseCheckpoint(other)).toEqual({ ok: false, error: 'checkpoint-invalid' })
  })

  it('is of the log whose key signed it', async ({ expect }) => {
    const signer = await testSigner(origin)
    const own = verifier(verifierKey(signer))
    const note = await signCheckpoint({ origin, size: 12, root }, signer)
    expect(await openCheckpoint(note, own)).toEqual({ ok: true, value: { origin, size: 12, root } })
    const other = await signCheckpoint({ origin: `${origin}2`, size: 12, root }, signer)
    expect(await openCheckpoint(other, own)).toEqual({ ok: false, error: 'origin-wrong' })
    const none = await signNote('no checkpoint\n', [signer])
    expect(await openCheckpoint(none, own)).toEqual({ ok: false, error: 'checkpoint-invalid' })
  })

  it('with any one character changed is refused', async ({ expect }) => {
    const signer = await testSigner(origin)
    const key = verifier(verifierKey(signer))
    const note = await signCheckpoint({ origin, size: 12, root }, signer)
    const changed = Array.from(note, (own, at) =>
      ['A', '1', '=', '\n', ' ']
        .filter((char) => char !== own)
        .map((char) => note.slice(0, at) + char + note.slice(at + 1)),
    ).flat()
    expect(changed.length).toBeGreaterThan(500)
    const answers = await Promise.all(changed.map((one) => openCheckpoint(one, key)))
    expect(changed.filter((_, at) => answers[at]?.ok)).toEqual([])
  })
})

describe('base64', () => {
  it('is read in its one form', ({ expect }) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(readBase64(toBase64(bytes))).toEqual(bytes)
      }),
    )
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9+/=\-_ \n]{0,12}$/u), (text) => {
        const bytes = readBase64(text)
        if (bytes !== null) expect(toBase64(bytes)).toBe(text)
      }),
      { numRuns: 1000 },
    )
    expect(['AB==', 'AAB=', 'A', 'AA=', '====', 'AA==AA==', 'A A A', '-_8='].map(readBase64)).toEqual(
      Array.from({ length: 8 }, () => null),
    )
  })
})
