// An act of a register in words: who may do it, on what ground, what it takes and sets, and when it is refused.
import { components } from '../../messages/components.ts'
import { erasure } from '../../messages/erasure.ts'
import { fourEyes } from '../../messages/four-eyes.ts'
import { registers } from '../../messages/registers.ts'
import { together } from '../../messages/together.ts'
import type { Field } from '../../../workers/kernel/field.ts'
import type { Demand } from '../../../workers/kernel/demand.ts'
import type { Act } from '../../../workers/kernel/register.ts'
import type { Content } from '../components/common.ts'
import { SummaryList } from '../components/summary-list.tsx'
import { fieldValue } from '../field-value.ts'
import { otherLanguage, type Page } from '../page.ts'
import type { DefinitionProps } from './definition.tsx'
import { kindInWords } from './field-row.tsx'
import { labelsOf, Law, lawOfAct, roleInWords } from './words.tsx'

export interface ActCardProps extends DefinitionProps {
  readonly name: string
  readonly act: Act
}

const Takes = (props: ActCardProps) => {
  const { page, definition, act } = props
  const texts = registers[page.lang]
  const optional = ` (${components[page.lang].optional})`
  const taken = (act.takes ?? []).flatMap((name) => {
    const field = definition.fields[name]
    return field === undefined ? [] : [field.label[page.lang] + (field.optional && !act.partial ? optional : '')]
  })
  const own = Object.values(act.input ?? {}).map(
    (field) => `${field.label[page.lang]}: ${kindInWords(props, field)}${field.optional ? optional : ''}`,
  )
  if (taken.length + own.length === 0) return <>{texts.takesNothing}</>
  return (
    <>
      {[...taken, ...own].join(', ')}
      {act.partial && `; ${texts.leftOut}`}
    </>
  )
}

/** The value that an expression sets, where it is plain enough to be said in words. */
function setInWords(page: DefinitionProps['page'], field: Field, expression: string): string | undefined {
  const texts = registers[page.lang]
  if (expression === 'null') return texts.cleared
  if (expression === 'effective') return texts.effectiveDay
  const literal = /^(?:'([^']*)'|(true|false|\d+))$/u.exec(expression)
  if (literal === null) return undefined
  const [, text, other = ''] = literal
  const plain = other === 'true' || other === 'false' ? other === 'true' : Number(other)
  return fieldValue(page.lang, field, text ?? plain)
}

const Sets = ({ page, definition, act }: ActCardProps) => (
  <ul class="govuk-list govuk-list--bullet">
    {Object.entries(act.set ?? {}).map(([name, expression]) => {
      const field = definition.fields[name]
      const words = field === undefined ? undefined : setInWords(page, field, expression)
      return (
        <li>
          {field?.label[page.lang] ?? name}: {words} <code>{expression}</code>
        </li>
      )
    })}
  </ul>
)

const Refusals = ({ page, definition, act }: ActCardProps) => {
  const texts = registers[page.lang]
  const refusals = Object.entries(act.refuse ?? {})
  if (refusals.length === 0) return <>{texts.refusesNever}</>
  const other = otherLanguage(page).lang
  return (
    <ul class="govuk-list">
      {refusals.map(([code, expression]) => (
        <li class="izvor-refusal">
          <p class="govuk-body">{definition.refusals[code]?.[page.lang]}</p>
          <p class="govuk-hint" lang={other}>
            {definition.refusals[code]?.[other]}
          </p>
          <p class="govuk-body">
            {texts.condition}: <code>{expression}</code>
          </p>
        </li>
      ))}
    </ul>
  )
}

const Erases = ({ page, definition, act: { erases } }: ActCardProps) =>
  erases === 'closed' ? <>{erasure[page.lang].closed}</> : <>{labelsOf(page, definition, erases ?? []).join(', ')}</>
const Together = ({ page, definition, surroundings, act }: ActCardProps) => {
  const texts = together[page.lang]
  const groupOf = (each: string) => {
    const name = each.replace(/^(?:input|record)\./u, '')
    return (act.input?.[name] ?? definition.fields[name])?.label[page.lang] ?? name
  }
  return (
    <>
      <ul class="govuk-list govuk-list--bullet">
        {Object.values(act.together ?? {}).map(({ register, act: other, each, when }) => (
          <li>
            {surroundings.deedOf(register, other)}
            {each !== undefined && ` (${texts.each(groupOf(each))})`}
            {when !== undefined && (
              <>
                , {texts.when} <code>{when}</code>
              </>
            )}
          </li>
        ))}
      </ul>
      {texts.whole}
    </>
  )
}

const LEVELS = { low: 'levelLow', substantial: 'levelSubstantial', high: 'levelHigh' } as const
const MOVES = { property: 'movesProperty', mandates: 'movesMandates' } as const

/** What is demanded of the login of whoever does it. */
function demandText({ lang }: Page, { level = 'substantial', fresh, moves }: Demand): string {
  const texts = registers[lang]
  return [texts[LEVELS[level]], fresh && texts.freshLogin, moves && texts[MOVES[moves]]].filter(Boolean).join('; ')
}

export const ActCard = (props: ActCardProps) => {
  const { page, definition, surroundings, act, name } = props
  const texts = registers[page.lang]
  const other = otherLanguage(page).lang
  const row = (key: string, text: Content) => ({ key: { text: key }, value: { text } })
  return (
    <SummaryList
      card={{
        title: { text: act.title[page.lang], headingLevel: 3 },
        attributes: { id: `act-${name}` },
      }}
      rows={[
        row(
          texts.other,
          <>
            <span lang={other}>{act.title[other]}</span> <code>{name}</code>
          </>,
        ),
        row(texts.law, <Law>{lawOfAct(definition, act.law)}</Law>),
        row(
          texts.by,
          <ul class="govuk-list">
            {act.by.map((role) => (
              <li>{roleInWords(page.lang, surroundings, role)}</li>
            ))}
          </ul>,
        ),
        row(texts.login, demandText(page, act)),
        act.fourEyes === true && row(fourEyes[page.lang].howMany, fourEyes[page.lang].asks),
        row(texts.effect, act.creates ? texts.creates : act.corrects ? texts.corrects : texts.changes),
        act.alongside === true && row(together[page.lang].done, together[page.lang].alongside),
        row(texts.takes, <Takes {...props} />),
        act.erases !== undefined && row(erasure[page.lang].erases, <Erases {...props} />),
        Object.keys(act.set ?? {}).length > 0 && row(texts.sets, <Sets {...props} />),
        act.together !== undefined && row(together[page.lang].row, <Together {...props} />),
        row(texts.refuses, <Refusals {...props} />),
      ]}
    />
  )
}
