// Makes the read model anew from the records themselves, register by register.
import { portalOf, portalOptions, portalUsage } from './operator.ts'
import { readOptions } from './options.ts'

export const usage = `Usage: npx izvor rebuild [register …] [options]
  All registers where none is named.
${portalUsage}`

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(args, portalOptions, Number.POSITIVE_INFINITY)
  const operator = portalOf(values)
  for (const register of positionals.length === 0 ? await operator.registers() : positionals) {
    let records = 0
    for (let after: string | null = ''; after !== null;) {
      const page = await operator.rebuild(register, after)
      records += page.records
      after = page.next
    }
    console.log(`${register}: ${records} records`)
  }
  return 0
}
