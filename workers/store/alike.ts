// The groups in which records are compared: of the read model, blind, and page by page.

/** A group of more is compared by its first ones: the day of birth of a whole country has no more of one letter. */
const GROUP_MAX = 40
/** Groups on one page: each of their records is asked, in one call. */
export const groupsMax = 10

export interface Group {
  readonly blind: string
  readonly ids: readonly string[]
}

/** The groups of more than one record, after `after`, in the order of their blind indexes. */
export async function groupsAfter(db: D1Database, register: string, group: string, after: string) {
  const { results } = await db
    .prepare(
      `SELECT blind, json_group_array(id) AS ids FROM exact WHERE register = ? AND field = ? AND blind > ?
       GROUP BY blind HAVING count(*) > 1 ORDER BY blind LIMIT ?`,
    )
    .bind(register, group, after, groupsMax)
    .all<{ blind: string; ids: string }>()
  return results.map(({ blind, ids }): Group => ({ blind, ids: (JSON.parse(ids) as string[]).slice(0, GROUP_MAX) }))
}
