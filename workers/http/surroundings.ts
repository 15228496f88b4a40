// What pages are told of other records: what those are called that they refer to, and who the roles belong to.
import type { Context } from 'hono'
import type { Surroundings } from '../../web/views/registers/words.tsx'
import { catalogue } from '../catalogue.ts'
import type { CaseView } from '../engines/case/view.ts'
import { valuesOf } from '../engines/disclosure.ts'
import { cellsOf, type Fields } from '../kernel/field.ts'
import type { LoadedService } from '../kernel/load-service.ts'
import type { Values } from '../kernel/value.ts'
import { namesOf, type Names, type Reference } from '../store/browse.ts'
import type { AppEnv } from './types.ts'

type Ctx = Context<AppEnv>

/** The authorities of these roles (`mvr.registrar`), each once. */
export const authoritiesOf = (roles: readonly string[]): readonly Reference[] =>
  [...new Set(roles.filter((role) => role !== 'operator').map((role) => role.split('.')[0] ?? role))].map((id) => ({
    register: 'authorities',
    id,
  }))

/** The records of other registers that these values refer to. */
export const referencesIn = (fields: Fields, values: Values): readonly Reference[] =>
  cellsOf(fields).flatMap(([path, field]) =>
    field.type === 'reference'
      ? valuesOf(values, path).map((id) => ({ register: field.register, id: String(id) }))
      : [],
  )

/** Names in the page's language: a record that has its name in Latin letters is called so on English pages. */
export function surroundingsOf(c: Ctx, names: Names): Surroundings {
  const role = catalogue.registers.get('officials')?.fields['role']
  return {
    roles: role?.type === 'choice' ? role.options : {},
    deedOf: (register, act) => {
      const lang = c.get('lang')
      const known = catalogue.registers.get(register)
      return `${known?.title[lang] ?? register}: ${known?.acts[act]?.title[lang] ?? act}`
    },
    nameOf: (register, id) => {
      const found = names.get(`${register}:${id}`)
      const latin = found?.open['nameLatin']
      return c.get('lang') === 'en' && typeof latin === 'string' ? latin : found?.caption
    },
  }
}

/** What the pages of a service and its case speak of. */
export async function surroundingsOfService(
  c: Ctx,
  service: LoadedService,
  view?: Pick<CaseView, 'evidence' | 'answers'> & Partial<Pick<CaseView, 'timeline' | 'decision'>>,
): Promise<Surroundings> {
  const { authority, decide, signing } = service.definition
  const offices = Object.values(signing?.signers ?? {}).flatMap((signer) => ('role' in signer ? [signer.role] : []))
  const acted = view?.timeline?.flatMap((event) => ('by' in event ? [event.by.role] : [])) ?? []
  const told = service.evidence.flatMap(({ name, evidence: { definition } }) => {
    const fields = Object.fromEntries(Object.entries(definition.answer).map(([answer, { field }]) => [answer, field]))
    return referencesIn(fields, view?.evidence[name]?.values ?? {})
  })
  const references = [
    ...authoritiesOf([authority, ...decide.by, ...offices, ...acted]),
    ...told,
    ...referencesIn(service.form, view?.answers ?? {}),
    ...referencesIn(service.decision, view?.decision?.input ?? {}),
  ]
  return surroundingsOf(c, await namesOf(c.env.DB, references))
}
