// A date that a person knows by heart, in three boxes: day, month, year.
import { classNames, type Attributes, type Styled } from './common.ts'
import { FieldsetGroup, type Grouped } from './form-group.tsx'
import { InputControl } from './input.tsx'
import { Label } from './label.tsx'
import { useTexts } from './language.ts'

const PARTS = [
  { part: 'day', width: 2 },
  { part: 'month', width: 2 },
  { part: 'year', width: 4 },
] as const

type DatePart = (typeof PARTS)[number]['part']

interface PartProps {
  readonly label?: string | undefined
  readonly classes?: string | undefined
  /** Whether this box is the wrong one; where none is said, an error marks all three. */
  readonly error?: boolean | undefined
  readonly value?: string | undefined
  readonly autocomplete?: string | undefined
  readonly attributes?: Attributes | undefined
}

export interface DateInputProps
  extends Styled, Omit<Grouped, 'describedBy'>, Partial<Record<DatePart, PartProps | undefined>> {
  /** The boxes have the ids `<id>-day`, `<id>-month`, `<id>-year`. */
  readonly id: string
  /** The boxes have the names `<namePrefix>-day`…, or plainly `day`…. */
  readonly namePrefix?: string | undefined
  readonly values?: { readonly [part in DatePart]?: string | undefined } | undefined
}

export const DateInput = (props: DateInputProps) => {
  const { id, namePrefix, values, errorMessage, classes, attributes } = props
  const texts = useTexts()
  const anyMarked = PARTS.some(({ part }) => props[part]?.error)
  const box = ({ part, width }: (typeof PARTS)[number]) => {
    const own = props[part]
    const wrong = own?.error ?? (errorMessage !== undefined && !anyMarked)
    return (
      <div class="govuk-date-input__item">
        <div class="govuk-form-group">
          <Label text={own?.label ?? texts[part]} classes="govuk-date-input__label" for={`${id}-${part}`} />
          <InputControl
            id={`${id}-${part}`}
            name={namePrefix === undefined ? part : `${namePrefix}-${part}`}
            classes={classNames(
              'govuk-date-input__input',
              wrong && 'govuk-input--error',
              !own?.classes?.includes('govuk-input--width-') && `govuk-input--width-${width}`,
              own?.classes,
            )}
            value={own?.value ?? values?.[part]}
            inputmode="numeric"
            autocomplete={own?.autocomplete}
            attributes={own?.attributes}
          />
        </div>
      </div>
    )
  }
  return (
    <FieldsetGroup {...props} role="group">
      <div class={classNames('govuk-date-input', classes)} id={id} {...attributes}>
        {PARTS.map(box)}
      </div>
    </FieldsetGroup>
  )
}
