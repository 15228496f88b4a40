// One draft as a whole: its parts in their order, what is still wrong, what it changes, and the way to its signature.
import { makers as messages } from '../../messages/makers.ts'
import { slotText, type Slot } from '../../../workers/engines/definition/slots.ts'
import type { Change } from '../../../workers/engines/definition/compare.ts'
import type { Fault } from '../../../workers/kernel/fault.ts'
import type { Fields } from '../../../workers/kernel/field.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import { Button } from '../components/button.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { Select } from '../components/select.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { WarningText } from '../components/warning-text.tsx'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { draftPath, Faults, titleOf, wayTo } from './common.tsx'
import { Changes } from './changes.tsx'
import { TYPES } from './fields.ts'

export interface DraftProps {
  readonly page: Page
  readonly definition: RegisterDefinition
  readonly seq: number
  readonly faults: readonly Fault<string>[]
  readonly before: RegisterDefinition | null
  readonly changes: readonly Change[]
  readonly opened: readonly string[]
  readonly hasRecords: boolean
}

type Part = Pick<DraftProps, 'page' | 'definition' | 'seq'>

const fieldPath = ({ id }: RegisterDefinition, slot: Slot, query: { readonly [name: string]: string }) =>
  draftPath(id, `/field?${new URLSearchParams({ at: slotText(slot), ...query }).toString()}`)

/** Buttons that move an entry of a list, without a script. */
const Moves = ({ page, definition, seq, at, name }: Part & { readonly at: string; readonly name: string }) => {
  const texts = messages[page.lang]
  return (
    <form method="post" action={page.href(draftPath(definition.id, '/move'))} class="izvor-moves">
      <input type="hidden" name="seq" value={String(seq)} />
      <input type="hidden" name="at" value={at} />
      <input type="hidden" name="name" value={name} />
      {(['up', 'down', 'remove'] as const).map((by) => (
        <button class="izvor-link-button" name="by" value={by}>
          {texts[by]}
          <span class="govuk-visually-hidden"> {name}</span>
        </button>
      ))}
    </form>
  )
}

/** The fields of a slot, each a link to its page; and how another is added. */
export const FieldList = ({ slot, fields, ...part }: Part & { readonly slot: Slot; readonly fields: Fields }) => {
  const { page, definition } = part
  const texts = messages[page.lang]
  const kinds = Object.entries(TYPES).filter(([type]) => slot.kind !== 'column' || type !== 'list')
  return (
    <>
      <ol class="izvor-parts">
        {Object.entries(fields).map(([name, field]) => (
          <li class="izvor-part">
            <a class="govuk-link" href={page.href(fieldPath(definition, slot, { name }))}>
              {field.label[page.lang].trim() === '' ? name : field.label[page.lang]}
            </a>{' '}
            <code>{name}</code> {TYPES[field.type][page.lang]}
            {slot.kind === 'field' && name === definition.key && `, ${texts.isKey}`}
            <Moves {...part} at={slotText(slot)} name={name} />
          </li>
        ))}
      </ol>
      <form method="get" action={page.href(draftPath(definition.id, '/field'))} class="izvor-add">
        <input type="hidden" name="at" value={slotText(slot)} />
        <Select
          name="type"
          id={`type-${slotText(slot)}`}
          label={{ text: texts.kindOfField }}
          items={kinds.map(([value, text]) => ({ value, text: text[page.lang] }))}
        />
        <Button classes="govuk-button--secondary">{texts.addField}</Button>
      </form>
    </>
  )
}

const Acts = (part: Part) => {
  const { page, definition } = part
  const texts = messages[page.lang]
  const path = (name: string) => draftPath(definition.id, `/act?${new URLSearchParams({ name }).toString()}`)
  return (
    <>
      <ol class="izvor-parts">
        {Object.entries(definition.acts).map(([name, act]) => (
          <li class="izvor-part">
            <a class="govuk-link" href={page.href(path(name))}>
              {act.title[page.lang].trim() === '' ? name : act.title[page.lang]}
            </a>{' '}
            <code>{name}</code>
            <Moves {...part} at="acts" name={name} />
          </li>
        ))}
      </ol>
      <p class="govuk-body">
        <a class="govuk-link" href={page.href(draftPath(definition.id, '/act'))}>
          {texts.addAct}
        </a>
      </p>
    </>
  )
}

const Previews = ({ page, definition }: Part) => {
  const texts = messages[page.lang]
  const previews = [
    ['forms', texts.previewForms],
    ['public', texts.previewPublic],
    ['rules', texts.previewRules],
    ['api', texts.previewApi],
  ] as const
  return (
    <ul class="govuk-list">
      {previews.map(([name, text]) => (
        <li>
          <a class="govuk-link" href={page.href(draftPath(definition.id, `/preview/${name}`))}>
            {text}
          </a>
        </li>
      ))}
    </ul>
  )
}

export const DraftPage = (props: DraftProps) => {
  const { page, definition, faults, before, changes, opened, hasRecords } = props
  const texts = messages[page.lang]
  const path = (rest: string) => page.href(draftPath(definition.id, rest))
  return (
    <Layout page={page} title={titleOf(page, definition)} breadcrumbs={wayTo(page, definition)}>
      <span class="govuk-caption-xl">
        {texts.draftOf}, {texts.version(String(definition.version))}
      </span>
      <h1 class="govuk-heading-xl">{titleOf(page, definition)}</h1>
      <SummaryList
        rows={[
          {
            key: { text: texts.basics },
            value: { text: definition.law === '' ? texts.none : definition.law },
            actions: { items: [{ text: texts.edit, href: path('/basics'), visuallyHiddenText: texts.basics }] },
          },
        ]}
      />
      <h2 class="govuk-heading-l">{texts.fields}</h2>
      <FieldList {...props} slot={{ kind: 'field' }} fields={definition.fields} />
      <h2 class="govuk-heading-l">{texts.acts}</h2>
      <Acts {...props} />
      {hasRecords && (
        <p class="govuk-body">
          <a class="govuk-link" href={path('/migration')}>
            {texts.migration}
          </a>
        </p>
      )}
      <h2 class="govuk-heading-l">{texts.look}</h2>
      <Previews {...props} />
      {before !== null && (
        <>
          <h2 class="govuk-heading-l">{texts.changes}</h2>
          {changes.length === 0 ? (
            <p class="govuk-body">{texts.noChanges}</p>
          ) : (
            <Changes page={page} changes={changes} />
          )}
        </>
      )}
      {opened.length > 0 && !hasRecords && (
        <WarningText>
          {texts.opened} {opened.join(', ')}
        </WarningText>
      )}
      <h2 class="govuk-heading-l">{faults.length > 0 ? texts.faults : texts.signTitle}</h2>
      {faults.length > 0 ? (
        <InsetText>
          <Faults page={page} faults={faults} />
        </InsetText>
      ) : (
        <>
          <p class="govuk-body">{texts.noFaults}</p>
          <Button href={path('/publish')}>{texts.sign}</Button>
        </>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={path('/export')}>
          {texts.download}
        </a>
      </p>
      <form method="post" action={path('/discard')}>
        <Button classes="govuk-button--warning">{texts.discard}</Button>
      </form>
    </Layout>
  )
}
