// Serves the portal's built script with its demo, as `npm start` does, but for the proxies before it; `empty` leaves it so.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fromRoot } from '../../../cli/root.ts'
import { demoOf, loadDemo } from '../../../cli/serve/demo.ts'
import { applyMigrations } from '../../../cli/serve/migrations.ts'
import { secretsOf } from '../../../cli/serve/secrets.ts'
import { buildPlatform, WORKER } from '../../../cli/serve/worker.ts'
import { configured, serveDirectly } from '../served.ts'

const [, , data, what] = process.argv
if (data === undefined) throw new Error('the folder where it keeps its data is not said')

/** What it takes itself to be: passkeys and cards are bound to it. */
const ORIGIN = 'http://localhost'

await buildPlatform()
const worker = configured()
const secrets = secretsOf(data)
const { miniflare, origin } = await serveDirectly(data, {
  ...worker,
  name: 'izvor',
  modulesRoot: WORKER,
  modules: [
    { type: 'ESModule', path: join(WORKER, 'index.js') },
    ...readdirSync(WORKER)
      .filter((name) => name.endsWith('.sql'))
      .map((name) => ({ type: 'Text' as const, path: join(WORKER, name) })),
  ],
  bindings: { ...(worker['bindings'] as Record<string, string>), ...(await demoOf(data)), ...secrets, ORIGIN },
})
await applyMigrations(await miniflare.getD1Database('DB'), fromRoot('migrations/d1'))
if (what !== 'empty')
  await loadDemo(
    { origin: ORIGIN, local: origin, operatorToken: secrets.OPERATOR_TOKEN, stop: () => miniflare.dispose() },
    data,
  )
console.log(`ready at ${origin} as ${ORIGIN}`)
