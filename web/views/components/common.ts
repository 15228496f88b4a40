// What the components share: what may be shown in them, their classes and their attributes.
import type { Child } from 'hono/jsx'

/** Text (escaped) or elements. */
export type Content = Child

export interface Attributes {
  readonly [name: string]: string | number | boolean | undefined
}

/** What every component takes: classes besides its own, and attributes of its outermost element. */
export interface Styled {
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
}

/** A part of a component that holds text: a label, a hint, a cell. */
export interface Text extends Styled {
  readonly text: Content
}

/** A list may hold a part on a condition: `items={[always, sometimes && {…}]}`. */
export type Listed<T> = readonly (T | false | null | undefined)[]

export const classNames = (...names: readonly (string | false | undefined)[]): string => names.filter(Boolean).join(' ')
