// Sends a file of acts (JSON lines) to a portal, and says which of them it refused.
import { readFileSync } from 'node:fs'
import { loadActs } from './load.ts'
import { portalOf, portalOptions, portalUsage, type ActLine } from './operator.ts'
import { readOptions, UsageError } from './options.ts'
import { progress } from './progress.ts'
import { reasonOf, Unable } from './unable.ts'

export const usage = `Usage: npx izvor import <file.jsonl> [options]
  Each line: {"register", "act", "key", "input", "effectiveFrom"?, "idempotencyKey"}
${portalUsage}`

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch (error) {
    throw new Unable(`${file} cannot be read (${reasonOf(error)}).`)
  }
}

function readActs(file: string): readonly ActLine[] {
  const lines = linesOf(file)
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return []
    try {
      return [JSON.parse(line) as ActLine]
    } catch {
      throw new Unable(`${file}, line ${index + 1}: this is no JSON.`)
    }
  })
}

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(args, portalOptions, 1)
  const [file] = positionals
  if (file === undefined) throw new UsageError('Which file?')
  const operator = portalOf(values)
  const acts = readActs(file)
  const bar = progress('Importing', acts.length)
  const refusals = await loadActs(operator, acts, 0, bar.at)
  bar.end()
  for (const { line, register, error, fields } of refusals) {
    console.error(`act ${line} (${register}): ${error}${fields.length === 0 ? '' : ` (${fields.join(', ')})`}`)
  }
  console.log(`${acts.length - refusals.length} done, ${refusals.length} refused`)
  return refusals.length === 0 ? 0 : 1
}
