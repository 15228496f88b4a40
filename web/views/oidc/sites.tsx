// Where somebody registers a site that people log in to with their eID, and where the ministry approves it.
import { claimNames, type Client } from '../../../workers/engines/oidc/client.ts'
import type { Values } from '../../../workers/kernel/value.ts'
import { oidc } from '../../messages/oidc.ts'
import { Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { Input } from '../components/input.tsx'
import { NotificationBanner } from '../components/notification-banner.tsx'
import { Radios } from '../components/radios.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Tag } from '../components/tag.tsx'
import { Textarea } from '../components/textarea.tsx'
import { WarningText } from '../components/warning-text.tsx'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'

export const Mode = ({ page, client }: { readonly page: Page; readonly client: Client }) => {
  const texts = oidc[page.lang]
  if (!client.active) return <Tag classes="govuk-tag--red">{texts.stopped}</Tag>
  return client.mode === 'production' ? (
    <Tag classes="govuk-tag--green">{texts.modeProduction}</Tag>
  ) : (
    <Tag classes="govuk-tag--yellow">{texts.modeTest}</Tag>
  )
}

export interface ListProps {
  readonly page: Page
  readonly clients: readonly Client[]
}

export const List = ({ page, clients, path }: ListProps & { readonly path: string }) => (
  <SummaryList
    rows={clients.map((client) => ({
      key: { text: client.name },
      value: {
        text: (
          <>
            <Mode page={page} client={client} /> {client.sector}
          </>
        ),
      },
      actions: {
        items: [
          { href: page.href(`${path}/${client.id}`), text: oidc[page.lang].open, visuallyHiddenText: client.name },
        ],
      },
    }))}
  />
)

interface DevelopersProps {
  readonly page: Page
  /** By whose they are, for whom the person may speak now. */
  readonly lists: readonly { readonly called: string; readonly clients: readonly Client[] }[]
}

export const DevelopersPage = ({ page, lists }: DevelopersProps) => {
  const texts = oidc[page.lang]
  return (
    <Layout page={page} title={texts.developers}>
      <h1 class="govuk-heading-xl">{texts.developers}</h1>
      <p class="govuk-body-l">{texts.developersLead}</p>
      <Button href={page.href('/developers/new')}>{texts.newSite}</Button>
      {lists.map(({ called, clients }) => (
        <>
          <h2 class="govuk-heading-m">{texts.sitesOf(called)}</h2>
          {clients.length === 0 ? (
            <p class="govuk-body">{texts.noSites}</p>
          ) : (
            <List page={page} clients={clients} path="/developers" />
          )}
        </>
      ))}
      {page.person?.acting === undefined && <p class="govuk-body">{texts.forOthers}</p>}
    </Layout>
  )
}

export interface SiteProps {
  readonly page: Page
  readonly id: string
  /** Of a site that is there. */
  readonly client?: Client | undefined
  /** As typed, or as it stands. */
  readonly typed: { readonly [name: string]: string }
  readonly saved?: boolean | undefined
  /** Whose it is, where it is there. */
  readonly owner?: string | undefined
  /** Whose a new one may be. */
  readonly owners: readonly { readonly value: string; readonly text: string }[]
  /** In the words of the page's language; `field` is the control that is to be mended. */
  readonly refused?: { readonly text: string; readonly field: string } | undefined
}

const Claims = ({ page, typed }: Pick<SiteProps, 'page' | 'typed'>) => {
  const texts = oidc[page.lang]
  return (
    <div class="govuk-form-group">
      <fieldset class="govuk-fieldset">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{texts.claims}</legend>
        <div class="govuk-checkboxes">
          {claimNames.map((claim) => (
            <div class="govuk-checkboxes__item">
              <input
                class="govuk-checkboxes__input"
                id={`claim-${claim}`}
                name={`claim-${claim}`}
                type="checkbox"
                value="yes"
                checked={typed[`claim-${claim}`] === 'yes'}
              />
              <label class="govuk-label govuk-checkboxes__label" for={`claim-${claim}`}>
                {texts[claim]}
              </label>
            </div>
          ))}
        </div>
      </fieldset>
    </div>
  )
}

const Form = ({ page, id, client, typed, owners, refused }: SiteProps) => {
  const texts = oidc[page.lang]
  const wrong = (field: string) => (refused?.field === field ? { errorMessage: { text: refused.text } } : {})
  const area = (name: 'redirectUris' | 'postLogoutUris' | 'jwks' | 'reason', hint?: string) => (
    <Textarea
      name={name}
      label={{ text: texts[name] }}
      value={typed[name] ?? ''}
      rows={name === 'jwks' ? 6 : 3}
      spellcheck={name === 'reason'}
      {...(hint === undefined ? {} : { hint: { text: hint } })}
      {...wrong(name)}
    />
  )
  const line = (name: 'jwksUri' | 'logoutUri') => (
    <Input name={name} label={{ text: texts[name] }} value={typed[name] ?? ''} spellcheck={false} {...wrong(name)} />
  )
  return (
    <form method="post" action={page.href(`/developers/${id}`)}>
      {client === undefined && owners.length > 1 && (
        <Radios
          name="of"
          fieldset={{ legend: { text: texts.ownerAsked, classes: 'govuk-fieldset__legend--s' } }}
          items={owners}
          value={typed['of'] ?? owners[0]?.value}
        />
      )}
      <Input
        name="name"
        label={{ text: texts.siteName }}
        hint={{ text: texts.siteNameHint }}
        value={typed['name'] ?? ''}
        {...wrong('name')}
      />
      {area('redirectUris', texts.redirectUrisHint)}
      {area('postLogoutUris')}
      {area('jwks', texts.jwksHint)}
      {line('jwksUri')}
      {line('logoutUri')}
      <Claims page={page} typed={typed} />
      {area('reason', texts.reasonHint)}
      <p class="govuk-hint">{texts.public}</p>
      <Button>{texts.save}</Button>
    </form>
  )
}

export const SitePage = (props: SiteProps) => {
  const { page, client, owner, typed, saved, refused } = props
  const texts = oidc[page.lang]
  const title = client === undefined ? texts.newSite : texts.editSite
  return (
    <Layout page={page} title={title} back="/developers" error={refused !== undefined}>
      {refused !== undefined && (
        <ErrorSummary titleText={texts.refused} errorList={[{ text: refused.text, href: `#${refused.field}` }]} />
      )}
      {saved && <NotificationBanner type="success">{texts.saved}</NotificationBanner>}
      <h1 class="govuk-heading-xl">{title}</h1>
      {client !== undefined && (
        <>
          <SummaryList
            rows={[
              { key: { text: texts.clientId }, value: { text: <code>{client.id}</code> } },
              { key: { text: texts.ownerOf }, value: { text: owner ?? '' } },
              { key: { text: texts.mode }, value: { text: <Mode page={page} client={client} /> } },
            ]}
          />
          {client.mode === 'production' && <WarningText>{texts.editWarning}</WarningText>}
          {typed['publicAddresses'] === 'false' && <WarningText>{texts.notPublicYet}</WarningText>}
        </>
      )}
      <Form {...props} />
    </Layout>
  )
}

/** What stands in the form of a site that is there. */
export function typedOfSite(values: Values): { readonly [name: string]: string } {
  const text = (name: string) => (values[name] === undefined ? '' : String(values[name]))
  const names = ['name', 'redirectUris', 'postLogoutUris', 'jwks', 'jwksUri', 'logoutUri', 'reason', 'publicAddresses']
  return {
    ...Object.fromEntries(names.map((name) => [name, text(name)])),
    ...Object.fromEntries(
      text('claims')
        .split(' ')
        .filter(Boolean)
        .map((claim) => [`claim-${claim}`, 'yes']),
    ),
  }
}
