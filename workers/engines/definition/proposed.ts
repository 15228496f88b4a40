// Everything that is wrong with a definition that an authority proposes: by itself, among the registers that there are, and
// after the version that stands.
import type { Fault } from '../../kernel/fault.ts'
import { loadWhole } from '../../kernel/definition.ts'
import { togetherFaults } from '../../kernel/load-together.ts'
import type { RegisterDefinition } from '../../kernel/register.ts'
import { changeFaults } from './compare.ts'
import { madeFaults, type Around } from './made.ts'

export interface Standing {
  /** The version in force; null for a new register. */
  readonly before: RegisterDefinition | null
  /** Whether anything was ever entered under it. */
  readonly hasRecords: boolean
}

/** In the order in which an author mends them; empty where it can be published. */
export function proposedFaults(
  definition: RegisterDefinition,
  around: Around,
  { before, hasRecords }: Standing,
): readonly Fault<string>[] {
  const loaded = loadWhole(definition)
  return [
    ...(loaded.ok ? togetherFaults(loaded.value, around.registerOf) : loaded.faults),
    ...madeFaults(definition, around),
    ...(before === null ? [] : changeFaults(before, definition, hasRecords)),
  ]
}
