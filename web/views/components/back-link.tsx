// The way back to the step before.
import { classNames, type Content, type Styled } from './common.ts'
import { useTexts } from './language.ts'

export interface BackLinkProps extends Styled {
  readonly href: string
  readonly children?: Content
}

export const BackLink = ({ href, classes, attributes, children }: BackLinkProps) => (
  <a href={href} class={classNames('govuk-back-link', classes)} {...attributes}>
    {children ?? useTexts().back}
  </a>
)
