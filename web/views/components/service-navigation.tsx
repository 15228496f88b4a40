// The parts of the portal, and which one the page belongs to. All are in sight on a phone too: no script folds them.
import { classNames, type Attributes, type Content, type Listed, type Styled } from './common.ts'
import { useTexts } from './language.ts'

interface NavigationItem {
  readonly text: Content
  readonly href?: string | undefined
  /** This very page. */
  readonly current?: boolean | undefined
  /** The page is in this part. */
  readonly active?: boolean | undefined
  readonly attributes?: Attributes | undefined
}

export interface ServiceNavigationProps extends Styled {
  readonly navigation?: Listed<NavigationItem> | undefined
  readonly serviceName?: Content
  readonly serviceUrl?: string | undefined
  readonly ariaLabel?: string | undefined
  readonly navigationLabel?: string | undefined
  readonly navigationClasses?: string | undefined
  readonly navigationId?: string | undefined
  /** What stands at the end of the bar. */
  readonly end?: Content
}

const Item = ({ text, href, current, active, attributes }: NavigationItem) => {
  const chosen = current || active
  const aria = chosen ? (current ? 'page' : 'true') : undefined
  const content = chosen ? <strong class="govuk-service-navigation__active-fallback">{text}</strong> : text
  return (
    <li class={classNames('govuk-service-navigation__item', chosen && 'govuk-service-navigation__item--active')}>
      {href === undefined ? (
        <span class="govuk-service-navigation__text" aria-current={aria}>
          {content}
        </span>
      ) : (
        <a class="govuk-service-navigation__link" href={href} aria-current={aria} {...attributes}>
          {content}
        </a>
      )}
    </li>
  )
}

const ServiceName = ({ text, url }: { readonly text: Content; readonly url: string | undefined }) => (
  <span class="govuk-service-navigation__service-name">
    {url === undefined ? (
      <span class="govuk-service-navigation__text">{text}</span>
    ) : (
      <a href={url} class="govuk-service-navigation__link">
        {text}
      </a>
    )}
  </span>
)

export const ServiceNavigation = (props: ServiceNavigationProps) => {
  const { navigation = [], serviceName, end } = props
  const texts = useTexts()
  const items = navigation.filter((item) => !!item)
  const content = (
    <div class="govuk-width-container">
      <div class="govuk-service-navigation__container">
        {serviceName !== undefined && <ServiceName text={serviceName} url={props.serviceUrl} />}
        {items.length > 0 && (
          <nav
            aria-label={props.navigationLabel ?? texts.menu}
            class={classNames('govuk-service-navigation__wrapper', props.navigationClasses)}
          >
            <ul class="govuk-service-navigation__list" id={props.navigationId ?? 'navigation'}>
              {items.map(Item)}
            </ul>
          </nav>
        )}
      </div>
      {end}
    </div>
  )
  const frame = { class: classNames('govuk-service-navigation', props.classes), ...props.attributes }
  // With a name or an end of its own, the bar is a landmark; else its <nav> is one already.
  return serviceName !== undefined || end !== undefined ? (
    <section aria-label={props.ariaLabel ?? texts.serviceInformation} {...frame}>
      {content}
    </section>
  ) : (
    <div {...frame}>{content}</div>
  )
}
