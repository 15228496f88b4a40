// Serves the portal's built script over a read model that is filled first, and beside it what reads one row of it.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { fromRoot } from '../../../cli/root.ts'
import { demoOf } from '../../../cli/serve/demo.ts'
import { applyMigrations } from '../../../cli/serve/migrations.ts'
import { secretsOf } from '../../../cli/serve/secrets.ts'
import { buildPlatform, WORKER } from '../../../cli/serve/worker.ts'
import { configured, serveDirectly } from '../served.ts'
import { fill } from './fill.ts'

const [data, count = '0'] = process.argv.slice(2)
if (data === undefined) throw new Error('the folder where it keeps its data is not said')

await buildPlatform()
const worker = configured()
const { outputFiles } = await build({
  entryPoints: [join(import.meta.dirname, 'worker.ts')],
  bundle: true,
  write: false,
  format: 'esm',
})
const settings = {
  compatibilityDate: worker['compatibilityDate'] as string,
  compatibilityFlags: worker['compatibilityFlags'] as string[],
  d1Databases: worker['d1Databases'] as Record<string, string>,
}
const portal = {
  ...worker,
  name: 'izvor',
  modulesRoot: WORKER,
  modules: [
    { type: 'ESModule' as const, path: join(WORKER, 'index.js') },
    ...readdirSync(WORKER)
      .filter((name) => name.endsWith('.sql'))
      .map((name) => ({ type: 'Text' as const, path: join(WORKER, name) })),
  ],
  bindings: {
    ...(worker['bindings'] as Record<string, string>),
    ...(await demoOf(data)),
    ...secretsOf(data),
    ORIGIN: 'http://localhost',
  },
}
const row = { ...settings, name: 'row', modules: true as const, script: outputFiles[0]?.text ?? '' }

const empty = await serveDirectly(data, portal)
await applyMigrations(await empty.miniflare.getD1Database('DB'), fromRoot('migrations/d1'))
await empty.miniflare.dispose()
const seconds = fill(data, Number(count))
const { miniflare, origin } = await serveDirectly(data, portal, row)
const { origin: rowOrigin } = await miniflare.unsafeGetDirectURL('row')
console.log(`filled in ${seconds.toFixed(0)}s, ready at ${origin} and ${rowOrigin}`)
