// Whether a definition in a file could be one of a register: every fault, each at its place.
import { changeFaults } from '../../workers/engines/definition/compare.ts'
import { faultText } from '../../workers/kernel/fault.ts'
import { definitions } from '../../workers/kernel/read-definition.ts'
import type { RegisterDefinition } from '../../workers/kernel/register.ts'
import { Unable } from '../unable.ts'
import { printable, readText } from '../verify/source.ts'

/** The definition of a file, whatever the loader says of it. Throws Unable where it is none at all. */
export async function readDefinition(source: string): Promise<RegisterDefinition> {
  const read = definitions.read(await readText(source))
  if (!read.ok) throw new Unable(printableLines(`${source} is no definition of a register.\n${read.detail ?? ''}`))
  return read.value
}

export const printableLines = (text: string): string => text.split('\n').map(printable).join('\n')

export async function checkDefinition(source: string, after: string | undefined): Promise<number> {
  const loaded = definitions.load(await readText(source))
  const faults = loaded.ok ? [] : loaded.faults
  const following =
    after === undefined ? [] : changeFaults(await readDefinition(after), await readDefinition(source), true)
  for (const fault of [...faults, ...following]) console.log(printable(faultText(fault)))
  if (faults.length + following.length > 0) return 1
  console.log('no faults')
  return 0
}
