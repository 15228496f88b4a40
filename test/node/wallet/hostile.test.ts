// Cards from strangers: whatever is sent, it is refused in our words or read as it stands, and nothing throws.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { readProof } from '../../../workers/engines/wallet/proof.ts'
import { presentationIn } from '../../../workers/engines/wallet/request.ts'
import { Concealed, conceal, readSdJwt } from '../../../workers/engines/wallet/sd-jwt.ts'
import { NONCE_MS, nonceOf, readAccessToken, readCode, readNonce } from '../../../workers/engines/wallet/secrets.ts'
import { compressList, LIST_SIZE, packList } from '../../../workers/engines/wallet/status-list.ts'
import { StatusList } from '@sd-jwt/jwt-status-list'
import { testSecrets } from '../../support/secrets.ts'

const SECRET = testSecrets.SESSION_KEY
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))
const part = (value: unknown) => Buffer.from(JSON.stringify(value) ?? '').toString('base64url')
const head = part({ alg: 'ES256', typ: 'dc+sd-jwt' })

const anyJson = fc.jsonValue({ maxDepth: 4 })
const disclosure = fc.oneof(
  fc.tuple(fc.string(), fc.string(), anyJson).map(part),
  fc.tuple(fc.string(), anyJson).map(part),
  anyJson.map(part),
  fc.string(),
)

describe('a credential', () => {
  it('of any shape is read or refused', ({ expect }) => {
    fc.assert(
      fc.property(
        fc.oneof(anyJson, fc.object()),
        fc.array(disclosure, { maxLength: 5 }),
        fc.string(),
        (payload, said, proof) => {
          const answer = readSdJwt([`${head}.${part(payload)}.AA`, ...said, proof].join('~'))
          expect(typeof answer.ok).toBe('boolean')
        },
      ),
    )
  })

  it('says to its holder what was concealed, and to others what they are shown', ({ expect }) => {
    const names = fc.stringMatching(/^[a-z_]{1,12}$/u).filter((name) => name !== '_sd' && name !== '_sd_alg')
    fc.assert(
      fc.property(
        fc.dictionary(names, anyJson, { noNullPrototype: true, maxKeys: 8 }),
        fc.infiniteStream(fc.boolean()),
        (claims, choose) => {
          const concealed = Object.fromEntries(
            Object.entries(claims).map(([name, value]) => [name, new Concealed(value)]),
          )
          const { payload, disclosures } = conceal(concealed, random)
          const shown = disclosures.filter(() => choose.next().value)
          const answer = readSdJwt([`${head}.${part(payload)}.AA`, ...shown, ''].join('~'))
          const count = answer.ok ? Object.keys(answer.value.claims).length : -1
          // What is itself shaped like a credential is refused, never misread.
          if (answer.ok) {
            expect(count).toBe(shown.length)
            for (const [name, value] of Object.entries(answer.value.claims)) expect(value).toEqual(claims[name])
          }
          for (const text of disclosures.filter((one) => !shown.includes(one)))
            expect(JSON.stringify(payload)).not.toContain(text)
        },
      ),
    )
  })

  it('nested without end is refused', ({ expect }) => {
    let deep: unknown = 1
    for (let n = 0; n < 50; n += 1) deep = { deep }
    expect(readSdJwt(`${head}.${part(deep)}.AA~`)).toMatchObject({ ok: false, error: 'disclosure-malformed' })
  })
})

describe('what a wallet sends', () => {
  it('is no proof, no token and no answer, whatever it is', async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), anyJson), fc.object(), async (text, header) => {
        expect((await readProof(text, 'x', 0)).ok).toBe(false)
        expect((await readProof(`${part(header)}.${part(header)}.AA`, 'x', 0)).ok).toBe(false)
        expect(readNonce(SECRET, text, 0).ok).toBe(false)
        expect([readCode(SECRET, text), readAccessToken(SECRET, text)]).toEqual([null, null])
        expect(typeof (presentationIn(text) ?? '')).toBe('string')
      }),
    )
  })

  it('is a nonce for five minutes, and with no character changed', ({ expect }) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 71 }), fc.integer({ min: 1, max: 4e12 }), (at, now) => {
        const nonce = nonceOf(SECRET, random(16), now)
        expect(readNonce(SECRET, nonce, now + NONCE_MS)).toEqual({ ok: true, value: now })
        expect(readNonce(SECRET, nonce, now + NONCE_MS + 1)).toMatchObject({ error: 'nonce-over' })
        const changed = nonce.slice(0, at) + (nonce[at] === 'A' ? 'B' : 'A') + nonce.slice(at + 1)
        expect(readNonce(SECRET, changed, now)).toMatchObject({ error: 'nonce-unknown' })
        expect(readNonce(testSecrets.INDEX_KEY, nonce, now)).toMatchObject({ error: 'nonce-unknown' })
      }),
    )
  })
})

describe('a status list', () => {
  it('is read by others as it was written', async ({ expect }) => {
    const changed = [0, 1, 5, 4096, LIST_SIZE - 1].map((index, n) => ({ index, status: (n % 2) + 1 }))
    const list = StatusList.decompressStatusList(await compressList(packList(changed)), 2)
    expect(list.statusList).toHaveLength(LIST_SIZE)
    expect(changed.map(({ index }) => list.getStatus(index))).toEqual(changed.map(({ status }) => status))
    expect(list.statusList.filter((status) => status !== 0)).toHaveLength(changed.length)
  })
})
