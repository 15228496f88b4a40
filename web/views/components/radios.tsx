// One answer out of a few, all in sight.
import { Choices, type ChoiceItem } from './choices.tsx'
import type { Listed, Styled } from './common.ts'
import { FieldsetGroup, type Grouped } from './form-group.tsx'

export interface RadiosProps extends Styled, Omit<Grouped, 'describedBy'> {
  readonly name: string
  readonly items: Listed<ChoiceItem>
  /** The name, where not said. */
  readonly idPrefix?: string | undefined
  readonly value?: string | number | undefined
}

export const Radios = (props: RadiosProps) => {
  const { name, idPrefix = name, items, value, classes, attributes } = props
  return (
    <FieldsetGroup {...props} id={idPrefix}>
      <Choices
        type="radio"
        name={name}
        idPrefix={idPrefix}
        items={items}
        isChosen={(one) => Boolean(value) && one === value}
        classes={classes}
        attributes={attributes}
      />
    </FieldsetGroup>
  )
}
