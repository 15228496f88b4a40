// Whatever acts are asked for, on whatever days: what a record is follows from its entries, and no entry ever changes.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { catalogue } from '../../../workers/catalogue.ts'
import type { ActCommand } from '../../../workers/engines/command.ts'
import { committed, hashLeaf } from '../../../workers/engines/leaf.ts'
import { commit } from '../../../workers/engines/log/commitment.ts'
import { advance, decide, valuesAt, type Entry, type Head, type Sealed } from '../../../workers/engines/record.ts'
import { fromHex } from '../../../workers/kernel/bytes.ts'
import { addDays, sofiaDate } from '../../../workers/kernel/calendar.ts'
import { loadRegister, type LoadedRegister } from '../../../workers/kernel/load.ts'
import { personalNumber } from '../../../workers/kernel/formats/personal-number.ts'
import type { Value } from '../../../workers/kernel/value.ts'
import { countingRandom } from '../../support/chance.ts'
import { there, unwrap } from '../../support/result.ts'
import { tennisClub } from '../../support/tennis-club.ts'

type Input = ActCommand['input']
interface Step {
  readonly act: string
  readonly role: string
  readonly input: Input
  /** Days after the record's first, or the day of recording. */
  readonly effective: number | undefined
  /** Hours that pass before the act. */
  readonly hours: number
  readonly expectedSeq: number | undefined
}

const owner = fc.nat(3).map((serial) => personalNumber('1980-03-05', serial))
const optional = { requiredKeys: [] as never[] }

/** The acts of a register by the role that does them, with any input that its form could send. */
const registers: readonly (readonly [
  LoadedRegister,
  string,
  Readonly<Record<string, readonly [string, fc.Arbitrary<Input>]>>,
])[] = [
  [
    unwrap(loadRegister(tennisClub)),
    '7',
    {
      join: [
        'club.secretary',
        fc.constant({ nickname: 'Гого', hand: 'left', born: '1990-05-04', phone: '0888123456' }),
      ],
      score: ['club.secretary', fc.record({ won: fc.integer({ min: 0, max: 500 }) })],
      injure: ['club.doctor', fc.record({ injury: fc.constantFrom('рамо', 'коляно', '') }, optional)],
      recover: ['club.doctor', fc.constant({})],
      correct: [
        'club.secretary',
        fc.record(
          {
            nickname: fc.constantFrom('Гого', 'Гошо'),
            hand: fc.constantFrom('left', 'right', 'both'),
            born: fc.constantFrom('1990-05-04', '1991-05-04', '2190-01-01'),
          },
          optional,
        ),
      ],
    },
  ],
  [
    there(catalogue.register('vehicles')),
    'WVWZZZ1JZXW000001',
    {
      enter: [
        'mvr.registrar',
        fc.record({
          plate: fc.constantFrom('СВ1234АВ', 'cb 0001 xx'),
          make: fc.constant('VW'),
          model: fc.constant('Golf'),
          category: fc.constant('M1'),
          fuel: fc.constant('petrol'),
          emissionClass: fc.constant('euro6'),
          firstRegistered: fc.constant('2020-01-01'),
          mass: fc.constant(1500),
          colour: fc.constant('white'),
          owner,
        }),
      ],
      'change-owner': ['mvr.registrar', fc.record({ owner })],
      'change-plate': ['mvr.registrar', fc.record({ plate: fc.constantFrom('СВ1234АВ', 'СВ0001ХХ', 'Ж') })],
      suspend: ['mvr.registrar', fc.constant({})],
      resume: ['mvr.registrar', fc.constant({})],
      scrap: ['mvr.registrar', fc.constant({})],
      correct: [
        'mvr.registrar',
        fc.record({ colour: fc.constantFrom('white', 'black'), mass: fc.constantFrom(1500, 1600, 0) }, optional),
      ],
    },
  ],
]

const START = Date.parse('2026-03-02T09:00:00Z')

/** The first act makes the record; the others come as they like. */
function lives(acts: (typeof registers)[number][2]): fc.Arbitrary<readonly Step[]> {
  const step = (names: readonly string[]) =>
    fc.constantFrom(...names).chain((act) => {
      const [role, input] = acts[act] ?? ['', fc.constant({})]
      return fc.record({
        act: fc.constant(act),
        role: fc.oneof(
          { weight: 9, arbitrary: fc.constant(role) },
          { weight: 1, arbitrary: fc.constant('nobody.at-all') },
        ),
        input,
        effective: fc.option(fc.integer({ min: -3, max: 400 }), { nil: undefined, freq: 2 }),
        hours: fc.integer({ min: 0, max: 24 * 40 }),
        expectedSeq: fc.option(fc.nat(4), { nil: undefined, freq: 6 }),
      })
    })
  const [first = ''] = Object.keys(acts)
  return fc
    .tuple(step([first]), fc.array(step(Object.keys(acts)), { minLength: 3, maxLength: 25 }))
    .map(([begin, rest]) => [{ ...begin, role: acts[first]?.[0] ?? '', effective: undefined, expectedSeq: 0 }, ...rest])
}

/** The values on a day, from the entries alone: of each field, what the last of the latest day said. */
function expected(entries: readonly Entry[], day: string): Record<string, Value> {
  const last: Record<string, { from: string; value: Value | null }> = {}
  for (const { effectiveFrom, set } of entries)
    if (effectiveFrom <= day)
      for (const [field, value] of Object.entries(set))
        if ((last[field]?.from ?? '') <= effectiveFrom) last[field] = { from: effectiveFrom, value }
  return Object.fromEntries(
    Object.entries(last).flatMap(([field, { value }]) => (value === null ? [] : [[field, value]])),
  )
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const one of Object.values(Object.freeze(value))) frozen(one)
  return value
}

/** What was read once, and must be read the same for ever. */
interface Reading {
  readonly recorded: number
  readonly effective: string
  readonly values: unknown
}

describe.each(registers)('a record of $definition.id', (register, key, acts) => {
  const field = { field: register.definition.key }

  it('is what its entries say, at every moment of both times', ({ expect }) => {
    const accepted = new Map<string, number>()
    const refusals = new Set<string>()
    fc.assert(
      fc.property(lives(acts), (life) => {
        let head: Head | null = null
        let now = START
        const kept: Sealed[] = []
        const readings: Reading[] = []
        const random = countingRandom()
        for (const { act, role, input, effective, hours, expectedSeq } of life) {
          now += hours * 3_600_000
          const today = sofiaDate(now)
          const command: ActCommand = {
            register: register.definition.id,
            key,
            act,
            input,
            idempotencyKey: 'k',
            actor: { role },
            basis: {},
            ...(effective === undefined ? {} : { effectiveFrom: addDays('2026-03-02', effective) }),
            ...(expectedSeq === undefined ? {} : { expectedSeq }),
          }
          const before: Head | null = frozen(head)
          const decision = decide(register, before, command, { record: 'r1', now, today, random, idOf: String })
          if (expectedSeq !== undefined && expectedSeq !== (before?.seq ?? 0)) expect(decision.ok).toBe(false)
          if (!decision.ok) {
            refusals.add(decision.error)
            expect(decision.error).not.toBe('rule-not-applicable')
            continue
          }
          accepted.set(act, (accepted.get(act) ?? 0) + 1)
          const sealed = frozen(decision.value)
          const { entry } = sealed
          // A correction alone reaches back, and never before the record; the chain is whole, and time goes forward.
          if (before !== null && act !== 'correct') expect(entry.effectiveFrom >= before.effectiveFrom).toBe(true)
          expect(entry.effectiveFrom >= (kept[0]?.entry.effectiveFrom ?? '')).toBe(true)
          expect(entry).toMatchObject({ seq: kept.length + 1, recordedAt: expect.any(Number) })
          expect(entry.previous).toBe(kept.at(-1)?.leafHash)
          expect(entry.recordedAt > (kept.at(-1)?.entry.recordedAt ?? 0)).toBe(true)
          expect(sealed.leafHash).toBe(hashLeaf(sealed.leaf))
          kept.push(sealed)
          head = advance(before, sealed)
          const entries = kept.map((one) => one.entry)

          const latest = valuesAt(entries, field, {})
          expect(latest?.values).toEqual({ [field.field]: key, ...head.values })
          expect(head.values).toEqual(expected(entries, '9999-12-31'))
          expect(latest).toMatchObject({ last: entry, effectiveFrom: head.effectiveFrom })
          // What takes effect later is not so before its day.
          for (const day of new Set([today, addDays(today, 30), ...entries.map((one) => one.effectiveFrom)])) {
            const read = valuesAt(entries, field, { effective: day })
            const exists = day >= (entries[0]?.effectiveFrom ?? '')
            expect(read?.values).toEqual(exists ? { [field.field]: key, ...expected(entries, day) } : undefined)
          }
          // What was known at a time stays what was known then.
          for (const { recorded, effective: day, values } of readings)
            expect(valuesAt(entries, field, { recorded, effective: day })?.values).toEqual(values)
          for (const day of [today, addDays(today, 40), entry.effectiveFrom])
            readings.push({
              recorded: entry.recordedAt,
              effective: day,
              values: valuesAt(entries, field, { effective: day })?.values,
            })
        }
        for (const { entry, leaf, salts } of kept) {
          const { commitments } = JSON.parse(leaf) as { commitments: Record<string, string> }
          expect(committed(entry).map(([path, value]) => [path, commit(fromHex(salts[path] ?? ''), value)])).toEqual(
            committed(entry).map(([path]) => [path, commitments[path]]),
          )
        }
      }),
      { numRuns: 150 },
    )
    // The test saw what it is about: each act was done, and each kind of refusal happened.
    expect([...accepted.keys()].toSorted()).toEqual(Object.keys(acts).toSorted())
    expect([...refusals]).toEqual(
      expect.arrayContaining([
        'not-allowed',
        'stale-version',
        'invalid-input',
        'nothing-changes',
        'effective-date-before-a-later-act',
        'effective-date-before-the-record',
      ]),
    )
  })
})
