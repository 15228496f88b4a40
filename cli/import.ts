// Brings what an old register holds into a running portal: the rows of a file into one register, or a file of acts.
import { readFileSync } from 'node:fs'
import { importFile } from './import/register.ts'
import { loadActs } from './load.ts'
import { portalOf, portalOptions, portalUsage, type ActLine, type Operator } from './operator.ts'
import { readOptions, UsageError } from './options.ts'
import { progress } from './progress.ts'
import { reasonOf, Unable } from './unable.ts'

export const usage = `Usage: npx izvor import <register> <file> [options]
       npx izvor import <acts.jsonl> [options]
  A file of an old register: CSV in any usual encoding, or JSON lines. Its columns are found by the names of the fields.
  Stopped or sent again, it goes on where it stood; a row that is there and says the same changes nothing.
  --column 'Heading=field'  which field a column is, once for each; 'Heading=' leaves it out
  --mapping <file.json>     the same as JSON: {"Heading": "field"}
  --act <act>               by which act records come in, where the register has several
  --encoding <name>         windows-1251, utf-8, …: where it is not recognised
  --separator <mark>        of the cells: where it is not recognised
  --leave-references        rows may name records of other registers that are not there yet
  --check                   try out every row, and enter none
  --bad <file.csv>          where the bad rows go, with what is wrong with each: mend them, and import that file
  Or a file of acts, in their order: {"register", "act", "key", "input", "effectiveFrom"?, "idempotencyKey"} a line.
${portalUsage}`

const options = {
  ...portalOptions,
  act: { type: 'string' },
  column: { type: 'string', multiple: true, default: [] as string[] },
  mapping: { type: 'string' },
  encoding: { type: 'string' },
  separator: { type: 'string' },
  'leave-references': { type: 'boolean', default: false },
  check: { type: 'boolean', default: false },
  bad: { type: 'string' },
} as const

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

async function importActs(operator: Operator, file: string): Promise<number> {
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

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(args, options, 2)
  const [first, file] = positionals
  if (first === undefined) throw new UsageError('Which register, and which file?')
  const operator = portalOf(values)
  if (file === undefined) return importActs(operator, first)
  const { act, mapping, encoding, separator, check, bad } = values
  return importFile(operator.door, {
    register: first,
    file,
    act,
    columns: values.column,
    mapping,
    encoding,
    separator: separator === '\\t' ? '\t' : separator,
    references: values['leave-references'] ? 'leave' : 'check',
    check,
    bad,
  })
}
