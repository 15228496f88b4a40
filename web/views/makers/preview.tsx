// What comes of a draft: the forms of its acts, the public page of an invented record, and the API, before anything is in force.
import { makers as messages } from '../../messages/makers.ts'
import type { Field, Fields, SingleField } from '../../../workers/kernel/field.ts'
import { formats } from '../../../workers/kernel/formats/index.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import type { Item, Scalar, Value, Values } from '../../../workers/kernel/value.ts'
import { InsetText } from '../components/inset-text.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import type { Content } from '../components/common.ts'
import { FormField } from '../forms/form-field.tsx'
import { typedOf } from '../forms/typed.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { valueOf, type Surroundings } from '../registers/words.tsx'
import { titleOf, wayTo } from './common.tsx'

interface Of {
  readonly page: Page
  readonly definition: RegisterDefinition
}

const Preview = ({
  page,
  definition,
  title,
  children,
}: Of & { readonly title: string; readonly children: Content }) => (
  <Layout page={page} title={title} breadcrumbs={wayTo(page, definition, title)}>
    <InsetText>
      <p class="govuk-body">{messages[page.lang].previewNote}</p>
    </InsetText>
    <span class="govuk-caption-xl">{titleOf(page, definition)}</span>
    <h1 class="govuk-heading-xl">{title}</h1>
    {children}
  </Layout>
)

function singleExample(field: SingleField, example: string): Scalar {
  switch (field.type) {
    case 'text':
    case 'reference':
      return field.format === undefined ? example : formats[field.format].example
    case 'choice':
      return Object.keys(field.options)[0] ?? ''
    case 'integer':
      return Math.max(field.min, Math.min(field.max, 1))
    case 'date':
      return '2026-11-25'
    case 'boolean':
      return true
  }
}

const exampleOf = (field: Field, example: string): Value => {
  if (field.type !== 'list') return singleExample(field, example)
  const item: Item = Object.fromEntries(
    Object.entries(field.of).map(([column, one]) => [column, singleExample(one, example)]),
  )
  return [item]
}

const examplesOf = (fields: Fields, example: string): Values =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, exampleOf(field, example)]))

/** The form of each act, as whoever does it will see it. */
export const FormsPreview = ({ page, definition }: Of) => {
  const texts = messages[page.lang]
  const key = definition.fields[definition.key]
  const forms = Object.entries(definition.acts).map(([name, act]) => {
    const taken = (act.takes ?? []).flatMap((field) => {
      const one = definition.fields[field]
      return one === undefined ? [] : [[field, one] as const]
    })
    const fields: Fields = {
      ...(key === undefined ? {} : { [definition.key]: key }),
      ...Object.fromEntries(taken),
      ...act.input,
    }
    return { name, act, fields }
  })
  return (
    <Preview page={page} definition={definition} title={texts.previewForms}>
      {forms.map(({ name, act, fields }) => (
        <section aria-labelledby={`act-${name}`}>
          <h2 class="govuk-heading-l" id={`act-${name}`}>
            {act.title[page.lang] === '' ? name : act.title[page.lang]}
          </h2>
          <fieldset class="govuk-fieldset" disabled>
            {Object.entries(fields).map(([field, one]) => (
              <FormField
                page={page}
                name={`${name}-${field}`}
                field={one}
                typed={typedOf({ [`${name}-${field}`]: one }, { [`${name}-${field}`]: exampleOf(one, texts.example) })}
                issues={[]}
              />
            ))}
          </fieldset>
        </section>
      ))}
    </Preview>
  )
}

/** The public page of a record with invented values. */
export const PublicPreview = ({
  page,
  definition,
  caption,
  surroundings,
}: Of & { readonly caption: (values: Values) => string; readonly surroundings: Surroundings }) => {
  const texts = messages[page.lang]
  const open = Object.fromEntries(Object.entries(definition.fields).filter(([, field]) => field.disclose === 'open'))
  const closed = Object.values(definition.fields).filter(({ disclose }) => disclose !== 'open')
  const values = examplesOf(open, texts.example)
  return (
    <Preview page={page} definition={definition} title={texts.previewPublic}>
      <p class="govuk-body-l">{definition.about[page.lang]}</p>
      <h2 class="govuk-heading-l">{caption(values)}</h2>
      <SummaryList
        rows={Object.entries(open).map(([name, field]) => ({
          key: { text: field.label[page.lang] },
          value: { text: valueOf(page, surroundings, field, values[name]) },
        }))}
      />
      {closed.length > 0 && (
        <p class="govuk-body">
          {texts.closedFields}: {closed.map(({ label }) => label[page.lang]).join(', ')}.
        </p>
      )}
    </Preview>
  )
}

export const ApiPreview = ({ page, definition, api }: Of & { readonly api: object }) => (
  <Preview page={page} definition={definition} title={messages[page.lang].previewApi}>
    <pre class="izvor-code">{JSON.stringify(api, null, 2)}</pre>
  </Preview>
)
