// Why a request cannot be granted as it is, in the words of the service or of the register whose act would be refused.
import { fieldsRead } from '../kernel/expression.ts'
import { consentSigner } from '../kernel/load-signers.ts'
import type { Language } from '../kernel/localised.ts'
import type { LoadedPage, LoadedService } from '../kernel/load-service.ts'
import type { FieldIssue } from '../kernel/parse.ts'
import type { Objection } from '../engines/case/form.ts'
import type { CaseView } from '../engines/case/view.ts'
import { catalogue } from '../catalogue.ts'
import { problemTitle } from '../../web/messages/problems.ts'
import { signing } from '../../web/messages/signing.ts'

/** A refusal of an act by the register's own text, else by the portal's. */
export const refusalText = (lang: Language, register: string, code: string): string =>
  catalogue.registers.get(register)?.refusals[code]?.[lang] ?? problemTitle(lang, code)

export const objectionText = (lang: Language, { code, register }: Objection, { definition }: LoadedService): string =>
  register === undefined
    ? (definition.refusals[code]?.[lang] ?? problemTitle(lang, code))
    : refusalText(lang, register, code)

/** Why a mandate does not reach what was answered, at the question by which it does not. */
export function limitText(lang: Language, code: string, { amount }: LoadedService, { fields }: LoadedPage) {
  const asked = fieldsRead(amount?.source ?? '', 'form').findLast((name) => Object.hasOwn(fields, name))
  return { text: problemTitle(lang, code), field: asked ?? Object.keys(fields)[0] ?? '' }
}

/** Why nobody can be asked to sign as this signer of the service. */
export const unknownSignerText = (lang: Language, { definition }: LoadedService, signer: string): string =>
  signer === consentSigner
    ? signing[lang].nobodyConsents
    : signing[lang].unknownSigner(definition.signing?.signers[signer]?.title[lang] ?? signer)

/** The objection that hangs on an answer of this page, and the last of its questions to be mended; none beside issues. */
export function issueOrObjection(
  lang: Language,
  { objection }: CaseView,
  service: LoadedService,
  asked: LoadedPage,
  issues: readonly FieldIssue[],
): { readonly text: string; readonly field: string } | undefined {
  const field = objection?.fields.findLast((name) => Object.hasOwn(asked.fields, name))
  if (objection === null || field === undefined || issues.length > 0) return undefined
  return { text: objectionText(lang, objection, service), field }
}
