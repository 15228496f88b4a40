// How a machine is refused: a problem document (RFC 9457) with a stable code.

import type { Level } from './service.ts'

export interface Problem {
  /** `/problems/<code>`: where the code is explained. */
  readonly type: string
  /** The stable, kebab-case code. */
  readonly code: string
  readonly title: string
  readonly status: number
  /** Which request it was, for whoever asks the operator. */
  readonly instance: string
  /** Per field, in the order of the fields. */
  readonly issues?: readonly {
    readonly field: string
    readonly code: string
    readonly about?: string
    readonly title: string
  }[]
  /** The login that would be enough: its level, and how many seconds old it may be (RFC 9470). */
  readonly needs?: { readonly level: Level; readonly maxAge?: number }
  /** Seconds until it may be tried again. */
  readonly retryAfter?: number
  /** With `stale-version`: the version that stands. */
  readonly seq?: number
}

const STATUS: { readonly [code: string]: number } = {
  'not-found': 404,
  'unknown-register': 404,
  'unknown-service': 404,
  'unknown-record': 404,
  'unknown-case': 404,
  'unknown-act': 404,
  'unknown-version': 404,
  'record-missing': 404,
  'not-published': 404,
  'not-signed-in': 401,
  'not-allowed': 403,
  // RFC 9470, 3: what is asked for is another login, not another person.
  'token-unknown': 401,
  'token-expired': 401,
  'dpop-missing': 401,
  'dpop-malformed': 401,
  'dpop-signature': 401,
  'dpop-method': 401,
  'dpop-address': 401,
  'dpop-age': 401,
  'dpop-token': 401,
  'dpop-jti-missing': 401,
  'dpop-used': 401,
  'dpop-key-mismatch': 401,
  'purpose-missing': 400,
  'purpose-invalid': 400,
  'purpose-personal': 400,
  'search-invalid': 400,
  'bbox-invalid': 400,
  'limit-invalid': 400,
  'register-without-map': 404,
  'read-not-allowed': 403,
  'unknown-evidence': 404,
  'level-too-low': 401,
  'login-too-old': 401,
  'form-gone': 410,
  'form-of-another': 403,
  'card-needed': 401,
  'signing-frozen': 403,
  'key-too-young': 401,
  'foreign-origin': 403,
  'method-not-allowed': 405,
  'own-case': 403,
  'same-official': 403,
  'not-your-authority': 403,
  'second-official-needed': 409,
  'proposal-unknown': 404,
  'proposal-closed': 409,
  'proposal-expired': 410,
  'own-identification': 403,
  'ticket-unknown': 404,
  'case-not-draft': 409,
  'case-decided': 409,
  'case-not-signing': 409,
  'already-signed': 409,
  'not-your-turn': 409,
  'signature-not-asked': 404,
  'stale-version': 409,
  'migration-failed': 409,
  'register-closed': 410,
  'share-unknown': 410,
  'record-erased': 410,
  'document-erased': 410,
  'record-exists': 409,
  'record-held': 409,
  'not-by-itself': 409,
  'together-contradicts': 409,
  'together-only': 409,
  'record-unreachable': 503,
  'backup-object-busy': 409,
  'backup-file-too-large': 413,
  'restore-not-empty': 409,
  'restore-not-begun': 409,
  'restore-newer': 409,
  'body-too-large': 413,
  'witness-unknown': 403,
  'log-forked': 409,
  'unsupported-media-type': 415,
  'too-many-requests': 429,
  'import-unknown': 404,
  'import-not-now': 409,
  'import-under-way': 409,
  'file-too-large': 413,
  'internal-error': 500,
  'payment-unavailable': 503,
  'key-not-entered': 503,
  'setting-missing': 503,
}

/** The HTTP status of a refusal; 422 for what the law or the definition refuses. */
export const statusOf = (code: string): number => (Object.hasOwn(STATUS, code) ? (STATUS[code] ?? 422) : 422)
