// What happens to a person who does or omits something.
import { classNames, type Content, type Styled } from './common.ts'
import { useTexts } from './language.ts'

export interface WarningTextProps extends Styled {
  readonly children: Content
  readonly iconFallbackText?: string | undefined
}

export const WarningText = ({ children, iconFallbackText, classes, attributes }: WarningTextProps) => (
  <div class={classNames('govuk-warning-text', classes)} {...attributes}>
    <span class="govuk-warning-text__icon" aria-hidden="true">
      !
    </span>
    <strong class="govuk-warning-text__text">
      <span class="govuk-visually-hidden">{iconFallbackText ?? useTexts().warning}</span> {children}
    </strong>
  </div>
)
