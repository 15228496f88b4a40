// In a case that somebody makes for another: for whom it is, who acts, and the entry that gives them the right.
import { mandates as messages } from '../../messages/mandates.ts'
import { parseMandateId } from '../../../workers/engines/mandate.ts'
import type { ShownRepresented } from '../../../workers/engines/case/represented.ts'
import { SummaryList } from '../components/summary-list.tsx'
import type { Page } from '../page.ts'

export const Represents = ({
  page,
  represented,
}: {
  readonly page: Page
  readonly represented: ShownRepresented | null
}) => {
  if (represented === null) return null
  const texts = messages[page.lang]
  const ref = parseMandateId(represented.mandate.id)
  return (
    <SummaryList
      rows={[
        { key: { text: texts.represents }, value: { text: represented.called } },
        {
          key: { text: texts.byMandate },
          value: {
            text: (
              <>
                {represented.by}
                {ref !== null && (
                  <>
                    {' · '}
                    <a
                      class="govuk-link"
                      href={page.href(`/registers/${ref.register}/records/${encodeURIComponent(ref.record)}`)}
                    >
                      {texts.record}
                    </a>
                  </>
                )}
              </>
            ),
          },
        },
      ]}
    />
  )
}
