// Who looked at a record, for the person whom it is about: many looks for one reason are one line.

export interface Access {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly authority: string
  readonly law: string
  readonly case?: string
  /** Names of the fields that are not open. */
  readonly fields: readonly string[]
}

/** Looks of one authority, on one ground, for one case, at the same fields. */
export interface Looks extends Access {
  readonly times: number
}

const reasonOf = ({ authority, law, case: id, fields }: Access): string => JSON.stringify([authority, law, id, fields])

/** From the latest look to the earliest; `at` is the latest of its kind. */
export function looksOf(accesses: readonly Access[]): readonly Looks[] {
  const looks = new Map<string, Looks>()
  for (const access of accesses) {
    const known = looks.get(reasonOf(access))
    looks.set(reasonOf(access), { ...(known ?? access), times: (known?.times ?? 0) + 1 })
  }
  return [...looks.values()]
}
