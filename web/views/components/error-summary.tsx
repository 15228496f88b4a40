// All that is wrong with a form, at the top, each with a link to where it is mended.
import { classNames, type Attributes, type Content, type Styled } from './common.ts'
import { useTexts } from './language.ts'

export interface ErrorSummaryProps extends Styled {
  readonly titleText?: Content
  readonly description?: Content
  readonly errorList: readonly {
    readonly text: Content
    /** `#<id of the control>`. */
    readonly href?: string | undefined
    readonly attributes?: Attributes | undefined
  }[]
}

export const ErrorSummary = ({ titleText, description, errorList, classes, attributes }: ErrorSummaryProps) => (
  <div class={classNames('govuk-error-summary', classes)} {...attributes}>
    <div role="alert">
      <h2 class="govuk-error-summary__title">{titleText ?? useTexts().errorSummary}</h2>
      <div class="govuk-error-summary__body">
        {description !== undefined && <p>{description}</p>}
        {errorList.length > 0 && (
          <ul class="govuk-list govuk-error-summary__list">
            {errorList.map(({ text, href, attributes: own }) => (
              <li>
                {href === undefined ? (
                  text
                ) : (
                  <a href={href} {...own}>
                    {text}
                  </a>
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  </div>
)
