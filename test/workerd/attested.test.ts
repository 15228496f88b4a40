// Which passkey is worth the card itself: one that a card bound, that cannot leave its device, and whose device proves by
// a root of the configuration what model it is. Whatever is missing, or only looks so, leaves it `substantial`.
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, it } from 'vitest'
import { makeDemoModel, modelSettings, type DemoModel } from '../../cli/demo/authenticators.ts'
import type { PersonObject } from '../../durable-objects/person.ts'
import { readRegistration } from '../../workers/engines/identity/answer.ts'
import { readModels } from '../../workers/engines/identity/authenticators.ts'
import type { Shortfall } from '../../workers/engines/identity/assurance.ts'
import { sessionHash } from '../../workers/engines/identity/session.ts'
import type { Env } from '../../workers/env.ts'
import { citizen } from '../support/citizen.ts'
import { browserOf, newSecret, official } from '../support/desk.ts'
import { attack } from '../support/attacks.ts'
import { softwareAuthenticator, type Cheats } from '../support/authenticator.ts'
import { agent, assertion, bind, enter, evidence, hashOf, newChallenge, newPerson } from '../support/person.ts'
import { unwrap } from '../support/result.ts'

const model = JSON.parse(env.MODEL) as DemoModel
const foreign = await makeDemoModel(Date.now())
const other = await makeDemoModel(Date.now(), { aaguid: '2507a5ee-0000-4000-8000-000000000002' })
const securityKey = (by = model) => softwareAuthenticator(env.ORIGIN, { synced: false, model: by })

/** An answer to a challenge of its own. */
async function answered(phone: ReturnType<typeof securityKey>) {
  const challenge = newChallenge()
  return [assertion(await phone.get({ challenge })), challenge] as const
}

/** A person with a passkey of this device, and their session with it. */
async function owner(phone = securityKey(), cheats: Cheats = {}, asked: 'direct' | 'none' = 'direct') {
  const made = await newPerson()
  const { answer } = await bind(made.person, made.hash, phone, cheats, asked)
  const { id } = unwrap(answer)
  const signedIn = unwrap(await enter(made.person, phone, { hash: hashOf('k'), agent }))
  const [passkey] = unwrap(await made.person.devices(made.hash)).passkeys
  return { ...made, phone, id, signedIn, passkey }
}

describe('a security key', () => {
  it('that proves its model is worth the card, until its card counts no longer', async ({ expect }) => {
    const { person, phone, signedIn, passkey } = await owner()
    expect([signedIn.level, passkey?.level, passkey?.shortfall]).toEqual(['high', 'high', null])
    expect((await person.admits(hashOf('k'), { level: 'high', fresh: true })).ok).toBe(true)
    // For what asks for the card itself it is no card.
    expect(await person.beginPasskey(hashOf('k'))).toEqual({ ok: false, error: 'card-needed' })
    expect(await person.unfreeze(hashOf('k'))).toEqual({ ok: false, error: 'card-needed' })
    const { issuer, serial } = evidence()
    await person.cardChanged({ issuer, serial, status: 'suspended', seq: 2 })
    expect(unwrap(await person.confirm(hashOf('k'))).level).toBe('low')
    await person.cardChanged({ issuer, serial, status: 'active', seq: 3 })
    expect(unwrap(await enter(person, phone, { hash: hashOf('l'), agent })).level).toBe('high')
  })

  it('of a model that is struck from the list is substantial from its next login on', async ({ expect }) => {
    const { person, phone } = await owner()
    await runInDurableObject(person, async (object: PersonObject) => {
      const instance = object as unknown as { env: Env }
      const own = instance.env
      instance.env = { ...own, AUTHENTICATORS: modelSettings(other) }
      unwrap(await object.loginWithPasskey(...(await answered(phone)), { hash: hashOf('n'), agent }))
      instance.env = own
    })
    unwrap(await enter(person, phone, { hash: hashOf('o'), agent }))
    expect(unwrap(await person.devices(hashOf('o'))).passkeys).toMatchObject([{ level: 'substantial' }])
  })

  it.for<
    [words: string, shortfall: Shortfall, phone: () => ReturnType<typeof securityKey>, cheats: Cheats, asked?: 'none']
  >([
    ['attested by a foreign root', 'unattested', () => securityKey(foreign), {}],
    ['of a model that is not listed', 'unattested', () => securityKey(other), {}],
    ['that attests itself', 'unattested', securityKey, { attest: 'self' }],
    [
      'that attests itself, by the name of a listed model',
      'unattested',
      securityKey,
      { attest: 'self', aaguid: model.aaguid },
    ],
    [
      'that names a listed model, and proves nothing',
      'unattested',
      () => softwareAuthenticator(env.ORIGIN, { synced: false }),
      { aaguid: model.aaguid },
    ],
    ['that was not asked', 'unattested', securityKey, {}, 'none'],
    ['that can be carried elsewhere', 'synced', () => softwareAuthenticator(env.ORIGIN, { model }), {}],
    ['bound with backup eligibility flipped', 'synced', securityKey, { eligible: true }],
  ])('%s stays substantial: %s', async ([, shortfall, phone, cheats, asked], { expect }) => {
    const made = await newPerson()
    const device = phone()
    const { answer } = await bind(made.person, made.hash, device, cheats, asked ?? 'direct')
    expect(answer.ok).toBe(true)
    const [passkey] = unwrap(await made.person.devices(made.hash)).passkeys
    expect([passkey?.level, passkey?.shortfall]).toEqual(['substantial', shortfall])
  })

  it('whose certificate is of another model, or whose statement is broken, is none', async ({ expect }) => {
    const { person, hash } = await newPerson()
    for (const cheats of [{ aaguid: other.aaguid }, { attest: { ...model, privateKey: foreign.privateKey } }]) {
      const { answer } = await bind(person, hash, securityKey(), cheats, 'direct')
      expect(answer).toEqual({ ok: false, error: 'registration-invalid' })
    }
    expect(unwrap(await person.devices(hash)).passkeys).toEqual([])
  })

  it.for([attack('assertion', 'backup eligibility flipped')])('%s at a login: %s', async ([, code], { expect }) => {
    const { person, phone } = await owner()
    const challenge = newChallenge()
    const flipped = assertion(await phone.get({ challenge }, { eligible: true }))
    expect(await person.loginWithPasskey(flipped, challenge, { hash: hashOf('m'), agent })).toMatchObject({
      error: code,
    })
  })

  it('attests in a way that we cannot check: as good as not at all', async ({ expect }) => {
    const { person, hash } = await newPerson()
    const options = unwrap(await person.beginPasskey(hash, 'direct'))
    const made = await softwareAuthenticator(env.ORIGIN, { synced: false }).create(options)
    const object = (JSON.parse(made) as { response: { attestationObject: string } }).response.attestationObject
    // CBOR of `"fmt": "none"` becomes that of `"fmt": "tpmx"`: no format that anybody knows.
    const hex = Buffer.from(object, 'base64url').toString('hex').replace('646e6f6e65', '6474706d78')
    const text = made.replace(object, Buffer.from(hex, 'hex').toString('base64url'))
    expect((await person.finishPasskey(hash, unwrap(readRegistration(text)), '')).ok).toBe(true)
    expect(unwrap(await person.devices(hash)).passkeys).toMatchObject([{ shortfall: 'unattested' }])
  })
})

describe('the page that makes a passkey', () => {
  const optionsOf = async (visitor: Awaited<ReturnType<typeof browserOf>>, form = {}) =>
    (await (await visitor.post('/login/bind/options', form)).json<{ attestation: string }>()).attestation

  it('asks a device for its model of officials, and of others who wish it', async ({ expect }) => {
    const maria = await citizen()
    expect((await maria.get('/login/bind')).html).toContain('attest=yes')
    expect(await optionsOf(maria.visitor)).toBe('none')
    expect((await maria.get('/en/login/bind?attest=yes')).html).toContain('The browser may ask whether you allow that.')
    expect(await optionsOf(maria.visitor, { attest: 'yes' })).toBe('direct')
    const { visitor } = await official('mvr.registrar')
    // Whose roles are asked by that.
    await visitor.get('/me')
    expect(await (await visitor.get('/login/bind')).text()).toContain('name="attest"')
    expect(await optionsOf(visitor)).toBe('direct')
  })

  it('tells on the devices page which key is high, and why another is not', async ({ expect }) => {
    const { person, hash } = await owner()
    await bind(person, hash)
    const secret = newSecret()
    unwrap(await person.rotate(hash, sessionHash({ secret })))
    const visitor = await browserOf(unwrap(await person.renew(sessionHash({ secret }))), secret)
    const html = await (await visitor.get('/en/me/devices')).text()
    expect(html).toContain('high: it counts as much as the card')
    expect(html).toContain('substantial: it can be carried to other devices')
  })
})

describe('the list of models', () => {
  const entry = (JSON.parse(modelSettings(model)) as object[])[0]
  it.for<[words: string, list: unknown]>([
    ['no JSON', undefined],
    ['no list', entry],
    ['a model without a name', [{ ...entry, aaguid: '00000000-0000-0000-0000-000000000000' }]],
    ['an AAGUID in other letters', [{ ...entry, aaguid: model.aaguid.toUpperCase() }]],
    ['no roots', [{ ...entry, roots: [] }]],
    ['a root that is none', [{ ...entry, roots: [model.root, model.certificate] }]],
    ['something unknown', [{ ...entry, trusted: true }]],
  ])('with %s is refused whole', ([, list], { expect }) => {
    expect(readModels(JSON.stringify(list) ?? '')).toEqual({ ok: false, error: 'authenticators-malformed' })
  })
})
