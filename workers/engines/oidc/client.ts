// Who may ask whom to log in: a relying party as its record has it, and whether its addresses are safe to send anybody to.
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Values } from '../../kernel/value.ts'

/** What a relying party may be told of a person, beyond that it is the same one as before. */
export const claimNames = ['name', 'birthdate', 'age_over_18', 'personal_number'] as const
export type ClaimName = (typeof claimNames)[number]

export interface Client {
  readonly id: string
  readonly name: string
  /** The host that its subjects are pairwise for (OpenID Connect Core, 8.1). */
  readonly sector: string
  readonly redirectUris: readonly string[]
  readonly postLogoutUris: readonly string[]
  /** JSON of its public keys; or where they are. */
  readonly jwks?: string
  readonly jwksUri?: string
  readonly logoutUri?: string
  readonly claims: readonly ClaimName[]
  readonly reason: string
  /** `authority.role`, of a machine that acts for an authority. */
  readonly role?: string
  /** Ids of the registers and evidence that it may read. */
  readonly reads: readonly string[]
  /** `test`: invented persons alone. */
  readonly mode: 'test' | 'production'
  readonly active: boolean
}

const lines = (text: unknown): readonly string[] => (typeof text === 'string' ? text.split(/\s+/u).filter(Boolean) : [])

export const isClaim = (text: string): text is ClaimName => (claimNames as readonly string[]).includes(text)

/** A client as its record says it today. */
export function clientOf(values: Values): Client {
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : '')
  const given = (name: string, as: string) => (text(name) === '' ? {} : { [as]: text(name) })
  const mode = text('mode') === 'production' ? 'production' : 'test'
  // A number that leads everywhere is told where an official allowed it; an invented one is told to anybody.
  const allowed = (claim: ClaimName) =>
    claim !== 'personal_number' || mode === 'test' || values['personalNumber'] === true
  return {
    id: text('client'),
    name: text('name'),
    sector: text('sector'),
    redirectUris: lines(values['redirectUris']),
    postLogoutUris: lines(values['postLogoutUris']),
    claims: lines(values['claims']).filter(isClaim).filter(allowed),
    reads: lines(values['reads']),
    reason: text('reason'),
    mode,
    active: text('status') === 'active',
    ...given('jwks', 'jwks'),
    ...given('jwksUri', 'jwksUri'),
    ...given('logoutUri', 'logoutUri'),
    ...given('role', 'role'),
  }
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Hosts that are in nobody's public net by their form: nothing of ours is asked to go there. A public site has a name; an
 * address in numbers, which a URL writes in one way however it was spelt, is none (RFC 6761, 6762, 8375).
 */
const PRIVATE = /^[\d.]+$|^\[|\.(?:internal|local|localhost|home\.arpa)$|\.$/u

/** Whether a host is one of the public net, as far as its name tells. */
const isPublic = (hostname: string): boolean => hostname.includes('.') && !PRIVATE.test(hostname)

/**
 * An address that the portal itself calls: https on a public name. Loopback only where the portal is at home itself.
 * The platform resolves names outside of any private network.
 */
export function mayCall(text: string, origin: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  if (username !== '' || password !== '') return false
  if (LOOPBACK.has(hostname)) return LOOPBACK.has(new URL(origin).hostname)
  return protocol === 'https:' && isPublic(hostname)
}

/** The one form that an address has: no dots to climb, no other case, no port that goes without saying, no fragment. */
function isPlain(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { href, hash, username, password, protocol, hostname } = new URL(text)
  const safe = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname))
  return safe && href === text && hash === '' && username === '' && password === '' && !text.includes('#')
}

export interface Registration {
  readonly redirectUris: string
  readonly postLogoutUris: string
  readonly jwks: string
  readonly jwksUri: string
  readonly logoutUri: string
}

const URIS_MAX = 10
const KEYS_MAX = 10

type RegistrationRefusal =
  | 'redirect-uri-invalid'
  | 'redirect-hosts-differ'
  | 'keys-missing'
  | 'keys-malformed'
  | 'keys-private'
  | 'callback-uri-invalid'

/** Public keys alone: whoever pastes a private one is told so before it stands in a public register. */
function keysFault(text: string): RegistrationRefusal | null {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return 'keys-malformed'
  }
  const keys = (parsed as { readonly keys?: unknown } | null)?.keys
  if (!Array.isArray(keys) || keys.length === 0 || keys.length > KEYS_MAX) return 'keys-malformed'
  if (keys.some((key: unknown) => typeof key !== 'object' || key === null || !('kty' in key))) return 'keys-malformed'
  return keys.some((key: object) => 'd' in key || 'k' in key) ? 'keys-private' : null
}

export interface Checked {
  readonly sector: string
  /** Whether real people may be sent there: a portal at home sends them to sites at home. */
  readonly publicAddresses: boolean
}

/** What a registration that is safe comes to, or which of its addresses or keys is not. */
export function checkRegistration(asked: Registration, origin: string): Result<Checked, RegistrationRefusal> {
  const redirects = lines(asked.redirectUris)
  const afterwards = lines(asked.postLogoutUris)
  if (redirects.length === 0 || redirects.length > URIS_MAX || afterwards.length > URIS_MAX)
    return err('redirect-uri-invalid')
  if (![...redirects, ...afterwards].every(isPlain)) return err('redirect-uri-invalid')
  const hosts = new Set([...redirects, ...afterwards].map((text) => new URL(text).hostname))
  const [sector = ''] = hosts
  if (hosts.size > 1) return err('redirect-hosts-differ')
  if ((asked.jwks === '') === (asked.jwksUri === '')) return err('keys-missing')
  if (asked.jwksUri !== '' && !mayCall(asked.jwksUri, origin)) return err('callback-uri-invalid')
  if (asked.logoutUri !== '' && !mayCall(asked.logoutUri, origin)) return err('callback-uri-invalid')
  const fault = asked.jwks === '' ? null : keysFault(asked.jwks)
  const called = [asked.jwksUri, asked.logoutUri].filter((text) => text !== '')
  const publicAddresses = [...redirects, ...afterwards, ...called].every((text) => mayCall(text, origin))
  return fault === null ? ok({ sector, publicAddresses }) : err(fault)
}
