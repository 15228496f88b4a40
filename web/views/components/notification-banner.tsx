// News that does not come from this page: something was done, or is to be known.
import { classNames, type Content, type Styled } from './common.ts'
import { useTexts } from './language.ts'

export interface NotificationBannerProps extends Styled {
  /** One sentence; `children` instead, for more. */
  readonly text?: Content
  readonly children?: Content
  readonly type?: 'success' | undefined
  readonly titleText?: Content
  readonly titleId?: string | undefined
  readonly titleHeadingLevel?: 1 | 2 | 3 | 4 | 5 | 6 | undefined
  readonly role?: string | undefined
}

export const NotificationBanner = (props: NotificationBannerProps) => {
  const { text, children, type, titleId = 'govuk-notification-banner-title', classes, attributes } = props
  const texts = useTexts()
  const Heading = `h${props.titleHeadingLevel ?? 2}` as const
  return (
    <div
      class={classNames('govuk-notification-banner', type && `govuk-notification-banner--${type}`, classes)}
      role={props.role ?? (type === 'success' ? 'alert' : 'region')}
      aria-labelledby={titleId}
      {...attributes}
    >
      <div class="govuk-notification-banner__header">
        <Heading class="govuk-notification-banner__title" id={titleId}>
          {props.titleText ?? (type === 'success' ? texts.success : texts.important)}
        </Heading>
      </div>
      <div class="govuk-notification-banner__content">
        {children ?? <p class="govuk-notification-banner__heading">{text}</p>}
      </div>
    </div>
  )
}
