// On every page: for whom the person acts, and the way back to themself.
import { mandates } from '../../messages/mandates.ts'
import type { Page } from '../page.ts'

export const ActingBanner = ({ page, called }: { readonly page: Page; readonly called: string }) => {
  const texts = mandates[page.lang]
  return (
    <section class="izvor-acting" aria-label={texts.actingLabel}>
      <form class="govuk-width-container izvor-acting__content" method="post" action={page.href('/me/acting')}>
        <input type="hidden" name="mandate" value="" />
        <span>
          {texts.actingFor} <strong>{called}</strong>
        </span>
        <button class="izvor-link-button" type="submit">
          {texts.backToMyself}
        </button>
        <a class="govuk-link" href={page.href('/me/acting')}>
          {texts.switch}
        </a>
      </form>
    </section>
  )
}
