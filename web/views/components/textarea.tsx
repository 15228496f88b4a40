// Several lines of text.
import { classNames, type Styled } from './common.ts'
import { describedBy, Description, FormGroup, type Described } from './form-group.tsx'
import { Label, type LabelProps } from './label.tsx'

export interface TextareaProps extends Styled, Described {
  readonly name: string
  readonly label: LabelProps
  /** The name, where not said. */
  readonly id?: string | undefined
  readonly value?: string | undefined
  readonly rows?: number | undefined
  readonly autocomplete?: string | undefined
  readonly spellcheck?: boolean | undefined
  readonly disabled?: boolean | undefined
}

export const Textarea = (props: TextareaProps) => {
  const { name, id = name, label, classes, errorMessage, spellcheck } = props
  return (
    <FormGroup {...props}>
      <Label {...label} for={id} />
      <Description {...props} id={id} />
      <textarea
        class={classNames('govuk-textarea', errorMessage && 'govuk-textarea--error', classes)}
        id={id}
        name={name}
        rows={props.rows ?? 5}
        spellcheck={spellcheck}
        disabled={props.disabled}
        aria-describedby={describedBy(id, props)}
        autocomplete={props.autocomplete}
        {...props.attributes}
      >
        {props.value}
      </textarea>
    </FormGroup>
  )
}
