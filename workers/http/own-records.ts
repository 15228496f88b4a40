// Questions that are answered by choosing among one's own records: what the person chooses from.
import { personFields } from '../engines/disclosure.ts'
import { captionOf } from '../engines/snapshot.ts'
import type { Env } from '../env.ts'
import { oneOf, type Field } from '../kernel/field.ts'
import type { LoadedPage, LoadedService } from '../kernel/load-service.ts'
import type { LoadedRegister } from '../kernel/load.ts'
import type { RegisterDefinition } from '../kernel/register.ts'
import type { RecordView } from '../engines/command.ts'
import { applicantIn } from '../kernel/applicant.ts'
import { catalogue } from '../catalogue.ts'
import { recordsAbout, recordsNaming } from '../store/about.ts'
import { readHeld } from '../store/mandates.ts'
import { personById } from '../store/objects.ts'

/** Its caption and what tells it from others of the same caption: the fields by which it is found. */
function calledBy(register: LoadedRegister, { id, values }: RecordView): string {
  const { key, fields } = register.definition
  const persons = personFields(register.definition)
  const telling = Object.entries(fields).flatMap(([name, { find }]) =>
    find === 'exact' && name !== key && !persons.includes(name) && name in values ? [String(values[name])] : [],
  )
  return [captionOf(register, values, id), ...telling, String(values[key] ?? '')].join(' · ')
}

type Settings = Pick<Env, 'DB' | 'INDEX_KEY' | 'RECORD' | 'PERSON' | 'JURISDICTION'>

/** The records of a register that are of the applicant: of the person, or of whom they act for by this mandate. */
async function recordsOf(
  env: Settings,
  definition: RegisterDefinition,
  person: string,
  mandate: string | null,
): Promise<readonly RecordView[]> {
  const viewsAbout = async (number: string) => (await recordsAbout(env, [definition], number)).map(({ view }) => view)
  if (mandate === null) {
    const identity = await personById(env, person).identity()
    return identity === null ? [] : viewsAbout(identity.personalNumber)
  }
  const principal = (await readHeld(env, catalogue.register, mandate))?.mandate.principal
  if (principal === undefined || !('register' in principal)) return []
  const register = catalogue.registers.get(principal.register)
  return register !== undefined && applicantIn(register) === 'person'
    ? viewsAbout(principal.key)
    : (await recordsNaming(env, definition, principal)).map(({ view }) => view)
}

/** The choices in place of these questions; a question is left out where the registers know no record of the applicant. */
export async function ownChoices(
  env: Settings,
  person: string,
  mandate: string | null,
  service: LoadedService,
  { fields }: LoadedPage,
): Promise<{ readonly [question: string]: Field }> {
  const asked = [...service.own].filter(([name]) => Object.hasOwn(fields, name))
  if (asked.length === 0) return {}
  const found = await Promise.all(
    asked.map(async ([name, register]) => {
      const field = fields[name]
      const { definition } = register
      const records = await recordsOf(env, definition, person, mandate)
      const options = records.flatMap((view): readonly (readonly [string, string])[] => {
        const key = view.values[definition.key]
        return typeof key === 'string' ? [[key, calledBy(register, view)]] : []
      })
      if (field === undefined || options.length === 0) return []
      const { label, disclose } = field
      const texts = Object.fromEntries(options.map(([key, text]) => [key, { bg: text, en: text }]))
      return [[name, oneOf(texts, { label, disclose })] as const]
    }),
  )
  return Object.fromEntries(found.flat())
}
