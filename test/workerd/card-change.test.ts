// What becomes of a person's sessions and passkeys when their register says that a card counts no longer.
import { env } from 'cloudflare:workers'
import { describe, it } from 'vitest'
import type { CardChange } from '../../workers/engines/identity/person.ts'
import { personId } from '../../workers/engines/names.ts'
import { attack } from '../support/attacks.ts'
import { softwareAuthenticator } from '../support/authenticator.ts'
import { agent, assertion, bind, enter, evidence, hashOf, newNumber, newPerson, request } from '../support/person.ts'
import { unwrap } from '../support/result.ts'

const { issuer, serial } = evidence()
const change = (status: CardChange['status'], seq: number): CardChange => ({ issuer, serial, status, seq })

/** A person with a passkey, signed in with the card in one session and with the passkey in another. */
async function bound() {
  const made = await newPerson()
  const { phone } = await bind(made.person, made.hash)
  const signIn = (hash: string) => enter(made.person, phone, { hash, agent })
  unwrap(await signIn(hashOf('p')))
  return { ...made, phone, signIn, ofPasskey: hashOf('p') }
}

describe.for(['suspended', 'revoked'] as const)('a card that is %s', (status) => {
  it('ends what it began, at once', async ({ expect }) => {
    const { person, hash } = await bound()
    await person.cardChanged(change(status, 2))
    expect(await person.renew(hash)).toEqual({ ok: false, error: 'session-revoked' })
  })

  it.for([attack('binding', 'without the card, by a passkey whose card is revoked (recovery to a higher level)')])(
    'leaves its passkeys low: they let in, do not sign, and make no other %s: %s',
    async ([, code], { expect }) => {
      const { person, ofPasskey, signIn } = await bound()
      await person.cardChanged(change(status, 2))
      expect(await person.renew(ofPasskey)).toMatchObject({ ok: true, value: { level: 'low', passkeys: 0 } })
      expect(await person.beginSign(ofPasskey, request)).toEqual({ ok: false, error: 'passkeys-unconfirmed' })
      expect(await person.beginPasskey(ofPasskey)).toEqual({ ok: false, error: code })
      expect(await signIn(hashOf('q'))).toMatchObject({ ok: true, value: { level: 'low', method: 'passkey' } })
      expect(unwrap(await person.devices(ofPasskey))).toMatchObject({
        passkeys: [{ level: 'low' }],
        cards: [{ status }],
      })
    },
  )

  it('stops a signature that was begun before', async ({ expect }) => {
    const { person, ofPasskey, phone } = await bound()
    const { options } = unwrap(await person.beginSign(ofPasskey, request))
    await person.cardChanged(change(status, 2))
    const signed = assertion(await phone.get(options))
    expect(await person.finishSign(ofPasskey, signed, request)).toEqual({ ok: false, error: 'level-too-low' })
  })

  it('lets nobody in whose status was asked before', async ({ expect }) => {
    const { person, login: card } = await newPerson()
    await person.cardChanged(change(status, 2))
    const refused = { ok: false, error: `certificate-${status}` }
    expect(await person.loginWithCard(card, { hash: hashOf('2'), agent })).toEqual(refused)
    const number = newNumber()
    const stranger = env.PERSON.getByName(personId(env.INDEX_KEY, number))
    await stranger.cardChanged(change(status, 2))
    expect(await stranger.loginWithCard({ ...card, personalNumber: number }, { hash: hashOf('2'), agent })).toEqual(
      refused,
    )
    expect(await stranger.identity()).toBeNull()
  })

  it('is told to its holder, once', async ({ expect }) => {
    const { person } = await newPerson()
    await person.cardChanged(change(status, 2))
    await person.cardChanged(change(status, 2))
    const messages = await person.inbox()
    expect(messages).toHaveLength(1)
    expect(messages[0]?.subject.bg).toMatch(status === 'revoked' ? /прекратена/u : /спряна/u)
  })
})

describe('a passkey', () => {
  it('signs again when its card is resumed; what the card had begun stays ended', async ({ expect }) => {
    const { person, hash, ofPasskey } = await bound()
    await person.cardChanged(change('suspended', 2))
    await person.cardChanged(change('active', 3))
    expect((await person.beginSign(ofPasskey, request)).ok).toBe(true)
    expect(await person.renew(hash)).toEqual({ ok: false, error: 'session-revoked' })
  })

  it('is not raised by an older telling that comes late', async ({ expect }) => {
    const { person, ofPasskey } = await bound()
    await person.cardChanged(change('revoked', 4))
    await person.cardChanged(change('active', 3))
    expect(await person.renew(ofPasskey)).toMatchObject({ ok: true, value: { level: 'low' } })
  })

  it('of another card is none of its business', async ({ expect }) => {
    const { person, ofPasskey } = await bound()
    await person.cardChanged({ ...change('revoked', 2), serial: '02' })
    await person.cardChanged({ ...change('revoked', 2), issuer: 'cc' })
    expect((await person.beginSign(ofPasskey, request)).ok).toBe(true)
  })

  it('is made anew on the same device with the next card, and signs', async ({ expect }) => {
    const { person, login: card, phone } = await bound()
    await person.cardChanged(change('revoked', 2))
    const next = { ...card, evidence: { ...evidence('dd'), serial: '02' } }
    const signedIn = unwrap(await person.loginWithCard(next, { hash: hashOf('n'), agent }))
    expect(signedIn).toMatchObject({ level: 'high', passkeys: 0 })
    const { options, answer } = await bind(person, hashOf('n'), softwareAuthenticator(env.ORIGIN))
    expect(options.excludeCredentials).not.toContainEqual(expect.objectContaining({ id: phone.held[0]?.id }))
    expect(answer.ok).toBe(true)
    expect((await person.beginSign(hashOf('n'), request)).ok).toBe(true)
  })
})
