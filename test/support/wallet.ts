// Wallets for tests: a portal that issues to them, and people with their card at hand who ask for one.
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { makeDemoWallet } from '../../cli/demo/wallet.ts'
import { app } from '../../workers/http/app.tsx'
import type { Env } from '../../workers/env.ts'
import { sessionHash } from '../../workers/engines/identity/session.ts'
import type { WalletSettings } from '../../workers/engines/wallet/keys.ts'
import { enterPerson } from './cases.ts'
import { browserOf, newSecret } from './desk.ts'
import { newPerson } from './person.ts'
import { unwrap } from './result.ts'
import { decoded } from './text.ts'
import { Visitor } from './visitor.ts'

export const settings: WalletSettings = await makeDemoWallet('localhost', Date.now())
export const portal: Env = { ...env, WALLET: JSON.stringify(settings) }

let calls = 0

/** The network, as a wallet's library has it: it ends in the portal. Each call comes from an address of its own. */
export const network: typeof fetch = async (input, init) => {
  const request = new Request(input, init)
  if (!request.headers.has('CF-Connecting-IP'))
    request.headers.set('CF-Connecting-IP', `2001:db8:${(calls += 1).toString(16)}::1`)
  const context = createExecutionContext()
  const answer = await app.fetch(request, portal, context)
  await waitOnExecutionContext(context)
  return answer
}

export const post = (path: string, body: string | object, headers: Readonly<Record<string, string>> = {}) =>
  network(env.ORIGIN + path, {
    method: 'POST',
    body: body instanceof URLSearchParams || typeof body === 'string' ? body : JSON.stringify(body),
    headers: body instanceof URLSearchParams ? headers : { 'Content-Type': 'application/json', ...headers },
  })

/** What a refused wallet is told: the error of the specification, and our own code. */
export async function refusal(answer: Response): Promise<readonly [number, string, string]> {
  const { error, error_description: code } = await answer.json<{ error: string; error_description: string }>()
  return [answer.status, error, code]
}

/** Somebody whom the population register knows, signed in with the card a moment ago. */
export async function holder() {
  const secret = newSecret()
  const someone = await newPerson(sessionHash({ secret }))
  unwrap(await enterPerson(someone.number))
  const { cookies } = await browserOf(someone.signedIn, secret)
  return { ...someone, visitor: new Visitor(portal, cookies) }
}

export type Holder = Awaited<ReturnType<typeof holder>>

const linkIn = (html: string, scheme: string): string =>
  decoded(new RegExp(`href="(${scheme}[^"]*)"`, 'u').exec(html)?.[1] ?? '')

/** Asks for the card on the phone, as a person does; with what the page shows. */
export async function offered({ visitor }: Pick<Holder, 'visitor'>, name = 'Телефонът ми') {
  const { headers } = await visitor.post('/me/wallet/new', { name })
  const page = headers.get('Location') ?? ''
  const html = await (await visitor.get(page)).text()
  const offer = linkIn(html, 'openid-credential-offer:')
  const { grants } = JSON.parse(new URL(offer).searchParams.get('credential_offer') ?? '{}') as {
    grants: { [grant: string]: { 'pre-authorized_code': string } }
  }
  return {
    page,
    offer,
    reference: page.split('/').at(-1) ?? '',
    code: Object.values(grants)[0]?.['pre-authorized_code'] ?? '',
    pin: /<p class="izvor-pin">(\d{6})<\/p>/u.exec(html)?.[1] ?? '',
    html,
  }
}

export const redeem = (code: string, pin: string, rest: Readonly<Record<string, string>> = {}) =>
  post(
    '/wallet/token',
    new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:pre-authorized_code',
      'pre-authorized_code': code,
      tx_code: pin,
      ...rest,
    }),
  )

export async function tokenFor(someone: Holder): Promise<string> {
  const { code, pin } = await offered(someone)
  const { access_token: token } = await (await redeem(code, pin)).json<{ access_token: string }>()
  return token
}

/** A question to a wallet, as its page in a browser has it. */
export async function asked(visitor = new Visitor(portal)) {
  const { headers } = await visitor.post('/verify/age')
  const page = headers.get('Location') ?? ''
  const html = await (await visitor.get(page)).text()
  const link = linkIn(html, 'openid4vp:')
  return { visitor, page, link, reference: page.split('/').at(-1) ?? '' }
}
