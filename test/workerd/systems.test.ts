// What systems of authorities read of the registers: with a purpose and no more than their role may see, each look told
// to whom it is about; and what a reviewer tries there.
import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, beforeEach, describe, it, vi } from 'vitest'
import { catalogue } from '../../workers/catalogue.ts'
import { recordId } from '../../workers/engines/names.ts'
import { personalNumber } from '../../workers/kernel/formats/personal-number.ts'
import { ask as anonymous } from '../support/machine.ts'
import { attack } from '../support/attacks.ts'
import { citizen, type Walker } from '../support/citizen.ts'
import { entered, plateOf, settle } from '../support/ledger.ts'
import { perform } from '../support/records.ts'
import { newParty } from '../support/relying-party.ts'
import { there } from '../support/result.ts'
import { GROUND, System } from '../support/system.ts'
import { textOf } from '../support/text.ts'

const { law: LAW, case: CASE } = GROUND
/** Anybody's. */
const NUMBER = personalNumber('1980-03-05', 1)
const READS = 'vehicles referrals person-identity person-in-short login-age'

let maria: Walker
let car: Awaited<ReturnType<typeof entered>>
let police: System
let health: System
let path = ''

beforeAll(async () => {
  ;[maria, police, health] = await Promise.all([
    citizen(),
    System.of('mvr.registrar', READS),
    System.of('nzok.registrar', READS),
  ])
  car = await entered({ owner: maria.who.number })
  await settle([car.id])
  path = `/api/registers/vehicles/records/${car.id}`
})
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** What the person sees under who looked at their data. */
const looked = async () => textOf((await maria.get('/me/data')).html)
const search = (find: object, by = police, rest: object = { purpose: GROUND }) =>
  by.post('/api/registers/vehicles/search', { find, ...rest })

describe('a system of an authority', () => {
  it('reads what its role may see, and the subject sees who looked, why and at what', async ({ expect }) => {
    const open = await (await anonymous(path)).json<{ values: object }>()
    expect(open.values).not.toHaveProperty('owner')
    const { status, body, headers } = await police.get(path)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      id: car.id,
      values: { vin: car.vin, plate: plateOf(car.vin), owner: maria.who.number },
    })
    expect([headers.get('Cache-Control'), headers.get('Access-Control-Allow-Origin')]).toEqual(['no-store', null])
    const text = await looked()
    for (const told of [LAW, CASE, 'mvr']) expect(text).toContain(told)
  })

  it('finds by a whole value that stands in no address', async ({ expect }) => {
    const byOwner = await search({ owner: maria.who.number })
    expect(byOwner.body).toMatchObject({ records: [{ id: car.id, values: { vin: car.vin } }] })
    // By the key at once, in whichever way it is typed; what nobody has is found nowhere, and told to nobody.
    expect((await search({ vin: car.vin.toLowerCase() })).body).toMatchObject({ records: [{ id: car.id }] })
    expect((await search({ vin: 'WVWZZZ1JZXW999999' })).body).toEqual({ register: 'vehicles', records: [] })
    for (const find of [{}, { colour: 'white' }, { owner: 'x' }, { vin: car.vin, owner: maria.who.number }])
      expect((await search(find)).body).toMatchObject({ code: 'search-invalid' })
  })

  it('is answered the least that serves, in place of a record', async ({ expect }) => {
    const question = { input: { personalNumber: maria.who.number }, purpose: GROUND }
    const { body } = await police.post('/api/evidence/person-in-short', question)
    // What an evidence reads for itself alone is not told.
    expect(body).toMatchObject({ found: true, values: { called: expect.stringMatching(/^\S+ \S\.$/u) as string } })
    expect(Object.keys(there(body['values']) as object)).toEqual(['called'])
    const wrong = await police.post('/api/evidence/person-in-short', { ...question, input: { personalNumber: '1' } })
    expect(wrong).toMatchObject({ status: 422, body: { code: 'invalid-input' } })
    expect(JSON.stringify(wrong.body)).not.toContain(maria.who.number)
    expect((await police.post('/api/evidence/none', question)).body).toMatchObject({ code: 'unknown-evidence' })
  })

  it('acts and reads with one token, and the description says how', async ({ expect }) => {
    const answer = await anonymous('/api/openapi.json')
    const description = await answer.json<{
      paths: { [path: string]: object }
      components: { schemas: { [id: string]: object } }
    }>()
    for (const { id } of catalogue.registers.values()) {
      expect(description.paths).toHaveProperty([`/api/registers/${id}/records/{id}`])
      expect(description.components.schemas).toHaveProperty(id)
    }
    for (const { id } of catalogue.evidences.values()) expect(description.paths).toHaveProperty([`/api/evidence/${id}`])
    // Whatever it refers to is there.
    const names = [...JSON.stringify(description).matchAll(/"#\/components\/([\w-]+)\/([\w-]+)"/gu)]
    expect(names.length).toBeGreaterThan(100)
    for (const [, kind = '', name = ''] of names) expect(description.components).toHaveProperty([kind, name])
    expect(await (await anonymous('/api/evidence')).json()).toContainEqual(
      expect.objectContaining({ id: 'person-identity', source: 'civil' }),
    )
    expect(await (await anonymous('/api/evidence/person-identity')).json()).toHaveProperty('answer')
  })
})

describe('a sensitive field', () => {
  it.for([attack('machine', 'a sensitive field, in a role that it does not name')])(
    '%s stays away, and by a role that it names is read: %s',
    async ([, code], { expect }) => {
      const key = `ref-${crypto.randomUUID().slice(0, 8)}`
      const rest = { register: 'referrals', key }
      const input = { patient: maria.who.number, practitioner: '1234567890', diagnosis: 'J06.9', speciality: 'УНГ' }
      await perform({ ...rest, act: 'refer', input })
      await perform({ ...rest, act: 'examine', input: { findings: 'ангина' }, role: 'nzok.registrar' })
      const id = recordId(env.INDEX_KEY, there(catalogue.registers.get('referrals')), key)
      const read = async (by: System) => (await by.get(`/api/registers/referrals/records/${id}`)).body['values']
      expect(await read(police)).toBeUndefined()
      const { number: patient } = maria.who
      const consent = { patient, reader: 'mvr', until: '2027-01-01' }
      await perform({ register: 'health-consents', act: 'give', key: `${patient}-mvr`, input: consent })
      const seen = await read(police)
      expect(seen).toMatchObject({ diagnosis: 'J06.9' })
      expect(seen).not.toHaveProperty('findings')
      expect(await read(health)).toMatchObject({ findings: 'ангина' })
      const asked = await police.post('/api/registers/referrals/search', {
        find: { findings: 'ангина' },
        purpose: GROUND,
      })
      expect(asked.body['code']).toBe(code)
    },
  )
})

describe('a look is refused', () => {
  it.for([
    [...attack('machine', 'without a purpose'), { 'Purpose-Law': '', 'Purpose-Case': '' }],
    ['without a case', 'purpose-missing', { 'Purpose-Case': '' }],
    ['on a ground that names no article', 'purpose-invalid', { 'Purpose-Law': 'just%20so' }],
    ['on a ground that is no text', 'purpose-invalid', { 'Purpose-Law': '%E0%A4%A' }],
    [...attack('machine', 'with a personal number in its purpose'), { 'Purpose-Case': `dossier ${NUMBER}` }],
  ] as const)('%s: %s', async ([, code, headers], { expect }) => {
    const before = await looked()
    const { status, body } = await police.get(path, headers)
    expect({ status, code: body['code'] }).toEqual({ status: 400, code })
    expect(await looked()).toBe(before)
    const bodies = [{}, { purpose: { law: LAW } }, { purpose: { law: LAW, case: NUMBER } }]
    for (const rest of bodies) expect((await search({ vin: car.vin }, police, rest)).status).toBe(400)
    expect(await looked()).toBe(before)
  })

  it.for([attack('machine', 'of a register that its approval does not name')])(
    '%s: %s',
    async ([, code], { expect }) => {
      const system = await System.of('mvr.registrar', 'person-identity')
      for (const { status, body } of [await system.get(path), await search({ vin: car.vin }, system)])
        expect([status, body['code']]).toEqual([403, code])
      const question = { input: { personalNumber: maria.who.number }, purpose: GROUND }
      expect((await system.post('/api/evidence/person-in-short', question)).body['code']).toBe(code)
    },
  )

  it.for([attack('machine', 'in a role that it has no more')])('%s: %s', async ([, code], { expect }) => {
    const system = await System.of('mvr.registrar', READS)
    expect((await system.get(path)).status).toBe(200)
    // Whatever its owner changes takes the approval with it; the token is minutes old.
    const changed = { name: 'Друга', sector: 'shop.example', redirectUris: 'https://shop.example/callback' }
    const key = system.party.id
    const input = {
      ...changed,
      jwks: JSON.stringify({ keys: [system.party.jwk] }),
      reason: 'Проба',
      publicAddresses: true,
    }
    await perform({ register: 'relying-parties', key, act: 'change', input, role: 'izvor.relying-parties' })
    expect((await system.get(path)).body['code']).toBe(code)
  })

  it.for([
    [...attack('machine', 'with the token of another site'), (): string => health.token],
    ['without a token of ours', 'token-unknown', (): string => 'none'],
  ] as const)('%s: %s', async ([, code, token], { expect }) => {
    const { status, body, headers } = await police.get(path, {}, { token: token() })
    expect([status, body['code']]).toEqual([401, code])
    expect(headers.get('WWW-Authenticate')).toContain(`error_description="${code}"`)
  })

  it.for([attack('machine', 'with a proof that comes again')])('%s: %s', async ([, code], { expect }) => {
    const proof = await police.proof('GET', path)
    expect((await police.get(path, {}, { proof })).status).toBe(200)
    expect((await police.get(path, {}, { proof })).body['code']).toBe(code)
  })

  it.for([
    [...attack('machine', 'with a proof for another record'), 'GET', '/api/registers/vehicles/records/other'],
    ['with a proof for another method', 'dpop-method', 'POST', ''],
  ] as const)('%s: %s', async ([, code, method, other], { expect }) => {
    const proof = await police.proof(method, other === '' ? path : other)
    expect((await police.get(path, {}, { proof })).body['code']).toBe(code)
  })

  it.for([attack('machine', 'with the token of a person’s login')])('%s: %s', async ([, code], { expect }) => {
    const system = await System.ofLogin(maria.visitor, await newParty())
    expect((await system.get(path)).body['code']).toBe(code)
  })
})
