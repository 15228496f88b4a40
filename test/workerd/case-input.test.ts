// What bad input gets on the pages of a service: the field that is wrong says what is expected, and keeps what was typed.
import { env } from 'cloudflare:workers'
import { describe, it } from 'vitest'
import { sealNotice, sealOrder } from '../../workers/engines/payment.ts'
import { testSecrets } from '../support/secrets.ts'
import { enterPerson } from '../support/cases.ts'
import { car, citizen, papers } from '../support/citizen.ts'
import { controlsOf } from '../support/form.ts'
import { entered, newVin } from '../support/ledger.ts'
import { unwrap } from '../support/result.ts'
import { textOf } from '../support/text.ts'

/** The lines of an error summary, and where each leads. */
const summaryOf = (html: string) => {
  const [summary = ''] = /<div class="govuk-error-summary"[\s\S]*?<\/ul>/u.exec(html) ?? []
  return [...summary.matchAll(/<li><a href="([^"]+)">([^<]*)<\/a>/gu)].map(([, href = '', text = '']) => [
    href,
    textOf(text),
  ])
}

describe('a page with something wrong on it', () => {
  it.for([
    [
      '',
      [
        ['#vin', /^Номер на рамата \(VIN\): Въведете 17/u],
        ['#make', /^Марка: Попълнете това поле\.$/u],
        ['#category', /^Категория: Изберете една от възможностите\.$/u],
      ],
    ],
    [
      '/en',
      [
        ['#vin', /^Vehicle identification number \(VIN\): Enter 17/u],
        ['#make', /^Make: Fill in this field\.$/u],
        ['#category', /^Category: Choose one of the options\.$/u],
      ],
    ],
  ] as const)(
    'comes back in its language (%j), names each field, links to it and keeps what was typed',
    async ([lang, expected], { expect }) => {
      const maria = await citizen()
      const id = await maria.begin()
      const typed = { vin: 'WVW ZZZ', make: ' ', model: 'Голф & Ко', category: '' }
      const { status, html } = await maria.post(`${lang}/cases/${id}/form/vehicle`, typed)
      expect(status).toBe(422)
      const said = summaryOf(html)
      expect(said.map(([href]) => href)).toEqual(expected.map(([href]) => href))
      for (const [n, [, text]] of expected.entries()) expect(said[n]?.[1]).toMatch(text)
      expect(controlsOf(html)).toEqual({ ...typed })
      expect(/<title>([^<]*)/u.exec(html)?.[1]).toMatch(lang === '' ? /^Грешка: /u : /^Error: /u)
      // Nothing of it was kept.
      expect(Object.values(controlsOf((await maria.get(`/cases/${id}/form/vehicle`)).html)).join('')).toBe('')
    },
  )

  it('keeps the parts of a date that is none, and what the page was opened for', async ({ expect }) => {
    const maria = await citizen()
    const id = await maria.begin()
    const typed = { ...papers, 'firstRegistered-day': '31', 'firstRegistered-month': '2', mass: 'тон', changing: 'yes' }
    const { status, html } = await maria.post(`/cases/${id}/form/technical`, typed)
    expect([status, controlsOf(html)]).toEqual([422, typed])
    expect(summaryOf(html).map(([href]) => href)).toEqual(['#firstRegistered-day', '#mass'])
  })

  it('shows hostile input as text, wherever it comes back', async ({ expect }) => {
    const maria = await citizen()
    const id = await maria.begin()
    const hostile = `"><script>alert('1')</script>{{7*7}}`
    const wrong = await maria.post(`/cases/${id}/form/vehicle`, {
      vin: hostile,
      make: hostile,
      model: hostile,
      category: hostile,
      nose: hostile,
    })
    expect(wrong.status).toBe(422)
    const kept = await maria.post(`/cases/${id}/form/vehicle`, { ...car, vin: newVin(), make: hostile })
    expect(kept.status).toBe(303)
    await maria.post(`/cases/${id}/form/technical`, papers)
    const pages = [
      wrong.html,
      (await maria.get(`/cases/${id}/form/vehicle`)).html,
      (await maria.get(`/cases/${id}/check`)).html,
    ]
    for (const html of pages) {
      expect(html).not.toContain('<script>')
      expect(textOf(html) + Object.values(controlsOf(html)).join('')).toContain(hostile)
    }
  })

  it.for<[string, Record<string, string>]>([
    ['what nobody sees', { make: 'V\u202eW' }],
    ['more than there is room for', { make: 'ж'.repeat(2000) }],
    ['a form of nothing', { vin: '', make: '', model: '', category: '' }],
  ])('is refused and breaks nothing: %s', async ([, typed], { expect }) => {
    const maria = await citizen()
    const id = await maria.begin()
    expect((await maria.post(`/cases/${id}/form/vehicle`, { ...car, vin: newVin(), ...typed })).status).toBe(422)
  })

  it('over its size is refused as a whole', async ({ expect }) => {
    const maria = await citizen()
    const id = await maria.begin()
    expect((await maria.post(`/cases/${id}/form/vehicle`, { make: 'x'.repeat(70_000) })).status).toBe(413)
  })

  it('that another site sends does nothing', async ({ expect }) => {
    const maria = await citizen()
    const id = await maria.begin()
    const foreign = { Origin: 'https://evil.example' }
    for (const path of ['/form/vehicle', '/withdraw', '/pay', '/sign'])
      expect([path, (await maria.post(`/cases/${id}${path}`, car, foreign)).status]).toEqual([path, 403])
    expect((await maria.get(`/cases/${id}/applicant`)).status).toBe(200)
  })
})

describe('what cannot be granted', () => {
  it.for([
    ['', /Превозно средство с този номер на рама вече е в регистъра/u],
    ['/en', /A vehicle with this VIN is already in the register/u],
  ] as const)(
    'is said at the question that it hangs on, and on the check with the way there (%j)',
    async ([lang, text], { expect }) => {
      const [maria, { vin }] = [await citizen(), await entered()]
      const id = await maria.begin(lang)
      const { status, html } = await maria.post(`${lang}/cases/${id}/form/vehicle`, { ...car, vin })
      expect([status, controlsOf(html)]).toEqual([422, { ...car, vin }])
      expect(summaryOf(html)).toEqual([['#vin', expect.stringMatching(text)]])
      await maria.post(`${lang}/cases/${id}/form/technical`, papers)
      const check = (await maria.get(`${lang}/cases/${id}/check`)).html
      expect(summaryOf(check)).toEqual([
        [`${lang}/cases/${id}/form/vehicle?changing=yes#vin`, expect.stringMatching(text)],
      ])
      expect(check).not.toContain(`/cases/${id}/pay"`)
      expect((await maria.order(id)).endsWith('/check')).toBe(true)
    },
  )

  it('by the law of the register itself is said where it is typed', async ({ expect }) => {
    const maria = await citizen()
    const id = await maria.begin()
    await maria.post(`/cases/${id}/form/vehicle`, { ...car, vin: newVin() })
    const { status, html } = await maria.post(`/cases/${id}/form/technical`, { ...papers, mass: '50' })
    expect(status).toBe(422)
    expect(summaryOf(html)).toEqual([
      ['#mass', 'Масата не отговаря на категорията. Проверете поле G и поле J в талона.'],
    ])
    expect((await maria.post(`/cases/${id}/form/technical`, papers)).location).toBe(`/cases/${id}/check`)
  })

  it('because the registers do not know who asks is said at once, before anything is filled in', async ({ expect }) => {
    const stranger = await citizen({ registered: false })
    const id = await stranger.begin()
    const { html } = await stranger.get(`/cases/${id}/applicant`)
    expect(textOf(html)).toContain('Не Ви намираме в регистъра на населението.')
    expect(html).not.toContain(`href="/cases/${id}/form/vehicle"`)
    unwrap(await enterPerson(stranger.who.number))
    const known = (await stranger.get(`/cases/${id}/applicant`)).html
    expect(textOf(known)).toContain('Мария Иванова')
    expect(known).toContain(`href="/cases/${id}/form/vehicle"`)
  })
})

describe('a payment', () => {
  const { SESSION_KEY, INDEX_KEY } = testSecrets

  it('that was broken off takes nothing, says so, and may be made later', async ({ expect }) => {
    const maria = await citizen()
    const id = await maria.fill()
    const order = await maria.order(id)
    for (const choice of ['cancel', '', 'PAY'])
      expect((await maria.post(order, { choice })).location).toBe(`/cases/${id}/check?payment=cancelled`)
    expect(textOf((await maria.get(`/cases/${id}/check?payment=cancelled`)).html)).toContain(
      'Плащането беше прекъснато.',
    )
    expect((await maria.post(order, { choice: 'pay' })).location).toBe(`/cases/${id}/sign`)
    expect(textOf((await maria.get(`/cases/${id}/check?payment=cancelled`)).html)).not.toContain(
      'Плащането беше прекъснато.',
    )
  })

  it('whose order is forged, of another portal, or no order, is not known', async ({ expect }) => {
    const maria = await citizen()
    const id = await maria.fill()
    const order = await maria.order(id)
    const cents = 1
    const forged = [
      `${order.slice(0, -1)}${order.endsWith('A') ? 'B' : 'A'}`,
      `/payment/${sealOrder(INDEX_KEY, { payment: 'p', case: id, cents })}`,
      `/payment/${sealNotice(SESSION_KEY, { payment: 'p', case: id, cents, reference: 'x' })}`,
      '/payment/x',
      `/payment/${'A'.repeat(5000)}.x`,
      '/payment/%00',
    ]
    for (const path of forged) {
      expect([path, (await maria.get(path)).status]).toEqual([path, 422])
      expect([path, (await maria.post(path, { choice: 'pay' })).status]).toEqual([path, 422])
    }
    // Sealed by ourselves, but never ordered so.
    const cheap = `/payment/${sealOrder(SESSION_KEY, { payment: 'p', case: id, cents })}`
    expect((await maria.post(cheap, { choice: 'pay' })).status).toBe(422)
    expect((await maria.get(`/cases/${id}/sign`)).location).toBe(`/cases/${id}/check`)
  })

  it('of somebody else’s case is not shown, and not made', async ({ expect }) => {
    const [maria, georgi] = [await citizen(), await citizen()]
    const order = await maria.order(await maria.fill())
    expect((await georgi.get(order)).status).toBe(404)
    expect((await georgi.post(order, { choice: 'pay' })).status).toBe(404)
  })

  it('of a case that was given up is not asked for any more', async ({ expect }) => {
    const maria = await citizen()
    const id = await maria.fill()
    const order = await maria.order(id)
    await maria.post(`/cases/${id}/withdraw`)
    expect((await maria.get(order)).location).toBe(`/cases/${id}`)
    expect((await maria.post(order, { choice: 'pay' })).location).toBe(`/cases/${id}`)
    expect(textOf((await maria.get(`/cases/${id}`)).html)).not.toContain('Платихте таксата')
  })

  it('cannot be made where no provider is named: the draft is kept, and the page says so', async ({ expect }) => {
    const maria = await citizen({ portal: { ...env, PAYMENT_PROVIDER: '' } })
    const id = await maria.fill()
    const { status, html } = await maria.post(`/cases/${id}/pay`)
    expect([status, textOf(html).includes('Заявлението Ви е запазено')]).toEqual([503, true])
    expect((await maria.get('/payment/x')).status).toBe(404)
    expect((await maria.get(`/cases/${id}/check`)).status).toBe(200)
  })
})
