// One question that takes several controls.
import { classNames, type Content, type Styled, type Text } from './common.ts'

interface Legend extends Text {
  readonly isPageHeading?: boolean | undefined
}

export interface FieldsetProps extends Styled {
  readonly legend?: Legend | undefined
  readonly describedBy?: string | undefined
  readonly role?: string | undefined
  readonly children?: Content
}

export const Fieldset = ({ legend, describedBy, role, classes, attributes, children }: FieldsetProps) => (
  <fieldset class={classNames('govuk-fieldset', classes)} role={role} aria-describedby={describedBy} {...attributes}>
    {legend && (
      <legend class={classNames('govuk-fieldset__legend', legend.classes)}>
        {legend.isPageHeading ? <h1 class="govuk-fieldset__heading">{legend.text}</h1> : legend.text}
      </legend>
    )}
    {children}
  </fieldset>
)
