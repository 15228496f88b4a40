// Registers that authorities make, for tests: proposed by one steward, confirmed by another.
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { catalogue } from '../../workers/catalogue.ts'
import type { Receipt } from '../../workers/engines/command.ts'
import type { AssertionOptions } from '../../workers/engines/identity/options.ts'
import type { Problem } from '../../workers/kernel/problem.ts'
import type { RegisterDefinition } from '../../workers/kernel/register.ts'
import { recordByKey, registerObject } from '../../workers/store/objects.ts'
import { clerk, type Walker } from './citizen.ts'
import { authority } from './records.ts'
import { tennisClub } from './tennis-club.ts'

type Body = Problem & Receipt & { id: string; record: string; state: string }
interface Said {
  readonly status: number
  readonly body: Body
}

let asked = 0

const read = async (answer: Response): Promise<Said> => ({ status: answer.status, body: await answer.json<Body>() })

/** Proposes an act as a program of an official does, and answers with what the portal says. */
export async function propose(who: Walker, path: string, body: object): Promise<Said> {
  const headers = { 'Idempotency-Key': `steward-${(asked += 1)}` }
  const options = await who.visitor.postJson(`/api/registers/${path}/options`, body, headers)
  if (!options.ok) return read(options)
  const assertion = await who.who.phone.get(await options.json<AssertionOptions>())
  return read(await who.visitor.postJson(`/api/registers/${path}`, { ...body, assertion }, headers))
}

export async function confirm(who: Walker, { record, id }: Body, register = 'registers'): Promise<Said> {
  const path = `/api/registers/${register}/records/${record}/proposals/${id}`
  const options = await who.visitor.postJson(`${path}/options`, {})
  if (!options.ok) return read(options)
  const assertion = await who.who.phone.get(await options.json<AssertionOptions>())
  return read(await who.visitor.postJson(`${path}/confirm`, { assertion }))
}

/** An authority with two stewards of registers, and a secretary. */
export async function office(name: string) {
  await authority(name, `Орган ${name}`, `Body ${name}`)
  return {
    name,
    first: await clerk(`${name}.steward`),
    second: await clerk(`${name}.steward`),
    secretary: await clerk(`${name}.registrar`),
  }
}

export type Office = Awaited<ReturnType<typeof office>>

/** The tennis club as this authority keeps it: what its secretary did, its registrar does. */
export function clubOf(keeper: string, id: string, change: Partial<RegisterDefinition> = {}): RegisterDefinition {
  const text = JSON.stringify(tennisClub).replaceAll('club.secretary', `${keeper}.registrar`)
  const club = JSON.parse(text.replaceAll('club.doctor', `${keeper}.registrar`)) as RegisterDefinition
  return { ...club, id, keeper, ...change }
}

export const proposeDefinition = (who: Walker, definition: object, act = 'enter', key?: string) =>
  propose(who, `registers/acts/${act}`, {
    key: key ?? (definition as RegisterDefinition).id,
    input: { definition: JSON.stringify(definition) },
  })

/** Both stewards want it; the portal's answer to the second. */
export async function publishDefinition({ first, second }: Office, definition: RegisterDefinition, act = 'enter') {
  const proposed = await proposeDefinition(first, definition, act)
  return proposed.status === 202 ? confirm(second, proposed.body) : proposed
}

/** The definition's record delivers and tells, the register has its records follow, and publishes. */
export async function settleDefinition(id: string): Promise<void> {
  await runDurableObjectAlarm(recordByKey(env, catalogue.defining().definition, id))
  await runInDurableObject(registerObject(env, 'registers'), (object) => object.alarm())
  await settleRegister(id)
}

async function settleRegister(id: string): Promise<void> {
  const object = registerObject(env, id)
  for (let at = 0; at < 20; at += 1) {
    await runInDurableObject(object, (register) => register.alarm())
    const { adoption, sequenced, published, unpublished } = await object.state()
    if (adoption?.finished !== false && sequenced === published && unpublished === 0) return
  }
}
