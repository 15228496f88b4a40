// Which field of a register each column of an old one is, and how what stood there is said in that field.
import { fieldAt, type Field, type Fields } from '../../kernel/field.ts'
import type { LoadedAct, LoadedRegister } from '../../kernel/load.ts'
import { ok, type Ok } from '../../kernel/result.ts'
import type { Item, Scalar, Value } from '../../kernel/value.ts'
import { undefused } from './csv.ts'
import type { Cell } from './rows.ts'

/** A column may say from when a row has effect. */
export const effectiveColumn = 'effectiveFrom'

/** What a row asks to be entered. */
export interface Asked {
  readonly key: string
  readonly input: { readonly [field: string]: Value }
  readonly effectiveFrom?: string
}

/** Columns that we add to a file of bad rows: they are none of the register's. */
export const ownColumn = 'izvor:'

export interface Columns {
  /** The path that each column fills; null where it is left out. */
  readonly paths: readonly (string | null)[]
  readonly fields: Fields
  readonly key: string
  /** Whether the file is one of bad rows that we wrote. */
  readonly own: boolean
}

const plain = (text: string): string => text.normalize('NFC').trim().replaceAll(/\s+/gu, ' ').toLowerCase()

/** The paths that an act takes by the names and labels by which a heading may call them. */
function callings(fields: Fields): ReadonlyMap<string, string> {
  const called = new Map<string, string>()
  for (const [name, field] of Object.entries(fields))
    for (const calling of [field.label.bg, field.label.en, name]) called.set(plain(calling), name)
  return called
}

/** What is wrong with a mapping: a column that is not there or is no field, one field twice, or one that is nowhere. */
export interface ColumnFault {
  readonly code: 'column-unknown' | 'column-no-field' | 'column-twice' | 'column-missing'
  /** The heading, or the field. */
  readonly name: string
}

export interface ColumnsWrong {
  readonly ok: false
  readonly error: 'columns-wrong'
  readonly faults: readonly ColumnFault[]
}

/** A place in a group beyond any that its field could have is no place. */
const isPlace = (fields: Fields, path: string): boolean => {
  const [name = '', place, column] = path.split('.')
  const field = fields[name]
  if (field?.type !== 'list') return place === undefined
  return place === undefined || (column !== undefined && /^\d+$/u.test(place) && Number(place) < field.max)
}

/**
 * Finds the field of each column: as `mapping` says (heading → field, '' to leave it out), else by name or label, else by
 * the place of an item in a group (`owners.0.share`). `act` is one that makes a record.
 */
export function columnsOf(
  { definition }: LoadedRegister,
  act: LoadedAct,
  headings: readonly string[],
  mapping: { readonly [heading: string]: string },
): Ok<Columns> | ColumnsWrong {
  const keyField = definition.fields[definition.key]
  if (keyField === undefined) throw new Error(`register ${definition.id} has no key field`)
  const fields: Fields = { [definition.key]: keyField, ...act.input }
  const called = callings(fields)
  const faults: ColumnFault[] = []
  for (const heading of Object.keys(mapping))
    if (!headings.some((one) => one.trim() === heading)) faults.push({ code: 'column-unknown', name: heading })
  const paths = headings.map((raw) => {
    const heading = raw.trim()
    const chosen = Object.hasOwn(mapping, heading) ? mapping[heading] : undefined
    if (chosen === '' || (chosen === undefined && (heading === '' || heading.startsWith(ownColumn)))) return null
    const path = chosen ?? called.get(plain(heading)) ?? heading
    if (path === effectiveColumn) return path
    if (fieldAt(fields, path) === undefined || !isPlace(fields, path))
      faults.push({ code: 'column-no-field', name: heading })
    return path
  })
  const filled = new Set<string>()
  for (const path of paths) {
    if (path === null) continue
    if (filled.has(path)) faults.push({ code: 'column-twice', name: path })
    filled.add(path)
  }
  const groups = new Set([...filled].map((path) => path.split('.')[0] ?? ''))
  for (const name of Object.keys(fields))
    if (!groups.has(name) && (name === definition.key || act.required(name)))
      faults.push({ code: 'column-missing', name })
  const own = headings.some((one) => one.startsWith(ownColumn))
  return faults.length > 0
    ? { ok: false, error: 'columns-wrong', faults }
    : ok({ paths, fields, key: definition.key, own })
}

/** The field of each column as `mapping` says, else as it is called; '' where nothing is. */
export function suggested(
  { definition }: LoadedRegister,
  act: LoadedAct,
  headings: readonly string[],
  mapping: { readonly [heading: string]: string },
): readonly string[] {
  const keyField = definition.fields[definition.key]
  const fields: Fields = { ...(keyField === undefined ? {} : { [definition.key]: keyField }), ...act.input }
  const called = callings(fields)
  const places = new Set([...placesOf(fields), effectiveColumn])
  return headings.map((raw) => {
    const heading = raw.trim()
    const path = Object.hasOwn(mapping, heading) ? mapping[heading] : (called.get(plain(heading)) ?? heading)
    return path !== undefined && places.has(path) ? path : ''
  })
}

/** Items of a group for which a page offers columns: who has more says so by a mapping. */
const ITEMS_OFFERED = 3

/** What a column may be, by path: each field, and of a group the columns of its first items. */
export const placesOf = (fields: Fields): readonly string[] =>
  Object.entries(fields).flatMap(([name, field]) =>
    field.type === 'list'
      ? Array.from({ length: Math.min(field.max, ITEMS_OFFERED) }, (_, at) =>
          Object.keys(field.of).map((column) => `${name}.${at}.${column}`),
        ).flat()
      : [name],
  )

const YES = new Set(['да', 'yes', 'true', 'вярно', '1'])
const NO = new Set(['не', 'no', 'false', 'невярно', '0'])
/** 31.12.2020, with or without „г.“; 31/12/2020. */
const DAY_FIRST = /^(\d{1,2})[./](\d{1,2})[./](\d{4})(?:\s*г\.?)?$/u
/** What databases write of a day: with a time that is midnight. */
const MIDNIGHT = /^(\d{4}-\d{2}-\d{2})[T ]00:00(?::00(?:\.0+)?)?Z?$/u

function dayOf(text: string): string {
  const [, day, month, year] = DAY_FIRST.exec(text) ?? []
  if (day !== undefined && month !== undefined) return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return MIDNIGHT.exec(text)?.[1] ?? text
}

/** What stood in a cell, as its field says it; what it does not know stays as it was, for the field to refuse. */
function said(field: Field | undefined, cell: string): Scalar {
  const text = cell.trim()
  if (field?.type === 'date') return dayOf(text)
  if (field?.type === 'boolean') return YES.has(plain(text)) ? true : NO.has(plain(text)) ? false : text
  if (field?.type !== 'choice') return text
  const found = Object.entries(field.options).find(([name, label]) =>
    [name, label.bg, label.en].some((one) => plain(one) === plain(text)),
  )
  return found?.[0] ?? text
}

/** What a cell says, in the type of its field; undefined where it says nothing. */
function valueIn(field: Field | undefined, cell: Cell, own: boolean): Value | undefined {
  if (typeof cell !== 'string') return cell
  const text = (own ? undefused(cell) : cell).trim()
  return text === '' ? undefined : said(field, text)
}

/** What a row asks for; an empty cell says nothing. Cells of an item that is wholly empty are none. */
export function askedBy({ paths, fields, key, own }: Columns, cells: readonly Cell[]): Asked {
  const input: { [field: string]: Value } = {}
  const items = new Map<string, { [column: string]: Scalar }[]>()
  let named = ''
  let effectiveFrom: string | undefined
  for (const [at, path] of paths.entries()) {
    if (path === null) continue
    const value = valueIn(path === effectiveColumn ? undefined : fieldAt(fields, path), cells[at] ?? '', own)
    if (value === undefined) continue
    const [name = '', place, column] = path.split('.')
    if (path === effectiveColumn) effectiveFrom = dayOf(String(value))
    else if (path === key) named = typeof value === 'object' ? '' : String(value)
    else if (place === undefined || column === undefined) input[name] = value
    else if (typeof value !== 'object') {
      const group = items.get(name) ?? []
      items.set(name, group)
      const item = (group[Number(place)] ??= {})
      item[column] = value
    }
  }
  for (const [name, group] of items) input[name] = group.filter((item: Item | undefined) => item !== undefined)
  return { key: named, input, ...(effectiveFrom === undefined ? {} : { effectiveFrom }) }
}
