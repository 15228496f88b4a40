// Names that tell nothing: equal for equal keys however typed, different for all else, and not to be computed without the secret.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { catalogue } from '../../workers/catalogue.ts'
import { blindIndex, personId, recordId } from '../../workers/engines/names.ts'
import { testSecrets } from '../support/secrets.ts'
import { there } from '../support/result.ts'
import { tennisClub } from '../support/tennis-club.ts'

const SECRET = testSecrets.INDEX_KEY
const OTHER = testSecrets.SESSION_KEY
const register = (id: string) => there(catalogue.registers.get(id))
const [civil, vehicles, authorities] = [register('civil'), register('vehicles'), register('authorities')]

describe('the id of a record', () => {
  it('is its key where that is open', ({ expect }) => {
    expect(recordId(SECRET, authorities, 'mvr')).toBe('mvr')
    expect(recordId(SECRET, tennisClub, '7')).toBe('7')
  })

  it('tells nothing of a key that is not: 26 characters, others under another secret or in another register', ({
    expect,
  }) => {
    const id = recordId(SECRET, civil, '6101057509')
    expect(id).toMatch(/^[a-z2-7]{26}$/u)
    expect(recordId(OTHER, civil, '6101057509')).not.toBe(id)
    expect(recordId(SECRET, civil, '7523169263')).not.toBe(id)
    expect(recordId(SECRET, { ...civil, id: 'civil2' }, '6101057509')).not.toBe(id)
    expect(personId(SECRET, '6101057509')).not.toBe(id)
  })

  it('is the same however the key is typed', ({ expect }) => {
    const typed = [' wvwzzz1jzxw000001 ', 'WVW ZZZ-1JZ-XW 000001', 'wvwzzz1jzхw000001', 'WVWZZZ1JZXW000001\n']
    expect(new Set(typed.map((key) => recordId(SECRET, vehicles, key)))).toEqual(
      new Set([recordId(SECRET, vehicles, 'WVWZZZ1JZXW000001')]),
    )
    expect(recordId(SECRET, authorities, ' MVR ')).toBe('mvr')
    expect(recordId(SECRET, tennisClub, 'A\u030a')).toBe('å')
  })
})

describe('a name', () => {
  it('of 128 bits is the RFC 4648 base32 of them', ({ expect }) => {
    // Computed with Python: base64.b32encode(hmac.new(b'\x01' * 32, b'person\x006101057509', 'sha256').digest()[:16])
    expect(personId(SECRET, '6101057509')).toBe('5pshxgt4be6hy7iixxy7qlq2cm')
  })

  it('never joins two parts into one: a field and a value cannot be shifted', ({ expect }) => {
    const parts = fc.tuple(...Array.from({ length: 3 }, () => fc.stringMatching(/^[a-z]{1,3}$/u))) as fc.Arbitrary<
      [string, string, string]
    >
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        expect(blindIndex(SECRET, ...a) === blindIndex(SECRET, ...b)).toBe(a.join(' ') === b.join(' '))
      }),
    )
  })
})
