// What a search costs over a read model of any size: kinds of searches, each beside one row read by its primary key.
import { join } from 'node:path'
import { chanceFrom, type Chance } from '../../cli/demo/chance.ts'
import { transliterate } from '../../workers/kernel/transliteration.ts'
import { makeFolder } from './folders.ts'
import { loadOn } from './load.ts'
import { median, quantile } from './measure.ts'
import { start } from './program.ts'
import { forms, numberOf, trades, words } from './snapshots/data.ts'
import type { Ask } from './system.ts'

/** A few readers at once: more would measure how long they wait for each other, since a D1 database does one thing at a time. */
const READERS = 2
const ROUNDS = 5
const P95_MOST_MS = 50
const API = '/api/registers/companies'

/** A kind of search; the n-th of it differs from the one before. */
type Kinds = ReadonlyMap<string, (chance: Chance) => string>

const list = (query: string) => `${API}/records?${query}`
const q = (text: string) => `q=${encodeURIComponent(text)}`

const kindsOf = (count: number): Kinds =>
  new Map<string, (chance: Chance) => string>([
    ['a page of the list', (chance) => list(`after=${numberOf(chance.below(count))}`)],
    ['a name, in Cyrillic', (chance) => list(q(chance.one(words)))],
    ['a name, in Latin letters', (chance) => list(q(transliterate(chance.one(words))))],
    ['three letters of a name', (chance) => list(q(chance.one(words).slice(0, 3)))],
    ['six letters of a name', (chance) => list(q(chance.one(words).slice(0, 6)))],
    ['a word of one in ten', (chance) => list(q(chance.one(trades)))],
    ['six letters of it', (chance) => list(q(chance.one(trades).slice(0, 6)))],
    ['two words', (chance) => list(q(`${chance.one(words)} ${chance.one(trades)}`))],
    ['two words of one in ten', (chance) => list(q(`${chance.one(trades)} ${chance.one(trades)}`))],
    ['a company number', (chance) => list(q(numberOf(chance.below(count))))],
    ['what nobody is called', (chance) => list(q(`${chance.one(words)}ърк`))],
    [
      'a word, narrowed',
      (chance) => list(`${q(chance.one(trades))}&where.form=${chance.one(forms)}&where.status=closed`),
    ],
    ['narrowed alone', (chance) => list(`where.form=${chance.one(forms)}&where.seat=61710`)],
    ['counts of all', () => `${API}/facets`],
    ['counts of a word', (chance) => `${API}/facets?${q(chance.one(trades))}`],
    ['the page for people', (chance) => `/registers/companies?${q(chance.one(trades))}`],
  ])

const row = (name: string, cells: readonly string[]) =>
  `${name.padEnd(28)}${cells.map((cell) => cell.padStart(12)).join('')}`

/** Fills a read model of so many companies, asks it for so many seconds a kind, and prints a table. */
export async function searchSnapshots(count: number, seconds: number, print: (text: string) => void): Promise<void> {
  print(`Filling a read model of ${count} companies …`)
  const { said } = await start({
    command: process.execPath,
    args: [join(import.meta.dirname, 'snapshots/serve.ts'), makeFolder(), String(count)],
    ready: /^filled in (\d+)s, ready at (\S+) and (\S+)$/mu,
    signal: 'SIGINT',
  })
  const [, filled = '', portal = '', raw = ''] = said
  const loads = { portal: loadOn(portal, READERS), raw: loadOn(raw, READERS) }
  const chance = chanceFrom(2)
  const readRow: Ask = () => ({ method: 'GET', path: `/${numberOf(chance.below(count))}` })
  print(`Filled in ${filled} s, by the statements by which registers publish. ${READERS} readers at once.\n`)
  print(row('', ['p50 ms', 'p95 ms', 'requests/s', 'row reads/s', 'ratio']))
  const all: number[] = []
  for (const [name, pathOf] of kindsOf(count)) {
    const ask: Ask = () => ({ method: 'GET', path: pathOf(chance) })
    await Promise.all([loads.portal.run(ask, 0.2), loads.raw.run(readRow, 0.2)])
    const latencies: number[] = []
    const [asked, read]: [number[], number[]] = [[], []]
    for (let round = 0; round < ROUNDS; round += 1) {
      const measured = await loads.portal.run(ask, seconds / ROUNDS)
      latencies.push(...measured.latencies)
      asked.push(measured.perSecond)
      read.push((await loads.raw.run(readRow, seconds / ROUNDS / 2)).perSecond)
    }
    // Each kind counts the same, however many of it a second takes.
    all.push(...Array.from({ length: 200 }, (_, n) => quantile(latencies, n / 200)))
    const ratio = median(asked.map((perSecond, round) => perSecond / (read[round] ?? Number.NaN)))
    print(
      row(name, [
        median(latencies).toFixed(1),
        quantile(latencies, 0.95).toFixed(1),
        median(asked).toFixed(0),
        median(read).toFixed(0),
        ratio.toFixed(2),
      ]),
    )
  }
  const p95 = quantile(all, 0.95)
  print(
    `\n${p95 <= P95_MOST_MS ? 'met' : 'MISSED'}  p95 of all kinds together under ${P95_MOST_MS} ms: ${p95.toFixed(1)} ms`,
  )
  await Promise.all([loads.portal.close(), loads.raw.close()])
}
