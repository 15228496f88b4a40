// The pages before and after this one of a long list of one's own.
import { Pagination } from './components/pagination.tsx'
import type { Page } from './page.ts'

export interface PagesAroundProps {
  readonly page: Page
  /** Without the language. */
  readonly path: string
  /** Behind how many those pages begin; absent where there is none. */
  readonly before?: number | undefined
  readonly after?: number | undefined
}

export const PagesAround = ({ page, path, before, after }: PagesAroundProps) => {
  if (before === undefined && after === undefined) return null
  const to = (from: number | undefined) =>
    from === undefined ? undefined : { href: page.href(`${path}?from=${from}`) }
  return <Pagination previous={to(before)} next={to(after)} />
}
