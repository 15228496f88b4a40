// What officials at a counter are told of a person, and what they vouch for once two of them have signed.
import { catalogue } from '../catalogue.ts'
import type { Purpose } from '../engines/command.ts'
import type { Voucher } from '../engines/identity/voucher.ts'
import type { Env } from '../env.ts'
import { endOfDaySofia } from '../kernel/calendar.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Values } from '../kernel/value.ts'
import { recordByKey } from '../store/objects.ts'
import { cardsOf } from './card-desk.ts'
import type { Found } from './proposals.ts'

export const IDENTIFICATIONS = 'identifications'

const evidence = (id: string) => {
  const found = catalogue.evidence(id)
  if (found === undefined) throw new Error(`no evidence ${id}`)
  return found
}

/** Every read says why; the person sees it among those who looked. */
export const counterPurpose = (role: string, person: string): Purpose => ({
  authority: role.split('.')[0] ?? role,
  role,
  law: catalogue.registers.get(IDENTIFICATIONS)?.law ?? '',
  person,
  desk: true,
})

/** What the registers say of somebody who lives; or that nobody can be identified. */
export async function personAtCounter(
  env: Env,
  personalNumber: string,
  purpose: Purpose,
): Promise<
  Result<
    { readonly person: Values; readonly cards: Awaited<ReturnType<typeof cardsOf>> },
    'person-not-found' | 'person-dead'
  >
> {
  const { source } = evidence('person-identity')
  const record = recordByKey(env, source.definition, personalNumber)
  const { found, values } = await record.answer('person-identity', { personalNumber }, purpose)
  if (!found) return err('person-not-found')
  if (values['diedOn'] !== undefined) return err('person-dead')
  return ok({ person: values, cards: await cardsOf(env, personalNumber, purpose) })
}

/** A card with a chip is asked of its register; other documents the officials look at themselves. */
export const documentHolds = (
  { cards }: { readonly cards: Awaited<ReturnType<typeof cardsOf>> },
  document: unknown,
  number: unknown,
  until: unknown,
): boolean =>
  document !== 'chip' ||
  cards.some(
    ({ values }) => values['status'] === 'active' && values['number'] === number && values['validUntil'] === until,
  )

/** An answer of a form, as text; '' where it is none. */
export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What two officials vouch for, from the proposal that the second has confirmed. */
export function voucherOf({ proposal }: Found, name: string): Voucher | null {
  const { proposed, receipt, actor, second } = proposal
  if (proposed === null || receipt === undefined || second === undefined) return null
  const { person, document, documentUntil, reason } = proposed.input
  return {
    record: receipt.id,
    personalNumber: textIn(person),
    name,
    at: receipt.recordedAt,
    officials: [actor, second].flatMap((official) => official.person ?? []),
    document: textIn(document),
    replaces: reason === 'lost' || reason === 'stolen',
    unfreezes: document === 'chip' && endOfDaySofia(textIn(documentUntil)) > receipt.recordedAt,
  }
}
