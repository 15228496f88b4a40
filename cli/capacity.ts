// How large the portal of a whole state is: prints the model's tables, from its assumptions to what a month costs.
import { assumed, assumptions, limits, registers } from './capacity/assumptions.ts'
import { costsOf, importCost, monthOf, needsOf, peakDayOf, sharedDatabases } from './capacity/model.ts'
import { KNOWN_ON, prices } from './capacity/prices.ts'
import { readOptions, UsageError } from './options.ts'

export const usage = `Usage: npm run capacity -- [options]
  --people <number>  inhabitants (default ${assumptions.people.value}); the registers grow with them`

const number = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 })
const dollars = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: value < 1 ? 2 : 0 })

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((text, at) => Math.max(text.length, ...rows.map((row) => (row[at] ?? '').length)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd()
  return [title, '', line(head), ...rows.map(line), ''].join('\n')
}

const told = (title: string, given: typeof assumptions | typeof limits): string => {
  const lines = Object.values(given).map(({ value, unit, about }) =>
    `${number(value).padStart(12)} ${unit} ${about}`.replaceAll(/(?<=\S) {2,}/gu, ' '),
  )
  return [title, '', ...lines, ''].join('\n')
}

function readPeople(text: string | undefined): number {
  const people = Number(text ?? assumptions.people.value)
  if (!(people >= 1000 && people <= 2e9)) throw new UsageError(`--people ${text}: it is a number from 1000 to 2e9.`)
  return people
}

export function run(args: readonly string[]): Promise<number> {
  const { values } = readOptions(args, { people: { type: 'string' } })
  const given = { ...assumed, people: readPeople(values.people) }
  const scale = given.people / assumed.people
  const needs = Object.keys(registers).map((register) => needsOf(register, given, scale))
  const peak = peakDayOf(needs, given)
  const month = monthOf(needs, given)
  const costs = costsOf(month)
  const all = [...costs.values()].reduce((sum, one) => sum + one, 0)
  const sum = (of: (one: (typeof needs)[number]) => number) => needs.reduce((total, one) => total + of(one), 0)
  const rows = needs
    .toSorted((a, b) => b.records - a.records)
    .map((one) => [
      one.register,
      number(one.records),
      number(one.entries),
      number(one.actsPerSecond),
      number(one.logGb),
      number(one.d1Gb),
      String(one.objects),
      one.databases === 0 ? 'shared' : String(one.databases),
    ])
  const shared = sharedDatabases(needs)
  const text = [
    told('Assumed', assumptions),
    told('One part carries', limits),
    table(
      `Prices, as published and known on ${KNOWN_ON} (US dollars, beyond what is included a month)`,
      ['', 'dollars', 'per', 'included'],
      Object.values(prices).map(({ about, dollars: one, per, included }) => [
        about,
        String(one),
        number(per),
        number(included),
      ]),
    ),
    table(
      `By register, after ${given.years} years`,
      ['', 'records', 'entries', 'acts/s, peak', 'log GB', 'D1 GB', 'RegisterObjects', 'D1 databases'],
      [
        ...rows,
        [
          'all',
          number(sum(({ records }) => records)),
          number(sum(({ entries }) => entries)),
          number(sum(({ actsPerSecond }) => actsPerSecond)),
          number(sum(({ logGb }) => logGb)),
          number(sum(({ d1Gb }) => d1Gb)),
          String(sum(({ objects }) => objects)),
          `${sum(({ databases }) => databases) + shared} (${shared} shared)`,
        ],
      ],
    ),
    table(
      'The peak day',
      ['', 'a day', 'in the busiest second'],
      [
        ['requests', number(peak.requests), number(peak.requestsPerSecond)],
        ['searches and lists', number(peak.searches), number(peak.searchesPerSecond)],
        ['acts', number(peak.acts), number(peak.actsPerSecond)],
        ['D1 databases for the searches alone', '', String(peak.databasesForSearches)],
      ],
    ),
    table(
      'A mean month',
      ['', 'used', 'dollars'],
      [
        ...[...costs].map(([name, cost]) => [prices[name].about, number(month[name]), dollars(cost)]),
        ['all', '', dollars(all)],
        ['each inhabitant, a year', '', dollars((all * 12) / given.people)],
      ],
    ),
    `Once, for bringing the old registers in: ${dollars(importCost(needs, given))} dollars for rows written to D1.`,
    'Left out: e-mail, domains, support, taxes, and people; copies of D1 for reading; registers that authorities make.',
  ].join('\n')
  process.stdout.write(`${text}\n`)
  return Promise.resolve(0)
}
