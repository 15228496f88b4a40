// Who looked, for an authority's auditors: each look once whatever breaks, with how close the official stands; reviewed
// by a human, and seen by nobody else.
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, beforeEach, describe, it, vi } from 'vitest'
import { AuditObject } from '../../durable-objects/audit.ts'
import type { RecordObject } from '../../durable-objects/record.ts'
import { catalogue } from '../../workers/catalogue.ts'
import { personalNumber } from '../../workers/kernel/formats/personal-number.ts'
import { auditObject, recordByKey } from '../../workers/store/objects.ts'
import { clerk, type Walker } from '../support/citizen.ts'
import { textOf } from '../support/pages.ts'
import { authority, perform, publish, type Done } from '../support/records.ts'
import { there } from '../support/result.ts'

const NEIGHBOUR = personalNumber('1961-03-04', 411)
const STRANGER = personalNumber('1962-03-04', 411)
const STREET = '00878-00001'
const civil = there(catalogue.registers.get('civil'))
const recordOf = (number: string) => recordByKey(env, civil, number)

const person = (key: string, rest: Done['input'] = {}) =>
  perform({
    register: 'civil',
    key,
    input: {
      givenName: 'Гана',
      familyName: 'Съседова',
      bornOn: '1961-03-04',
      sex: 'female',
      citizenship: 'България',
      settlement: '00878',
      street: 'ул. „Първа“ 1',
      ...rest,
    },
  })

const house = (key: string) =>
  perform({
    register: 'buildings',
    key: `${STREET}-${key}`,
    input: { street: STREET, name: `ул. „Първа“ ${key}`, nameLatin: `Parva ${key}`, number: key, use: 'residential' },
  })

let official: Walker
let auditor: Walker

beforeAll(async () => {
  await authority('grao', 'ГРАО', 'Civil Registration')
  for (const key of ['1', '2']) await house(key)
  official = await clerk('grao.registrar')
  auditor = await clerk('grao.auditor')
  await person(NEIGHBOUR, { permanent: `${STREET}-2`, mother: official.who.number })
  await person(STRANGER)
  await person(official.who.number, { current: `${STREET}-1` })
  await publish('civil')
})

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => vi.restoreAllMocks())

const look = (number: string, rest: Record<string, string> = {}) =>
  official.visitor.post('/work/lookup/civil', {
    by: 'personalNumber',
    value: number,
    law: 'ЗГР, чл. 106',
    case: 'ГР-17/2026',
    ...rest,
  })

const told = (number: string) => runDurableObjectAlarm(recordOf(number))

const kept = () =>
  runInDurableObject(auditObject(env, 'grao'), (_, { storage }) =>
    storage.sql.exec<{ record: string; ties: string; case_id: string }>('SELECT * FROM looks ORDER BY n').toArray(),
  )

describe('a look', () => {
  it('needs a ground and a whole value, and shows what the role may see', async ({ expect }) => {
    const bad = await look(NEIGHBOUR, { case: '' })
    expect([bad.status, await bad.text()]).toEqual([422, expect.stringContaining(NEIGHBOUR)])
    expect((await look('12', {})).status).toBe(422)
    expect((await look(NEIGHBOUR, { case: STRANGER })).status).toBe(422)
    expect(await kept()).toEqual([])
    const page = await look(NEIGHBOUR)
    expect([page.status, textOf(await page.text())]).toEqual([200, expect.stringContaining('Съседова')])
    expect(textOf(await (await look(personalNumber('1999-01-01', 1))).text())).toContain('Няма такъв запис')
  })

  it('is not for who keeps another register', async ({ expect }) => {
    expect((await auditor.visitor.get('/work/lookup/civil')).status).toBe(403)
    expect((await auditor.visitor.post('/work/lookup/civil', { by: 'personalNumber' })).status).toBe(403)
    expect(await (await official.visitor.get('/work/lookup')).text()).toContain('/work/lookup/civil')
  })

  it('is told to the auditors, with how close the official stands', async ({ expect }) => {
    await told(NEIGHBOUR)
    expect(await kept()).toMatchObject([{ ties: '["kin","street"]', case_id: 'ГР-17/2026' }])
  })

  it.for<[what: string, persisted: boolean]>([
    ['it is lost on the way', false],
    ['it arrives, and the answer is lost', true],
  ])('is kept once although %s', async ([, persisted], { expect }) => {
    const before = (await kept()).length
    await look(STRANGER)
    const record = recordOf(STRANGER)
    vi.spyOn(AuditObject.prototype, 'take').mockImplementationOnce(function (this: AuditObject, looks) {
      vi.restoreAllMocks()
      if (persisted) this.take(looks)
      throw new Error('the connection was lost')
    })
    await told(STRANGER)
    await evictDurableObject(record)
    await runInDurableObject(record, (object: RecordObject) => object.alarm())
    await runInDurableObject(record, (object: RecordObject) => object.alarm())
    expect(await kept()).toHaveLength(before + 1)
    const waiting = await runInDurableObject(record, (_, { storage }) =>
      storage.sql.exec('SELECT * FROM looks').toArray(),
    )
    expect(waiting).toEqual([])
  })
})

describe('the page of all looks', () => {
  it('shows who looked at what, why, and what is marked; and who opened it', async ({ expect }) => {
    const page = await auditor.visitor.get('/work/audit')
    const html = await page.text()
    const text = textOf(html)
    expect(page.status).toBe(200)
    expect(text).toContain('ГР-17/2026')
    expect(text).toContain('запис на роднина')
    expect(text).toContain('живеят на една улица')
    expect(text).toContain('Досега никой')
    for (const secret of [NEIGHBOUR, STRANGER, official.who.number, 'Съседова']) expect(html).not.toContain(secret)
    expect(textOf(await (await auditor.visitor.get('/work/audit?hinted=yes&days=7')).text())).not.toContain(
      'Досега никой',
    )
    const none = await (await auditor.visitor.get('/work/audit?register=vehicles')).text()
    expect(textOf(none)).toContain('За това време няма гледания')
  })

  it('takes what a human made of a look, and does nothing else with it', async ({ expect }) => {
    const html = await (await auditor.visitor.get('/work/audit?hinted=yes')).text()
    const path = /\/work\/audit\/\d+/u.exec(html)?.[0] ?? ''
    expect((await auditor.visitor.post(path, { outcome: 'explained', note: '' })).status).toBe(422)
    expect((await auditor.visitor.post(path, { outcome: 'fired', note: 'x' })).status).toBe(422)
    const noted = await auditor.visitor.post(path, { outcome: 'explained', note: 'По преписка на колега.' })
    expect([noted.status, noted.headers.get('Location')]).toEqual([303, `${path}?saved=yes`])
    expect(textOf(await (await auditor.visitor.get(path)).text())).toContain('Обяснено: По преписка на колега.')
    expect((await auditor.visitor.get('/work/audit/999999')).status).toBe(404)
  })

  it('is for the auditors and heads of this authority alone', async ({ expect }) => {
    expect((await official.visitor.get('/work/audit')).status).toBe(403)
    expect((await official.visitor.get('/work/audit/1')).status).toBe(403)
    const other = await clerk('nap.auditor')
    expect(textOf(await (await other.visitor.get('/work/audit')).text())).toContain('За това време няма гледания')
    expect((await other.visitor.get('/work/audit/1')).status).toBe(404)
    expect(await (await auditor.visitor.get('/work')).text()).toContain('/work/audit')
    expect(await (await official.visitor.get('/work')).text()).not.toContain('/work/audit')
  })
})
