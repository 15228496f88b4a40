// A mandate among people, from its form to its end: granted and signed, accepted, used, passed on, taken back.
import { env } from 'cloudflare:workers'
import { describe, it } from 'vitest'
import { personalNumber } from '../../workers/kernel/formats/personal-number.ts'
import { caseById, personById } from '../../workers/store/objects.ts'
import { attack } from '../support/attacks.ts'
import { SERVICE } from '../support/cases.ts'
import { citizen, type Walker } from '../support/citizen.ts'
import { formOf } from '../support/form.ts'
import { act, settle } from '../support/ledger.ts'
import { unwrap } from '../support/result.ts'

const HOME = '/me/mandates'

/** The form that names a person whom the population register calls Мария Иванова. */
const naming = (who: Walker, rest: { readonly [name: string]: string } = {}) => ({
  representative: who.who.number,
  name: 'мария ИВАНОВА',
  services: SERVICE,
  amount: '20',
  together: 'false',
  delegable: 'true',
  ...rest,
})

const grantForm = async (by: Walker, to: Walker, rest: { readonly [name: string]: string } = {}) => ({
  ...formOf((await by.get(`${HOME}/grant`)).html, `${HOME}/grant`),
  ...naming(to, rest),
})

/** Gives a mandate; its number. */
async function granted(by: Walker, to: Walker, rest: { readonly [name: string]: string } = {}) {
  const form = await grantForm(by, to, rest)
  await by.post(`${HOME}/grant`, form)
  const answer = await by.sign(`${HOME}/grant/sign`, form)
  const number = /\/me\/mandates\/([a-z2-7]{16})\?done=granted$/u.exec(answer.location)?.[1] ?? ''
  const { html } = await to.get(`${HOME}/${number}`)
  return { answer, number, html }
}

const mandateOf = (number: string) => `mandates:${number}:person`

async function accepted(by: Walker, to: Walker, rest: { readonly [name: string]: string } = {}) {
  const { number } = await granted(by, to, rest)
  await to.post(`${HOME}/${number}/accept`)
  return number
}

const actFor = (who: Walker, number: string) => who.post('/me/acting', { mandate: mandateOf(number) })

async function begin(who: Walker) {
  const { html } = await who.get(`/services/${SERVICE}`)
  const nonce = /name="nonce" value="([0-9a-f-]{36})"/u.exec(html)?.[1] ?? ''
  return who.post(`/services/${SERVICE}`, { nonce })
}

const subjects = async (who: Walker) => (await personById(env, who.who.id).inbox()).map(({ subject }) => subject.bg)

describe('a mandate', () => {
  it('is signed, offered, accepted, used and taken back, and both hear of each', async ({ expect }) => {
    const [maria, georgi] = [await citizen(), await citizen()]
    const { answer, number, html } = await granted(maria, georgi)
    expect([answer.status, answer.location]).toEqual([303, `${HOME}/${number}?done=granted`])
    expect(html).toContain('още не е прието')
    await settle([number], 'mandates')
    for (const who of [maria, georgi]) expect((await who.get(HOME)).html).toContain(number)
    expect(html).toContain('до 20,00')
    expect((await subjects(georgi))[0]).toMatch(/Ви упълномощи/u)
    // Not before it is accepted.
    expect((await actFor(georgi, number)).status).toBe(422)
    expect((await georgi.post(`${HOME}/${number}/accept`)).location).toBe(`${HOME}/${number}?done=accept`)
    expect((await subjects(maria))[0]).toMatch(/прие пълномощното/u)
    expect((await actFor(georgi, number)).status).toBe(303)
    const id = await georgi.fill()
    await georgi.pay(id)
    await georgi.sign(`/cases/${id}/sign`)
    expect((await subjects(maria))[0]).toMatch(/подаде заявление за Вас/u)
    const own = await maria.get(`/cases/${id}`)
    expect([own.status, own.html.includes('Подава го')]).toEqual([200, true])
    expect((await maria.get('/me')).html).toContain(id)
    // At once, whatever the session of the other still says.
    expect((await maria.post(`${HOME}/${number}/revoke`)).location).toBe(`${HOME}/${number}?done=revoke`)
    const refused = await begin(georgi)
    expect([refused.status, refused.html.includes('Пълномощното е оттеглено')]).toEqual([422, true])
    expect((await subjects(georgi))[0]).toMatch(/оттегли пълномощното/u)
    // What is over stands behind one line, still to be read.
    for (const who of [maria, georgi])
      expect((await who.get(HOME)).html).toMatch(new RegExp(`незапочнали \\(1\\).*${number}`, 'su'))
    for (const { seen } of [maria, georgi])
      for (const secret of [maria.who.number, georgi.who.number])
        expect(seen.filter((one) => one.startsWith('/') && one.includes(secret))).toEqual([])
  })

  it.for([attack('signature', 'a person’s mandate that was revoked between show and sign')])(
    '%s signs nothing: %s',
    async ([, code], { expect }) => {
      const [maria, georgi] = [await citizen(), await citizen()]
      const number = await accepted(maria, georgi)
      await actFor(georgi, number)
      const id = await georgi.fill()
      await georgi.pay(id)
      const path = `/cases/${id}/sign`
      const options = await georgi.visitor.post(`${path}/options`, {}, { Accept: 'application/json' })
      const assertion = await georgi.who.phone.get(await options.json())
      await maria.post(`${HOME}/${number}/revoke`)
      const answer = await georgi.post(path, { assertion })
      const shown = answer.status === 303 ? await georgi.get(answer.location) : answer
      expect(shown.html).toContain('Пълномощното е оттеглено')
      expect(await caseById(env, id).application(georgi.who.id)).toMatchObject({ ok: false, error: code })
      expect((await georgi.get(`/cases/${id}`)).html).not.toContain('application.json')
    },
  )

  it('is renounced by whom it names, and by nobody else', async ({ expect }) => {
    const [maria, georgi, eve] = [await citizen(), await citizen(), await citizen()]
    const { number } = await granted(maria, georgi)
    for (const move of ['accept', 'renounce', 'revoke'])
      expect((await eve.post(`${HOME}/${number}/${move}`)).status).toBe(404)
    expect((await maria.post(`${HOME}/${number}/accept`)).status).toBe(422)
    await georgi.post(`${HOME}/${number}/renounce`)
    expect((await georgi.post(`${HOME}/${number}/accept`)).html).toContain('се е отказал')
    expect((await actFor(georgi, number)).status).toBe(422)
    // The register itself knows who alone accepts.
    const forged = await act(
      number,
      'accept',
      {},
      {
        register: 'mandates',
        actor: { role: 'izvor.mandates', person: eve.who.id },
      },
    )
    expect(forged).toMatchObject({ error: 'not-allowed' })
  })

  it.for([
    ['over its amount', { amount: '5' }, 'за по-голяма сума'],
    ['of two together, by one', { together: 'true' }, 'само заедно с друг'],
  ] as const)('is refused %s', async ([, rest, text], { expect }) => {
    const [maria, georgi] = [await citizen(), await citizen()]
    const number = await accepted(maria, georgi, rest)
    const chosen = await actFor(georgi, number)
    const answer = chosen.status === 303 ? await begin(georgi) : chosen
    expect([answer.status, answer.html.includes(text)]).toEqual([422, true])
  })
})

it.for([attack('mandate', 'one that was given, for what only the law lets do')])(
  '%s: %s',
  async ([, code], { expect }) => {
    const [maria, georgi] = [await citizen(), await citizen()]
    await actFor(georgi, await accepted(maria, georgi, { services: 'all' }))
    const { html } = await georgi.get('/services/transfer-vehicle')
    const nonce = /name="nonce" value="([0-9a-f-]{36})"/u.exec(html)?.[1] ?? ''
    const { html: refused } = await georgi.post('/services/transfer-vehicle', { nonce })
    expect([refused.includes('се ползва само лично'), refused.includes(code)]).toEqual([true, true])
  },
)

describe('a mandate that is passed on', () => {
  const passing = async (rest: { readonly [name: string]: string } = {}) => {
    const [maria, georgi, ivan] = [await citizen(), await citizen(), await citizen()]
    const number = await accepted(maria, georgi, rest)
    await actFor(georgi, number)
    return { maria, georgi, ivan, number }
  }

  it('reaches no further, once, and falls with the one that it came from', async ({ expect }) => {
    const { maria, georgi, ivan, number } = await passing()
    const refusal = async (rest: { readonly [name: string]: string }) =>
      (await georgi.post(`${HOME}/grant`, await grantForm(georgi, ivan, rest))).html
    expect(await refusal({ amount: '21', delegable: 'false' })).toContain('повече, отколкото имате')
    expect(await refusal({ services: 'all', delegable: 'false' })).toContain('повече, отколкото имате')
    expect(await refusal({ delegable: 'true' })).toContain('може само веднъж')
    const second = await accepted(georgi, ivan, { delegable: 'false' })
    expect((await actFor(ivan, second)).status).toBe(303)
    expect((await begin(ivan)).status).toBe(303)
    // Whoever got it so gives it to nobody.
    const peter = await citizen()
    expect((await ivan.post(`${HOME}/grant`, await grantForm(ivan, peter, { delegable: 'false' }))).html).toContain(
      'не може да се преупълномощава',
    )
    await maria.post(`${HOME}/${number}/revoke`)
    expect((await begin(ivan)).html).toContain('Пълномощното е оттеглено')
  })

  it('is refused where it may not be', async ({ expect }) => {
    const { georgi, ivan } = await passing({ delegable: 'false' })
    const answer = await georgi.post(`${HOME}/grant`, await grantForm(georgi, ivan, { delegable: 'false' }))
    expect(answer.html).toContain('не може да се преупълномощава')
  })
})

describe('the form', () => {
  it('gives nobody a mandate to themself, nor to the one for whom they act', async ({ expect }) => {
    const [maria, georgi] = [await citizen(), await citizen()]
    expect((await maria.post(`${HOME}/grant`, await grantForm(maria, maria))).html).toContain('сам себе си')
    const number = await accepted(maria, georgi)
    await actFor(georgi, number)
    expect((await georgi.post(`${HOME}/grant`, await grantForm(georgi, maria, { delegable: 'false' }))).html).toContain(
      'сам себе си',
    )
  })

  it('says the same of a wrong number and of a wrong name, and keeps what was typed', async ({ expect }) => {
    const [maria, georgi] = [await citizen(), await citizen()]
    const answers = await Promise.all(
      [{ name: 'Георги Петров' }, { representative: personalNumber('1980-03-05', 998) }, { name: 'Мария' }].map(
        async (rest) => maria.post(`${HOME}/grant`, await grantForm(maria, georgi, rest)),
      ),
    )
    for (const { status, html } of answers) {
      expect(status).toBe(422)
      expect(html).toContain('Не намираме човек с това ЕГН и това име')
      expect(html).toMatch(/name="amount"[^>]*value="20"|value="20"[^>]*name="amount"/u)
    }
  })

  it('names each fault at its field', async ({ expect }) => {
    const [maria, georgi] = [await citizen(), await citizen()]
    const wrong = { representative: '1', 'until-day': '1', 'until-month': '1', 'until-year': '2020', together: '' }
    const { status, html } = await maria.post(`${HOME}/grant`, await grantForm(maria, georgi, wrong))
    expect(status).toBe(422)
    for (const anchor of ['#representative', '#until-day', '#together']) expect(html).toContain(`href="${anchor}"`)
    expect(html).toContain('не може да е в миналото')
  })

  it('pressed twice enters one mandate', async ({ expect }) => {
    const [maria, georgi] = [await citizen(), await citizen()]
    const form = await grantForm(maria, georgi)
    expect((await maria.sign(`${HOME}/grant/sign`, form)).status).toBe(303)
    expect((await maria.sign(`${HOME}/grant/sign`, form)).status).toBe(303)
    const again = await maria.sign(`${HOME}/grant/sign`, { ...form, ...naming(await citizen()) })
    expect(again.status).toBe(422)
    expect((await subjects(georgi)).filter((one) => one.includes('упълномощи'))).toHaveLength(1)
  })

  it('is signed by nobody whose signing is frozen', async ({ expect }) => {
    const [maria, georgi] = [await citizen(), await citizen()]
    const form = await grantForm(maria, georgi)
    unwrap(await personById(env, maria.who.id).freeze(maria.who.hash))
    const options = await maria.visitor.post(`${HOME}/grant/sign/options`, form, { Accept: 'application/json' })
    expect(await options.json()).toMatchObject({ code: 'signing-frozen' })
  })
})
