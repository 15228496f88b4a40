// Pages as tests read them: their words without markup, and the records and further pages that they link to.
import { env } from 'cloudflare:workers'
import { Visitor } from './visitor.ts'

export { textOf } from './text.ts'

/** Opens a page as a stranger. */
export const open = async (path: string) => {
  const answer = await new Visitor(env).get(path)
  return { status: answer.status, headers: answer.headers, html: await answer.text() }
}

/** Ids of the records that a page links to, in its order. */
export const found = (html: string) =>
  [...html.matchAll(/\/records\/([^"/?]+)"/gu)].map(([, id]) => decodeURIComponent(id ?? ''))

export const linkTo = (html: string, rel: 'next' | 'prev') =>
  new RegExp(`href="([^"]+)" rel="${rel}"`, 'u').exec(html)?.[1]?.replaceAll('&amp;', '&')
