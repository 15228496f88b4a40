// Records of one person that were entered twice: found by their names in either alphabet, looked at side by side, and
// merged by two officials; both histories stay, and whoever asks by the old number is answered by the one that stands.
import { env } from 'cloudflare:workers'
import { describe, it } from 'vitest'
import { catalogue } from '../../workers/catalogue.ts'
import { recordId } from '../../workers/engines/names.ts'
import { personalNumber } from '../../workers/kernel/formats/personal-number.ts'
import { recordByKey } from '../../workers/store/objects.ts'
import { attack } from '../support/attacks.ts'
import { citizen, clerk, type Walker } from '../support/citizen.ts'
import { act, settle } from '../support/ledger.ts'
import { there, unwrap } from '../support/result.ts'

const register = there(catalogue.registers.get('civil'))
const civil = (key: string) => recordByKey(env, register, key)
const idOf = (key: string) => recordId(env.INDEX_KEY, register, key)

let born = 0
/** One person under two numbers, as two clerks have written them. */
async function twice() {
  const bornOn = `1907-07-${String(10 + (born += 1)).padStart(2, '0')}`
  const keys = [personalNumber(bornOn, 301), personalNumber(bornOn, 302)] as const
  const rest = { bornOn, sex: 'female', citizenship: 'България', settlement: '68134', street: 'ул. „Шипка“ 14' }
  const enter = (key: string, givenName: string, familyName: string) =>
    act(key, 'enter', { ...rest, givenName, familyName }, { register: 'civil', actor: { role: 'operator' } })
  unwrap(await enter(keys[0], 'Йорданка', 'Щерева'))
  unwrap(await enter(keys[1], 'Yordanka', 'Shtereva'))
  await settle(keys.map(idOf), 'civil')
  return keys
}

/** Whether two records stand side by side on any page of the list. */
async function isListed(who: Walker, ids: readonly string[]): Promise<boolean> {
  let path = '/work/alike/civil'
  for (;;) {
    const { html } = await who.get(path)
    if (ids.every((id) => new RegExp(`href="/work/alike/civil/[^"]*${id}`, 'u').test(html))) return true
    const next = /href="(\/work\/alike\/civil\?after=[^"]+)" rel="next"/u.exec(html)?.[1]
    if (next === undefined) return false
    path = next.replaceAll('&amp;', '&')
  }
}

describe('a person who was entered twice', () => {
  it('is found, looked at with a trace, and merged by two officials', async ({ expect }) => {
    const [keys, first, second] = [await twice(), await clerk('grao.registrar'), await clerk('grao.registrar')]
    const ids = keys.map(idOf)
    expect((await first.get('/work')).html).toContain('href="/work/alike/civil"')
    expect(await isListed(first, ids)).toBe(true)
    const path = `/work/alike/civil/${ids.join('/')}`
    const page = await first.get(path)
    expect(page.status).toBe(200)
    for (const text of ['Йорданка', 'Yordanka', ...keys]) expect(page.html).toContain(text)
    for (const key of keys) expect(there(await civil(key).ofSubject(key)).accesses).toHaveLength(1)

    const nothing = await first.post(`${path}/sign`, { stands: '' })
    expect([nothing.status, nothing.html.includes('Изберете кой запис остава')]).toEqual([422, true])
    const proposed = await first.sign(`${path}/sign`, { stands: there(ids[0]) })
    expect(proposed).toMatchObject({ status: 303 })
    const proposal = proposed.location.replace('?done=yes', '')
    expect(proposal).toContain(`/work/proposals/civil/${there(ids[1])}/`)
    // Until another has signed, nothing has changed.
    expect(await civil(keys[1]).standing()).toBe('stands')
    expect(await second.sign(`${proposal}/sign`)).toMatchObject({ status: 303, location: proposal })
    expect(await civil(keys[1]).standing()).toBe('ended')
    expect(there(await civil(keys[1]).ofSubject(keys[1])).view.values).toMatchObject({ mergedInto: keys[0] })
    expect(there(await civil(keys[0]).ofSubject(keys[0])).view.values).toMatchObject({ mergedFrom: keys[1] })
    // Both histories are there, and say with what they were merged.
    for (const [key, done] of [
      [keys[0], 'take-over'],
      [keys[1], 'merge'],
    ] as const) {
      const { entries } = there(await civil(key).page({}))
      expect(entries.map(({ act: name }) => name)).toEqual([done, 'enter'])
      expect(entries[0]).toMatchObject({ second: 'grao.registrar', together: [{ register: 'civil' }] })
    }
    const purpose = { authority: 'mvr', role: 'mvr.registrar', law: 'чл. 2' }
    const answer = await civil(keys[1]).answer('person-names', { personalNumber: keys[1] }, purpose)
    expect(answer.values['names']).toBe('Йорданка Щерева')
    await settle(ids, 'civil')
    expect(await isListed(first, ids)).toBe(false)
    const actor = { role: 'grao.registrar', person: 'p' }
    const named = await act(keys[0], 'change-parents', { mother: keys[1] }, { register: 'civil', actor })
    expect(named).toMatchObject({ issues: [{ field: 'mother', code: 'reference-ended' }] })
  })

  it.for([attack('together', 'records compared by somebody who is no registrar')])(
    '%s (%s)',
    async ([, code], { expect }) => {
      const [keys, official, visitor] = [await twice(), await clerk('mvr.registrar'), await citizen()]
      for (const who of [official, visitor])
        for (const path of ['/work/alike/civil', `/work/alike/civil/${keys.map(idOf).join('/')}`]) {
          const { status, html } = await who.get(path)
          expect([status, html.includes('Yordanka')]).toEqual([403, false])
        }
      expect(code).toBe('not-allowed')
      for (const key of keys) expect(there(await civil(key).ofSubject(key)).accesses).toEqual([])
    },
  )
})
