// The state of a thing, in a word.
import { classNames, type Content, type Styled } from './common.ts'

export interface TagProps extends Styled {
  readonly children: Content
}

export const Tag = ({ children, classes, attributes }: TagProps) => (
  <strong class={classNames('govuk-tag', classes)} {...attributes}>
    {children}
  </strong>
)
