// What a security reviewer tries, and the code that each attempt is refused with. A test takes its title and its code
// from here, so that neither drifts; `test/node/attacks.test.ts` says whether each is tried.

const ATTACKS = {
  nonce: {
    'used before': 'challenge-used',
    'of another browser': 'challenge-unknown',
    'after five minutes and a second': 'challenge-expired',
    'a hundred posts of one at once': 'challenge-used',
  },
  token: {
    'of an origin with a trailing slash': 'signature-invalid',
    'algorithm of another curve': 'algorithm-key-mismatch',
    'RSA with a key on a curve': 'algorithm-key-mismatch',
    'format 1.00': 'token-format-unsupported',
    'format 10.0': 'token-format-unsupported',
    oversize: 'token-too-long',
    'card of a foreign authority': 'issuer-untrusted',
    'a certificate of a server': 'extended-key-usage-wrong',
    'a signing certificate': 'key-usage-wrong',
  },
  'signing certificate': {
    'of another person': 'signing-certificate-of-another',
  },
  ocsp: {
    'two minutes and a second old': 'ocsp-stale',
    'to another question': 'ocsp-nonce-mismatch',
    'to no question': 'ocsp-nonce-missing',
    'of another authority’s responder': 'ocsp-responder-untrusted',
    'signed by a card of the authority': 'ocsp-responder-untrusted',
    'two answers in one': 'ocsp-not-one-answer',
    'unknown to the responder': 'certificate-unknown',
    unreachable: 'ocsp-unreachable',
  },
  assertion: {
    'in a frame of another site': 'answer-cross-origin',
    'the id of another passkey': 'credential-mismatch',
    'the handle of another person': 'user-handle-mismatch',
    'a handle that was made up': 'passkey-unknown',
    'backup eligibility flipped': 'backup-eligibility-changed',
    'nobody verified': 'user-not-verified',
    'a counter that went back': 'counter-regressed',
    'to a challenge of another browser': 'challenge-unknown',
    'to a challenge that was made up': 'challenge-unknown',
    'five minutes and a second after its challenge': 'challenge-expired',
    'the same once more': 'challenge-used',
    'its twin, with n−s in the signature': 'challenge-used',
    'a hundred posts of one at once': 'challenge-used',
  },
  binding: {
    'a passkey registered without a fresh card': 'card-needed',
    'long after the card was shown': 'card-needed',
    'without the card, by a passkey whose card is revoked (recovery to a higher level)': 'card-needed',
    'the last factor removed': 'last-factor',
  },
  signature: {
    'a login’s challenge': 'challenge-unknown',
    'a login passed off as one': 'challenge-mismatch',
    'passed off as a login': 'challenge-mismatch',
    'the document exchanged': 'challenge-mismatch',
    'another document than was shown': 'intent-changed',
    'a mandate that was revoked between show and sign': 'ended',
    'a person’s mandate that was revoked between show and sign': 'mandate-revoked',
  },
  'card signature': {
    'the intent edited': 'signature-invalid',
    'by the certificate that logs in': 'signing-key-usage-wrong',
    'by another person’s card': 'signing-certificate-of-another',
    'by a card that was revoked': 'certificate-revoked',
    'by a card of a foreign authority': 'issuer-untrusted',
    'with a confirmation of another signature': 'ocsp-nonce-mismatch',
    'the same once more': 'challenge-used',
  },
  session: {
    'planted before a login (fixation)': 'session-revoked',
    'of before a step-up': 'session-revoked',
    'a cookie that a sibling subdomain may set': 'not-signed-in',
    'a change from another site (CSRF)': 'foreign-origin',
    'a logout while a hundred requests are under way': 'session-revoked',
  },
  oidc: {
    'a code that comes again': 'code-used',
    'a hundred posts of one code at once': 'code-used',
    'with a trailing slash': 'redirect-uri-unregistered',
    'with a host in another case': 'redirect-uri-unregistered',
    'with a query more': 'redirect-uri-unregistered',
    'with a port': 'redirect-uri-unregistered',
    'with a path that climbs': 'redirect-uri-unregistered',
    'with user information': 'redirect-uri-unregistered',
    'with plain PKCE': 'pkce-plain',
    'with alg none': 'assertion-algorithm',
    'for another server (mix-up)': 'assertion-audience',
    'of another client (mix-up)': 'code-foreign',
    'an essential level that we do not know (acr downgrade)': 'level-unknown',
    'a login below the level that is asked (acr downgrade)': 'level-too-low',
    'addresses of two sectors in one registration (pairwise linkage)': 'redirect-hosts-differ',
  },
  mandate: {
    'expired yesterday': 'mandate-expired',
    'over its amount': 'mandate-over-amount',
    'passed on twice': 'mandate-chain-too-long',
    'to oneself': 'mandate-self-grant',
    'one of two who sign together': 'mandate-needs-cosigner',
    'of another person (confused deputy)': 'mandate-not-yours',
  },
  wallet: {
    'a proof that comes again': 'nonce-used',
    'for another issuer': 'proof-audience-wrong',
    'an offer that was collected, with its code and PIN again': 'offer-used',
    'a hundred posts of one code at once': 'offer-used',
    'the right PIN behind three wrong ones': 'offer-locked',
    'a card for a wallet, where its holder’s card was revoked': 'card-not-active',
    'shown with a proof that was for another question': 'holder-proof-nonce-wrong',
    'shown for another verifier': 'holder-proof-audience-wrong',
    'shown after it was revoked': 'credential-revoked',
  },
  machine: {
    'without a purpose': 'purpose-missing',
    'with a personal number in its purpose': 'purpose-personal',
    'of a register that its approval does not name': 'read-not-allowed',
    'in a role that it has no more': 'not-allowed',
    'with the token of another site': 'dpop-key-mismatch',
    'with the token of a person’s login': 'not-allowed',
    'with a proof that comes again': 'dpop-used',
    'with a proof for another record': 'dpop-address',
    'a sensitive field, in a role that it does not name': 'search-invalid',
  },
  'rate limit': {
    'of one system, from everywhere': 'too-many-requests',
  },
  'account enumeration': {
    'a handle of nobody beside one of a person': 'passkey-unknown',
  },
} as const

type Attacks = typeof ATTACKS

/** An attack in words, and its code: the beginning of a row of a test. */
export const attack = <Area extends keyof Attacks, Words extends keyof Attacks[Area] & string>(
  area: Area,
  words: Words,
): readonly [attack: Words, code: Attacks[Area][Words]] => [words, ATTACKS[area][words]]

/** Every attack of the list. */
export const allAttacks = Object.entries(ATTACKS).flatMap(([area, tried]) =>
  Object.entries(tried).map(([words, code]: [string, string]) => ({ area, words, code })),
)
