// Which tests run where: pure ones in Node, commands as processes, objects and routes in workerd, journeys in Chromium,
// crashes with kill -9.
import { mkdirSync } from 'node:fs'
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { makeDemoModel, modelSettings } from './cli/demo/authenticators.ts'
import { testSecrets } from './test/support/secrets.ts'

// The Worker's static assets may not be built yet: most tests need none of them, but the folder.
mkdirSync('.build/public', { recursive: true })
// Secrets come from the tests, not from the shell: wrangler need not warn that they are missing there.
process.env['WRANGLER_LOG'] ??= 'error'

/** No test waits for time to pass: a busy machine only takes longer over the same work. */
const WAIT_MAX_MS = 30_000

/** A model of security keys that is trusted, and what attests its keys. */
async function testModel() {
  const model = await makeDemoModel(Date.now())
  return { AUTHENTICATORS: modelSettings(model), MODEL: JSON.stringify(model) }
}

const inWorkerd = cloudflareTest(async () => ({
  wrangler: { configPath: './wrangler.toml' },
  miniflare: {
    cf: false,
    bindings: { ...testSecrets, ...(await testModel()), MIGRATIONS: await readD1Migrations('./migrations/d1') },
  },
}))
/** Tests of what all records, or the whole read model, come to: they want a platform that no other file has touched. */
const ALONE = 'test/workerd/**/*.alone.test.{ts,tsx}'
/** The others share one: each acts on people and records of its own. Starting a platform takes longer than most files. */
const workerd = {
  include: ['test/workerd/**/*.test.{ts,tsx}'],
  setupFiles: ['./test/workerd/setup.ts'],
  testTimeout: WAIT_MAX_MS,
}

export default defineConfig({
  test: {
    projects: [
      {
        // What is pure leaves nothing behind: files share what they import.
        test: { name: 'node', include: ['test/node/**/*.test.{ts,tsx}'], testTimeout: WAIT_MAX_MS, isolate: false },
      },
      {
        test: { name: 'command', include: ['test/command/**/*.test.ts'], testTimeout: WAIT_MAX_MS },
      },
      {
        plugins: [inWorkerd],
        test: { ...workerd, name: 'workerd', exclude: [ALONE], isolate: false },
      },
      {
        plugins: [inWorkerd],
        test: { ...workerd, name: 'workerd-alone', include: [ALONE] },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['./test/browser/support/global.ts'],
          // A browser waits for the portal as much as it works.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: { name: 'crash', include: ['test/crash/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 60_000 },
      },
    ],
  },
})
