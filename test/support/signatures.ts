// Signatures for tests without a portal: a passkey, the log of a register of keys that knows it, and what it signs.
import { catalogue } from '../../workers/catalogue.ts'
import { readAssertion, readRegistration } from '../../workers/engines/identity/answer.ts'
import {
  bindCommand,
  credentialNumber,
  SHOWN,
  type BoundCredential,
} from '../../workers/engines/identity/credential.ts'
import {
  intentChallenge,
  signatureFormat,
  type Intent,
  type PasskeySignature,
} from '../../workers/engines/identity/intent.ts'
import { registrationOptions } from '../../workers/engines/identity/options.ts'
import { verifyRegistration, type Passkey } from '../../workers/engines/identity/passkey.ts'
import { openLeaf } from '../../workers/engines/leaf.ts'
import { originOf } from '../../workers/engines/log/checkpoint.ts'
import { extractFormat, type Extract } from '../../workers/engines/log/extract.ts'
import { decide } from '../../workers/engines/record.ts'
import { personalNumber } from '../../workers/kernel/formats/personal-number.ts'
import { softwareAuthenticator, type Cheats } from './authenticator.ts'
import { at } from './chance.ts'
import { publishedLog, testSigner } from './log.ts'
import { there, unwrap } from './result.ts'

export const ORIGIN = 'https://izvor.example'
export const PERSON = 'abcdefghijklmnopqrstuvwxyz'
export const NUMBER = personalNumber('1980-03-05', 1)
export const BOUND_AT = Date.parse('2026-11-20T09:00:00Z')
export const SIGNED_AT = BOUND_AT + 60_000

const credentials = there(catalogue.register('credentials'))

export interface BindingOptions {
  readonly origin?: string
  readonly person?: string
  readonly at?: number
  readonly shown?: readonly string[]
  /** Of whose log it is: another seed is another key. */
  readonly seed?: number
  readonly changes?: Partial<BoundCredential>
}

/** The extract of the entry that binds a passkey, in a log of three entries. */
export async function bindingOf(passkey: Passkey, options: BindingOptions = {}): Promise<Extract> {
  const { origin = ORIGIN, person = PERSON, at: now = BOUND_AT, shown = SHOWN, seed, changes } = options
  const command = bindCommand(
    { id: person, personalNumber: NUMBER },
    { ...passkey, level: 'substantial', boundBy: 'card', card: 'aa', boundAt: now, ...changes },
  )
  const record = credentialNumber(passkey.id)
  const day = new Date(now).toISOString().slice(0, 10)
  const sealed = decide(credentials, null, command, { ...at(day, now), record })
  if (!sealed.ok) throw new Error(sealed.error)
  const { leaf, disclosed } = openLeaf(credentials.definition, sealed.value, { kind: 'public' }, shown)
  const log = await publishedLog(['one', leaf, 'three'], await testSigner(originOf(origin, 'credentials'), seed))
  const entries = [{ leaf, disclosed, proof: log.proof(1) }]
  return { format: extractFormat, register: 'credentials', record, verifierKey: log.verifierKey, entries }
}

/** A passkey that was made on a device; `synced` ones may be backed up. */
export async function madePasskey({ synced = true, origin = ORIGIN } = {}) {
  const device = softwareAuthenticator(origin, { synced })
  const challenge = Buffer.alloc(32, 5).toString('base64url')
  const options = registrationOptions(new URL(origin).hostname, { challenge, handle: 'AAAA', name: 'Мария', known: [] })
  const registration = unwrap(readRegistration(await device.create(options)))
  return { device, passkey: unwrap(await verifyRegistration(registration, { challenge, origin })) }
}

export type Made = Awaited<ReturnType<typeof madePasskey>>

export const intentOf = (changes: Partial<Intent> = {}): Intent => ({
  documents: ['ab'.repeat(32)],
  act: 'register-vehicle.submit',
  authority: 'mvr',
  person: PERSON,
  nonce: Buffer.alloc(32, 3).toString('base64url'),
  time: SIGNED_AT,
  ...changes,
})

/** What the device answered, as it stands in a signature. */
export function answered(text: string): PasskeySignature['assertion'] {
  const { id, response } = unwrap(readAssertion(text))
  const { clientDataJSON, authenticatorData, signature } = response
  return { id, response: { clientDataJSON, authenticatorData, signature } }
}

interface SignOptions extends BindingOptions {
  readonly intent?: Intent
  readonly cheats?: Cheats
}

export async function signedBy({ device, passkey }: Made, options: SignOptions = {}): Promise<PasskeySignature> {
  const { intent = intentOf(), cheats, origin = ORIGIN } = options
  return {
    format: signatureFormat,
    origin,
    intent,
    assertion: answered(await device.get({ challenge: intentChallenge(intent) }, cheats)),
    binding: await bindingOf(passkey, options),
  }
}
