// Repeated groups: read item by item, judged by rules over lists, committed and shown cell by cell.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { LESS, MORE, reshaped, textsOf, typedOf } from '../../../web/views/forms/typed.ts'
import { fieldValue } from '../../../web/views/field-value.ts'
import { disclose, isAbout } from '../../../workers/engines/disclosure.ts'
import { publicHistory } from '../../../workers/engines/history.ts'
import { committed, openLeaf } from '../../../workers/engines/leaf.ts'
import { commit } from '../../../workers/engines/log/commitment.ts'
import { blindIndex } from '../../../workers/engines/names.ts'
import { advance, decide, type Head } from '../../../workers/engines/record.ts'
import { snapshotOf } from '../../../workers/engines/snapshot.ts'
import { fromHex } from '../../../workers/kernel/bytes.ts'
import { totalOf } from '../../../workers/kernel/fraction.ts'
import { decimalsOf, decimalText } from '../../../workers/kernel/decimal.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import { loadRegister } from '../../../workers/kernel/load.ts'
import { parseInput } from '../../../workers/kernel/parse.ts'
import { at } from '../../support/chance.ts'
import { there, unwrap } from '../../support/result.ts'
import { tennisClub } from '../../support/tennis-club.ts'

const TODAY = '2026-03-02'
const KEY = Buffer.alloc(32, 7).toString('base64')
const DOCTOR = '6101057509'
const OTHER = '7523169263'
const club = unwrap(loadRegister(tennisClub))
const { matches } = tennisClub.fields
const parse = (raw: unknown) => parseInput({ matches: there(matches) }, { matches: raw }, () => true, TODAY)

const match = (rest: object = {}) => ({ against: 'Пена', share: '1/1', prize: 12_50, ...rest })

const command = (act: string, input: object) => ({
  register: 'tennis-club',
  key: '7',
  act,
  input: input as never,
  idempotencyKey: act,
  actor: { role: 'club.secretary' },
  basis: {},
})

const joined = (): Head => {
  const answer = decide(club, null, command('join', { nickname: 'Гого', hand: 'left', born: '1990-05-04' }), at(TODAY))
  if (!answer.ok) throw new Error(answer.error)
  return advance(null, answer.value)
}

const playing = (items: readonly object[]) => decide(club, joined(), command('play', { matches: items }), at(TODAY))

describe('a group', () => {
  it.for<[string, unknown, readonly { field: string; code: string }[]]>([
    ['no list', 'Пена', [{ field: 'matches', code: 'not-a-list' }]],
    ['nothing', [], [{ field: 'matches', code: 'missing' }]],
    ['too many', Array.from({ length: 6 }, () => match()), [{ field: 'matches', code: 'too-many-items' }]],
    ['far too many', Array.from({ length: 6000 }, () => ({})), [{ field: 'matches', code: 'too-many-items' }]],
    ['an item that is none', [match(), 7], [{ field: 'matches.1', code: 'not-a-list' }]],
    ['a list in a list', [[match()]], [{ field: 'matches.0', code: 'not-a-list' }]],
    [
      'cells that are wrong',
      [match(), match({ share: '3/2', prize: '1.234', nose: 'x' })],
      [
        { field: 'matches.1.share', code: 'wrong-format' },
        { field: 'matches.1.prize', code: 'too-many-decimals' },
        { field: 'matches.1.nose', code: 'unknown-field' },
      ],
    ],
    [
      'a cell that is missing',
      [{ share: '1/2' }],
      [
        { field: 'matches.0.against', code: 'missing' },
        { field: 'matches.0.prize', code: 'missing' },
      ],
    ],
  ])('of %s is refused, and says where', ([, raw, issues], { expect }) => {
    expect(parse(raw).issues).toEqual(issues)
    expect(parse(raw).values).toEqual({})
  })

  it('is read in the order of its columns; what was left blank is none', ({ expect }) => {
    const blank = { against: ' ', share: '', prize: '' }
    const { values, issues } = parse([blank, { prize: '1 250,5', share: '2/4', against: ' Пена ' }, blank])
    expect(issues).toEqual([])
    expect(JSON.stringify(values)).toBe('{"matches":[{"against":"Пена","share":"1/2","prize":125050}]}')
  })

  it('of anything at all is read, or refused', ({ expect }) => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.array(fc.object())), (raw) => {
        const { values, issues } = parse(raw)
        expect(issues.length === 0).toBe('matches' in values)
        if (values['matches'] !== undefined) expect(parse(values['matches']).values).toEqual(values)
      }),
    )
  })

  it('comes back from the form that shows it', ({ expect }) => {
    const item = fc.record(
      {
        against: fc.constantFrom('Пена', 'Тина'),
        doctor: fc.constantFrom(DOCTOR, OTHER),
        share: fc.constantFrom('1/1', '1/3'),
        prize: fc.integer({ min: 0, max: 1_000_000 }),
        played: fc.constantFrom('2020-01-31'),
      },
      { requiredKeys: ['against', 'share', 'prize'] },
    )
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 5 }), (items) => {
        const fields = { matches: there(matches) }
        expect(parse(textsOf(fields, typedOf(fields, { matches: items }))['matches']).values).toEqual({
          matches: items,
        })
      }),
    )
  })

  it('grows and shrinks in a form, and nothing that was typed is lost', ({ expect }) => {
    const fields = { matches: there(matches) }
    const typed = { 'matches.0.against': 'а', 'matches.1.against': 'б', 'matches.1.played-day': '3', other: 'x' }
    expect(reshaped(fields, typed)).toBeNull()
    expect(
      textsOf(fields, there(reshaped(fields, { ...typed, [MORE]: 'matches' }) ?? undefined))['matches'],
    ).toHaveLength(3)
    expect(reshaped(fields, { ...typed, [LESS]: 'matches.0' })).toEqual({
      'matches.0.against': 'б',
      'matches.0.played-day': '3',
      other: 'x',
    })
    expect(reshaped(fields, { ...typed, [MORE]: 'constructor', [LESS]: 'matches.x' })).toBeNull()
  })

  it('is said in one line where there is no room for a table', ({ expect }) => {
    expect(fieldValue('bg', there(matches), [match(), match({ prize: 0 })])).toBe(
      'Пена, 1/1, 12,50\u00a0€; Пена, 1/1, 0,00\u00a0€',
    )
  })
})

describe('rules over a group', () => {
  it.for<[string, readonly object[]]>([
    ['shares-no-whole', [match({ share: '1/2' }), match({ share: '1/3' })]],
    ['over-the-top', [match({ share: '1/2', prize: 1_000_000 }), match({ share: '1/2', prize: 500_001 })]],
  ])('refuse: %s', ([error, items], { expect }) => {
    expect(playing(items)).toEqual({ ok: false, error })
  })

  it('accept thirds that make a whole, and the same again changes nothing', ({ expect }) => {
    const thirds = Array.from({ length: 3 }, () => match({ share: '1/3' }))
    const answer = playing(thirds)
    if (!answer.ok) throw new Error(answer.error)
    const again = decide(club, advance(joined(), answer.value), command('play', { matches: thirds }), at(TODAY))
    expect(again).toEqual({ ok: false, error: 'nothing-changes' })
  })

  it.for<[string, Partial<RegisterDefinition['acts'][string]>, RegExp]>([
    ['a column that is none', { refuse: { 'not-playing': 'record.matches.exists(one, one.nose == 1)' } }, /nose/u],
    ['a column of another type', { refuse: { 'not-playing': 'sum(record.matches.map(one, one.share)) > 1' } }, /sum/u],
    ['a list in the place of a text', { set: { nickname: 'record.matches' } }, /type-wrong \(list/u],
  ])('are checked when they are loaded: %s', ([, change, said], { expect }) => {
    const play = { ...there(tennisClub.acts['play']), ...change }
    const answer = loadRegister({ ...tennisClub, acts: { ...tennisClub.acts, play } })
    expect(answer.ok ? '' : answer.detail).toMatch(said)
  })
})

describe('an entry with a group', () => {
  const answer = playing([match({ share: '1/2', doctor: DOCTOR }), match({ share: '1/2', doctor: OTHER })])
  if (!answer.ok) throw new Error(answer.error)
  const sealed = answer.value

  it('commits to each cell by itself, and opens what anyone may see', ({ expect }) => {
    const { disclosed } = openLeaf(tennisClub, sealed, { kind: 'public' })
    expect(disclosed['set.matches']?.value).toBe(2)
    expect(disclosed['set.matches.1.share']?.value).toBe('1/2')
    expect(Object.keys(disclosed).filter((path) => path.includes('doctor'))).toEqual([])
    const { commitments } = JSON.parse(sealed.leaf) as { commitments: Record<string, string> }
    expect(Object.keys(commitments).toSorted()).toEqual(
      committed(sealed.entry)
        .map(([path]) => path)
        .toSorted(),
    )
    for (const [path, { salt, value }] of Object.entries(disclosed))
      expect(commitments[path]).toBe(commit(fromHex(salt), value))
    expect(sealed.leaf).not.toContain(DOCTOR)
  })

  it('shows each whom it concerns, and nothing of the other', ({ expect }) => {
    const values = advance(joined(), sealed).values
    const seenBy = (personalNumber: string) =>
      disclose(tennisClub, values, { kind: 'subject', personalNumber })['matches']
    expect(isAbout(tennisClub, values, OTHER)).toBe(true)
    expect(seenBy(DOCTOR)).toMatchObject([{ doctor: DOCTOR }, { share: '1/2' }])
    expect(JSON.stringify(seenBy(DOCTOR))).not.toContain(OTHER)
    expect(JSON.stringify(disclose(tennisClub, values, { kind: 'public' }))).not.toMatch(/\d{10}/u)
  })

  it('tells the public history that closed cells changed, and not what they are', ({ expect }) => {
    const [entry] = publicHistory(tennisClub, [sealed], 5)
    expect(entry?.closed).toEqual(['matches'])
    expect(JSON.stringify(entry?.changes)).toContain('1/2')
    expect(JSON.stringify(entry)).not.toContain(DOCTOR)
  })

  it('is found by each of its values', ({ expect }) => {
    const { values, seq, recordedAt, effectiveFrom } = advance(joined(), sealed)
    const snapshot = snapshotOf(club, { id: '7', seq, recordedAt, effectiveFrom, values }, KEY)
    expect(snapshot.exact['matches.doctor']).toEqual(
      [DOCTOR, OTHER].map((one) => blindIndex(KEY, 'tennis-club', 'matches.doctor', one)),
    )
    expect(snapshot.words).toBe('gogo pena')
  })
})

describe('exact numbers', () => {
  it('with decimals are typed as they are shown', ({ expect }) => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: 0, max: 4 }), (value, places) => {
        expect(decimalsOf(decimalText(value, places), places)).toEqual({ ok: true, value })
      }),
    )
    expect(decimalsOf('1 250,50', 2)).toEqual({ ok: true, value: 125_050 })
    for (const typed of ['1,2,3', '1.250,50', '', '1e3', '12 50', '٣']) expect(decimalsOf(typed, 2).ok).toBe(false)
  })

  it('of shares are a whole, however it is cut', ({ expect }) => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 30 }), (parts) => {
        const whole = parts.reduce((sum, one) => sum + one, 0)
        expect(totalOf(parts.map((one) => `${one}/${whole}`))).toBe('1/1')
      }),
    )
    expect(totalOf([])).toBe('0/1')
    expect(totalOf(['1/3', '1/3'])).toBe('2/3')
  })
})
