// One suite for every definition, and for a register that no state would keep.
import { describe, it } from 'vitest'
import { catalogue } from '../../workers/catalogue.ts'
import { decide } from '../../workers/engines/record.ts'
import type { Field } from '../../workers/kernel/field.ts'
import { loadRegister } from '../../workers/kernel/load.ts'
import type { RegisterDefinition } from '../../workers/kernel/register.ts'
import { at } from '../support/chance.ts'
import { tennisClub } from '../support/tennis-club.ts'

const registers: readonly RegisterDefinition[] = [...catalogue.registers.values(), tennisClub]

/** Every text of a definition, with where it stands. */
function texts(value: unknown, path = ''): readonly (readonly [string, Record<string, unknown>])[] {
  if (typeof value !== 'object' || value === null) return []
  if ('bg' in value) return [[path, value]]
  return Object.entries(value).flatMap(([name, inner]) => texts(inner, `${path}.${name}`))
}

it('knows the registers of the spine', ({ expect }) => {
  expect([...catalogue.registers.keys()]).toEqual(
    expect.arrayContaining(['civil', 'addresses', 'authorities', 'officials', 'vehicles']),
  )
})

describe.each(registers)('register $id', (definition) => {
  const answer = loadRegister(definition)

  it('loads: each name is known and each expression has its type', ({ expect }) => {
    expect(answer.ok ? '' : answer.detail).toBe('')
  })

  it('is plain data', ({ expect }) => {
    expect(JSON.parse(JSON.stringify(definition))).toEqual(definition)
  })

  it('cites its law', ({ expect }) => {
    expect(definition.law).toMatch(/\d/u)
  })

  it('speaks both languages everywhere', ({ expect }) => {
    const all = texts(definition)
    expect(all.length).toBeGreaterThan(10)
    const bare = all.filter(
      ([, text]) => ![text['bg'], text['en']].every((one) => typeof one === 'string' && one.trim() !== ''),
    )
    expect(bare.map(([path]) => path)).toEqual([])
    expect(all.filter(([, text]) => /[А-я]/u.test(String(text['en']))).map(([path]) => path)).toEqual([])
  })

  it('refers only to registers that exist', ({ expect }) => {
    const fields: readonly Field[] = Object.values(definition.fields)
    const missing = fields.filter((field) => field.type === 'reference' && !catalogue.registers.has(field.register))
    expect(missing).toEqual([])
  })

  it('is kept by an authority, and its acts are done by somebody', ({ expect }) => {
    expect(definition.keeper).toMatch(/^[a-z-]+$/u)
    expect(Object.values(definition.acts).every((act) => act.by.length > 0)).toBe(true)
  })

  it('uses each refusal that it explains', ({ expect }) => {
    const used = new Set(Object.values(definition.acts).flatMap((act) => Object.keys(act.refuse ?? {})))
    expect(Object.keys(definition.refusals).filter((code) => !used.has(code))).toEqual([])
  })

  it('refuses acts that nobody defined', ({ expect }) => {
    if (!answer.ok) throw new Error(answer.detail)
    const command = {
      register: definition.id,
      key: 'x',
      act: 'constructor',
      input: {},
      idempotencyKey: 'k',
      actor: { role: 'operator' },
      basis: {},
    }
    expect(decide(answer.value, null, command, at('2026-03-02'))).toEqual({ ok: false, error: 'unknown-act' })
  })
})

describe('a definition with a fault', () => {
  const broken = (change: Partial<RegisterDefinition>) => {
    const answer = loadRegister({ ...tennisClub, ...change })
    return answer.ok ? 'loaded' : answer.detail
  }
  it.for<[string, Partial<RegisterDefinition>, RegExp]>([
    ['an unknown field in an expression', { caption: 'record.nose' }, /No such key: nose/u],
    ['a closed field in the caption', { caption: 'string(record.born)' }, /No such key: born/u],
    ['a law without an article', { law: 'Устав' }, /no article/u],
    ['a key that is no field', { key: 'passport' }, /no field/u],
    ['no act that makes a record', { acts: {} }, /no act makes/u],
    ['a refusal without a text', { refusals: {} }, /has no text/u],
  ])('is refused whole: %s', ([, change, expected], { expect }) => {
    expect(broken(change)).toMatch(expected)
  })

  it('names every fault at once', ({ expect }) => {
    expect(broken({ law: 'Устав', key: 'passport' })?.split('\n')).toHaveLength(3)
  })
})
