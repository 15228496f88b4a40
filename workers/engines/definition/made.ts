// What a definition that an authority makes itself may not hold: the power to act for others, parts of the portal, and
// names that something else has.
import type { Fault } from '../../kernel/fault.ts'
import { cellsOf, formatOf, type Fields } from '../../kernel/field.ts'
import { isOfPortal, type RegisterDefinition } from '../../kernel/register.ts'

export type MadeFault = Fault<
  | 'id-taken'
  | 'id-reserved'
  | 'mandates-not-here'
  | 'defines-not-here'
  | 'closeness-not-here'
  | 'guarded-not-here'
  | 'means-not-here'
  | 'portal-role'
  | 'any-authority'
  | 'operator-alone'
  | 'personal-open'
  | 'keeper-other'
  | 'register-unknown'
  | 'reference-format'
>

/** What begins addresses, and places in the store, that are no register's. */
const RESERVED: ReadonlySet<string> = new Set([
  'new',
  'import',
  'operator',
  'izvor',
  'cases',
  'card-orders',
  'mandates',
])

/** What is around a definition. */
export interface Around {
  /** The register that the portal itself brings under an id, or that was made here; undefined where there is none. */
  readonly registerOf: (id: string) => RegisterDefinition | undefined
  readonly isBuiltIn: (id: string) => boolean
  /** The authority whose officials propose it; null where it is only looked at. */
  readonly authority: string | null
}

/** Numbers by which a human is found everywhere: nobody makes a public list of them. */
const PERSONAL: ReadonlySet<string> = new Set(['personal-number', 'foreigner-number', 'identity-card'])

type Push = (path: string, code: MadeFault['code'], about?: string) => void

/** A role that decides over a made register: an official's, of one authority. */
function checkRole(path: string, role: string, push: Push): void {
  if (isOfPortal(role)) push(path, 'portal-role', role)
  if (role.startsWith('*.')) push(path, 'any-authority', role)
}

function checkFields(at: string, fields: Fields, around: Around, push: Push): void {
  for (const [path, field] of cellsOf(fields)) {
    const place = `${at}.${path.replace('.', '.of.')}`
    const format = formatOf(field)
    if (format === 'definition') push(`${place}.format`, 'defines-not-here')
    if (field.disclose === 'open' && PERSONAL.has(format ?? '')) push(`${place}.disclose`, 'personal-open')
    for (const role of field.roles ?? []) checkRole(`${place}.roles`, role, push)
    if (field.type !== 'reference') continue
    const to = around.registerOf(field.register)
    const key = to?.fields[to.key]
    if (to === undefined) push(`${place}.register`, 'register-unknown', field.register)
    // A key that is written otherwise than its register writes it finds nothing.
    else if (formatOf(key) !== field.format) push(`${place}.format`, 'reference-format', formatOf(key) ?? '')
  }
  for (const [name, field] of Object.entries(fields))
    for (const role of field.roles ?? []) if (field.type === 'list') checkRole(`${at}.${name}.roles`, role, push)
}

/** What is wrong with a definition that the loader takes, because it is made here and not brought by the portal. */
export function madeFaults(definition: RegisterDefinition, around: Around): readonly MadeFault[] {
  const faults: MadeFault[] = []
  const push: Push = (path, code, about) => faults.push({ path, code, ...(about === undefined ? {} : { about }) })
  const { id, keeper, fields, acts } = definition
  if (around.isBuiltIn(id)) push('id', 'id-taken', id)
  if (RESERVED.has(id)) push('id', 'id-reserved', id)
  if (around.authority !== null && keeper !== around.authority) push('keeper', 'keeper-other', keeper)
  if (Object.keys(definition.mandates ?? {}).length > 0) push('mandates', 'mandates-not-here')
  if (definition.defines !== undefined) push('defines', 'defines-not-here')
  if (definition.guarded !== undefined) push('guarded', 'guarded-not-here')
  if (definition.closeness !== undefined) push('closeness', 'closeness-not-here')
  // A register may refer to itself.
  const registerOf = (one: string) => (one === id ? definition : around.registerOf(one))
  checkFields('fields', fields, { ...around, registerOf }, push)
  for (const [name, act] of Object.entries(acts)) {
    const at = `acts.${name}`
    if (act.means !== undefined) push(`${at}.means`, 'means-not-here')
    for (const role of act.by) checkRole(`${at}.by`, role, push)
    if (act.by.every((role) => role === 'operator') && act.by.length > 0) push(`${at}.by`, 'operator-alone')
    checkFields(`${at}.input`, act.input ?? {}, { ...around, registerOf }, push)
  }
  for (const [name, { desk }] of Object.entries(definition.boards ?? {}))
    for (const role of desk?.roles ?? []) checkRole(`boards.${name}.desk.roles`, role, push)
  return faults
}
