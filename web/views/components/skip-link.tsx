// Past the header, for who walks by keyboard.
import { classNames, type Content, type Styled } from './common.ts'

export interface SkipLinkProps extends Styled {
  readonly children: Content
  readonly href?: string | undefined
}

export const SkipLink = ({ children, href = '#content', classes, attributes }: SkipLinkProps) => (
  <a href={href} class={classNames('govuk-skip-link', classes)} {...attributes}>
    {children}
  </a>
)
