// Records for tests of what is read: entered as officials enter them, and published when the test asks for it.
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { vi } from 'vitest'
import { catalogue } from '../../workers/catalogue.ts'
import type { Receipt } from '../../workers/engines/command.ts'
import { personalNumber } from '../../workers/kernel/formats/personal-number.ts'
import { recordByKey, registerObject } from '../../workers/store/objects.ts'
import { unwrap } from './result.ts'
import { plateOf } from './ledger.ts'

export interface Done {
  readonly register: string
  readonly key: string
  readonly act?: string
  readonly input?: { readonly [field: string]: string | number | boolean }
  readonly effectiveFrom?: string
  /** The operator's, where not said. */
  readonly role?: string
  /** Confirmed by a second official of the same role. */
  readonly two?: true
}

let done = 0

/** Does an act (`enter`, where not said) and delivers its entry to the register. */
export async function perform({
  register,
  key,
  act = 'enter',
  input = {},
  role = 'operator',
  two,
  ...rest
}: Done): Promise<Receipt> {
  const definition = catalogue.registers.get(register)
  if (definition === undefined) throw new Error(`no register ${register}`)
  const record = recordByKey(env, definition, key)
  const idempotencyKey = `test-${(done += 1)}`
  const answer = await record.perform({
    register,
    key,
    act,
    input,
    idempotencyKey,
    actor: two ? { role, person: 'first' } : { role },
    ...(two ? { second: { role, person: 'second' } } : {}),
    basis: {},
    ...rest,
  })
  await runDurableObjectAlarm(record)
  return unwrap(answer)
}

/** Publishes what was delivered: read model, tree, checkpoint. */
export const publish = (register: string): Promise<void> =>
  runInDurableObject(registerObject(env, register), (object) => object.alarm())

const DAY_MS = 86_400_000

/** Does the work while the register publishes nothing: what is delivered waits for an alarm of another day. */
export async function unpublished<T>(register: string, work: () => Promise<T>): Promise<T> {
  await publish(register)
  await runInDurableObject(registerObject(env, register), (_, state) => state.storage.deleteAlarm())
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + DAY_MS })
  try {
    return await work()
  } finally {
    vi.useRealTimers()
  }
}

/** A settlement, by name in both alphabets. */
export const settlement = (key: string, name: string, nameLatin: string, municipality: string, province: string) =>
  perform({
    register: 'addresses',
    key,
    input: { name, nameLatin, kind: 'city', municipality, province },
    effectiveFrom: '2000-01-01',
  })

export const authority = (key: string, name: string, nameLatin: string) =>
  perform({
    register: 'authorities',
    key,
    input: { name, nameLatin, kind: 'ministry', seat: '68134' },
    effectiveFrom: '2000-01-01',
  })

/** What nobody may read of the vehicle below. */
export const SECRETS = {
  vin: 'WVWZZZ1JZXW123456',
  plate: 'РВ4321КТ',
  owner: personalNumber('1985-04-12', 711),
} as const

/** Who owns it. */
export const person = () =>
  perform({
    register: 'civil',
    key: SECRETS.owner,
    input: {
      givenName: 'Мария',
      familyName: 'Иванова',
      bornOn: '1985-04-12',
      sex: 'female',
      citizenship: 'България',
      settlement: '68134',
      street: 'ул. „Шипка“ 14',
    },
  })

export const vehicle = (key: string = SECRETS.vin, input: Done['input'] = {}) =>
  perform({
    register: 'vehicles',
    key,
    input: {
      plate: key === SECRETS.vin ? SECRETS.plate : plateOf(key),
      make: 'Škoda',
      model: 'Octavia',
      category: 'M1',
      fuel: 'petrol',
      emissionClass: 'euro5',
      firstRegistered: '2014-05-20',
      mass: 1300,
      colour: 'white',
      owner: SECRETS.owner,
      ...input,
    },
    effectiveFrom: '2024-01-15',
  })

export const byRegistrar = (key: string, act: string, input: Done['input'] = {}, effectiveFrom?: string) =>
  perform({
    register: 'vehicles',
    key,
    act,
    input,
    role: 'mvr.registrar',
    ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
  })
