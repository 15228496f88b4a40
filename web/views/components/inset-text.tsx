// A passage set apart from the text around it.
import { classNames, type Content, type Styled } from './common.ts'

export interface InsetTextProps extends Styled {
  readonly children: Content
  readonly id?: string | undefined
}

export const InsetText = ({ children, id, classes, attributes }: InsetTextProps) => (
  <div id={id} class={classNames('govuk-inset-text', classes)} {...attributes}>
    {children}
  </div>
)
