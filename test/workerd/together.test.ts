// Acts that change several records: all of them in one moment, or none; and nobody sees or does half of it.
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, it } from 'vitest'
import { catalogue } from '../../workers/catalogue.ts'
import { personalNumber } from '../../workers/kernel/formats/personal-number.ts'
import { recordByKey } from '../../workers/store/objects.ts'
import { act, faults, known, settle } from '../support/ledger.ts'
import { there, unwrap } from '../support/result.ts'

let born = 0
/** Somebody whom no other test knows. */
async function person() {
  const key = personalNumber('1931-03-05', 700 + (born += 1))
  await known(key)
  return key
}
const civil = (key: string) => recordByKey(env, there(catalogue.registers.get('civil')), key)
const registrar = { register: 'civil', actor: { role: 'grao.registrar', person: 'registrar' } }
const valuesOf = async (key: string) => {
  const own = await civil(key).ofSubject(key)
  return there(own).view.values
}

describe('a marriage', () => {
  it('is entered at both spouses by one act, whose receipt names both entries', async ({ expect }) => {
    const [one, other] = [await person(), await person()]
    const receipt = unwrap(await act(one, 'marry', { spouse: ` ${other}` }, registrar))
    expect(receipt.together).toHaveLength(1)
    expect(await valuesOf(one)).toMatchObject({ spouse: other })
    expect(await valuesOf(other)).toMatchObject({ spouse: one })
    const [with_] = receipt.together ?? []
    expect(with_).toMatchObject({ register: 'civil', seq: 2, recordedAt: receipt.recordedAt })
    const page = there(await civil(other).page({}))
    expect(page.entries[0]).toMatchObject({ act: 'marry', leafHash: with_?.leafHash })
    await settle([receipt.id, there(with_).id], 'civil')
    expect(await faults([receipt.id, there(with_).id], 'civil')).toEqual([])
    expect(
      await runInDurableObject(civil(one), (_, { storage }) => storage.sql.exec('SELECT * FROM holds').toArray()),
    ).toEqual([])
  })
})
