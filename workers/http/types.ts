// What every request carries through the middleware.
import type { Page } from '../../web/views/page.ts'
import type { Footing } from '../engines/identity/person.ts'
import type { Env } from '../env.ts'
import type { Language } from '../kernel/localised.ts'
import type { Session } from './middleware/session.ts'

export interface AppEnv {
  Bindings: Env
  Variables: {
    requestId: string
    lang: Language
    /** Who is signed in; absent for a visitor. */
    session?: Session
    /** Whose session was over when this request came, and why it is. */
    past?: string
    ended?: string
    /** What its object says of the session now; absent where it was not asked. */
    footing?: Footing
    /** What every view needs to know of the request. */
    page: Page
  }
}
