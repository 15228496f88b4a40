// Loading who signs beside the applicant: each is named by one expression, or holds an office.
import type { compiler, Compiled } from './expression.ts'
import type { ServiceDefinition, SignerDefinition } from './service.ts'

/** The law asks for a handful; each is a message, a page and a signature in one file. */
export const signersMax = 10

/** As whom another representative signs, where nobody acts for the applicant alone: no signer may be called so. */
export const jointSigner = 'representative'

/** As whom somebody signs who consents to what the applicant does: no signer may be called so. */
export const consentSigner = 'consent'

/** The days in which they do, where the service says nothing of signing. */
export const jointDays = 14

/** Who waits longer has forgotten what they sign. */
const DAYS_MAX = 180

export interface LoadedSigner {
  readonly name: string
  readonly definition: SignerDefinition
  readonly when: Compiled | null
  /** Null where an office signs, or who represents a company. */
  readonly person: Named | null
  /** Null where no company signs. */
  readonly company: Named | null
}

interface Named {
  readonly number: Compiled
  readonly called: Compiled
}

type Compile = ReturnType<typeof compiler>

/** Checks and compiles the signers of a service; says every fault. */
export function loadSigners(
  { signing, decide }: ServiceDefinition,
  compile: Compile,
  say: (what: string) => void,
): readonly LoadedSigner[] {
  if (signing === undefined) return []
  const of = (source: string, type: Compiled['type'], what: string): Compiled | null => {
    const compiled = compile(source)
    if (!compiled.ok) say(compiled.detail ?? compiled.error)
    else if (compiled.value.type !== type) say(`${what}: ${source} yields ${compiled.value.type}`)
    else return compiled.value
    return null
  }
  const { days, law, signers } = signing
  const named = Object.entries(signers)
  if (!/\d/u.test(law)) say('no article of law is cited for its signing')
  if (!Number.isSafeInteger(days) || days < 1 || days > DAYS_MAX) say('the days of its signing are no time')
  if (named.length === 0 || named.length > signersMax) say(`it has ${named.length} signers`)
  return named.flatMap(([name, definition]): readonly LoadedSigner[] => {
    if (!/\d/u.test(definition.law)) say(`no article of law is cited for ${name}`)
    if (name.startsWith(jointSigner) || name === consentSigner) say(`a signer cannot be called ${name}`)
    const when = definition.when === undefined ? null : of(definition.when, 'bool', name)
    if ('role' in definition) {
      // Who vouches for what is asked does not decide it.
      if (decide.by.includes(definition.role)) say(`${name}: ${definition.role} signs and decides`)
      return [{ name, definition, when, person: null, company: null }]
    }
    const number = of('person' in definition ? definition.person : definition.company, 'string', name)
    const called = of(definition.called, 'string', name)
    if (number === null || called === null) return []
    const one = { number, called }
    return 'person' in definition
      ? [{ name, definition, when, person: one, company: null }]
      : [{ name, definition, when, person: null, company: one }]
  })
}
