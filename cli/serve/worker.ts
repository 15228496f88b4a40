// Builds what is served, assets and script, and only where a source has changed since the last build.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { fromRoot } from '../root.ts'
import { Unable } from '../unable.ts'
import { secretNames } from './secrets.ts'

/** Where the built script lies: `index.js` and the modules that it imports. */
export const WORKER = fromRoot('.build/worker')
const STAMP = fromRoot('.build/stamp')
/** What wrangler.toml binds it to: read when it is built, for loading wrangler takes a second of each start. */
const BINDINGS = join(WORKER, 'bindings.json')

const SOURCES = [
  '{workers,durable-objects,migrations,web}/**/*.*',
  'cli/serve/assets.ts',
  'package-lock.json',
  'tsconfig.json',
  'wrangler.toml',
]

function fingerprint(): string {
  // A checkout that was moved has other paths in what it built.
  const hash = createHash('sha256').update(fromRoot())
  for (const file of globSync(SOURCES, { cwd: fromRoot() }).toSorted())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(fromRoot(file)))
      .update('\0')
  return hash.digest('hex')
}

/** Bundles the Worker as `wrangler deploy` would, without sending it anywhere. What was built before stays until then. */
async function bundle(stop: AbortSignal | undefined): Promise<void> {
  mkdirSync(fromRoot('.build'), { recursive: true })
  const draft = mkdtempSync(`${WORKER}-`)
  const wrangler = fromRoot('node_modules/wrangler/bin/wrangler.js')
  try {
    await promisify(execFile)(process.execPath, [wrangler, 'deploy', '--dry-run', '--outdir', draft], {
      cwd: fromRoot(),
      env: { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_LOG: 'error', NO_COLOR: '1' },
      signal: stop,
    })
    rmSync(WORKER, { recursive: true, force: true })
    renameSync(draft, WORKER)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    stop?.throwIfAborted()
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Unable(`The Worker could not be built.\n${stderr}${stdout}`.trimEnd())
  }
}

async function readConfiguration() {
  // wrangler takes secrets from the shell, and warns of those that are not there: a portal's own lie in its data folder.
  process.env['WRANGLER_LOG'] ??= 'error'
  const { unstable_getMiniflareWorkerOptions: optionsOf } = await import('wrangler')
  const { modulesRules: _, ...options } = optionsOf(fromRoot('wrangler.toml')).workerOptions
  const settings = Object.entries(options['bindings'] as Readonly<Record<string, string>>)
  return { ...options, bindings: Object.fromEntries(settings.filter(([name]) => !secretNames.has(name))) }
}

/** The options of the built Worker for Miniflare, as wrangler.toml has them. */
export const builtOptions = () =>
  JSON.parse(readFileSync(BINDINGS, 'utf8')) as Awaited<ReturnType<typeof readConfiguration>>

const isBuilt = (wanted: string) =>
  [STAMP, BINDINGS, join(WORKER, 'index.js'), fromRoot('.build/assets.json')].every((file) => existsSync(file)) &&
  readFileSync(STAMP, 'utf8') === wanted

interface Build {
  /** Gives the build up. */
  readonly stop?: AbortSignal
  /** Called where something has to be built. */
  readonly begun?: () => void
}

/** Builds what is served, where it is not built yet. Throws Unable with what the bundler said. */
export async function buildPlatform({ stop, begun }: Build = {}): Promise<void> {
  const wanted = fingerprint()
  if (isBuilt(wanted)) return
  begun?.()
  rmSync(STAMP, { force: true })
  await bundle(stop)
  writeFileSync(BINDINGS, JSON.stringify(await readConfiguration()))
  writeFileSync(STAMP, wanted)
}
