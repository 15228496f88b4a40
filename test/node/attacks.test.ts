// Whether each attack of the list is tried by a test, under its own name, and what it is refused with can be read.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { allAttacks } from '../support/attacks.ts'

const ROOT = join(import.meta.dirname, '../..')
const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const files = globSync('test/**/*.test.{ts,tsx}', { cwd: ROOT })

const USE = /\battack\(\s*'([^']*)',\s*'([^']*)',?\s*\)/gu
const nameOf = (area: string, words: string) => `${area}: ${words}`

/** By each attack, the files that try it. */
const tried = new Map<string, string[]>()
let calls = 0
for (const file of files) {
  const text = textOf(file)
  calls += [...text.matchAll(/\battack\(/gu)].length
  for (const [, area = '', words = ''] of text.matchAll(USE)) {
    const name = nameOf(area, words)
    tried.set(name, [...(tried.get(name) ?? []), file])
  }
}

describe('the list of what a security reviewer tries', () => {
  it.for(allAttacks)('$area: $words ($code) is tried', ({ area, words }, { expect }) => {
    expect(tried.get(nameOf(area, words)) ?? []).not.toEqual([])
  })

  it('holds every attack that a test takes from it', ({ expect }) => {
    const listed = new Set(allAttacks.map(({ area, words }) => nameOf(area, words)))
    expect([...tried.keys()].filter((name) => !listed.has(name))).toEqual([])
    // Each is written out in its test, or this would not see it.
    expect([...tried.values()].flat()).toHaveLength(calls)
    expect(listed.size).toBeGreaterThan(60)
  })

  it('names codes that say in words what they refuse', ({ expect }) => {
    const messages = globSync(['web/messages/*.ts', 'workers/domains/**/*.ts'], { cwd: ROOT }).map(textOf).join('\n')
    const unspoken = allAttacks.filter(
      ({ code }) => !messages.includes(`'${code}': `) && !messages.includes(`${code}: {`),
    )
    expect(unspoken).toEqual([])
  })

  it('is tried by tests that run', ({ expect }) => {
    const skipped = [...new Set([...tried.values()].flat())].filter((file) =>
      /\b(?:it|describe|test)\.(?:skip|todo|only|fails)\b/u.test(textOf(file)),
    )
    expect(skipped).toEqual([])
  })
})
