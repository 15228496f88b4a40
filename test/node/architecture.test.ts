// Who may import whom: the house of the design, held against every import that there is.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')

/** The rooms, the most particular first; what is in none of them is an error. */
const ROOMS: readonly (readonly [prefix: string, room: string])[] = [
  ['workers/kernel/', 'kernel'],
  ['workers/domains/', 'domains'],
  ['workers/catalogue.ts', 'catalogue'],
  ['workers/engines/', 'engines'],
  ['workers/store/', 'store'],
  ['workers/http/', 'http'],
  ['workers/index.ts', 'entry'],
  ['workers/env.ts', 'env'],
  ['workers/settings.ts', 'env'],
  ['durable-objects/', 'durable-objects'],
  ['migrations/', 'migrations'],
  ['web/views/', 'views'],
  ['web/messages/', 'messages'],
  ['web/islands/', 'islands'],
  ['.build/assets.json', 'assets'],
  ['cli/', 'cli'],
]

/** `type`: only types may come from there. */
const MAY: { readonly [room: string]: { readonly [other: string]: 'any' | 'type' } } = {
  kernel: {},
  domains: { kernel: 'any' },
  catalogue: { kernel: 'any', domains: 'any', store: 'any' },
  engines: { kernel: 'any' },
  store: { kernel: 'any', engines: 'any', env: 'type' },
  'durable-objects': {
    kernel: 'any',
    engines: 'any',
    catalogue: 'any',
    store: 'any',
    env: 'type',
    migrations: 'any',
  },
  http: {
    kernel: 'any',
    engines: 'any',
    catalogue: 'any',
    store: 'any',
    env: 'any',
    views: 'any',
    messages: 'any',
    'durable-objects': 'type',
  },
  // The bindings are typed by the classes behind them.
  env: { 'durable-objects': 'type' },
  entry: { http: 'any', 'durable-objects': 'any', env: 'type' },
  views: { kernel: 'any', engines: 'any', messages: 'any', assets: 'any' },
  messages: { kernel: 'any', engines: 'type' },
  islands: { kernel: 'any', engines: 'any' },
  cli: { kernel: 'any', engines: 'any' },
  migrations: {},
}

/** Rooms that know no runtime, framework or database, and no clock and no chance. */
const PURE = new Set(['kernel', 'domains', 'engines'])
const IMPURE_PACKAGE = /^(?:cloudflare:|node:|hono(?:\/|$)|drizzle-orm(?:\/|$)|miniflare$|wrangler$)/u
const IMPURE_GLOBAL =
  /\bnew Date\(\s*\)|\bDate\.now\(|\bMath\.random\(|\b(?:setTimeout|setInterval)\(|(?<![.\w])fetch\(/u

interface Import {
  readonly from: string
  readonly to: string
  readonly kind: 'any' | 'type'
}

const roomOf = (file: string): string | undefined => ROOMS.find(([prefix]) => file.startsWith(prefix))?.[1]

const IMPORT = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:([^'"`;]*?)\s+from\s+)?['"]([^'"]+)['"]/gu
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/gu

function importsOf(file: string, text: string): readonly Import[] {
  const resolved = (target: string) => (target.startsWith('.') ? normalize(join(dirname(file), target)) : target)
  const stated = [...text.matchAll(IMPORT)].map(([, type, names = '', target = '']): Import => {
    const listed = /^\{([^}]*)\}$/u
      .exec(names.trim())?.[1]
      ?.split(',')
      .map((name) => name.trim()) ?? ['']
    const onlyTypes = listed.filter((name) => name !== '').every((name) => name.startsWith('type ')) && listed[0] !== ''
    return { from: file, to: resolved(target), kind: type !== undefined || onlyTypes ? 'type' : 'any' }
  })
  const later = [...text.matchAll(DYNAMIC)].map(([, target = '']): Import => ({
    from: file,
    to: resolved(target),
    kind: 'any',
  }))
  return [...stated, ...later]
}

/** What is wrong with an import, or nothing. */
function faultOf({ from, to, kind }: Import): string | null {
  const room = roomOf(from)
  if (room === undefined) return `${from} is in no room`
  if (PURE.has(room) && IMPURE_PACKAGE.test(to)) return `${from}: a pure room imports ${to}`
  const inside = /^(?:workers|durable-objects|migrations|web|cli|test|\.build)\//u.test(to)
  if (!inside) return null
  const other = roomOf(to)
  if (other === undefined) return `${from} imports ${to}, which is in no room`
  // One domain knows nothing of another; every other room may import its own.
  if (room === other) return room === 'domains' ? `${from}: a domain imports the domain ${to}` : null
  const allowed = MAY[room]?.[other]
  if (allowed === undefined) return `${from}: ${room} imports ${other} (${to})`
  return allowed === 'type' && kind === 'any' ? `${from}: ${room} imports ${other} by value (${to})` : null
}

const files = globSync(['{workers,durable-objects,web,cli}/**/*.{ts,tsx}'], { cwd: ROOT }).map((file) => ({
  file: normalize(file),
  text: readFileSync(join(ROOT, file), 'utf8'),
}))
const imports = files.flatMap(({ file, text }) => importsOf(file, text))

/** The first circle that the imports of values make, as a list of files. */
function circleIn(all: readonly Import[]): readonly string[] | null {
  const next = Map.groupBy(
    all.filter(({ kind }) => kind === 'any'),
    ({ from }) => from,
  )
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): readonly string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return null
    for (const { to } of next.get(file) ?? []) {
      const found = visit(to, [...path, file])
      if (found !== null) return found
    }
    done.add(file)
    return null
  }
  for (const file of next.keys()) {
    const found = visit(file, [])
    if (found !== null) return found
  }
  return null
}

describe('the house', () => {
  it('is seen whole: the files and imports that there are', ({ expect }) => {
    expect(files.length).toBeGreaterThan(250)
    expect(imports.length).toBeGreaterThan(1000)
    const seen = new Set(files.map(({ file }) => roomOf(file)))
    expect(Object.keys(MAY).filter((room) => room !== 'migrations' && !seen.has(room))).toEqual([])
  })

  it('has no import that the design does not name', ({ expect }) => {
    expect(imports.map(faultOf).filter((fault) => fault !== null)).toEqual([])
  })

  it('has no circles', ({ expect }) => {
    expect(circleIn(imports)).toBeNull()
  })

  it('has pure rooms without clock, chance and network', ({ expect }) => {
    const impure = files.filter(({ file, text }) => {
      const code = text.replaceAll(/\/\*[^]*?\*\/|\/\/.*/gu, '')
      return PURE.has(roomOf(file) ?? '') && IMPURE_GLOBAL.test(code)
    })
    expect(impure.map(({ file }) => file)).toEqual([])
  })
})

describe('the check itself', () => {
  it.for<[what: string, file: string, text: string]>([
    ['the kernel importing an engine', 'workers/kernel/x.ts', `import { act } from '../engines/record.ts'`],
    ['a domain importing a domain', 'workers/domains/x.ts', `import { civil } from './civil.ts'`],
    ['an engine importing hono', 'workers/engines/x.ts', `import { Hono } from 'hono'`],
    ['an engine re-exporting node', 'workers/engines/x.ts', `export { createHash } from 'node:crypto'`],
    [
      'http importing an object by value',
      'workers/http/x.ts',
      `import { A, type B } from '../../durable-objects/case.ts'`,
    ],
    ['an import on later lines', 'workers/store/x.ts', `import {\n  app,\n} from '../http/app.tsx'`],
    ['an import at run time', 'workers/engines/x.ts', `const store = await import('../store/cases.ts')`],
    ['the platform importing a test', 'workers/http/x.ts', `import { at } from '../../test/support/chance.ts'`],
  ])('finds %s', ([, file, text], { expect }) => {
    expect(importsOf(file, text).map(faultOf)).not.toEqual([null])
  })

  it('lets types through where types may come from', ({ expect }) => {
    const text = `import type { CaseObject } from '../../durable-objects/case.ts'\nimport { type A } from '../../durable-objects/case.ts'`
    expect(importsOf('workers/http/x.ts', text).map(faultOf)).toEqual([null, null])
  })

  it('finds a circle', ({ expect }) => {
    const circle = [
      { from: 'a.ts', to: 'b.ts', kind: 'any' },
      { from: 'b.ts', to: 'c.ts', kind: 'any' },
      { from: 'c.ts', to: 'b.ts', kind: 'any' },
    ] as const
    expect(circleIn(circle)).toEqual(['b.ts', 'c.ts', 'b.ts'])
  })
})
