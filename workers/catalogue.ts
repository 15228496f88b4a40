// Everything that the law defines, by id: the only importer of domains/, and the one door through which definitions come.
import * as addresses from './domains/addresses.ts'
import * as authorities from './domains/authorities.ts'
import * as cards from './domains/cards.ts'
import * as civil from './domains/civil.ts'
import * as companies from './domains/companies.ts'
import * as credentials from './domains/credentials.ts'
import * as education from './domains/education.ts'
import * as employment from './domains/employment.ts'
import * as health from './domains/health.ts'
import * as identifications from './domains/identifications.ts'
import * as mandates from './domains/mandates.ts'
import * as officials from './domains/officials.ts'
import * as penal from './domains/penal.ts'
import * as property from './domains/property.ts'
import * as relyingParties from './domains/relying-parties.ts'
import * as statements from './domains/statements.ts'
import * as trade from './domains/trade.ts'
import * as vehicleChecks from './domains/vehicle-checks.ts'
import * as vehicleRegistration from './domains/vehicle-registration.ts'
import * as vehicleTransfer from './domains/vehicle-transfer.ts'
import * as vehicles from './domains/vehicles.ts'
import * as wallet from './domains/wallet.ts'
import type { EvidenceDefinition } from './kernel/evidence.ts'
import { loadEvidence } from './kernel/load-evidence.ts'
import { loadService } from './kernel/load-service.ts'
import { loadRegister, type LoadedRegister } from './kernel/load.ts'
import type { Result } from './kernel/result.ts'
import type { RegisterDefinition } from './kernel/register.ts'
import type { ServiceDefinition } from './kernel/service.ts'

type Definition = RegisterDefinition | EvidenceDefinition | ServiceDefinition

const definitions: readonly Definition[] = [
  addresses,
  authorities,
  cards,
  civil,
  companies,
  credentials,
  education,
  employment,
  health,
  identifications,
  mandates,
  officials,
  penal,
  property,
  relyingParties,
  statements,
  trade,
  vehicles,
  vehicleChecks,
  vehicleRegistration,
  vehicleTransfer,
  wallet,
].flatMap((domain) => Object.values<Definition>(domain))

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
const services = byId('service')

/** Checks and compiles a definition at its first use; undefined where there is none. Throws on a faulty one. */
function loader<D, L>(defined: ReadonlyMap<string, D>, load: (definition: D) => Result<L, 'bad-definition'>) {
  const loaded = new Map<string, L>()
  return (id: string): L | undefined => {
    const known = loaded.get(id)
    if (known !== undefined) return known
    const definition = defined.get(id)
    if (definition === undefined) return undefined
    const answer = load(definition)
    if (!answer.ok) throw new Error(answer.detail)
    loaded.set(id, answer.value)
    return answer.value
  }
}

const register = loader(registers, loadRegister)
const evidence = loader(evidences, (definition) => loadEvidence(definition, register))
const service = loader(services, (definition) => loadService(definition, { register, evidence }))

/** Registers whose records let somebody act for another. Only these are loaded. */
const mandating = (): readonly LoadedRegister[] =>
  [...registers.values()].flatMap((one) => (one.mandates === undefined ? [] : (register(one.id) ?? [])))

export const catalogue = { registers, evidences, services, register, evidence, service, mandating } as const
