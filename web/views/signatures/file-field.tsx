// A file that a form takes along, or that a script of the page reads on the person's own device alone.
import { FormGroup } from '../components/form-group.tsx'
import { Hint } from '../components/hint.tsx'
import { Label } from '../components/label.tsx'

interface FileFieldProps {
  readonly id: string
  readonly label: string
  readonly hint: string
  /** Under which a form takes it along; without one no form does. */
  readonly name?: string | undefined
  readonly accept?: string | undefined
}

export const FileField = ({ id, label, hint, name, accept }: FileFieldProps) => (
  <FormGroup>
    <Label for={id} text={label} />
    <Hint id={`${id}-hint`} text={hint} />
    <input
      class="govuk-file-upload izvor-file"
      type="file"
      id={id}
      name={name}
      accept={accept}
      aria-describedby={`${id}-hint`}
    />
  </FormGroup>
)
