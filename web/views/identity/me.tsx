// What is a person's own: their cases, what they were told, and what they sign in with.
import { data } from '../../messages/data.ts'
import { identity } from '../../messages/identity.ts'
import { oidc } from '../../messages/oidc.ts'
import { wallet as walletTexts } from '../../messages/wallet.ts'
import type { CaseNote, InboxMessage } from '../../../workers/engines/identity/person.ts'
import type { Status } from '../../../workers/engines/case/state.ts'
import type { Localised } from '../../../workers/kernel/localised.ts'
import { Button } from '../components/button.tsx'
import { Table } from '../components/table.tsx'
import { caseNumber, StatusTag } from '../cases/common.tsx'
import { Tag } from '../components/tag.tsx'
import { formatDateTime } from '../format.ts'
import { keys } from '../../messages/keys.ts'
import { mandates } from '../../messages/mandates.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { mine, trail } from '../trail.ts'
import { Frozen } from '../safety/stand.tsx'
import { signatures } from '../../messages/signatures.ts'
import { safety } from '../../messages/safety.ts'

/** A case with the name of its service. */
interface OwnCase extends CaseNote {
  readonly title: Localised
}

export interface MeProps {
  readonly page: Page
  readonly cases: readonly OwnCase[]
  readonly unread: number
  /** Whose things are shown, where not one's own. */
  readonly of: string | undefined
  /** Whether identity cards can be put into wallets here. */
  readonly wallet: boolean
}

interface WaysProps {
  readonly page: Page
  readonly ways: readonly (readonly [path: string, text: string])[]
}

/** Where one can go on from here. */
const Ways = ({ page, ways }: WaysProps) => (
  <ul class="govuk-list govuk-list--spaced">
    {ways.map(([path, text]) => (
      <li>
        <a class="govuk-link" href={page.href(path)}>
          {text}
        </a>
      </li>
    ))}
  </ul>
)

export const MePage = ({ page, cases, unread, of, wallet }: MeProps) => {
  const texts = identity[page.lang]
  return (
    <Layout page={page} title={texts.me}>
      <h1 class="govuk-heading-xl">{texts.me}</h1>
      <Frozen page={page} />
      <h2 class="govuk-heading-l">{of === undefined ? texts.myCases : mandates[page.lang].casesOf(of)}</h2>
      {cases.length === 0 ? (
        <p class="govuk-body">{texts.noCases}</p>
      ) : (
        <Table
          caption={texts.myCases}
          captionClasses="govuk-visually-hidden"
          firstCellIsHeader
          head={[{ text: texts.service }, { text: texts.status }, { text: texts.changed }]}
          rows={cases.map(({ id, title, status, at }) => [
            {
              text: (
                <>
                  <a class="govuk-link" href={page.href(`/cases/${id}`)}>
                    {title[page.lang]}
                  </a>
                  <br />
                  <span class="govuk-hint">{caseNumber(id)}</span>
                </>
              ),
            },
            { text: <StatusTag page={page} status={status as Status} /> },
            { text: formatDateTime(page.lang, at) },
          ])}
        />
      )}
      <Button href={page.href('/services')} classes="govuk-button--secondary">
        {texts.toServices}
      </Button>
      <h2 class="govuk-heading-l">{of === undefined ? texts.myInbox : mandates[page.lang].inboxOf(of)}</h2>
      <p class="govuk-body">
        <a class="govuk-link" href={page.href('/me/inbox')}>
          {unread === 0 ? texts.noUnread : texts.unread(String(unread))}
        </a>
      </p>
      <h2 class="govuk-heading-l">{texts.myRights}</h2>
      <Ways
        page={page}
        ways={[
          ['/me/data', data[page.lang].link],
          ['/me/mandates', mandates[page.lang].meLink],
          ['/me/consents', oidc[page.lang].consentsLink],
        ]}
      />
      <h2 class="govuk-heading-l">{texts.myEntrance}</h2>
      <Ways
        page={page}
        ways={[
          ['/me/devices', texts.devicesAbout],
          ['/me/keys', keys[page.lang].link],
          ['/sign', signatures[page.lang].signLink],
          ...(wallet ? ([['/me/wallet', walletTexts[page.lang].about]] as const) : []),
          ['/me/freeze', page.footing?.frozen === true ? safety[page.lang].frozen : safety[page.lang].freezeLink],
        ]}
      />
    </Layout>
  )
}

export interface InboxProps {
  readonly page: Page
  readonly messages: readonly InboxMessage[]
  /** Whose they are, where not one's own. */
  readonly of: string | undefined
  /** Whether older ones follow. */
  readonly more: boolean
}

export const InboxPage = ({ page, messages, of, more }: InboxProps) => {
  const texts = identity[page.lang]
  const title = of === undefined ? texts.inbox : mandates[page.lang].inboxOf(of)
  const last = messages.at(-1)
  return (
    <Layout page={page} title={title} breadcrumbs={trail(page, mine(page), title)}>
      <h1 class="govuk-heading-xl">{title}</h1>
      {messages.length === 0 ? (
        <p class="govuk-body">{texts.noMessages}</p>
      ) : (
        <Table
          caption={texts.inbox}
          captionClasses="govuk-visually-hidden"
          firstCellIsHeader
          head={[{ text: texts.message }, { text: texts.received }]}
          rows={messages.map(({ id, subject, at, read }) => [
            {
              text: (
                <>
                  <a class="govuk-link" href={page.href(`/me/inbox/${encodeURIComponent(id)}`)}>
                    {subject[page.lang]}
                  </a>{' '}
                  {!read && <Tag>{texts.newTag}</Tag>}
                </>
              ),
            },
            { text: formatDateTime(page.lang, at) },
          ])}
        />
      )}
      {more && last !== undefined && (
        <p class="govuk-body">
          <a class="govuk-link" href={page.href(`/me/inbox?after=${encodeURIComponent(last.id)}`)}>
            {texts.older}
          </a>
        </p>
      )}
    </Layout>
  )
}

export const MessagePage = ({ page, message }: { readonly page: Page; readonly message: InboxMessage }) => {
  const texts = identity[page.lang]
  const title = message.subject[page.lang]
  return (
    <Layout page={page} title={title} breadcrumbs={trail(page, mine(page), [texts.inbox, '/me/inbox'], title)}>
      <h1 class="govuk-heading-xl">{title}</h1>
      <p class="govuk-body govuk-hint">{formatDateTime(page.lang, message.at)}</p>
      <p class="govuk-body">{message.body[page.lang]}</p>
      {message.path !== undefined && <Button href={page.href(message.path)}>{texts.open}</Button>}
    </Layout>
  )
}
