// Everything that the law defines, by id: the only importer of domains/, and the one door through which definitions come.
// Those that authorities make at run time are read from their records when they are asked for, and looked at again after a
// few seconds; a version never changes, so it is loaded once.
import * as addresses from './domains/addresses.ts'
import * as authorities from './domains/authorities.ts'
import * as cards from './domains/cards.ts'
import * as civil from './domains/civil.ts'
import * as civilAnswers from './domains/civil-answers.ts'
import * as companies from './domains/companies.ts'
import * as continuity from './domains/continuity.ts'
import * as credentials from './domains/credentials.ts'
import * as education from './domains/education.ts'
import * as employment from './domains/employment.ts'
import * as health from './domains/health.ts'
import * as healthAccess from './domains/health-access.ts'
import * as hospital from './domains/hospital.ts'
import * as identifications from './domains/identifications.ts'
import * as mandates from './domains/mandates.ts'
import * as officials from './domains/officials.ts'
import * as penal from './domains/penal.ts'
import * as property from './domains/property.ts'
import * as registersOfState from './domains/registers.ts'
import * as relyingParties from './domains/relying-parties.ts'
import * as roadUse from './domains/road-use.ts'
import * as servicesOfState from './domains/services.ts'
import * as statements from './domains/statements.ts'
import * as streets from './domains/streets.ts'
import * as structure from './domains/structure.ts'
import * as systems from './domains/systems.ts'
import * as trade from './domains/trade.ts'
import * as vehicleChecks from './domains/vehicle-checks.ts'
import * as vehicleRegistration from './domains/vehicle-registration.ts'
import * as vehicleTransfer from './domains/vehicle-transfer.ts'
import * as vehicles from './domains/vehicles.ts'
import * as wallet from './domains/wallet.ts'
import { applicantIn } from './kernel/applicant.ts'
import type { EvidenceDefinition } from './kernel/evidence.ts'
import { loadEvidence } from './kernel/load-evidence.ts'
import { loadService } from './kernel/load-service.ts'
import { sofiaDate } from './kernel/calendar.ts'
import { isId } from './kernel/load-field.ts'
import { loadRegister, type LoadedRegister } from './kernel/load.ts'
import { definitions as reader } from './kernel/read-definition.ts'
import type { Result } from './kernel/result.ts'
import type { RegisterDefinition } from './kernel/register.ts'
import type { ServiceDefinition } from './kernel/service.ts'
import { listDefinitions, readDefinition, registersMax, type Readable } from './store/definitions.ts'

type Definition = RegisterDefinition | EvidenceDefinition | ServiceDefinition

const definitions: readonly Definition[] = [
  addresses,
  authorities,
  cards,
  civil,
  civilAnswers,
  companies,
  continuity,
  credentials,
  education,
  employment,
  health,
  healthAccess,
  hospital,
  identifications,
  mandates,
  officials,
  penal,
  property,
  registersOfState,
  relyingParties,
  roadUse,
  servicesOfState,
  statements,
  streets,
  structure,
  systems,
  trade,
  vehicles,
  vehicleChecks,
  vehicleRegistration,
  vehicleTransfer,
  wallet,
].flatMap((domain) => Object.values<Definition>(domain))

function byId<K extends Definition['kind']>(kind: K): Map<string, Extract<Definition, { kind: K }>> {
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

const builtIn = loader<RegisterDefinition, LoadedRegister>(new Map(registers), loadRegister)
const builtInIds: ReadonlySet<string> = new Set(registers.keys())

/** A register that was made at run time, as its record says it, or that there is none. */
interface Made {
  readonly loaded: LoadedRegister | undefined
  /** The last entry of its record that was read. */
  readonly seq: number
  readonly closed: boolean
  readonly lookedAt: number
}

/** How long a version may stand here after another is in force; every record is told of it besides. */
const LOOK_AGAIN_MS = 5000
/** Ids under which there is nothing are kept as well, so that asking for one again costs nothing; but not for ever. */
const MADE_MAX = 2 * registersMax

const made = new Map<string, Made>()
let listedAt = 0

const register = (id: string): LoadedRegister | undefined => builtIn(id) ?? made.get(id)?.loaded

/** The register whose records are the definitions of registers. */
function defining(): LoadedRegister {
  const found = [...builtInIds].find((id) => registers.get(id)?.defines !== undefined)
  const loaded = found === undefined ? undefined : builtIn(found)
  if (loaded === undefined) throw new Error('no register of registers')
  return loaded
}

/** Keeps what the record of a register says; what this script's loader refuses is no register to it. */
function keep(
  id: string,
  seq: number,
  values: Parameters<LoadedRegister['caption']['evaluate']>[0],
  now: number,
): void {
  const { definition, ended } = defining()
  const record = values['record'] as { readonly [field: string]: string }
  const read = reader.load(record[definition.defines ?? ''] ?? '')
  const loaded = read.ok && read.value.definition.id === id ? read.value : undefined
  if (!read.ok) console.error(JSON.stringify({ register: id, refused: read.detail }))
  made.set(id, { loaded, seq, closed: ended?.evaluate({ ...values, today: sofiaDate(now) }) === true, lookedAt: now })
  if (loaded !== undefined) registers.set(id, loaded.definition)
}

async function look(env: Readable, id: string): Promise<void> {
  const now = Date.now()
  const kept = made.get(id)
  const view = await readDefinition(env, defining().definition, id, kept?.seq ?? 0)
  if (view !== null) return keep(id, view.seq, { record: view.values }, now)
  if (kept === undefined && made.size >= MADE_MAX)
    for (const [other, { loaded }] of made) if (loaded === undefined) made.delete(other)
  made.set(id, { ...(kept ?? { loaded: undefined, seq: 0, closed: false }), lookedAt: now })
}

/**
 * To be awaited before a register is asked for that may have been made at run time; null where nothing need be awaited.
 * `version` is one that is known to be in force.
 */
function know(env: Readable, id: string, version = 0): Promise<void> | null {
  if (builtInIds.has(id) || !isId(id)) return null
  const kept = made.get(id)
  const fresh = kept !== undefined && Date.now() - kept.lookedAt < LOOK_AGAIN_MS
  return fresh && (kept.loaded?.definition.version ?? 0) >= version ? null : look(env, id)
}

/** The same of every register that there is, before all are listed. */
async function knowAll(env: Readable): Promise<void> {
  const now = Date.now()
  if (now - listedAt < LOOK_AGAIN_MS) return
  const listed = await listDefinitions(env, defining().definition)
  const news = listed.filter(({ id, seq }) => !builtInIds.has(id) && isId(id) && (made.get(id)?.seq ?? 0) < seq)
  for (const { id } of news) await look(env, id)
  listedAt = now
}

const evidence = loader(evidences, (definition) => loadEvidence(definition, register))
const service = loader(services, (definition) => loadService(definition, { register, evidence }))

/** Registers whose records let somebody act for another: of the portal's own alone. Only these are loaded. */
const mandating = (): readonly LoadedRegister[] =>
  [...builtInIds].flatMap((id) => (registers.get(id)?.mandates === undefined ? [] : (builtIn(id) ?? [])))

/** The register that says of those who apply what they may do for themselves: one of the portal's own. */
const protecting = (): RegisterDefinition | undefined =>
  [...builtInIds]
    .flatMap((id) => registers.get(id) ?? [])
    .find((one) => one.capacity !== undefined && applicantIn(one) !== undefined)

export const catalogue = {
  registers: registers as ReadonlyMap<string, RegisterDefinition>,
  evidences: evidences as ReadonlyMap<string, EvidenceDefinition>,
  services: services as ReadonlyMap<string, ServiceDefinition>,
  register,
  evidence,
  service,
  mandating,
  protecting,
  defining,
  know,
  knowAll,
  isBuiltIn: (id: string): boolean => builtInIds.has(id),
  /** Whether nothing more is entered in a register. */
  isClosed: (id: string): boolean => made.get(id)?.closed === true,
} as const
