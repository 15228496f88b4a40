// The ministry's desk for sites that people log in to with their eID: the list, and one site to approve, stop or resume.
import { clientOf } from '../../../workers/engines/oidc/client.ts'
import type { Values } from '../../../workers/kernel/value.ts'
import { oidc } from '../../messages/oidc.ts'
import { Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { Input } from '../components/input.tsx'
import { NotificationBanner } from '../components/notification-banner.tsx'
import { Pagination } from '../components/pagination.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { WarningText } from '../components/warning-text.tsx'
import { SignForm } from '../identity/sign-form.tsx'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { atWork, trail } from '../trail.ts'
import { List, Mode, type ListProps } from './sites.tsx'

const HOME = '/work/relying-parties'

interface DeskProps extends ListProps {
  /** Whether there is a page before this one. */
  readonly later: boolean
  /** Behind which site the next page begins. */
  readonly next: string | undefined
}

export const DeskPage = ({ page, clients, later, next }: DeskProps) => {
  const texts = oidc[page.lang]
  return (
    <Layout page={page} title={texts.desk} breadcrumbs={trail(page, atWork(page), texts.desk)}>
      <h1 class="govuk-heading-xl">{texts.desk}</h1>
      <p class="govuk-body-l">{texts.deskLead}</p>
      {clients.length === 0 ? (
        <p class="govuk-body">{texts.deskNone}</p>
      ) : (
        <List page={page} clients={clients} path={HOME} />
      )}
      {(later || next !== undefined) && (
        <Pagination
          previous={later ? { href: page.href(HOME), text: texts.deskStart } : undefined}
          next={next === undefined ? undefined : { href: page.href(`${HOME}?after=${encodeURIComponent(next)}`) }}
        />
      )}
    </Layout>
  )
}

export interface ApprovalProps {
  readonly page: Page
  readonly values: Values
  /** What its owner is called; undefined where that is a person. */
  readonly owner: string | undefined
  /** Of the official: none signs nothing. */
  readonly passkeys: number
  /** Of this form: sent twice it is one proposal. */
  readonly nonce: string
  readonly typed?: { readonly [name: string]: string }
  readonly saved?: boolean | undefined
  readonly refused?: string | undefined
}

const said = ({ page, values, owner }: ApprovalProps) => {
  const texts = oidc[page.lang]
  const client = clientOf(values)
  const asked = client.claims.map((claim) => texts[claim])
  const row = (key: string, text: string | undefined) => text !== undefined && { key: { text: key }, value: { text } }
  return [
    { key: { text: texts.mode }, value: { text: <Mode page={page} client={client} /> } },
    { key: { text: texts.clientId }, value: { text: <code>{client.id}</code> } },
    row(texts.ownerOf, owner ?? texts.ownerPerson),
    row(texts.redirectUris, client.redirectUris.join(' ')),
    row(texts.jwksUri, client.jwksUri),
    row(texts.logoutUri, client.logoutUri),
    row(texts.asksFor, asked.length === 0 ? texts.onlySign : asked.join(', ')),
    row(texts.reason, client.reason),
    row(texts.allowNumber, values['personalNumber'] === true ? texts.yes : texts.no),
    row(texts.role, client.role),
    row(texts.reads, client.reads.length === 0 ? undefined : client.reads.join(', ')),
  ]
}

const Approve = ({ page, values, passkeys, nonce, typed = {} }: ApprovalProps) => {
  const texts = oidc[page.lang]
  const client = clientOf(values)
  const here = `${HOME}/${client.id}`
  if (values['publicAddresses'] !== true) return <WarningText>{texts.notPublic}</WarningText>
  const system = typeof values['authority'] === 'string'
  return (
    <>
      <h2 class="govuk-heading-m">{client.mode === 'production' ? texts.approveAgain : texts.approveTitle}</h2>
      <p class="govuk-body">{client.mode === 'production' ? texts.approveAgainLead : texts.approveLead}</p>
      <SignForm
        page={page}
        passkeys={passkeys}
        back={here}
        action={`${here}/approve`}
        options={`${here}/approve/options`}
      >
        <input type="hidden" name="nonce" value={nonce} />
        <div class="govuk-checkboxes govuk-form-group">
          <div class="govuk-checkboxes__item">
            <input
              class="govuk-checkboxes__input"
              id="number"
              name="number"
              type="checkbox"
              value="yes"
              checked={typed['number'] === 'yes'}
            />
            <label class="govuk-label govuk-checkboxes__label" for="number">
              {texts.allowNumber}
            </label>
          </div>
        </div>
        {system && (
          <>
            <Input
              name="role"
              label={{ text: texts.role }}
              hint={{ text: texts.roleHint }}
              value={typed['role'] ?? client.role ?? ''}
              spellcheck={false}
            />
            <Input
              name="reads"
              label={{ text: texts.reads }}
              hint={{ text: texts.readsHint }}
              value={typed['reads'] ?? client.reads.join(' ')}
              spellcheck={false}
            />
          </>
        )}
        <Button>{texts.approve}</Button>
      </SignForm>
    </>
  )
}

export const ApprovalPage = (props: ApprovalProps) => {
  const { page, values, saved, refused } = props
  const texts = oidc[page.lang]
  const client = clientOf(values)
  return (
    <Layout
      page={page}
      title={client.name}
      islands={['sign.js']}
      breadcrumbs={trail(page, atWork(page), [texts.desk, HOME], client.name)}
      error={refused !== undefined}
    >
      {refused !== undefined && <ErrorSummary titleText={texts.refused} errorList={[{ text: refused }]} />}
      {saved && <NotificationBanner type="success">{texts.saved}</NotificationBanner>}
      <h1 class="govuk-heading-xl">{client.name}</h1>
      <SummaryList rows={said(props)} />
      <p class="govuk-body">
        <a class="govuk-link" href={page.href(`/registers/relying-parties/records/${client.id}`)}>
          {texts.toRecord}
        </a>
      </p>
      {client.active && <Approve {...props} />}
      <form method="post" action={page.href(`${HOME}/${client.id}`)}>
        {client.active ? (
          <Button name="act" value="stop" classes="govuk-button--warning">
            {texts.stop}
          </Button>
        ) : (
          <>
            <p class="govuk-body">{texts.resumeLead}</p>
            <Button name="act" value="resume">
              {texts.resume}
            </Button>
          </>
        )}
      </form>
    </Layout>
  )
}
