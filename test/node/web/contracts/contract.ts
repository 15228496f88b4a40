// How a component of ours answers to govuk-frontend's fixtures of its namesake: the same options, the same HTML.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { raw } from 'hono/html'
import { createElement, type Child } from 'hono/jsx'

interface Fixture {
  readonly name: string
  readonly options: Options
  readonly html: string
}

export interface Options {
  readonly [option: string]: unknown
}

export interface Contract {
  /** The folder of govuk-frontend. */
  readonly component: string
  /** Our component, given the options of a fixture. */
  readonly render: (options: Options) => Child
  /** Classes of the elements that ours does without. */
  readonly absent?: readonly string[]
  /** Names of the fixtures that we do not follow, by the reason. */
  readonly unlike?: { readonly [reason: string]: readonly string[] }
  /** How many fixtures are compared at least. */
  readonly least: number
}

const isObject = (value: unknown): value is Options => typeof value === 'object' && value !== null

/** `html` is what we call `text` too: elements may stand wherever a text does. */
export const content = ({ text, html }: Options): Child => (html ? raw(html) : (text as Child))

function converted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(converted)
  if (!isObject(value)) return value
  const { html, ...rest } = value
  const own = Object.fromEntries(Object.entries(rest).map(([name, inner]) => [name, converted(inner)]))
  return html ? { ...own, text: raw(html) } : own
}

/** A component given a fixture's options, for its props have the same names; `own` are those that have others. */
export const view = <P extends object>(Component: (props: P) => unknown, options: Options, own?: Partial<P>): Child =>
  createElement(Component, { ...(converted(options) as P), ...own })

/** A component that takes what it shows as children. */
export const enclosing = <P extends object>(
  Component: (props: P & { children: Child }) => unknown,
  { text, html, ...options }: Options,
  own?: Partial<P>,
): Child => createElement(Component, { ...(converted(options) as P), ...own }, content({ text, html }))

export function fixturesOf({ component }: Contract): readonly Fixture[] {
  const file = import.meta.resolve(`govuk-frontend/dist/govuk/components/${component}/fixtures.json`)
  return (JSON.parse(readFileSync(fileURLToPath(file), 'utf8')) as { fixtures: readonly Fixture[] }).fixtures
}
