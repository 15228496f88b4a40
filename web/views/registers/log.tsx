// The log of a register, for people: how it stands, who watches it, and whether it continues what somebody saw before.
import { log as messages } from '../../messages/log.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import { Button } from '../components/button.tsx'
import { Details } from '../components/details.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { Input } from '../components/input.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { ScrollRegion } from '../components/scroll-region.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { formatDateTime, formatNumber } from '../format.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { trail } from '../trail.ts'
import { pathOf, stepsTo } from './words.tsx'

interface WatchedBy {
  readonly name: string
  readonly key: string
  readonly last: { readonly size: number; readonly at: number } | null
}

export interface LogProps {
  readonly page: Page
  readonly definition: RegisterDefinition
  /** The portal's address. */
  readonly origin: string
  readonly size: number
  /** Hexadecimal. */
  readonly root: string
  readonly verifierKey: string
  readonly witnesses: readonly WatchedBy[]
  /** As typed; null where nothing was asked. */
  readonly older: string | null
  /** Null where what was typed is no size of this log. Hashes are hexadecimal. */
  readonly continued: {
    readonly from: number
    readonly roots: readonly string[]
    readonly proof: readonly string[]
  } | null
}

const row = (key: string, text: string) => ({ key: { text: key }, value: { text: <code>{text}</code> } })

const State = ({ page, size, root, verifierKey, definition }: LogProps) => {
  const texts = messages[page.lang]
  return (
    <>
      <h2 class="govuk-heading-l">{texts.state}</h2>
      <SummaryList
        rows={[
          row(texts.size, formatNumber(page.lang, size)),
          row(texts.root, root),
          row(texts.name, verifierKey.split('+')[0] ?? ''),
          row(texts.key, verifierKey),
        ]}
      />
      <p class="govuk-body">
        <a class="govuk-link" href={`/registers/${definition.id}/log/checkpoint`}>
          {texts.checkpoint}
        </a>
      </p>
    </>
  )
}

const Witnesses = ({ page, origin, size, witnesses }: LogProps) => {
  const texts = messages[page.lang]
  const count = (number: number) => texts.entries(formatNumber(page.lang, number))
  return (
    <>
      <h2 class="govuk-heading-l">{texts.witnesses}</h2>
      <p class="govuk-body">{texts.witnessesAbout}</p>
      {witnesses.length === 0 ? (
        <InsetText>
          {texts.none} <code>npx izvor witness {origin}</code>
        </InsetText>
      ) : (
        <ScrollRegion label={texts.witnesses}>
          <Table
            caption={texts.witnesses}
            captionClasses="govuk-visually-hidden"
            firstCellIsHeader
            head={[texts.witness, texts.seen, texts.when].map((text) => ({ text }))}
            rows={witnesses.map(({ name, last }) => [
              { text: name },
              {
                text:
                  last === null
                    ? texts.never
                    : `${count(last.size)}${last.size < size ? ` ${texts.behind(formatNumber(page.lang, size - last.size))}` : ''}`,
              },
              { text: last === null ? '' : formatDateTime(page.lang, last.at) },
            ])}
          />
        </ScrollRegion>
      )}
      {witnesses.length > 0 && (
        <Details summary={texts.pin}>
          <pre class="izvor-code">
            <code>{witnesses.map(({ key }) => key).join('\n')}</code>
          </pre>
        </Details>
      )}
    </>
  )
}

const Continues = ({ page, definition, size, older, continued }: LogProps) => {
  const texts = messages[page.lang]
  const wrong = older !== null && continued === null
  return (
    <>
      <h2 class="govuk-heading-l" id="continues">
        {texts.continues}
      </h2>
      <p class="govuk-body">{texts.continuesAbout}</p>
      <form method="get" action={`${page.href(`${pathOf(definition.id)}/log`)}#continues`} novalidate>
        <Input
          name="from"
          value={older ?? ''}
          label={{ text: texts.older }}
          inputmode="numeric"
          classes="govuk-input--width-10"
          autocomplete="off"
          {...(wrong ? { errorMessage: { text: texts.wrong(formatNumber(page.lang, size)) } } : {})}
        />
        <Button classes="govuk-button--secondary">{texts.show}</Button>
      </form>
      {continued !== null && (
        <>
          <SummaryList
            rows={[
              row(texts.before(formatNumber(page.lang, continued.from)), continued.roots[0] ?? ''),
              row(texts.today(formatNumber(page.lang, size)), continued.roots[1] ?? ''),
            ]}
          />
          <p class="govuk-body">{texts.compare}</p>
          <Details summary={texts.proof}>
            {continued.proof.length === 0 ? (
              <p class="govuk-body">{texts.empty}</p>
            ) : (
              <pre class="izvor-code">
                <code>{continued.proof.join('\n')}</code>
              </pre>
            )}
          </Details>
        </>
      )}
    </>
  )
}

export const LogPage = (props: LogProps) => {
  const { page, definition, origin, older, continued, size } = props
  const texts = messages[page.lang]
  const title = texts.title(definition.title[page.lang])
  const wrong = older !== null && continued === null
  return (
    <Layout page={page} title={title} breadcrumbs={trail(page, ...stepsTo(page, definition), title)} error={wrong}>
      {wrong && <ErrorSummary errorList={[{ text: texts.wrong(formatNumber(page.lang, size)), href: '#from' }]} />}
      <h1 class="govuk-heading-xl">{title}</h1>
      <p class="govuk-body-l">{texts.lead}</p>
      <State {...props} />
      <Witnesses {...props} />
      {size > 0 && <Continues {...props} />}
      <h2 class="govuk-heading-l">{texts.check}</h2>
      <p class="govuk-body">{texts.checkAbout}</p>
      <pre class="izvor-code">
        <code>
          npx izvor verify register {origin}/registers/{definition.id}
        </code>
      </pre>
    </Layout>
  )
}
