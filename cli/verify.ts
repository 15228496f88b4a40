// Checks a proof: what is to be checked, against which keys, and with which exit code.
import { readOptions, UsageError } from './options.ts'
import { quorumOf, quorumOptions, quorumUsage } from './verify/quorum.ts'
import { verifyRecord } from './verify/record.ts'
import { verifyRegister, verifyState } from './verify/register.ts'
import { verifySignatures } from './verify/signature.ts'
import { readAuthorities, readKey } from './verify/source.ts'

export const usage = `Usage: npx izvor verify record <extract> [options]
       npx izvor verify register <address> [options]
       npx izvor verify state <portal> [options]
       npx izvor verify signature <file.json> [options]
  record     checks the extract of a record offline, which its page in the portal offers
  register   reads a register's whole log (https://…/registers/<register>) and checks that it makes the signed root
  state      the same of every register of a portal
  signature  checks every signature in a file: of an application or a decision, of an order, of a document that was
             signed under /sign
  An address may stand for a file.
  --key <key>        the key of the register's log, or a file with it. The portal publishes it at
                     /registers/<register>/log/key (for signatures: /registers/credentials/log/key; for the state: that of
                     any register); take it once from a source that you trust, and keep it.
${quorumUsage}
  --state <folder>   for a register or the state: keeps what was seen, and refuses a log that does not continue it
  --authority <file> for a signature by a card: the certificate of the authority whose cards you believe (PEM, or base64
                     of DER)
  --document <file>  for a signature: the document that it is to be of
  --online           for a signature: also ask the register whether the key was taken back before
  Ends with 0 where all holds, with 1 where it does not.`

const OPTIONS = {
  key: { type: 'string' },
  ...quorumOptions,
  state: { type: 'string' },
  document: { type: 'string' },
  authority: { type: 'string' },
  online: { type: 'boolean' },
} as const

/** Which options each takes, beside the key. */
const TAKES: { readonly [what: string]: { readonly of: string; readonly options: readonly string[] } } = {
  record: { of: 'Which extract?', options: ['witness', 'quorum'] },
  register: { of: 'Which register?', options: ['witness', 'quorum', 'state'] },
  state: { of: 'Which portal?', options: ['witness', 'quorum', 'state'] },
  signature: { of: 'Which file of signatures?', options: ['document', 'authority', 'online'] },
}

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(args, OPTIONS, 2)
  const [what, source] = positionals
  const takes = what !== undefined && Object.hasOwn(TAKES, what) ? TAKES[what] : undefined
  if (takes === undefined) throw new UsageError(what === undefined ? 'Verify what?' : `Nothing verifies '${what}'.`)
  if (source === undefined) throw new UsageError(takes.of)
  const foreign = Object.keys(values).find((name) => name !== 'key' && !takes.options.includes(name))
  if (foreign !== undefined) throw new UsageError(`--${foreign} says nothing to verify ${what}.`)
  const key = readKey(values.key)
  const quorum = quorumOf(values)
  if (what === 'record') return verifyRecord(source, key, quorum)
  if (what === 'register') return verifyRegister(source, { key, quorum, state: values.state })
  if (what === 'state') return verifyState(source, { key, quorum, state: values.state })
  const authorities = values.authority === undefined ? undefined : readAuthorities(values.authority)
  return verifySignatures(source, { key, document: values.document, authorities, online: values.online === true })
}
