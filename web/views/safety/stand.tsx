// What stands in the way of signing by the person's own safety, said where they would sign: frozen, or a key too new.
import { safety } from '../../messages/safety.ts'
import type { Stake } from '../../../workers/kernel/demand.ts'
import { Button } from '../components/button.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { WarningText } from '../components/warning-text.tsx'
import { formatDateTime } from '../format.ts'
import type { Page } from '../page.ts'

export const Frozen = ({ page }: { readonly page: Page }) => {
  if (page.footing?.frozen !== true) return null
  const texts = safety[page.lang]
  return (
    <>
      <WarningText>{texts.frozenHere}</WarningText>
      <p class="govuk-body">
        <a class="govuk-link" href={page.href('/me/freeze')}>
          {texts.unfreezeLink}
        </a>
      </p>
    </>
  )
}

/** Inside the form that signs: its button sends what was typed, and comes back here with the card. */
export const Cooling = ({ page, moves }: { readonly page: Page; readonly moves: Stake | undefined }) => {
  const until = page.footing?.coolingUntil ?? null
  if (moves === undefined || until === null || page.footing?.frozen === true) return null
  const texts = safety[page.lang]
  return (
    <InsetText>
      <p class="govuk-body">{texts.cooling(formatDateTime(page.lang, until))}</p>
      <p class="govuk-body">{texts.coolingCard}</p>
      <Button name="with-card" value="yes">
        {texts.withCard}
      </Button>
    </InsetText>
  )
}
