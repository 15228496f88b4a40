// What acts do to a record, shown on a register that no state keeps.
import { describe, it } from 'vitest'
import type { ActCommand } from '../../../workers/engines/command.ts'
import { advance, decide, valuesAt, type Entry, type Head } from '../../../workers/engines/record.ts'
import { loadRegister } from '../../../workers/kernel/load.ts'
import { at } from '../../support/chance.ts'
import { tennisClub } from '../../support/tennis-club.ts'

const loaded = loadRegister(tennisClub)
if (!loaded.ok) throw new Error(loaded.detail)
const club = loaded.value

const secretary = { role: 'club.secretary' }
const doctor = { role: 'club.doctor' }

function command(act: string, input: ActCommand['input'], rest: Partial<ActCommand> = {}): ActCommand {
  return { register: 'tennis-club', key: '7', act, input, idempotencyKey: 'k', actor: secretary, basis: {}, ...rest }
}

const joining = command('join', { nickname: 'Гого', hand: 'left', born: '1990-05-04' })

/** A member and the entries so far; each step must be accepted. */
function after(...steps: readonly (readonly [day: string, command: ActCommand])[]): {
  head: Head
  entries: readonly Entry[]
} {
  let head: Head | null = null
  const entries: Entry[] = []
  for (const [day, step] of steps) {
    const decision = decide(club, head, step, at(day))
    if (!decision.ok) throw new Error(decision.error)
    head = advance(head, decision.value)
    entries.push(decision.value.entry)
  }
  if (head === null) throw new Error('no steps')
  return { head, entries }
}

describe('a record comes to be', () => {
  it('takes its fields from the input and the definition', ({ expect }) => {
    const { head } = after(['2026-03-02', joining])
    expect(head.values).toEqual({ nickname: 'Гого', hand: 'left', born: '1990-05-04', points: 0, active: true })
    expect(head).toMatchObject({ seq: 1, key: '7', createdFrom: '2026-03-02', effectiveFrom: '2026-03-02' })
  })

  it('is made once', ({ expect }) => {
    const { head } = after(['2026-03-02', joining])
    expect(decide(club, head, joining, at('2026-03-03'))).toEqual({ ok: false, error: 'record-exists', seq: 1 })
  })
})

describe('an act is refused', () => {
  const { head } = after(['2026-03-02', joining])
  it.for<[code: string, asked: ActCommand]>([
    ['unknown-act', command('constructor', {})],
    ['not-allowed', command('join', {}, { key: '8', actor: { role: 'operator2' } })],
    ['not-playing', command('score', { won: 3 })],
    ['not-injured', command('recover', {}, { actor: doctor })],
    ['stale-version', command('score', { won: 3 }, { expectedSeq: 7 })],
    ['effective-date-before-the-record', command('score', { won: 3 }, { effectiveFrom: '2026-03-01' })],
    ['effective-date-too-far-ahead', command('score', { won: 3 }, { effectiveFrom: '2030-01-01' })],
    ['effective-date-invalid', command('score', { won: 3 }, { effectiveFrom: '2026-02-30' })],
    ['nothing-changes', command('correct', { hand: 'left' })],
  ])('%s', ([code, asked], { expect }) => {
    const standing =
      code === 'not-playing'
        ? after(['2026-03-02', joining], ['2026-03-03', command('injure', { injury: 'рамо' }, { actor: doctor })]).head
        : head
    const decision = decide(club, asked.key === '8' ? null : standing, asked, at('2026-03-05'))
    expect(decision).toMatchObject({ ok: false, error: code })
  })

  it('names each field that is wrong, in the order of the form', ({ expect }) => {
    const wrong = command('join', { nickname: '', hand: 'both', born: '2190-05-04', shoe: 43 }, { key: '9' })
    expect(decide(club, null, wrong, at('2026-03-05'))).toEqual({
      ok: false,
      error: 'invalid-input',
      issues: [
        { field: 'nickname', code: 'missing' },
        { field: 'hand', code: 'unknown-choice' },
        { field: 'born', code: 'in-the-future' },
        { field: 'shoe', code: 'unknown-field' },
      ],
    })
  })

  it('by the first rule of the law that is true', ({ expect }) => {
    const child = command('join', { nickname: 'Ани', hand: 'right', born: '2024-05-04' })
    expect(decide(club, null, child, at('2026-03-05'))).toEqual({ ok: false, error: 'too-young' })
  })
})

describe('time', () => {
  it('lets a correction reach back without touching what came later', ({ expect }) => {
    const { head } = after(
      ['2026-03-02', joining],
      ['2026-03-10', command('score', { won: 40 })],
      ['2026-03-11', command('correct', { hand: 'right' }, { effectiveFrom: '2026-03-02' })],
    )
    expect(head.values).toMatchObject({ hand: 'right', points: 40 })
    expect(head.effectiveFrom).toBe('2026-03-10')
  })

  it('tells what was so on a day, as known at a time', ({ expect }) => {
    const { entries } = after(
      ['2026-03-02', joining],
      ['2026-03-10', command('score', { won: 40 })],
      ['2026-03-11', command('correct', { hand: 'right' }, { effectiveFrom: '2026-03-02' })],
    )
    const hand = (effective: string, recorded?: string) =>
      valuesAt(entries, { field: 'number' }, { effective, ...(recorded ? { recorded: Date.parse(recorded) } : {}) })
        ?.values
    expect(hand('2026-03-05')).toMatchObject({ number: '7', hand: 'right', points: 0 })
    expect(hand('2026-03-05', '2026-03-10T10:00:00Z')).toMatchObject({ hand: 'left', points: 0 })
    expect(hand('2026-03-10', '2026-03-10T10:00:00Z')).toMatchObject({ hand: 'left', points: 40 })
    expect(hand('2026-03-01')).toBeUndefined()
    expect(hand('2026-03-05', '2026-03-01T10:00:00Z')).toBeUndefined()
  })

  it('keeps the order of entries where the clock went back', ({ expect }) => {
    const { head } = after(['2026-03-02', joining])
    const decision = decide(club, head, command('score', { won: 1 }), at('2026-03-02', 5))
    expect(decision.ok && decision.value.entry.recordedAt).toBe(head.recordedAt + 1)
  })

  it('lets a correction give the past what is so today', ({ expect }) => {
    const { head, entries } = after(
      ['2026-03-02', joining],
      ['2026-03-10', command('correct', { hand: 'right' }, { effectiveFrom: '2026-03-10' })],
      ['2026-03-11', command('correct', { hand: 'right' }, { effectiveFrom: '2026-03-02' })],
    )
    expect(valuesAt(entries, { field: 'number' }, { effective: '2026-03-05' })?.values).toMatchObject({ hand: 'right' })
    const again = command('correct', { hand: 'right' }, { effectiveFrom: '2026-03-10' })
    expect(decide(club, head, again, at('2026-03-12'))).toEqual({ ok: false, error: 'nothing-changes' })
  })

  it('never puts an act off that names no day', ({ expect }) => {
    const { head } = after(
      ['2026-03-02', joining],
      ['2026-03-02', command('score', { won: 2 }, { effectiveFrom: '2026-04-01' })],
    )
    expect(decide(club, head, command('score', { won: 1 }), at('2026-03-20'))).toEqual({
      ok: false,
      error: 'effective-date-before-a-later-act',
    })
  })

  it('lets a record that begins later be corrected before it begins', ({ expect }) => {
    const { head } = after(
      ['2026-03-02', { ...joining, effectiveFrom: '2026-04-01' }],
      ['2026-03-03', command('correct', { hand: 'right' })],
    )
    expect(head).toMatchObject({ values: { hand: 'right' }, createdFrom: '2026-04-01', effectiveFrom: '2026-04-01' })
  })

  it('counts from the latest day on which something took effect', ({ expect }) => {
    const { entries } = after(
      ['2026-03-02', joining],
      ['2026-03-02', command('score', { won: 2 }, { effectiveFrom: '2026-04-01' })],
      ['2026-03-03', command('correct', { hand: 'right' }, { effectiveFrom: '2026-03-02' })],
    )
    const since = (effective: string) => valuesAt(entries, { field: 'number' }, { effective })?.effectiveFrom
    expect([since('2026-03-31'), since('2026-04-01')]).toEqual(['2026-03-02', '2026-04-01'])
  })

  it('refuses an act dated before a later one', ({ expect }) => {
    const { head } = after(
      ['2026-03-02', joining],
      ['2026-03-02', command('score', { won: 2 }, { effectiveFrom: '2026-04-01' })],
    )
    expect(
      decide(club, head, command('score', { won: 1 }, { effectiveFrom: '2026-03-20' }), at('2026-03-20')),
    ).toMatchObject({
      error: 'effective-date-before-a-later-act',
    })
  })
})
