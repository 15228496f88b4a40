// The command line: what a wrong word, option, port or folder is told, in one line, and with which exit code it ends.
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, it } from 'vitest'
import { fromRoot } from '../../cli/root.ts'
import { claimPort } from '../../cli/serve/port.ts'

const folder = mkdtempSync(join(tmpdir(), 'izvor-command-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = (name: string) => join(folder, name)

/** Nobody listens there. */
const NOBODY = `http://127.0.0.1:${await claimPort(0, '127.0.0.1')}`
/** Loading a command takes a second, on a busy machine some more. */
const SLOW = { timeout: 30_000 }

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

function izvor(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const child = spawn(process.execPath, [fromRoot('cli/izvor.ts'), ...args], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, ...said }))
  })
}

/** Ends with a code and one line that says why; nothing else is printed. */
async function refusal(
  args: readonly string[],
  env?: Record<string, string>,
): Promise<readonly [code: number | null, line: string]> {
  const { code, out, err } = await izvor(args, env)
  if (out !== '' || err.trimEnd().includes('\n')) throw new Error(`more than one line: ${out}${err}`)
  return [code, err.trimEnd()]
}

describe.concurrent('a command', SLOW, () => {
  it('is told to whoever names none, and to whoever asks for help', async ({ expect }) => {
    const [bare, help] = await Promise.all([izvor([]), izvor(['help'])])
    expect([bare.code, help.code]).toEqual([2, 0])
    for (const { out } of [bare, help])
      for (const name of ['serve', 'rebuild', 'verify', 'test']) expect(out).toContain(name)
  })

  it('explains its options', async ({ expect }) => {
    const { code, out } = await izvor(['serve', '--help'])
    expect(code).toBe(0)
    for (const option of ['--port', '--data', '--host', '--origin', '--no-demo']) expect(out).toContain(option)
  })

  it.for<[what: string, args: readonly string[], line: RegExp]>([
    ['a command that is not there', ['sserve'], /^There is no command 'sserve'\./u],
    ['a word of the language', ['constructor'], /^There is no command 'constructor'\./u],
    ['an unknown option', ['serve', '--prot', '80'], /^Unknown option '--prot'\./u],
    ['a word too many', ['serve', 'now'], /^Nothing is done with 'now'\./u],
    ['an option without its value', ['serve', '--port'], /^Option '--port <value>' argument missing\./u],
    ['a port out of range', ['serve', '--port', '70000'], /^'70000' is no port/u],
    ['a port that is no number', ['serve', '--port', '80a'], /^'80a' is no port/u],
    ['a host without an origin', ['serve', '--host', '0.0.0.0'], /^--host 0\.0\.0\.0 lets others in/u],
    ['an origin with a path', ['serve', '--origin', 'https://izvor.example/bg'], /is no origin/u],
    ['a portal that is no address', ['rebuild', '--origin', 'here'], /is no address of a portal|No operator/u],
    ['nothing to verify', ['verify', 'record'], /^Which extract\?/u],
    ['nothing to import', ['import'], /^Which register, and which file\?/u],
  ])('refuses %s with exit code 2', async ([, args, expected], { expect }) => {
    const [code, line] = await refusal(args)
    expect(code).toBe(2)
    expect(line).toMatch(expected)
    expect(line).toMatch(/See: npx izvor .*help$/u)
  })

  it.for<[what: string, args: readonly string[], line: RegExp]>([
    [
      'a portal that does not answer',
      ['rebuild', '--origin', NOBODY],
      /^No portal answers at http:\/\/127\.0\.0\.1:\d+ \(ECONNREFUSED\)\.$/u,
    ],
    ['a file that is not there', ['verify', 'record', 'nowhere.json'], /^nowhere\.json cannot be read \(ENOENT\)\.$/u],
    [
      'acts that are not there',
      ['import', 'nowhere.jsonl', '--origin', NOBODY],
      /^nowhere\.jsonl cannot be read \(ENOENT\)\.$/u,
    ],
  ])('ends with exit code 1 at %s', async ([, args, expected], { expect }) => {
    const [code, line] = await refusal(args, { OPERATOR_TOKEN: 'x'.repeat(32) })
    expect(code).toBe(1)
    expect(line).toMatch(expected)
  })
})

describe('serving', SLOW, () => {
  it('refuses a port that is taken, and leaves no folder behind', async ({ expect }) => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const { port } = taken.address() as AddressInfo
    const answer = await refusal(['serve', '--port', String(port), '--data', path('taken-port')])
    expect(answer).toEqual([1, `Port ${port} is taken: stop what uses it, or choose another with --port.`])
    expect(readdirSync(folder)).not.toContain('taken-port')
    await new Promise((resolve) => taken.close(resolve))
  })

  it('refuses a folder that a running portal has', async ({ expect }) => {
    // This process is the one that has it: a Node that lives.
    const { claim, release } = await import('../../cli/serve/runtime.ts')
    await claim(path('taken'))
    const [code, line] = await refusal(['serve', '--port', '0', '--data', path('taken')])
    expect(code).toBe(1)
    expect(line).toMatch(new RegExp(`^The data in .* is in use by process ${process.pid}: `, 'u'))
    // Whoever was refused has not taken it away.
    expect(readdirSync(path('taken'))).toEqual(['izvor.pid'])
    release(path('taken'))
    expect(readdirSync(path('taken'))).toEqual([])
  })

  it('refuses a folder in which nothing can be kept', async ({ expect }) => {
    writeFileSync(path('file'), '')
    for (const data of [path('file'), path('file/in/it')]) {
      const [code, line] = await refusal(['serve', '--port', '0', '--data', data])
      expect(code).toBe(1)
      expect(line).toMatch(/^Nothing can be kept in .* \((?:EEXIST|ENOTDIR)\): choose another folder with --data\.$/u)
    }
  })
})
