// What a person's object knows of relying parties: the words shared by the object, the routes and the pages.

/** A login that the person agreed to. */
export interface Visit {
  readonly client: string
  readonly claims: readonly string[]
  /** The name of its object. */
  readonly grant: string
  readonly sid: string
  readonly sub: string
}

export interface Agreement {
  readonly client: string
  readonly claims: readonly string[]
  readonly at: number
  readonly withdrawnAt: number | null
}

/** Whether all that is asked now was agreed to before, and not taken back since. */
export const covers = (agreements: readonly Agreement[], client: string, claims: readonly string[]): boolean =>
  agreements.some(
    (one) => one.client === client && one.withdrawnAt === null && claims.every((claim) => one.claims.includes(claim)),
  )
