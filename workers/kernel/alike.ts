// When two records may be of one thing: by which fields they are compared, who looks at them, and which act makes them one.
import type { Say } from './fault.ts'
import { own } from './load-field.ts'
import type { RegisterDefinition } from './register.ts'

export interface Alike {
  readonly law: string
  /** Fields of words: they are compared as they sound, whatever the alphabet. */
  readonly names: readonly string[]
  /** The field that is the same in both, so that not every record is compared with every other. */
  readonly within: string
  /** From which likeness on somebody looks, of 100. */
  readonly least: number
  /** The act of the record that gives way, and the one of its inputs that names the record that stands. */
  readonly merge: { readonly act: string; readonly into: string }
  /** The field that names the record which stands in its place: whoever asks by the old key is answered by that one. */
  readonly replacedBy: string
}

const LEAST_MIN = 70

export function checkAlike(register: RegisterDefinition, say: Say): void {
  const { alike, fields, acts, key } = register
  if (alike === undefined) return
  if (alike.names.length === 0) say('alike.names', 'missing')
  for (const name of alike.names)
    if (own(fields, name)?.type !== 'text' || own(fields, name)?.disclose === 'sensitive')
      say('alike.names', 'alike-field', name)
  const within = own(fields, alike.within)
  if (within === undefined || within.type === 'list') say('alike.within', 'alike-field', alike.within)
  if (!(alike.least >= LEAST_MIN && alike.least <= 100)) say('alike.least', 'bounds-wrong')
  if (!/\d/u.test(alike.law)) say('alike.law', 'law-without-article')
  const merge = Object.hasOwn(acts, alike.merge.act) ? acts[alike.merge.act] : undefined
  // Two officials look at what cannot be told apart afterwards.
  if (merge?.fourEyes !== true) say('alike.merge.act', 'alike-act', alike.merge.act)
  else if (own(merge.input ?? {}, alike.merge.into) === undefined) say('alike.merge.into', 'no-field', alike.merge.into)
  const replacing = own(fields, alike.replacedBy)
  const isReference = replacing?.type === 'reference' && replacing.register === register.id
  if (!isReference || alike.replacedBy === key) say('alike.replacedBy', 'alike-field', alike.replacedBy)
}
