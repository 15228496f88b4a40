// What an operator deploys: each environment builds, carries every binding and setting, and holds no secret.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, it } from 'vitest'
import { unstable_readConfig as readConfig } from 'wrangler'
import { missingSettings } from '../../workers/settings.ts'
import { testSecrets } from '../support/secrets.ts'

const ROOT = join(import.meta.dirname, '../..')
const ENVIRONMENTS = [undefined, 'staging', 'production'] as const

/** What a Worker may weigh on the platform is 10 MB; a cold start pays for each part of it. */
const SCRIPT_GZIP_MAX = 690_000

const out = mkdtempSync(join(tmpdir(), 'izvor-deploy-'))
afterAll(() => rmSync(out, { recursive: true, force: true }))

/** Of what wrangler reads, the parts that are looked at here. */
interface Config {
  readonly name: string
  readonly vars: { readonly [name: string]: string }
  readonly secrets?: { readonly required: readonly string[] }
  readonly durable_objects: { readonly bindings: readonly { readonly name: string; readonly class_name: string }[] }
  readonly d1_databases: readonly {
    readonly binding: string
    readonly database_name: string
    readonly database_id: string
    readonly migrations_dir: string
  }[]
  readonly r2_buckets: readonly {
    readonly binding: string
    readonly bucket_name: string
    readonly jurisdiction?: string
  }[]
}

const configOf = (env: string | undefined): Config =>
  readConfig({ config: join(ROOT, 'wrangler.toml'), ...(env === undefined ? {} : { env }) }, { hideWarnings: true })

/** Bundles as `wrangler deploy` would and sends it nowhere; answers with what wrangler said. */
async function dryRun(env: string | undefined): Promise<{ readonly said: string; readonly script: Buffer }> {
  const folder = join(out, env ?? 'default')
  const wrangler = join(ROOT, 'node_modules/wrangler/bin/wrangler.js')
  const args = ['deploy', '--dry-run', '--outdir', folder, ...(env === undefined ? [] : ['--env', env])]
  const { stdout } = await promisify(execFile)(process.execPath, [wrangler, ...args], {
    cwd: ROOT,
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_LOG: 'log', NO_COLOR: '1' },
  })
  return { said: stdout, script: readFileSync(join(folder, 'index.js')) }
}

describe.each(ENVIRONMENTS)('the environment %s', (env) => {
  const config = configOf(env)

  it('builds with every binding, within the size of a script', { timeout: 60_000 }, async ({ expect }) => {
    const { said, script } = await dryRun(env)
    const bound = [
      ...config.durable_objects.bindings.map(({ name }) => name),
      ...config.d1_databases.map(({ binding }) => binding),
      ...config.r2_buckets.map(({ binding }) => binding),
      ...Object.keys(config.vars),
    ]
    expect(bound.length).toBeGreaterThan(10)
    expect(bound.filter((name) => !said.includes(`env.${name} `))).toEqual([])
    expect(gzipSync(script).length).toBeLessThan(SCRIPT_GZIP_MAX)
  })

  it('has the bindings, the settings and the secrets of every other', ({ expect }) => {
    const shape = (one: typeof config) => ({
      objects: one.durable_objects.bindings.map(({ name, class_name }) => `${name} ${class_name}`),
      databases: one.d1_databases.map(({ binding, migrations_dir }) => `${binding} ${migrations_dir}`),
      buckets: one.r2_buckets.map(({ binding }) => binding),
      settings: Object.keys(one.vars).toSorted(),
      secrets: one.secrets,
    })
    expect(shape(config)).toEqual(shape(configOf(undefined)))
  })

  it('shares no data with another', ({ expect }) => {
    const others = ENVIRONMENTS.filter((one) => one !== env).map(configOf)
    const owned = (one: typeof config) => [
      one.name,
      ...one.d1_databases.flatMap(({ database_name, database_id }) => [database_name, database_id]),
      ...one.r2_buckets.map(({ bucket_name }) => bucket_name),
    ]
    expect(owned(config).filter((name) => others.some((other) => owned(other).includes(name)))).toEqual([])
  })

  it('holds no secret, and no demo unless it is switched on', ({ expect }) => {
    const required = config.secrets?.required ?? []
    expect(required).toEqual(['INDEX_KEY', 'LOG_KEY', 'SESSION_KEY', 'OPERATOR_TOKEN'])
    expect(required.filter((name) => name in config.vars)).toEqual([])
    expect(config.vars).toMatchObject({
      CARD_ISSUERS: '[]',
      AUTHENTICATORS: '[]',
      DEMO_CARDS: '[]',
      DEMO_AUTHORITY: '',
    })
  })
})

describe('production', () => {
  it('keeps everything in the European Union', ({ expect }) => {
    const { vars, r2_buckets } = configOf('production')
    expect(vars['JURISDICTION']).toBe('eu')
    expect(r2_buckets.map(({ jurisdiction }) => jurisdiction)).toEqual(['eu'])
  })

  it('takes no simulated payment for a real one', ({ expect }) => {
    expect(configOf('production').vars['PAYMENT_PROVIDER']).toBe('')
  })
})

describe('a setting that is missing', () => {
  const whole = { ORIGIN: 'https://izvor.example', ...testSecrets }

  it.for(Object.keys(whole))('%s is named', (name, { expect }) => {
    expect(missingSettings(whole)).toEqual([])
    expect(missingSettings({ ...whole, [name]: '' })).toEqual([name])
    expect(missingSettings({ ...whole, [name]: undefined })).toEqual([name])
  })

  it('is one that protects nothing, too', ({ expect }) => {
    const half = Buffer.alloc(16, 1).toString('base64')
    const weak = {
      ORIGIN: 'izvor.example',
      INDEX_KEY: half,
      LOG_KEY: 'secret',
      SESSION_KEY: `${half}=`,
      OPERATOR_TOKEN: 'admin',
    }
    expect(missingSettings(weak)).toEqual(Object.keys(weak))
  })
})
