// Whose identity cards are believed: the intermediate authorities of the configuration, each with its policies.
import * as v from 'valibot'
import { err, ok, type Result } from '../../kernel/result.ts'
import { readCertificate, type Certificate } from './x509.ts'

/**
 * The demo authority marks every card with it, so that no software card passes for a real one: it is accepted only
 * where an issuer of the configuration names it. (2.999 is the arc of examples, ITU-T X.660.)
 */
export const DEMO_POLICY = '2.999.359.1.1'

/** Policies refused unless an issuer names them: the demo, and Estonian Mobile-ID, which proves no card. */
const FORBIDDEN = new Set([DEMO_POLICY, '1.3.6.1.4.1.10015.1.3', '1.3.6.1.4.1.10015.11.1', '1.3.6.1.4.1.10015.18.1'])

/**
 * `certificate`: base64 DER. `policies`: a card must carry one of them; absent, any that is not forbidden.
 * `withoutResponder`: a card that names no responder is believed without one; absent, it is refused.
 */
const configured = v.array(
  v.strictObject({
    certificate: v.string(),
    policies: v.optional(v.array(v.string())),
    withoutResponder: v.optional(v.boolean()),
  }),
)

export interface Issuer {
  readonly certificate: Certificate
  readonly policies?: readonly string[]
  readonly withoutResponder?: boolean
  /** Nobody vouches for it: what it issued is shown as what it says that it is. */
  readonly anyPolicy?: true
}

/** Reads the setting CARD_ISSUERS. Refused whole where one entry is no certificate of an authority. */
export function readIssuers(json: string): Result<readonly Issuer[], 'issuers-malformed'> {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), configured), json)
  if (!parsed.success) return err('issuers-malformed')
  const issuers: Issuer[] = []
  for (const { certificate: base64, policies, withoutResponder = false } of parsed.output) {
    const certificate = readCertificate(base64)
    if (!certificate.ok || !certificate.value.ca || !certificate.value.certSign) return err('issuers-malformed')
    issuers.push({ certificate: certificate.value, withoutResponder, ...(policies === undefined ? {} : { policies }) })
  }
  return ok(issuers)
}

export function policyAllowed(policies: readonly string[], issuer: Issuer): boolean {
  if (issuer.anyPolicy === true) return true
  const named = issuer.policies ?? []
  if (policies.some((policy) => FORBIDDEN.has(policy) && !named.includes(policy))) return false
  return named.length === 0 || policies.some((policy) => named.includes(policy))
}
