// What state the whole site is in.
import { classNames, type Content, type Styled } from './common.ts'
import { Tag } from './tag.tsx'

export interface PhaseBannerProps extends Styled {
  readonly tag: { readonly text: Content; readonly classes?: string | undefined }
  readonly children: Content
}

export const PhaseBanner = ({ tag, children, classes, attributes }: PhaseBannerProps) => (
  <div class={classNames('govuk-phase-banner govuk-width-container', classes)} {...attributes}>
    <p class="govuk-phase-banner__content">
      <Tag classes={classNames('govuk-phase-banner__content__tag', tag.classes)}>{tag.text}</Tag>{' '}
      <span class="govuk-phase-banner__text">{children}</span>
    </p>
  </div>
)
