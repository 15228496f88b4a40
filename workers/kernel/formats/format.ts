// What a format of a field is: how a value is written, and whether it is one.
import type { ShapeFault } from '../geometry/read.ts'
import type { Localised } from '../localised.ts'

export interface Format {
  /** From what people type to what is stored: case, spaces, look-alikes. Never throws, on any text. */
  readonly normalise: (raw: string) => string
  /** Whether a normalised value is one. */
  readonly check: (value: string) => boolean
  /** What is wrong with one that is none, and where in it. */
  readonly explain?: (value: string) => { readonly code: ShapeFault; readonly about: string | undefined } | null
  /** A machine may send it as a JSON object. */
  readonly object?: true
  readonly example: string
  /** What is expected, for a person whose value was not. */
  readonly expected: Localised
}

export const compact = (raw: string): string => raw.replaceAll(/[\s-]/gu, '').toUpperCase()

const digit = (value: string, at: number): number => value.charCodeAt(at) - 48

/** The sum of the digits, each times its weight. */
export const weighted = (value: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, at) => sum + weight * digit(value, at), 0)
