// The personal number of somebody who has done everything here: it never stands in an address, a cookie, a header, a
// log line, the name of an object, a key or a page of the log, nor in clear in the read model.
import { env } from 'cloudflare:workers'
import { beforeAll, describe, it, vi } from 'vitest'
import { demoSettings, issueCard, makeDemoAuthority } from '../../cli/demo/authority.ts'
import { catalogue } from '../../workers/catalogue.ts'
import type { AssertionOptions } from '../../workers/engines/identity/options.ts'
import { authenticate } from '../../workers/engines/identity/software-card.ts'
import type { Env } from '../../workers/env.ts'
import { app } from '../../workers/http/app.tsx'
import { registerObject } from '../../workers/store/objects.ts'
import { grantTyped } from '../support/cases.ts'
import { citizen, clerk } from '../support/citizen.ts'
import { newVin, settle } from '../support/ledger.ts'
import { publish } from '../support/records.ts'
import { Visitor } from '../support/visitor.ts'

const NAMESPACES = ['RECORD', 'REGISTER', 'PERSON', 'CASE', 'CEREMONY', 'THROTTLE'] as const

/** What left the portal, and what it called its objects, while the journeys went on. */
const seen = { addresses: [] as string[], headers: [] as string[], lines: [] as string[], names: [] as string[] }
let numbers: readonly string[] = []

/** The portal's surroundings, in which each object that is called is written down. */
function watched(): Env {
  const watch = <T extends Rpc.DurableObjectBranded>(namespace: DurableObjectNamespace<T>) =>
    new Proxy(namespace, {
      get: (target, name) =>
        name === 'getByName'
          ? (called: string) => {
              seen.names.push(called)
              return target.getByName(called)
            }
          : (Reflect.get(target, name, target) as unknown),
    })
  return { ...env, ...Object.fromEntries(NAMESPACES.map((name) => [name, watch(env[name] as never)])) }
}

const stringsOf = (headers: Headers) => [...headers].map((pair) => pair.join(': '))

beforeAll(async () => {
  const fetched = app.fetch
  vi.spyOn(app, 'fetch').mockImplementation(async (request, ...rest) => {
    const answer = await fetched(request, ...rest)
    seen.addresses.push(request.url, request.headers.get('Referer') ?? '', answer.headers.get('Location') ?? '')
    seen.headers.push(...stringsOf(answer.headers), ...answer.headers.getSetCookie())
    return answer
  })
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, level).mockImplementation((...parts: unknown[]) => {
      seen.lines.push(parts.map(String).join(' '))
    })

  const portal = watched()
  const [maria, official, registrar, second] = [
    await citizen({ portal }),
    await clerk('mvr.registrar'),
    await clerk('grao.registrar'),
    await clerk('grao.registrar'),
  ]
  const { number } = maria.who
  numbers = [number, official.who.number, registrar.who.number, second.who.number]

  // A card login, from the outside, and one that fails.
  const authority = await makeDemoAuthority(Date.now())
  const [given = 'Мария', family = 'Иванова'] = maria.who.login.name.split(' ')
  const person = {
    id: 'maria',
    personalNumber: number,
    givenName: given,
    familyName: family,
    about: { bg: '', en: '' },
  }
  const card = await issueCard(authority, person, Date.now())
  const visitor = new Visitor({ ...portal, ...demoSettings(authority, [card]) })
  for (const origin of [env.ORIGIN, 'https://elsewhere.example']) {
    await visitor.get('/login')
    const { nonce } = await (await visitor.post('/login/card/challenge')).json<{ nonce: string }>()
    const token = JSON.stringify(await authenticate(card, origin, nonce))
    await visitor.post('/login/card', { nonce, token, next: `/services?q=${nonce.length}` })
  }

  // A service, from its beginning to the entry; and what its applicant sees of themselves.
  const id = await maria.apply(newVin())
  await official.get('/work')
  await official.get(`/work/cases/${id}`)
  await official.sign(`/work/cases/${id}/sign`, grantTyped)
  for (const path of ['/me', '/me/data', '/me/devices', '/me/inbox', `/cases/${id}`, '/en/me/data'])
    await maria.get(path)
  await maria.get(`/registers/civil?q=${encodeURIComponent('Мария')}`)

  // The operator's door, an act that is refused, and an act of two officials.
  const headers = (key: string) => ({ 'Idempotency-Key': key })
  await registrar.visitor.postJson(
    '/api/registers/civil/acts/death',
    { key: `${number}x`, input: {} },
    headers('refused-1'),
  )
  const corrected = { key: number, input: { familyName: 'Петрова' } }
  const options = await registrar.visitor.postJson(
    '/api/registers/civil/acts/correct/options',
    corrected,
    headers('two-1'),
  )
  const assertion = await registrar.who.phone.get(await options.json<AssertionOptions>())
  const proposed = await registrar.visitor.postJson(
    '/api/registers/civil/acts/correct',
    { ...corrected, assertion },
    headers('two-1'),
  )
  const proposal = await proposed.json<{ record: string; id: string }>()
  await second.get('/work/proposals')
  await second.get(`/work/proposals/civil/${proposal.record}/${proposal.id}`)
  await second.sign(`/work/proposals/civil/${proposal.record}/${proposal.id}/sign`)
  await maria.post('/logout')

  await settle([proposal.record], 'civil')
  for (const register of catalogue.registers.keys()) await publish(register)
})

const found = (texts: readonly string[]) => texts.filter((text) => numbers.some((number) => text.includes(number)))

describe('a personal number', () => {
  it.for(['addresses', 'headers', 'lines', 'names'] as const)('stands in none of the %s', (where, { expect }) => {
    const atLeast = { addresses: 100, headers: 300, lines: 1, names: 30 }
    expect(numbers).toHaveLength(4)
    expect(seen[where].length).toBeGreaterThanOrEqual(atLeast[where])
    expect(found(seen[where].map((text) => decodeURIComponent(text.replaceAll('%', '%25'))))).toEqual([])
  })

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

  it('stands in clear in no row of the read model', async ({ expect }) => {
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
  })
})
