// A portal for tests that need the whole: the built script on a free port, with a data folder of its own that goes with it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoOf, loadDemo } from '../../cli/serve/demo.ts'
import { startPlatform, type Platform } from '../../cli/serve/platform.ts'
import { buildPlatform } from '../../cli/serve/worker.ts'

export const makeDataFolder = () => mkdtempSync(join(tmpdir(), 'izvor-test-'))
export const removeDataFolder = (data: string) => rmSync(data, { recursive: true, force: true })

/** Starts a portal with the demo's identities and data. Stopping it removes what it kept. */
export async function startTestPlatform(): Promise<Platform> {
  const data = makeDataFolder()
  await buildPlatform()
  const platform = await startPlatform({ data, host: '127.0.0.1', port: 0, settings: await demoOf(data) })
  await loadDemo(platform, data)
  return {
    ...platform,
    stop: async () => {
      await platform.stop()
      removeDataFolder(data)
    },
  }
}
