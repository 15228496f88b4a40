// Under which licences the parts stand that a deployment carries: permissive ones, all of them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import project from '../../package.json' with { type: 'json' }

const PERMISSIVE = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  // As splaytree-ts misspells it: its file is that of BSD-3-Clause.
  'BDS-3-Clause',
  'OFL-1.1',
  'MIT OR Apache-2.0',
])
const ROOT = join(import.meta.dirname, '../..')

interface Locked {
  readonly packages: {
    readonly [path: string]: { readonly dev?: boolean; readonly license?: string; readonly version?: string }
  }
}
const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Locked

describe('a dependency', () => {
  const carried = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true)

  it('of a deployment is under a permissive licence', ({ expect }) => {
    expect(carried.length).toBeGreaterThan(10)
    expect(
      carried
        .filter(([, { license }]) => !PERMISSIVE.has(license ?? ''))
        .map(([path, { license }]) => `${path} ${license}`),
    ).toEqual([])
  })

  it('is named by its exact version, which the lock file has', ({ expect }) => {
    const named = Object.entries({ ...project.dependencies, ...project.devDependencies })
    expect(named.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/u.test(version))).toEqual([])
    expect(named.filter(([name, version]) => packages[`node_modules/${name}`]?.version !== version)).toEqual([])
  })

  it('comes from no address that only one machine reaches', ({ expect }) => {
    const text = readFileSync(join(ROOT, 'package-lock.json'), 'utf8')
    const hosts = new Set([...text.matchAll(/"resolved": "https?:\/\/([^/"]+)/gu)].map(([, host]) => host))
    expect([...hosts].filter((host) => host !== 'registry.npmjs.org')).toEqual([])
  })
})
