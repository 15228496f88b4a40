// A record answers an evidence: what it yields leaves the record, and no more; the read is kept. A record that gave way to
// another hands the question on.
import { catalogue } from '../../workers/catalogue.ts'
import type { Purpose, RecordView } from '../../workers/engines/command.ts'
import { closedOf } from '../../workers/engines/disclosure.ts'
import { answersOf, type Answered } from '../../workers/engines/evidence.ts'
import type { Env } from '../../workers/env.ts'
import type { Values } from '../../workers/kernel/value.ts'
import { recordByKey } from '../../workers/store/objects.ts'
import type { Looks } from './looks.ts'
import { replacedIn, type Known } from './rights.ts'

interface Asking {
  readonly evidence: string
  readonly input: Values
  readonly purpose: Purpose
}

/** `known` is all of the record, `view` what the asking authority may see of it; null where there is none. */
export async function answerOf(
  env: Env,
  { known, view, looks }: { readonly known: Known | null; readonly view: RecordView | null; readonly looks: Looks },
  { evidence, input, purpose }: Asking,
): Promise<Answered> {
  const asked = catalogue.evidence(evidence)
  if (asked === undefined) throw new Error(`no evidence ${evidence}`)
  const { definition } = asked.source
  const standing = replacedIn(known)
  if (standing !== null) return recordByKey(env, definition, standing).answer(evidence, input, purpose)
  const seen = known?.register === asked.source ? view : null
  if (seen !== null) looks.keep(purpose, closedOf(definition, asked.reads))
  return answersOf(asked, seen?.values ?? null, input)
}
