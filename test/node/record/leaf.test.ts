// The leaf tells nothing, commits to everything, and outlives an erased value.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import type { Audience } from '../../../workers/engines/disclosure.ts'
import { committed, hashLeaf, openLeaf, sealLeaf } from '../../../workers/engines/leaf.ts'
import { commit } from '../../../workers/engines/log/commitment.ts'
import { decide, type Sealed } from '../../../workers/engines/record.ts'
import { catalogue } from '../../../workers/catalogue.ts'
import { fromHex } from '../../../workers/kernel/bytes.ts'
import { personalNumber } from '../../../workers/kernel/formats/personal-number.ts'
import { loadRegister } from '../../../workers/kernel/load.ts'
import { at, countingRandom } from '../../support/chance.ts'
import { there, unwrap } from '../../support/result.ts'
import { tennisClub } from '../../support/tennis-club.ts'

const club = unwrap(loadRegister(tennisClub))
const civil = there(catalogue.register('civil'))

const join = (phone: string) => {
  const decision = decide(
    club,
    null,
    {
      register: 'tennis-club',
      key: '7',
      act: 'join',
      input: { nickname: 'Гого', phone, hand: 'left', born: '1990-05-04' },
      idempotencyKey: 'k',
      actor: { role: 'club.secretary', person: 'p1' },
      basis: { case: 'c1' },
    },
    at('2026-03-02'),
  )
  if (!decision.ok) throw new Error(decision.error)
  return decision.value
}

describe('a leaf', () => {
  it('commits to the key, the person, the case and each field, and can be opened one by one', ({ expect }) => {
    const { entry, salts, leaf } = join('0888123456')
    const { commitments } = JSON.parse(leaf) as { commitments: Record<string, string> }
    const opened = committed(entry).map(([path, value]) => [path, commit(fromHex(salts[path] ?? ''), value)])
    expect(Object.fromEntries(opened)).toEqual(commitments)
    expect(Object.keys(commitments)).toEqual(
      expect.arrayContaining(['key', 'person', 'case', 'set.phone', 'set.points']),
    )
  })

  it('holds no value that it commits to', ({ expect }) => {
    fc.assert(
      fc.property(fc.stringMatching(/^08\d{8}$/u), (phone) => {
        const { leaf } = join(phone)
        expect(leaf).not.toContain(phone)
        expect(leaf).not.toContain('Гого')
      }),
    )
  })

  it('cannot be guessed: not one of the thousand numbers of a birthday fits, but with the salt one does', ({
    expect,
  }) => {
    const { leaf, salts } = unwrap(
      decide(
        civil,
        null,
        {
          register: 'civil',
          key: '6101057509',
          act: 'enter',
          input: {
            givenName: 'Мария',
            familyName: 'Иванова',
            bornOn: '1961-01-05',
            sex: 'female',
            citizenship: 'България',
            settlement: '68134',
            street: 'ул. Шипка 5',
          },
          idempotencyKey: 'k',
          actor: { role: 'grao.registrar', person: 'p1' },
          basis: {},
        },
        at('2026-03-02'),
      ),
    )
    expect(leaf).not.toContain('6101057509')
    const { commitments } = JSON.parse(leaf) as { commitments: Record<string, string> }
    const numbers = Array.from({ length: 1000 }, (_, serial) => personalNumber('1961-01-05', serial))
    const opened = (salt: Uint8Array) =>
      numbers.filter((number) => Object.values(commitments).includes(commit(salt, number)))
    // A guesser knows no salt, or those of the values that are shown.
    const known = [
      new Uint8Array(),
      new Uint8Array(16),
      ...['record', 'set.sex'].map((path) => fromHex(salts[path] ?? '')),
    ]
    expect(known.flatMap(opened)).toEqual([])
    expect(opened(fromHex(salts['key'] ?? ''))).toEqual(['6101057509'])
  })

  it('is opened as far as an audience may see, and no further than its salts are kept', ({ expect }) => {
    const sealed = join('0888123456')
    const seen = (audience: Audience, kept = sealed) => Object.keys(openLeaf(tennisClub, kept, audience).disclosed)
    const open = ['key', 'record', 'set.nickname', 'set.hand', 'set.points', 'set.active']
    expect(seen({ kind: 'public' }).toSorted()).toEqual(open.toSorted())
    expect(seen({ kind: 'subject' }).toSorted()).toEqual([...open, 'set.phone', 'set.born'].toSorted())
    const erased = { ...sealed, salts: { ...sealed.salts, 'set.nickname': undefined } as unknown as Sealed['salts'] }
    expect(seen({ kind: 'public' }, erased)).not.toContain('set.nickname')
  })

  it('is a different one for the same entry each time: nobody can look a value up', ({ expect }) => {
    const { entry } = join('0888123456')
    const random = countingRandom()
    const [one, other] = [sealLeaf('tennis-club', entry, random), sealLeaf('tennis-club', entry, random)]
    expect(one.leafHash).not.toBe(other.leafHash)
    expect(one.leafHash).toBe(hashLeaf(one.leaf))
  })
})
