// A repeated group in a form: its items one below the other, each with its controls, without a script.
import { components } from '../../messages/components.ts'
import { issueText } from '../../messages/issues.ts'
import type { ListField } from '../../../workers/kernel/field.ts'
import { Button } from '../components/button.tsx'
import { ErrorMessage } from '../components/error-message.tsx'
import { Fieldset } from '../components/fieldset.tsx'
import { Hint } from '../components/hint.tsx'
import { Control, type FormFieldProps } from './control.tsx'
import { itemsShown, LESS, MORE } from './typed.ts'

type GroupProps = FormFieldProps & { readonly field: ListField }

const Item = ({
  name,
  field,
  at,
  removable,
  ...rest
}: GroupProps & { readonly at: number; readonly removable: boolean }) => {
  const texts = components[rest.page.lang]
  const number = texts.item(String(at + 1))
  return (
    <Fieldset classes="izvor-item" legend={{ text: number, classes: 'govuk-fieldset__legend--s' }}>
      {Object.entries(field.of).map(([column, one]) => (
        <Control {...rest} name={`${name}.${at}.${column}`} field={one} objection={undefined} />
      ))}
      {removable && (
        <Button classes="govuk-button--secondary" name={LESS} value={`${name}.${at}`}>
          {texts.remove}
          <span class="govuk-visually-hidden"> {number}</span>
        </Button>
      )}
    </Fieldset>
  )
}

export const Group = (props: GroupProps) => {
  const { page, name, field, typed, issues, objection } = props
  const { lang } = page
  const texts = components[lang]
  const own = issues.find((one) => one.field === name)
  const error = own === undefined ? objection : issueText(lang, field, own.code, own.about)
  const shown = itemsShown(name, field, typed)
  const ids = [field.hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  return (
    <div class={`govuk-form-group${error === undefined ? '' : ' govuk-form-group--error'}`}>
      {/* Enter in a control presses the first button of its form: that one keeps, and does not take an item away. */}
      <button type="submit" hidden aria-label={texts.keep} />
      <Fieldset
        legend={{
          text: field.label[lang] + (field.optional ? ` (${texts.optional})` : ''),
          classes: 'govuk-fieldset__legend--m',
        }}
        describedBy={ids === '' ? undefined : ids}
      >
        {field.hint && <Hint id={`${name}-hint`} text={field.hint[lang]} />}
        {error !== undefined && <ErrorMessage id={`${name}-error`} text={error} />}
        {Array.from({ length: shown }, (_, at) => (
          <Item {...props} at={at} removable={shown > (field.optional ? 1 : (field.min ?? 1))} />
        ))}
        {shown < field.max && (
          <Button classes="govuk-button--secondary" name={MORE} value={name} id={name}>
            {texts.addAnother}
            <span class="govuk-visually-hidden">: {field.label[lang]}</span>
          </Button>
        )}
      </Fieldset>
    </div>
  )
}
