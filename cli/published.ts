// When everything that a register was told can be seen: log, checkpoint and read model.
import { setTimeout as wait } from 'node:timers/promises'
import type { Operator } from './operator.ts'

/** A register publishes five times a second. */
const LOOK_MS = 50

/** Resolves when nothing of the register waits to be published. Throws where it still does after `withinMs`. */
export async function untilPublished(
  operator: Pick<Operator, 'state'>,
  register: string,
  withinMs: number,
): Promise<void> {
  const until = performance.now() + withinMs
  for (;;) {
    const { sequenced, published, unpublished } = await operator.state(register)
    if (published === sequenced && unpublished === 0) return
    if (performance.now() > until)
      throw new Error(
        `The register ${register} has not published everything after ${withinMs / 1000} s: ${published} of ${sequenced} entries, and ${unpublished} records wait.`,
      )
    await wait(LOOK_MS)
  }
}
