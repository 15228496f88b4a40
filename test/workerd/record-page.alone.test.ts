// A record's page: what is open today and on any other day, what has happened to it, and the proof of each entry.
import { beforeAll, describe, it } from 'vitest'
import { sofiaDate } from '../../workers/kernel/calendar.ts'
import { known } from '../support/ledger.ts'
import { ask } from '../support/machine.ts'
import { linkTo, open, textOf } from '../support/pages.ts'
import { authority, byRegistrar, publish, SECRETS, settlement, unpublished, vehicle } from '../support/records.ts'

const today = sofiaDate(Date.now())
const NEXT_YEAR = `${Number(today.slice(0, 4)) + 1}-01-01`
const NEW_OWNER = '7523169263'

let octavia = ''
let busy = ''

beforeAll(async () => {
  await authority('mvr', 'Министерство на вътрешните работи', 'Ministry of the Interior')
  await settlement('68134', 'София', 'Sofia', 'Столична', 'София (столица)')
  octavia = (await vehicle()).id
  await known(NEW_OWNER)
  await byRegistrar(SECRETS.vin, 'change-owner', { owner: NEW_OWNER }, '2025-02-01')
  await byRegistrar(SECRETS.vin, 'suspend', {}, '2025-06-01')
  await byRegistrar(SECRETS.vin, 'resume', {}, '2025-09-01')
  await byRegistrar(SECRETS.vin, 'correct', { colour: 'blue' }, '2024-01-15')
  await byRegistrar(SECRETS.vin, 'suspend', {}, NEXT_YEAR)
  busy = (await vehicle('WVWZZZ1JZXW000002', { make: 'Opel', model: 'Astra', plate: 'СВ5678АВ' })).id
  for (let round = 0; round < 27; round += 1) {
    await byRegistrar('WVWZZZ1JZXW000002', 'suspend')
    await byRegistrar('WVWZZZ1JZXW000002', 'resume')
  }
  for (const register of ['authorities', 'addresses', 'vehicles']) await publish(register)
})

describe('a record', () => {
  it('shows what is open in words, and names what is closed', async ({ expect }) => {
    const bg = textOf((await open(`/registers/vehicles/records/${octavia}`)).html)
    for (const words of [
      'Škoda Octavia',
      'Гориво бензин',
      'Маса 1300 kg',
      'Първа регистрация 20 май 2014 г.',
      'Цвят син',
      'Състояние регистрирано',
    ])
      expect(bg).toContain(words)
    expect(bg).toContain('Номер на рамата (VIN) виждат го само органите със законово основание')
    expect(bg).toContain(
      'Собственик (ЕГН) виждат го само лицето, за което се отнася, и органите със законово основание',
    )
    const en = textOf((await open(`/en/registers/vehicles/records/${octavia}`)).html)
    for (const words of ['Fuel petrol', 'Status registered', 'Owner (EGN) seen only by the person whom it is about'])
      expect(en).toContain(words)
  })

  it('tells its history: act, days, role, law, from what to what, and which closed fields changed', async ({
    expect,
  }) => {
    const text = textOf((await open(`/registers/vehicles/records/${octavia}`)).html)
    expect(text).toContain(
      '3. Временно спиране В сила от 1 юни 2025 г. Състояние: временно спряно (преди: регистрирано)',
    )
    expect(text).toContain('5. Поправка В сила от 15 януари 2024 г. Цвят: син (преди: бял)')
    expect(text).toContain('2. Промяна на собственика В сила от 1 февруари 2025 г. Затворени данни: Собственик (ЕГН)')
    expect(text).toContain(
      'от регистратор, Министерство на вътрешните работи. Закон за движението по пътищата, чл. 144',
    )
    expect(text).toContain('1. Регистрация В сила от 15 януари 2024 г. Марка: Škoda')
    expect(text).toContain('от оператора, който пренася стария регистър')
  })

  it('tells of an act that is still to come, and does not count it', async ({ expect }) => {
    const text = textOf((await open(`/registers/vehicles/records/${octavia}`)).html)
    expect(text).toContain('6. Временно спиране предстои')
    expect(text).toContain('Състояние регистрирано')
    expect(text).not.toContain('още се публикува')
    const then = textOf((await open(`/registers/vehicles/records/${octavia}?effective=${NEXT_YEAR}`)).html)
    expect(then).toContain('Състояние временно спряно')
  })

  it('shows another day and what was known then, and says that it does', async ({ expect }) => {
    const path = `/registers/vehicles/records/${octavia}`
    const then = textOf((await open(`${path}?effective=2025-07-01`)).html)
    expect(then).toContain('Не е днешното състояние')
    expect(then).toContain('В сила на 1 юли 2025 г.')
    expect(then).toContain('Състояние временно спряно')
    expect(then).toContain('4. Възобновяване не се брои към този момент')
    const now = textOf((await open(path)).html)
    expect(now).not.toContain('Не е днешното състояние')
    const knownThen = (await open(`${path}?asOf=${today}`)).html
    expect(textOf(knownThen)).toContain(`Според вписаното до`)
    expect(knownThen).toContain(`/api${path}?asOf=${today}"`)
  })

  it('that was not in effect, or not known, at a moment says so', async ({ expect }) => {
    for (const moment of ['effective=2023-12-31', 'asOf=2020-01-01']) {
      const { html, status } = await open(`/registers/vehicles/records/${octavia}?${moment}`)
      expect(status).toBe(404)
      expect(textOf(html)).toContain('Към този момент записът не е в сила.')
      expect(textOf(html)).toContain('Škoda Octavia')
    }
  })

  it('is asked for another day by a form that needs no script', async ({ expect }) => {
    const path = `/en/registers/vehicles/records/${octavia}`
    const boxes = (name: string, [day, month, year]: readonly string[]) =>
      `${name}-day=${day}&${name}-month=${month}&${name}-year=${year}`
    const asked = await open(`${path}?${boxes('effective', ['1', '7', '2025'])}&${boxes('asOf', ['', '', ''])}`)
    expect([asked.status, asked.headers.get('Location')]).toEqual([303, `${path}?effective=2025-07-01`])
    const empty = await open(`${path}?${boxes('effective', ['', '', ''])}&${boxes('asOf', ['', '', ''])}`)
    expect(empty.headers.get('Location')).toBe(path)
    const wrong = await open(`${path}?${boxes('effective', ['31', '2', '2025'])}&${boxes('asOf', ['1', '', '<b>'])}`)
    expect(wrong.status).toBe(422)
    expect(wrong.html).toContain('href="#effective-day"')
    expect(wrong.html).toContain('href="#asOf-day"')
    expect(wrong.html).toContain('value="31"')
    expect(wrong.html).toContain('value="&lt;b&gt;"')
  })

  it('shows a long history page by page', async ({ expect }) => {
    const path = `/registers/vehicles/records/${busy}`
    const first = await open(path)
    expect(textOf(first.html)).toContain('55. Възобновяване')
    expect(textOf(first.html)).not.toContain(' 5. Възобновяване')
    expect(linkTo(first.html, 'next')).toBe(`${path}?before=6#history`)
    const second = textOf((await open(`${path}?before=6`)).html)
    expect(second).toContain('5. Възобновяване')
    expect(second).toContain('1. Регистрация')
    expect(second).not.toContain('6. Временно')
    const { entries, next } = await (await ask(`/api${path}/entries`)).json<{ entries: unknown[]; next: number }>()
    expect([entries.length, next]).toEqual([50, 6])
  })

  it('refers to records of other registers by their names', async ({ expect }) => {
    const { html } = await open('/registers/authorities/records/mvr')
    expect(html).toContain('<a class="govuk-link" href="/registers/addresses/records/68134">София, 68134</a>')
    expect((await open('/en/registers/authorities/records/mvr')).html).toContain('records/68134">Sofia</a>')
  })

  it('that is not published yet says so, and what to do', async ({ expect }) => {
    const { id } = await unpublished('vehicles', () => vehicle('WVWZZZ1JZXW000077', { make: 'Dacia', model: 'Spring' }))
    const path = `/registers/vehicles/records/${id}`
    const early = await open(path)
    expect(early.status).toBe(200)
    expect(textOf(early.html)).toContain('Последното вписване още се публикува')
    expect(early.html).toContain(`href="${path}"`)
    expect(textOf((await open(`${path}/entries/1`)).html)).toContain('още се публикува')
    await publish('vehicles')
    expect(textOf((await open(path)).html)).not.toContain('още се публикува')
    expect(textOf((await open(`${path}/entries/1`)).html)).not.toContain('още се публикува')
  })
})

describe('the proof of an entry', () => {
  it('says where the entry stands, what it proves, and how to check it', async ({ expect }) => {
    const { html, status } = await open(`/registers/vehicles/records/${octavia}/entries/5`)
    const text = textOf(html)
    expect(status).toBe(200)
    expect(text).toMatch(
      /Отпечатък на вписването [0-9a-f]{64} Място в дневника \d+ Вписвания в дневника \d+ Отпечатък на целия дневник [0-9a-f]{64}/u,
    )
    expect(text).toContain('Цвят син')
    expect(text).toContain(`npx izvor verify record vehicles-${octavia}.tlog-proof`)
    expect(html).toContain(`href="/registers/vehicles/records/${octavia}/extract.tlog-proof" download`)
    expect(text).toContain('c2sp.org/tlog-proof@v1')
    expect(textOf((await open(`/en/registers/vehicles/records/${octavia}/entries/5`)).html)).toContain(
      'Proof of entry no. 5',
    )
  })
})

describe('an address of nothing', () => {
  it.for([
    '/registers/nothing',
    '/registers/constructor',
    '/registers/nothing/definition',
    '/registers/nothing/records/1',
    '/registers/nothing/records/1/entries/1',
    '/registers/vehicles/records/aaaaaaaaaaaaaaaaaaaaaaaaaa',
    '/registers/vehicles/records/%22%3E%3Cscript%3E',
    '/registers/vehicles/records/%E0%A4%A',
    `/registers/vehicles/records/${'a'.repeat(81)}`,
    '/registers/vehicles/records/aaaaaaaaaaaaaaaaaaaaaaaaaa/entries/1',
    '/registers/addresses/records/68134/entries/0',
    '/registers/addresses/records/68134/entries/99',
    '/registers/addresses/records/68134/entries/x',
  ])('%s is not found, in both languages', async (path, { expect }) => {
    const bg = await open(path)
    expect([bg.status, textOf(bg.html)]).toEqual([404, expect.stringContaining('Няма так')])
    const en = await open(`/en${path}`)
    expect([en.status, textOf(en.html)]).toEqual([404, expect.stringContaining('There is no such')])
    expect(bg.html).not.toContain('<script>')
  })

  it.for(['asOf=yesterday', 'effective=2025-02-30', 'before=0', 'before=x'])(
    'with %s is refused',
    async (query, { expect }) => {
      expect((await open(`/registers/vehicles/records/${octavia}?${query}`)).status).toBe(422)
    },
  )
})

it('nothing closed stands on any page', async ({ expect }) => {
  const record = `/registers/vehicles/records/${octavia}`
  const paths = [
    '/registers',
    '/registers/vehicles',
    '/registers/vehicles?q=octavia',
    '/registers/civil',
    record,
    `${record}?effective=2025-07-01`,
    ...[1, 2, 3, 4, 5, 6].map((seq) => `${record}/entries/${seq}`),
    '/registers/vehicles/definition',
  ]
  for (const path of paths.flatMap((one) => [one, `/en${one}`])) {
    const { html, status } = await open(path)
    expect(status).toBe(200)
    for (const secret of [SECRETS.plate, SECRETS.owner, SECRETS.vin, NEW_OWNER]) expect(html).not.toContain(secret)
  }
})
