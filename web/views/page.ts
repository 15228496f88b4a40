// What a view knows of the request it answers: language, address, who is signed in. Nothing else of the request gets here.
import type { Footing } from '../../workers/engines/identity/person.ts'
import type { Language } from '../../workers/kernel/localised.ts'

export interface Page {
  readonly lang: Language
  /** The address as routes see it, without the language: `/registers/vehicles`. */
  readonly path: string
  /** The query with its question mark, or empty: the other language shows the same page. */
  readonly search: string
  /** Who is signed in; absent for a visitor. */
  readonly person?: {
    readonly name: string
    /** Roles in authorities (`mvr.registrar`); empty for a citizen. */
    readonly roles: readonly string[]
    /** For whom they act, where not for themself. */
    readonly acting?: string
  }
  /** What the person's object says of this session now; absent where it was not asked. */
  readonly footing?: Footing
  /** Whether invented data is shown, which every page then says. */
  readonly demo: boolean
  /** Every internal link goes through it: `href('/registers')` is `/en/registers` on an English page. */
  readonly href: (path: string) => string
}

/** An internal address in a language: Bulgarian at `/`, English at `/en`. */
const localisedPath = (lang: Language, path: string): string =>
  lang === 'bg' ? path : `/en${path.replace(/^\/(?=$|[?#])/u, '')}`

export const createPage = (request: Omit<Page, 'href'>): Page => ({
  ...request,
  href: (path) => localisedPath(request.lang, path),
})

/** The same page in the other language. */
export const otherLanguage = (page: Page): { readonly lang: Language; readonly href: string } => {
  const lang = page.lang === 'bg' ? 'en' : 'bg'
  return { lang, href: localisedPath(lang, page.path + page.search) }
}
