// What is wrong with one answer, beside it.
import { classNames, type Text } from './common.ts'
import { useTexts } from './language.ts'

export interface ErrorMessageProps extends Text {
  readonly id?: string | undefined
  /** What a screen reader says before it; empty for nothing. */
  readonly visuallyHiddenText?: string | undefined
}

export const ErrorMessage = ({ id, text, classes, attributes, visuallyHiddenText }: ErrorMessageProps) => {
  const before = visuallyHiddenText ?? useTexts().error
  return (
    <p id={id} class={classNames('govuk-error-message', classes)} {...attributes}>
      {before !== '' && (
        <>
          <span class="govuk-visually-hidden">{before}:</span>{' '}
        </>
      )}
      {text}
    </p>
  )
}
