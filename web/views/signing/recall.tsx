// Taking an application back that waits for signatures, to change it.
import { signing as messages } from '../../messages/signing.ts'
import type { CaseView } from '../../../workers/engines/case/view.ts'
import { Button } from '../components/button.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { WarningText } from '../components/warning-text.tsx'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'

export const RecallPage = ({ page, view }: { readonly page: Page; readonly view: CaseView }) => {
  const texts = messages[page.lang]
  const back = `/cases/${view.id}`
  return (
    <Layout page={page} title={texts.changeTitle} back={back}>
      <h1 class="govuk-heading-l">{texts.changeTitle}</h1>
      <WarningText>{texts.changeAbout}</WarningText>
      {view.payment?.status === 'paid' && <InsetText>{texts.changePaid}</InsetText>}
      <form method="post" action={page.href(`${back}/recall`)}>
        <div class="govuk-button-group">
          <Button>{texts.changeButton}</Button>
          <a class="govuk-link" href={page.href(back)}>
            {texts.keepWaiting}
          </a>
        </div>
      </form>
    </Layout>
  )
}
