// A health record is read by law, with its patient's consent, or in an emergency: of which the patient is always told.
import { runDurableObjectAlarm } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, describe, it, vi } from 'vitest'
import { catalogue } from '../../workers/catalogue.ts'
import { sofiaDate } from '../../workers/kernel/calendar.ts'
import { recordByKey } from '../../workers/store/objects.ts'
import { citizen, clerk, type Walker } from '../support/citizen.ts'
import { textOf } from '../support/pages.ts'
import { authority, perform, publish } from '../support/records.ts'
import { there } from '../support/result.ts'

const VACCINE = 'Тетанус и дифтерия'
const DAY_MS = 86_400_000

let doctor: Walker
let patient: Walker
let other: Walker

const vaccinated = (key: string, { who }: Walker) =>
  perform({
    register: 'immunisations',
    act: 'record',
    key,
    input: { patient: who.number, vaccine: VACCINE, lot: 'BG1', dose: 1, givenOn: '2025-05-05', practitioner: '1' },
  })

beforeAll(async () => {
  await authority('ha-clinic', 'Клиника А', 'Clinic A')
  doctor = await clerk('ha-clinic.doctor')
  patient = await citizen()
  other = await citizen()
  await vaccinated('ha-1', patient)
  await vaccinated('ha-2', other)
  await publish('immunisations')
})

const look = (who: Walker, { who: whom }: Walker, emergency = '') =>
  who.visitor.post('/work/lookup/immunisations', {
    by: 'patient',
    value: whom.number,
    law: 'ЗЗ, чл. 28б',
    case: 'ИЗ-204',
    emergency,
  })
const read = async (...asked: Parameters<typeof look>) => textOf(await (await look(...asked)).text())

const consent = (act: string, input: Record<string, string>) =>
  perform({ register: 'health-consents', act, key: `${patient.who.number}-ha-clinic`, role: 'mz.registrar', input })

const inboxOf = async ({ visitor }: Walker) => textOf(await (await visitor.get('/me/inbox')).text())

describe('whoever treats somebody', () => {
  it('reads nothing of them without their consent, and leaves no trace of a look', async ({ expect }) => {
    expect(await read(doctor, patient)).toContain('само със съгласие')
    expect(await read(doctor, patient)).not.toContain(VACCINE)
    expect(textOf(await (await patient.visitor.get('/me/data')).text())).not.toContain('ha-clinic')
  })

  it('reads with it, until it is withdrawn; the patient is told of it', async ({ expect }) => {
    await consent('give', { patient: patient.who.number, reader: 'ha-clinic', until: '2027-01-01' })
    expect(await inboxOf(patient)).toContain('Вписано е Ваше съгласие за достъп')
    expect(await read(doctor, patient)).toContain(VACCINE)
    await consent('withdraw', {})
    expect(await read(doctor, patient)).not.toContain(VACCINE)
  })

  it('opens it in an emergency, with a reason: the patient is told, once', async ({ expect }) => {
    const short = await look(doctor, other, 'спешно')
    expect([short.status, textOf(await short.text())]).toEqual([422, expect.stringContaining('Напишете причината')])
    const reason = 'Пациентът е в безсъзнание след катастрофа.'
    expect(await read(doctor, other, reason)).toContain(VACCINE)
    expect(await read(doctor, other, `${reason} Отново.`)).toContain(VACCINE)
    // It stays open without saying so again, until the next day is over.
    expect(await read(doctor, other)).toContain(VACCINE)
    const today = sofiaDate(Date.now())
    const register = there(catalogue.registers.get('health-emergencies'))
    await runDurableObjectAlarm(recordByKey(env, register, `${other.who.number}-ha-clinic-${today}`))
    const inbox = await inboxOf(other)
    expect(inbox.split('отворен по спешност').length - 1).toBe(1)
    await publish('health-emergencies')
    expect(textOf(await (await other.visitor.get('/me/data')).text())).toContain(reason)
  })

  it('no longer reads it two days later', async ({ expect }) => {
    const record = recordByKey(env, there(catalogue.registers.get('immunisations')), 'ha-2')
    const purpose = { authority: 'ha-clinic', role: 'ha-clinic.doctor', law: 'ЗЗ, чл. 28б' }
    expect(await record.read(purpose)).not.toBeNull()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * DAY_MS })
    expect(await record.read(purpose)).toBeNull()
    // The fund reads by law.
    expect(await record.read({ ...purpose, authority: 'nzok', role: 'nzok.registrar' })).not.toBeNull()
    vi.useRealTimers()
  })
})
