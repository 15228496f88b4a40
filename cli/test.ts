// Runs every check and every test, one after another, and says at the end how many passed and how many failed.
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { readOptions } from './options.ts'
import { fromRoot } from './root.ts'
import { buildPlatform } from './serve/worker.ts'

export const usage = `Usage: npm test
  Format, types, lint, unused code, then the tests in Node, workerd, a browser, and of crashes.`

interface Count {
  readonly passed: number
  readonly failed: number
}

const REPORT = fromRoot('.build/test-report.json')

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

/** Heavy ones last: a typing error need not wait for a browser. */
const PROJECTS = ['node', 'workerd', 'workerd-alone', 'browser', 'crash'] as const

/** Runs a tool of the project with its output shown; answers with its exit code. */
function runTool(command: string, args: readonly string[]): Promise<number> {
  const bin = fromRoot('node_modules/.bin', process.platform === 'win32' ? `${command}.cmd` : command)
  const env = { ...process.env, PATH: `${fromRoot('node_modules/.bin')}:${process.env['PATH'] ?? ''}` }
  const child = spawn(bin, args, { cwd: fromRoot(), env, stdio: ['ignore', 'inherit', 'inherit'] })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(signal === null ? (code ?? 1) : 1))
  })
}

async function check([name, command, ...args]: (typeof CHECKS)[number]): Promise<Count> {
  console.log(`\n— ${name}`)
  return (await runTool(command, args)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** What a project's run counted; one that ends badly without a failed test has failed as a whole. */
async function testProject(project: (typeof PROJECTS)[number]): Promise<Count> {
  console.log(`\n— tests: ${project}`)
  rmSync(REPORT, { force: true })
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`]
  const code = await runTool('vitest', args)
  const { numPassedTests: passed, numFailedTests } = readReport()
  const failed = code !== 0 && numFailedTests === 0 ? 1 : numFailedTests
  return passed === 0 && failed === 0 ? { passed, failed: 1 } : { passed, failed }
}

function readReport(): { readonly numPassedTests: number; readonly numFailedTests: number } {
  try {
    return JSON.parse(readFileSync(REPORT, 'utf8')) as ReturnType<typeof readReport>
  } catch {
    return { numPassedTests: 0, numFailedTests: 0 }
  }
}

export async function run(args: readonly string[]): Promise<number> {
  readOptions(args, {})
  mkdirSync(fromRoot('.build'), { recursive: true })
  // The names of the built assets are types, and the whole is served to the browser.
  await buildPlatform()
  const counts: Count[] = []
  for (const one of CHECKS) counts.push(await check(one))
  for (const project of PROJECTS) counts.push(await testProject(project))
  const passed = counts.reduce((sum, count) => sum + count.passed, 0)
  const failed = counts.reduce((sum, count) => sum + count.failed, 0)
  console.log(`\n${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}
