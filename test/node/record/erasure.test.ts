// What an erasing act takes out of a record, and that a definition says it so that it can be carried out.
import { describe, it } from 'vitest'
import type { ActCommand } from '../../../workers/engines/command.ts'
import { withoutFields } from '../../../workers/engines/erasure.ts'
import { publicHistory } from '../../../workers/engines/history.ts'
import { hashLeaf, openLeaf } from '../../../workers/engines/leaf.ts'
import { advance, decide, valuesAt, type Head, type Sealed } from '../../../workers/engines/record.ts'
import { loadRegister } from '../../../workers/kernel/load.ts'
import type { Act } from '../../../workers/kernel/register.ts'
import { at } from '../../support/chance.ts'
import { there, unwrap } from '../../support/result.ts'
import { tennisClub } from '../../support/tennis-club.ts'

const club = unwrap(loadRegister(tennisClub))
const member = { nickname: 'Гого', phone: '0888123456', hand: 'left', born: '1990-05-04' }

/** Acts one after another, as a record's object does them: what is erased is erased from all that stood before. */
function life(...acts: readonly (readonly [act: string, input?: ActCommand['input'], rest?: Partial<ActCommand>])[]) {
  let entries: readonly Sealed[] = []
  let head: Head | null = null
  for (const [index, [act, input = {}, rest]] of acts.entries()) {
    const role = act === 'injure' ? 'club.doctor' : 'club.secretary'
    const command = { register: 'tennis-club', key: '7', act, input, actor: { role, person: 'p1' }, basis: {}, ...rest }
    const idempotencyKey = `k${index}`
    const sealed = unwrap(decide(club, head, { ...command, idempotencyKey }, at(`2026-03-0${index + 2}`)))
    head = advance(head, sealed)
    const names = new Set(sealed.entry.erases)
    entries = [...entries.map((one) => withoutFields(one, names, 'number')), sealed]
  }
  return { entries, head: there(head) }
}

const two = { actor: { role: 'club.secretary', person: 'p1' }, second: { role: 'club.secretary', person: 'p2' } }

describe('an act that erases', () => {
  const acts = [['join', member], ['score', { won: 3 }], ['forget-phone'], ['score', { won: 2 }]] as const
  const { entries, head } = life(...acts)

  it('leaves the record as it would be without what it erased, now and at any time before', ({ expect }) => {
    expect(head.values).toEqual({ nickname: 'Гого', hand: 'left', born: '1990-05-04', points: 5, active: true })
    // Read anew from what is kept, the record is the same.
    expect(entries.reduce<Head | null>(advance, null)).toEqual(head)
    const then = valuesAt(
      entries.map(({ entry }) => entry),
      { field: 'number' },
      { effective: '2026-03-02' },
    )
    expect(then?.values).not.toHaveProperty('phone')
    expect(JSON.stringify(entries)).not.toContain('0888123456')
  })

  it('leaves leaves and chain as they were, and says in its own what it erased', ({ expect }) => {
    const whole = life(...acts.slice(0, 2)).entries
    for (const [index, { leaf, leafHash, entry }] of whole.entries()) {
      expect(Object.keys((JSON.parse(leaf) as { commitments: object }).commitments)).toEqual(
        Object.keys((JSON.parse(entries[index]?.leaf ?? '') as { commitments: object }).commitments),
      )
      expect(hashLeaf(leaf)).toBe(leafHash)
      expect(entries[index + 1]?.entry.previous).toBe(entries[index]?.leafHash)
      expect(entry.erased).toBeUndefined()
    }
    expect(JSON.parse(entries[2]?.leaf ?? '')).toMatchObject({ erases: ['phone', 'won'] })
    expect(openLeaf(tennisClub, there(entries[0]), { kind: 'subject' })).toMatchObject({ erased: ['phone'] })
    // An act's own input goes too, and only what was there before.
    expect(entries.map(({ entry }) => entry.input)).toEqual([{}, {}, {}, { won: 2 }])
    const told = publicHistory(tennisClub, entries, 9).map(({ erases, erased }) => [erases, erased])
    expect(told.toReversed()).toEqual([
      [[], ['phone']],
      [[], ['won']],
      [['phone', 'won'], []],
      [[], []],
    ])
  })

  it('of all that is closed leaves the open fields, and where the key is open the record goes on', ({ expect }) => {
    const over = life(['join', member], ['injure', { injury: 'коляно' }], ['forget', {}, two])
    expect(over.head.values).toEqual({ nickname: 'Гого', hand: 'left', points: 0, active: false })
    expect(over.head.over).toBe(false)
    for (const secret of ['0888123456', '1990-05-04', 'коляно'])
      expect(JSON.stringify(over.entries)).not.toContain(secret)
  })
})

describe('a definition', () => {
  const faultsOf = (act: Partial<Act>) => {
    const acts = { ...tennisClub.acts, forget: { title: { bg: 'А', en: 'A' }, by: ['club.secretary'], ...act } }
    const loaded = loadRegister({ ...tennisClub, acts })
    return loaded.ok ? [] : loaded.faults.map(({ path, code, about }) => [path, code, about].filter(Boolean).join(' '))
  }
  it.for([
    [{ erases: ['phone'] }, ['acts.forget.law law-without-article']],
    [{ law: 'чл. 9', erases: [] }, ['acts.forget.erases erases-nothing']],
    [{ law: 'чл. 9', erases: ['fax'] }, ['acts.forget.erases no-field fax']],
    [{ law: 'чл. 9', erases: ['number'] }, ['acts.forget.erases erases-key number']],
    [{ law: 'чл. 9', erases: 'closed', takes: ['phone'] }, ['acts.forget.erases erases-own phone']],
    [{ law: 'чл. 9', erases: 'closed', set: { active: 'false' } }, []],
  ] satisfies [Partial<Act>, string[]][])('%o: %o', ([act, expected], { expect }) => {
    expect(faultsOf(act)).toEqual(expected)
  })
})
