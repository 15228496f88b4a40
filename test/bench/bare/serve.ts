// Serves the limit, with the settings of the portal's wrangler.toml.
import { join } from 'node:path'
import { build } from 'esbuild'
import { configured, serveDirectly } from '../served.ts'

const data = process.argv[2]
if (data === undefined) throw new Error('the folder where it keeps its data is not said')

const worker = configured()
const { outputFiles } = await build({
  entryPoints: [join(import.meta.dirname, 'worker.ts')],
  bundle: true,
  write: false,
  format: 'esm',
  external: ['cloudflare:workers'],
})
const { origin } = await serveDirectly(data, {
  name: 'bare',
  modules: true,
  script: outputFiles[0]?.text ?? '',
  durableObjects: { BARE: { className: 'BareObject', useSQLite: true } },
  compatibilityDate: worker['compatibilityDate'] as string,
  compatibilityFlags: worker['compatibilityFlags'] as string[],
})
console.log(`ready at ${origin}`)
