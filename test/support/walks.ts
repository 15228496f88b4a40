// Ways through the portal on which a personal number is typed, looked up or handed on: for tests of where it ends up.
import { env } from 'cloudflare:workers'
import { decodeJwt } from 'jose'
import { answer, ask, claimsOf, receive, show } from '../../cli/wallet/holder.ts'
import type { RegistrationOptions } from '../../workers/engines/identity/options.ts'
import { softwareAuthenticator } from './authenticator.ts'
import { SERVICE } from './cases.ts'
import { citizen, type Walker } from './citizen.ts'
import { represented } from './companies.ts'
import { formOf } from './form.ts'
import { entered, settle } from './ledger.ts'
import { codeOf, exchange, newAddress, newParty, push, send } from './relying-party.ts'
import { there } from './result.ts'
import { marry } from './sales.ts'
import { GROUND, System } from './system.ts'
import { Visitor } from './visitor.ts'
import { asked, holder, network, offered } from './wallet.ts'

/** A walk that ends early proves nothing. */
function reached(end: boolean, where: string): void {
  if (!end) throw new Error(`the walk ended before ${where}`)
}

const told = async (token: string) => {
  const headers = { Authorization: `Bearer ${token}`, 'CF-Connecting-IP': newAddress() }
  return (await new Visitor(env).get('/oidc/userinfo', { headers })).text()
}

/** Logs in at a site that asks for these; all that the site was told. */
async function login(who: Walker, claims: readonly string[]): Promise<string> {
  const site = await newParty(
    { claims: claims.join(' '), logoutUri: 'https://shop.example/out' },
    { personalNumber: true },
  )
  const form = {
    claims: JSON.stringify({ userinfo: Object.fromEntries(claims.map((claim) => [claim, null])) }),
    scope: 'openid offline_access',
  }
  const { body } = await exchange(site, await codeOf(who.visitor, site, form))
  const information = await told(body['access_token'] ?? '')
  const refresh = { grant_type: 'refresh_token', refresh_token: body['refresh_token'] ?? '' }
  const again = await send(site, '/oidc/token', refresh)
  await push(site, { redirect_uri: 'https://elsewhere.example/' })
  await who.get('/me/consents')
  await who.post('/me/consents', { client: site.id })
  return JSON.stringify([body, decodeJwt(body['id_token'] ?? ''), information, again.body])
}

/** At a site that asks for nothing, at one that asks for majority, at one that asks for the number. */
export async function logins(who: Walker) {
  const [nothing, age, number] = [
    await login(who, []),
    await login(who, ['age_over_18']),
    await login(who, ['personal_number']),
  ]
  return { unasked: [nothing, age], asked: number }
}

/** Takes the card into a wallet and shows majority; the number, and all that wallet and verifier saw. */
export async function wallet() {
  const maria = await holder()
  const { offer, pin, page } = await offered(maria)
  const [card] = await receive(network, offer, pin)
  const question = await asked()
  const { nonce, clientId, paths, ...rest } = await ask(network, question.link)
  const presentation = await show(there(card), paths, { nonce, audience: clientId, now: Date.now() })
  await answer(network, { nonce, clientId, paths, ...rest }, presentation)
  const shown = await (await question.visitor.get(question.page)).text()
  reached(shown.includes('Навършени 18 години: да'), 'the proof of age')
  await maria.visitor.get(page)
  return { number: maria.number, kept: JSON.stringify(await claimsOf(there(card))), shown: presentation + shown }
}

/** Identifies somebody at a counter, who makes a passkey with the ticket. */
export async function counter(number: string, [first, second]: readonly [Walker, Walker]): Promise<void> {
  const { html } = await first.post('/work/counter', { personalNumber: number })
  const [, record = ''] = /name="number" value="([0-9a-f]{20})"/u.exec(html) ?? []
  const document = { document: 'passport', documentNumber: '381234567', reason: 'first', likeness: 'true' }
  const until = { 'documentUntil-day': '1', 'documentUntil-month': '5', 'documentUntil-year': '2040' }
  // Refused once, and then in order.
  const form = { person: number, number: record, ...document, ...until }
  await first.visitor.post('/work/counter/identify/sign/options', { ...form, likeness: 'false' })
  const { location } = await first.sign('/work/counter/identify/sign', form)
  const path = location.replace(/\?.*/u, '')
  await second.get(path)
  await second.sign(`${path}/sign`)
  const ticket = await first.post(path.replace('/proposals/', '/counter/'))
  const code = /id="ticket">([0-9A-Z]{5}-[0-9A-Z]{5})</u.exec(ticket.html)?.[1] ?? ''
  const visitor = new Visitor(env)
  await visitor.get('/counter')
  await visitor.post('/counter', { code })
  const options = await (await visitor.post('/counter/bind/options', { code })).json<RegistrationOptions>()
  const registration = await softwareAuthenticator(env.ORIGIN).create(options)
  const bound = await visitor.post('/counter/bind', { code, name: 'Телефон', registration })
  reached(bound.status === 303, 'the passkey of the counter')
}

/** One gives another a mandate, who uses it; and it is taken back. */
export async function mandate(by: Walker, to: Walker): Promise<void> {
  const home = '/me/mandates'
  const form = {
    ...formOf((await by.get(`${home}/grant`)).html, `${home}/grant`),
    representative: to.who.number,
    name: 'мария ИВАНОВА',
    services: SERVICE,
    amount: '20',
    together: 'false',
    delegable: 'true',
  }
  await by.post(`${home}/grant`, { ...form, name: 'Друг Човек' })
  await by.post(`${home}/grant`, form)
  const { location } = await by.sign(`${home}/grant/sign`, form)
  const number = /\/me\/mandates\/([a-z2-7]{16})\?/u.exec(location)?.[1] ?? ''
  await to.post(`${home}/${number}/accept`)
  await to.post('/me/acting', { mandate: `mandates:${number}:person` })
  const applied = await to.apply()
  reached((await by.get(`/cases/${applied}`)).status === 200, 'the application for another')
  await to.post('/me/acting', { mandate: '' })
  await by.get(home)
  reached((await by.post(`${home}/${number}/revoke`)).status === 303, 'the end of the mandate')
  await settle([number], 'mandates')
}

/** A sale that its seller and the spouse sign; what both download of it. */
export async function sale(seller: Walker, buyer: Walker): Promise<void> {
  const spouse = await citizen()
  await marry(seller.who.number, spouse.who.number)
  const { vin, id: car } = await entered({ owner: seller.who.number })
  await settle([car])
  const path = '/services/transfer-vehicle'
  const { location } = await seller.post(path, formOf((await seller.get(path)).html, path))
  const id = /\/cases\/([a-z2-7]{16})\//u.exec(location)?.[1] ?? ''
  await seller.post(`/cases/${id}/form/vehicle`, { vin })
  await seller.post(`/cases/${id}/form/sale`, { buyer: seller.who.number, price: '4500' })
  await seller.post(`/cases/${id}/form/sale`, { buyer: buyer.who.number, price: '4500' })
  await seller.pay(id)
  await seller.sign(`/cases/${id}/sign`)
  await buyer.get(`/cases/${id}/cosign`)
  await buyer.sign(`/cases/${id}/cosign`)
  const { status } = await spouse.sign(`/cases/${id}/cosign`)
  reached(status === 303, 'the signature of the spouse')
}

/** A document under a signature, and the keys that ever signed. */
export async function keys(who: Walker): Promise<void> {
  await who.sign('/sign', { fingerprint: 'ab'.repeat(32) })
  const { html } = await who.get('/me/keys')
  const paths = [...html.matchAll(/href="(\/registers\/credentials\/records\/[^"]+)"/gu)]
  reached(paths.length > 0, 'the keys')
  for (const [, path = ''] of paths) await who.get(path)
}

/** A system of an authority looks at what somebody owns, and is refused where it asks wrongly. */
export async function looks(owner: Walker, car: string): Promise<void> {
  const system = await System.of('mvr.registrar', 'vehicles person-identity')
  const find = { owner: owner.who.number }
  const read = await system.post('/api/registers/vehicles/search', { find, purpose: GROUND })
  reached(JSON.stringify(read.body).includes(owner.who.number), 'the look')
  await system.get(`/api/registers/vehicles/records/${car}`)
  const input = { personalNumber: owner.who.number }
  await system.post('/api/evidence/person-identity', { input, purpose: GROUND })
  const wrong = { ...GROUND, case: owner.who.number }
  await system.post('/api/registers/vehicles/search', { find, purpose: wrong })
  await system.get(`/api/registers/vehicles/records/${car}`, { 'Purpose-Case': owner.who.number })
  await system.post('/api/registers/vehicles/search', { find: { owner: `${owner.who.number}0` }, purpose: GROUND })
  await system.post('/api/evidence/person-identity', {
    input: { personalNumber: `${owner.who.number}0` },
    purpose: GROUND,
  })
  await owner.get('/me/data')
}

/** A site of a company, by who represents it. */
export async function companySite(who: Walker): Promise<void> {
  const { mandate: id } = await represented('831650349', who.who)
  await who.post('/me/acting', { mandate: id })
  await who.get('/developers')
  const { html } = await who.get('/developers/new')
  const path = /action="(\/developers\/rp-[0-9a-f]{16})"/u.exec(html)?.[1] ?? ''
  const form = { name: 'Сайт', redirectUris: 'https://shop.example/cb', jwks: '{"keys":[{"kty":"EC"}]}' }
  await who.post(path, form)
  const { status } = await who.post(path, { ...form, reason: 'За проба.' })
  reached(status === 303, 'the site')
  await who.post('/me/acting', { mandate: '' })
}
