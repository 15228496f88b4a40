// Whether a field of a register can hold what it says: its name, its bounds, and that it is no more open than its group.
import type { Say } from './fault.ts'
import { isDocument, type Field, type Fields, type ListField } from './field.ts'

/** A name in an expression. No object has one of its own that is called so. */
const NAME = /^[a-z][a-zA-Z0-9]{0,39}$/u
const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype))
/** An id in addresses: of a register, an act, a refusal. */
const ID = /^[a-z][a-z0-9-]{0,39}$/u
const ROLE = /^(?:[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*|\*\.[a-z][a-z0-9-]*|operator)$/u

export const isName = (text: string): boolean => NAME.test(text) && !INHERITED.has(text)
export const isId = (text: string): boolean => ID.test(text) && !INHERITED.has(text)
export const isRole = (text: string): boolean => ROLE.test(text)

/** A field by its name, and none that every object has. */
export const own = (fields: Fields, name: string): Field | undefined =>
  Object.hasOwn(fields, name) ? fields[name] : undefined

const RANK = { open: 0, restricted: 1, personal: 1, sensitive: 2 } as const

/** Whether one class lets more people see than another. */
export const isMoreOpen = (one: Field['disclose'], other: Field['disclose']): boolean => RANK[one] < RANK[other]

/** The most values that a field takes in one entry. */
export const cellsMost = (field: Field): number =>
  field.type === 'list' ? field.max * Object.keys(field.of).length : 1

function checkList(field: ListField, say: Say, at: string): void {
  if (!(field.max >= 1 && (field.min ?? 1) >= 1 && (field.min ?? 1) <= field.max)) say(at, 'bounds-wrong')
  if (Object.keys(field.of).length === 0) say(at, 'no-columns')
  for (const [column, one] of Object.entries(field.of)) {
    const path = `${at}.of.${column}`
    if (isMoreOpen(one.disclose, field.disclose)) say(`${path}.disclose`, 'column-too-open')
    if (one.unique) say(`${path}.unique`, 'unique-misplaced')
    if (one.type === 'text' && one.apart !== undefined) say(`${path}.apart`, 'apart-misplaced', column)
    if (one.facet) say(`${path}.facet`, 'facet-misplaced')
    checkField(column, one, say, path)
  }
}

/** `at` is where the field stands in its definition. */
export function checkField(name: string, field: Field, say: Say, at: string): void {
  if (!isName(name)) say(at, 'name-wrong', name)
  if (field.disclose === 'sensitive' && (field.roles ?? []).length === 0) say(`${at}.roles`, 'sensitive-nobody')
  for (const role of field.roles ?? []) if (!isRole(role)) say(`${at}.roles`, 'role-wrong', role)
  if (field.type === 'list') return checkList(field, say, at)
  if (field.find === 'text' && field.disclose !== 'open') say(`${at}.find`, 'words-closed')
  if (field.facet && (field.disclose !== 'open' || isDocument(field))) say(`${at}.facet`, 'facet-misplaced')
  if (field.unique && (field.find !== 'exact' || field.disclose === 'sensitive')) say(`${at}.unique`, 'unique-unfound')
  if (field.type === 'integer' && field.min > field.max) say(`${at}.min`, 'bounds-wrong')
  if (field.type === 'choice' && Object.keys(field.options).length === 0) say(`${at}.options`, 'no-options')
  if (field.type === 'text' && isDocument(field) && field.find !== undefined) say(`${at}.find`, 'document-found')
}
