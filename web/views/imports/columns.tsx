// How a file is read, and which field of the register each of its columns is.
import { imports as messages } from '../../messages/imports.ts'
import { problemTitle } from '../../messages/problems.ts'
import { effectiveColumn, placesOf, type ColumnFault } from '../../../workers/engines/import/columns.ts'
import { encodings } from '../../../workers/engines/import/decode.ts'
import type { Import } from '../../../workers/engines/import/state.ts'
import { fieldAt, type Fields } from '../../../workers/kernel/field.ts'
import type { LoadedAct, LoadedRegister } from '../../../workers/kernel/load.ts'
import { Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { ScrollRegion } from '../components/scroll-region.tsx'
import { Select } from '../components/select.tsx'
import { Table } from '../components/table.tsx'
import type { Page } from '../page.ts'
import { importPath } from './common.tsx'

export interface ColumnsProps {
  readonly page: Page
  readonly register: LoadedRegister
  readonly acts: readonly LoadedAct[]
  readonly act: LoadedAct
  readonly one: Import
  /** The field of each column, in their order; '' leaves it out. */
  readonly chosen: readonly string[]
  readonly faults: readonly ColumnFault[]
}

const fieldsOf = ({ register: { definition }, act }: ColumnsProps): Fields => {
  const key = definition.fields[definition.key]
  return { ...(key === undefined ? {} : { [definition.key]: key }), ...act.input }
}

/** `owners.0.share` as “Собственици 1: Дял”. */
function labelOf({ lang }: Page, fields: Fields, path: string): string {
  const [name = '', place] = path.split('.')
  const own = fieldAt(fields, name)?.label[lang] ?? name
  return place === undefined ? own : `${own} ${Number(place) + 1}: ${fieldAt(fields, path)?.label[lang] ?? path}`
}

export const ColumnFaults = (props: ColumnsProps) => {
  const { page, faults, one } = props
  const fields = fieldsOf(props)
  const headings = one.format?.headings ?? []
  if (faults.length === 0) return <></>
  return (
    <ErrorSummary
      titleText={messages[page.lang].wrongColumns}
      errorList={faults.map(({ code, name }) => {
        const at = headings.findIndex((heading) => heading.trim() === name)
        const text = `${labelOf(page, fields, name)}: ${problemTitle(page.lang, code)}`
        return { text, href: at < 0 ? '#column-0' : `#column-${at}` }
      })}
    />
  )
}

const HowRead = ({ page, one }: ColumnsProps) => {
  const texts = messages[page.lang]
  const marks = [
    [';', texts.semicolon],
    [',', texts.comma],
    ['\t', texts.tab],
    ['|', texts.bar],
  ] as const
  return (
    <form method="post" action={page.href(importPath(one, '/reread'))}>
      <Select
        name="encoding"
        label={{ text: texts.encoding }}
        items={encodings.map((name) => ({ text: name, selected: name === one.encoding }))}
      />
      {one.format?.kind === 'csv' && (
        <Select
          name="separator"
          label={{ text: texts.separator }}
          items={marks.map(([value, text]) => ({ value, text, selected: value === one.format?.separator }))}
        />
      )}
      <Button classes="govuk-button--secondary">{texts.again}</Button>
    </form>
  )
}

export const Columns = (props: ColumnsProps) => {
  const { page, one, acts, act, chosen } = props
  const texts = messages[page.lang]
  const headings = one.format?.headings ?? []
  const fields = fieldsOf(props)
  const paths = placesOf(fields)
  return (
    <>
      <h2 class="govuk-heading-l">{texts.readAs}</h2>
      <p class="govuk-body">{texts.sampleLead}</p>
      <ScrollRegion label={texts.readAs}>
        <Table
          caption={texts.readAs}
          captionClasses="govuk-visually-hidden"
          head={headings.map((text) => ({ text }))}
          rows={(one.sample ?? []).map((cells) => headings.map((_, at) => ({ text: cells[at] ?? '' })))}
        />
      </ScrollRegion>
      <HowRead {...props} />
      <h2 class="govuk-heading-l">{texts.columns}</h2>
      <form method="post" action={page.href(importPath(one, '/check'))}>
        {acts.length === 1 ? (
          <input type="hidden" name="act" value={act.name} />
        ) : (
          <Select
            name="act"
            label={{ text: texts.act }}
            items={acts.map(({ name, definition }) => ({
              value: name,
              text: definition.title[page.lang],
              selected: name === act.name,
            }))}
          />
        )}
        {headings.map((heading, at) => {
          const value = one.sample?.map((cells) => cells[at] ?? '').find((cell) => cell !== '')
          return (
            <Select
              name={`column-${at}`}
              label={{ text: heading === '' ? `${at + 1}` : heading }}
              {...(value === undefined ? {} : { hint: { text: texts.example(value) } })}
              items={[
                { value: '', text: texts.skip, selected: chosen[at] === '' },
                ...paths.map((path) => ({
                  value: path,
                  text: labelOf(page, fields, path),
                  selected: chosen[at] === path,
                })),
                {
                  value: effectiveColumn,
                  text: texts.effectiveFrom,
                  selected: chosen[at] === effectiveColumn,
                },
              ]}
            />
          )
        })}
        <p class="govuk-hint">{texts.checkNote}</p>
        <Button>{texts.check}</Button>
      </form>
    </>
  )
}
