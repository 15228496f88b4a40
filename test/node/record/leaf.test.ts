// The leaf tells nothing, commits to everything, and outlives an erased value.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { committed, hashLeaf, sealLeaf } from '../../../workers/engines/leaf.ts'
import { commit } from '../../../workers/engines/log/commitment.ts'
import { decide } from '../../../workers/engines/record.ts'
import { fromHex } from '../../../workers/kernel/bytes.ts'
import { loadRegister } from '../../../workers/kernel/load.ts'
import { at, countingRandom } from '../../support/chance.ts'
import { tennisClub } from '../../support/tennis-club.ts'

const loaded = loadRegister(tennisClub)
if (!loaded.ok) throw new Error(loaded.detail)
const club = loaded.value

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

  it('is a different one for the same entry each time: nobody can look a value up', ({ expect }) => {
    const { entry } = join('0888123456')
    const random = countingRandom()
    const [one, other] = [sealLeaf('tennis-club', entry, random), sealLeaf('tennis-club', entry, random)]
    expect(one.leafHash).not.toBe(other.leafHash)
    expect(one.leafHash).toBe(hashLeaf(one.leaf))
  })
})
