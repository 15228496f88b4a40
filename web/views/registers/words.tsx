// How the pages of the registers put things: roles, laws and values in words, each name a link to its record.
import { registers } from '../../messages/registers.ts'
import { isDocument, type Field, type Fields, type ListField } from '../../../workers/kernel/field.ts'
import type { Language, Localised } from '../../../workers/kernel/localised.ts'
import { isOfPortal, type RegisterDefinition } from '../../../workers/kernel/register.ts'
import { isItems, type Item, type Value } from '../../../workers/kernel/value.ts'
import type { Content } from '../components/common.ts'
import { Details } from '../components/details.tsx'
import { ScrollRegion } from '../components/scroll-region.tsx'
import { Table } from '../components/table.tsx'
import { fieldValue } from '../field-value.ts'
import type { Page } from '../page.ts'
import type { Step } from '../trail.ts'

/** What pages need to know of other registers to speak of this one. */
export interface Surroundings {
  /** What a record is called in the page's language; undefined where it is not published. */
  readonly nameOf: (register: string, id: string) => string | undefined
  /** An act of a register, with the register, in the page's language. */
  readonly deedOf: (register: string, act: string) => string
  /** Titles of the roles that officials hold. */
  readonly roles: { readonly [role: string]: Localised }
}

export const pathOf = (register: string, id?: string): string =>
  id === undefined ? `/registers/${register}` : `/registers/${register}/records/${encodeURIComponent(id)}`

/** The bare proof of an entry, as a file. */
export const receiptPath = (register: string, id: string, seq: number): string =>
  `${pathOf(register, id)}/entries/${seq}/receipt.tlog-proof`

export const stepsTo = ({ lang }: Page, definition: RegisterDefinition): readonly Step[] => [
  [registers[lang].title, '/registers'],
  [definition.title[lang], pathOf(definition.id)],
]

/** The authority by its name, or by its code as long as its record is not there. */
export const authorityName = ({ nameOf }: Surroundings, code: string): string =>
  nameOf('authorities', code) ?? nameOf('relying-parties', code) ?? code

/** `mvr.registrar` as “registrar, Ministry of the Interior”. */
export function roleInWords(lang: Language, surroundings: Surroundings, role: string): string {
  if (role === 'operator') return registers[lang].operator
  if (isOfPortal(role)) return registers[lang].portal
  const [authority = role, title = ''] = role.split('.')
  return `${surroundings.roles[title]?.[lang] ?? title}, ${authorityName(surroundings, authority)}`
}

/** Who sees a field: anyone, or whom its class lets. */
export function seenBy(lang: Language, surroundings: Surroundings, { disclose, roles = [] }: Field): string {
  const texts = registers[lang]
  if (disclose === 'open') return texts.seenByAll
  if (disclose !== 'sensitive') return texts.seenBy(texts[disclose])
  return texts.seenBy(roles.map((role) => roleInWords(lang, surroundings, role)).join('; '))
}

/** Laws are cited in Bulgarian, on every page. */
export const Law = ({ children }: { readonly children: string }) => <span lang="bg">{children}</span>

/** The article by which an act is done, with the name of its law: the register's, where it says none. */
export function lawOfAct(definition: RegisterDefinition, law: string | undefined): string {
  const [name = definition.law] = definition.law.split(', чл.')
  if (law === undefined) return definition.law
  return law.startsWith('чл.') ? `${name}, ${law}` : law
}

/** What fields are called, those of acts' own inputs among them. */
export const labelsOf = (
  { lang }: Page,
  { fields, acts }: RegisterDefinition,
  names: readonly string[],
): readonly string[] => {
  const known: Fields = Object.assign({}, ...Object.values(acts).map(({ input }) => input), fields)
  return names.map((name) => known[name]?.label[lang] ?? name)
}

/** The items of a group in rows: the columns that any of them has. */
function itemsTable(page: Page, surroundings: Surroundings, field: ListField, items: readonly Item[]): Content {
  const columns = Object.entries(field.of).filter(([column]) => items.some((item) => item[column] !== undefined))
  if (columns.length === 0) return registers[page.lang].itemsClosed(String(items.length))
  return (
    <ScrollRegion label={field.label[page.lang]}>
      <Table
        caption={field.label[page.lang]}
        captionClasses="govuk-visually-hidden"
        classes="izvor-items"
        head={columns.map(([, { label }]) => ({ text: label[page.lang] }))}
        rows={items.map((item) =>
          columns.map(([column, one]) => ({
            text: item[column] === undefined ? '' : valueOf(page, surroundings, one, item[column]),
          })),
        )}
      />
    </ScrollRegion>
  )
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

/** A whole document opens where it stands, for whoever wants to read it. */
const documentOf = (page: Page, text: string): Content => (
  <Details summary={registers[page.lang].document(String(text.length))}>
    <pre class="izvor-code">{indented(text)}</pre>
  </Details>
)

/** The value of a field; the key of another register's record is a link with its name. */
export function valueOf(
  page: Page,
  surroundings: Surroundings,
  field: Field,
  value: Value | null | undefined,
): Content {
  if (field.type === 'list' && isItems(value)) return itemsTable(page, surroundings, field, value)
  if (isDocument(field) && typeof value === 'string') return documentOf(page, value)
  if (field.type === 'text' && String(value).includes('\n')) return <span class="izvor-lines">{value}</span>
  if (field.type !== 'reference' || typeof value !== 'string') return fieldValue(page.lang, field, value)
  const name = surroundings.nameOf(field.register, value)
  if (name === undefined) return value
  return (
    <a class="govuk-link" href={page.href(pathOf(field.register, value))}>
      {name}
    </a>
  )
}
