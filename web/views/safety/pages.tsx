// The pages of the freeze switch, and the one that carries on with what was typed before a login.
import { safety } from '../../messages/safety.ts'
import type { KeptForm } from '../../../workers/engines/identity/kept-form.ts'
import type { Devices } from '../../../workers/engines/identity/person.ts'
import { whereText } from '../../../workers/engines/identity/whereabouts.ts'
import { Button } from '../components/button.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { NotificationBanner } from '../components/notification-banner.tsx'
import { WarningText } from '../components/warning-text.tsx'
import { formatDateTime } from '../format.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { mine, toDevices, trail } from '../trail.ts'

/** What was just done, as the address says. */
export const DONE = { frozen: 'doneFrozen', unfrozen: 'doneUnfrozen' } as const
export type Done = keyof typeof DONE

export interface FreezeProps {
  readonly page: Page
  readonly freeze: Devices['freeze']
  readonly done?: Done | undefined
}

const Thawed = ({ page }: { readonly page: Page }) => {
  const texts = safety[page.lang]
  return (
    <>
      <p class="govuk-body-l">{texts.freezeLead}</p>
      <p class="govuk-body">{texts.freezeMeans}</p>
      <ul class="govuk-list govuk-list--bullet">
        <li>{texts.freezeSign}</li>
        <li>{texts.freezeMandates}</li>
      </ul>
      <p class="govuk-body">{texts.freezeRead}</p>
      <WarningText>{texts.freezeBack}</WarningText>
      <form method="post" action={page.href('/me/freeze')}>
        <div class="govuk-button-group">
          <Button classes="govuk-button--warning">{texts.freezeButton}</Button>
          <a class="govuk-link" href={page.href('/me')}>
            {texts.leave}
          </a>
        </div>
      </form>
    </>
  )
}

export const FreezePage = ({ page, freeze, done }: FreezeProps) => {
  const texts = safety[page.lang]
  const title = freeze === null ? texts.freeze : texts.frozen
  return (
    <Layout page={page} title={title} breadcrumbs={trail(page, mine(page), toDevices(page), title)}>
      {done !== undefined && <NotificationBanner type="success" text={texts[DONE[done]]} />}
      <h1 class="govuk-heading-xl">{title}</h1>
      {freeze === null ? (
        <Thawed page={page} />
      ) : (
        <>
          <p class="govuk-body-l">
            {texts.frozenSince(whereText(page.lang, freeze), formatDateTime(page.lang, freeze.at))}
          </p>
          <WarningText>{texts.frozenHere}</WarningText>
          <Button href={page.href('/me/unfreeze')}>{texts.unfreezeLink}</Button>
          <h2 class="govuk-heading-m">{texts.frozenNext}</h2>
          <ul class="govuk-list govuk-list--bullet">
            <li>
              <a class="govuk-link" href={page.href('/me/devices')}>
                {texts.frozenDevices}
              </a>
            </li>
            <li>{texts.frozenCard}</li>
          </ul>
        </>
      )}
    </Layout>
  )
}

export const UnfreezePage = ({ page }: { readonly page: Page }) => {
  const texts = safety[page.lang]
  return (
    <Layout page={page} title={texts.unfreeze} breadcrumbs={trail(page, mine(page), toDevices(page), texts.unfreeze)}>
      <h1 class="govuk-heading-xl">{texts.unfreeze}</h1>
      <p class="govuk-body-l">{texts.unfreezeLead}</p>
      <form method="post" action={page.href('/me/unfreeze')}>
        <div class="govuk-button-group">
          <Button>{texts.unfreezeButton}</Button>
          <a class="govuk-link" href={page.href('/me/freeze')}>
            {texts.leave}
          </a>
        </div>
      </form>
    </Layout>
  )
}

export const CarryOnPage = ({ page, form }: { readonly page: Page; readonly form: KeptForm }) => {
  const texts = safety[page.lang]
  return (
    <Layout page={page} title={texts.carryOn}>
      <h1 class="govuk-heading-xl">{texts.carryOn}</h1>
      <p class="govuk-body-l">{texts.carryOnLead}</p>
      {form.files && <InsetText>{texts.carryOnFiles}</InsetText>}
      <form method="post" action={form.action}>
        {form.fields.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <Button>{texts.carryOnButton}</Button>
      </form>
      <p class="govuk-body">
        <a class="govuk-link" href={form.page}>
          {texts.carryOnBack}
        </a>
      </p>
    </Layout>
  )
}
