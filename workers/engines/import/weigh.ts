// What one row of an old register comes to: the entry that it makes, or everything that is wrong with it.
import { sha256 } from '@noble/hashes/sha2.js'
import { toHex, utf8 } from '../../kernel/bytes.ts'
import { cellsOf } from '../../kernel/field.ts'
import type { LoadedAct, LoadedRegister } from '../../kernel/load.ts'
import { ok, type Ok } from '../../kernel/result.ts'
import type { Basis, ActCommand } from '../command.ts'
import { blindIndex, recordId } from '../names.ts'
import { foresee, type Circumstances, type Entry } from '../record.ts'
import { askedBy, type Columns } from './columns.ts'
import type { Cell, Row } from './rows.ts'

/** A row by its number, from 1: the headings are none. */
export interface Numbered extends Row {
  readonly row: number
}

export interface RowIssue {
  /** The field, or '' where it is about the row. */
  readonly field: string
  readonly code: string
  /** The row that it is about, besides this one. */
  readonly row?: number
}

export interface Weighed {
  readonly row: number
  readonly record: string
  readonly entry: Entry
  /** Equal for rows that say the same, and tells nobody what. */
  readonly digest: string
}

/** By what a run of rows is decided. */
export interface Court {
  readonly register: LoadedRegister
  readonly act: LoadedAct
  readonly columns: Columns
  readonly by: Pick<ActCommand, 'actor' | 'second' | 'signatures'>
  readonly source: { readonly import: string; readonly file: string }
  readonly indexKey: string
  readonly at: Pick<Circumstances, 'now' | 'today'>
}

export interface Wrong {
  readonly ok: false
  readonly issues: readonly RowIssue[]
}

export const wrong = (code: string, field = '', row?: number): Wrong => ({
  ok: false,
  issues: [{ field, code, ...(row === undefined ? {} : { row }) }],
})

/** A formula stands for what a spreadsheet would have shown; what that was, nobody knows. */
const isFormula = (cell: Cell): boolean => typeof cell === 'string' && cell.startsWith('=')

function unread({ fault, cells }: Row, columns: Columns): Wrong | null {
  const { length } = columns.paths
  if (fault !== undefined) return wrong(fault)
  if (cells.length < length) return wrong('cells-missing')
  // What spreadsheets add at the end of a line says nothing.
  if (cells.slice(length).some((cell) => cell !== '')) return wrong('cells-too-many')
  const at = columns.paths.findIndex((path, place) => path !== null && isFormula(cells[place] ?? ''))
  return at < 0 ? null : wrong('formula', columns.paths[at] ?? '')
}

const digestOf = (indexKey: string, { key, set, input, effectiveFrom }: Entry): string =>
  toHex(sha256(utf8(JSON.stringify([indexKey, key, set, input, effectiveFrom])))).slice(0, 32)

/** What a row asks to be entered, or what keeps it from being a row at all. */
function askedIn({ columns }: Court, row: Row) {
  return unread(row, columns) ?? ok(askedBy(columns, row.cells))
}

/** The chance is needed for a leaf alone, and nobody alone does what this act does. */
const NONE = { random: () => new Uint8Array(), idOf: () => '' }

/** Decides one row by the law of the register, as the act itself would be; what others say of it is looked up besides. */
export function weighRow(court: Court, row: Numbered): Ok<Weighed> | Wrong {
  const { register, act, by, source, indexKey, at } = court
  const read = askedIn(court, row)
  if (!read.ok) return read
  const { key, input, effectiveFrom } = read.value
  if (key === '') return wrong('missing', register.definition.key)
  const record = recordId(indexKey, register.definition, key)
  const basis: Basis = {
    law: act.definition.law ?? register.definition.law,
    source: { ...source, row: row.row },
  }
  const command: ActCommand = {
    register: register.definition.id,
    key,
    act: act.name,
    input,
    ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
    idempotencyKey: '',
    ...by,
    basis,
  }
  const foreseen = foresee(register, null, command, { record, ...at, ...NONE })
  if (!foreseen.ok) return { ok: false, issues: foreseen.issues ?? [{ field: '', code: foreseen.error }] }
  const { entry } = foreseen.value
  return ok({ row: row.row, record, entry, digest: digestOf(indexKey, entry) })
}

/** The values of a record that no other may have, by field and blind index. */
export const uniquesOf = ({ register: { definition }, indexKey }: Court, { entry }: Weighed) =>
  Object.entries(definition.fields).flatMap(([field, { unique }]) => {
    const value = unique === true ? entry.set[field] : undefined
    return value === undefined || value === null || typeof value === 'object'
      ? []
      : [{ field, blind: blindIndex(indexKey, definition.id, field, String(value)) }]
  })

/** Whether an act names records of this register: those may stand anywhere in a file. */
export const namesOwn = (act: LoadedAct, register: string): boolean =>
  cellsOf(act.input).some(([, field]) => field.type === 'reference' && field.register === register)

/** The acts by which records may come out of a file: each makes one, changes no other, and nobody has to be told of it. */
export const importActs = ({ definition, acts }: LoadedRegister): readonly LoadedAct[] =>
  definition.defines === undefined
    ? [...acts.values()].filter(
        ({ definition: act }) =>
          act.creates === true && act.means === undefined && act.together === undefined && act.alongside !== true,
      )
    : []
