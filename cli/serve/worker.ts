// Builds what is served, assets first, and only where a source has changed since the last build.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { buildAssets } from './assets.ts'
import { fromRoot } from '../root.ts'

/** Where the built script lies: `index.js` and the modules that it imports. */
export const WORKER = fromRoot('.build/worker')
const STAMP = fromRoot('.build/stamp')

const SOURCES = [
  '{workers,durable-objects,migrations,web}/**/*.*',
  'cli/serve/assets.ts',
  'package-lock.json',
  'tsconfig.json',
  'wrangler.toml',
]

function fingerprint(): string {
  const hash = createHash('sha256')
  for (const file of globSync(SOURCES, { cwd: fromRoot() }).toSorted())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(fromRoot(file)))
      .update('\0')
  return hash.digest('hex')
}

/** Bundles the Worker as `wrangler deploy` would, without sending it anywhere. */
async function bundle(): Promise<void> {
  rmSync(WORKER, { recursive: true, force: true })
  const wrangler = fromRoot('node_modules/wrangler/bin/wrangler.js')
  try {
    await promisify(execFile)(process.execPath, [wrangler, 'deploy', '--dry-run', '--outdir', WORKER], {
      cwd: fromRoot(),
      env: { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_LOG: 'error', NO_COLOR: '1' },
    })
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    throw new Error(`The Worker could not be built.\n${stderr}${stdout}`, { cause: error })
  }
}

/** Answers whether anything had to be built. */
export async function buildPlatform(): Promise<boolean> {
  const wanted = fingerprint()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted && existsSync(join(WORKER, 'index.js'))) return false
  rmSync(STAMP, { force: true })
  await buildAssets()
  await bundle()
  writeFileSync(STAMP, wanted)
  return true
}
