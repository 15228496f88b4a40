// Who of an authority looked at what: counts of each official, the looks themselves, what is marked and by which rules.
import { audit } from '../../messages/audit.ts'
import type { Audited, SeenLook } from '../../../workers/engines/watch.ts'
import {
  FAR_MORE_LEAST,
  FAR_MORE_TIMES,
  hintsOf,
  isFarMore,
  middleOf,
  READERS_MANY,
  readersDays,
} from '../../../workers/engines/watch.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import { fieldAt } from '../../../workers/kernel/field.ts'
import { Button } from '../components/button.tsx'
import { Details } from '../components/details.tsx'
import { ScrollRegion } from '../components/scroll-region.tsx'
import { Select } from '../components/select.tsx'
import { Table } from '../components/table.tsx'
import { Tag } from '../components/tag.tsx'
import { formatDateTime, formatNumber } from '../format.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { Law, pathOf } from '../registers/words.tsx'
import { atWork, trail } from '../trail.ts'

export const AUDIT = '/work/audit'
export const DAYS = ['7', '30', '90'] as const

export interface AuditProps {
  readonly page: Page
  /** The authority, in words. */
  readonly authority: string
  readonly audited: Audited
  /** What each is called, by person. */
  readonly nameOf: (person: string) => string
  readonly registerOf: (id: string) => RegisterDefinition | undefined
  readonly asked: {
    readonly days: string
    readonly official: string
    readonly register: string
    readonly hinted: boolean
  }
}

/** What is marked on a look, in words. */
export const marksOf = ({ lang }: Page, look: Pick<SeenLook, 'ties' | 'readers'>): readonly string[] =>
  hintsOf(look).map((hint) =>
    hint === 'much-read' ? audit[lang].muchRead(formatNumber(lang, look.readers)) : audit[lang][hint],
  )

export const fieldsOf = (
  { lang }: Page,
  definition: RegisterDefinition | undefined,
  fields: readonly string[],
): string => fields.map((name) => (definition && fieldAt(definition.fields, name)?.label[lang]) ?? name).join(', ')

const officialName = ({ audited, nameOf, page }: AuditProps, official: number): string => {
  const person = audited.persons.find((one) => one.official === official)?.person
  return person === undefined ? audit[page.lang].unknown : nameOf(person)
}

const Filter = (props: AuditProps) => {
  const { page, audited, asked, registerOf } = props
  const texts = audit[page.lang]
  const days = { 7: texts.day7, 30: texts.day30, 90: texts.day90 }
  return (
    <form method="get" action={page.href(AUDIT)} class="izvor-search">
      <Select
        name="days"
        label={{ text: texts.days }}
        items={DAYS.map((value) => ({ value, text: days[value], selected: value === asked.days }))}
      />
      <Select
        name="official"
        label={{ text: texts.official }}
        items={[
          { value: '', text: texts.anyone },
          ...audited.counted.map(({ official }) => ({
            value: String(official),
            text: officialName(props, official),
            selected: String(official) === asked.official,
          })),
        ]}
      />
      <Select
        name="register"
        label={{ text: texts.register }}
        items={[
          { value: '', text: texts.anyone },
          ...audited.registers.map((id) => ({
            value: id,
            text: registerOf(id)?.title[page.lang] ?? id,
            selected: id === asked.register,
          })),
        ]}
      />
      <Select
        name="hinted"
        label={{ text: texts.hints }}
        items={[
          { value: '', text: texts.anyone },
          { value: 'yes', text: texts.hinted, selected: asked.hinted },
        ]}
      />
      <Button classes="govuk-button--secondary">{texts.show}</Button>
    </form>
  )
}

const Counts = (props: AuditProps) => {
  const { page, audited } = props
  const texts = audit[page.lang]
  const number = (value: number) => ({ text: formatNumber(page.lang, value), format: 'numeric' as const })
  return (
    <>
      <h2 class="govuk-heading-l">{texts.counts}</h2>
      <ScrollRegion label={texts.counts}>
        <Table
          caption={texts.counts}
          captionClasses="govuk-visually-hidden"
          firstCellIsHeader
          head={[
            { text: texts.official },
            ...[texts.looks, texts.records, texts.withoutCase, texts.close].map((text) => ({
              text,
              format: 'numeric' as const,
            })),
          ]}
          rows={audited.counted.map((one) => {
            const middle = middleOf(audited.counted, one.official)
            return [
              {
                text: (
                  <>
                    {officialName(props, one.official)}{' '}
                    {isFarMore(audited.counted, one) && <Tag classes="govuk-tag--orange">{texts.farMore}</Tag>}
                    {middle !== null && (
                      <span class="izvor-other">
                        {texts.middle(formatNumber(page.lang, middle, middle % 1 === 0 ? 0 : 1))}
                      </span>
                    )}
                  </>
                ),
              },
              number(one.looks),
              number(one.records),
              number(one.withoutCase),
              number(one.close),
            ]
          })}
        />
      </ScrollRegion>
    </>
  )
}

const Rules = ({ page }: AuditProps) => {
  const texts = audit[page.lang]
  const number = (value: number) => formatNumber(page.lang, value)
  return (
    <Details summary={texts.rules}>
      <ul class="govuk-list govuk-list--bullet">
        <li>{texts.farMoreRule(number(FAR_MORE_TIMES), number(FAR_MORE_LEAST))}</li>
        <li>{texts.ruleSelf}</li>
        <li>{texts.ruleNear}</li>
        <li>{texts.ruleRead(number(READERS_MANY), number(readersDays))}</li>
      </ul>
      <p class="govuk-body">{texts.ruleNothing}</p>
    </Details>
  )
}

const Looks = (props: AuditProps) => {
  const { page, audited, registerOf } = props
  const texts = audit[page.lang]
  if (audited.looks.length === 0) return <p class="govuk-body">{texts.empty}</p>
  return (
    <ScrollRegion label={texts.list}>
      <Table
        caption={texts.list}
        captionClasses="govuk-table__caption--m"
        head={[texts.when, texts.official, texts.record, texts.ground, texts.fields, texts.hints].map((text) => ({
          text,
        }))}
        rows={audited.looks.map((look) => {
          const definition = registerOf(look.register)
          const marks = marksOf(page, look)
          return [
            { text: formatDateTime(page.lang, look.at) },
            { text: officialName(props, look.official) },
            {
              text: (
                <a class="govuk-link" href={page.href(pathOf(look.register, look.record))}>
                  {definition?.title[page.lang] ?? look.register}
                </a>
              ),
            },
            {
              text: (
                <>
                  <Law>{look.law}</Law> <span class="izvor-other">{look.case ?? texts.withoutCase}</span>
                </>
              ),
            },
            { text: fieldsOf(page, definition, look.fields) },
            {
              text: (
                <>
                  {marks.map((mark) => (
                    <Tag classes="govuk-tag--yellow">{mark}</Tag>
                  ))}{' '}
                  <a class="govuk-link" href={page.href(`${AUDIT}/${look.n}`)}>
                    {look.noted === undefined ? texts.review : texts[look.noted.outcome]}
                    <span class="govuk-visually-hidden"> {texts.reviewOf(String(look.n))}</span>
                  </a>
                </>
              ),
            },
          ]
        })}
      />
    </ScrollRegion>
  )
}

export const AuditPage = (props: AuditProps) => {
  const { page, authority, audited, asked, nameOf } = props
  const texts = audit[page.lang]
  const more = new URLSearchParams({
    days: asked.days,
    official: asked.official,
    register: asked.register,
    ...(asked.hinted ? { hinted: 'yes' } : {}),
    before: String(audited.next ?? ''),
  }).toString()
  return (
    <Layout page={page} title={texts.title} width="full" breadcrumbs={trail(page, atWork(page), texts.title)}>
      <span class="govuk-caption-xl">{authority}</span>
      <h1 class="govuk-heading-xl">{texts.title}</h1>
      <p class="govuk-body-l izvor-reading">{texts.lead}</p>
      <Rules {...props} />
      <Filter {...props} />
      {audited.counted.length > 0 && <Counts {...props} />}
      <Looks {...props} />
      {audited.next !== undefined && (
        <p class="govuk-body">
          <a class="govuk-link" href={page.href(`${AUDIT}?${more}`)}>
            {texts.older}
          </a>
        </p>
      )}
      <Details summary={texts.openings}>
        {audited.openings.length === 0 ? (
          texts.noOpenings
        ) : (
          <ul class="govuk-list">
            {audited.openings.map(({ person, at }) => (
              <li>
                {formatDateTime(page.lang, at)}, {nameOf(person)}
              </li>
            ))}
          </ul>
        )}
      </Details>
    </Layout>
  )
}
