// What a person's object does for their safety: it freezes, waits a day, tells the other devices, ends one session.
import { describe, it } from 'vitest'
import type { SignRequest } from '../../workers/engines/identity/intent.ts'
import { age, agent, assertion, bind, enter, evidence, hashOf, newPerson, request } from '../support/person.ts'
import { unwrap } from '../support/result.ts'

const DAY_AGO = 'UPDATE passkeys SET created_at = created_at - 86400000'
const STALE = 'UPDATE sessions SET created_at = created_at - 301000'
const transfer: SignRequest = { ...request, moves: 'property' }
const refused = (error: string) => ({ ok: false, error })

/** Somebody with a passkey, signed in with the card, and with the passkey on the phone. */
async function owner() {
  const made = await newPerson()
  const { phone } = await bind(made.person, made.hash)
  const signIn = async (hash: string) => unwrap(await enter(made.person, phone, { hash, agent, place: 'BG' }))
  await signIn(hashOf('p'))
  const sign = async (hash: string, asked: SignRequest = request) => {
    const begun = await made.person.beginSign(hash, asked)
    if (!begun.ok) return begun
    return made.person.finishSign(hash, assertion(await phone.get(begun.value.options)), asked)
  }
  return { ...made, phone, signIn, sign }
}

const kinds = async ({ person }: Awaited<ReturnType<typeof owner>>, hash: string) =>
  unwrap(await person.confirm(hash)).alerts.map(({ kind }) => kind)

describe('signing', () => {
  it('is frozen from any session at once, and opened by the card alone', async ({ expect }) => {
    const maria = await owner()
    const { person, sign } = maria
    const begun = unwrap(await person.beginSign(hashOf('p'), request))
    const answer = assertion(await maria.phone.get(begun.options))
    await age(person, STALE)
    expect((await person.freeze(hashOf('p'))).ok).toBe(true)
    expect(await person.finishSign(hashOf('p'), answer, request)).toEqual(refused('signing-frozen'))
    expect(await sign(hashOf('1'))).toEqual(refused('signing-frozen'))
    expect(unwrap(await person.confirm(hashOf('1'))).frozen).toBe(true)
    expect(unwrap(await person.devices(hashOf('1'))).freeze).toMatchObject({ agent, place: 'BG' })

    await maria.signIn(hashOf('q'))
    expect(await person.beginPasskey(hashOf('q'))).toEqual(refused('card-needed'))
    expect(await person.unfreeze(hashOf('q'))).toEqual(refused('card-needed'))
    expect(await person.unfreeze(hashOf('1'))).toEqual(refused('card-needed'))
    expect(await person.admits(hashOf('q'), { moves: 'mandates' })).toEqual(refused('signing-frozen'))

    await person.loginWithCard(maria.login, { hash: hashOf('2'), agent })
    expect((await person.beginPasskey(hashOf('2'))).ok).toBe(true)
    expect(await sign(hashOf('2'))).toEqual(refused('signing-frozen'))
    expect((await person.unfreeze(hashOf('2'))).ok).toBe(true)
    expect((await sign(hashOf('q'))).ok).toBe(true)
    const subjects = (await person.inbox()).map(({ subject }) => subject.en)
    expect(subjects.slice(0, 2)).toEqual(['Signing is no longer frozen', 'Signing is frozen'])
  })

  it('frozen twice, from everywhere at once, is frozen once', async ({ expect }) => {
    const maria = await owner()
    await Promise.all(Array.from({ length: 100 }, () => maria.person.freeze(hashOf('p'))))
    expect((await maria.person.inbox()).filter(({ subject }) => subject.en === 'Signing is frozen')).toHaveLength(1)
  })

  it('of what is at stake waits a day, or asks for the card', async ({ expect }) => {
    const { person, sign } = await owner()
    expect((await sign(hashOf('p'))).ok).toBe(true)
    expect(await sign(hashOf('p'), transfer)).toEqual(refused('key-too-young'))
    expect(unwrap(await person.confirm(hashOf('p'))).coolingUntil).toBeGreaterThan(Date.now())
    expect((await sign(hashOf('1'), transfer)).ok).toBe(true)
    expect(unwrap(await person.confirm(hashOf('1'))).coolingUntil).toBeNull()
    await age(person, STALE)
    expect(await sign(hashOf('1'), transfer)).toEqual(refused('key-too-young'))
    await age(person, DAY_AGO)
    expect((await sign(hashOf('p'), transfer)).ok).toBe(true)
  })

  it('asks the keys alone that are old enough', async ({ expect }) => {
    const { person, phone, signIn, hash } = await owner()
    await age(person, DAY_AGO)
    await bind(person, hash)
    await signIn(hashOf('r'))
    const { options } = unwrap(await person.beginSign(hashOf('r'), transfer))
    expect(options.allowCredentials.map(({ id }) => id)).toEqual([phone.held[0]?.id])
    expect(unwrap(await person.beginSign(hashOf('r'), request)).options.allowCredentials).toHaveLength(2)
  })

  it('of one thing is no signature of what is at stake', async ({ expect }) => {
    const { person, phone } = await owner()
    const { options } = unwrap(await person.beginSign(hashOf('p'), request))
    expect(await person.finishSign(hashOf('p'), assertion(await phone.get(options)), transfer)).toEqual(
      refused('intent-changed'),
    )
  })

  it('takes one of a hundred posts of one assertion', async ({ expect }) => {
    const { person, phone } = await owner()
    const { options } = unwrap(await person.beginSign(hashOf('p'), request))
    const answer = assertion(await phone.get(options))
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => person.finishSign(hashOf('p'), answer, request)),
    )
    const codes = answers.map((one) => (one.ok ? 'signed' : one.error)).toSorted()
    expect(codes).toEqual([...Array.from({ length: 99 }, () => 'challenge-used'), 'signed'])
  })
})

describe('the other devices', () => {
  it('are told of a new passkey until each has seen it', async ({ expect }) => {
    const maria = await owner()
    const { person, hash } = maria
    const { answer } = await bind(person, hash)
    expect(await kinds(maria, hash)).toEqual([])
    expect(await kinds(maria, hashOf('p'))).toEqual(['passkey-added'])
    const [alert] = unwrap(await person.confirm(hashOf('p'))).alerts
    expect(alert).toMatchObject({ agent, name: unwrap(answer).name })
    await person.seen(hashOf('p'), alert?.n ?? 0)
    expect(await kinds(maria, hashOf('p'))).toEqual([])
    await maria.signIn(hashOf('q'))
    expect(await kinds(maria, hashOf('q'))).toEqual([])
  })

  it('are told of a removal, a freeze, and a card on a new device', async ({ expect }) => {
    const maria = await owner()
    const { person, hash, login } = maria
    const { answer } = await bind(person, hash)
    await person.seen(hashOf('p'), 99)
    await person.removePasskey(hash, unwrap(answer).id)
    await person.freeze(hash)
    await person.loginWithCard({ ...login, evidence: evidence('cc') }, { hash: hashOf('3'), agent: 'Mac, Safari' })
    await person.loginWithCard(login, { hash: hashOf('4'), agent: 'Mac, Safari' })
    expect(await kinds(maria, hashOf('p'))).toEqual(['new-device', 'frozen', 'passkey-removed'])
    expect(await kinds(maria, hashOf('4'))).toEqual([])
  })

  it('are listed with where they were used, and ended one by one', async ({ expect }) => {
    const { person, hash } = await owner()
    const { passkeys, sessions } = unwrap(await person.devices(hash))
    expect(passkeys).toMatchObject([{ usedFrom: { agent, place: 'BG' } }])
    const phone = sessions.find(({ current }) => !current)
    expect(phone).toMatchObject({ agent, place: 'BG' })
    expect(hashOf('p')).not.toBe(phone?.id)
    expect((await person.endSession(hash, phone?.id ?? '')).ok).toBe(true)
    expect(await person.confirm(hashOf('p'))).toEqual(refused('session-revoked'))
    expect(await person.endSession(hash, phone?.id ?? '')).toEqual(refused('not-found'))
    expect((await person.confirm(hash)).ok).toBe(true)
  })

  it('say from where they were seen last', async ({ expect }) => {
    const { person, hash } = await newPerson()
    await person.renew(hash, 'DE')
    await person.renew(hash)
    expect(unwrap(await person.devices(hash)).sessions).toMatchObject([{ place: 'DE' }])
  })
})
