// What a person sees between a site that asks for a login and that site: who asks for what and why, and the way back.
import type { AuthRequest } from '../../../workers/engines/oidc/request.ts'
import type { ClaimName, Client } from '../../../workers/engines/oidc/client.ts'
import type { TestPerson } from '../../../workers/engines/oidc/test-persons.ts'
import { oidc } from '../../messages/oidc.ts'
import { Button } from '../components/button.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { Radios } from '../components/radios.tsx'
import { WarningText } from '../components/warning-text.tsx'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'

interface Asking {
  readonly page: Page
  readonly client: Client
  readonly request: AuthRequest
  /** `request_uri`, for the form. */
  readonly uri: string
  readonly claims: readonly ClaimName[]
}

const Data = ({ page, client, claims, request }: Asking) => {
  const texts = oidc[page.lang]
  return (
    <>
      <h2 class="govuk-heading-m">{texts.gets}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {claims.map((claim) => (
          <li>
            <strong>{texts[claim]}</strong>
          </li>
        ))}
        <li>{texts.same}</li>
        <li>{texts.level}</li>
      </ul>
      {claims.length > 0 && (
        <>
          <h2 class="govuk-heading-m">{texts.why}</h2>
          <InsetText>{client.reason}</InsetText>
        </>
      )}
      {request.offline && <p class="govuk-body">{texts.longer}</p>}
    </>
  )
}

const Choice = ({ page, client, uri, agree }: Asking & { readonly agree: string }) => (
  <>
    <input type="hidden" name="client_id" value={client.id} />
    <input type="hidden" name="request_uri" value={uri} />
    <div class="govuk-button-group">
      <Button name="choice" value="agree">
        {agree}
      </Button>
      <Button name="choice" value="refuse" classes="govuk-button--secondary">
        {oidc[page.lang].refuse}
      </Button>
    </div>
  </>
)

export const ConsentPage = (asking: Asking) => {
  const { page, client, claims } = asking
  const texts = oidc[page.lang]
  return (
    <Layout page={page} title={texts.title(client.name)}>
      <h1 class="govuk-heading-xl">{texts.title(client.name)}</h1>
      <p class="govuk-body-l">{texts.lead(client.name, client.sector)}</p>
      <Data {...asking} />
      {claims.length > 0 && <p class="govuk-body">{texts.from}</p>}
      <form method="post" action={page.href('/oidc/consent')}>
        <Choice {...asking} agree={texts.agree} />
      </form>
      <p class="govuk-hint">{texts.later}</p>
    </Layout>
  )
}

export interface TestPersonsProps extends Asking {
  readonly persons: readonly TestPerson[]
  /** The chosen person's login is not enough for this level. */
  readonly tooLow?: string | undefined
}

const ABOUT = { adult: 'testAdult', minor: 'testMinor', low: 'testLow' } as const

export const TestPersonsPage = ({ persons, tooLow, ...asking }: TestPersonsProps) => {
  const { page, client } = asking
  const texts = oidc[page.lang]
  return (
    <Layout page={page} title={texts.testTitle} error={tooLow !== undefined}>
      <h1 class="govuk-heading-xl">{texts.testTitle}</h1>
      <WarningText>{texts.testWarning}</WarningText>
      <p class="govuk-body-l">{texts.testLead(client.name)}</p>
      <Data {...asking} />
      <form method="post" action={page.href('/oidc/consent')}>
        <Radios
          name="person"
          fieldset={{ legend: { text: texts.testChoose, classes: 'govuk-fieldset__legend--m' } }}
          value={persons[0]?.id}
          {...(tooLow === undefined ? {} : { errorMessage: { text: texts.testLevel(tooLow) } })}
          items={persons.map(({ id, claims }) => ({
            value: id,
            text: String(claims.name),
            hint: { text: texts[ABOUT[id as keyof typeof ABOUT]] },
          }))}
        />
        <Choice {...asking} agree={texts.testEnter} />
      </form>
    </Layout>
  )
}

/**
 * The way back, as a page: a form of ours may lead to our own pages alone (Content Security Policy, form-action), and
 * the site is another.
 */
export const ReturnPage = ({
  page,
  site,
  url,
}: {
  readonly page: Page
  readonly site: string
  readonly url: string
}) => {
  const texts = oidc[page.lang]
  return (
    <Layout page={page} title={texts.returning} refresh={url}>
      <h1 class="govuk-heading-xl">{texts.returning}</h1>
      <p class="govuk-body">{texts.returnLead}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={url}>
          {texts.returnLink(site)}
        </a>
      </p>
    </Layout>
  )
}

export interface LogoutProps {
  readonly page: Page
  readonly site: string
  /** What the form carries on. */
  readonly fields: { readonly [name: string]: string }
  /** Where somebody goes who stays signed in. */
  readonly stay: string
}

export const LogoutPage = ({ page, site, fields, stay }: LogoutProps) => {
  const texts = oidc[page.lang]
  return (
    <Layout page={page} title={texts.logoutTitle}>
      <h1 class="govuk-heading-xl">{texts.logoutTitle}</h1>
      <p class="govuk-body-l">{page.person === undefined ? texts.loggedOut : texts.logoutLead(site)}</p>
      {page.person !== undefined && (
        <form method="post" action={page.href('/oidc/leave')}>
          {Object.entries(fields).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <div class="govuk-button-group">
            <Button>{texts.logoutYes}</Button>
            <Button href={stay} classes="govuk-button--secondary">
              {texts.logoutNo}
            </Button>
          </div>
        </form>
      )}
    </Layout>
  )
}
