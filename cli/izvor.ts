// The command line of operators and auditors: which commands there are, and what a wrong one is told.
import { UsageError } from './options.ts'
import { Unable } from './unable.ts'

interface Command {
  readonly summary: string
  readonly load: () => Promise<{
    readonly usage: string
    /** Answers with the exit code. */
    readonly run: (args: readonly string[]) => Promise<number>
  }>
}

const COMMANDS: Readonly<Record<string, Command>> = {
  serve: { summary: 'run the portal on this machine', load: () => import('./serve.ts') },
  import: { summary: 'send a file of acts to a running portal', load: () => import('./import.ts') },
  backup: { summary: 'save a portal into a folder', load: () => import('./backup.ts') },
  restore: { summary: 'bring a backup into an empty portal, and compare', load: () => import('./restore.ts') },
  rebuild: { summary: 'make the read model anew from the records', load: () => import('./rebuild.ts') },
  verify: { summary: 'check a proof offline', load: () => import('./verify.ts') },
  register: { summary: 'check, compare, take and bring the rules of a register', load: () => import('./register.ts') },
  witness: { summary: 'watch the logs of a portal, and cosign what only grows', load: () => import('./witness.ts') },
  wallet: { summary: 'a digital wallet, for trying with invented data', load: () => import('./wallet.ts') },
  assets: { summary: 'build what browsers get', load: () => import('./assets.ts') },
  test: { summary: 'run every check and every test', load: () => import('./test.ts') },
  capacity: { summary: 'how large the portal of a whole state is', load: () => import('./capacity.ts') },
  bench: { summary: 'measure the portal, its limit and its peer', load: () => import('./bench.ts') },
}

const overview = [
  'Usage: npx izvor <command> [options]',
  '',
  ...Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`),
  '',
].join('\n')

async function main(name: string | undefined, args: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(overview)
    return name === undefined ? 2 : 0
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (command === undefined) {
    process.stderr.write(`There is no command '${name}'. See: npx izvor help\n`)
    return 2
  }
  const { run, usage } = await command.load()
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${usage}\n`)
    return 0
  }
  try {
    return await run(args)
  } catch (error) {
    if (error instanceof Unable) {
      process.stderr.write(`${error.message}\n`)
      return 1
    }
    if (!(error instanceof UsageError)) throw error
    process.stderr.write(`${error.message} See: npx izvor ${name} --help\n`)
    return 2
  }
}

process.exit(await main(process.argv[2], process.argv.slice(3)))
