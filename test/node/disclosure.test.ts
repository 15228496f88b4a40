// Who sees which field, and what of a record leaves it for the read model.
import { describe, it } from 'vitest'
import { disclose, maySee, type Audience } from '../../workers/engines/disclosure.ts'
import { blindIndex } from '../../workers/engines/names.ts'
import { snapshotOf } from '../../workers/engines/snapshot.ts'
import { text, type Disclosure } from '../../workers/kernel/field.ts'
import { loadRegister } from '../../workers/kernel/load.ts'
import { unwrap } from '../support/result.ts'
import { testSecrets } from '../support/secrets.ts'
import { tennisClub } from '../support/tennis-club.ts'

const doctor: Audience = { kind: 'authority', role: 'club.doctor' }
const secretary: Audience = { kind: 'authority', role: 'club.secretary' }

const member = {
  number: '7',
  nickname: 'Гого',
  phone: '0888123456',
  hand: 'left',
  born: '1990-05-04',
  points: 0,
  active: true,
  injury: 'рамо',
}
const { phone, born, injury, ...open } = member

describe('a field', () => {
  it.for<[Disclosure, Audience, boolean]>([
    ['open', { kind: 'public' }, true],
    ['open', { kind: 'subject' }, true],
    ['open', secretary, true],
    ['restricted', { kind: 'public' }, false],
    ['restricted', { kind: 'subject' }, true],
    ['restricted', secretary, true],
    ['personal', { kind: 'public' }, false],
    ['personal', { kind: 'subject' }, true],
    ['personal', secretary, true],
    ['sensitive', { kind: 'public' }, false],
    ['sensitive', { kind: 'subject' }, false],
    ['sensitive', secretary, false],
    ['sensitive', doctor, true],
  ])('that is %s is shown as the law says: %o', ([disclosure, audience, seen], { expect }) => {
    const field = text({ label: { bg: 'Поле', en: 'Field' }, disclose: disclosure, roles: ['club.doctor'] })
    expect(maySee(field, audience)).toBe(seen)
  })

  it('that is sensitive and names no role is shown to nobody', ({ expect }) => {
    const field = text({ label: { bg: 'Поле', en: 'Field' }, disclose: 'sensitive' })
    expect(maySee(field, doctor)).toBe(false)
  })
})

describe('a record', () => {
  it('is disclosed field by field, in the order of its definition', ({ expect }) => {
    const shuffled = Object.fromEntries(Object.entries(member).toReversed())
    const seen = (audience: Audience) => disclose(tennisClub, shuffled, audience)
    expect(seen({ kind: 'public' })).toEqual(open)
    expect(Object.keys(seen({ kind: 'public' }))).toEqual(Object.keys(open))
    expect(seen({ kind: 'subject' })).toEqual({ ...open, phone, born })
    expect(seen(secretary)).toEqual({ ...open, phone, born })
    expect(seen(doctor)).toEqual({ ...open, phone, born, injury })
  })

  it('shows nothing that is cleared, or that is no field', ({ expect }) => {
    expect(disclose(tennisClub, { number: '7', phone: null, nose: 'big' }, doctor)).toEqual({ number: '7' })
  })
})

describe('a snapshot', () => {
  const club = unwrap(loadRegister(tennisClub))
  const standing = { id: '7', seq: 3, recordedAt: 5, effectiveFrom: '2026-03-02', values: member }
  const snapshot = snapshotOf(club, standing, testSecrets.INDEX_KEY)

  it('holds the open fields, the words of those that are searched, and how the record is called', ({ expect }) => {
    expect(snapshot).toMatchObject({ id: '7', seq: 3, open, words: 'gogo', called: 'gogo', caption: 'Гого (left)' })
  })

  it('holds of closed fields that can be found their blind index alone', ({ expect }) => {
    expect(Object.keys(snapshot.exact)).toEqual(['number', 'phone'])
    expect(snapshot.exact['phone']).toBe(blindIndex(testSecrets.INDEX_KEY, 'tennis-club', 'phone', phone))
    for (const closed of [phone, born, injury]) expect(JSON.stringify(snapshot)).not.toContain(closed)
  })

  it('of a record that lacks what its caption needs is called by its id', ({ expect }) => {
    const bare = snapshotOf(club, { ...standing, values: { number: '7' } }, testSecrets.INDEX_KEY)
    expect(bare).toMatchObject({ caption: '7', open: { number: '7' }, words: '' })
  })
})
