// Everything that the law defines, by id: the only importer of domains/, and the one door through which definitions come.
import * as addresses from './domains/addresses.ts'
import * as authorities from './domains/authorities.ts'
import * as civil from './domains/civil.ts'
import * as officials from './domains/officials.ts'
import * as services from './domains/services.ts'
import * as vehicles from './domains/vehicles.ts'
import type { EvidenceDefinition } from './kernel/evidence.ts'
import { loadRegister, type LoadedRegister } from './kernel/load.ts'
import type { RegisterDefinition } from './kernel/register.ts'
import type { ServiceDefinition } from './kernel/service.ts'

type Definition = RegisterDefinition | EvidenceDefinition | ServiceDefinition

const definitions: readonly Definition[] = [addresses, authorities, civil, officials, vehicles, services].flatMap(
  (domain) => Object.values<Definition>(domain),
)

function byId<K extends Definition['kind']>(kind: K): ReadonlyMap<string, Extract<Definition, { kind: K }>> {
  const found = new Map<string, Extract<Definition, { kind: K }>>()
  for (const definition of definitions) {
    if (definition.kind !== kind) continue
    if (found.has(definition.id)) throw new Error(`two definitions of the ${kind} ${definition.id}`)
    found.set(definition.id, definition as Extract<Definition, { kind: K }>)
  }
  return found
}

const registers = byId('register')
const evidences = byId('evidence')
const serviceById = byId('service')
const loaded = new Map<string, LoadedRegister>()

export const catalogue = {
  registers,
  evidences,
  services: serviceById,

  /** A register with its expressions checked and compiled, at its first use; undefined where there is none. */
  register(id: string): LoadedRegister | undefined {
    const known = loaded.get(id)
    if (known !== undefined) return known
    const definition = registers.get(id)
    if (definition === undefined) return undefined
    const answer = loadRegister(definition)
    if (!answer.ok) throw new Error(answer.detail)
    loaded.set(id, answer.value)
    return answer.value
  },
  evidence: (id: string): EvidenceDefinition | undefined => evidences.get(id),
  service: (id: string): ServiceDefinition | undefined => serviceById.get(id),
} as const
