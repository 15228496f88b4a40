// What surrounds every form control: its hint, its error, and how the control is tied to them.
import { classNames, type Content, type Styled, type Text } from './common.ts'
import { ErrorMessage, type ErrorMessageProps } from './error-message.tsx'
import { Fieldset, type FieldsetProps } from './fieldset.tsx'
import { Hint } from './hint.tsx'

export interface Described {
  readonly hint?: Text | undefined
  readonly errorMessage?: Omit<ErrorMessageProps, 'id'> | undefined
  /** Ids of further elements that describe the control. */
  readonly describedBy?: string | undefined
  readonly formGroup?: Styled | undefined
}

/** The ids that describe a control, or nothing. */
export const describedBy = (id: string, props: Described, first = props.describedBy): string | undefined =>
  classNames(first, props.hint && `${id}-hint`, props.errorMessage && `${id}-error`) || undefined

/** Hint and error of a control, in the order in which they are read. */
export const Description = ({ id, hint, errorMessage }: Described & { readonly id: string }) => (
  <>
    {hint && <Hint id={`${id}-hint`} {...hint} />}
    {errorMessage && <ErrorMessage id={`${id}-error`} {...errorMessage} />}
  </>
)

export const FormGroup = ({ errorMessage, formGroup, children }: Described & { readonly children: Content }) => (
  <div
    class={classNames('govuk-form-group', errorMessage && 'govuk-form-group--error', formGroup?.classes)}
    {...formGroup?.attributes}
  >
    {children}
  </div>
)

export interface Grouped extends Described {
  readonly fieldset?: Omit<FieldsetProps, 'children'> | undefined
}

interface FieldsetGroupProps extends Grouped {
  readonly id: string
  readonly role?: string | undefined
  readonly children: Content
}

/** A form group of several controls: their hint and error describe the fieldset, where there is one. */
export const FieldsetGroup = (props: FieldsetGroupProps) => {
  const { id, fieldset, role, children } = props
  const content = (
    <>
      <Description {...props} />
      {children}
    </>
  )
  const described = describedBy(id, props, fieldset?.describedBy ?? props.describedBy)
  return (
    <FormGroup {...props}>
      {fieldset ? (
        <Fieldset role={role} {...fieldset} describedBy={described}>
          {content}
        </Fieldset>
      ) : (
        content
      )}
    </FormGroup>
  )
}
