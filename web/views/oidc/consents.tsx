// Where a person sees which sites they logged in to with their eID, what those may be told, and takes it back.
import type { Agreement } from '../../../workers/engines/oidc/visit.ts'
import { isClaim } from '../../../workers/engines/oidc/client.ts'
import { oidc } from '../../messages/oidc.ts'
import { Button } from '../components/button.tsx'
import { NotificationBanner } from '../components/notification-banner.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { formatDateTime } from '../format.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'

interface ConsentsProps {
  readonly page: Page
  readonly agreements: readonly (Agreement & { readonly site: string })[]
  readonly done: boolean
}

export const ConsentsPage = ({ page, agreements, done }: ConsentsProps) => {
  const texts = oidc[page.lang]
  return (
    <Layout page={page} title={texts.consents} back="/me">
      {done && <NotificationBanner type="success">{texts.withdrawnDone}</NotificationBanner>}
      <h1 class="govuk-heading-xl">{texts.consents}</h1>
      <p class="govuk-body-l">{agreements.length === 0 ? texts.consentsNone : texts.consentsLead}</p>
      {agreements.map(({ client, site, claims, at, withdrawnAt }) => (
        <section aria-label={site}>
          <SummaryList
            card={{ title: { text: site, headingLevel: 2 } }}
            rows={[
              {
                key: { text: texts.told },
                value: {
                  text:
                    claims.length === 0
                      ? texts.onlySign
                      : claims
                          .filter(isClaim)
                          .map((one) => texts[one])
                          .join('; '),
                },
              },
              { key: { text: texts.since }, value: { text: formatDateTime(page.lang, at) } },
              {
                key: { text: texts.state },
                value: {
                  text: withdrawnAt === null ? texts.active : texts.withdrawn(formatDateTime(page.lang, withdrawnAt)),
                },
              },
            ]}
          />
          {withdrawnAt === null && (
            <form method="post" action={page.href('/me/consents')}>
              <input type="hidden" name="client" value={client} />
              <Button classes="govuk-button--secondary">
                {texts.withdraw}
                <span class="govuk-visually-hidden"> {texts.withdrawFrom(site)}</span>
              </Button>
            </form>
          )}
        </section>
      ))}
    </Layout>
  )
}
