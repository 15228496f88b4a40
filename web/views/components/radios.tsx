// One answer out of a few, all in sight, each with its label and hint, and the odd divider.
import { classNames, type Attributes, type Content, type Listed, type Styled, type Text } from './common.ts'
import { FieldsetGroup, type Grouped } from './form-group.tsx'
import { Hint } from './hint.tsx'
import { Label } from './label.tsx'

interface Choice {
  readonly value: string | number
  readonly text: Content
  readonly hint?: Text | undefined
  readonly id?: string | undefined
  readonly checked?: boolean | undefined
  readonly disabled?: boolean | undefined
  readonly label?: Styled | undefined
  readonly attributes?: Attributes | undefined
}

/** An answer, or the word (“or”) that stands between answers. */
type Item = Choice | { readonly divider: Content }

export interface RadiosProps extends Styled, Omit<Grouped, 'describedBy'> {
  readonly name: string
  readonly items: Listed<Item>
  /** The name, where not said. */
  readonly idPrefix?: string | undefined
  readonly value?: string | number | undefined
}

export const Radios = (props: RadiosProps) => {
  const { name, idPrefix = name, items, value, classes, attributes } = props
  const item = (choice: Item | false | null | undefined, index: number) => {
    if (!choice) return null
    if ('divider' in choice) return <div class="govuk-radios__divider">{choice.divider}</div>
    // The first has the plain id, so that an error summary can link to it.
    const id = choice.id ?? (index === 0 ? idPrefix : `${idPrefix}-${index + 1}`)
    const hintId = `${id}-item-hint`
    return (
      <div class="govuk-radios__item">
        <input
          class="govuk-radios__input"
          id={id}
          name={name}
          type="radio"
          value={choice.value}
          checked={choice.checked ?? (Boolean(value) && choice.value === value)}
          disabled={choice.disabled}
          aria-describedby={choice.hint && hintId}
          {...choice.attributes}
        />
        <Label
          text={choice.text}
          for={id}
          classes={classNames('govuk-radios__label', choice.label?.classes)}
          attributes={choice.label?.attributes}
        />
        {choice.hint && (
          <Hint {...choice.hint} id={hintId} classes={classNames('govuk-radios__hint', choice.hint.classes)} />
        )}
      </div>
    )
  }
  return (
    <FieldsetGroup {...props} id={idPrefix}>
      <div class={classNames('govuk-radios', classes)} {...attributes}>
        {items.map(item)}
      </div>
    </FieldsetGroup>
  )
}
