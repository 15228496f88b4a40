// Checks a proof offline: what is to be checked, against which key, and with which exit code.
import { readOptions, UsageError } from './options.ts'
import { verifyRecord } from './verify/record.ts'
import { verifySignatures } from './verify/signature.ts'
import { readAuthorities, readKey } from './verify/source.ts'

export const usage = `Usage: npx izvor verify record <extract.json> [options]
       npx izvor verify signature <file.json> [options]
  record     checks the extract of a record, which its page in the portal offers
  signature  checks every signature in a file: of an application or a decision, of an order, of a document that was
             signed under /sign
  An address may stand for a file.
  --key <key>        the key of the register's log, or a file with it. The portal publishes it at
                     /registers/<register>/log/key (for signatures: /registers/credentials/log/key); take it once from a
                     source that you trust, and keep it.
  --authority <file> for a signature by a card: the certificate of the authority whose cards you believe (PEM, or base64
                     of DER)
  --document <file>  for a signature: the document that it is to be of
  --online           for a signature: also ask the register whether the key was taken back before
  Ends with 0 where all holds, with 1 where it does not.`

export async function run(args: readonly string[]): Promise<number> {
  const options = {
    key: { type: 'string' },
    document: { type: 'string' },
    authority: { type: 'string' },
    online: { type: 'boolean' },
  } as const
  const { values, positionals } = readOptions(args, options, 2)
  const [what, source] = positionals
  if (what !== 'record' && what !== 'signature')
    throw new UsageError(what === undefined ? 'Verify what?' : `Nothing verifies '${what}'.`)
  const key = readKey(values.key)
  if (what === 'record') {
    if (source === undefined) throw new UsageError('Which extract?')
    if (values.document !== undefined || values.authority !== undefined || values.online === true)
      throw new UsageError('--document, --authority and --online are for signatures.')
    return verifyRecord(source, key)
  }
  if (source === undefined) throw new UsageError('Which file of signatures?')
  const authorities = values.authority === undefined ? undefined : readAuthorities(values.authority)
  return verifySignatures(source, { key, document: values.document, authorities, online: values.online === true })
}
