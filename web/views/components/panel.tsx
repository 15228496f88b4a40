// That something important is done.
import { classNames, type Content, type Styled } from './common.ts'

export interface PanelProps extends Styled {
  readonly title: Content
  readonly headingLevel?: 1 | 2 | 3 | 4 | 5 | 6 | undefined
  readonly children?: Content
}

export const Panel = ({ title, headingLevel = 1, classes, attributes, children }: PanelProps) => {
  const Heading = `h${headingLevel}` as const
  return (
    <div class={classNames('govuk-panel', 'govuk-panel--confirmation', classes)} {...attributes}>
      <Heading class="govuk-panel__title">{title}</Heading>
      {children !== undefined && <div class="govuk-panel__body">{children}</div>}
    </div>
  )
}
