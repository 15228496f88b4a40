// Whether a manifest is believed: only as it was signed, by the key that is pinned, and as a chain without a gap.
import { describe, it } from 'vitest'
import {
  backupOrigin,
  chainOf,
  manifestHash,
  openManifest,
  signManifest,
  type Manifest,
} from '../../../workers/engines/backup/manifest.ts'
import { signerFrom, type Signer } from '../../../workers/engines/log/note.ts'
import { unwrap } from '../../support/result.ts'

const signer = await signerFrom(backupOrigin('https://izvor.example'), new Uint8Array(32).fill(7))
const other = await signerFrom(backupOrigin('https://izvor.example'), new Uint8Array(32).fill(8))
const verifierOf = ({ name, publicKey }: Signer) => ({ name, publicKey: new Uint8Array(publicKey) })

const manifestOf = (number: number, previous: string | null): Manifest => ({
  format: 'izvor-backup-v1',
  number,
  previous,
  at: 1000 * number,
  origin: 'https://izvor.example',
  index: 'index',
  log: 'log',
  deployment: 'here',
  marks: [number],
  logs: [],
  finishedAt: 1000 * number + 1,
  counts: { rows: 0, objects: 0, log: 0, files: 0, table: 0 },
  chunks: [],
})

describe('a manifest', () => {
  const text = JSON.stringify(manifestOf(3, null))

  it('is believed as it was signed, by its key alone', async ({ expect }) => {
    const signature = await signManifest(text, 3, signer)
    expect(unwrap(await openManifest(text, signature, verifierOf(signer)))).toEqual(manifestOf(3, null))
    const refused = async (...args: Parameters<typeof openManifest>) =>
      (await openManifest(...args)) as { error?: string }
    expect(await refused(text, signature, verifierOf(other))).toMatchObject({ error: 'manifest-signature' })
    expect(await refused(`${text} `, signature, verifierOf(signer))).toMatchObject({ error: 'manifest-altered' })
    expect(await refused(text, signature.replace('\n3\n', '\n4\n'), verifierOf(signer))).toMatchObject({
      error: 'manifest-signature',
    })
    expect(await refused(text, '', verifierOf(signer))).toMatchObject({ error: 'manifest-signature' })
    // Signed, but as another of its folder.
    expect(await refused(text, await signManifest(text, 4, signer), verifierOf(signer))).toMatchObject({
      error: 'manifest-invalid',
    })
  })

  it('is put together with those that it continues, back to the whole one', ({ expect }) => {
    const kept: { readonly hash: string; readonly manifest: Manifest }[] = []
    const add = (previous: string | null) => {
      const manifest = manifestOf(kept.length + 1, previous)
      kept.push({ manifest, hash: manifestHash(JSON.stringify(manifest)) })
      return kept.at(-1)!
    }
    const first = add(null)
    const second = add(first.hash)
    const whole = add(null)
    const last = add(whole.hash)
    expect(chainOf(kept, second)).toEqual([first, second])
    expect(chainOf(kept, last)).toEqual([whole, last])
    expect(
      chainOf(
        kept.filter((one) => one !== whole),
        last,
      ),
    ).toBeNull()
  })
})
