// A register's log in memory, for tests: what the register's object keeps in its tables, kept in an array.
import { signCheckpoint } from '../../workers/engines/log/checkpoint.ts'
import { signerFrom, verifierKey, type Signer } from '../../workers/engines/log/note.ts'
import { formatProof } from '../../workers/engines/log/proof.ts'
import {
  inclusionProof,
  leafHash,
  rootHash,
  storedHashes,
  type Hash,
  type ReadHashes,
} from '../../workers/engines/log/tree.ts'
import { utf8 } from '../../workers/kernel/bytes.ts'

/** The stored hashes of a tree of these entries, and how to read them. */
export function treeOf(entries: Iterable<Uint8Array>): ReadHashes {
  const stored: Hash[] = []
  const read: ReadHashes = (indexes) =>
    indexes.map((index) => {
      const hash = stored[index]
      if (hash === undefined) throw new Error(`no hash is stored at ${index}`)
      return hash
    })
  let size = 0
  for (const entry of entries) stored.push(...storedHashes(size++, leafHash(entry), read))
  return read
}

export const testSigner = (name: string, fill = 7): Promise<Signer> => signerFrom(name, new Uint8Array(32).fill(fill))

/** The proofs of all leaves of a log, under one signed checkpoint. */
export async function publishedLog(leaves: readonly string[], signer: Signer) {
  const read = treeOf(leaves.map(utf8))
  const root = rootHash(leaves.length, read)
  const checkpoint = await signCheckpoint({ origin: signer.name, size: leaves.length, root }, signer)
  return {
    checkpoint,
    verifierKey: verifierKey(signer),
    proof: (index: number) => formatProof({ index, path: inclusionProof(index, leaves.length, read), checkpoint }),
  }
}
