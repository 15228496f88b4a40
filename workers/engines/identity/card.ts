// Whose card it is: the holder as the certificate names them, and what is kept as evidence of the card.
import type { StatusEvidence } from './ocsp.ts'
import type { Standing } from './revocation.ts'
import type { Certificate } from './x509.ts'
import { personalNumberFormat } from '../../kernel/formats/personal-number.ts'
import { err, ok, type Result } from '../../kernel/result.ts'

const OID = { country: '2.5.4.6', serialNumber: '2.5.4.5', givenName: '2.5.4.42', surname: '2.5.4.4' } as const

export interface CardHolder {
  /** ISO 3166-1, of the state that numbers the person. */
  readonly country: string
  readonly number: string
  readonly givenName: string
  readonly familyName: string
}

/** Kept with the person and each passkey that the card vouched for. It names no one. */
export interface CardEvidence {
  /** Hex SHA-256 of the certificate. */
  readonly fingerprint: string
  readonly serial: string
  /** Fingerprint of the issuing authority's certificate. */
  readonly issuer: string
  readonly policies: readonly string[]
  /** Milliseconds since 1970. */
  readonly notAfter: number
  readonly validatedAt: number
  readonly status: Standing['status']
  /** What the responder said; absent where there is none. */
  readonly ocsp?: StatusEvidence
  /** The certificates with which the card signs documents, where it showed them. */
  readonly signing?: readonly SigningEvidence[]
}

export interface SigningEvidence {
  readonly fingerprint: string
  readonly serial: string
  /** Milliseconds since 1970. */
  readonly notAfter: number
  readonly status: Standing['status']
  readonly ocsp?: StatusEvidence
}

/** ETSI EN 319 412-1, 5.1.3: type of number, country, hyphen, number. */
const IDENTIFIER = /^PNO([A-Z]{2})-(.{1,32})$/u

/** The holder, of whatever country. Refused where the subject names none, or two. */
export function holderOf(certificate: Certificate): Result<CardHolder, 'subject-unsupported'> {
  const only = (oid: string) => {
    const values = certificate.subject(oid)
    return values.length === 1 ? values[0] : undefined
  }
  const identifier = IDENTIFIER.exec(only(OID.serialNumber) ?? '')
  const givenName = only(OID.givenName)
  const familyName = only(OID.surname)
  if (identifier === null || givenName === undefined || familyName === undefined) return err('subject-unsupported')
  if (only(OID.country) !== identifier[1]) return err('subject-unsupported')
  return ok({ country: identifier[1] ?? '', number: identifier[2] ?? '', givenName, familyName })
}

/** The Bulgarian personal number (ЕГН) of a holder; cards of other states are not accepted yet. */
export const personalNumberOf = ({
  country,
  number,
}: CardHolder): Result<string, 'card-foreign' | 'personal-number-invalid'> =>
  country !== 'BG'
    ? err('card-foreign')
    : personalNumberFormat.check(number)
      ? ok(number)
      : err('personal-number-invalid')
