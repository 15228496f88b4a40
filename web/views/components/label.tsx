// The name of a form control.
import { classNames, type Content, type Styled } from './common.ts'

export interface LabelProps extends Styled {
  readonly text: Content
  readonly for?: string | undefined
  /** The page asks this one question: its name is the heading. */
  readonly isPageHeading?: boolean | undefined
}

export const Label = ({ text, classes, attributes, isPageHeading, ...props }: LabelProps) => {
  const label = (
    <label class={classNames('govuk-label', classes)} for={props.for} {...attributes}>
      {text}
    </label>
  )
  return isPageHeading ? <h1 class="govuk-label-wrapper">{label}</h1> : label
}
