// A system of an authority for tests: approved with a role, holding a token that is bound to its key.
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { app } from '../../workers/http/app.tsx'
import {
  codeOf,
  exchange,
  newAddress,
  newParty,
  proofKey,
  prove,
  send,
  type Party,
  type ProofKey,
} from './relying-party.ts'
import { there } from './result.ts'
import type { Visitor } from './visitor.ts'

export const GROUND = { law: 'Закон за движението по пътищата, чл. 140', case: 'ЗДвП-17/2026' } as const

interface Cheats {
  readonly token?: string
  readonly proof?: string
}

export class System {
  readonly party: Party
  readonly key: ProofKey
  readonly token: string

  constructor(party: Party, key: ProofKey, token: string) {
    this.party = party
    this.key = key
    this.token = token
  }

  /** Approved in a role, to read these. */
  static async of(role: string, reads = ''): Promise<System> {
    const party = await newParty({}, { role, ...(reads === '' ? {} : { reads }) })
    const key = await proofKey()
    const proof = await prove(key, 'POST', '/oidc/token')
    const { body } = await send(party, '/oidc/token', { grant_type: 'client_credentials' }, { DPoP: proof })
    return new System(party, key, there(body['access_token']))
  }

  /** With the token of somebody who logged in there. */
  static async ofLogin(visitor: Visitor, party: Party): Promise<System> {
    const key = await proofKey()
    const proof = await prove(key, 'POST', '/oidc/token')
    const { body } = await exchange(party, await codeOf(visitor, party), {}, { DPoP: proof })
    return new System(party, key, there(body['access_token']))
  }

  proof = (method: string, path: string, token = this.token) => prove(this.key, method, path, {}, token)

  /** With its ground in headers, as far as they say it. */
  get = (path: string, headers: Record<string, string> = {}, cheats: Cheats = {}) =>
    this.#send('GET', path, { ...inHeaders, ...headers }, cheats)

  post = (path: string, body: object, headers: Record<string, string> = {}) =>
    this.#send('POST', path, { 'Content-Type': 'application/json', ...headers }, {}, JSON.stringify(body))

  async #send(method: string, path: string, headers: Record<string, string>, cheats: Cheats, body?: string) {
    const { token = this.token, proof = await this.proof(method, path, token) } = cheats
    const sent = { Authorization: `DPoP ${token}`, DPoP: proof, 'CF-Connecting-IP': newAddress(), ...headers }
    const request = new Request(env.ORIGIN + path, {
      method,
      headers: Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== '')),
      ...(body === undefined ? {} : { body }),
    })
    const context = createExecutionContext()
    const answer = await app.fetch(request, env, context)
    await waitOnExecutionContext(context)
    return { status: answer.status, headers: answer.headers, body: await answer.json<Record<string, unknown>>() }
  }
}

const inHeaders = {
  'Purpose-Law': encodeURIComponent(GROUND.law),
  'Purpose-Case': encodeURIComponent(GROUND.case),
}
