// The extract of a record, which replaces a certificate: it verifies offline, and every change of it is refused.
import { describe, it } from 'vitest'
import type { ActCommand } from '../../../workers/engines/command.ts'
import { openLeaf } from '../../../workers/engines/leaf.ts'
import { extractFormat, parseExtract, verifyExtract, type Extract } from '../../../workers/engines/log/extract.ts'
import { formatProof, parseProof, verifyProof } from '../../../workers/engines/log/proof.ts'
import { parseVerifierKey, verifierKey } from '../../../workers/engines/log/note.ts'
import { advance, decide, type Head, type Sealed } from '../../../workers/engines/record.ts'
import { utf8 } from '../../../workers/kernel/bytes.ts'
import { loadRegister } from '../../../workers/kernel/load.ts'
import { at, countingRandom } from '../../support/chance.ts'
import { publishedLog, testSigner } from '../../support/log.ts'
import { unwrap } from '../../support/result.ts'
import { tennisClub } from '../../support/tennis-club.ts'

const club = unwrap(loadRegister(tennisClub))
const ORIGIN = 'izvor.example/registers/tennis-club/log'
const random = countingRandom()

/** The entries of a member, who joins, scores twice and is corrected. */
function member(key: string): Sealed[] {
  const steps: readonly (readonly [string, ActCommand['input']])[] = [
    ['join', { nickname: 'Гого', phone: '0888123456', hand: 'left', born: '1990-05-04' }],
    ['score', { won: 40 }],
    ['score', { won: 2 }],
    ['correct', { hand: 'right' }],
  ]
  let head: Head | null = null
  return steps.map(([act, input], day) => {
    const command = { register: 'tennis-club', key, act, input, idempotencyKey: act, actor: { role: 'club.secretary' } }
    const decision = unwrap(
      decide(club, head, { ...command, basis: {} }, { ...at(`2026-03-0${day + 2}`), record: key, random }),
    )
    head = advance(head, decision)
    return decision
  })
}

const [own, others] = [member('7'), member('8')]
const order = own.flatMap((entry, n) => [entry, others[n] ?? entry])
const signer = await testSigner(ORIGIN)
const log = await publishedLog(
  order.map(({ leaf }) => leaf),
  signer,
)

const entryOf = (kept: Sealed) => ({
  ...openLeaf(tennisClub, kept, { kind: 'public' }),
  proof: log.proof(order.indexOf(kept)),
})
const made: Extract = {
  format: extractFormat,
  register: 'tennis-club',
  record: '7',
  verifierKey: log.verifierKey,
  entries: own.map(entryOf),
}

/** As a stranger's file is read: parsed, then verified against the key that is known. */
async function check(text: string, pinned: string | undefined = log.verifierKey): Promise<string> {
  const parsed = parseExtract(text)
  if (!parsed.ok) return parsed.error
  const verified = await verifyExtract(parsed.value, pinned)
  return verified.ok ? 'verified' : verified.error
}

const changedEntry = (change: (entry: Extract['entries'][number]) => object, n = 1): string =>
  JSON.stringify({ ...made, entries: made.entries.map((entry, place) => (place === n ? change(entry) : entry)) })

/** The second entry, with something else disclosed. */
const showing = (other: object) => changedEntry((entry) => ({ ...entry, disclosed: { ...entry.disclosed, ...other } }))
const shown = made.entries[1]?.disclosed ?? {}
const foreign = others.map(entryOf)
const otherKey = verifierKey(await testSigner(ORIGIN, 8))

describe('an extract', () => {
  it('verifies, and tells the open values of each entry', async ({ expect }) => {
    const verified = unwrap(await verifyExtract(unwrap(parseExtract(JSON.stringify(made))), log.verifierKey))
    expect(verified.map(({ seq, index, size, act }) => [seq, index, size, act])).toEqual([
      [1, 0, 8, 'join'],
      [2, 2, 8, 'score'],
      [3, 4, 8, 'score'],
      [4, 6, 8, 'correct'],
    ])
    expect(verified[0]?.values).toEqual({
      key: '7',
      record: '7',
      'set.nickname': 'Гого',
      'set.hand': 'left',
      'set.points': 0,
      'set.active': true,
    })
    expect(verified[1]?.values).toEqual({ key: '7', record: '7', 'set.points': 40, 'input.won': 40 })
  })

  it('tells nothing that is not open', ({ expect }) => {
    const text = JSON.stringify(made)
    expect(text).not.toContain('0888123456')
    expect(text).not.toContain('1990-05-04')
    for (const path of ['set.phone', 'set.born'])
      expect(made.entries[0]?.leaf).toContain(JSON.parse(made.entries[0]?.leaf ?? '').commitments[path])
  })

  it('stands where a value was erased, with its salt: all else can still be shown', async ({ expect }) => {
    const paths = Object.keys(made.entries[0]?.disclosed ?? {}).filter((path) => path !== 'record')
    expect(paths.length).toBeGreaterThan(3)
    for (const erased of [...paths.map((path) => [path]), paths]) {
      const text = changedEntry(
        (entry) => ({
          ...entry,
          disclosed: Object.fromEntries(Object.entries(entry.disclosed).filter(([path]) => !erased.includes(path))),
        }),
        0,
      )
      expect(await check(text)).toBe('verified')
    }
  })

  it.for<[code: string, what: string, text: string]>([
    ['value-differs', 'another value', showing({ 'set.points': { ...shown['set.points'], value: 41 } })],
    ['value-differs', 'a value of another type', showing({ 'set.points': { ...shown['set.points'], value: '40' } })],
    ['value-differs', 'a value of another field', showing({ 'input.won': shown['set.points'] })],
    ['value-differs', 'a field that the leaf does not have', showing({ 'set.owner': shown['key'] })],
    ['value-differs', 'a field of the prototype', showing({ constructor: shown['key'] })],
    ['extract-invalid', 'a value that has no one form', showing({ key: { ...shown['key'], value: ['7'] } })],
    ['extract-invalid', 'half a character', showing({ key: { ...shown['key'], value: '\ud800' } })],
    ['extract-invalid', 'an infinite value', JSON.stringify(made).replace('"value":40', '"value":1e999')],
    ['extract-invalid', 'a salt that is no text', showing({ key: { value: '7', salt: [shown['key']?.salt] } })],
    ['other-record', 'the name of another record', JSON.stringify({ ...made, record: '8' })],
    ['other-record', 'the name of another register', JSON.stringify({ ...made, register: 'vehicles' })],
    ['other-record', 'an entry of another record', JSON.stringify({ ...made, entries: [made.entries[0], foreign[1]] })],
    ['other-record', 'an entry that does not say whose it is', changedEntry((entry) => ({ ...entry, disclosed: {} }))],
    ['entry-missing', 'an entry left out', JSON.stringify({ ...made, entries: made.entries.toSpliced(2, 1) })],
    ['entry-missing', 'an entry twice', JSON.stringify({ ...made, entries: [made.entries[0], ...made.entries] })],
    ['entry-missing', 'its entries in another order', JSON.stringify({ ...made, entries: made.entries.toReversed() })],
    ['not-in-the-log', 'the proof of another entry', changedEntry((entry) => ({ ...entry, proof: log.proof(0) }))],
    [
      'proof-invalid',
      'extra data in a proof',
      changedEntry((entry) => ({ ...entry, proof: entry.proof.replace('\nindex', '\nextra AAAA\nindex') })),
    ],
    ['verifier-key-differs', 'another key', JSON.stringify({ ...made, verifierKey: otherKey })],
    ['extract-invalid', 'no entry', JSON.stringify({ ...made, entries: [] })],
    ['extract-invalid', 'another format', JSON.stringify({ ...made, format: 'izvor-extract-v2' })],
    ['extract-invalid', 'no record', JSON.stringify({ ...made, record: undefined })],
    ['extract-invalid', 'half a file', JSON.stringify(made).slice(0, -9)],
    ['extract-invalid', 'no file', ''],
    ['extract-invalid', 'a list', '[]'],
    ['extract-invalid', 'nothing', 'null'],
  ])('is refused, %s: %s', async ([code, , text], { expect }) => {
    expect(await check(text)).toBe(code)
  })

  it('made by another log is refused where the key is known, and whole where none is', async ({ expect }) => {
    const forger = await testSigner(ORIGIN, 8)
    const forged = await publishedLog(
      own.map(({ leaf }) => leaf),
      forger,
    )
    const text = JSON.stringify({
      ...made,
      verifierKey: forged.verifierKey,
      entries: own.map((kept, n) => ({ ...entryOf(kept), proof: forged.proof(n) })),
    })
    expect(await check(text)).toBe('verifier-key-differs')
    expect(unwrap(parseExtract(text)) && (await verifyExtract(unwrap(parseExtract(text))))).toMatchObject({ ok: true })
    expect(await check(JSON.stringify({ ...unwrap(parseExtract(text)), verifierKey: log.verifierKey }))).toBe(
      'not-signed',
    )
  })

  describe('of one entry, with any one character changed', () => {
    const [, entry] = made.entries
    if (entry === undefined) throw new Error('no entry')
    const one = (change: object) => JSON.stringify({ ...made, entries: [{ ...entry, ...change }] })
    const changes = (text: string) =>
      Array.from(text, (char, n) =>
        ['0', 'A', '=', '"']
          .filter((other) => other !== char)
          .map((other) => text.slice(0, n) + other + text.slice(n + 1)),
      ).flat()
    const codes = async (changed: readonly string[]) => [
      ...new Set(await Promise.all(changed.map((text) => check(text)))),
    ]

    it('of its leaf is refused', async ({ expect }) => {
      expect((await codes(changes(entry.leaf).map((leaf) => one({ leaf })))).toSorted()).toEqual([
        'extract-invalid',
        'not-in-the-log',
        'other-record',
      ])
    })

    it('of its proof is refused', async ({ expect }) => {
      expect((await codes(changes(entry.proof).map((proof) => one({ proof })))).toSorted()).toEqual([
        'not-in-the-log',
        'not-signed',
        'note-invalid',
        'proof-invalid',
        'signature-wrong',
      ])
    })

    it('of what it discloses is refused', async ({ expect }) => {
      const disclosing = (other: object) => one({ disclosed: { ...entry.disclosed, ...other } })
      const shownValues = Object.entries(entry.disclosed)
      const salts = shownValues.flatMap(([path, { salt, value }]) =>
        changes(salt).map((other) => disclosing({ [path]: { value, salt: other } })),
      )
      expect((await codes(salts)).toSorted()).toEqual(['extract-invalid', 'value-differs'])
      const paths = shownValues.flatMap(([path, value]) => changes(path).map((other) => disclosing({ [other]: value })))
      expect(await codes(paths)).toEqual(['value-differs'])
      const keys = changes(made.verifierKey).map((other) => JSON.stringify({ ...made, verifierKey: other }))
      expect(await codes(keys)).toEqual(['verifier-key-differs'])
    })
  })
})

describe('a proof that travels', () => {
  const verifier = unwrap(parseVerifierKey(log.verifierKey))

  it('is written as it was read, and shows its entry alone', async ({ expect }) => {
    for (const [n, { leaf }] of order.entries()) {
      const proof = unwrap(parseProof(log.proof(n)))
      expect(proof.index).toBe(n)
      expect(formatProof(proof)).toBe(log.proof(n))
      expect(unwrap(await verifyProof(proof, utf8(leaf), verifier)).size).toBe(order.length)
      expect(await verifyProof(proof, utf8(`${leaf} `), verifier)).toEqual({ ok: false, error: 'not-in-the-log' })
    }
  })

  it.for([
    ['another header', 'v1', 'v2'],
    ['an index with a zero before it', 'index 2', 'index 02'],
    ['a negative index', 'index 2', 'index -2'],
    ['an index beyond counting', 'index 2', `index ${'9'.repeat(17)}`],
    ['a hash cut short', '=\n', '\n'],
    ['a path longer than any tree', 'index 2\n', `index 2\n${`${'A'.repeat(43)}=\n`.repeat(64)}`],
    ['no checkpoint', '\n\n', '\n'],
  ] as const)('with %s is none', ([, part, other], { expect }) => {
    const text = log.proof(2)
    expect(text).toContain(part)
    const changed = part === '\n\n' ? text.slice(0, text.indexOf(part)) : text.replace(part, other)
    expect(parseProof(changed)).toEqual({ ok: false, error: 'proof-invalid' })
  })
})
