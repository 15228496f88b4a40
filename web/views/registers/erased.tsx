// What was erased from a record: said before anything else, with the day and the ground.
import { erasure } from '../../messages/erasure.ts'
import { InsetText } from '../components/inset-text.tsx'
import { formatDate } from '../format.ts'
import type { HistoryProps } from './history.tsx'
import { labelsOf, Law, lawOfAct } from './words.tsx'

export const ErasedNotice = ({ page, definition, entries }: HistoryProps) => {
  const erasures = entries.filter(({ erases }) => erases.length > 0)
  if (erasures.length === 0) return null
  const texts = erasure[page.lang]
  return (
    <InsetText>
      {erasures.map(({ act, effectiveFrom, erases }) => {
        const day = formatDate(page.lang, effectiveFrom)
        return (
          <p class="govuk-body">
            {erases.includes(definition.key)
              ? texts.record(day)
              : texts.fields(labelsOf(page, definition, erases).join(', '), day)}{' '}
            <Law>{lawOfAct(definition, definition.acts[act]?.law)}</Law>
          </p>
        )
      })}
      <p class="govuk-body">{texts.after}</p>
    </InsetText>
  )
}
