// Where the browser of the tests comes from: an npm package, with the libraries that a bare Linux lacks.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { chromium, type Browser } from 'playwright-core'
import project from '../../../package.json' with { type: 'json' }

const UNPACK = `import chromium from '@sparticuz/chromium'; await chromium.executablePath()`

/**
 * Unpacks Chromium once a version, into a folder that appears whole or not at all: two runs may start together.
 * The package unpacks into TMPDIR, and its libraries (nspr, nss, expat) only where it believes to run in a Lambda.
 */
async function unpacked(): Promise<string> {
  const folder = resolve('.build', `chromium-${project.devDependencies['@sparticuz/chromium']}`)
  if (existsSync(folder)) return folder
  await mkdir(resolve('.build'), { recursive: true })
  const draft = await mkdtemp(resolve('.build', 'chromium-'))
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', UNPACK], {
    env: { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
  })
  const conf = join(draft, 'fonts', 'fonts.conf')
  await writeFile(conf, (await readFile(conf, 'utf8')).replaceAll('/tmp/', `${folder}/`))
  try {
    await rename(draft, folder)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}

/** A headless Chromium, with web security on. Root needs `--no-sandbox`, and the tests' pages are our own. */
export async function launch(): Promise<Browser> {
  const folder = await unpacked()
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: [
      '--headless=shell',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--font-render-hinting=none',
    ],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  })
}
