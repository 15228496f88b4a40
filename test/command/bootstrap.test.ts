// The bootstrap, which any Node runs: it installs once, says why it could not, and passes words, signals and exit codes on.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, it, vi } from 'vitest'
import { fromRoot } from '../../cli/root.ts'

/** Two processes start, on a machine that may be busy. */
const SLOW = { timeout: 30_000 }
const LOCK = '{"lockfileVersion": 3}'
const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

/** What stands in for the command line of a checkout. */
const COMMAND = `
const [what, value] = process.argv.slice(2)
if (what === 'exit') process.exit(Number(value))
if (what === 'kill') process.kill(process.pid, value)
if (what === 'wait') {
  process.on('SIGINT', () => { console.log('asked to stop'); process.exit(0) })
  setInterval(() => {}, 1000)
}
console.log(JSON.stringify(process.argv.slice(2)))
`

/** A checkout with nothing in it but the bootstrap; `npm` is the script that stands in for npm. */
function checkout({ installed, npm = '' }: { readonly installed: boolean; readonly npm?: string }) {
  const folder = mkdtempSync(join(tmpdir(), 'izvor-bootstrap-'))
  folders.push(folder)
  mkdirSync(join(folder, 'cli'))
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true })
  copyFileSync(fromRoot('cli/bootstrap.mjs'), join(folder, 'cli/bootstrap.mjs'))
  copyFileSync(fromRoot('cli/izvor.mjs'), join(folder, 'cli/izvor.mjs'))
  writeFileSync(join(folder, 'cli/izvor.ts'), COMMAND)
  writeFileSync(join(folder, 'package.json'), '{}')
  writeFileSync(join(folder, 'package-lock.json'), LOCK)
  writeFileSync(join(folder, 'npm.js'), npm)
  symlinkSync(process.execPath, join(folder, 'node_modules/.bin/node'))
  if (installed) writeFileSync(join(folder, 'node_modules/.installed'), createHash('sha256').update(LOCK).digest('hex'))
  return folder
}

function start(folder: string, args: readonly string[]) {
  const child = spawn(process.execPath, [join(folder, 'cli/izvor.mjs'), ...args], {
    env: { ...process.env, npm_execpath: join(folder, 'npm.js') },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  let heard = () => {}
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      heard()
    })
  return {
    child,
    ended: new Promise<readonly [code: number | null, said: string]>((resolve) =>
      child.once('close', (code) => resolve([code, said])),
    ),
    says: (words: string) =>
      new Promise<void>((resolve) => {
        heard = () => (said.includes(words) ? resolve() : undefined)
        heard()
      }),
  }
}

const run = (folder: string, ...args: readonly string[]) => start(folder, args).ended

describe.concurrent('what is installed', SLOW, () => {
  const folder = checkout({ installed: true, npm: 'throw new Error("not again")' })

  it('is run at once, with the words as they were', async ({ expect }) => {
    expect(await run(folder, 'say', 'a b', '--port=1')).toEqual([0, '["say","a b","--port=1"]\n'])
  })

  it.for<[args: readonly string[], code: number]>([
    [['exit', '0'], 0],
    [['exit', '1'], 1],
    [['exit', '42'], 42],
    [['kill', 'SIGKILL'], 137],
    [['kill', 'SIGTERM'], 143],
  ])('ends as the command did: %j', async ([args, code], { expect }) => {
    expect((await run(folder, ...args))[0]).toBe(code)
  })

  it('hears of the signal that asks it to stop', async ({ expect }) => {
    const { child, ended, says } = start(folder, ['wait'])
    await says('["wait"]')
    child.kill('SIGINT')
    expect(await ended).toEqual([0, '["wait"]\nasked to stop\n'])
  })
})

describe.concurrent('what is not installed', SLOW, () => {
  it('is installed once, with what is tested and built with', async ({ expect }) => {
    const npm = `require('node:fs').appendFileSync(__dirname + '/calls', process.argv.slice(2).join(' ') + '\\n')`
    const folder = checkout({ installed: false, npm })
    const [code, said] = await run(folder, 'say')
    expect([code, said]).toEqual([
      0,
      expect.stringMatching(/^Installing what package-lock\.json lists\..*\n\["say"\]\n$/u),
    ])
    expect((await run(folder, 'say'))[1]).toBe('["say"]\n')
    expect(readFileSync(join(folder, 'calls'), 'utf8')).toMatch(/^ci --include=dev .*\n$/u)
  })

  it('is installed anew when the lock file has changed', async ({ expect }) => {
    const folder = checkout({ installed: true })
    writeFileSync(join(folder, 'package-lock.json'), '{"lockfileVersion": 4}')
    expect((await run(folder, 'say'))[1]).toContain('Installing')
  })

  it.for<[what: string, npm: string, words: string]>([
    [
      'the network is away',
      `console.error('npm error code ENOTFOUND'); process.exit(1)`,
      'the npm registry was not reached',
    ],
    ['npm fails', `console.error('npm error code EINTEGRITY'); process.exit(1)`, 'npm error code EINTEGRITY'],
  ])('stays so where %s, and says why', async ([, npm, words], { expect }) => {
    const folder = checkout({ installed: false, npm })
    const [code, said] = await run(folder, 'say')
    expect([code, existsSync(join(folder, 'node_modules/.installed'))]).toEqual([1, false])
    expect(said).toContain(words)
    expect(said).not.toContain('["say"]')
  })

  it('is left for the next start where somebody stops it', async ({ expect }) => {
    const npm = `console.log('installing'); require('node:fs').writeFileSync(__dirname + '/began', ''); setInterval(() => {}, 1000)`
    const folder = checkout({ installed: false, npm })
    const { child, ended, says } = start(folder, ['say'])
    await says('Installing')
    // The signal comes when npm works.
    await vi.waitUntil(() => existsSync(join(folder, 'began')), SLOW)
    child.kill('SIGINT')
    const [code, said] = await ended
    expect([code, existsSync(join(folder, 'node_modules/.installed'))]).toEqual([130, false])
    expect(said).toContain('Stopped. The next start installs again.')
  })
})
