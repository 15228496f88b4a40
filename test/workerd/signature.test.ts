// Signing with a passkey: what was shown, once, by the person who was asked.
import { env } from 'cloudflare:workers'
import { describe, it } from 'vitest'
import { openLoginChallenge } from '../../workers/engines/identity/login-challenge.ts'
import type { SignRequest } from '../../workers/engines/identity/intent.ts'
import { verifySignature } from '../../workers/engines/signature/verify.ts'
import { attack } from '../support/attacks.ts'
import type { Cheats } from '../support/authenticator.ts'
import { assertion, bind, newChallenge, newPerson, request } from '../support/person.ts'
import { unwrap } from '../support/result.ts'

describe('a signature', () => {
  it('is evidence that verifies offline', async ({ expect }) => {
    const { person, id, hash, number } = await newPerson()
    const { phone } = await bind(person, hash)
    const { intent, options } = unwrap(await person.beginSign(hash, request))
    expect(intent).toMatchObject({ ...request, person: id })
    const bundle = unwrap(await person.finishSign(hash, assertion(await phone.get(options)), request))
    expect(await verifySignature(bundle)).toMatchObject({
      ok: true,
      value: { intent: { person: id, time: intent.time } },
    })
    expect(JSON.stringify(bundle)).not.toContain(number)
  })

  it('is made once of fifty times at once', async ({ expect }) => {
    const { person, hash } = await newPerson()
    const { phone } = await bind(person, hash)
    const { options } = unwrap(await person.beginSign(hash, request))
    const answer = assertion(await phone.get(options))
    const answers = await Promise.all(Array.from({ length: 50 }, () => person.finishSign(hash, answer, request)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.filter((one) => !one.ok && one.error === 'challenge-used')).toHaveLength(49)
  })

  it.for<[attack: string, code: string, cheats: Cheats, changed?: SignRequest]>([
    [...attack('signature', 'a login’s challenge'), { challenge: newChallenge() }],
    [...attack('signature', 'another document than was shown'), {}, { ...request, documents: ['cd'.repeat(32)] }],
    ['another act', 'intent-changed', {}, { ...request, act: 'vehicles.scrap' }],
    ['a mandate that was not shown', 'intent-changed', {}, { ...request, mandate: { id: 'm', version: 1 } }],
    ['another passkey', 'passkey-unknown', { id: 'AAAA' }],
    ['another person’s handle', 'user-handle-mismatch', { userHandle: 'AAAA' }],
    ['nobody verified', 'user-not-verified', { verified: false }],
    ['another origin', 'answer-foreign-origin', { origin: 'https://evil.example' }],
  ])('is refused with %s: %s', async ([, code, cheats, changed = request], { expect }) => {
    const { person, hash } = await newPerson()
    const { phone } = await bind(person, hash)
    const { options } = unwrap(await person.beginSign(hash, request))
    expect(await person.finishSign(hash, assertion(await phone.get(options, cheats)), changed)).toMatchObject({
      ok: false,
      error: code,
    })
  })

  it('is no login: its challenge was handed to no browser', async ({ expect }) => {
    const { person, hash } = await newPerson()
    await bind(person, hash)
    const { options } = unwrap(await person.beginSign(hash, request))
    expect(openLoginChallenge(env.SESSION_KEY, 'a browser', options.challenge, Date.now())).toEqual({
      ok: false,
      error: 'challenge-unknown',
    })
  })

  it('asks for a passkey', async ({ expect }) => {
    const { person, hash } = await newPerson()
    expect(await person.beginSign(hash, request)).toEqual({ ok: false, error: 'no-passkey' })
  })
})
