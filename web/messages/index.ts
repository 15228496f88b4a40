// The texts of the portal: a file an area, each with two tables of the same keys. A page says `layout[page.lang].home`.
import type { Language } from '../../workers/kernel/localised.ts'

/** A text, or a function from what it is about to a text. */
type Message = string | ((...parts: never[]) => string)
interface Table {
  readonly [key: string]: Message
}
type Same<T extends Table> = { readonly [key in keyof T]: T[key] extends string ? string : T[key] }

/** English has exactly the keys of Bulgarian, or the compiler names the one that lacks. */
export const defineMessages = <const T extends Table>(tables: {
  readonly bg: T
  readonly en: NoInfer<Same<T>>
}): { readonly [language in Language]: Same<T> } => ({ bg: tables.bg as Same<T>, en: tables.en })
