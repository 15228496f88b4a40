// What radios and checkboxes share: a list of answers, each with its label and hint, and the odd divider.
import { classNames, type Attributes, type Content, type Listed, type Styled, type Text } from './common.ts'
import { Hint } from './hint.tsx'
import { Label } from './label.tsx'

export interface Choice {
  readonly value: string | number
  readonly text: Content
  readonly hint?: Text | undefined
  readonly id?: string | undefined
  readonly name?: string | undefined
  readonly checked?: boolean | undefined
  readonly disabled?: boolean | undefined
  readonly label?: Styled | undefined
  readonly attributes?: Attributes | undefined
}

/** An answer, or the word (“or”) that stands between answers. */
export type ChoiceItem = Choice | { readonly divider: Content }

export interface ChoicesProps extends Styled {
  readonly type: 'radio' | 'checkbox'
  readonly name: string
  readonly idPrefix: string
  readonly items: Listed<ChoiceItem>
  readonly isChosen: (value: string | number) => boolean
  /** Ids that describe every control, where no fieldset does. */
  readonly describedBy?: string | undefined
}

export const Choices = ({ type, name, idPrefix, items, isChosen, describedBy, classes, attributes }: ChoicesProps) => {
  const block = type === 'radio' ? 'govuk-radios' : 'govuk-checkboxes'
  const item = (choice: ChoiceItem | false | null | undefined, index: number) => {
    if (!choice) return null
    if ('divider' in choice) return <div class={`${block}__divider`}>{choice.divider}</div>
    // The first has the plain id, so that an error summary can link to it.
    const id = choice.id ?? (index === 0 ? idPrefix : `${idPrefix}-${index + 1}`)
    const hintId = `${id}-item-hint`
    return (
      <div class={`${block}__item`}>
        <input
          class={`${block}__input`}
          id={id}
          name={choice.name ?? name}
          type={type}
          value={choice.value}
          checked={choice.checked ?? isChosen(choice.value)}
          disabled={choice.disabled}
          aria-describedby={classNames(describedBy, choice.hint && hintId) || undefined}
          {...choice.attributes}
        />
        <Label
          text={choice.text}
          for={id}
          classes={classNames(`${block}__label`, choice.label?.classes)}
          attributes={choice.label?.attributes}
        />
        {choice.hint && (
          <Hint {...choice.hint} id={hintId} classes={classNames(`${block}__hint`, choice.hint.classes)} />
        )}
      </div>
    )
  }
  return (
    <div class={classNames(block, classes)} {...attributes}>
      {items.map(item)}
    </div>
  )
}
