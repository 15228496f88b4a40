// Everything that the portal says: both languages say it, each in its own letters, and no refusal is without words.
import { globSync, readFileSync } from 'node:fs'
import { describe, it } from 'vitest'
import { fromRoot } from '../../../cli/root.ts'
import { catalogue } from '../../../workers/catalogue.ts'
import type { Localised } from '../../../workers/kernel/localised.ts'
import { problems } from '../../../web/messages/problems.ts'

type Text = string | ((...parts: readonly string[]) => string)
interface Table {
  readonly [key: string]: Text
}
interface Tables {
  readonly name: string
  readonly bg: Table
  readonly en: Table
}

const filesOf = (pattern: string): readonly string[] => globSync(pattern, { cwd: fromRoot() }).toSorted()

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const isBoth = (value: unknown): value is Omit<Tables, 'name'> => isObject(value) && 'bg' in value && 'en' in value

/** A list of texts, each in both languages, as the two tables that it could have been. */
const turned = (texts: { readonly [key: string]: Localised }): Omit<Tables, 'name'> => ({
  bg: Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text.bg])),
  en: Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text.en])),
})

async function tablesOf(file: string): Promise<readonly Tables[]> {
  const module: Record<string, unknown> = await import(fromRoot(file))
  return Object.entries(module).flatMap(([name, value]) => {
    if (isBoth(value)) return [{ name: `${file}: ${name}`, bg: value.bg, en: value.en }]
    if (!isObject(value) || !Object.values(value).every(isBoth)) return []
    return [{ name: `${file}: ${name}`, ...turned(value as unknown as Record<string, Localised>) }]
  })
}

const tables = (await Promise.all(filesOf('web/messages/*.ts').map(tablesOf))).flat()

/** A text as it is read; one about something is about `12`. */
const said = (text: Text): string =>
  typeof text === 'string' ? text : text(...Array.from({ length: text.length }, () => '12'))

/** The same in every language. */
const SAME = new Set(['English', 'HTTP'])
const CYRILLIC = /\p{Script=Cyrillic}/u

const faults = (bg: string, en: string): readonly string[] => [
  ...([bg, en].some((text) => text.trim() === '') ? ['is empty'] : []),
  ...(CYRILLIC.test(bg) || SAME.has(bg) ? [] : ['is not Bulgarian']),
  ...(CYRILLIC.test(en) && en !== 'Български' ? ['is not English'] : []),
  ...([bg, en].some((text) => /undefined|null|NaN|\[object/u.test(text)) ? ['has a hole'] : []),
]

it('sees every table', ({ expect }) => {
  expect(tables.length).toBeGreaterThanOrEqual(17)
  expect(tables.reduce((sum, { bg }) => sum + Object.keys(bg).length, 0)).toBeGreaterThan(600)
})

describe.each(tables)('$name', ({ bg, en }) => {
  it('has the same keys in both languages, in the same order', ({ expect }) => {
    expect(Object.keys(en)).toEqual(Object.keys(bg))
  })

  it('takes the same parts in both languages', ({ expect }) => {
    const arity = (text: Text | undefined) => (typeof text === 'function' ? text.length : 'a text')
    expect(Object.keys(bg).filter((key) => arity(bg[key]) !== arity(en[key]))).toEqual([])
  })

  it('says something in each language', ({ expect }) => {
    const found = Object.entries(bg).flatMap(([key, text]) =>
      faults(said(text), said(en[key] ?? '')).map((fault) => `${key} ${fault}`),
    )
    expect(found).toEqual([])
  })
})

describe('a refusal', () => {
  /** Codes that no request is answered with: definitions are loaded at the start, proofs are checked by auditors. */
  const INNER =
    /^workers\/(?:kernel\/(?:expression|load|load-\w+)\.ts|engines\/(?:log\/|signature\/|identity\/(?:authenticators|issuers|session)\.ts))/u

  const codes = new Set(
    filesOf('{workers,durable-objects}/**/*.{ts,tsx}')
      .filter((file) => !INNER.test(file))
      .flatMap((file) => [
        ...readFileSync(fromRoot(file), 'utf8').matchAll(/\berr(?:or)?(?:\(|: )'([a-z]+(?:-[a-z]+)*)'/gu),
      ])
      .map(([, code = '']) => code),
  )
  const own = new Set(
    [...catalogue.registers.values(), ...catalogue.services.values()].flatMap(({ refusals }) => Object.keys(refusals)),
  )

  it('has a text for every code that the code can answer with', ({ expect }) => {
    expect(codes.size).toBeGreaterThan(80)
    expect([...codes].filter((code) => !Object.hasOwn(problems, code) && !own.has(code))).toEqual([])
  })

  it('has a code that stays the same in addresses', ({ expect }) => {
    expect([...Object.keys(problems), ...own].filter((code) => !/^[a-z]+(?:-[a-z]+)*$/u.test(code))).toEqual([])
  })
})
