// What the operator's log says of whom the portal refused; what objects of other tests still do then is not of it.
import { vi } from 'vitest'

export type Refused = { readonly audit: 'refused'; readonly step: string; readonly code: string }

/** The refusals among what the log was given, in order. */
export const refusalsIn = (calls: readonly (readonly unknown[])[]): readonly Refused[] =>
  calls.map(([line]) => JSON.parse(String(line)) as Refused).filter(({ audit }) => audit === 'refused')

/** The refusals in the log while the work is done, which is kept off the screen. */
export async function auditOf(work: () => Promise<unknown>): Promise<readonly Refused[]> {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  try {
    await work()
    return refusalsIn(log.mock.calls)
  } finally {
    log.mockRestore()
  }
}
