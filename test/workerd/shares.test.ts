// Showing others an extract of one's own record: what was chosen and no more, until its time, to whoever has the address.
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, describe, it, vi } from 'vitest'
import { parseSheet, verifySheet } from '../../workers/engines/log/sheet.ts'
import { recordId } from '../../workers/engines/names.ts'
import { catalogue } from '../../workers/catalogue.ts'
import { sharesOf } from '../../workers/store/objects.ts'
import { citizen } from '../support/citizen.ts'
import { settle } from '../support/ledger.ts'
import { there, unwrap } from '../support/result.ts'
import { Visitor } from '../support/visitor.ts'

afterEach(() => void vi.useRealTimers())

const HOUR_MS = 60 * 60_000

/** Somebody with a record in the population register, which is published. */
async function known() {
  const { visitor, who } = await citizen()
  const id = recordId(env.INDEX_KEY, there(catalogue.registers.get('civil')), who.number)
  await settle([id], 'civil')
  return { visitor, who, id, form: `/en/me/show/civil/${id}` }
}

const posted = async (visitor: Visitor, path: string, fields: string) => {
  const headers = { Origin: env.ORIGIN, 'Content-Type': 'application/x-www-form-urlencoded' }
  return visitor.raw('POST', path, { body: fields, headers })
}
const nonce = crypto.randomUUID()
const wanted = `nonce=${nonce}&field=givenName&field=bornOn&term=hour`

/** What was shown, and the address that leads to it. */
async function showing() {
  const person = await known()
  const answer = await posted(person.visitor, person.form, wanted)
  const own = there(answer.headers.get('Location'))
  const page = await (await person.visitor.get(own)).text()
  const address = there(/href="[^"]*(\/shown\/[A-Za-z0-9_-]+)"/u.exec(page)?.[1])
  return { ...person, own, page, address }
}

describe('an extract of one’s own record', () => {
  it('shows what was chosen and no more, and proves itself', async ({ expect }) => {
    const { who, own, page, address, visitor, form } = await showing()
    expect(page).toContain('<svg class="izvor-qr"')
    // The same form sent twice shows one thing.
    const again = await posted(visitor, form, wanted)
    expect(again.headers.get('Location')).toBe(own)
    const clerk = new Visitor(env)
    const seen = await clerk.get(`/en${address}`)
    const html = await seen.text()
    expect(seen.headers.get('X-Robots-Tag')).toBe('noindex')
    expect(html).toContain('The extract holds')
    expect(html).toContain('Мария')
    for (const secret of [who.number, 'Иванова', 'Шипка']) expect(html).not.toContain(secret)
    expect(html).toContain('no new entries since')
    const file = await (await clerk.get(`${address}/extract.tlog-proof`)).text()
    const verified = unwrap(await verifySheet(unwrap(parseSheet(file))))
    expect(Object.keys(there(verified.entries[0]).values).toSorted()).toEqual(['record', 'set.bornOn', 'set.givenName'])
    // No address tells whose it is, and no two are alike.
    const other = there(/(\/shown\/[A-Za-z0-9_-]+)"/u.exec(await (await visitor.get(own)).text())?.[1])
    expect(other).not.toBe(address)
    expect(await (await visitor.get('/en/me/shares')).text()).toContain('2 times')
  })

  it('asks for what is missing, and keeps what was chosen', async ({ expect }) => {
    const { visitor, form } = await known()
    const answer = await posted(visitor, form, `nonce=${nonce}&field=givenName`)
    const html = await answer.text()
    expect([answer.status, html.includes('Choose for how long')]).toEqual([422, true])
    expect(html).toMatch(/value="givenName" checked/u)
    const none = await posted(visitor, form, `nonce=${nonce}&field=nothing&field=constructor&term=day`)
    expect([none.status, (await none.text()).includes('Choose at least one of the data')]).toEqual([422, true])
  })

  it('is over at its time, when its owner ends it, and for whoever makes an address up', async ({ expect }) => {
    const { visitor, who, own, address } = await showing()
    const clerk = new Visitor(env)
    const status = async (path: string) => (await clerk.get(path)).status
    expect(await status(address)).toBe(200)
    expect(await status(`${address.slice(0, -1)}${address.endsWith('A') ? 'B' : 'A'}`)).toBe(410)
    expect(await status('/shown/AAAA')).toBe(410)
    await visitor.post(`${own}/end`)
    expect([await status(address), await status(`${address}/extract.tlog-proof`)]).toEqual([410, 410])

    const later = await showing()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + HOUR_MS + 1 })
    expect(await status(later.address)).toBe(410)
    const object = sharesOf(env, later.who.id)
    await runDurableObjectAlarm(object)
    const left = await runInDurableObject(object, (_, { storage }) => storage.kv.get('schema') ?? null)
    expect(left).toBeNull()
    expect(who.id).not.toBe(later.who.id)
  })

  it('is nobody else’s to show, to see or to end', async ({ expect }) => {
    const { own, form, address } = await showing()
    const { visitor } = await citizen()
    expect((await posted(visitor, form, wanted)).status).toBe(404)
    expect((await visitor.get(own)).status).toBe(410)
    await visitor.post(`${own}/end`)
    expect((await new Visitor(env).get(address)).status).toBe(200)
    expect((await new Visitor(env).get('/me/shares')).status).toBe(303)
  })
})
