// The model of a whole state: that it knows every register, adds up, and grows as it should.
import { describe, it } from 'vitest'
import { assumed, limits, registers, type Values } from '../../../cli/capacity/assumptions.ts'
import { costsOf, monthOf, needsOf, peakDayOf, sharedDatabases } from '../../../cli/capacity/model.ts'
import { costOf } from '../../../cli/capacity/prices.ts'
import { catalogue } from '../../../workers/catalogue.ts'

const needs = (given: Values = assumed, scale = 1) =>
  Object.keys(registers).map((register) => needsOf(register, given, scale))
const total = (given?: Values, scale?: number) =>
  [...costsOf(monthOf(needs(given, scale), given ?? assumed)).values()].reduce((sum, one) => sum + one, 0)

describe('the registers of the model', () => {
  it('are those that there are, and hold 100 million records', ({ expect }) => {
    // One that is new counts as a small one, until somebody knows better.
    expect(Object.keys(registers).filter((register) => !catalogue.registers.has(register))).toEqual([])
    expect(Object.keys(registers).length).toBeGreaterThan(30)
    expect(needs().reduce((sum, { records }) => sum + records, 0)).toBe(100_000_000)
  })

  it('fit into what they are divided into', ({ expect }) => {
    const usable = limits.objectGb.value * limits.fill.value
    for (const { register, logGb, d1Gb, actsPerSecond, objects, databases } of needs()) {
      expect([register, logGb / objects <= usable]).toEqual([register, true])
      expect([register, actsPerSecond / objects <= limits.registerActs.value]).toEqual([register, true])
      expect([register, databases === 0 || d1Gb / databases <= usable]).toEqual([register, true])
    }
    const small = needs().filter(({ databases }) => databases === 0)
    expect(small.reduce((sum, { d1Gb }) => sum + d1Gb, 0)).toBeLessThanOrEqual(sharedDatabases(needs()) * usable)
  })

  it('that nobody counted are small ones', ({ expect }) => {
    expect(needsOf('tennis-club', assumed)).toMatchObject({ objects: 1, databases: 0, records: 10_000 })
    expect(needsOf('constructor', assumed)).toMatchObject({ records: 10_000 })
  })
})

describe('a cost', () => {
  it('begins beyond what is included', ({ expect }) => {
    expect(costOf('requests', 10_000_000)).toBe(0)
    expect(costOf('requests', 12_000_000)).toBeCloseTo(0.6)
    expect(costOf('d1Gb', 105)).toBeCloseTo(75)
  })

  it('grows with the people, with what an entry takes, and with the years', ({ expect }) => {
    expect(total({ ...assumed, people: 2 * assumed.people }, 2)).toBeGreaterThan(1.8 * total())
    for (const more of ['entryBytes', 'years', 'touched', 'pagesEach', 'callsAct'] as const)
      expect([more, total({ ...assumed, [more]: assumed[more] * 2 }) > total()]).toEqual([more, true])
  })
})

it('the busiest second is busier than a mean one, by what is assumed', ({ expect }) => {
  const { acts, actsPerSecond, requests, requestsPerSecond } = peakDayOf(needs(), assumed)
  const times = assumed.hourShare * 24 * assumed.secondToHour
  expect(actsPerSecond / (acts / 86_400)).toBeCloseTo(times)
  expect(requestsPerSecond / (requests / 86_400)).toBeCloseTo(times)
})
