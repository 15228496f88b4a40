// Which relying party is asking: its record, its keys, and whether the assertion that it sent is its own and new.
import { sha256 } from '@noble/hashes/sha2.js'
import type { JSONWebKeySet } from 'jose'
import { catalogue } from '../../catalogue.ts'
import { assertionType, claimedClient, verifyClientAssertion } from '../../engines/oidc/assertion.ts'
import { clientOf, mayCall, type Client } from '../../engines/oidc/client.ts'
import type { Parameters } from '../../engines/oidc/request.ts'
import type { Env } from '../../env.ts'
import { toHex, utf8 } from '../../kernel/bytes.ts'
import { formats } from '../../kernel/formats/index.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { grantByName, recordByKey } from '../../store/objects.ts'

export const RELYING_PARTIES = 'relying-parties'

export function relyingParty(env: Env, id: string) {
  const register = catalogue.registers.get(RELYING_PARTIES)
  if (register === undefined) throw new Error('no register of relying parties')
  return recordByKey(env, register, id)
}

/** The client as its record has it; null where there is none, or where it was stopped. */
export async function findClient(env: Env, id: string): Promise<Client | null> {
  if (!formats.slug.check(id)) return null
  const record = await relyingParty(env, id).open()
  const client = record === null ? null : clientOf(record.values)
  return client?.active === true ? client : null
}

const KEYS_MS = 5 * 60_000
/** A client that changed its keys a moment ago is believed at its next request. */
const KEYS_YOUNG_MS = 10_000
const KEYS_BYTES_MAX = 64 * 1024
const FETCH_MS = 5000
const KNOWN_MAX = 500
const known = new Map<string, { readonly keys: JSONWebKeySet; readonly at: number }>()

/** Reads keys from an address of the client's own; null where that does not answer with some. */
async function fetchKeys(env: Env, uri: string, now: number): Promise<JSONWebKeySet | null> {
  if (!mayCall(uri, env.ORIGIN)) return null
  try {
    const answer = await fetch(uri, {
      headers: { Accept: 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(FETCH_MS),
    })
    const length = Number(answer.headers.get('Content-Length') ?? 0)
    if (answer.status !== 200 || length > KEYS_BYTES_MAX) {
      await answer.body?.cancel()
      return null
    }
    const text = await answer.text()
    const keys = JSON.parse(text) as JSONWebKeySet
    if (text.length > KEYS_BYTES_MAX || !Array.isArray(keys.keys)) return null
    if (known.size >= KNOWN_MAX) known.clear()
    known.set(uri, { keys, at: now })
    return keys
  } catch {
    return null
  }
}

async function keysOf(env: Env, { jwks, jwksUri }: Client, youngerThan: number, now: number) {
  if (jwks !== undefined) return JSON.parse(jwks) as JSONWebKeySet
  if (jwksUri === undefined) return null
  const cached = known.get(jwksUri)
  return cached !== undefined && now - cached.at < youngerThan ? cached.keys : fetchKeys(env, jwksUri, now)
}

/** Whether this comes for the first time from a client or a key. */
export const isFirst = (env: Env, whose: string, { jti, until }: { jti: string; until: number }): Promise<boolean> =>
  grantByName(env, `once:${whose}`).once(toHex(sha256(utf8(jti))), until)

/** private_key_jwt, and nothing else (RFC 7523; OpenID Connect Core, 9). */
export async function authenticate(env: Env, parameters: Parameters): Promise<Result<Client, string>> {
  const { client_assertion: assertion, client_assertion_type: type, client_id: named } = parameters
  if (assertion === undefined || type !== assertionType) return err('assertion-missing')
  const id = claimedClient(assertion)
  if (id === null) return err('assertion-malformed')
  const client = await findClient(env, id)
  if (client === null || (named !== undefined && named !== id)) return err('client-unknown')
  const now = Date.now()
  const verified = async (youngerThan: number) => {
    const keys = await keysOf(env, client, youngerThan, now)
    return keys === null
      ? err('client-keys-unavailable')
      : verifyClientAssertion(assertion, id, keys, { issuer: env.ORIGIN, now })
  }
  const answer = await verified(KEYS_MS)
  const again = !answer.ok && answer.error === 'assertion-signature' && client.jwksUri !== undefined
  const holds = again ? await verified(KEYS_YOUNG_MS) : answer
  if (!holds.ok) return holds
  return (await isFirst(env, `client:${id}`, holds.value)) ? ok(client) : err('assertion-used')
}
