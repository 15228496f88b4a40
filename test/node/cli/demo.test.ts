// The demo's data: a portal that is alive, in which every act is one that the law of its register allows.
import { describe, it, vi } from 'vitest'
import { demoActs } from '../../../cli/demo/acts.ts'
import { deskActs } from '../../../cli/demo/lives.ts'
import { officials } from '../../../cli/demo/officials.ts'
import { people } from '../../../cli/demo/people.ts'
import { places } from '../../../cli/demo/places.ts'
import { residents } from '../../../cli/demo/residents.ts'
import { UNTIL, vehicles } from '../../../cli/demo/vehicles.ts'
import type { ActLine } from '../../../cli/operator.ts'
import { catalogue } from '../../../workers/catalogue.ts'
import { advance, decide, type Head } from '../../../workers/engines/record.ts'
import { cellsOf, type Field } from '../../../workers/kernel/field.ts'
import { valuesOf } from '../../../workers/engines/disclosure.ts'
import { at } from '../../support/chance.ts'
import { there } from '../../support/result.ts'

const TODAY = '2026-11-24'
const circumstances = { ...at(TODAY), together: { id: 'demo', with: [] } }

const lines = [...demoActs.map((line) => ({ ...line, by: 'operator' })), ...deskActs]

/** What the acts refer to that is not there, or not yet. */
function missing({ register, input }: ActLine, heads: ReadonlyMap<string, Head>): readonly string[] {
  const fields: { readonly [name: string]: Field } = there(catalogue.registers.get(register)).fields
  return cellsOf(fields).flatMap(([path, field]) =>
    field.type === 'reference'
      ? valuesOf(input, path).flatMap((key) =>
          heads.has(`${field.register}:${String(key)}`) ? [] : [`${register}.${path}`],
        )
      : [],
  )
}

/** Every act after the other, as the records would decide them. */
function perform() {
  const heads = new Map<string, Head>()
  const faults: string[] = []
  for (const line of lines) {
    const { by, register, act, key, input, effectiveFrom, idempotencyKey } = line
    faults.push(...missing(line, heads).map((field) => `${idempotencyKey}: ${field} refers to nothing`))
    const rest = {
      idempotencyKey,
      actor: { role: by },
      basis: {},
      ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
    }
    const waiting = [{ register, act, key, input }]
    const done = new Set<string>()
    // What changes with it follows; what it asks of a record that is part of it already is met.
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const of = `${next.register}:${next.key}`
      if (done.has(of)) continue
      const head = heads.get(of) ?? null
      const answer = decide(there(catalogue.register(next.register)), head, { ...next, ...rest }, circumstances)
      if (answer.ok) {
        heads.set(of, advance(head, answer.value))
        waiting.push(...answer.value.companions)
      } else faults.push(`${idempotencyKey}: ${answer.error} ${JSON.stringify(answer.issues ?? '')}`)
      done.add(of)
    }
  }
  return { heads, faults }
}
const { heads, faults } = perform()

const count = (test: (line: (typeof lines)[number]) => boolean) => lines.filter(test).length

describe('the demo', () => {
  it('does nothing that its registers refuse, and refers to nothing that is not there', ({ expect }) => {
    expect(faults).toEqual([])
    expect(heads.size).toBe(new Set(demoActs.map(({ register, key }) => `${register}:${key}`)).size)
  })

  it('is the same at every start, act by act', async ({ expect }) => {
    vi.resetModules()
    const again = await import('../../../cli/demo/lives.ts')
    const first = await import('../../../cli/demo/acts.ts')
    expect(again.deskActs).not.toBe(deskActs)
    expect([first.demoActs, again.deskActs]).toEqual([demoActs, deskActs])
    expect(new Set(lines.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(lines.length)
  })

  it('is not in the future of whoever loads it', ({ expect }) => {
    expect(lines.filter(({ effectiveFrom = '' }) => effectiveFrom > UNTIL)).toEqual([])
  })

  it('fills the country', ({ expect }) => {
    expect(new Set(places.map(({ province }) => province)).size).toBe(28)
    expect(places.length).toBeGreaterThan(80)
    expect(count(({ register }) => register === 'authorities')).toBeGreaterThan(24)
    expect(vehicles).toHaveLength(300)
  })

  it('has people of both sexes and all ages, of whom some have died', ({ expect }) => {
    expect(residents.length).toBeGreaterThanOrEqual(40)
    expect(new Set(residents.map(({ sex }) => sex)).size).toBe(2)
    const years = residents.map(({ bornOn }) => Number(bornOn.slice(0, 4)))
    expect([Math.min(...years) < 1940, Math.max(...years) > 2000]).toEqual([true, true])
    expect(count(({ act }) => act === 'death')).toBeGreaterThan(3)
  })

  it('has vehicles that were sold, stopped, resumed, corrected, given other plates and scrapped', ({ expect }) => {
    for (const name of ['change-owner', 'suspend', 'resume', 'correct', 'change-plate', 'scrap'])
      expect([name, count(({ register, act }) => register === 'vehicles' && act === name) > 5]).toEqual([name, true])
  })

  it('gives no plate twice', ({ expect }) => {
    const plates = lines.flatMap(({ input }) => (typeof input['plate'] === 'string' ? [input['plate']] : []))
    expect(plates.length).toBeGreaterThan(vehicles.length)
    expect(new Set(plates).size).toBe(plates.length)
  })

  it('knows everyone who can sign in, and gives each official their office', ({ expect }) => {
    for (const { personalNumber } of people) expect(heads.has(`civil:${personalNumber}`)).toBe(true)
    const offices = [...heads].flatMap(([name, { values }]) => (name.startsWith('officials:') ? [values] : []))
    const roles = offices
      .filter(({ status }) => status === 'active')
      .map(({ authority, role }) => `${String(authority)}.${String(role)}`)
    expect(roles.filter((role) => role === 'mvr.registrar').length).toBeGreaterThanOrEqual(2)
    expect(roles).toEqual(expect.arrayContaining(['grao.registrar', 'nsi.registrar', 'ministerski-savet.registrar']))
    // Who enters what has happened is somebody whom nobody else can sign in as.
    expect(
      deskActs
        .map(({ by }) => by)
        .filter((by) => !officials.some(({ office }) => `${office?.authority}.${office?.role}` === by)),
    ).toEqual([])
  })

  it('gives Georgi a car, and leaves Maria without one', ({ expect }) => {
    const owned = (id: string) => {
      const { personalNumber } = there(people.find((person) => person.id === id))
      return [...heads.values()].filter(({ values }) => values['owner'] === personalNumber).length
    }
    expect([owned('georgi'), owned('maria')]).toEqual([1, 0])
  })
})
