// The language is part of the address: Bulgarian at `/`, English at `/en`. Routes are written once, without it.
import type { Language } from '../../kernel/localised.ts'

/** The path by which a request is routed: without its query and without the language. */
export function routePath(request: Request): string {
  const { pathname } = new URL(request.url)
  return pathname === '/en' ? '/' : pathname.startsWith('/en/') ? pathname.slice(3) : pathname
}

export const languageOf = (request: Request): Language =>
  /^\/en(\/|$)/u.test(new URL(request.url).pathname) ? 'en' : 'bg'

/** An API has no language in its address: Bulgarian, unless the caller would rather have English (RFC 9110, 12.5.4). */
export const acceptedLanguage = (header: string | undefined): Language =>
  header
    ?.split(',')
    .map((one) => one.trim().slice(0, 2).toLowerCase())
    .find((one) => one === 'bg' || one === 'en') === 'en'
    ? 'en'
    : 'bg'
