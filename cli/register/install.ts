// Enters definitions in the register of registers as the operator: those that the portal brings, and one from a file.
import { createHash } from 'node:crypto'
import { changeFaults } from '../../workers/engines/definition/compare.ts'
import { faultText } from '../../workers/kernel/fault.ts'
import { definitions } from '../../workers/kernel/read-definition.ts'
import type { RegisterDefinition } from '../../workers/kernel/register.ts'
import type { ActLine, Operator } from '../operator.ts'
import { Unable } from '../unable.ts'
import { readText } from '../verify/source.ts'
import { printableLines, readDefinition } from './check.ts'

/** The register of registers, and its acts for what was decided elsewhere. */
const REGISTERS = 'registers'

/** The register of services, which has the same acts. */
const SERVICES = 'services'

type Entered = Pick<RegisterDefinition, 'id'>

const act = (register: string, name: 'install' | 'upgrade', definition: Entered): ActLine => {
  const text = JSON.stringify(definition)
  const digest = createHash('sha256').update(text).digest('hex')
  return {
    register,
    act: name,
    key: definition.id,
    input: { definition: text },
    idempotencyKey: `definition:${name}:${digest}`,
  }
}

/** Enters each where it is new or has changed; what was refused, as lines. */
async function enterEach(operator: Operator, register: string, all: readonly Entered[]): Promise<readonly string[]> {
  const installed = await operator.perform(all.map((definition) => act(register, 'install', definition)))
  const there = all.filter((_, at) => installed[at]?.ok === false && installed[at].error === 'record-exists')
  const upgraded = there.length === 0 ? [] : await operator.perform(there.map((one) => act(register, 'upgrade', one)))
  const refused = (definition: Entered | undefined, answer: (typeof installed)[number]) =>
    answer.ok || ['record-exists', 'nothing-changes'].includes(answer.error)
      ? []
      : [`${definition?.id}: ${answer.error}`]
  return [
    ...installed.flatMap((answer, at) => refused(all[at], answer)),
    ...upgraded.flatMap((answer, at) => refused(there[at], answer)),
  ]
}

export const enterDefinitions = (operator: Operator, all: readonly RegisterDefinition[]): Promise<readonly string[]> =>
  enterEach(operator, REGISTERS, all)

export const enterServices = (operator: Operator, all: readonly Entered[]): Promise<readonly string[]> =>
  enterEach(operator, SERVICES, all)

/** The services that a portal gives, each with its rules. */
export async function servicesOf(origin: string): Promise<readonly Entered[]> {
  const listed = JSON.parse(await readText(new URL('/api/services', origin).href)) as readonly Entered[]
  const whole = async ({ id }: Entered) =>
    JSON.parse(await readText(new URL(`/api/services/${encodeURIComponent(id)}`, origin).href)) as Entered
  return Promise.all(listed.map(whole))
}

/** The definitions that a portal answers by. */
export async function definitionsOf(operator: Operator, origin: string): Promise<readonly RegisterDefinition[]> {
  const all: RegisterDefinition[] = []
  for (const id of await operator.registers())
    all.push(await readDefinition(new URL(`/api/registers/${id}`, origin).href))
  return all
}

function said(refused: readonly string[], entered: number): number {
  for (const line of refused) console.error(printableLines(line))
  console.log(`${entered - refused.length} entered or unchanged, ${refused.length} refused`)
  return refused.length === 0 ? 0 : 1
}

/** Again and again: what has not changed is not entered anew. */
export async function installDefinitions(operator: Operator, origin: string): Promise<number> {
  const all = await definitionsOf(operator, origin)
  const services = await servicesOf(origin)
  const refused = [...(await enterDefinitions(operator, all)), ...(await enterServices(operator, services))]
  return said(refused, all.length + services.length)
}

/** One from a file; as the version that follows, where the portal knows the register. */
export async function bringDefinition(operator: Operator, origin: string, source: string): Promise<number> {
  const loaded = definitions.load(await readText(source))
  if (!loaded.ok) throw new Unable(printableLines(loaded.detail ?? loaded.error))
  const { definition } = loaded.value
  if ((await operator.registers()).includes(definition.id)) {
    const before = await readDefinition(new URL(`/api/registers/${definition.id}`, origin).href)
    // Records may be there: the operator brings what they can follow.
    const faults = changeFaults(before, definition, true)
    if (faults.length > 0) throw new Unable(printableLines(faults.map(faultText).join('\n')))
  }
  return said(await enterDefinitions(operator, [definition]), 1)
}
