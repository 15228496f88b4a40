// The proof of one entry: where it stands in the register's log, what that proves, and how anyone checks it.
import { erasure } from '../../messages/erasure.ts'
import { log } from '../../messages/log.ts'
import { registers } from '../../messages/registers.ts'
import { parseCheckpoint } from '../../../workers/engines/log/checkpoint.ts'
import type { Disclosed } from '../../../workers/engines/log/extract.ts'
import { parseProof } from '../../../workers/engines/log/proof.ts'
import { fieldAt, type Field } from '../../../workers/kernel/field.ts'
import { toHex } from '../../../workers/kernel/bytes.ts'
import { Details } from '../components/details.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { fieldValue } from '../field-value.ts'
import { formatDate, formatDateTime, formatNumber, machineTime } from '../format.ts'
import { Layout } from '../layout.tsx'
import { trail } from '../trail.ts'
import { actTitle, type HistoryProps } from './history.tsx'
import { verifyCommand } from './record.tsx'
import { labelsOf, stepsTo, Law, lawOfAct, pathOf, receiptPath, roleInWords } from './words.tsx'

export interface ProofProps extends Pick<HistoryProps, 'page' | 'definition' | 'surroundings' | 'id'> {
  readonly caption: string
  /** As it stands in the log: canonical JSON. */
  readonly leaf: string
  readonly leafHash: string
  readonly disclosed: Disclosed
  readonly erased: readonly string[]
  /** The tlog-proof; null while the entry is not published. */
  readonly proof: string | null
  /** The log's key, as a verifier takes it. */
  readonly verifierKey: string
}

/** What a leaf says in clear. */
interface Told {
  readonly seq: number
  readonly act: string
  readonly role: string
  readonly recordedAt: number
  readonly effectiveFrom: string
}

const told = ({ leaf }: Pick<ProofProps, 'leaf'>) => JSON.parse(leaf) as Told

const Facts = (props: ProofProps) => {
  const { page, definition, surroundings } = props
  const texts = registers[page.lang]
  const { act, effectiveFrom, recordedAt, role } = told(props)
  return (
    <SummaryList
      rows={[
        {
          key: { text: texts.inForceFrom },
          value: { text: <time datetime={effectiveFrom}>{formatDate(page.lang, effectiveFrom)}</time> },
        },
        {
          key: { text: texts.recordedAt },
          value: { text: <time datetime={machineTime(recordedAt)}>{formatDateTime(page.lang, recordedAt)}</time> },
        },
        { key: { text: texts.recorder }, value: { text: roleInWords(page.lang, surroundings, role) } },
        { key: { text: texts.law }, value: { text: <Law>{lawOfAct(definition, definition.acts[act]?.law)}</Law> } },
      ]}
    />
  )
}

const Place = ({ page, leafHash, proof }: ProofProps) => {
  const texts = registers[page.lang]
  const parsed = proof === null ? null : parseProof(proof)
  const checkpoint = parsed?.ok ? parseCheckpoint(parsed.value.checkpoint) : null
  const row = (key: string, text: string) => ({ key: { text: key }, value: { text: <code>{text}</code> } })
  return (
    <SummaryList
      rows={[
        row(texts.leafHash, leafHash),
        parsed?.ok && row(texts.index, formatNumber(page.lang, parsed.value.index)),
        checkpoint?.ok && row(texts.treeSize, formatNumber(page.lang, checkpoint.value.size)),
        checkpoint?.ok && row(texts.rootHash, toHex(checkpoint.value.root)),
        checkpoint?.ok && row(texts.origin, checkpoint.value.origin),
      ]}
    />
  )
}

/** What a path of the leaf (`set.status`) speaks of: a field of the register, or of the act's own input. */
function fieldOf({ definition, ...props }: ProofProps, path: string): Field | undefined {
  const name = path === 'key' ? definition.key : path.replace(/^(?:set|input)\./u, '')
  return fieldAt({ ...definition.acts[told(props).act]?.input, ...definition.fields }, name)
}

/** Which item of a group a path speaks of: ` (2)`. */
const ofItem = (path: string): string => {
  const number = /\.(\d+)\./u.exec(path)?.[1]
  return number === undefined ? '' : ` (${Number(number) + 1})`
}

const Proved = (props: ProofProps) => {
  const { page, disclosed } = props
  const texts = registers[page.lang]
  const opened = Object.entries(disclosed)
  return (
    <>
      <h2 class="govuk-heading-l">{texts.proves}</h2>
      <p class="govuk-body">{texts.provesAbout}</p>
      {opened.length > 0 && (
        <Table
          caption={texts.proves}
          captionClasses="govuk-visually-hidden"
          firstCellIsHeader
          head={[{ text: texts.sealed }, { text: texts.value }]}
          rows={opened.map(([path, { value }]) => {
            const field = fieldOf(props, path)
            const label = field?.label[page.lang]
            return [
              { text: label === undefined ? (path === 'record' ? texts.recordId : path) : `${label}${ofItem(path)}` },
              {
                text:
                  field === undefined ? (
                    <code>{String(value)}</code>
                  ) : field.type === 'list' ? (
                    formatNumber(page.lang, Number(value))
                  ) : (
                    fieldValue(page.lang, field, value)
                  ),
              },
            ]
          })}
        />
      )}
    </>
  )
}

const Erased = ({ page, definition, erased }: ProofProps) =>
  erased.length === 0 ? null : (
    <InsetText>{erasure[page.lang].leaf(labelsOf(page, definition, erased).join(', '))}</InsetText>
  )

const Verify = ({ page, definition, id, verifierKey, proof, ...props }: ProofProps) => {
  const texts = registers[page.lang]
  const { seq } = told(props)
  return (
    <>
      <h2 class="govuk-heading-l">{texts.verify}</h2>
      <ol class="govuk-list govuk-list--number govuk-list--spaced">
        <li>
          {texts.verifyDownload}{' '}
          <a class="govuk-link" href={page.href(`${pathOf(definition.id, id)}/extract.tlog-proof`)} download="">
            {texts.extract}
          </a>
        </li>
        <li>
          {texts.verifyRun} <code>{verifyCommand(definition.id, id)}</code>
        </li>
        <li>
          {texts.verifyKey} <code>{verifierKey}</code>{' '}
          <a class="govuk-link" href={`/registers/${definition.id}/log/key`}>
            {texts.logKey}
          </a>
        </li>
      </ol>
      <p class="govuk-body">{texts.verifyStandard}</p>
      <ul class="govuk-list">
        {proof !== null && (
          <li>
            <a class="govuk-link" href={receiptPath(definition.id, id, seq)} download="">
              {texts.receipt}
            </a>
          </li>
        )}
        <li>
          <a class="govuk-link" href={page.href(`${pathOf(definition.id)}/log`)}>
            {log[page.lang].link}
          </a>
        </li>
      </ul>
    </>
  )
}

export const ProofPage = (props: ProofProps) => {
  const { page, definition, caption, id, leaf, proof } = props
  const entry = told(props)
  const texts = registers[page.lang]
  const title = texts.proofOf(String(entry.seq))
  return (
    <Layout
      page={page}
      title={title}
      breadcrumbs={trail(page, ...stepsTo(page, definition), [caption, pathOf(definition.id, id)], title)}
    >
      <h1 class="govuk-heading-xl">
        <span class="govuk-caption-xl">
          {caption}: {actTitle(page, definition, entry.act)}
        </span>{' '}
        {title}
      </h1>
      {proof === null && (
        <InsetText>
          <p class="govuk-body">{texts.unpublished}</p>
          <a class="govuk-link" href={page.href(page.path)}>
            {texts.refresh}
          </a>
        </InsetText>
      )}
      <Facts {...props} />
      <Place {...props} />
      <Proved {...props} />
      <Erased {...props} />
      <Verify {...props} />
      <Details summary={texts.leaf}>
        <pre class="izvor-code">
          <code>{leaf}</code>
        </pre>
      </Details>
      {proof !== null && (
        <Details summary={texts.path}>
          <pre class="izvor-code">
            <code>{proof}</code>
          </pre>
        </Details>
      )}
    </Layout>
  )
}
