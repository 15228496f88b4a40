// A definition as somebody sent it: read whatever it is, and loaded only if nothing is wrong with it.
import { documentMax, shapeChecker } from './definition-shape.ts'
import { sayInto, type Fault, type Say } from './fault.ts'
import { loadRegister, unloaded, type LoadedRegister, type Unloaded } from './load.ts'
import type { Localised } from './localised.ts'
import type { RegisterDefinition } from './register.ts'
import { ok, type Ok } from './result.ts'

/** A group of a list of a field of a register is four deep; more is no definition. */
const DEPTH_MAX = 12
const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype))

/** Names that every object has would be found where nothing was said. */
function checkNames(value: unknown, path: readonly string[], say: Say): void {
  if (typeof value !== 'object' || value === null) return
  if (path.length > DEPTH_MAX) return say(path.slice(0, 3).join('.'), 'too-deep')
  for (const [name, inner] of Object.entries(value)) {
    if (INHERITED.has(name)) say([...path, name].join('.'), 'reserved-name', name)
    checkNames(inner, [...path, name], say)
  }
}

const isText = (value: object): value is Localised => 'bg' in value && 'en' in value && Object.keys(value).length === 2

/** Every text is there, in both languages. */
function checkTexts(value: unknown, path: string, say: Say): void {
  if (typeof value !== 'object' || value === null) return
  if (isText(value)) {
    for (const language of ['bg', 'en'] as const)
      if (value[language].trim() === '') say(`${path}.${language}`, 'text-missing')
    return
  }
  for (const [name, inner] of Object.entries(value)) checkTexts(inner, path === '' ? name : `${path}.${name}`, say)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export interface Reader {
  /** The definition that a text is, whatever it says; refused where it is none. */
  readonly read: (text: string) => Ok<RegisterDefinition> | Unloaded
  /** The same of a value. */
  readonly shaped: (value: unknown) => Ok<RegisterDefinition> | Unloaded
  /** Read and loaded: what a register can be made of. */
  readonly load: (text: string) => Ok<LoadedRegister> | Unloaded
}

/** Loads a definition in which every text has to be there. */
export function loadWhole(definition: RegisterDefinition): Ok<LoadedRegister> | Unloaded {
  const silent: Fault[] = []
  checkTexts(definition, '', sayInto(silent))
  const loaded = loadRegister(definition)
  if (silent.length === 0) return loaded
  return unloaded([...silent, ...(loaded.ok ? [] : loaded.faults)])
}

/** `formats` are the ids of those that a field may name. */
export function readerOf(formats: () => readonly string[]): Reader {
  let check: ReturnType<typeof shapeChecker> | undefined
  const shaped: Reader['shaped'] = (value) => {
    const faults: Fault[] = []
    checkNames(value, [], sayInto(faults))
    if (faults.length > 0) return unloaded(faults)
    check ??= shapeChecker(formats())
    const wrong = check(value)
    return wrong.length > 0 ? unloaded(wrong) : ok(value as RegisterDefinition)
  }
  const read: Reader['read'] = (text) => {
    if (text.length > documentMax) return unloaded([{ path: '', code: 'too-long', about: String(documentMax) }])
    const value = parsed(text)
    return value === undefined ? unloaded([{ path: '', code: 'not-json' }]) : shaped(value)
  }
  return {
    read,
    shaped,
    load: (text) => {
      const answer = read(text)
      return answer.ok ? loadWhole(answer.value) : answer
    },
  }
}
