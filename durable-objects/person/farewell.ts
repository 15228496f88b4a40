// How a relying party is told that somebody logged out: a token that we sign, at the address that its record names.
import { catalogue } from '../../workers/catalogue.ts'
import type { LogoutEffect } from '../../workers/engines/identity/effects.ts'
import { clientOf, mayCall } from '../../workers/engines/oidc/client.ts'
import { logoutTokenOf } from '../../workers/engines/oidc/tokens.ts'
import type { Env } from '../../workers/env.ts'
import { issuerObject, recordByKey } from '../../workers/store/objects.ts'

const TIMEOUT_MS = 5000

/** Back-Channel Logout, 2.5. Throws where the site was not reached, and is to be told again. */
export async function farewell(env: Env, { client: id, sid, sub, jti, until }: LogoutEffect): Promise<void> {
  const now = Date.now()
  const register = catalogue.registers.get('relying-parties')
  if (register === undefined || now > until) return
  const record = await recordByKey(env, register, id).open()
  const uri = record === null ? undefined : clientOf(record.values).logoutUri
  // The rules may have become stricter since it was registered.
  if (uri === undefined || !mayCall(uri, env.ORIGIN)) return
  const token = await issuerObject(env).sign(
    logoutTokenOf(env.ORIGIN, { client: id, sub, sid, jti }, now),
    'logout+jwt',
  )
  const status = await tell(uri, token)
  if (status >= 500) throw new Error(`a relying party answered ${status}`)
}

/** The status that the site answered with. A timer that nobody stopped would keep the object awake, and paid for. */
async function tell(uri: string, token: string): Promise<number> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), TIMEOUT_MS)
  try {
    const answer = await fetch(uri, {
      method: 'POST',
      body: new URLSearchParams({ logout_token: token }),
      // Another address than the registered one is not told.
      redirect: 'manual',
      signal: late.signal,
    })
    await answer.body?.cancel()
    return answer.status
  } finally {
    clearTimeout(timer)
  }
}
