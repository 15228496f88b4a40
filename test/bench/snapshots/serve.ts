// Serves the portal's built script over a read model that is filled first, and beside it what reads one row of it.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { fromRoot } from '../../../cli/root.ts'
import { demoOf } from '../../../cli/serve/demo.ts'
import { applyMigrations } from '../../../cli/serve/migrations.ts'
import { secretsOf } from '../../../cli/serve/secrets.ts'
import { buildPlatform, WORKER } from '../../../cli/serve/worker.ts'
import { writeMax, writeSnapshots } from '../../../workers/store/snapshots.ts'
import { configured, serveDirectly } from '../served.ts'
import { batches } from './data.ts'

const [data, count = '0'] = process.argv.slice(2)
if (data === undefined) throw new Error('the folder where it keeps its data is not said')

await buildPlatform()
const worker = configured()
const { outputFiles } = await build({
  entryPoints: [join(import.meta.dirname, 'raw.ts')],
  bundle: true,
  write: false,
  format: 'esm',
})
const settings = {
  compatibilityDate: worker['compatibilityDate'] as string,
  compatibilityFlags: worker['compatibilityFlags'] as string[],
  d1Databases: worker['d1Databases'] as Record<string, string>,
}
const { miniflare, origin } = await serveDirectly(
  data,
  {
    ...worker,
    name: 'izvor',
    modulesRoot: WORKER,
    modules: [
      { type: 'ESModule', path: join(WORKER, 'index.js') },
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
  },
  { ...settings, name: 'raw', modules: true, script: outputFiles[0]?.text ?? '' },
)
const db = await miniflare.getD1Database('DB', 'izvor')
await applyMigrations(db, fromRoot('migrations/d1'))
const begun = performance.now()
for (const batch of batches(Number(count), writeMax)) await db.batch(writeSnapshots(db, 'companies', batch))
const seconds = (performance.now() - begun) / 1000
const { origin: raw } = await miniflare.unsafeGetDirectURL('raw')
console.log(`filled in ${seconds.toFixed(0)}s, ready at ${origin} and ${raw}`)
