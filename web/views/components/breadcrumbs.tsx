// Where a page stands, from the front page down.
import { classNames, type Attributes, type Content, type Styled } from './common.ts'
import { useTexts } from './language.ts'

export interface Crumb {
  readonly text: Content
  /** Absent for the page itself. */
  readonly href?: string | undefined
  readonly attributes?: Attributes | undefined
}

export interface BreadcrumbsProps extends Styled {
  readonly items: readonly Crumb[]
  readonly collapseOnMobile?: boolean | undefined
  readonly labelText?: string | undefined
}

const Item = ({ text, href, attributes }: Crumb) =>
  href === undefined ? (
    <li class="govuk-breadcrumbs__list-item" aria-current="page">
      {text}
    </li>
  ) : (
    <li class="govuk-breadcrumbs__list-item">
      <a class="govuk-breadcrumbs__link" href={href} {...attributes}>
        {text}
      </a>
    </li>
  )

export const Breadcrumbs = ({ items, collapseOnMobile, labelText, classes, attributes }: BreadcrumbsProps) => (
  <nav
    class={classNames('govuk-breadcrumbs', classes, collapseOnMobile && 'govuk-breadcrumbs--collapse-on-mobile')}
    aria-label={labelText ?? useTexts().breadcrumbs}
    {...attributes}
  >
    <ol class="govuk-breadcrumbs__list">{items.map(Item)}</ol>
  </nav>
)
