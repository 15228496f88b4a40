// A file that a script of the page reads on the person's own device: it is never sent.
import { FormGroup } from '../components/form-group.tsx'
import { Hint } from '../components/hint.tsx'
import { Label } from '../components/label.tsx'

interface FileFieldProps {
  readonly id: string
  readonly label: string
  readonly hint: string
  readonly accept?: string | undefined
}

/** Without a name, so that no form takes it along. */
export const FileField = ({ id, label, hint, accept }: FileFieldProps) => (
  <FormGroup>
    <Label for={id} text={label} />
    <Hint id={`${id}-hint`} text={hint} />
    <input class="govuk-file-upload izvor-file" type="file" id={id} accept={accept} aria-describedby={`${id}-hint`} />
  </FormGroup>
)
