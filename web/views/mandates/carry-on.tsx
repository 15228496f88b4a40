// A draft that another began for the same applicant: who that was, and the way to go on in their place.
import { mandates as messages } from '../../messages/mandates.ts'
import type { CaseView } from '../../../workers/engines/case/view.ts'
import { Button } from '../components/button.tsx'
import { InsetText } from '../components/inset-text.tsx'
import type { Page } from '../page.ts'

export const CarryOn = ({ page, view }: { readonly page: Page; readonly view: CaseView }) => {
  const texts = messages[page.lang]
  return (
    <InsetText>
      <p class="govuk-body">{texts.begunBy(view.represented?.by ?? '')}</p>
      <form method="post" action={page.href(`/cases/${view.id}/carry-on`)}>
        <Button>{texts.carryOn}</Button>
      </form>
    </InsetText>
  )
}
