// A register that an authority makes at run time: proposed, checked, confirmed; then it is a register like any other.
import { env } from 'cloudflare:workers'
import { beforeAll, describe, it, vi } from 'vitest'
import { catalogue } from '../../workers/catalogue.ts'
import type { RegisterDefinition } from '../../workers/kernel/register.ts'
import { recordByKey } from '../../workers/store/objects.ts'
import { clerk } from '../support/citizen.ts'
import { settle } from '../support/ledger.ts'
import { there } from '../support/result.ts'
import {
  clubOf,
  confirm,
  office,
  propose,
  proposeDefinition,
  publishDefinition,
  settleDefinition,
  type Office,
} from '../support/stewards.ts'
import { Visitor } from '../support/visitor.ts'

let sports: Office
const ID = 'sports-club'
const anyone = new Visitor(env)

beforeAll(async () => {
  sports = await office('sports')
  const published = await publishDefinition(sports, clubOf('sports', ID))
  if (published.status !== 201) throw new Error(JSON.stringify(published.body))
  await settleDefinition(ID)
})

const json = async <T>(path: string): Promise<T> => (await anyone.get(path)).json<T>()

const join = (number: string, nickname: string, id = ID, who = sports.secretary) =>
  who.visitor.postJson(
    `/api/registers/${id}/acts/join`,
    { key: number, input: { nickname, hand: 'left', born: '1990-05-04' } },
    { 'Idempotency-Key': `join-${id}-${number}` },
  )

/** When what was looked up is looked up again. */
async function later(ms: number, work: () => Promise<void>): Promise<void> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms })
  try {
    await work()
  } finally {
    vi.useRealTimers()
  }
}

describe('a register that was made', () => {
  it('is entered in, found, shown and proven like any other', async ({ expect }) => {
    const entered = await join('gogo', 'Гошко Ракетата')
    expect(entered.status).toBe(201)
    expect(await entered.json()).toMatchObject({ register: ID, id: 'gogo', seq: 1 })
    await settle(['gogo'], ID)

    expect(await json(`/api/registers/${ID}`)).toEqual(clubOf('sports', ID))
    expect(await json(`/api/registers/${ID}/records?q=ракетата`)).toMatchObject({ records: [{ id: 'gogo' }] })
    expect(await json(`/api/registers/${ID}/records/gogo`)).toMatchObject({ values: { points: 0, hand: 'left' } })
    const page = await (await anyone.get(`/registers/${ID}/records/gogo`)).text()
    expect(page).toContain('Гошко Ракетата')
    expect(page).not.toContain('1990')
    const extract = await json<{ entries: { proof: string }[] }>(`/registers/${ID}/records/gogo/extract.json`)
    expect(extract.entries[0]?.proof).toMatch(/^c2sp\.org\/tlog-proof@v1/u)
    expect((await anyone.get(`/registers/${ID}/log/checkpoint`)).status).toBe(200)
    const listed = await json<{ id: string }[]>('/api/registers')
    expect(listed.find(({ id }) => id === ID)).toMatchObject({ keeper: 'sports' })
    expect((await (await anyone.get('/registers')).text()).includes(`/registers/${ID}"`)).toBe(true)
  })

  it('refuses what its own rules refuse, in its own words', async ({ expect }) => {
    const answer = await sports.secretary.visitor.postJson(
      `/api/registers/${ID}/acts/join`,
      { key: 'baby', input: { nickname: 'Бебо', hand: 'left', born: '2025-05-04' } },
      { 'Idempotency-Key': 'join-baby-1', 'Accept-Language': 'bg' },
    )
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({ code: 'too-young', title: 'Приемаме от 6-годишна възраст.' })
    const stranger = await clerk('grao.registrar')
    expect(await (await join('other', 'Друг', ID, stranger)).json()).toMatchObject({ code: 'not-allowed' })
  })

  it('is itself a record, with its definition in the log', async ({ expect }) => {
    expect(await json(`/api/registers/registers/records/${ID}`)).toMatchObject({
      values: { name: 'Членове на тенис клуб', keeper: 'sports', version: 1, status: 'kept' },
    })
    expect(await json(`/api/registers/${ID}/versions`)).toMatchObject({
      versions: [{ version: 1, role: 'sports.steward', second: 'sports.steward' }],
    })
    expect(await json(`/api/registers/${ID}/versions/1`)).toEqual(clubOf('sports', ID))
    const listed = await json<{ records: { values: object }[] }>('/api/registers/registers/records?q=тенис')
    expect(listed.records.every(({ values }) => !('definition' in values))).toBe(true)
    const api = await json<{ openapi: string; paths: object }>(`/api/registers/${ID}/openapi.json`)
    expect(api.openapi).toBe('3.1.0')
    expect(Object.keys(api.paths)).toContain(`/api/registers/${ID}/acts/join`)
  })

  it('takes nothing more once it is closed, and shows what it has', async ({ expect }) => {
    const id = 'short-club'
    await publishDefinition(sports, clubOf('sports', id))
    expect((await join('one', 'Една', id)).status).toBe(201)
    const closing = await propose(sports.first, 'registers/acts/close', { key: id, input: {} })
    expect((await confirm(sports.second, closing.body)).status).toBe(201)
    await later(5001, async () => {
      expect(await (await join('two', 'Две', id)).json()).toMatchObject({ code: 'register-closed' })
      expect((await anyone.get(`/api/registers/${id}/records/one`)).status).toBe(200)
    })
  })
})

describe('a definition', () => {
  const check = async (definition: object, who = sports.first) =>
    (await who.visitor.postJson('/api/definitions/check', { definition }, { 'Accept-Language': 'en' })).json<{
      faults: { path: string; code: string; title: string }[]
    }>()

  it('is checked whole, each fault at its place and in words', async ({ expect }) => {
    const club = clubOf('sports', 'checked-club', { caption: 'record.nose', law: 'Устав' })
    const { faults } = await check({ ...club, title: { bg: 'Клуб', en: '' } })
    expect(faults).toMatchObject([
      { path: 'title.en', code: 'text-missing' },
      { path: 'law', code: 'law-without-article', title: 'Give the article of the law too, for example “чл. 7”.' },
      { path: 'caption', code: 'expression-wrong' },
    ])
    expect((await check(clubOf('sports', 'checked-club'))).faults).toEqual([])
    expect((await check({ hello: 1 })).faults.length).toBeGreaterThan(5)
    expect(await check(club, await clerk('sports.registrar'))).toMatchObject({ code: 'not-allowed' })
  })

  it('decides nothing until another steward of the same authority has confirmed it', async ({ expect }) => {
    const id = 'waiting-club'
    const proposed = await proposeDefinition(sports.first, clubOf('sports', id))
    expect(proposed.status).toBe(202)
    expect((await anyone.get(`/api/registers/${id}`)).status).toBe(404)
    expect((await confirm(sports.first, proposed.body)).body).toMatchObject({ code: 'same-official' })
    const others = await office('others')
    expect((await confirm(others.first, proposed.body)).body).toMatchObject({ code: 'not-allowed' })
    expect((await confirm(sports.second, proposed.body)).status).toBe(201)
    expect(await recordByKey(env, there(catalogue.registers.get('registers')), id).open()).not.toBeNull()
  })

  it.for<[string, (club: RegisterDefinition) => object, string]>([
    ['of another authority', (club) => ({ ...club, keeper: 'mvr' }), 'keeper-other'],
    ['of a register of the portal', (club) => ({ ...club, id: 'vehicles' }), 'id-taken'],
  ])('is refused: %s', async ([, change, code], { expect }) => {
    const definition = change(clubOf('sports', 'refused-club'))
    expect((await check(definition)).faults.map((fault) => fault.code)).toContain(code)
    const { body } = await proposeDefinition(sports.first, definition)
    expect(body).toMatchObject({ code: 'invalid-input', issues: [{ code: 'definition-refused' }] })
  })
})
