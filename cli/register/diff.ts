// What differs between two definitions, a line a member.
import { changesOf } from '../../workers/engines/definition/compare.ts'
import { printable } from '../verify/source.ts'
import { readDefinition } from './check.ts'

const SIGNS = { added: '+', removed: '-', changed: '~' } as const
/** A whole field as data: enough to know it by. */
const SHOWN_MAX = 120

const shown = (text: string | undefined): string =>
  text === undefined ? '' : text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text

/** Ends with 1 where they differ, as diff does. */
export async function changesBetween(before: string, after: string): Promise<number> {
  const changes = changesOf(await readDefinition(before), await readDefinition(after))
  for (const { path, kind, from, to, weight } of changes) {
    const values = [shown(from), shown(to)].filter((text) => text !== '').join(' → ')
    console.log(printable(`${SIGNS[kind]} ${path} (${weight}): ${values}`))
  }
  return changes.length === 0 ? 0 : 1
}
