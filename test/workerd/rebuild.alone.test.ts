// The read model made anew from the records: what was there, row by row, whatever became of it and whoever acts meanwhile.
import { runDurableObjectAlarm } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, it } from 'vitest'
import { registerObject } from '../../workers/store/objects.ts'
import { act, entered, faults, golf, owner, settle } from '../support/ledger.ts'
import { unwrap } from '../support/result.ts'

const vehicles = registerObject(env, 'vehicles')
/** More than one page of a rebuild. */
const RECORDS = 110

/** Makes all pages anew, as the operator does; how many records, and in how many pages. */
async function rebuild(): Promise<{ records: number; pages: number }> {
  let [records, pages] = [0, 0]
  for (let after: string | undefined = ''; after !== undefined; pages += 1) {
    const page: { records: number; next?: string } = await vehicles.rebuild(after)
    records += page.records
    after = page.next
  }
  return { records, pages }
}

/** Every table of the read model; `n` is its own affair, and stands for the record that it names. */
async function readModel() {
  const all = async (sql: string) => (await env.DB.prepare(sql).all()).results
  return {
    snapshots: await all(
      'SELECT register, id, seq, recorded_at, effective_from, caption, open, called FROM snapshots ORDER BY register, id',
    ),
    exact: await all('SELECT * FROM exact ORDER BY register, field, blind, id'),
    words: await all(
      'SELECT register, id, body, tokens, past FROM words JOIN snapshots ON n = words.rowid ORDER BY register, id',
    ),
    facets: await all('SELECT * FROM facets WHERE records > 0 ORDER BY token'),
    counts: await all('SELECT * FROM counts ORDER BY register'),
    strays: await all('SELECT rowid FROM words WHERE rowid NOT IN (SELECT n FROM snapshots)'),
  }
}

const made = await Promise.all(
  Array.from({ length: RECORDS }, (_, n) => entered({ model: `Golf ${n}`, owner: owner(n) })),
)
const ids = made.map(({ id }) => id)
const [first, second, third] = made
if (first === undefined || second === undefined || third === undefined) throw new Error('no records')
unwrap(await act(first.vin, 'scrap'))
unwrap(await act(second.vin, 'suspend', {}, { effectiveFrom: '2027-01-01' }))
unwrap(await act(third.vin, 'correct', { colour: 'black' }))
const future = await entered({}, { effectiveFrom: '2027-01-01' })
await settle([...ids, future.id])
const before = await readModel()

describe('a rebuild', () => {
  it('begins from a read model that is right', async ({ expect }) => {
    expect(before.snapshots).toHaveLength(RECORDS)
    expect(before.exact.length).toBeGreaterThan(2 * RECORDS)
    expect(before.words).toHaveLength(RECORDS)
    expect(before).toMatchObject({ counts: [{ register: 'vehicles', records: RECORDS }], strays: [] })
    expect(await faults([first.id, second.id, third.id, future.id])).toEqual([])
  })

  it.for<[what: string, harm: readonly string[]]>([
    ['that lost nothing', []],
    ['that was emptied', ['DELETE FROM snapshots', 'DELETE FROM exact', 'DELETE FROM words', 'DELETE FROM facets']],
    [
      'that lost half its rows, and what the others are found by',
      ['DELETE FROM snapshots WHERE n % 2 = 0', 'DELETE FROM exact', 'DELETE FROM words WHERE rowid % 4 = 1'],
    ],
    [
      'that was tampered with',
      [
        `UPDATE snapshots SET open = '{"model":"Trabant"}', caption = 'Trabant', seq = 99`,
        `INSERT INTO snapshots (register, id, seq, recorded_at, effective_from, caption, open) VALUES ('vehicles', 'forged', 1, 1, '2026-01-01', 'forged', '{}')`,
        `UPDATE facets SET records = 7`,
        `INSERT INTO exact VALUES ('vehicles', 'owner', 'forged', 'forged')`,
      ],
    ],
  ])('of one %s gives what was there', async ([, harm], { expect }) => {
    for (const sql of harm) await env.DB.prepare(sql).run()
    expect(await rebuild()).toEqual({ records: RECORDS, pages: 2 })
    expect(await readModel()).toEqual(before)
  })

  it('that broke off is done by the next', async ({ expect }) => {
    await vehicles.rebuild('')
    expect((await readModel()).snapshots.length).toBeLessThan(RECORDS)
    await rebuild()
    expect(await readModel()).toEqual(before)
  })

  it('leaves the other registers alone', async ({ expect }) => {
    const other = `INSERT INTO snapshots (register, id, seq, recorded_at, effective_from, caption, open) VALUES ('civil', 'x', 1, 1, '2026-01-01', 'x', '{}')`
    await env.DB.prepare(other).run()
    await rebuild()
    const { snapshots } = await readModel()
    expect(snapshots.filter(({ register }) => register === 'civil')).toHaveLength(1)
    await env.DB.prepare(`DELETE FROM snapshots WHERE register = 'civil'`).run()
  })

  it('of a register that has nothing is done at once', async ({ expect }) => {
    expect(await registerObject(env, 'authorities').rebuild('')).toEqual({ records: 0 })
  })

  it('while officials act shows in the end what they did', async ({ expect }) => {
    const busy = made.slice(3, 23)
    const acting = Promise.all(
      busy.map(async ({ vin, record }, n) => {
        unwrap(await act(vin, 'change-owner', { owner: owner(500 + n) }))
        await runDurableObjectAlarm(record)
      }),
    )
    const publishing = (async () => {
      for (let round = 0; round < 5; round++) await settle([])
    })()
    await Promise.all([rebuild(), acting, publishing, rebuild()])
    const added = await entered({ ...golf, model: 'Late' })
    await settle([...busy.map(({ id }) => id), added.id])
    expect(await faults([...ids.slice(0, 40), added.id])).toEqual([])
    expect((await readModel()).snapshots).toHaveLength(RECORDS + 1)
  })
})
