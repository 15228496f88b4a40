// How the public finds a record: by words of its open fields, or by the whole of one. What is closed finds nothing.
import { cellsOf, fieldAt, isDocument, type Field } from '../kernel/field.ts'
import { parseValue } from '../kernel/parse.ts'
import type { RegisterDefinition } from '../kernel/register.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { blindIndex } from './names.ts'

/** A longer search is a mistake of the clipboard. */
export const searchMax = 200
/** More words only cost time: ten find what there is. */
const WORDS_MAX = 10

export interface Search {
  /** As typed, without what is no letter and no digit. */
  readonly words: readonly string[]
  /** The record that is called so. */
  readonly id: string
  /** Open fields that could hold the whole of it, with its blind index in each. */
  readonly exact: readonly { readonly field: string; readonly blind: string }[]
}

export interface Browse {
  /** Whether there is anything to show of a record: else nothing is listed, and nothing is found. */
  readonly listed: boolean
  readonly words: readonly string[]
  readonly exact: readonly string[]
  /** Fields by which authorities find records, and the public does not. */
  readonly closed: readonly string[]
  /** What a list shows of each record, beside its caption. */
  readonly columns: readonly string[]
}

/** Columns of a list beside the caption: what still fits. */
const COLUMNS_MAX = 4

/** The first few that every record has and the caption does not say, and the last: there a definition puts the status. */
function columnsOf(definition: RegisterDefinition, open: readonly (readonly [string, Field])[]): readonly string[] {
  const said = new Set([...definition.caption.matchAll(/record\.(\w+)/gu)].map(([, name]) => name))
  const left = open
    .filter(
      ([name, field]) =>
        !said.has(name) &&
        !field.optional &&
        field.type !== 'reference' &&
        field.type !== 'list' &&
        !isDocument(field) &&
        !field.retired,
    )
    .map(([name]) => name)
  return left.length <= COLUMNS_MAX ? left : [...left.slice(0, COLUMNS_MAX - 1), ...left.slice(-1)]
}

/** What of a register the public may look through. */
export function browseOf(definition: RegisterDefinition): Browse {
  const fields = Object.entries(definition.fields)
  const open = fields.filter(([, field]) => field.disclose === 'open')
  const cells = cellsOf(definition.fields)
  const isSeen = (path: string, field: Field) =>
    field.disclose === 'open' && fieldAt(definition.fields, path.split('.')[0] ?? '')?.disclose === 'open'
  const found = (how: 'text' | 'exact') =>
    cells.flatMap(([path, field]) => (isSeen(path, field) && field.find === how ? [path] : []))
  return {
    listed: open.length > 0,
    words: found('text'),
    exact: found('exact'),
    closed: cells.flatMap(([path, field]) => (!isSeen(path, field) && field.find !== undefined ? [path] : [])),
    columns: columnsOf(definition, open),
  }
}

/**
 * What a search asks for. An address tells whoever has it whether something is found, so that only open fields are
 * asked: by a frame number or a personal number nobody learns here whether it is in the register.
 */
export function parseSearch(
  definition: RegisterDefinition,
  typed: string,
  indexKey: string,
  today: string,
): Result<Search, 'too-long'> {
  if (typed.length > searchMax) return err('too-long')
  const text = typed.normalize('NFC').trim()
  const exact = browseOf(definition).exact.flatMap((name) => {
    const field = fieldAt(definition.fields, name)
    const value = field === undefined ? undefined : parseValue(field, text, today)
    return value?.ok ? [{ field: name, blind: blindIndex(indexKey, definition.id, name, String(value.value)) }] : []
  })
  const words = text.split(/[^\p{L}\p{N}\p{M}]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word))
  return ok({ words: words.slice(0, WORDS_MAX), id: text, exact })
}
