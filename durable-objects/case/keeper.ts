// What the parts of a case's object are given of it: how it stands, and the one way to change that.
import type { CaseEvent, CaseState, Happening } from '../../workers/engines/case/state.ts'
import type { Env } from '../../workers/env.ts'
import type { LoadedService } from '../../workers/kernel/load-service.ts'

export interface Keeper {
  readonly env: () => Env
  /** Null where nobody opened it. */
  readonly state: () => CaseState | null
  readonly events: () => readonly CaseEvent[]
  readonly service: (state: CaseState) => LoadedService
  /** 'YYYY-MM-DD' in Sofia. */
  readonly today: () => string
  /** One more event with its effects. Nothing may be awaited since the state was read that it was decided by. */
  readonly append: (happening: Happening) => void
  /** Asks the registers what can be asked by now; where `anew`, also what was asked before. */
  readonly gather: (anew: boolean) => Promise<void>
  /** Carries out what waits. */
  readonly settle: () => Promise<void>
}
