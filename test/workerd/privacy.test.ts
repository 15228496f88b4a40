// The personal number of somebody who has done everything here: it never stands in an address, a cookie, a header, a log
// line, the name of an object, a key of the store, a refusal, or a page of the log, nor in clear in the read model, and no
// site or verifier is told it unasked. Nor does a name stand where a name has no business.
import { env } from 'cloudflare:workers'
import { beforeAll, describe, it } from 'vitest'
import { demoSettings, issueCard, makeDemoAuthority } from '../../cli/demo/authority.ts'
import { catalogue } from '../../workers/catalogue.ts'
import type { AssertionOptions } from '../../workers/engines/identity/options.ts'
import { authenticate } from '../../workers/engines/identity/software-card.ts'
import { registerObject } from '../../workers/store/objects.ts'
import { granting } from '../support/cases.ts'
import { citizen, clerk, type Walker } from '../support/citizen.ts'
import { entered, newVin, settle } from '../support/ledger.ts'
import { publish } from '../support/records.ts'
import { Visitor } from '../support/visitor.ts'
import { companySite, counter, keys, logins, looks, mandate, sale, wallet } from '../support/walks.ts'
import { watch } from '../support/watch.ts'

/** As each of them is called; no register shows it of them to everybody, but who represents a company. */
const NAME = /иванова/iu
const PUBLIC_NAMES = 'company-representatives'

const seen = watch()
let numbers: readonly string[] = []
/** What sites and verifiers were told who did not ask for a number, and who asked. */
let told: { readonly unasked: readonly string[]; readonly asked: string }
let wallets: Awaited<ReturnType<typeof wallet>>

/** A card login, from the outside, and one that fails. */
async function cardLogins({ who }: Walker): Promise<void> {
  const authority = await makeDemoAuthority(Date.now())
  const [givenName = '', familyName = ''] = who.login.name.split(' ')
  const about = { bg: '', en: '' }
  const person = { id: 'maria', personalNumber: who.number, givenName, familyName, about }
  const card = await issueCard(authority, person, Date.now())
  const visitor = new Visitor({ ...env, ...demoSettings(authority, [card]) })
  for (const origin of [env.ORIGIN, 'https://elsewhere.example']) {
    await visitor.get('/login')
    const { nonce } = await (await visitor.post('/login/card/challenge')).json<{ nonce: string }>()
    const token = JSON.stringify(await authenticate(card, origin, nonce))
    await visitor.post('/login/card', { nonce, token, next: `/services?q=${nonce.length}` })
  }
}

/** A service, from its beginning to the entry; and what its applicant sees of themselves. */
async function service(maria: Walker, official: Walker): Promise<void> {
  const id = await maria.apply(newVin())
  await official.get('/work')
  await official.get(`/work/cases/${id}`)
  await official.sign(`/work/cases/${id}/sign`, granting())
  for (const path of ['/me', '/me/data', '/me/devices', '/me/inbox', `/cases/${id}`, '/en/me/data'])
    await maria.get(path)
  await maria.get(`/registers/civil?q=${encodeURIComponent('Мария')}`)
}

/** An act that is refused, and an act of two officials. */
async function acts(number: string, registrar: Walker, second: Walker): Promise<void> {
  const headers = (key: string) => ({ 'Idempotency-Key': key })
  const acted = '/api/registers/civil/acts'
  await registrar.visitor.postJson(`${acted}/death`, { key: `${number}x`, input: {} }, headers('refused-1'))
  const corrected = { key: number, input: { familyName: 'Петрова' } }
  const options = await registrar.visitor.postJson(`${acted}/correct/options`, corrected, headers('two-1'))
  const assertion = await registrar.who.phone.get(await options.json<AssertionOptions>())
  const proposed = await registrar.visitor.postJson(`${acted}/correct`, { ...corrected, assertion }, headers('two-1'))
  const proposal = await proposed.json<{ record: string; id: string }>()
  await second.get('/work/proposals')
  await second.get(`/work/proposals/civil/${proposal.record}/${proposal.id}`)
  await second.sign(`/work/proposals/civil/${proposal.record}/${proposal.id}/sign`)
  await settle([proposal.record], 'civil')
}

beforeAll(async () => {
  const [maria, georgi, unknown] = await Promise.all([citizen(), citizen(), citizen()])
  const [official, registrar, second, ...clerks] = await Promise.all([
    clerk('mvr.registrar'),
    clerk('grao.registrar'),
    clerk('grao.registrar'),
    clerk('mvr.clerk'),
    clerk('mvr.clerk'),
  ])
  const { number } = maria.who
  const car = await entered({ owner: number })
  await settle([car.id])
  await cardLogins(maria)
  await service(maria, official)
  told = await logins(georgi)
  wallets = await wallet()
  await counter(unknown.who.number, clerks)
  await mandate(maria, georgi)
  await sale(georgi, maria)
  await keys(maria)
  await looks(maria, car.id)
  await companySite(georgi)
  await acts(number, registrar, second)
  await maria.post('/logout')
  await georgi.post('/logout')
  const people = [maria, georgi, unknown, official, registrar, second, ...clerks]
  numbers = [...people.map(({ who }) => who.number), wallets.number]
  for (const register of catalogue.registers.keys()) await publish(register)
}, 240_000)

const found = (texts: readonly string[]) => texts.filter((text) => numbers.some((number) => text.includes(number)))
const plain = (text: string) => decodeURIComponent(text.replaceAll(/%(?![0-9a-f]{2})/giu, '%25'))

describe('a personal number, or a name', () => {
  const AT_LEAST = { addresses: 400, headers: 2000, cookies: 100, lines: 5, names: 300, keys: 1, problems: 6 }

  it.for(Object.keys(AT_LEAST) as (keyof typeof AT_LEAST)[])('stands in none of the %s', (where, { expect }) => {
    expect(numbers).toHaveLength(9)
    const texts = seen[where].map(plain)
    expect(texts.length).toBeGreaterThanOrEqual(AT_LEAST[where])
    expect(found(texts)).toEqual([])
    expect(texts.filter((text) => NAME.test(text))).toEqual([])
  })

  it('is told to nobody who did not ask', ({ expect }) => {
    const { unasked, asked } = told
    expect(unasked.every((text) => text.includes('"sub"'))).toBe(true)
    expect(unasked.some((text) => text.includes('age_over_18'))).toBe(true)
    expect(found([...unasked, wallets.shown, wallets.kept])).toEqual([])
    expect([...unasked, wallets.shown].filter((text) => NAME.test(text))).toEqual([])
    // The watch sees one where it was asked for, agreed to and allowed: it would see the others.
    expect(found([asked])).toHaveLength(1)
    expect(NAME.test(asked)).toBe(false)
  })
})

describe('a personal number', () => {
  it('stands in no key of the store, and in no page of a log', async ({ expect }) => {
    const { objects } = await env.STORE.list()
    expect(objects.length).toBeGreaterThan(0)
    expect(found(objects.map(({ key }) => key))).toEqual([])
    const pages = await Promise.all(
      [...catalogue.registers.keys()].map(async (register) => {
        const { published } = await registerObject(env, register).state()
        const tile = published % 256
        if (tile === 0) return []
        const index = String(Math.floor(published / 256)).padStart(3, '0')
        const answer = await new Visitor(env).get(`/registers/${register}/log/tile/entries/${index}.p/${tile}`)
        return answer.ok ? [Buffer.from(await answer.arrayBuffer()).toString('latin1')] : []
      }),
    )
    expect(pages.flat().join('')).toContain('"register":"civil"')
    expect(found(pages.flat())).toEqual([])
  })

  it('stands in clear in no row of the read model, and a name only where the law shows it', async ({ expect }) => {
    const { results: tables } = await env.DB.prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf*' AND name NOT GLOB 'words_*'",
    ).all<{ name: string }>()
    expect(tables.length).toBeGreaterThan(4)
    const rows = await Promise.all(
      tables.map(async ({ name }) => (await env.DB.prepare(`SELECT * FROM "${name}"`).all()).results),
    )
    const texts = rows.flat().map((row) => JSON.stringify(row))
    expect(texts.length).toBeGreaterThan(10)
    expect(found(texts)).toEqual([])
    const named = rows.flat().filter((row) => NAME.test(JSON.stringify(row)))
    expect([...new Set(named.map((row) => String(row['register'])))].filter((one) => one !== PUBLIC_NAMES)).toEqual([])
  })
})
