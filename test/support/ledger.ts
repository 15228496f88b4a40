// What must be true of a register and its records, derived anew from their entries: whatever happened on the way.
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import type { ActAnswer, ActCommand } from '../../workers/engines/command.ts'
import { hashLeaf } from '../../workers/engines/leaf.ts'
import { openCheckpoint } from '../../workers/engines/log/checkpoint.ts'
import { parseVerifierKey } from '../../workers/engines/log/note.ts'
import { parseProof } from '../../workers/engines/log/proof.ts'
import { leafHash, rootHash, verifyInclusion } from '../../workers/engines/log/tree.ts'
import type { Entry } from '../../workers/engines/record.ts'
import { toHex, utf8 } from '../../workers/kernel/bytes.ts'
import { personalNumber } from '../../workers/kernel/formats/personal-number.ts'
import { catalogue } from '../../workers/catalogue.ts'
import { recordById, recordByKey, registerObject } from '../../workers/store/objects.ts'
import { treeOf } from './log.ts'
import { there, unwrap } from './result.ts'

let made = 0
/** A vehicle that no other test of the file knows. */
export const newVin = () => `WVWZZZ1JZXW${String((made += 1)).padStart(6, '0')}`

export const owner = (serial: number) => personalNumber('1931-03-05', serial)

/** What an entry of a vehicle takes, beyond its plate. */
export const golf = {
  make: 'VW',
  model: 'Golf',
  category: 'M1',
  fuel: 'petrol',
  emissionClass: 'euro6',
  firstRegistered: '2020-01-01',
  mass: 1500,
  colour: 'white',
  owner: owner(0),
}

const LETTERS = 'АВЕКМНОРСТ'
/** The plate of a vehicle: no two have the same. */
export const plateOf = (vin: string): string => {
  // However the VIN is typed.
  const digits = vin.replaceAll(/\D/gu, '').slice(-6)
  const [series, number] = [digits.slice(0, 2), digits.slice(2)]
  return `СА${number}${series.replaceAll(/\d/gu, (digit) => LETTERS[Number(digit)] ?? '')}`
}

let given = 0
/** A plate that no vehicle of a test has yet. */
export const newPlate = () => plateOf(`СВ${String((given += 1)).padStart(6, '0')}`).replace('СА', 'СВ')

export const vehicle = (vin: string) => recordByKey(env, there(catalogue.registers.get('vehicles')), vin)

export function command(
  key: string,
  name: string,
  input: ActCommand['input'] = {},
  rest: Partial<ActCommand> = {},
): ActCommand {
  const idempotencyKey = `key-${(made += 1)}`
  const actor = { role: name === 'enter' ? 'operator' : 'mvr.registrar' }
  const asked = { register: 'vehicles', key, act: name, idempotencyKey, actor, basis: { law: 'чл. 140' }, ...rest }
  const plate = asked.register === 'vehicles' && name === 'enter' ? { plate: plateOf(key) } : {}
  return { ...asked, input: { ...plate, ...input } }
}

const people = new Map<string, Promise<unknown>>()

/** A person whom an act may name: one who is not in the register of persons can own nothing. */
export function known(key: string): Promise<unknown> {
  const names = { givenName: 'Ана', familyName: 'Анева', bornOn: '1931-03-05', sex: 'female', citizenship: 'България' }
  const input = { ...names, settlement: '68134', street: 'ул. „Шипка“ 14' }
  const asked = command(key, 'enter', input, { register: 'civil' })
  const entering = people.get(key) ?? recordByKey(env, there(catalogue.registers.get('civil')), key).perform(asked)
  people.set(key, entering)
  return entering
}

export async function act(...args: Parameters<typeof command>): Promise<ActAnswer> {
  const asked = command(...args)
  const named = asked.input['owner']
  if (typeof named === 'string' && asked.act === 'change-owner') await known(named)
  return recordByKey(env, there(catalogue.registers.get(asked.register)), asked.key).perform(asked)
}

/** A new vehicle in its register; its VIN and its id. */
export async function entered(input: ActCommand['input'] = {}, rest: Partial<ActCommand> = {}) {
  const vin = newVin()
  const { id } = unwrap(await act(vin, 'enter', { ...golf, ...input }, rest))
  return { vin, id, record: vehicle(vin) }
}

/** Lets the records deliver and the register publish, until neither has anything to do. */
export async function settle(ids: readonly string[], register = 'vehicles'): Promise<void> {
  for (const id of ids) await runDurableObjectAlarm(recordById(env, register, id))
  const object = registerObject(env, register)
  for (
    let state = await object.state();
    state.unpublished > 0 || state.published < state.sequenced;
    state = await object.state()
  )
    await runDurableObjectAlarm(object)
}

interface Kept {
  readonly id: string
  readonly entries: readonly { readonly entry: Entry; readonly leaf: string; readonly leafHash: string }[]
  readonly delivered: number
}

const keptBy = (register: string, id: string): Promise<Kept> =>
  runInDurableObject(recordById(env, register, id), (_, { storage: { sql } }) => ({
    id,
    entries: sql
      .exec<{ entry: string; leaf: string; leaf_hash: string }>(
        'SELECT entry, leaf, leaf_hash FROM entries ORDER BY seq',
      )
      .toArray()
      .map(({ entry, leaf, leaf_hash }) => ({ entry: JSON.parse(entry) as Entry, leaf, leafHash: leaf_hash })),
    delivered: sql.exec<{ delivered: number }>('SELECT delivered FROM delivery').one().delivered,
  }))

/** Entries are dense, chained, and what their leaves say. */
function chainProblems({ id, entries, delivered }: Kept): string[] {
  const problems = entries.flatMap(({ entry, leaf, leafHash: hash }, at) => {
    const sound =
      entry.seq === at + 1 &&
      entry.record === id &&
      entry.previous === entries[at - 1]?.leafHash &&
      entry.recordedAt > (entries[at - 1]?.entry.recordedAt ?? 0) &&
      hash === hashLeaf(leaf)
    return sound ? [] : [`${id}: entry ${at + 1} does not follow`]
  })
  return delivered === entries.length ? problems : [...problems, `${id}: ${delivered} of ${entries.length} delivered`]
}

interface LogRow extends Record<string, SqlStorageValue> {
  record: string
  seq: number
  leaf: string
}

export const logOf = (register: string): Promise<LogRow[]> =>
  runInDurableObject(registerObject(env, register), (_, { storage }) =>
    storage.sql.exec<LogRow>('SELECT record, seq, leaf FROM log ORDER BY position').toArray(),
  )

async function rowProblems(register: string, id: string): Promise<string[]> {
  const snapshot = await recordById(env, register, id).snapshot()
  const one = <T>(sql: string) => env.DB.prepare(sql).bind(register, id).all<T>()
  const [rows, exact, words] = await Promise.all([
    one<Record<string, string | number>>(
      'SELECT id, seq, recorded_at AS recordedAt, effective_from AS effectiveFrom, caption, called, open FROM snapshots WHERE register = ? AND id = ?',
    ),
    one<{ field: string; blind: string }>('SELECT field, blind FROM exact WHERE register = ? AND id = ?'),
    one<{ words: string; tokens: string; past: string }>(
      'SELECT body AS words, tokens, past FROM words JOIN snapshots ON n = words.rowid WHERE snapshots.register = ? AND id = ?',
    ),
  ])
  const found = rows.results.map((row) => ({
    ...row,
    open: JSON.parse(String(row['open'])) as unknown,
    exact: Object.fromEntries(exact.results.map(({ field, blind }) => [field, blind])),
    ...(words.results[0] ?? { words: '', tokens: snapshot?.tokens, past: '' }),
  }))
  // By which definition it was made is the register's to know.
  const { definition: _, facets, outline: __, ...kept } = snapshot ?? {}
  const counted = await env.DB.prepare(
    'SELECT count(*) AS n FROM facets WHERE records > 0 AND token IN (SELECT value FROM json_each(?))',
  )
    .bind(JSON.stringify((facets ?? []).map(({ token }) => token)))
    .first<{ n: number }>()
  if (counted?.n !== (facets ?? []).length) return [`${id}: not counted by its values`]
  return sorted(found) === sorted(snapshot === null ? [] : [kept]) ? [] : [`${id}: the read model differs`]
}

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )

/** The log has each entry of these records once, in their order; its checkpoint is of it, and shows each of them. */
async function logProblems(register: string, kept: readonly Kept[]): Promise<string[]> {
  const object = registerObject(env, register)
  const log = await logOf(register)
  const problems = kept.flatMap(({ id, entries }) => {
    const logged = log.filter(({ record }) => record === id)
    const same = sorted(logged.map(({ leaf }) => leaf)) === sorted(entries.map(({ leaf }) => leaf))
    return same ? [] : [`${id}: the log has ${logged.map(({ seq }) => seq).join(' ')} of ${entries.length}`]
  })
  const state = await object.state()
  if (state.published !== log.length || state.unpublished > 0) problems.push(`published: ${sorted(state)}`)
  const note = await object.checkpoint()
  const opened = await openCheckpoint(note, unwrap(parseVerifierKey(state.verifierKey)))
  const root = rootHash(log.length, treeOf(log.map(({ leaf }) => utf8(leaf))))
  if (!opened.ok || opened.value.size !== log.length || toHex(opened.value.root) !== toHex(root))
    return [...problems, 'the checkpoint is not of this log']
  const ids = new Set(kept.map(({ id }) => id))
  const proofs = await runInDurableObject(object, (instance) =>
    log.flatMap((row, index) =>
      ids.has(row.record) ? [{ ...row, index, proof: instance.proof(row.record, row.seq) }] : [],
    ),
  )
  for (const { record, seq, leaf, index, proof } of proofs) {
    const parsed = parseProof(proof ?? '')
    const shown =
      parsed.ok &&
      parsed.value.index === index &&
      parsed.value.checkpoint === note &&
      verifyInclusion(parsed.value.path, index, log.length, leafHash(utf8(leaf)), root)
    if (!shown) problems.push(`${record}: entry ${seq} has no proof`)
  }
  return problems
}

/** Everything that is wrong with a register and these of its records; nothing, if all is as it must be. */
export async function faults(ids: readonly string[], register = 'vehicles'): Promise<string[]> {
  const kept = await Promise.all(ids.map((id) => keptBy(register, id)))
  const rows = await Promise.all(ids.map((id) => rowProblems(register, id)))
  return [...kept.flatMap(chainProblems), ...(await logProblems(register, kept)), ...rows.flat()]
}
