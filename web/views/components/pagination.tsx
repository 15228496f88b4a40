// The way through a long list, page by page.
import { classNames, type Attributes, type Content, type Listed, type Styled } from './common.ts'
import { useTexts } from './language.ts'

interface Neighbour {
  readonly href: string
  readonly text?: Content
  /** Which page that is, by its title; only where no page numbers are shown. */
  readonly labelText?: Content
  readonly attributes?: Attributes | undefined
}

type PageItem =
  | {
      readonly number: number | string
      readonly href: string
      readonly current?: boolean | undefined
      readonly visuallyHiddenText?: string | undefined
      readonly attributes?: Attributes | undefined
    }
  | { readonly ellipsis: true }

export interface PaginationProps extends Styled {
  readonly previous?: Neighbour | undefined
  readonly next?: Neighbour | undefined
  readonly items?: Listed<PageItem> | undefined
  readonly landmarkLabel?: string | undefined
}

const ARROWS = {
  prev: 'm6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z',
  next: 'm8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z',
} as const

const Arrow = ({ to }: { readonly to: keyof typeof ARROWS }) => (
  <svg
    class={`govuk-pagination__icon govuk-pagination__icon--${to}`}
    xmlns="http://www.w3.org/2000/svg"
    height="13"
    width="15"
    aria-hidden="true"
    focusable="false"
    viewBox="0 0 15 13"
  >
    <path d={ARROWS[to]} />
  </svg>
)

const NeighbourLink = ({ to, link, block }: { to: keyof typeof ARROWS; link: Neighbour; block: boolean }) => {
  const texts = useTexts()
  const own = to === 'prev' ? [texts.previous, texts.previousRest] : [texts.next, texts.nextRest]
  return (
    <div class={`govuk-pagination__${to}`}>
      <a class="govuk-link govuk-pagination__link" href={link.href} rel={to} {...link.attributes}>
        {(block || to === 'prev') && <Arrow to={to} />}
        <span
          class={classNames(
            'govuk-pagination__link-title',
            block && link.labelText === undefined && 'govuk-pagination__link-title--decorated',
          )}
        >
          {link.text ?? (
            <>
              {own[0]}
              <span class="govuk-visually-hidden">{own[1]}</span>
            </>
          )}
        </span>
        {block && link.labelText !== undefined && (
          <>
            <span class="govuk-visually-hidden">:</span>
            <span class="govuk-pagination__link-label">{link.labelText}</span>
          </>
        )}
        {!block && to === 'next' && <Arrow to={to} />}
      </a>
    </div>
  )
}

const Item = ({ item }: { readonly item: PageItem }) => {
  const { page } = useTexts()
  if ('ellipsis' in item) return <li class="govuk-pagination__item govuk-pagination__item--ellipsis">⋯</li>
  return (
    <li class={classNames('govuk-pagination__item', item.current && 'govuk-pagination__item--current')}>
      <a
        class="govuk-link govuk-pagination__link"
        href={item.href}
        aria-label={item.visuallyHiddenText ?? `${page} ${item.number}`}
        aria-current={item.current ? 'page' : undefined}
        {...item.attributes}
      >
        {item.number}
      </a>
    </li>
  )
}

export const Pagination = ({ previous, next, items, landmarkLabel, classes, attributes }: PaginationProps) => {
  const block = !items && Boolean(next ?? previous)
  return (
    <nav
      class={classNames('govuk-pagination', block && 'govuk-pagination--block', classes)}
      aria-label={landmarkLabel ?? useTexts().pages}
      {...attributes}
    >
      {previous && <NeighbourLink to="prev" link={previous} block={block} />}
      {items && <ul class="govuk-pagination__list">{items.map((item) => item && <Item item={item} />)}</ul>}
      {next && <NeighbourLink to="next" link={next} block={block} />}
    </nav>
  )
}
