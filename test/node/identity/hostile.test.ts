// What strangers send: every reader answers with a refusal, whatever the bytes; and every refusal has a sentence.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { problems } from '../../../web/messages/problems.ts'
import { challengeOf, readAssertion, readRegistration } from '../../../workers/engines/identity/answer.ts'
import { personOfHandle } from '../../../workers/engines/identity/handle.ts'
import { readIssuers } from '../../../workers/engines/identity/issuers.ts'
import { verifyAssertion, verifyRegistration } from '../../../workers/engines/identity/passkey.ts'
import { readToken } from '../../../workers/engines/identity/token.ts'
import { readCertificate } from '../../../workers/engines/identity/x509.ts'
import { unwrap } from '../../support/result.ts'

const ORIGIN = 'https://izvor.example'
const base64url = fc
  .uint8Array({ minLength: 1, maxLength: 200 })
  .map((bytes) => Buffer.from(bytes).toString('base64url'))

describe('a reader', () => {
  it.for([
    ['tokens', readToken],
    ['assertions', readAssertion],
    ['registrations', readRegistration],
    ['issuers', readIssuers],
    ['certificates', readCertificate],
  ] as const)('of %s refuses any text', ([, read], { expect }) => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 400 }), fc.json()), (text) => {
        expect(read(text).ok).toBe(text === '[]' && read === readIssuers)
      }),
    )
  })

  it('of certificates refuses any bytes', ({ expect }) => {
    const bytes = fc.uint8Array({ minLength: 4, maxLength: 300 }).map((body) => {
      const length = body.length
      return Buffer.concat([Buffer.from([0x30, 0x82, length >> 8, length & 255]), body]).toString('base64')
    })
    fc.assert(fc.property(bytes, (text) => !readCertificate(text).ok))
    expect(readCertificate('MIIAAA==').ok).toBe(false)
  })

  it('of handles finds nobody', ({ expect }) => {
    const key = new Uint8Array(32).fill(1)
    const sized = fc
      .uint8Array({ minLength: 58, maxLength: 58 })
      .map((bytes) => Buffer.from(bytes).toString('base64url'))
    fc.assert(fc.property(fc.oneof(base64url, sized, fc.string()), (text) => personOfHandle(key, text) === null))
    expect(personOfHandle(key, '')).toBeNull()
  })
})

describe('a passkey’s answer of any bytes', () => {
  const passkey = { id: 'AAAA', publicKey: 'AAAA', counter: 0, backupEligible: false, backedUp: false }
  const client = (type: string) =>
    Buffer.from(JSON.stringify({ type, challenge: 'AAAA', origin: ORIGIN })).toString('base64url')

  it('is refused', async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(base64url, base64url, base64url, async (one, other, third) => {
        const frame = { id: 'AAAA', rawId: 'AAAA', type: 'public-key' }
        const asserted = { clientDataJSON: client('webauthn.get'), authenticatorData: one, signature: other }
        const assertion = unwrap(readAssertion(JSON.stringify({ ...frame, response: asserted })))
        const expected = { challenge: 'AAAA', origin: ORIGIN }
        const login = { ...expected, handle: third, handleRequired: false }
        expect((await verifyAssertion(assertion, passkey, login)).ok).toBe(false)
        const made = { clientDataJSON: client('webauthn.create'), attestationObject: one }
        const registration = unwrap(readRegistration(JSON.stringify({ ...frame, response: made })))
        expect((await verifyRegistration(registration, expected)).ok).toBe(false)
        expect(challengeOf({ ...assertion, response: { ...assertion.response, clientDataJSON: third } })).toBe('')
      }),
    )
  })
})

describe('a refusal', () => {
  const root = join(import.meta.dirname, '../../..')
  const sources = ['workers/engines/identity', 'durable-objects/person'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(root, folder, name)),
  )
  const codes = new Set(
    [...sources, join(root, 'durable-objects/person.ts'), join(root, 'workers/http/routes/login.tsx')].flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\berr\('([a-z-]+)'/gu)].map(([, code = '']) => code),
    ),
  )
  /** What happens to the operator alone is told in the log. */
  const own = new Set(['authenticators-malformed', 'issuers-malformed', 'session-malformed'])

  it('has a sentence in both languages', ({ expect }) => {
    expect(codes.size).toBeGreaterThan(50)
    const silent = [...codes].filter((code) => !own.has(code) && !Object.hasOwn(problems, code))
    expect(silent).toEqual([])
  })
})
