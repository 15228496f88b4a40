// Every key that was ever bound to a person, and whether the public register says the same as what is their own.
import { identity } from '../../messages/identity.ts'
import { keys as messages } from '../../messages/keys.ts'
import type { Agreement, ComparedKey } from '../../../workers/engines/identity/own-keys.ts'
import type { RecordView } from '../../../workers/engines/command.ts'
import { InsetText } from '../components/inset-text.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Tag } from '../components/tag.tsx'
import { WarningText } from '../components/warning-text.tsx'
import { formatDateTime } from '../format.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { mine, trail } from '../trail.ts'
import { PagesAround } from '../pages-around.tsx'
import { pathOf } from '../registers/words.tsx'

export interface KeysProps {
  readonly page: Page
  /** Those of this page of the list. */
  readonly keys: readonly ComparedKey[]
  /** How many there are of all. */
  readonly count: number
  readonly verdict: Agreement
  /** Where the pages before and after begin; absent where there is none. */
  readonly before?: number
  readonly after?: number
}

const COLOURS = { counts: 'green', revoked: 'grey', unknown: 'red', entering: 'yellow' } as const

/** How a key stands, in a word. */
function standingOf({ agreement, own }: ComparedKey): keyof typeof COLOURS {
  if (agreement === 'unknown') return 'unknown'
  if (agreement === 'waiting') return 'entering'
  return own?.removedAt === null ? 'counts' : 'revoked'
}

/** How the key was confirmed; the card's certificate has a public record of its own. */
const How = ({ page, one: { own, entry } }: { readonly page: Page; readonly one: ComparedKey }) => {
  const texts = messages[page.lang]
  if (entry?.values['boundBy'] === 'counter') return <>{texts.byCounter}</>
  const serial = own?.card.serial
  return (
    <>
      {texts.byCard}{' '}
      {serial === undefined ? (
        String(entry?.values['card'] ?? '').slice(0, 16)
      ) : (
        <a class="govuk-link" href={page.href(pathOf('id-cards', serial))}>
          {serial}
        </a>
      )}
    </>
  )
}

/** For how much it is good by the register, and that signing is frozen where it is. */
function levelText({ lang }: Page, { values }: RecordView): string {
  const texts = messages[lang]
  const level = values['level'] === 'high' ? texts.high : values['level'] === 'low' ? texts.low : texts.substantial
  return values['signing'] === 'frozen' ? `${level}; ${texts.frozen}` : level
}

const Key = ({ page, one }: { readonly page: Page; readonly one: ComparedKey }) => {
  const texts = messages[page.lang]
  const { number, own, entry } = one
  const standing = standingOf(one)
  const boundAt = own?.boundAt ?? Date.parse(String(entry?.values['boundAt'] ?? ''))
  const deviceBound = entry?.values['deviceBound']
  const record = page.href(pathOf('credentials', number))
  return (
    <SummaryList
      card={{ title: { text: own?.name || texts.nameless, headingLevel: 2 } }}
      rows={[
        {
          key: { text: identity[page.lang].status },
          value: { text: <Tag classes={`govuk-tag--${COLOURS[standing]}`}>{texts[standing]}</Tag> },
        },
        Number.isFinite(boundAt) && {
          key: { text: texts.bound },
          value: { text: formatDateTime(page.lang, boundAt) },
        },
        { key: { text: texts.how }, value: { text: <How page={page} one={one} /> } },
        own !== undefined &&
          own.removedAt !== null && {
            key: { text: texts.takenBack },
            value: { text: formatDateTime(page.lang, own.removedAt) },
          },
        entry !== undefined && {
          key: { text: texts.level },
          value: { text: levelText(page, entry) },
        },
        deviceBound !== undefined && {
          key: { text: texts.kind },
          value: { text: deviceBound === true ? texts.deviceBound : texts.synced },
        },
        entry !== undefined && {
          key: { text: texts.entry },
          value: {
            text: (
              <>
                <a class="govuk-link" href={record}>
                  {texts.toEntry}
                </a>
                {', '}
                <a class="govuk-link" href={`${record}/entries/1`}>
                  {texts.toProof}
                </a>
              </>
            ),
          },
        },
      ]}
    />
  )
}

const Verdict = ({ page, verdict, count }: KeysProps) => {
  const texts = messages[page.lang]
  if (verdict === 'unknown') return <WarningText>{texts.alarm}</WarningText>
  return <InsetText>{verdict === 'waiting' ? texts.waiting : texts.agree(count)}</InsetText>
}

export const KeysPage = (props: KeysProps) => {
  const { page, keys, before, after } = props
  const texts = messages[page.lang]
  return (
    <Layout page={page} title={texts.title} breadcrumbs={trail(page, mine(page), texts.title)}>
      <h1 class="govuk-heading-xl">{texts.title}</h1>
      <p class="govuk-body-l">{texts.lead}</p>
      <Verdict {...props} />
      {keys.map((one) => (
        <Key page={page} one={one} />
      ))}
      <PagesAround page={page} path="/me/keys" before={before} after={after} />
      <h2 class="govuk-heading-m">{texts.what}</h2>
      <ol class="govuk-list govuk-list--number">
        <li>
          <a class="govuk-link" href={page.href('/me/freeze')}>
            {texts.freeze}
          </a>
          {texts.freezeRest}
        </li>
        <li>
          <a class="govuk-link" href={page.href('/me/devices')}>
            {texts.remove}
          </a>
          {texts.removeRest}
        </li>
        <li>{texts.police}</li>
      </ol>
      <h2 class="govuk-heading-m">{texts.how2}</h2>
      <p class="govuk-body">{texts.proof}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={page.href('/verify')}>
          {texts.how3}
        </a>
      </p>
    </Layout>
  )
}
