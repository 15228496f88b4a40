// The officials' pages: what waits and for whom, a case on the desk, and the decision that is typed, signed and told.
import { env } from 'cloudflare:workers'
import { beforeEach, describe, it, vi } from 'vitest'
import { problemTitle } from '../../web/messages/problems.ts'
import { addDays } from '../../workers/kernel/calendar.ts'
import { granting, refuseTyped, SERVICE } from '../support/cases.ts'
import { citizen, clerk, type Walker } from '../support/citizen.ts'
import { controlsOf, formOf } from '../support/form.ts'
import { act, golf, newVin } from '../support/ledger.ts'
import { unwrap } from '../support/result.ts'
import { textOf } from '../support/text.ts'

const registrar = () => clerk('mvr.registrar')

/** The cases that a page of the queue links to, in its order. */
const queued = (html: string) =>
  [...html.matchAll(/href="(?:\/en)?\/work\/cases\/([a-z2-7]{16})"/gu)].map(([, id]) => id)

/** All pages of the queue. */
async function wholeQueue(ivan: Walker, desk: string) {
  const pages: (readonly (string | undefined)[])[] = []
  for (let path: string | undefined = `/work?desk=${desk}`; path !== undefined;) {
    const { html }: { html: string } = await ivan.get(path)
    pages.push(queued(html))
    path = /href="(\/work\?desk=[^"]*after=[^"]*)"/u.exec(html)?.[1]?.replaceAll('&amp;', '&')
  }
  return pages
}

/** A grant, with a plate of its own in each test. */
let grantTyped = granting()
beforeEach(() => {
  grantTyped = granting()
})

describe('the work queue', () => {
  it.for(['/work', '/en/work', '/work/cases/aaaabbbbccccdddd'])('is no citizen’s: %s', async (path, { expect }) => {
    const { status, html } = await (await citizen()).get(path)
    expect(status).toBe(403)
    expect(textOf(html)).toContain(problemTitle(path.startsWith('/en') ? 'en' : 'bg', 'not-allowed'))
  })

  it('shows officials of other roles nothing, and their cases to none of them', async ({ expect }) => {
    const [maria, other] = [await citizen(), await clerk('grao.registrar')]
    const id = await maria.apply()
    const queue = await other.get('/work')
    expect([queue.status, queued(queue.html)]).toEqual([200, []])
    expect(textOf(queue.html)).toContain('Във Вашите роли няма решаване на услуги.')
    expect((await other.get(`/work/cases/${id}`)).status).toBe(403)
    for (const path of ['edit', 'decide', 'sign', 'sign/options'])
      expect([path, (await other.post(`/work/cases/${id}/${path}`, grantTyped)).status]).toEqual([path, 403])
    expect(textOf((await maria.get(`/cases/${id}`)).html)).not.toContain('Служител отвори преписката')
  })

  it('holds what waits for a decision, and of nobody anything personal', async ({ expect }) => {
    const [maria, ivan] = [await citizen(), await registrar()]
    const vin = newVin()
    const [id, draft] = [await maria.apply(vin), await maria.fill()]
    const [waiting, decided] = [await wholeQueue(ivan, 'waiting'), await wholeQueue(ivan, 'decided')]
    expect(waiting.flat()).toContain(id)
    expect([...waiting.flat(), ...decided.flat()]).not.toContain(draft)
    expect(decided.flat()).not.toContain(id)
    // At the top stands the name of who reads it.
    const shown = ivan.seen.flatMap((page) => /<main[\s\S]*<\/main>/u.exec(page) ?? []).join(' ')
    expect(shown).toContain(id)
    for (const secret of [maria.who.number, maria.who.id, 'Мария', 'Шипка', vin, 'Golf'])
      expect(shown).not.toContain(secret)
    const { results } = await env.DB.prepare('SELECT * FROM cases').all()
    for (const secret of [maria.who.number, maria.who.id, vin]) expect(JSON.stringify(results)).not.toContain(secret)
    await ivan.sign(`/work/cases/${id}/sign`, refuseTyped)
    expect((await wholeQueue(ivan, 'waiting')).flat()).not.toContain(id)
    expect((await wholeQueue(ivan, 'decided')).flat()).toContain(id)
  })

  it('is paged, the most urgent first, each case once; and a page that was made up is refused', async ({ expect }) => {
    const ivan = await registrar()
    const row = env.DB.prepare('INSERT INTO cases VALUES (?, ?, ?, 1, 1, ?, 1)')
    const ids = Array.from({ length: 120 }, (_, n) =>
      String(n)
        .padStart(16, '0')
        .replaceAll(/\d/gu, (digit) => 'abcdefghij'[Number(digit)] ?? ''),
    )
    await env.DB.batch(
      ids.map((id, n) =>
        row.bind(id, SERVICE, n % 3 === 0 ? 'lapsed' : 'submitted', addDays('2020-01-01', (n * 7) % 40)),
      ),
    )
    await row.bind('zzzzzzzzzzzzzzzz', 'another-service', 'submitted', '2019-01-01').run()
    const pages = await wholeQueue(ivan, 'waiting')
    expect(pages.slice(0, 2).map((page) => page.length)).toEqual([50, 50])
    const all = pages.flat()
    expect(new Set(all).size).toBe(all.length)
    expect(all).toEqual(expect.arrayContaining(ids))
    expect(all).not.toContain('zzzzzzzzzzzzzzzz')
    const dueOf = new Map(ids.map((id, n) => [id, addDays('2020-01-01', (n * 7) % 40)]))
    const due = all.flatMap((id) => dueOf.get(id ?? '') ?? [])
    expect(due).toEqual(due.toSorted((a, b) => (a < b ? -1 : 1)))
    expect(textOf((await ivan.get('/work')).html)).toContain('просрочена')
    for (const after of ['x', '2020-01-01_', "2020-01-01_'; DROP TABLE cases", '2020-01-01_abc/../x', '_abc'])
      expect([after, (await ivan.get(`/work?after=${encodeURIComponent(after)}`)).status]).toEqual([after, 422])
    await env.DB.prepare(`DELETE FROM cases WHERE at = 1`).run()
  })
})

describe('a case on the desk', () => {
  it('that is a draft, or was made up, is not there', async ({ expect }) => {
    const [maria, ivan] = [await citizen(), await registrar()]
    const id = await maria.fill()
    for (const one of [id, 'aaaabbbbccccdddd']) {
      expect((await ivan.get(`/work/cases/${one}`)).status).toBe(404)
      expect((await ivan.post(`/work/cases/${one}/decide`, grantTyped)).status).toBe(404)
    }
  })

  it('shows what is asked and what registers said, and nobody’s personal number; its applicant is told of the look', async ({
    expect,
  }) => {
    const [maria, ivan] = [await citizen(), await registrar()]
    const vin = newVin()
    const id = await maria.apply(vin)
    const { html } = await ivan.get(`/work/cases/${id}`)
    for (const said of [vin, 'Golf', 'Мария Иванова']) expect(textOf(html)).toContain(said)
    await ivan.get(`/en/work/cases/${id}`)
    await ivan.post(`/work/cases/${id}/decide`, grantTyped)
    expect(ivan.seen.filter((text) => text.includes(maria.who.number) || text.includes(ivan.who.number))).toEqual([])
    expect(textOf((await maria.get(`/cases/${id}`)).html).match(/Служител отвори преписката/gu)).toHaveLength(1)
  })

  it('of an official’s own is shown, and decided by another', async ({ expect }) => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const ivan = await registrar()
    unwrap(
      await act(
        ivan.who.number,
        'enter',
        {
          givenName: 'Иван',
          familyName: 'Петров',
          bornOn: '1980-03-05',
          sex: 'male',
          citizenship: 'България',
          settlement: '68134',
          street: 'ул. „Шипка“ 14',
        },
        { register: 'civil', actor: { role: 'operator' } },
      ),
    )
    const id = await ivan.apply()
    const { html } = await ivan.get(`/work/cases/${id}`)
    expect(textOf(html)).toContain(problemTitle('bg', 'own-case'))
    expect(html).not.toContain(`action="/work/cases/${id}/decide"`)
    const refused = await ivan.post(`/work/cases/${id}/decide`, grantTyped)
    expect([refused.status, textOf(refused.html).includes(problemTitle('bg', 'own-case'))]).toEqual([422, true])
    expect(await ivan.post(`/work/cases/${id}/sign/options`, grantTyped)).toMatchObject({ status: 403 })
    expect((await ivan.post(`/work/cases/${id}/sign`, { ...grantTyped, assertion: '{}' })).status).toBe(422)
    vi.restoreAllMocks()
    const petar = await registrar()
    expect((await petar.sign(`/work/cases/${id}/sign`, grantTyped)).location).toBe(`/work/cases/${id}?done=yes`)
  })
})

describe('a decision', () => {
  it.for([
    ['', ['Попълнете това поле.', 'Изберете една от възможностите.']],
    ['/en', ['Fill in this field.', 'Choose one of the options.']],
  ] as const)(
    'with something wrong comes back with what was typed (%j)',
    async ([lang, [missing, choose]], { expect }) => {
      const [maria, ivan] = [await citizen(), await registrar()]
      const path = `${lang}/work/cases/${await maria.apply()}/decide`
      const bare = await ivan.post(path, {})
      expect([bare.status, textOf(bare.html).includes(choose)]).toEqual([422, true])
      const typed = { outcome: 'grant', plate: `"><script>x</script>`, reasons: ' ' }
      const { status, html } = await ivan.post(path, typed)
      expect([status, formOf(html, path)]).toEqual([422, typed])
      expect(textOf(html)).toContain(missing)
      expect(html).toContain('href="#plate"')
      expect(html).not.toContain('<script>x')
    },
  )

  it('of several lines is signed as it was typed, however the browser sends its line breaks', async ({ expect }) => {
    const [maria, ivan] = [await citizen(), await registrar()]
    const id = await maria.apply()
    const typed = { ...grantTyped, reasons: 'Първо: <b>всичко</b> е наред.\r\n\r\nВторо: няма пречки.' }
    const page = await ivan.post(`/work/cases/${id}/decide`, typed)
    expect(page.status).toBe(200)
    expect(page.html).not.toContain('<b>всичко')
    // A script reads the controls of the page as they stand; the form is sent with CR LF.
    const form = formOf(page.html, `/work/cases/${id}/sign`)
    expect(form['reasons']).toBe('Първо: <b>всичко</b> е наред.\n\nВторо: няма пречки.')
    const options = await (
      await ivan.visitor.post(`/work/cases/${id}/sign/options`, form)
    ).json<{ challenge: string }>()
    const { location } = await ivan.post(`/work/cases/${id}/sign`, {
      ...form,
      reasons: typed.reasons,
      assertion: await ivan.who.phone.get(options),
    })
    expect(location).toBe(`/work/cases/${id}?done=yes`)
    expect(textOf((await ivan.get(location)).html)).toContain('Решението е подписано и изпратено на заявителя.')
    const shown = textOf((await maria.get(`/cases/${id}`)).html)
    for (const said of ['Одобрено', 'Първо: <b>всичко</b> е наред.', grantTyped.plate]) expect(shown).toContain(said)
  })

  it('may be changed before it is signed, with nothing typed anew', async ({ expect }) => {
    const [maria, ivan] = [await citizen(), await registrar()]
    const id = await maria.apply()
    const { html } = await ivan.post(`/work/cases/${id}/decide`, grantTyped)
    const back = await ivan.post(`/work/cases/${id}/edit`, formOf(html, `/work/cases/${id}/edit`))
    expect([back.status, formOf(back.html, `/work/cases/${id}/decide`)]).toEqual([200, grantTyped])
  })

  it('reaches its applicant: in the case, among their things and in their inbox', async ({ expect }) => {
    const [maria, ivan] = [await citizen(), await registrar()]
    const id = await maria.apply()
    await ivan.sign(`/work/cases/${id}/sign`, refuseTyped)
    const shown = textOf((await maria.get(`/cases/${id}`)).html)
    for (const said of ['Отказано', refuseTyped.reasons, '14-дневен срок']) expect(shown).toContain(said)
    expect(textOf((await maria.get('/me')).html)).toContain('отказано')
    expect(textOf((await maria.get('/me/inbox')).html)).toContain('Отказ по заявлението Ви')
  })

  it('that another was quicker with is refused, and says so', async ({ expect }) => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const [maria, ivan, petar] = [await citizen(), await registrar(), await registrar()]
    const id = await maria.apply()
    await ivan.sign(`/work/cases/${id}/sign`, refuseTyped)
    for (const path of ['decide', 'sign']) {
      const { status, html } = await petar.post(`/work/cases/${id}/${path}`, grantTyped)
      expect([status, textOf(html).includes(problemTitle('bg', 'case-decided'))]).toEqual([422, true])
    }
    vi.restoreAllMocks()
    expect((await petar.get(`/work/cases/${id}`)).html).not.toContain(`/work/cases/${id}/decide"`)
  })

  it('that was signed for other reasons than are sent is refused', async ({ expect }) => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const [maria, ivan] = [await citizen(), await registrar()]
    const path = `/work/cases/${await maria.apply()}/sign`
    const options = await (await ivan.visitor.post(`${path}/options`, grantTyped)).json<{ challenge: string }>()
    const { status, html } = await ivan.post(path, {
      ...grantTyped,
      reasons: 'Друго.',
      assertion: await ivan.who.phone.get(options),
    })
    vi.restoreAllMocks()
    expect([status, textOf(html).includes(problemTitle('bg', 'intent-changed'))]).toEqual([422, true])
    expect(controlsOf(html)['reasons']).toBe('Друго.')
  })

  it('that the register does not take comes back with the reason, and can be another', async ({ expect }) => {
    const [maria, ivan] = [await citizen(), await registrar()]
    const vin = newVin()
    const id = await maria.apply(vin)
    unwrap(await act(vin, 'enter', golf))
    const { location } = await ivan.sign(`/work/cases/${id}/sign`, grantTyped)
    const desk = textOf((await ivan.get(location)).html)
    expect(desk).toContain('регистърът не прие вписването')
    expect(desk).toContain(problemTitle('bg', 'record-exists'))
    expect((await wholeQueue(ivan, 'waiting')).flat()).toContain(id)
    expect(textOf((await maria.get(`/cases/${id}`)).html)).toContain('преписката се върна за решение')
    await ivan.sign(`/work/cases/${id}/sign`, refuseTyped)
    expect(textOf((await maria.get(`/cases/${id}`)).html)).toContain('Отказано')
  })
})
