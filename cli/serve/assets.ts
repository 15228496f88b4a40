// What browsers get: styles and fonts, the islands, and the public files, in `.build/public`; their names in `.build/assets.json`.
import { cp, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { build as bundle, type Metafile, type Plugin } from 'esbuild'
import { compile } from 'sass'
import { fromRoot } from '../root.ts'

const ROOT = fromRoot()
const PUBLIC = join(ROOT, '.build', 'public')
const ASSETS = join(PUBLIC, 'assets')

/** The oldest browsers that know what our styles and islands use; all have passkeys. */
const TARGETS = ['chrome111', 'firefox122', 'safari16.4']

const sass: Plugin = {
  name: 'sass',
  setup: (build) =>
    build.onLoad({ filter: /\.scss$/ }, ({ path }) => {
      const { css, loadedUrls } = compile(path, { loadPaths: [join(ROOT, 'node_modules')], quietDeps: true })
      const watchFiles = loadedUrls.filter(({ protocol }) => protocol === 'file:').map(({ pathname }) => pathname)
      return { contents: css, loader: 'css', resolveDir: dirname(path), watchFiles }
    }),
}

/**
 * Which file each source became: entries by their own name, fonts by theirs. Chunks are nobody's business, nor is what an
 * entry loads when it needs it, which esbuild calls an entry too.
 */
function manifestOf({ outputs }: Metafile, entries: readonly string[]): { readonly [source: string]: string } {
  const names = Object.entries(outputs).flatMap(([file, { entryPoint, inputs }]) => {
    const font = file.endsWith('.woff2') ? Object.keys(inputs)[0] : undefined
    const source = entries.find((entry) => entry === entryPoint) ?? font
    const name =
      source &&
      basename(source)
        .replace(/\.scss$/u, '.css')
        .replace(/\.tsx?$/u, '.js')
    return name ? [[name, `/assets/${basename(file)}`] as const] : []
  })
  return Object.fromEntries(names.toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

/** Builds everything; what a running server still serves is replaced only by files of another name. */
export async function buildAssets(): Promise<void> {
  await mkdir(ASSETS, { recursive: true })
  const islands = (await readdir(join(ROOT, 'web', 'islands'))).filter((file) => /^[\w-]+\.tsx?$/u.test(file))
  const entryPoints = ['web/styles/izvor.scss', ...islands.map((file) => `web/islands/${file}`)]
  const { metafile } = await bundle({
    absWorkingDir: ROOT,
    entryPoints,
    outdir: ASSETS,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    metafile: true,
    target: TARGETS,
    loader: { '.woff2': 'file' },
    plugins: [sass],
    logLevel: 'warning',
  })
  await cp(join(ROOT, 'web', 'public'), PUBLIC, { recursive: true })
  const manifest = manifestOf(metafile, entryPoints)
  const draft = join(ROOT, '.build', `assets.${process.pid}.json`)
  await writeFile(draft, `${JSON.stringify(manifest, null, 2)}\n`)
  await rename(draft, join(ROOT, '.build', 'assets.json'))
  const built = new Set(Object.keys(metafile.outputs).map((file) => basename(file)))
  const stale = (await readdir(ASSETS)).filter((file) => !built.has(file))
  await Promise.all(stale.map((file) => rm(join(ASSETS, file), { force: true })))
}
