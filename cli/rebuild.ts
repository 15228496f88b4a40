// Makes the read model anew from the records and cases themselves, and says whether what was there was right.
import { portalOf, portalOptions, portalUsage, type Operator, type Part } from './operator.ts'
import { readOptions, UsageError } from './options.ts'
import { untilPublished } from './published.ts'

export const usage = `Usage: npx izvor rebuild [register …] [options]
  All registers, and the officials' work queue, where none is named.
  --check          say of each whether it held what was made anew, and end with 1 where one did not
${portalUsage}`

/** With --check: what was told to the registers is seen first. */
const PUBLISHED_WITHIN_MS = 60_000

/** How many records were made anew. */
export async function rebuildPart(operator: Operator, part: Part): Promise<number> {
  let records = 0
  for (let after: string | undefined = ''; after !== undefined;) {
    const page = await operator.rebuild(part, after)
    records += page.records
    after = page.next
  }
  return records
}

/** The digest of all rows of a part. */
async function digestOf(operator: Operator, part: Part): Promise<string> {
  let digest = ''
  for (let after: string | undefined = ''; after !== undefined;) {
    const page = await operator.digest(part, after, digest)
    digest = page.digest
    after = page.next
  }
  return digest
}

type Verdict = 'as it was' | 'not as it was' | 'entries came in meanwhile: check again'

/** Makes a part anew, between two looks at all of its rows. */
export async function checkPart(operator: Operator, part: Part): Promise<{ records: number; verdict: Verdict }> {
  const register = part === 'cases' ? undefined : part.slice('registers/'.length)
  const sequenced = async () => (register === undefined ? 0 : (await operator.state(register)).sequenced)
  if (register !== undefined) await untilPublished(operator, register, PUBLISHED_WITHIN_MS)
  const entries = await sequenced()
  const before = await digestOf(operator, part)
  const records = await rebuildPart(operator, part)
  const after = await digestOf(operator, part)
  if (after === before) return { records, verdict: 'as it was' }
  return {
    records,
    verdict: (await sequenced()) === entries ? 'not as it was' : 'entries came in meanwhile: check again',
  }
}

async function partsOf(operator: Operator, named: readonly string[]): Promise<readonly Part[]> {
  const registers = await operator.registers()
  const unknown = named.find((name) => !registers.includes(name))
  if (unknown !== undefined)
    throw new UsageError(`There is no register '${unknown}': there are ${registers.join(', ')}.`)
  return named.length > 0
    ? named.map((name): Part => `registers/${name}`)
    : [...registers.map((name): Part => `registers/${name}`), 'cases']
}

export async function run(args: readonly string[]): Promise<number> {
  const options = { ...portalOptions, check: { type: 'boolean', default: false } } as const
  const { values, positionals } = readOptions(args, options, Number.POSITIVE_INFINITY)
  const operator = portalOf(values)
  let different = false
  for (const part of await partsOf(operator, positionals)) {
    const name = part.replace('registers/', '')
    if (values.check) {
      const { records, verdict } = await checkPart(operator, part)
      different ||= verdict !== 'as it was'
      console.log(`${name}: ${records} made anew, ${verdict}`)
    } else console.log(`${name}: ${await rebuildPart(operator, part)} made anew`)
  }
  return different ? 1 : 0
}
