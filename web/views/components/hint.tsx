// What helps a person to answer.
import { classNames, type Text } from './common.ts'

export interface HintProps extends Text {
  readonly id?: string | undefined
}

export const Hint = ({ id, text, classes, attributes }: HintProps) => (
  <div id={id} class={classNames('govuk-hint', classes)} {...attributes}>
    {text}
  </div>
)
