// Two versions of a record side by side: on a page and for programs, and nothing closed in either.
import { beforeAll, describe, it } from 'vitest'
import type { Compared } from '../../workers/http/compare.ts'
import { ask } from '../support/machine.ts'
import { open, textOf } from '../support/pages.ts'
import { byRegistrar, publish, SECRETS, vehicle } from '../support/records.ts'

const VIN = 'WVWZZZ1JZXW774401'
let path = ''

beforeAll(async () => {
  path = `/registers/vehicles/records/${(await vehicle(VIN, { plate: 'СВ7744АВ' })).id}`
  await byRegistrar(VIN, 'suspend', {}, '2025-06-01')
  await byRegistrar(VIN, 'change-plate', { plate: 'СВ7745АВ' }, '2025-07-01')
  await byRegistrar(VIN, 'resume', {}, '2025-09-01')
  // Reaches back behind all of them.
  await byRegistrar(VIN, 'correct', { colour: 'blue' }, '2024-01-15')
  await publish('vehicles')
})

const compared = async (query: string) => {
  const answer = await ask(`/api${path}/compare${query}`)
  return { status: answer.status, body: await answer.json<Compared & { code?: string }>() }
}

describe('a comparison', () => {
  it('of two versions tells each field, each act, its basis and by whom', async ({ expect }) => {
    const { body } = await compared('?from=1&to=3')
    expect(body.changes).toEqual([{ field: 'status', from: 'active', to: 'suspended' }])
    expect(body.closed).toEqual(['plate'])
    expect(body.entries.map(({ seq, act, role }) => [seq, act, role])).toEqual([
      [3, 'change-plate', 'mvr.registrar'],
      [2, 'suspend', 'mvr.registrar'],
    ])
    expect(body.more).toBe(false)
  })

  it('shows versions as they were known, whatever was corrected later', async ({ expect }) => {
    expect((await compared('?from=3&to=4')).body.changes).toEqual([
      { field: 'status', from: 'suspended', to: 'active' },
    ])
    const { body } = await compared('')
    expect([body.from, body.to, body.changes]).toEqual([4, 5, [{ field: 'colour', from: 'white', to: 'blue' }]])
    expect((await compared('?from=0&to=1')).body.changes).toContainEqual({ field: 'make', to: 'Škoda' })
    expect((await compared('?from=0&to=5')).body.changes).toContainEqual({ field: 'colour', to: 'blue' })
  })

  it.for(['?from=2&to=2', '?from=3&to=1', '?from=1&to=6', '?from=x', '?to=0', '?from=-1&to=2'])(
    'of %s is no comparison',
    async (query, { expect }) => {
      expect(await compared(query)).toMatchObject({ status: 404, body: { code: 'unknown-version' } })
      expect((await open(`${path}/compare${query}`)).status).toBe(404)
    },
  )

  it('has a page in both languages, which the history leads to', async ({ expect }) => {
    const record = await open(path)
    expect(record.html).toContain(`href="${path}/compare?from=1&amp;to=2"`)
    const bg = textOf((await open(`${path}/compare?from=1&to=3`)).html)
    for (const words of [
      'Състояние регистрирано',
      'Между вписване № 1 и вписване № 3.',
      'Променени са и затворени данни',
    ])
      expect(bg).toContain(words)
    const { html } = await open(`/en${path}/compare?from=1&to=3`)
    for (const words of ['Status registered', 'After entry no. 3', 'By whom', 'Закон за движението по пътищата'])
      expect(textOf(html)).toContain(words)
    for (const secret of [VIN, 'СВ7744АВ', 'СВ7745АВ', SECRETS.owner]) expect(html + bg).not.toContain(secret)
  })
})
