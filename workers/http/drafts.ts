// The draft of an address: whose it is, what is in it, and keeping it with nobody's work lost.
import type { Context } from 'hono'
import { faultSentence } from '../../web/messages/definition-faults.ts'
import { makers } from '../../web/messages/makers.ts'
import type { Draft } from '../../durable-objects/drafts.ts'
import { definitions } from '../kernel/read-definition.ts'
import type { RegisterDefinition } from '../kernel/register.ts'
import { draftsOf } from '../store/objects.ts'
import { authoritiesIn } from './definitions.ts'
import { ownOf } from './own.ts'
import type { AppEnv } from './types.ts'

type Ctx = Context<AppEnv>

/** The authority for which the official of this session makes registers; null for who does not. */
export const authorityOfSession = (c: Ctx): string | null => authoritiesIn(ownOf(c).roles)[0] ?? null

export interface Opened {
  readonly authority: string
  readonly definition: RegisterDefinition
  readonly seq: number
}

export function readDraft({ definition }: Pick<Draft, 'definition'>): RegisterDefinition {
  const read = definitions.read(definition)
  if (!read.ok) throw new Error(`a draft that is no definition: ${read.detail}`)
  return read.value
}

/** The draft that the address names; null where this authority has none. */
export async function openDraft(c: Ctx): Promise<Opened | null> {
  const authority = authorityOfSession(c)
  if (authority === null) return null
  const draft = await draftsOf(c.env, authority).get(c.req.param('register') ?? '')
  return draft === null ? null : { authority, definition: readDraft(draft), seq: draft.seq }
}

/** Keeps a draft as it is now; the sentence to show where it is not kept. `seq` is the state that was seen. */
export async function keepDraft(
  c: Ctx,
  authority: string,
  definition: RegisterDefinition,
  seq: number,
): Promise<string | null> {
  const text = JSON.stringify(definition)
  const lang = c.get('lang')
  const texts = makers[lang]
  const read = definitions.read(text)
  if (!read.ok) return faultSentence(lang, read.faults[0] ?? { path: '', code: 'wrong-kind' })
  const saved = await draftsOf(c.env, authority).save(definition.id, text, seq)
  if (saved.ok) return null
  return saved.error === 'stale-version' ? texts.stale : texts.tooMany
}
