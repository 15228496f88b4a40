// A citizen at a browser, on the way through a service; everything that the portal shows on it is remembered.
import { env } from 'cloudflare:workers'
import type { AssertionOptions } from '../../workers/engines/identity/options.ts'
import { sessionHash } from '../../workers/engines/identity/session.ts'
import type { Env } from '../../workers/env.ts'
import { applicant, SERVICE, signer, technical, type Signer } from './cases.ts'
import { browserOf, newSecret, official } from './desk.ts'
import { formOf } from './form.ts'
import { newVin } from './ledger.ts'
import { bind } from './person.ts'
import { Visitor, type Sent } from './visitor.ts'

type Known = Omit<Signer, 'sign'>

export class Walker {
  readonly visitor: Visitor
  readonly who: Known
  /** Addresses that were asked for and led to, and all that was shown. */
  readonly seen: string[] = []

  constructor(who: Known, visitor: Visitor) {
    this.who = who
    this.visitor = visitor
  }

  async #remember(path: string, answer: Response) {
    const html = await answer.text()
    const location = answer.headers.get('Location') ?? ''
    this.seen.push(path, location, html)
    return { status: answer.status, location, html, headers: answer.headers }
  }

  get = async (path: string, sent?: Sent) => this.#remember(path, await this.visitor.get(path, sent))
  post = async (path: string, form?: Sent['form'], headers?: Sent['headers']) =>
    this.#remember(path, await this.visitor.post(path, form, headers))

  /** Answers a form's script, which asks for options and signs. */
  async sign(path: string, form: Sent['form'] = {}) {
    const options = await this.visitor.post(`${path}/options`, form, { Accept: 'application/json' })
    const assertion = await this.who.phone.get(await options.json<AssertionOptions>())
    return this.post(path, { ...form, assertion })
  }

  /** Begins an application at the page of the service; the number of its case. */
  async begin(lang: '' | '/en' = ''): Promise<string> {
    const path = `${lang}/services/${SERVICE}`
    const { location } = await this.post(path, formOf((await this.get(path)).html, path))
    return /\/cases\/([a-z2-7]{16})\/applicant$/u.exec(location)?.[1] ?? ''
  }

  /** Begins, and answers every page. */
  async fill(vin = newVin()): Promise<string> {
    const id = await this.begin()
    await this.post(`/cases/${id}/form/vehicle`, { ...car, vin })
    await this.post(`/cases/${id}/form/technical`, papers)
    return id
  }

  /** To the page of the payment. */
  order = async (id: string): Promise<string> => (await this.post(`/cases/${id}/pay`)).location

  async pay(id: string): Promise<void> {
    await this.post(await this.order(id), { choice: 'pay' })
  }

  /** All the way to the signed application. */
  async apply(vin = newVin()): Promise<string> {
    const id = await this.fill(vin)
    await this.pay(id)
    await this.sign(`/cases/${id}/sign`)
    return id
  }
}

export const car = { make: 'VW', model: 'Golf', category: 'M1' }
const { firstRegistered: _, ...rest } = technical
export const papers = {
  ...rest,
  'firstRegistered-day': '1',
  'firstRegistered-month': '1',
  'firstRegistered-year': '2020',
}

/** Somebody with a passkey, whom the population register knows, unless it is said otherwise. */
export async function citizen({
  portal = env,
  registered = true,
}: { portal?: Env; registered?: boolean } = {}): Promise<Walker> {
  const secret = newSecret()
  const hash = sessionHash({ secret })
  const who = registered ? await applicant(hash) : await signer(hash)
  const { cookies } = await browserOf(who.signedIn, secret)
  return new Walker(who, new Visitor(portal, cookies))
}

/** With the records of the offices. */
type Clerk = Walker & { readonly offices: readonly string[] }

/** An official with these offices and a passkey, at their desk. */
export async function clerk(...offices: readonly string[]): Promise<Clerk> {
  const { visitor, ...someone } = await official(...offices)
  const { phone } = await bind(someone.person, someone.hash)
  // Whose roles are asked anew by that.
  await visitor.get('/me')
  return Object.assign(new Walker({ ...someone, phone }, visitor), { offices: someone.offices })
}
