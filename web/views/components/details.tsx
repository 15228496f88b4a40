// More, for those who want it.
import { classNames, type Content, type Styled } from './common.ts'

export interface DetailsProps extends Styled {
  readonly summary: Content
  readonly children: Content
  readonly id?: string | undefined
  readonly open?: boolean | undefined
}

export const Details = ({ summary, children, id, open, classes, attributes }: DetailsProps) => (
  <details id={id} class={classNames('govuk-details', classes)} open={open} {...attributes}>
    <summary class="govuk-details__summary">
      <span class="govuk-details__summary-text">{summary}</span>
    </summary>
    <div class="govuk-details__text">{children}</div>
  </details>
)
