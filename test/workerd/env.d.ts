// What tests inside workerd find in `env` and `exports`: the platform's bindings, and the migrations to apply.
import type { D1Migration } from '@cloudflare/vitest-plugin'
import type * as main from '../../workers/index.ts'
import type { Env as PlatformEnv } from '../../workers/env.ts'

declare global {
  namespace Cloudflare {
    interface Env extends PlatformEnv {
      readonly MIGRATIONS: D1Migration[]
      /** JSON of the `DemoModel` that is trusted. */
      readonly MODEL: string
    }
    interface GlobalProps {
      mainModule: typeof main
    }
  }
}
