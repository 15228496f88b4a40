// Who acts for whom: what the person may do for others, and who may act for them or for whom they act for now.
import { mandates as messages } from '../../messages/mandates.ts'
import { mandateId, type Mandate } from '../../../workers/engines/mandate.ts'
import type { Localised } from '../../../workers/kernel/localised.ts'
import { Button } from '../components/button.tsx'
import { Details } from '../components/details.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { NotificationBanner } from '../components/notification-banner.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { termsInWords, type Titles } from './terms.tsx'

export interface Row {
  readonly mandate: Mandate
  /** Of the other: the principal, or the representative. */
  readonly called: string
  readonly right: Localised
  /** Why it does not count now, in words; null where it does. */
  readonly refused: string | null
  /** What the person may do with it. */
  readonly moves: readonly ('accept' | 'renounce' | 'revoke')[]
  /** Whether they hold it themself; else another does. */
  readonly held: boolean
  /** Whether they may act by it now. */
  readonly usable: boolean
  /** It is over or has not begun, and nobody can do anything about it here. */
  readonly idle: boolean
}

export const DONE = {
  granted: 'doneGranted',
  accept: 'doneAccepted',
  renounce: 'doneRenounced',
  revoke: 'doneRevoked',
} as const
export type Done = keyof typeof DONE

interface Props {
  readonly page: Page
  readonly titles: Titles
  readonly held: readonly Row[]
  readonly given: readonly Row[]
  readonly done?: Done | undefined
  readonly refused?: string | undefined
}

const Move = ({ page, row, move }: { readonly page: Page; readonly row: Row; readonly move: Row['moves'][number] }) => {
  const texts = messages[page.lang]
  return (
    <form method="post" action={page.href(`/me/mandates/${row.mandate.record}/${move}`)}>
      <Button classes={move === 'accept' ? undefined : 'govuk-button--secondary'}>
        {texts[move]}
        <span class="govuk-visually-hidden">: {row.called}</span>
      </Button>
    </form>
  )
}

const Card = ({ page, titles, row }: { readonly page: Page; readonly titles: Titles; readonly row: Row }) => {
  const { lang } = page
  const texts = messages[lang]
  const { mandate, called, right, refused, moves, usable } = row
  const { register, record, source } = mandate
  return (
    <>
      <SummaryList
        card={{ title: { text: called, headingLevel: 3 } }}
        rows={[
          {
            key: { text: texts.right },
            value: { text: right[lang] + (source === null ? '' : ` (${texts.passedOn})`) },
          },
          { key: { text: texts.limits }, value: { text: termsInWords(page, titles, mandate).join('; ') } },
          {
            key: { text: texts.state },
            value: {
              text: (
                <>
                  {refused ?? texts.stands}
                  <br />
                  <a
                    class="govuk-link"
                    href={page.href(`/registers/${register}/records/${encodeURIComponent(record)}`)}
                  >
                    {texts.proof}
                    <span class="govuk-visually-hidden">: {called}</span>
                  </a>
                </>
              ),
            },
          },
        ]}
      />
      {(usable || moves.length > 0) && (
        <div class="govuk-button-group">
          {usable && (
            <form method="post" action={page.href('/me/acting')}>
              <input type="hidden" name="mandate" value={mandateId(mandate)} />
              <Button>
                {texts.actNow}
                <span class="govuk-visually-hidden">: {called}</span>
              </Button>
            </form>
          )}
          {moves.map((move) => (
            <Move page={page} row={row} move={move} />
          ))}
        </div>
      )}
    </>
  )
}

/** What counts stands open; what is over, and what has yet to begin, behind one line. */
const Cards = ({
  page,
  titles,
  rows,
}: {
  readonly page: Page
  readonly titles: Titles
  readonly rows: readonly Row[]
}) => {
  const idle = rows.filter((row) => row.idle)
  const cards = (some: readonly Row[]) => some.map((row) => <Card page={page} titles={titles} row={row} />)
  return (
    <>
      {cards(rows.filter((row) => !row.idle))}
      {idle.length > 0 && <Details summary={messages[page.lang].idle(idle.length)}>{cards(idle)}</Details>}
    </>
  )
}

/** One mandate, as its own record tells it this moment. */
export const MandatePage = ({
  page,
  titles,
  row,
  done,
  refused,
}: Pick<Props, 'page' | 'titles' | 'done' | 'refused'> & { readonly row: Row }) => {
  const texts = messages[page.lang]
  return (
    <Layout page={page} title={texts.one} back="/me/mandates" error={refused !== undefined}>
      {refused !== undefined && <ErrorSummary errorList={[{ text: refused }]} />}
      {done !== undefined && <NotificationBanner type="success" text={texts[DONE[done]]} />}
      <h1 class="govuk-heading-xl">{texts.one}</h1>
      <h2 class="govuk-heading-l">{row.held ? texts.iMay : texts.others}</h2>
      <Card page={page} titles={titles} row={row} />
    </Layout>
  )
}

export const MandatesPage = ({ page, titles, held, given, done, refused }: Props) => {
  const texts = messages[page.lang]
  const acting = page.person?.acting
  return (
    <Layout page={page} title={texts.title} back="/me" error={refused !== undefined}>
      {refused !== undefined && <ErrorSummary errorList={[{ text: refused }]} />}
      {done !== undefined && <NotificationBanner type="success" text={texts[DONE[done]]} />}
      <h1 class="govuk-heading-xl">{texts.title}</h1>
      <h2 class="govuk-heading-l">{texts.iMay}</h2>
      {held.length === 0 && <p class="govuk-body">{texts.iMayNone}</p>}
      <Cards page={page} titles={titles} rows={held} />
      <h2 class="govuk-heading-l">{acting === undefined ? texts.others : texts.othersOf(acting)}</h2>
      {given.length === 0 && <p class="govuk-body">{texts.othersNone}</p>}
      <Cards page={page} titles={titles} rows={given} />
      <Button href={page.href('/me/mandates/grant')}>{texts.grant}</Button>
    </Layout>
  )
}
