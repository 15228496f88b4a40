// Runs every check and every test, and says at the end how many passed and how many failed.
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { readOptions } from './options.ts'
import { fromRoot } from './root.ts'
import { buildPlatform } from './serve/worker.ts'

export const usage = `Usage: npm test
  Format, types, lint, unused code; the tests in Node, of commands, in workerd, in a browser, and of crashes.`

interface Count {
  readonly passed: number
  readonly failed: number
}

/** The quick checks: each is one that passes or fails. */
const CHECKS: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['format', 'oxfmt', '--check', '.'],
  ['types of the platform', 'tsc', '-p', 'tsconfig.json'],
  ['types of the command line', 'tsc', '-p', 'cli'],
  ['types of the islands', 'tsc', '-p', 'web/islands'],
  ['types of the tests', 'tsc', '-p', 'test'],
  ['lint', 'oxlint', '--type-aware', '--deny-warnings'],
  ['unused code', 'knip'],
]

/** A browser and a process that is killed wait as much as they work: another step fills that. */
const AT_ONCE = 2

/** In the order in which they are begun: beside the browser the quick ones, which tell soon what is wrong. */
const STEPS: readonly Step[] = [
  testsOf('browser'),
  ...CHECKS.map(checkOf),
  ...['node', 'workerd', 'crash', 'command', 'workerd-alone'].map(testsOf),
]

type Step = () => Promise<Count>

/** Runs a tool of the project, and shows what it said in one piece when it has ended; answers with its exit code. */
function runTool(name: string, command: string, args: readonly string[]): Promise<number> {
  const bin = fromRoot('node_modules/.bin', process.platform === 'win32' ? `${command}.cmd` : command)
  const env = { ...process.env, PATH: `${fromRoot('node_modules/.bin')}:${process.env['PATH'] ?? ''}` }
  const child = spawn(bin, args, { cwd: fromRoot(), env, stdio: ['ignore', 'pipe', 'pipe'] })
  console.log(`… ${name}`)
  const said: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      console.log(`\n— ${name}`)
      process.stdout.write(Buffer.concat(said))
      resolve(signal === null ? (code ?? 1) : 1)
    })
  })
}

function checkOf([name, command, ...args]: (typeof CHECKS)[number]): Step {
  return async () => ((await runTool(name, command, args)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })
}

/** What a project's run counted; one that ends badly without a failed test has failed as a whole. */
function testsOf(project: string): Step {
  const report = fromRoot(`.build/test-report-${project}.json`)
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return async () => {
    rmSync(report, { force: true })
    const code = await runTool(`tests: ${project}`, 'vitest', args)
    const { numPassedTests: passed, numFailedTests } = readReport(report)
    const failed = code !== 0 && numFailedTests === 0 ? 1 : numFailedTests
    return passed === 0 && failed === 0 ? { passed, failed: 1 } : { passed, failed }
  }
}

function readReport(path: string): { readonly numPassedTests: number; readonly numFailedTests: number } {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ReturnType<typeof readReport>
  } catch {
    return { numPassedTests: 0, numFailedTests: 0 }
  }
}

/** Runs what nobody has begun yet, one after the other. */
async function runNext(steps: Iterator<Step>, sum: { passed: number; failed: number }): Promise<void> {
  for (let next = steps.next(); !next.done; next = steps.next()) {
    const { passed, failed } = await next.value()
    sum.passed += passed
    sum.failed += failed
  }
}

export async function run(args: readonly string[]): Promise<number> {
  readOptions(args, {})
  mkdirSync(fromRoot('.build'), { recursive: true })
  // The names of the built assets are types, and the whole is served to the browser.
  await buildPlatform()
  const [steps, sum] = [STEPS.values(), { passed: 0, failed: 0 }]
  await Promise.all(Array.from({ length: AT_ONCE }, () => runNext(steps, sum)))
  console.log(`\n${sum.passed} passed, ${sum.failed} failed`)
  return sum.failed === 0 ? 0 : 1
}
