// The keys of backups: who may write them (a recipient, and a key that signs) and who may read them (an identity).
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateHybridIdentity, identityToRecipient } from 'age-encryption'
import { backupOrigin } from '../../workers/engines/backup/manifest.ts'
import {
  parseVerifierKey,
  signerFrom,
  verifierKey,
  type Signer,
  type Verifier,
} from '../../workers/engines/log/note.ts'
import { fromBase64, toBase64 } from '../../workers/kernel/bytes.ts'
import { Unable } from '../unable.ts'

const FILES = {
  /** Opens backups (age): kept offline, and needed to restore alone. */
  identity: 'identity.txt',
  /** Backups are encrypted to it; public. */
  recipient: 'recipient.txt',
  /** The name of the key, a blank, and base64 of its Ed25519 seed. */
  signing: 'signing.key',
  /** Whoever restores pins it; public. */
  verifier: 'verifier.txt',
} as const

/** Makes a folder of keys; throws Unable where there are some. Post-quantum, for what is kept today is read for decades. */
export async function makeKeys(folder: string, origin: string): Promise<readonly string[]> {
  if (existsSync(join(folder, FILES.identity)) || existsSync(join(folder, FILES.signing)))
    throw new Unable(`There are keys in ${folder} already: backups that were made with them need them.`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const identity = await generateHybridIdentity()
  const seed = new Uint8Array(randomBytes(32))
  const signer = await signerFrom(backupOrigin(origin), seed)
  const write = (name: string, text: string, mode: number) =>
    writeFileSync(join(folder, name), `${text}\n`, { mode, flag: 'wx' })
  write(FILES.identity, identity, 0o600)
  write(FILES.recipient, await identityToRecipient(identity), 0o644)
  write(FILES.signing, `${signer.name} ${toBase64(seed)}`, 0o600)
  write(FILES.verifier, verifierKey(signer), 0o644)
  return Object.values(FILES).map((name) => join(folder, name))
}

function read(folder: string, file: string, what: string): string {
  const path = join(folder, file)
  if (!existsSync(path))
    throw new Unable(`${path} is not there: it is ${what}. \`npx izvor backup --make-keys ${folder}\` makes new keys.`)
  return readFileSync(path, 'utf8').trim()
}

export async function writingKeys(folder: string): Promise<{ readonly recipient: string; readonly signer: Signer }> {
  const recipient = read(folder, FILES.recipient, 'what backups are encrypted to')
  const [name = '', seed = ''] = read(folder, FILES.signing, 'what signs backups').split(' ')
  if (!/^age1[a-z0-9]+$/u.test(recipient)) throw new Unable(`${join(folder, FILES.recipient)} holds no recipient.`)
  if (!/^[A-Za-z0-9+/]{43}=$/u.test(seed)) throw new Unable(`${join(folder, FILES.signing)} holds no signing key.`)
  return { recipient, signer: await signerFrom(name, fromBase64(seed)) }
}

export function readingKeys(folder: string): { readonly identity: string; readonly verifier: Verifier } {
  const identity = read(folder, FILES.identity, 'what opens backups')
  const verifier = parseVerifierKey(read(folder, FILES.verifier, 'the key by which backups are believed'))
  if (!verifier.ok) throw new Unable(`${join(folder, FILES.verifier)} holds no key.`)
  if (!identity.startsWith('AGE-SECRET-KEY-')) throw new Unable(`${join(folder, FILES.identity)} holds no identity.`)
  return { identity, verifier: verifier.value }
}
