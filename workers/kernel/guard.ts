// What stands before the closed fields of a register: an authority reads them only while the person let it, or where life
// depends on it and the person is told.
import type { Expression } from './register.ts'

/** A record that lets an authority read, while it stands. Its key, by CEL over `person`, `authority` and `today`. */
interface Grant {
  readonly register: string
  readonly key: Expression
}

export interface Guard {
  readonly law: string
  /** The field that names the person who lets read. */
  readonly person: string
  /** Roles that read by law alone. */
  readonly free: readonly string[]
  /** Any of these is enough. */
  readonly grants: readonly Grant[]
  /** The act by which somebody reads at once: its input by CEL, which sees `reason` besides. It tells the person. */
  readonly emergency: Grant & { readonly act: string; readonly input: { readonly [field: string]: Expression } }
}
