// An extract on one sheet, which is one tlog-proof: it holds offline, shows what was chosen, and every change is refused.
import { describe, it } from 'vitest'
import { cosign, parseWitnessKey, witnessKey } from '../../../workers/engines/log/cosignature.ts'
import { formatSheet, parseSheet, verifySheet, type Sheet } from '../../../workers/engines/log/sheet.ts'
import { signCheckpoint } from '../../../workers/engines/log/checkpoint.ts'
import { verifierKey } from '../../../workers/engines/log/note.ts'
import { parseExtraProof } from '../../../workers/engines/log/proof.ts'
import { inclusionProof, rootHash } from '../../../workers/engines/log/tree.ts'
import { advance, decide, type Head, type Sealed } from '../../../workers/engines/record.ts'
import { lastSetBy, shownOf } from '../../../workers/engines/shown.ts'
import { utf8 } from '../../../workers/kernel/bytes.ts'
import { loadRegister } from '../../../workers/kernel/load.ts'
import { attack } from '../../support/attacks.ts'
import { at, countingRandom } from '../../support/chance.ts'
import { testSigner, treeOf } from '../../support/log.ts'
import { there, unwrap } from '../../support/result.ts'
import { tennisClub } from '../../support/tennis-club.ts'

const ORIGIN = 'izvor.example/registers/tennis-club/log'
const club = unwrap(loadRegister(tennisClub))
const random = countingRandom()

/** A member who joins, scores, moves a telephone and is corrected; among others. */
function member(key: string): Sealed[] {
  let head: Head | null = null
  const steps = [
    ['join', { nickname: 'Гого', phone: '0888123456', hand: 'left', born: '1990-05-04' }],
    ['score', { won: 40 }],
    ['score', { won: 2 }],
    ['correct', { hand: 'right' }],
  ] as const
  return steps.map(([act, input], day) => {
    const asked = { register: 'tennis-club', key, act, input, idempotencyKey: act, actor: { role: 'club.secretary' } }
    const circumstances = { ...at(`2026-03-0${day + 2}`), record: key, random }
    const sealed = unwrap(decide(club, head, { ...asked, basis: {} }, circumstances))
    head = advance(head, sealed)
    return sealed
  })
}

const [own, others] = [member('7'), member('8')]
const order = own.flatMap((entry, n) => [entry, there(others[n])])
const read = treeOf(order.map(({ leaf }) => utf8(leaf)))
const signer = await testSigner(ORIGIN)
const witness = await testSigner('vitosha.example/w', 21)
const elsewhere = verifierKey(await testSigner(ORIGIN.replace('tennis', 'chess')))
const forged = verifierKey(await testSigner(ORIGIN, 8))
const quorum = { witnesses: [unwrap(parseWitnessKey(witnessKey(witness)))], least: 1 }
const bare = await signCheckpoint({ origin: ORIGIN, size: order.length, root: rootHash(order.length, read) }, signer)
const checkpoint = bare + (await cosign(bare.slice(0, bare.lastIndexOf('\n\n') + 1), witness, 1_772_442_000_000))

const subject = { kind: 'subject', personalNumber: '6101057509' } as const
const sheetOf = (seqs: readonly number[], chosen?: ReadonlySet<string>): Sheet => ({
  register: 'tennis-club',
  record: '7',
  verifierKey: verifierKey(signer),
  checkpoint,
  entries: seqs.map((seq) => {
    const kept = there(own[seq - 1])
    const index = order.indexOf(kept)
    const disclosed = shownOf(tennisClub, kept, chosen === undefined ? { kind: 'public' } : subject, chosen)
    return { leaf: kept.leaf, disclosed, index, path: inclusionProof(index, order.length, read) }
  }),
})

/** As a stranger's file is read. */
async function check(sheet: Sheet | string, pinned?: string): Promise<string> {
  const parsed = parseSheet(typeof sheet === 'string' ? sheet : formatSheet(sheet))
  if (!parsed.ok) return parsed.error
  const verified = await verifySheet(parsed.value, pinned ?? verifierKey(signer), quorum)
  return verified.ok ? 'verified' : verified.error
}

describe('an extract on one sheet', () => {
  it('is a tlog-proof with all that is open, seen by witnesses', async ({ expect }) => {
    const text = formatSheet(sheetOf([1, 2, 3, 4]))
    expect(text).toMatch(/^c2sp\.org\/tlog-proof@v1\nextra [A-Za-z0-9+/=]+\nindex 6\n/u)
    const { entries, dense, cosigned, size } = unwrap(await verifySheet(unwrap(parseSheet(text)), undefined, quorum))
    expect([dense, size, cosigned.map((one) => one.witness.name)]).toEqual([true, 8, ['vitosha.example/w']])
    expect(entries.map(({ seq, act, index }) => [seq, act, index])).toEqual([
      [1, 'join', 0],
      [2, 'score', 2],
      [3, 'score', 4],
      [4, 'correct', 6],
    ])
    expect(JSON.stringify(entries)).not.toContain('0888123456')
  })

  it('of one’s own record shows what one chose, as it stands, and not what else happened', async ({ expect }) => {
    const last = lastSetBy(
      own.map(({ entry }) => entry),
      '2026-03-09',
    )
    expect([last.get('phone'), last.get('points'), last.get('hand')]).toEqual([1, 3, 4])
    expect(
      lastSetBy(
        own.map(({ entry }) => entry),
        '2026-03-03',
      ).get('points'),
    ).toBe(2)
    const chosen = new Set(['phone', 'points'])
    const { entries, dense } = unwrap(await verifySheet(sheetOf([1, 3], chosen)))
    expect(dense).toBe(false)
    expect(entries.map(({ values }) => values)).toEqual([
      { record: '7', 'set.phone': '0888123456', 'set.points': 0 },
      { record: '7', 'set.points': 42 },
    ])
  })

  const sheet = sheetOf([1, 2, 3, 4])
  const changed = (change: (entry: Sheet['entries'][number]) => Partial<Sheet['entries'][number]>): Sheet => ({
    ...sheet,
    entries: sheet.entries.map((entry, n) => (n === 0 ? { ...entry, ...change(entry) } : entry)),
  })
  const shown = there(sheet.entries[0]).disclosed
  const nickname = there(shown['set.nickname'])

  it.for([
    [
      ...attack('extract', 'a salt exchanged for another'),
      changed(() => ({ disclosed: { ...shown, 'set.nickname': { ...nickname, salt: '00'.repeat(16) } } })),
    ],
    [
      ...attack('extract', 'a field under the name of another'),
      changed(() => ({ disclosed: { ...shown, 'set.hand': nickname } })),
    ],
    [
      'a value changed',
      'value-differs',
      changed(() => ({ disclosed: { ...shown, 'set.nickname': { ...nickname, value: 'Жоро' } } })),
    ],
    [...attack('extract', 'a proof for another log'), { ...sheet, verifierKey: elsewhere }],
    [
      'a leaf of another record',
      'value-differs',
      changed(() => ({ leaf: there(others[0]).leaf, index: 1, path: inclusionProof(1, 8, read) })),
    ],
    ['another place', 'not-in-the-log', changed(() => ({ index: 1 }))],
    ['entries in another order', 'extract-invalid', { ...sheet, entries: sheet.entries.toReversed() }],
    [...attack('extract', 'without the witnesses that are asked for'), { ...sheet, checkpoint: bare }],
    ['another key of that name', 'not-signed', { ...sheet, verifierKey: forged }],
  ] as const)('with %s is refused: %s', async ([, code, other], { expect }) => {
    // The key is not pinned: it may be the sheet that lies about it.
    expect(await check(other, other.verifierKey)).toBe(code)
  })

  it('with another key than the one that is known, cut off, or with anything else in it is refused', async ({
    expect,
  }) => {
    expect(await check(sheet, verifierKey(await testSigner(ORIGIN, 8)))).toBe('verifier-key-differs')
    const text = formatSheet(sheet)
    expect(await check(text)).toBe('verified')
    for (let end = 0; end < text.length - 1; end += 97) expect(await check(text.slice(0, end))).not.toBe('verified')
    expect(await check(text.replace(/^extra .*\n/mu, ''))).toBe('extract-invalid')
    expect(await check(text.replace(/^extra .*$/mu, `extra ${btoa('{"format":"izvor-extract-v2"}')}`))).toBe(
      'extract-invalid',
    )
    expect(parseExtraProof(text.replace('index 6', 'index 06')).ok).toBe(false)
  })
})
