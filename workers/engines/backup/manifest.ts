// The manifest of a backup: what it holds and from when, which one it follows, and by whom it is signed.
import { sha256 } from '@noble/hashes/sha2.js'
import { toHex, utf8 } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { openCheckpoint, signCheckpoint } from '../log/checkpoint.ts'
import type { Signer, Verifier } from '../log/note.ts'

/** How a register's log stood: all its entries, and what was published of them. */
export interface LogMark {
  readonly register: string
  readonly size: number
  /** Hex root of all entries. */
  readonly root: string
  /** The signed checkpoint, of as many or fewer; null where none was published yet. */
  readonly checkpoint: string | null
  readonly verifierKey: string
}

/** How a deployment stood when a backup began. */
export interface Beginning {
  /** When, by the clock of the portal. */
  readonly at: number
  readonly origin: string
  /** Tells whether another deployment has the same INDEX_KEY, and nothing of the key. */
  readonly index: string
  /** The same of LOG_KEY. */
  readonly log: string
  /** Which deployment counted the marks. */
  readonly deployment: string
  /** The last change of each shard of the roster. */
  readonly marks: readonly number[]
  readonly logs: readonly LogMark[]
}

export type ChunkKind = 'rows' | 'objects' | 'log' | 'files' | 'table'

export interface Chunk {
  /** Hex SHA-256 of the encrypted file, and its name. */
  readonly id: string
  readonly kind: ChunkKind
  readonly lines: number
  /** Of the encrypted file. */
  readonly bytes: number
}

export interface Manifest extends Beginning {
  readonly format: 'izvor-backup-v1'
  /** Backups of one folder count from 1. */
  readonly number: number
  /** The hash of the manifest that this one continues; null where it is whole by itself. */
  readonly previous: string | null
  readonly finishedAt: number
  /** Objects, entries of logs, files and other rows in this one. */
  readonly counts: Readonly<Record<ChunkKind, number>>
  readonly chunks: readonly Chunk[]
}

/** Backups that one restore puts together: each costs a look, and every week begins a whole one. */
export const chainMax = 1000

export const manifestHash = (text: string): string => toHex(sha256(utf8(text)))

/** What the key of a portal's backups is called. */
export const backupOrigin = (portal: string): string => `${new URL(portal).host}/backup`

/** Signs the text of a manifest: as a checkpoint, whose size is its number and whose root is its hash. */
export const signManifest = (text: string, number: number, signer: Signer): Promise<string> =>
  signCheckpoint({ origin: signer.name, size: number, root: sha256(utf8(text)) }, signer)

type Refusal = 'manifest-signature' | 'manifest-altered' | 'manifest-invalid'

/** The manifest in a text that this key has signed. */
export async function openManifest(
  text: string,
  signature: string,
  verifier: Verifier,
): Promise<Result<Manifest, Refusal>> {
  const opened = await openCheckpoint(signature, verifier)
  if (!opened.ok) return err('manifest-signature')
  if (toHex(opened.value.root) !== manifestHash(text)) return err('manifest-altered')
  const manifest = JSON.parse(text) as Manifest
  return manifest.format === 'izvor-backup-v1' && manifest.number === opened.value.size
    ? ok(manifest)
    : err('manifest-invalid')
}

interface Kept {
  readonly hash: string
  readonly manifest: Manifest
}

/** The manifests that make up the last one, the whole one first; null where one between them is missing. */
export function chainOf(kept: readonly Kept[], last: Kept): readonly Kept[] | null {
  const chain = [last]
  for (let first = last; first.manifest.previous !== null;) {
    const { previous } = first.manifest
    const found = kept.find(({ hash }) => hash === previous)
    if (found === undefined || chain.length >= chainMax) return null
    chain.unshift(found)
    first = found
  }
  return chain
}
