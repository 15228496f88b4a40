// One line of text.
import { classNames, type Styled, type Text } from './common.ts'
import { describedBy, Description, FormGroup, type Described } from './form-group.tsx'
import { Label, type LabelProps } from './label.tsx'

export interface InputProps extends Styled, Described {
  readonly name: string
  readonly label: LabelProps
  /** The name, where not said. */
  readonly id?: string | undefined
  readonly value?: string | undefined
  readonly type?: 'text' | 'email' | 'tel' | 'password' | 'search' | 'number' | undefined
  readonly inputmode?: 'numeric' | 'decimal' | 'email' | 'tel' | 'text' | undefined
  readonly autocomplete?: string | undefined
  readonly autocapitalize?: 'none' | 'sentences' | 'words' | 'characters' | undefined
  readonly pattern?: string | undefined
  readonly spellcheck?: boolean | undefined
  readonly disabled?: boolean | undefined
  readonly prefix?: Text | undefined
  readonly suffix?: Text | undefined
  readonly inputWrapper?: Styled | undefined
}

/** The control alone, without label, hint and error. */
export const InputControl = (props: Omit<InputProps, 'label'>) => (
  <input
    class={classNames('govuk-input', props.classes, props.errorMessage && 'govuk-input--error')}
    id={props.id ?? props.name}
    name={props.name}
    type={props.type ?? 'text'}
    spellcheck={props.spellcheck}
    value={props.value}
    disabled={props.disabled}
    aria-describedby={describedBy(props.id ?? props.name, props)}
    autocomplete={props.autocomplete}
    autocapitalize={props.autocapitalize}
    pattern={props.pattern}
    inputmode={props.inputmode}
    {...props.attributes}
  />
)

const Affix = ({ side, text, classes, attributes }: Text & { readonly side: 'prefix' | 'suffix' }) => (
  <div class={classNames(`govuk-input__${side}`, classes)} aria-hidden="true" {...attributes}>
    {text}
  </div>
)

export const Input = (props: InputProps) => {
  const { name, id = name, label, prefix, suffix, inputWrapper } = props
  return (
    <FormGroup {...props}>
      <Label {...label} for={id} />
      <Description {...props} id={id} />
      {prefix || suffix ? (
        <div class={classNames('govuk-input__wrapper', inputWrapper?.classes)} {...inputWrapper?.attributes}>
          {prefix && <Affix side="prefix" {...prefix} />}
          <InputControl {...props} />
          {suffix && <Affix side="suffix" {...suffix} />}
        </div>
      ) : (
        <InputControl {...props} />
      )}
    </FormGroup>
  )
}
