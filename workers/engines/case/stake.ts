// How much a case moves, as far as the amount of a mandate is concerned: what its service says that counts, and its fee.
import type { LoadedService } from '../../kernel/load-service.ts'
import { evaluated, isAnswered, sightOf, type Asked } from './form.ts'

/**
 * Euro cents. A limit holds for each case by itself. What cannot be said yet counts the fee alone; what still cannot once
 * every page is answered counts more than any limit, for nothing is allowed by a rule that says nothing.
 */
export function stakeOf(asked: Asked, service: LoadedService, today: string): number {
  const { amount, pages, definition } = service
  const { cents } = definition.fee
  if (amount === null) return cents
  const known = evaluated(amount, sightOf(asked, service, today))
  if (typeof known === 'number') return Math.max(known, cents)
  return pages.every((page) => isAnswered(page, asked.answers, today)) ? Number.POSITIVE_INFINITY : cents
}
