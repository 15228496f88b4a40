// A value that one record alone may have: of many that want it the first gets it, and it is free once nobody has it.
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, describe, it, vi } from 'vitest'
import { blindIndex } from '../../workers/engines/names.ts'
import { CLAIM_MS } from '../../workers/engines/unique.ts'
import { claimByName } from '../../workers/store/objects.ts'
import { act, entered, golf, newPlate, newVin, settle, vehicle } from '../support/ledger.ts'
import { there } from '../support/result.ts'

afterEach(() => void vi.useRealTimers())

const TAKEN = { ok: false, error: 'invalid-input', issues: [{ field: 'plate', code: 'value-taken' }] }

const later = (ms: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms })
const claimOf = (plate: string) =>
  claimByName(env, `vehicles.plate:${blindIndex(env.INDEX_KEY, 'vehicles', 'plate', plate)}`)

describe('a number plate', () => {
  it('is given to one vehicle, however many want it at once and however it is typed', async ({ expect }) => {
    const plate = newPlate()
    const typed = [plate, plate.toLowerCase(), plate.replace(/\d+/u, ' $& ')]
    const wanting = Array.from({ length: 30 }, (_, n) =>
      act(newVin(), 'enter', { ...golf, plate: typed[n % 3] ?? plate }),
    )
    const answers = await Promise.all(wanting)
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    for (const answer of answers) if (!answer.ok) expect(answer).toEqual(TAKEN)
  })

  it('stays with its vehicle, which may be given it again, and is refused to others for as long', async ({
    expect,
  }) => {
    const plate = newPlate()
    const { vin } = await entered({ plate })
    expect(await act(vin, 'change-plate', { plate })).toMatchObject({ ok: false, error: 'nothing-changes' })
    const other = await entered()
    later(30 * 24 * CLAIM_MS)
    expect(await act(other.vin, 'change-plate', { plate })).toEqual(TAKEN)
  })

  it('is free when its vehicle has another, or is scrapped', async ({ expect }) => {
    const [plate, scrapped] = [newPlate(), newPlate()]
    const one = await entered({ plate })
    const two = await entered({ plate: scrapped })
    await act(one.vin, 'change-plate', { plate: newPlate() })
    await act(two.vin, 'scrap')
    later(CLAIM_MS)
    const other = await entered()
    expect(await act(other.vin, 'change-plate', { plate })).toMatchObject({ ok: true })
    expect(await act(newVin(), 'enter', { ...golf, plate: scrapped })).toMatchObject({ ok: true })
  })

  it('that was claimed for an act which never came about is free after a minute', async ({ expect }) => {
    const plate = newPlate()
    const refused = await act(newVin(), 'enter', { ...golf, plate, mass: 1 })
    expect(refused).toMatchObject({ ok: false, error: 'invalid-input' })
    const { vin } = await entered()
    expect(await act(vin, 'change-plate', { plate })).toEqual(TAKEN)
    later(CLAIM_MS)
    expect(await act(vin, 'change-plate', { plate })).toMatchObject({ ok: true })
  })

  it('of which no claim is known is found in the read model', async ({ expect }) => {
    const plate = newPlate()
    const { id } = await entered({ plate })
    await settle([id])
    await runInDurableObject(claimOf(plate), (_, { storage }) => storage.deleteAll())
    expect(await act(newVin(), 'enter', { ...golf, plate })).toEqual(TAKEN)
  })

  it('is not claimed by whoever may not do the act', async ({ expect }) => {
    const plate = newPlate()
    const { vin } = await entered()
    const role = { actor: { role: 'mon.registrar' } }
    expect(await act(vin, 'change-plate', { plate }, role)).toEqual({ ok: false, error: 'not-allowed' })
    expect(await act(vin, 'change-plate', { plate })).toMatchObject({ ok: true })
  })

  it('stands in no name or value of who keeps the claims', async ({ expect }) => {
    const plate = newPlate()
    const { vin } = await entered({ plate })
    const kept = await runInDurableObject(claimOf(plate), (_, { storage, id }) => [id.name, ...storage.kv.list()])
    const { id } = there(await vehicle(vin).snapshot())
    expect(JSON.stringify(kept)).toContain(id)
    for (const secret of [plate, vin]) expect(JSON.stringify(kept)).not.toContain(secret)
  })
})
