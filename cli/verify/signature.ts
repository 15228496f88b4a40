// Checks the signatures in a file offline, and says in plain words who signed what and when, and what that does not prove.
import { createHash } from 'node:crypto'
import { parseExtract, verifyExtract } from '../../workers/engines/log/extract.ts'
import { readSignatureFile, type FileRefusal, type SignatureFile } from '../../workers/engines/signature/file.ts'
import {
  verifySignature,
  type SignatureRefusal,
  type VerifiedSignature,
} from '../../workers/engines/signature/verify.ts'
import { REFUSALS as EXTRACT_REFUSALS } from './record.ts'
import { minute, printable, readBytes, readText } from './source.ts'

type Refusal = FileRefusal | SignatureRefusal | 'key-taken-back'

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
  'key-taken-back': 'The key was taken back before the signature was made.',
}

interface Options {
  readonly key: string | undefined
  /** A file. */
  readonly document: string | undefined
  readonly online: boolean
}

const refusal = (error: Refusal, detail?: string) =>
  `Refused. ${REFUSALS[error]}${detail === undefined ? '' : ` (${printable(detail)})`}`

/** Asks the register of the portal that the signature names when the key was taken back; null where it was not. */
async function takenBack({ origin, key, log }: VerifiedSignature) {
  const extract = parseExtract(await readText(`${origin}/registers/credentials/records/${key}/extract.json`))
  if (!extract.ok) return extract
  const entries = await verifyExtract(extract.value, log.verifierKey)
  if (!entries.ok) return entries
  return { ok: true, value: entries.value.find(({ act }) => act === 'revoke')?.recordedAt ?? null } as const
}

function told(signature: VerifiedSignature, document: SignatureFile['document']): readonly string[] {
  const { intent, origin, key, level, deviceBound, boundBy, boundAt } = signature
  const { person, act, authority, documents, time, mandate } = intent
  return [
    `  who:    the person ${person}${mandate === undefined ? '' : `, for another by the mandate ${mandate.id}, version ${mandate.version}`}`,
    `  what:   ${act}, addressed to ${authority}`,
    ...documents.map((hash) => {
      const name = document?.sha256 === hash ? (document.name ?? 'in this file') : undefined
      return `          document ${hash}${name === undefined ? '' : ` (${name})`}`
    }),
    `  when:   ${minute(time)}, as the portal's clock says`,
    `  where:  ${origin}`,
    `  key:    ${key}, ${deviceBound ? 'on one device alone' : 'may be carried to other devices'}`,
    `          bound ${boundBy === 'card' ? 'with an identity card' : 'at a counter'} on ${minute(boundAt)}, level ${level}`,
  ]
}

function limits(signatures: readonly VerifiedSignature[], { key, online }: Options): readonly string[] {
  const [first] = signatures
  return [
    'It does not prove',
    ...(key === undefined
      ? [
          '  - whose log it is: the key of the log came with the file. Compare it with the one that the portal publishes,',
          `    and give it as --key '${first?.log.verifierKey ?? ''}'.`,
        ]
      : []),
    ...(online
      ? []
      : ['  - that no key was taken back between its binding and the signature: ask the register with --online.']),
    '  - what the signers saw: their devices show the site, not the document;',
    '  - which name belongs to the id of a person: the portal tells that only to whom the law lets know;',
    '  - a qualified signature: it is an advanced one (Regulation (EU) No 910/2014, Art. 26).',
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
    const answer = await verifySignature(signature, { pinned: options.key, document: document?.sha256 ?? given })
    const back = answer.ok && options.online ? await takenBack(answer.value) : ({ ok: true, value: null } as const)
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
      '  - the key of each signer stood in the public log of the register of keys before it signed;',
      '  - the key answered exactly this, on this site, held by somebody whom the device had verified;',
      ...(given === undefined && document === undefined
        ? []
        : ['  - the document is the one that was signed, to the last letter.']),
      ...(options.key === undefined ? [] : ['  - the log is signed with the key that you named.']),
      '',
      ...limits(held, options),
    ]
      .map(printable)
      .join('\n'),
  )
  return 0
}
