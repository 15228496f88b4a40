// Any number of answers out of a few, or one yes.
import { Choices, type ChoiceItem } from './choices.tsx'
import type { Listed, Styled } from './common.ts'
import { describedBy, FieldsetGroup, type Grouped } from './form-group.tsx'

export interface CheckboxesProps extends Styled, Grouped {
  readonly name: string
  readonly items: Listed<ChoiceItem>
  /** The name, where not said. */
  readonly idPrefix?: string | undefined
  readonly values?: readonly (string | number)[] | undefined
}

export const Checkboxes = (props: CheckboxesProps) => {
  const { name, idPrefix = name, items, values, fieldset, classes, attributes } = props
  return (
    <FieldsetGroup {...props} id={idPrefix}>
      <Choices
        type="checkbox"
        name={name}
        idPrefix={idPrefix}
        items={items}
        isChosen={(one) => values?.includes(one) ?? false}
        describedBy={fieldset ? undefined : describedBy(idPrefix, props)}
        classes={classes}
        attributes={attributes}
      />
    </FieldsetGroup>
  )
}
