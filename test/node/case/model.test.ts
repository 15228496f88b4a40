// Whoever comes, in whatever order and with whatever signature: a case stays lawful, and tells nobody a personal number.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { submitRequest } from '../../../workers/engines/case/decide.ts'
import {
  advance,
  mayMove,
  MOVES,
  type CaseEvent,
  type CaseState,
  type Move,
  type Status,
} from '../../../workers/engines/case/state.ts'
import { asksOf } from '../../../workers/engines/case/form.ts'
import { viewOf } from '../../../workers/engines/case/view.ts'
import type { Values } from '../../../workers/kernel/value.ts'
import {
  APPLICANT,
  club,
  idOf,
  NUMBER,
  Proceeding,
  sale,
  signatureOf,
  vehicle,
  type Sample,
} from '../../support/proceeding.ts'

const DAY_MS = 86_400_000

/** The move that each event is. Opening makes the case, a mandate that changes leaves it, and a look changes nothing but what is told of it. */
const MOVE_OF: {
  readonly [type in Exclude<CaseEvent['type'], 'opened' | 'mandated' | 'decided' | 'withdrawn'>]: Move
} = {
  answered: 'answer',
  gathered: 'gather',
  handed: 'hand',
  convened: 'gather',
  ordered: 'order',
  paid: 'pay',
  submitted: 'submit',
  proposed: 'propose',
  cosigned: 'cosign',
  declined: 'decline',
  recalled: 'recall',
  unsigned: 'expire',
  looked: 'look',
  completed: 'complete',
  returned: 'return',
  lapsed: 'lapse',
}

const moveOf = (event: CaseEvent): Move | null => {
  if (event.type === 'opened' || event.type === 'mandated') return null
  if (event.type === 'decided') return event.outcome
  return event.type === 'withdrawn' ? 'withdraw' : MOVE_OF[event.type]
}

type Step = (one: Proceeding) => unknown

const officials = fc.constantFrom('ivan', 'petar', APPLICANT, 'notary')

/** The first of them, with the signature of the second. */
const cosignWith = (one: Proceeding, [first, second]: Sample['parties']) =>
  first !== undefined && second !== undefined && one.cosign(first, one.cosignature(second))

/** What anybody may try; each a step by what it is called, so that a failure can be read. */
function steps({ pages, decision, official, records, parties }: Sample): fc.Arbitrary<readonly [string, Step]> {
  const page = fc.constantFrom(...Object.keys(pages))
  const value = fc.constantFrom(
    '',
    'Ж',
    '7',
    '8',
    '1500',
    'true',
    'false',
    'WVWZZZ1JZXW000002',
    'electric',
    'none',
    '2190-01-01',
  )
  const by = officials.map((person) => ({ ...official, person }))
  const typed = fc.record({
    outcome: fc.constantFrom('grant', 'refuse', 'x'),
    reasons: fc.constantFrom('Да.', '', '\u0000'),
  })
  return fc.oneof(
    {
      weight: 6,
      arbitrary: page.map((id) => [`answer ${id}`, (one: Proceeding) => one.answer(id, pages[id] ?? {})] as const),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(page, fc.nat(4), value).map(([id, at, text]) => {
        const name = Object.keys(pages[id] ?? {})[at] ?? ''
        return [
          `answer ${id}.${name} ${text}`,
          (one: Proceeding) => one.answer(id, { ...pages[id], [name]: text }),
        ] as const
      }),
    },
    {
      weight: 3,
      arbitrary: fc.constant([
        'gather',
        (one: Proceeding) => mayMove(one.state.status, 'gather') && one.gather(),
      ] as const),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...Object.keys(records), 'tennis-club:7', 'vehicles:WVWZZZ1JZXW000001')
        .map(
          (record) =>
            [
              `record ${record} comes or goes`,
              (one: Proceeding) => one.records.delete(record) || one.records.set(record, records[record] ?? {}),
            ] as const,
        ),
    },
    {
      weight: 3,
      arbitrary: fc.constantFrom('p1', 'p2').map((id) => [`order ${id}`, (one: Proceeding) => one.order(id)] as const),
    },
    {
      weight: 3,
      arbitrary: fc
        .constantFrom({}, {}, {}, { payment: 'p3' }, { cents: 1 })
        .map((notice) => [`pay ${JSON.stringify(notice)}`, (one: Proceeding) => one.pay(notice)] as const),
    },
    { weight: 4, arbitrary: fc.constant(['submit', (one: Proceeding) => one.submit()] as const) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('georgi', APPLICANT)
        .map(
          (person) =>
            [
              `submit by ${person} to another`,
              (one: Proceeding) =>
                one.submit(
                  signatureOf({ ...submitRequest(one.application, one.service, null), authority: 'nap' }, person),
                ),
            ] as const,
        ),
    },
    {
      weight: parties.length * 4,
      arbitrary: fc
        .constantFrom(...parties, { person: APPLICANT, name: '', roles: [] }, { person: 'petar', name: '', roles: [] })
        .map((who) => [`cosign ${who.person}`, (one: Proceeding) => one.cosign(who)] as const),
    },
    {
      weight: parties.length,
      arbitrary: fc
        .constantFrom(...parties, { person: 'petar', name: '', roles: [] })
        .map((who) => [`decline ${who.person}`, (one: Proceeding) => one.decline(who)] as const),
    },
    {
      weight: parties.length === 0 ? 0 : 1,
      arbitrary: fc.constant(['cosign by what another signed', (one: Proceeding) => cosignWith(one, parties)] as const),
    },
    {
      weight: parties.length === 0 ? 0 : 1,
      arbitrary: fc.constant(['recall', (one: Proceeding) => one.recall()] as const),
    },
    { weight: 1, arbitrary: fc.constant(['withdraw', (one: Proceeding) => one.withdraw()] as const) },
    { weight: 2, arbitrary: by.map((who) => [`look ${who.person}`, (one: Proceeding) => one.look(who)] as const) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(by, typed)
        .map(
          ([who, text]) =>
            [
              `decide ${who.person} ${text.outcome}`,
              (one: Proceeding) => one.decide({ ...text, ...decision }, who),
            ] as const,
        ),
    },
    {
      weight: 1,
      arbitrary: fc.constant([
        'decide by a signature of nothing',
        (one: Proceeding) =>
          one.decide({ outcome: 'grant', reasons: 'Да.', ...decision }, official, one.signedApplication()),
      ] as const),
    },
    { weight: 2, arbitrary: fc.constant(['the record takes it', (one: Proceeding) => one.record()] as const) },
    {
      weight: 1,
      arbitrary: fc.constant([
        'the record refuses',
        (one: Proceeding) => one.record({ ok: false, error: 'record-exists' }),
      ] as const),
    },
    {
      weight: 2,
      arbitrary: fc
        .integer({ min: 0, max: 20 * DAY_MS })
        .map((ms) => [`${ms} ms pass`, (one: Proceeding) => one.wait(ms)] as const),
    },
  )
}

/** What anybody ever gets to read of it: never the command, which the register alone gets. */
const toldBy = (one: Proceeding): string =>
  JSON.stringify([
    viewOf(one.state, one.events, one.service, one.today, idOf),
    one.effects.filter(({ to }) => to !== 'record'),
  ])

/** What each evidence was asked for. */
const inputs = (asked: readonly { readonly name: string; readonly input: Values }[]) =>
  Object.fromEntries(asked.map(({ name, input }) => [name, input]))
const evidenceOf = ({ state }: Proceeding) =>
  Object.entries(state.evidence).map(([name, { input }]) => ({ name, input }))

const replayed = (events: readonly CaseEvent[]): CaseState | null => events.reduce<CaseState | null>(advance, null)

describe.each([vehicle, club, sale])('any case of $service.definition.id', (sample) => {
  it('is lawful at every step', ({ expect }) => {
    const reached = new Map<Status, number>()
    fc.assert(
      fc.property(fc.array(steps(sample), { minLength: 10, maxLength: 60 }), fc.nat(2), (life, begun) => {
        const one = new Proceeding(sample)
        // Most of the lives begin where most would never get.
        if (begun === 1) one.submitted()
        if (begun === 2) one.signed()
        for (const [, step] of life) {
          const [before, known] = [one.state, one.events.length]
          step(one)
          for (const event of one.events.slice(known)) {
            const move = moveOf(event)
            expect(move === null || mayMove(before.status, move)).toBe(true)
          }
          // A register that says something else takes a signed application back, and is told.
          expect(one.events.length - known).toBeLessThanOrEqual(before.status === 'signing' ? 2 : 1)
          if (one.state.status === 'draft')
            expect(inputs(asksOf(one.state, one.service, one.today))).toMatchObject(inputs(evidenceOf(one)))
        }
        const { state, events } = one
        reached.set(state.status, (reached.get(state.status) ?? 0) + 1)

        expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1))
        expect(events.every(({ at }, n) => at > (events[n - 1]?.at ?? 0))).toBe(true)
        expect(replayed(events)).toEqual(state)

        const acts = one.effects.flatMap((effect) => (effect.to === 'record' ? [effect.command.idempotencyKey] : []))
        const grants = events.filter((event) => event.type === 'decided' && event.outcome === 'grant')
        expect(acts).toHaveLength(grants.length)
        expect(new Set(acts).size).toBe(acts.length)

        const paid = events.filter(({ type }) => type === 'paid').length
        const refunds = one.effects.filter(({ to }) => to === 'payment').length
        expect(paid).toBeLessThanOrEqual(1)
        expect(refunds).toBe(state.status === 'withdrawn' ? paid : 0)
        const together = state.proposal ?? state.submission
        expect(together === null || state.payment?.status === 'paid').toBe(true)
        expect(state.proposal !== null).toBe(state.status === 'signing')
        if (together !== null) {
          const { document, signature, parties, cosigned } = together
          expect(signature.intent.person).toBe(APPLICANT)
          expect(JSON.parse(document).signers ?? []).toEqual(parties)
          const signers = [signature, ...cosigned.map((each) => each.signature)].map(({ intent }) => intent)
          // One document, one signature a person, nobody but who was asked.
          expect(new Set(signers.map(({ documents }) => documents[0])).size).toBe(1)
          expect(new Set(signers.map(({ person }) => person)).size).toBe(signers.length)
          for (const { as, signer, signature: own } of cosigned) {
            const party = parties.find((each) => each.as.join() === as.join())
            expect(own.intent.person).toBe(signer.person)
            expect(party?.person === signer.person || (party?.role ?? null) === signer.role).toBe(true)
          }
          if (state.submission !== null) expect(cosigned).toHaveLength(parties.length)
        }
        if (state.decision !== null) {
          expect(state.decision.by.person).not.toBe(APPLICANT)
          const signed = state.submission?.cosigned.map(({ signer }) => signer.person)
          expect(signed).not.toContain(state.decision.by.person)
          expect(state.decision.signature.intent.person).toBe(state.decision.by.person)
        }
        expect(events.filter(({ type }) => type === 'lapsed').length).toBeLessThanOrEqual(1)
        if (state.status === 'withdrawn')
          expect([state.answers, state.evidence, state.proposal]).toEqual([{}, {}, null])
        expect(toldBy(one)).not.toContain(NUMBER)
      }),
      { numRuns: sample.parties.length > 0 ? 600 : 300 },
    )
    const able = (Object.keys(MOVES) as Status[]).filter((status) => status !== 'signing' || sample.parties.length > 0)
    for (const status of able) expect([status, (reached.get(status) ?? 0) > 0]).toEqual([status, true])
  })
})
