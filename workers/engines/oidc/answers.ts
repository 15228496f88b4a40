// How a refusal is told to a relying party: the code of the standard, with our own as its description.

const ERRORS: { readonly [code: string]: string } = {
  'client-unknown': 'invalid_client',
  'client-keys-unavailable': 'invalid_client',
  'assertion-missing': 'invalid_client',
  'assertion-malformed': 'invalid_client',
  'assertion-algorithm': 'invalid_client',
  'assertion-signature': 'invalid_client',
  'assertion-audience': 'invalid_client',
  'assertion-issuer': 'invalid_client',
  'assertion-expired': 'invalid_client',
  'assertion-lifetime': 'invalid_client',
  'assertion-jti-missing': 'invalid_client',
  'assertion-used': 'invalid_client',
  'response-type-unsupported': 'unsupported_response_type',
  'request-object-refused': 'request_not_supported',
  'scope-invalid': 'invalid_scope',
  'claim-not-allowed': 'invalid_scope',
  'level-unknown': 'unmet_authentication_requirements',
  'grant-type-unsupported': 'unsupported_grant_type',
  'machine-not-allowed': 'unauthorized_client',
  'code-unknown': 'invalid_grant',
  'code-foreign': 'invalid_grant',
  'code-used': 'invalid_grant',
  'code-expired': 'invalid_grant',
  'redirect-uri-mismatch': 'invalid_grant',
  'pkce-mismatch': 'invalid_grant',
  'dpop-key-mismatch': 'invalid_grant',
  'refresh-unknown': 'invalid_grant',
  'refresh-used': 'invalid_grant',
  'refresh-expired': 'invalid_grant',
  'dpop-missing': 'invalid_dpop_proof',
  'dpop-malformed': 'invalid_dpop_proof',
  'dpop-signature': 'invalid_dpop_proof',
  'dpop-method': 'invalid_dpop_proof',
  'dpop-address': 'invalid_dpop_proof',
  'dpop-age': 'invalid_dpop_proof',
  'dpop-token': 'invalid_dpop_proof',
  'dpop-jti-missing': 'invalid_dpop_proof',
  'dpop-used': 'invalid_dpop_proof',
  'token-unknown': 'invalid_token',
  'token-expired': 'invalid_token',
  'too-many-requests': 'temporarily_unavailable',
}

export const errorOf = (code: string): string => ERRORS[code] ?? 'invalid_request'

/** The address that a person is sent back to, with the issuer (RFC 9207). */
export function returnTo(
  redirectUri: string,
  issuer: string,
  answer: { readonly [name: string]: string | undefined },
): string {
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries({ ...answer, iss: issuer }))
    if (value !== undefined) url.searchParams.set(name, value)
  return url.href
}
