// Definitions of registers at a terminal: checked and compared as files, taken from a portal and brought to one.
import { writeFileSync } from 'node:fs'
import { checkDefinition } from './register/check.ts'
import { changesBetween } from './register/diff.ts'
import { bringDefinition, installDefinitions } from './register/install.ts'
import { portalOf, portalOptions, portalUsage } from './operator.ts'
import { readOptions, UsageError } from './options.ts'
import { readText } from './verify/source.ts'

export const usage = `Usage: npx izvor register check <file.json> [--after <file.json>]
       npx izvor register diff <before.json> <after.json>
       npx izvor register export <id> [<file.json>] [--version <number>] [--origin <url>]
       npx izvor register import <file.json> [options]
       npx izvor register install [options]
  check    says every fault of a definition, each at its place; with --after, as the version after another
  diff     says what differs between two definitions
  export   takes the rules of a register from a portal
  import   enters a definition, as the portal's operator: a new register, or its next version
  install  enters the rules of the portal's own registers and services in their registers, after each release
  An address may stand for a file.
${portalUsage}
  Ends with 0 where all is well, with 1 where something is wrong or differs.`

const OPTIONS = { ...portalOptions, after: { type: 'string' }, version: { type: 'string' } } as const

function need(value: string | undefined, question: string): string {
  if (value === undefined) throw new UsageError(question)
  return value
}

async function exportTo(origin: string, id: string, version: string | undefined, file: string | undefined) {
  if (!URL.canParse(origin)) throw new UsageError(`'${origin}' is no address of a portal.`)
  const path = `/api/registers/${encodeURIComponent(id)}${version === undefined ? '' : `/versions/${encodeURIComponent(version)}`}`
  const text = `${JSON.stringify(JSON.parse(await readText(new URL(path, origin).href)), null, 2)}\n`
  if (file === undefined) process.stdout.write(text)
  else writeFileSync(file, text)
  return 0
}

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(args, OPTIONS, 3)
  const [what, first, second] = positionals
  switch (what ?? '') {
    case 'check':
      return checkDefinition(need(first, 'Which file?'), values.after)
    case 'diff':
      return changesBetween(need(first, 'Which file was before?'), need(second, 'Which file is after?'))
    case 'export':
      return exportTo(values.origin, need(first, 'Which register?'), values.version, second)
    case 'import':
      return bringDefinition(portalOf(values), values.origin, need(first, 'Which file?'))
    case 'install':
      return installDefinitions(portalOf(values), values.origin)
    default:
      throw new UsageError(what === undefined ? 'What about a register?' : `Nothing does '${what}' with a register.`)
  }
}
