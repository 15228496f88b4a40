// Bringing an old register over: the pages of an import, what may be wrong with a file, and with a row of it.
import type { Language } from '../../workers/kernel/localised.ts'
import { fieldAt, type Fields } from '../../workers/kernel/field.ts'
import type { RegisterDefinition } from '../../workers/kernel/register.ts'
import type { RowIssue } from '../../workers/engines/import/weigh.ts'
import { defineMessages } from './index.ts'
import { issueText } from './issues.ts'

const texts = defineMessages({
  bg: {
    sameAs: (row: string) => `Същото стои на ред ${row}.`,
  },
  en: {
    sameAs: (row: string) => `The same stands in row ${row}.`,
  },
})

/** What is wrong with a row, with the name of the field that it is about. */
export function rowIssueText(
  lang: Language,
  register: RegisterDefinition | undefined,
  act: string | undefined,
  { field, code, row }: RowIssue,
): string {
  const fields: Fields = { ...(act === undefined ? {} : register?.acts[act]?.input), ...register?.fields }
  const known = field === '' ? undefined : fieldAt(fields, field)
  const own = register?.refusals[code]?.[lang]
  const said = code === 'row-twice' ? texts[lang].sameAs(String(row ?? 0)) : (own ?? issueText(lang, known, code))
  return known === undefined ? said : `${known.label[lang]}: ${said}`
}
