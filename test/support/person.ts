// People for tests of their objects: each is known to one test alone, signed in with a card, and can bind a passkey.
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import type { PersonObject } from '../../durable-objects/person.ts'
import { readAssertion, readRegistration } from '../../workers/engines/identity/answer.ts'
import type { CardEvidence } from '../../workers/engines/identity/card.ts'
import type { SignRequest } from '../../workers/engines/identity/intent.ts'
import type { RegistrationOptions } from '../../workers/engines/identity/options.ts'
import type { NewSession } from '../../workers/engines/identity/person.ts'
import { personId } from '../../workers/engines/names.ts'
import { personalNumber } from '../../workers/kernel/formats/personal-number.ts'
import { softwareAuthenticator, type Cheats } from './authenticator.ts'
import { unwrap } from './result.ts'

let made = 0
/** So many are born on a day; the others of its numbers are those that single tests name. */
const A_DAY = 900

/** A person whom no other test knows: all files of a platform count together. */
export function newNumber(): string {
  made += 1
  return personalNumber(`${1980 - Math.floor(made / A_DAY)}-03-05`, made % A_DAY)
}
export const hashOf = (name: string) => name.padStart(64, '0')
export const evidence = (fingerprint = 'aa'): CardEvidence => ({
  fingerprint,
  serial: '01',
  issuer: 'bb',
  policies: [],
  notAfter: Date.now() + 1_000_000_000,
  validatedAt: Date.now(),
  status: 'no-responder',
})
export const agent = 'Android, Chrome'

export async function newPerson(hash = hashOf('1')) {
  const number = newNumber()
  const id = personId(env.INDEX_KEY, number)
  const person = env.PERSON.getByName(id)
  const login = { personalNumber: number, name: 'Мария Иванова', evidence: evidence() }
  const signedIn = unwrap(await person.loginWithCard(login, { hash, agent }))
  return { number, id, person, hash, login, signedIn }
}

export async function bind(
  person: DurableObjectStub<PersonObject>,
  hash: string,
  phone = softwareAuthenticator(env.ORIGIN),
  cheats: Cheats = {},
  attestation: RegistrationOptions['attestation'] = 'none',
) {
  const options = unwrap(await person.beginPasskey(hash, attestation))
  const registration = unwrap(readRegistration(await phone.create(options, cheats)))
  return { phone, options, registration, answer: await person.finishPasskey(hash, registration, '') }
}

/** A challenge that nobody answered before. */
export const newChallenge = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
export const assertion = (text: string) => unwrap(readAssertion(text))

/** Logs in with the passkey that was made last on a phone. */
export async function enter(
  person: DurableObjectStub<PersonObject>,
  phone: ReturnType<typeof softwareAuthenticator>,
  session: NewSession,
) {
  const challenge = newChallenge()
  return person.loginWithPasskey(assertion(await phone.get({ challenge })), challenge, session)
}

export const request: SignRequest = {
  documents: ['ab'.repeat(32)],
  act: 'vehicle-registration.submit',
  authority: 'mvr',
}

/** Moves the clock of what an object keeps: all its instants of a table lie so much further back. */
export const age = (person: DurableObjectStub<PersonObject>, sql: string) =>
  runInDurableObject(person, (_, state) => void state.storage.sql.exec(sql))
