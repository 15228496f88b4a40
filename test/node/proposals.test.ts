// Whoever acts on a proposal, in whatever order and whenever: it is done by two people, in time, at most once.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { mayConfirm, mayDecline, PROPOSAL_MS, type Proposal } from '../../workers/engines/proposal.ts'

const proposed: Proposal = {
  id: 'p',
  state: 'open',
  act: 'identify',
  actor: { role: 'mvr.clerk', person: 'a' },
  at: 0,
  expiresAt: PROPOSAL_MS,
  proposed: null,
  hash: 'ab'.repeat(32),
}

interface Step {
  readonly who: string | undefined
  readonly move: 'confirm' | 'decline'
  readonly reason: string
  readonly afterMs: number
}

const step: fc.Arbitrary<Step> = fc.record({
  who: fc.constantFrom('a', 'b', 'c', undefined),
  move: fc.constantFrom('confirm' as const, 'decline' as const),
  reason: fc.constantFrom('', ' ', 'Грешка.', 'x'.repeat(501)),
  afterMs: fc.nat(PROPOSAL_MS / 2),
})

/** What the record does with what the engine allows. */
function take(proposal: Proposal, { who, move, reason }: Step, now: number): Proposal {
  const second = { role: 'mvr.clerk', ...(who === undefined ? {} : { person: who }) }
  if (move === 'confirm')
    return mayConfirm(proposal, second, now).ok ? { ...proposal, state: 'confirmed', second } : proposal
  const said = mayDecline(proposal, reason, now)
  return said.ok ? { ...proposal, state: 'declined', second, reason: said.value } : proposal
}

describe('a proposal', () => {
  it('is confirmed by another person, in time, and changes no more after that', ({ expect }) => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let [now, proposal] = [0, proposed]
        for (const one of steps) {
          now += one.afterMs
          const next = take(proposal, one, now)
          if (next === proposal) continue
          expect(proposal.state).toBe('open')
          expect(now).toBeLessThanOrEqual(PROPOSAL_MS)
          if (next.state === 'confirmed') {
            expect(next.second?.person).toBeDefined()
            expect(next.second?.person).not.toBe(next.actor.person)
          } else expect(next.reason?.trim()).not.toBe('')
          proposal = next
        }
      }),
      { numRuns: 500 },
    )
  })

  it('that waited too long is confirmed and declined by nobody', ({ expect }) => {
    fc.assert(
      fc.property(step, fc.nat(), (one, late) => {
        expect(take(proposed, one, PROPOSAL_MS + 1 + late)).toBe(proposed)
      }),
      { numRuns: 200 },
    )
  })
})
