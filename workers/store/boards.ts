// The records of a register by what one open field says of each: every group of a board, in one batch.
import { and, eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { blindIndex } from '../engines/names.ts'
import type { Env } from '../env.ts'
import { exact, snapshots } from './schema.ts'
import { columns, type Found } from './snapshots.ts'

/** What is still looked over; who has more in one group looks in the register. */
export const groupMax = 100

/** By value, in the order asked; of each so many and one, which says that there are more. */
export async function groupsOf(
  env: Pick<Env, 'DB' | 'INDEX_KEY'>,
  register: string,
  field: string,
  values: readonly string[],
): Promise<readonly (readonly Found[])[]> {
  const orm = drizzle(env.DB)
  const [first, ...rest] = values.map((value) =>
    orm
      .select(columns)
      .from(exact)
      .innerJoin(snapshots, and(eq(snapshots.register, exact.register), eq(snapshots.id, exact.id)))
      .where(
        and(
          eq(exact.register, register),
          eq(exact.field, field),
          eq(exact.blind, blindIndex(env.INDEX_KEY, register, field, value)),
        ),
      )
      .orderBy(exact.id)
      .limit(groupMax + 1),
  )
  return first === undefined ? [] : orm.batch([first, ...rest])
}
