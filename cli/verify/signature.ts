// Checks the signatures in a file offline, and says in plain words who signed what and when, and what that does not prove.
import { createHash } from 'node:crypto'
import type { Issuer } from '../../workers/engines/identity/issuers.ts'
import { parseExtract, verifyExtract } from '../../workers/engines/log/extract.ts'
import type { VerifiedCard } from '../../workers/engines/signature/card.ts'
import { readSignatureFile, type FileRefusal, type SignatureFile } from '../../workers/engines/signature/file.ts'
import {
  verifySignature,
  type SignatureRefusal,
  type VerifiedPasskey,
  type VerifiedSignature,
} from '../../workers/engines/signature/verify.ts'
import { REFUSALS as EXTRACT_REFUSALS } from './record.ts'
import { minute, printable, readBytes, readText } from './source.ts'

type Refusal = FileRefusal | SignatureRefusal | 'key-taken-back'

const STATUS = 'The confirmation that the card counted is damaged, or signed by somebody else.'
const OTHER_STATUS = 'The confirmation that the card counted is not of this signature.'
const STATUS_TIME = 'The confirmation that the card counted is not of the time that the signature names.'

const REFUSALS: { readonly [refusal in Refusal]: string } = {
  ...EXTRACT_REFUSALS,
  'extract-invalid': 'The proof of the key is damaged.',
  'verifier-key-differs':
    'The proof of the key names another log than yours: it is not from the portal that you trust.',
  'not-in-the-log': 'The key is not in the log: its proof was changed, or it was never entered.',
  'value-differs': 'A value in the proof of the key is not the one that was entered: it was changed.',
  'signature-file-invalid': 'The file is no file of signatures, or a part of it is missing or was changed.',
  'signature-file-too-large': 'The file is larger than any file of signatures, or holds more than a hundred of them.',
  'signature-file-empty': 'There is no signature in the file.',
  'signature-outdated': 'The signature is of an older form, which carries no proof of its key: get the file anew.',
  'log-foreign': 'The key is proved by the log of another site than the one on which it signed.',
  'binding-foreign': 'The proof in the file is not that of a key that was bound to a person.',
  'binding-undisclosed': 'The proof of the key does not show whose it is.',
  'binding-of-another': 'The key is bound to another person than the one who is said to have signed.',
  'binding-later': 'The key was bound only after the signature: it is none of this person’s.',
  'binding-too-weak': 'No identity card vouched for the key: it does not sign.',
  'document-differs': 'The signature is of another document.',
  'answer-malformed': 'The signature itself is damaged.',
  'answer-wrong-type': 'This is no signature: a key was made with it.',
  'challenge-mismatch':
    'The key did not sign this: what is signed was changed since, or a login is passed off as a signature.',
  'answer-foreign-origin': 'The key signed on another site than the file says.',
  'answer-cross-origin': 'The key signed in a page that stood within another site’s.',
  'relying-party-mismatch': 'The key signed for another site than the file says.',
  'user-not-present': 'Nobody touched the device when it signed.',
  'user-not-verified': 'The device did not verify who held it when it signed.',
  'backup-eligibility-changed': 'The key is of another kind than the one that was bound.',
  'key-unsupported': 'The key is of a kind that the portal never asked for, or your Node is too old for it.',
  'signature-invalid': 'The signature is wrong: it was changed, or another key made it.',
  'card-signature-malformed': 'The signature itself is damaged.',
  'algorithm-unsupported': 'The card signed with an algorithm that is not one of ours.',
  'algorithm-key-mismatch': 'The algorithm is not one of the key in the certificate.',
  'certificate-malformed': 'The certificate of the card is damaged.',
  'certificate-not-yet-valid': 'The certificate of the card did not count yet when it signed.',
  'certificate-expired': 'The certificate of the card was over when it signed.',
  'signing-key-usage-wrong': 'The certificate is not one to sign documents with: the card logs in with it.',
  'subject-unsupported': 'The certificate does not name a person.',
  'policy-forbidden': 'The certificate is of a kind that the authority is not trusted for.',
  'issuer-untrusted': 'The authority of the card is none that you trust, or did not issue this certificate.',
  'issuer-expired': 'The authority of the card was over when it signed.',
  'certificate-revoked': 'The card was revoked when it signed.',
  'certificate-suspended': 'The card was suspended when it signed.',
  'certificate-unknown': 'The authority of the card does not know this certificate.',
  'ocsp-too-large': STATUS,
  'ocsp-malformed': STATUS,
  'ocsp-request-malformed': STATUS,
  'ocsp-internal-error': STATUS,
  'ocsp-try-later': STATUS,
  'ocsp-signature-required': STATUS,
  'ocsp-unauthorized': STATUS,
  'ocsp-not-one-answer': STATUS,
  'ocsp-other-certificate': 'The confirmation that the card counted is of another certificate.',
  'ocsp-nonce-missing': OTHER_STATUS,
  'ocsp-nonce-mismatch': OTHER_STATUS,
  'ocsp-responder-untrusted': 'Nobody whom the authority named confirmed that the card counted.',
  'ocsp-responder-expired': 'The service that confirmed that the card counted was over.',
  'ocsp-algorithm-unsupported': STATUS,
  'ocsp-signature-invalid': STATUS,
  'ocsp-from-the-future': STATUS_TIME,
  'ocsp-stale': STATUS_TIME,
  'ocsp-over': STATUS_TIME,
  'key-taken-back': 'The key was taken back before the signature was made.',
}

interface Options {
  readonly key: string | undefined
  /** A file. */
  readonly document: string | undefined
  /** Base64 DER, or PEM, one after the other. */
  readonly authorities: readonly Issuer[] | undefined
  readonly online: boolean
}

const refusal = (error: Refusal, detail?: string) =>
  `Refused. ${REFUSALS[error]}${detail === undefined ? '' : ` (${printable(detail)})`}`

/** Asks the register of the portal that the signature names when the key was taken back; null where it was not. */
async function takenBack({ origin, key, log }: VerifiedPasskey) {
  const extract = parseExtract(await readText(`${origin}/registers/credentials/records/${key}/extract.json`))
  if (!extract.ok) return extract
  const entries = await verifyExtract(extract.value, log.verifierKey)
  if (!entries.ok) return entries
  return { ok: true, value: entries.value.find(({ act }) => act === 'revoke')?.recordedAt ?? null } as const
}

const KINDS = {
  qualified: 'qualified, as the certificate says itself',
  demo: 'of a demonstration: not qualified',
  other: 'not qualified',
} as const

function toldBy(signature: VerifiedSignature): { readonly who: string; readonly with: readonly string[] } {
  if (signature.kind === 'passkey') {
    const { intent, key, level, deviceBound, boundBy, boundAt } = signature
    return {
      who: `the person ${intent.person}`,
      with: [
        `  key:    ${key}, ${deviceBound ? 'on one device alone' : 'may be carried to other devices'}`,
        `          bound ${boundBy === 'card' ? 'with an identity card' : 'at a counter'} on ${minute(boundAt)}, level ${level}`,
      ],
    }
  }
  const { intent, holder, certificate, witnessedAt } = signature
  return {
    who: `${holder.givenName} ${holder.familyName}, ${holder.country} ${holder.number}, whom the portal calls ${intent.person}`,
    with: [
      `  card:   certificate ${certificate.fingerprint}, ${KINDS[certificate.kind]}`,
      `          issued by ${certificate.issuer} (${certificate.authority})`,
      `  seen:   ${minute(witnessedAt)}, as the status service of the authority says`,
    ],
  }
}

function told(signature: VerifiedSignature, document: SignatureFile['document']): readonly string[] {
  const { intent, origin } = signature
  const { act, authority, documents, time, mandate } = intent
  const by = toldBy(signature)
  return [
    `  who:    ${by.who}${mandate === undefined ? '' : `, for another by the mandate ${mandate.id}, version ${mandate.version}`}`,
    `  what:   ${act}, addressed to ${authority}`,
    ...documents.map((hash) => {
      const name = document?.sha256 === hash ? (document.name ?? 'in this file') : undefined
      return `          document ${hash}${name === undefined ? '' : ` (${name})`}`
    }),
    `  when:   ${minute(time)}, as the portal's clock says`,
    `  where:  ${origin}`,
    ...by.with,
  ]
}

/** What the signatures of passkeys prove, or do not. */
function passkeyLimits(log: string | undefined, { key, online }: Options): readonly string[] {
  if (log === undefined) return []
  return [
    ...(key === undefined
      ? [
          '  - whose log it is: the key of the log came with the file. Compare it with the one that the portal publishes,',
          `    and give it as --key '${log}'.`,
        ]
      : []),
    ...(online
      ? []
      : ['  - that no key was taken back between its binding and the signature: ask the register with --online.']),
    '  - which name belongs to the id of a person: the portal tells that only to whom the law lets know;',
    '  - of a passkey, a qualified signature: it is an advanced one (Regulation (EU) No 910/2014, Art. 26);',
  ]
}

function cardLimits(cards: readonly VerifiedCard[], { authorities }: Options): readonly string[] {
  if (cards.length === 0) return []
  const qualified = cards.every(({ certificate }) => certificate.kind === 'qualified')
  return [
    ...(authorities === undefined
      ? [
          '  - whose authority it is: its certificate came with the file. Get it by another way, compare the number above,',
          '    and give it as --authority FILE.',
        ]
      : []),
    qualified
      ? '  - that the authority is on the national trusted list: the list says that;'
      : '  - of a card, a qualified signature: its certificate is no qualified one;',
    '  - that the id in the portal belongs to the holder of the card: the portal says so;',
  ]
}

function limits(signatures: readonly VerifiedSignature[], options: Options): readonly string[] {
  const log = signatures.find((one) => one.kind === 'passkey')?.log.verifierKey
  const cards = signatures.filter((one) => one.kind === 'card')
  return [
    'It does not prove',
    ...passkeyLimits(log, options),
    ...cardLimits(cards, options),
    '  - what the signers saw: their devices show the site, not the document.',
  ]
}

/** What they prove, by their kinds. */
function proved(signatures: readonly VerifiedSignature[], { key, authorities }: Options): readonly string[] {
  const passkeys = signatures.some(({ kind }) => kind === 'passkey')
  const cards = signatures.some(({ kind }) => kind === 'card')
  return [
    ...(passkeys
      ? [
          '  - the key of each signer stood in the public log of the register of keys before it signed;',
          '  - the key answered exactly this, on this site, held by somebody whom the device had verified;',
        ]
      : []),
    ...(cards
      ? [
          '  - the card signed exactly this, with a certificate to sign documents with;',
          '  - the authority’s own service confirmed, to this very signature, that the card counted;',
        ]
      : []),
    ...(passkeys && key !== undefined ? ['  - the log is signed with the key that you named.'] : []),
    ...(cards && authorities !== undefined ? ['  - the authority of the card is one that you named.'] : []),
  ]
}

export async function verifySignatures(source: string, options: Options): Promise<number> {
  const file = readSignatureFile(await readText(source))
  if (!file.ok) {
    console.error(refusal(file.error))
    return 1
  }
  const { document, signatures } = file.value
  const given =
    options.document === undefined
      ? undefined
      : createHash('sha256')
          .update(await readBytes(options.document))
          .digest('hex')
  if (given !== undefined && document !== undefined && document.sha256 !== given) {
    console.error(refusal('document-differs'))
    return 1
  }
  const held: VerifiedSignature[] = []
  for (const [n, signature] of signatures.entries()) {
    const which = signatures.length === 1 ? '' : `Signature ${n + 1} of ${signatures.length}: `
    const answer = await verifySignature(signature, {
      pinned: options.key,
      authorities: options.authorities,
      document: document?.sha256 ?? given,
    })
    // Whether a card counted is said in its signature.
    const asked = answer.ok && options.online && answer.value.kind === 'passkey' ? answer.value : null
    const back = asked === null ? ({ ok: true, value: null } as const) : await takenBack(asked)
    if (!answer.ok || !back.ok) {
      const { error, detail } = answer.ok ? (back as { error: SignatureRefusal; detail?: string }) : answer
      console.error(which + refusal(error, detail))
      return 1
    }
    if (back.value !== null && back.value <= answer.value.intent.time) {
      console.error(which + refusal('key-taken-back'))
      return 1
    }
    held.push(answer.value)
  }
  const many = held.length > 1
  console.log(
    [
      many ? `All ${held.length} signatures hold.` : 'The signature holds.',
      ...held.flatMap((one) => ['', ...told(one, document)]),
      '',
      'It proves that',
      ...proved(held, options),
      ...(given === undefined && document === undefined
        ? []
        : ['  - the document is the one that was signed, to the last letter.']),
      '',
      ...limits(held, options),
    ]
      .map(printable)
      .join('\n'),
  )
  return 0
}
