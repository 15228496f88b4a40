// With what this portal issues to wallets and asks them, and how it signs; nothing of it where no keys are set.
import type { Context } from 'hono'
import { clientIdOf } from '../engines/wallet/request.ts'
import { readWalletSettings, type Wallet } from '../engines/wallet/keys.ts'
import { issuerOf } from '../engines/wallet/metadata.ts'
import { auditRefusal } from './audit.ts'
import { throttled } from './ceremony.ts'
import type { AppEnv } from './types.ts'

type Ctx = Context<AppEnv>

/** A deployment's settings never change under it. */
const read = new Map<string, Wallet>()

/** Null where this portal has nothing to do with wallets. */
export function walletOf({ WALLET }: AppEnv['Bindings']): Wallet | null {
  if (WALLET === undefined || WALLET === '') return null
  const known = read.get(WALLET) ?? readWalletSettings(WALLET)
  read.set(WALLET, known)
  return known
}

/** Where the status lists stand, up to the name of one. */
export const listsOf = (origin: string): string => `${issuerOf(origin)}/status/`

export const verifierOf = (wallet: Wallet): string => clientIdOf(wallet.verifier)

export const random = (bytes: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(bytes))

interface OAuthError {
  readonly error: string
  /** Our own code of the refusal: its characters are ones that RFC 6749, 5.2 allows. */
  readonly error_description: string
}

/** How a machine of the wallet's world is refused (RFC 6749, 5.2; OpenID4VCI 1.0, 8.3.1). */
export function refuse(
  c: Ctx,
  step: string,
  status: 400 | 401 | 403 | 404 | 429,
  error: string,
  code: string,
): Response {
  auditRefusal(c, step, code)
  if (status === 401) c.header('WWW-Authenticate', `Bearer error="${error}", error_description="${code}"`)
  c.header('Cache-Control', 'no-store')
  return c.json({ error, error_description: code } satisfies OAuthError, status)
}

/** A form that a machine posts; of other kinds of bodies nothing is read. */
export async function formIn(c: Ctx): Promise<URLSearchParams | null> {
  if (c.req.header('Content-Type')?.split(';')[0]?.trim() !== 'application/x-www-form-urlencoded') return null
  return new URLSearchParams(new TextDecoder().decode(await c.req.arrayBuffer()))
}

/** Null lets through. */
export async function slowed(c: Ctx, step: string): Promise<Response | null> {
  const seconds = await throttled(c, 'wallet')
  if (seconds === 0) return null
  c.header('Retry-After', String(seconds))
  return refuse(c, step, 429, 'temporarily_unavailable', 'too-many-requests')
}
