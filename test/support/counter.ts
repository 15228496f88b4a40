// A counter for tests: two officials at their desks, whom they identify, and a browser that brings the ticket.
import { env } from 'cloudflare:workers'
import type { RegistrationOptions } from '../../workers/engines/identity/options.ts'
import { personId } from '../../workers/engines/names.ts'
import { softwareAuthenticator } from './authenticator.ts'
import { clerk } from './citizen.ts'
import { act } from './ledger.ts'
import { agent, enter, newNumber } from './person.ts'
import { unwrap } from './result.ts'
import { Visitor } from './visitor.ts'

export const personOf = (number: string) => env.PERSON.getByName(personId(env.INDEX_KEY, number))

export async function entered(number = newNumber()): Promise<string> {
  const input = {
    givenName: 'Стоян',
    familyName: 'Гешев',
    bornOn: '1980-03-05',
    sex: 'male',
    citizenship: 'България',
    settlement: '68134',
    street: 'ул. „Шипка“ 14',
  }
  unwrap(
    await act(number, 'enter', input, { register: 'civil', actor: { role: 'operator' }, effectiveFrom: '1980-03-05' }),
  )
  return number
}

const passport = {
  document: 'passport',
  documentNumber: '381234567',
  'documentUntil-day': '1',
  'documentUntil-month': '5',
  'documentUntil-year': '2040',
  reason: 'first',
  likeness: 'true',
}

let addresses = 0

/** A browser at the page for codes, at an address of its own. */
export async function browser() {
  const visitor = new Visitor(env)
  const from = { 'CF-Connecting-IP': `192.0.2.${(addresses += 1)}` }
  await visitor.get('/counter')
  return { post: (path: string, form: Record<string, string>) => visitor.post(path, form, from) }
}

export async function redeem(
  visitor: Awaited<ReturnType<typeof browser>>,
  code: string,
  phone = softwareAuthenticator(env.ORIGIN),
) {
  const opened = await visitor.post('/counter', { code })
  if (opened.status !== 200) return { status: opened.status, phone, options: null }
  const options = await (await visitor.post('/counter/bind/options', { code })).json<RegistrationOptions>()
  const answer = await visitor.post('/counter/bind', {
    code,
    name: 'Телефон',
    registration: await phone.create(options),
  })
  return { status: answer.status, phone, options }
}

export const login = (number: string, phone: ReturnType<typeof softwareAuthenticator>, hash: string) =>
  enter(personOf(number), phone, { hash, agent })

export const codeIn = (html: string) => /id="ticket">([0-9A-Z]{5}-[0-9A-Z]{5})</u.exec(html)?.[1] ?? ''

/** Two officials, and what they do together. */
export async function counterOfTwo() {
  const [first, second] = [await clerk('mvr.clerk'), await clerk('mvr.clerk')]
  /** The form of an identification, as the page of a person holds it. */
  const formFor = async (number: string, typed: Record<string, string> = {}, who = first) => {
    const { html, status } = await who.post('/work/counter', { personalNumber: number })
    const [, record = ''] = /name="number" value="([0-9a-f]{20})"/u.exec(html) ?? []
    return { status, html, form: { person: number, number: record, ...passport, ...typed } }
  }

  /** Identified by the first official; where the proposal is. */
  const identify = async (number: string, typed: Record<string, string> = {}) => {
    const { form } = await formFor(number, typed)
    const { status, location } = await first.sign('/work/counter/identify/sign', form)
    return {
      status,
      path: location.replace(/\?.*/u, ''),
      ticket: location.replace('/proposals/', '/counter/').replace(/\?.*/u, ''),
    }
  }

  const ticketFor = async (number: string, typed: Record<string, string> = {}) => {
    const { path, ticket } = await identify(number, typed)
    await second.sign(`${path}/sign`)
    return { path, ticket, code: codeIn((await first.post(ticket)).html) }
  }
  return { first, second, formFor, identify, ticketFor }
}

export type Counter = Awaited<ReturnType<typeof counterOfTwo>>
