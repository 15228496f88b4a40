// The pages of those who sign together: what each of them is shown and may press, and what a stranger gets instead.
import { describe, it } from 'vitest'
import { readSignatureFile } from '../../workers/engines/signature/file.ts'
import { verifySignature } from '../../workers/engines/signature/verify.ts'
import { marry } from '../support/sales.ts'
import { citizen, clerk, type Walker } from '../support/citizen.ts'
import { entered, settle } from '../support/ledger.ts'
import { unwrap } from '../support/result.ts'

const SERVICE = '/services/transfer-vehicle'

/** Everybody at their browser, and the car. */
async function together() {
  const [seller, buyer, spouse, stranger] = await Promise.all([citizen(), citizen(), citizen(), citizen()])
  unwrap(await marry(seller.who.number, spouse.who.number))
  const { vin, id } = await entered({ owner: seller.who.number })
  await settle([id])
  return { seller, buyer, spouse, stranger, vin }
}

type Company = Awaited<ReturnType<typeof together>>

async function begin({ seller, vin }: Company): Promise<string> {
  const nonce = /name="nonce" value="([^"]+)"/u.exec((await seller.get(SERVICE)).html)?.[1] ?? ''
  const { location } = await seller.post(SERVICE, { nonce })
  const id = /\/cases\/([a-z2-7]{16})\//u.exec(location)?.[1] ?? ''
  await seller.post(`/cases/${id}/form/vehicle`, { vin })
  return id
}

/** All the way to the applicant's signature. */
async function propose(all: Company): Promise<string> {
  const id = await begin(all)
  await all.seller.post(`/cases/${id}/form/sale`, { buyer: all.buyer.who.number, price: '4500' })
  await all.seller.pay(id)
  await all.seller.sign(`/cases/${id}/sign`)
  return id
}

const cosign = (walker: Walker, id: string) => walker.sign(`/cases/${id}/cosign`)

describe('the seller', () => {
  it('chooses among their own vehicles, and types where the register knows none', async ({ expect }) => {
    const all = await together()
    const id = await begin(all)
    const { html } = await all.seller.get(`/cases/${id}/form/vehicle`)
    expect(html).toContain(`type="radio" value="${all.vin}"`)
    expect(html).toContain('VW Golf · ')
    const other = { ...all, seller: all.stranger }
    const own = await begin(other)
    const typed = await other.seller.get(`/cases/${own}/form/vehicle`)
    expect(typed.html).not.toContain('type="radio"')
    expect(typed.html).toContain('name="vin"')
  })

  it('is told in words who else signs, before and after', async ({ expect }) => {
    const all = await together()
    const id = await begin(all)
    await all.seller.post(`/cases/${id}/form/sale`, { buyer: all.buyer.who.number, price: '4500' })
    const { html } = await all.seller.get(`/cases/${id}/check`)
    expect(html).toContain('Кой още подписва')
    expect(html).toContain('Мария И.')
    expect(html).not.toContain(all.spouse.who.number)
    await all.seller.pay(id)
    const { location } = await all.seller.sign(`/cases/${id}/sign`)
    expect(location).toBe(`/cases/${id}/done`)
    expect((await all.seller.get(`/cases/${id}`)).html).toContain('чака подписи')
    expect((await all.seller.get(`/cases/${id}/cosign`)).location).toBe(`/cases/${id}`)
  })

  it('takes it back and changes it, or gives it up, as long as not all have signed', async ({ expect }) => {
    const all = await together()
    const id = await propose(all)
    await cosign(all.buyer, id)
    expect((await all.seller.get(`/cases/${id}/recall`)).html).toContain('няма да важат')
    expect((await all.seller.post(`/cases/${id}/recall`)).location).toBe(`/cases/${id}`)
    expect((await all.seller.post(`/cases/${id}/recall`)).location).toBe(`/cases/${id}`)
    expect((await all.buyer.get(`/cases/${id}/cosign`)).status).toBe(404)
    await all.seller.sign(`/cases/${id}/sign`)
    expect((await all.seller.get(`/cases/${id}/withdraw`)).status).toBe(200)
    expect((await all.seller.post(`/cases/${id}/withdraw`)).location).toBe(`/cases/${id}`)
    expect((await all.buyer.get(`/cases/${id}/cosign`)).html).toContain('вече не се иска подпис')
  })
})

describe('who is asked to sign', () => {
  it('reads it, signs it, and is led there from the case; a second post changes nothing', async ({ expect }) => {
    const all = await together()
    const id = await propose(all)
    expect((await all.buyer.get(`/cases/${id}`)).location).toBe(`/cases/${id}/cosign`)
    const { html } = await all.buyer.get(`/cases/${id}/cosign`)
    expect(html).toContain('Купувач')
    expect(html).not.toContain(all.seller.who.number)
    expect((await cosign(all.buyer, id)).location).toBe(`/cases/${id}/cosign`)
    expect((await all.buyer.post(`/cases/${id}/cosign`, { assertion: '' })).location).toBe(`/cases/${id}/cosign`)
    expect((await all.buyer.get(`/cases/${id}/cosign`)).html).toContain('Подписахте на')
    const options = await all.buyer.visitor.post(`/cases/${id}/cosign/options`, {}, { Accept: 'application/json' })
    expect([options.status, (await options.json<{ code: string }>()).code]).toEqual([409, 'already-signed'])
  })

  it('declines with a reason, which the applicant reads; without one is told so, and what was typed stays', async ({
    expect,
  }) => {
    const all = await together()
    const id = await propose(all)
    const empty = await all.spouse.post(`/cases/${id}/cosign/decline`, { reason: ' ' })
    expect([empty.status, empty.html.includes('govuk-error-summary')]).toEqual([422, true])
    const long = await all.spouse.post(`/cases/${id}/cosign/decline`, { reason: 'н'.repeat(1001) })
    expect([long.status, long.html.includes('н'.repeat(1001))]).toEqual([422, true])
    const declined = await all.spouse.post(`/cases/${id}/cosign/decline`, { reason: 'Колата е на сина ни.' })
    expect(declined.location).toBe('/cases/declined')
    expect((await all.spouse.post(`/cases/${id}/cosign/decline`, { reason: 'Пак.' })).status).toBe(404)
    expect((await all.seller.get(`/cases/${id}`)).html).toContain('Колата е на сина ни.')
  })

  it('is nobody else: a stranger finds no case, no file and no options', async ({ expect }) => {
    const all = await together()
    const id = await propose(all)
    for (const path of ['', '/cosign', '/cosign/decline', '/application.json', '/recall'])
      expect((await all.stranger.get(`/cases/${id}${path}`)).status).toBe(404)
    for (const path of ['/cosign', '/cosign/options', '/cosign/decline', '/recall'])
      expect((await all.stranger.post(`/cases/${id}${path}`, { reason: 'Не.' })).status).toBe(404)
    const notary = await clerk('notaries.notary')
    expect((await notary.get(`/cases/${id}/cosign`)).status).toBe(404)
  })

  it('carries the login on to what they are to sign', async ({ expect }) => {
    const all = await together()
    const id = await propose(all)
    all.buyer.visitor.cookies.clear()
    const { location } = await all.buyer.get(`/cases/${id}/cosign`)
    expect(location).toContain(`/login?next=${encodeURIComponent(`/cases/${id}/cosign`)}`)
  })
})

describe('a notary', () => {
  it('finds it in the queue when all others have signed, and vouches for them; all signatures hold', async ({
    expect,
  }) => {
    const [all, notary, registrar] = [await together(), await clerk('notaries.notary'), await clerk('mvr.registrar')]
    const id = await propose(all)
    await cosign(all.buyer, id)
    expect((await notary.get('/work')).html).not.toContain(`/cases/${id}/cosign`)
    await cosign(all.spouse, id)
    expect((await notary.get('/work')).html).toContain(`/cases/${id}/cosign`)
    expect((await registrar.get('/work?desk=signing')).html).not.toContain(`/cases/${id}`)
    expect((await cosign(notary, id)).location).toBe(`/cases/${id}/cosign`)
    expect((await notary.get('/work?desk=signing')).html).not.toContain(`/cases/${id}/cosign`)
    expect((await registrar.get('/work')).html).toContain(`/work/cases/${id}`)
    expect((await registrar.get(`/work/cases/${id}`)).html).toContain('Подписи')
    for (const reader of [all.seller, all.buyer, notary]) {
      const file = unwrap(readSignatureFile((await reader.get(`/cases/${id}/application.json`)).html))
      expect(file.signatures).toHaveLength(4)
      for (const signature of file.signatures)
        expect(await verifySignature(signature, { document: file.document?.sha256 })).toMatchObject({ ok: true })
    }
  })
})

it('no page, address or cookie tells a personal number but the buyer’s, which was typed', async ({ expect }) => {
  const all = await together()
  const id = await propose(all)
  await cosign(all.buyer, id)
  await all.spouse.get(`/cases/${id}/cosign`)
  const seen = [all.seller, all.buyer, all.spouse].flatMap((walker) => walker.seen).join('\n')
  for (const { number } of [all.seller.who, all.spouse.who]) expect(seen).not.toContain(number)
  const addresses = [all.seller, all.buyer, all.spouse].flatMap(({ seen: shown }) =>
    shown.filter((one) => one.startsWith('/')),
  )
  expect(addresses.join('\n')).not.toContain(all.buyer.who.number)
})
