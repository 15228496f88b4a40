// What a person signs in with and where they are signed in; and the page on which a passkey is taken away.
import { identity } from '../../messages/identity.ts'
import { problemTitle } from '../../messages/problems.ts'
import type { Devices, PasskeyRow } from '../../../workers/engines/identity/person.ts'
import { sofiaDate } from '../../../workers/kernel/calendar.ts'
import { Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { Input } from '../components/input.tsx'
import { NotificationBanner } from '../components/notification-banner.tsx'
import { SummaryList, type SummaryRow } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { WarningText } from '../components/warning-text.tsx'
import { formatDate, formatDateTime } from '../format.ts'
import { Frozen } from '../safety/stand.tsx'
import { safety } from '../../messages/safety.ts'
import { whereText } from '../../../workers/engines/identity/whereabouts.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { mine, toDevices, trail } from '../trail.ts'

/** What was just done, as the address says. */
const DONE = {
  added: 'passkeyAdded',
  renamed: 'passkeyRenamed',
  removed: 'passkeyRemoved',
  'signed-out': 'signedOut',
} as const
const ENDED = 'ended'
export type Done = keyof typeof DONE | typeof ENDED
export const isDone = (text: string | undefined): text is Done =>
  text !== undefined && (text === ENDED || Object.hasOwn(DONE, text))

const pathOf = (id: string) => `/me/devices/${id}`

/** For how much a passkey is good, and why for no more. */
function worthText({ lang }: Page, shortfall: PasskeyRow['shortfall']): string {
  const texts = identity[lang]
  if (shortfall === null) return texts.worthHigh
  const why = { revoked: '', counter: texts.byCounter, synced: texts.canTravel, unattested: texts.unattested }[
    shortfall
  ]
  return texts.worthSubstantial(why)
}

const Passkeys = ({ page, passkeys }: { readonly page: Page; readonly passkeys: readonly PasskeyRow[] }) => {
  const texts = identity[page.lang]
  const when = (instant: number | null) => (instant === null ? texts.neverUsed : formatDateTime(page.lang, instant))
  const rows = ({
    createdAt,
    usedAt,
    usedFrom,
    coolingUntil,
    deviceBound,
    level,
    shortfall,
    current,
  }: PasskeyRow): readonly (SummaryRow | false)[] => [
    { key: { text: texts.created }, value: { text: when(createdAt) } },
    { key: { text: texts.used }, value: { text: when(usedAt) } },
    usedAt !== null && { key: { text: safety[page.lang].places }, value: { text: whereText(page.lang, usedFrom) } },
    { key: { text: texts.device }, value: { text: deviceBound ? texts.deviceBound : texts.synced } },
    level !== 'low' && { key: { text: texts.worth }, value: { text: worthText(page, shortfall) } },
    current && { key: { text: texts.how }, value: { text: texts.thisOne } },
    coolingUntil !== null &&
      level !== 'low' && {
        key: { text: safety[page.lang].waits },
        value: { text: safety[page.lang].coolingUntil(formatDateTime(page.lang, coolingUntil)) },
      },
    level === 'low' && { key: { text: texts.problem }, value: { text: texts.levelLow } },
  ]
  return (
    <>
      <h2 class="govuk-heading-l">{texts.passkeys}</h2>
      {passkeys.length === 0 && <p class="govuk-body">{texts.noPasskeys}</p>}
      {passkeys.map((passkey) => (
        <SummaryList
          rows={rows(passkey)}
          card={{
            title: { text: passkey.name === '' ? texts.unknownDevice : passkey.name, headingLevel: 3 },
            actions: {
              items: [
                { href: page.href(`${pathOf(passkey.id)}/rename`), text: texts.rename },
                { href: page.href(`${pathOf(passkey.id)}/remove`), text: texts.remove },
              ],
            },
          }}
        />
      ))}
      <p class="govuk-body">{texts.addPasskeyCard}</p>
      <Button
        href={page.href(`/login/bind?next=${encodeURIComponent(page.href('/me/devices?done=added'))}`)}
        classes="govuk-button--secondary"
      >
        {texts.addPasskey}
      </Button>
    </>
  )
}

const EndSession = ({ page, id, device }: { readonly page: Page; readonly id: string; readonly device: string }) => (
  <form method="post" action={page.href(`/me/sessions/${id}/end`)}>
    <button class="izvor-link-button" type="submit">
      {safety[page.lang].end}
      <span class="govuk-visually-hidden">{safety[page.lang].endOf(device)}</span>
    </button>
  </form>
)

const Sessions = ({ page, sessions }: { readonly page: Page; readonly sessions: Devices['sessions'] }) => {
  const texts = identity[page.lang]
  return (
    <>
      <h2 class="govuk-heading-l">{texts.sessions}</h2>
      <Table
        caption={texts.sessions}
        captionClasses="govuk-visually-hidden"
        firstCellIsHeader
        head={[texts.device, texts.how, texts.since, texts.lastSeen].map((text) => ({
          text,
        }))}
        rows={sessions.map(({ id, agent, place, method, createdAt, seenAt, current }) => [
          {
            text: (
              <>
                {whereText(page.lang, { agent, place })}
                {!current && <EndSession page={page} id={id} device={whereText(page.lang, { agent, place })} />}
              </>
            ),
          },
          { text: method === 'card' ? texts.byCard : texts.byPasskey },
          { text: formatDateTime(page.lang, createdAt) },
          { text: current ? texts.here : formatDateTime(page.lang, seenAt) },
        ])}
      />
      <p class="govuk-hint">{safety[page.lang].placesAbout}</p>
      {sessions.length > 1 && (
        <form method="post" action={page.href('/me/sign-out-everywhere')}>
          <Button classes="govuk-button--warning">{texts.signOutEverywhere}</Button>
        </form>
      )}
    </>
  )
}

export interface DevicesProps {
  readonly page: Page
  readonly devices: Devices
  readonly done?: Done | undefined
}

export const DevicesPage = ({ page, devices: { handle, passkeys, sessions, cards }, done }: DevicesProps) => {
  const texts = identity[page.lang]
  return (
    <Layout
      page={page}
      title={texts.myDevices}
      islands={['signal.js']}
      breadcrumbs={trail(page, mine(page), toDevices(page))}
    >
      {done && (
        <NotificationBanner type="success" text={done === ENDED ? safety[page.lang].ended : texts[DONE[done]]} />
      )}
      <h1 class="govuk-heading-xl">{texts.myDevices}</h1>
      <Frozen page={page} />
      {page.footing?.frozen !== true && (
        <p class="govuk-body">
          <a class="govuk-link" href={page.href('/me/freeze')}>
            {safety[page.lang].freezeLink}
          </a>
        </p>
      )}
      <span data-signal="accepted" data-handle={handle} data-passkeys={passkeys.map(({ id }) => id).join(' ')} hidden />
      <Passkeys page={page} passkeys={passkeys} />
      <h2 class="govuk-heading-l">{texts.cards}</h2>
      <ul class="govuk-list">
        {cards.map(({ notAfter, status }) => (
          <li>
            {status === 'active'
              ? texts.cardUntil(formatDate(page.lang, sofiaDate(notAfter)))
              : status === 'suspended'
                ? texts.cardSuspended
                : texts.cardRevoked}
          </li>
        ))}
      </ul>
      <Sessions page={page} sessions={sessions} />
    </Layout>
  )
}

export interface DeviceProps {
  readonly page: Page
  readonly passkey: PasskeyRow
  /** The code of a refusal. */
  readonly refused?: string | undefined
}

export const RenamePage = ({
  page,
  passkey,
  refused,
  typed,
}: DeviceProps & { readonly typed?: string | undefined }) => {
  const texts = identity[page.lang]
  const problem = refused === undefined ? undefined : problemTitle(page.lang, refused)
  return (
    <Layout
      page={page}
      title={texts.rename}
      breadcrumbs={trail(page, mine(page), toDevices(page), texts.rename)}
      error={problem !== undefined}
    >
      {problem !== undefined && <ErrorSummary errorList={[{ text: problem, href: '#name' }]} />}
      <form method="post" action={page.href(`${pathOf(passkey.id)}/rename`)}>
        <Input
          name="name"
          value={typed ?? passkey.name}
          label={{ text: texts.bindName, classes: 'govuk-label--l', isPageHeading: true }}
          hint={{ text: texts.bindNameHint }}
          {...(problem === undefined ? {} : { errorMessage: { text: problem } })}
        />
        <Button>{texts.save}</Button>
      </form>
    </Layout>
  )
}

export const RemovePage = ({ page, passkey, refused }: DeviceProps) => {
  const texts = identity[page.lang]
  return (
    <Layout
      page={page}
      title={texts.removeTitle}
      breadcrumbs={trail(page, mine(page), toDevices(page), texts.remove)}
      error={refused !== undefined}
    >
      {refused !== undefined && <ErrorSummary errorList={[{ text: problemTitle(page.lang, refused) }]} />}
      <h1 class="govuk-heading-xl">{texts.removeTitle}</h1>
      <WarningText>{texts.removeAbout(passkey.name)}</WarningText>
      <form method="post" action={page.href(`${pathOf(passkey.id)}/remove`)}>
        <div class="govuk-button-group">
          <Button classes="govuk-button--warning">{texts.removeButton}</Button>
          <a class="govuk-link" href={page.href('/me/devices')}>
            {texts.keep}
          </a>
        </div>
      </form>
    </Layout>
  )
}
