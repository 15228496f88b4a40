// The one stylesheet: light to load, legible by day and by night, nobody else's colours, and no class without a rule.
import { globSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { compile } from 'sass'
import { describe, it } from 'vitest'
import { fromRoot } from '../../../cli/root.ts'

const { css } = compile(fromRoot('web/styles/izvor.scss'), {
  loadPaths: [fromRoot('node_modules')],
  quietDeps: true,
  style: 'compressed',
})

/** What a phone on a slow line loads before it shows anything. */
const GZIP_MAX = 14 * 1024

it('is light', ({ expect }) => {
  expect(css.length).toBeGreaterThan(50_000)
  expect(gzipSync(css, { level: 9 }).length).toBeLessThan(GZIP_MAX)
})

it.for([
  ['blue', '1d70b8'],
  ['green', '0f7a52'],
  ['red', 'ca3535'],
  ['black', '0b0c0c'],
  ['yellow', 'fd0'],
  ['yellow', 'ffdd00'],
  ['typeface', 'GDS'],
  ['crest', 'crest'],
])("has nothing of the United Kingdom's: no %s (%s)", ([, theirs = ''], { expect }) => {
  expect(css.toLowerCase()).not.toContain(theirs.toLowerCase())
})

describe('a colour', () => {
  const declared = (block: string) =>
    new Map(
      [...block.matchAll(/--izvor-([\w-]+): ?(#[\da-f]{3,6})/gu)].map(([, name = '', value = '']) => [name, value]),
    )
  const night = /@media screen and \(prefers-color-scheme: ?dark\)\{:root\{([^}]*)\}/u.exec(css)?.[1] ?? ''
  const themes = {
    day: declared(/:root\{color-scheme: ?light dark;([^}]*)\}/u.exec(css)?.[1] ?? ''),
    night: declared(night),
  }

  /** WCAG 2.2, relative luminance. */
  function luminance(hex: string): number {
    const long = hex.length === 4 ? hex.replaceAll(/[\da-f]/gu, '$&$&') : hex
    const [red = 0, green = 0, blue = 0] = [...long.matchAll(/[\da-f]{2}/gu)]
      .map(([pair]) => Number.parseInt(pair, 16) / 255)
      .map((share) => (share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  function contrast(one: string, other: string): number {
    const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
    return (light + 0.05) / (dark + 0.05)
  }

  /** WCAG 1.4.3: text that is read. */
  const READ = 4.5
  /** WCAG 1.4.11: what must be seen, like the frame of a field or the ring of the focus. */
  const SEEN = 3

  const TAGS = ['teal', 'green', 'red', 'orange', 'yellow', 'purple', 'magenta']
  const pairs = [
    ...['ink', 'ink-soft', 'water', 'water-deep', 'visited', 'error', 'success'].flatMap((text) => [
      [text, 'paper', READ] as const,
      [text, 'mist', READ] as const,
    ]),
    ['ink', 'mist-deep', READ],
    ['water', 'mist-deep', READ],
    ['error-deep', 'paper', READ],
    ['on-water', 'water', READ],
    ['on-water', 'water-deep', READ],
    ['on-water', 'success', READ],
    ['paper', 'error', READ],
    ['paper', 'error-deep', READ],
    ['paper', 'spring', READ],
    ['ink', 'spring-soft', READ],
    ['orange-text', 'spring-soft', READ],
    ['on-depth', 'depth', READ],
    ['on-depth', 'depth-deep', READ],
    ...TAGS.map((tone) => [`${tone}-text`, `${tone}-ground`, READ] as const),
    ['edge', 'paper', SEEN],
    ['spring', 'paper', SEEN],
    ['spring', 'mist', SEEN],
    ['spring-on-depth', 'depth', SEEN],
  ] as const

  it('is told from another as WCAG counts', ({ expect }) => {
    expect(contrast('#fff', '#000000')).toBeCloseTo(21)
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  })

  it('has two values, one for the day and one for the night', ({ expect }) => {
    expect(themes.day.size).toBeGreaterThan(25)
    expect([...themes.night.keys()]).toEqual([...themes.day.keys()])
  })

  it.for(pairs)('%s is told from %s by %d to 1', ([text, ground, least], { expect }) => {
    for (const theme of Object.values(themes))
      expect(contrast(theme.get(text) ?? '', theme.get(ground) ?? '')).toBeGreaterThanOrEqual(least)
  })
})

describe('a class', () => {
  const sources = globSync('{web/views,workers/http}/**/*.{ts,tsx}', { cwd: fromRoot() }).map((file) =>
    readFileSync(fromRoot(file), 'utf8'),
  )
  const named = (pattern: RegExp) =>
    [...new Set(sources.flatMap((source) => source.match(pattern) ?? []))].toSorted((a, b) => (a < b ? -1 : 1))
  const ruled = (pattern: RegExp) => new Set([...css.matchAll(pattern)].map(([, name = '']) => name))
  const ours = named(/(?<![\w/-])izvor-[a-z]+(?:(?:__|--?)[a-z]+)*(?![\w-]*-v\d)/gu)

  it('of ours that a page names has a rule', ({ expect }) => {
    const rules = ruled(/\.(izvor-[\w-]+)/gu)
    expect(ours.length).toBeGreaterThan(30)
    expect(ours.filter((name) => !rules.has(name))).toEqual([])
  })

  it('of ours that has a rule is named by a page', ({ expect }) => {
    const names = new Set(ours)
    expect([...ruled(/\.(izvor-[\w-]+)/gu)].filter((name) => !names.has(name))).toEqual([])
  })

  it('that overrides a margin or a width has a rule', ({ expect }) => {
    const rules = css.replaceAll('\\', '')
    expect(named(/govuk-!-[a-z\d-]+/gu).filter((name) => !rules.includes(`.${name}`))).toEqual([])
  })
})
