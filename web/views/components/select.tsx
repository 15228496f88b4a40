// One answer out of many, in a closed list.
import { classNames, type Attributes, type Listed, type Styled } from './common.ts'
import { describedBy, Description, FormGroup, type Described } from './form-group.tsx'
import { Label, type LabelProps } from './label.tsx'

export interface SelectItem {
  readonly text: string
  /** The text, where not said. */
  readonly value?: string | number | undefined
  readonly selected?: boolean | undefined
  readonly disabled?: boolean | undefined
  readonly attributes?: Attributes | undefined
}

export interface SelectProps extends Styled, Described {
  readonly name: string
  readonly label: LabelProps
  readonly items: Listed<SelectItem>
  /** The name, where not said. */
  readonly id?: string | undefined
  /** Which item is selected. */
  readonly value?: string | number | undefined
  readonly disabled?: boolean | undefined
}

export const Select = (props: SelectProps) => {
  const { name, id = name, label, items, value, classes, errorMessage } = props
  const isChosen = (item: SelectItem) => item.selected ?? (Boolean(value) && (item.value ?? item.text) === value)
  return (
    <FormGroup {...props}>
      <Label {...label} for={id} />
      <Description {...props} id={id} />
      <select
        class={classNames('govuk-select', classes, errorMessage && 'govuk-select--error')}
        id={id}
        name={name}
        disabled={props.disabled}
        aria-describedby={describedBy(id, props)}
        {...props.attributes}
      >
        {items.map(
          (item) =>
            item && (
              <option value={item.value} selected={isChosen(item)} disabled={item.disabled} {...item.attributes}>
                {item.text}
              </option>
            ),
        )}
      </select>
    </FormGroup>
  )
}
