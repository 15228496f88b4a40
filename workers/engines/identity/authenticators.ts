// Which authenticators are known to keep their keys to themselves: models by their AAGUID, each with the authorities that
// vouch for it, as the configuration lists them. (The part of a FIDO metadata statement that matters here.)
import * as v from 'valibot'
import { toBase64 } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { readCertificate, type Certificate } from './x509.ts'

const AAGUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u
/** What an authenticator says that names no model. */
const NAMELESS = '00000000-0000-0000-0000-000000000000'
/** A leaf, and authorities between it and its root: real ones have one at most. */
const CHAIN_MAX = 4
const ROOTS_MAX = 10

/** `aaguid`: as FIDO writes it, in small letters. `roots`: base64 DER. `name`: what an operator knows the model by. */
const configured = v.pipe(
  v.array(
    v.strictObject({
      aaguid: v.pipe(v.string(), v.regex(AAGUID)),
      name: v.optional(v.string()),
      roots: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(ROOTS_MAX)),
    }),
  ),
  v.check((models) => models.every(({ aaguid }) => aaguid !== NAMELESS)),
)

export type Models = ReadonlyMap<string, readonly Certificate[]>

/** Reads the setting AUTHENTICATORS. Refused whole where one entry names no model, or no certificate of an authority. */
export function readModels(json: string): Result<Models, 'authenticators-malformed'> {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), configured), json)
  if (!parsed.success) return err('authenticators-malformed')
  const models = new Map<string, readonly Certificate[]>()
  for (const { aaguid, roots } of parsed.output) {
    const read = roots.map(readCertificate).flatMap((one) => (one.ok && one.value.ca ? [one.value] : []))
    if (read.length < roots.length) return err('authenticators-malformed')
    models.set(aaguid, [...(models.get(aaguid) ?? []), ...read])
  }
  return ok(models)
}

const isValid = ({ notBefore, notAfter }: Certificate, now: number): boolean => notBefore <= now && now <= notAfter

/** A key that is of no kind that we know is a certificate that nobody issued. */
const issued = (one: Certificate, issuer: Certificate): Promise<boolean> => one.issuedBy(issuer).catch(() => false)

/**
 * The root that vouches for the certificate with which a model attests, by its fingerprint; null where none of those that
 * are configured for this model does. Nothing is fetched: lists of what was revoked lie where a stranger says.
 * `x5c`: DER, the leaf first.
 */
export async function vouchedBy(
  models: Models,
  aaguid: string,
  x5c: readonly Uint8Array[],
  now: number,
): Promise<string | null> {
  const roots = models.get(aaguid) ?? []
  if (roots.length === 0 || x5c.length > CHAIN_MAX) return null
  const chain = x5c.map((der) => readCertificate(toBase64(der)))
  for (const [at, read] of chain.entries()) {
    if (!read.ok || !isValid(read.value, now)) return null
    const { value: one } = read
    if (at === 0 ? one.ca : !(one.ca && one.certSign)) return null
    for (const root of roots) if (isValid(root, now) && (await issued(one, root))) return root.fingerprint
    const next = chain[at + 1]
    if (next?.ok !== true || !(await issued(one, next.value))) return null
  }
  return null
}
