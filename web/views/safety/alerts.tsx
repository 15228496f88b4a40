// What this device has not seen yet of its owner's keys, above the page, with what to do about it.
import { safety } from '../../messages/safety.ts'
import type { Alert } from '../../../workers/engines/identity/alerts.ts'
import { whereText } from '../../../workers/engines/identity/whereabouts.ts'
import { Button } from '../components/button.tsx'
import { formatDateTime } from '../format.ts'
import type { Page } from '../page.ts'

function alertText({ lang }: Page, { kind, name, agent, place, at }: Alert): string {
  const texts = safety[lang]
  const where = whereText(lang, { agent, place })
  const when = formatDateTime(lang, at)
  switch (kind) {
    case 'passkey-added':
    case 'passkey-at-counter':
      return texts.added(name, where, when)
    case 'passkey-removed':
      return texts.removed(name, where, when)
    case 'frozen':
      return texts.frozenFrom(where, when)
    case 'unfrozen':
      return texts.unfrozenFrom(where, when)
    case 'new-device':
      return texts.newDevice(where, when)
  }
}

export const Alerts = ({ page }: { readonly page: Page }) => {
  const { alerts, frozen } = page.footing ?? { alerts: [], frozen: false }
  const [latest] = alerts
  if (latest === undefined) return null
  const texts = safety[page.lang]
  return (
    <section class="izvor-alerts" aria-labelledby="alerts">
      <div class="govuk-width-container">
        <h2 class="govuk-heading-m" id="alerts">
          {texts.alerts}
        </h2>
        <ul class={alerts.length > 1 ? 'govuk-list govuk-list--bullet' : 'govuk-list'}>
          {alerts.map((alert) => (
            <li>{alertText(page, alert)}</li>
          ))}
        </ul>
        {!frozen && <p class="govuk-body">{texts.notYou}</p>}
        <form method="post" action={page.href('/me/alerts/seen')}>
          <input type="hidden" name="n" value={String(latest.n)} />
          <div class="govuk-button-group">
            {!frozen && (
              <Button href={page.href('/me/freeze')} classes="govuk-button--warning">
                {texts.toFreeze}
              </Button>
            )}
            <Button classes="govuk-button--secondary">{texts.seen}</Button>
          </div>
        </form>
      </div>
    </section>
  )
}
