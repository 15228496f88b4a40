// Questions that are answered by choosing among one's own records: what the person chooses from.
import { personFields } from '../engines/disclosure.ts'
import { captionOf } from '../engines/snapshot.ts'
import type { Env } from '../env.ts'
import { oneOf, type Field } from '../kernel/field.ts'
import type { LoadedPage, LoadedService } from '../kernel/load-service.ts'
import type { LoadedRegister } from '../kernel/load.ts'
import type { RecordView } from '../engines/command.ts'
import { recordsAbout } from '../store/about.ts'
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

/** The choices in place of these questions; a question is left out where the registers know no record of the person. */
export async function ownChoices(
  env: Pick<Env, 'DB' | 'INDEX_KEY' | 'RECORD' | 'PERSON' | 'JURISDICTION'>,
  person: string,
  service: LoadedService,
  { fields }: LoadedPage,
): Promise<{ readonly [question: string]: Field }> {
  const asked = [...service.own].filter(([name]) => Object.hasOwn(fields, name))
  if (asked.length === 0) return {}
  const identity = await personById(env, person).identity()
  const found = await Promise.all(
    asked.map(async ([name, register]) => {
      const field = fields[name]
      const { definition } = register
      const records = identity && (await recordsAbout(env, [definition], identity.personalNumber))
      const options = (records ?? []).flatMap(({ view }): readonly (readonly [string, string])[] => {
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
