// A folder of backups: chunks by their hash, each gzip within age; and manifests by number, each with its signature.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { Decrypter, Encrypter } from 'age-encryption'
import {
  manifestHash,
  openManifest,
  signManifest,
  type Chunk,
  type ChunkKind,
  type Manifest,
} from '../../workers/engines/backup/manifest.ts'
import type { Signer, Verifier } from '../../workers/engines/log/note.ts'
import { writeWhole } from '../serve/whole.ts'
import { Unable } from '../unable.ts'

const zip = promisify(gzip)
const unzip = promisify(gunzip)

export interface KeptManifest {
  readonly manifest: Manifest
  readonly hash: string
}

const WHY = {
  'manifest-signature': 'is not signed with the key in verifier.txt: it was altered, or is of another portal',
  'manifest-altered': 'was altered after it was signed',
  'manifest-invalid': 'is no manifest that this version understands',
} as const

export class Folder {
  readonly path: string

  constructor(path: string) {
    this.path = path
  }

  /** Makes the folder where there is none. */
  make(): void {
    for (const part of ['chunks', 'manifests', 'drills'])
      mkdirSync(join(this.path, part), { recursive: true, mode: 0o700 })
  }

  /** Where the backup is written down that is under way. */
  get draft(): string {
    return join(this.path, 'draft.jsonl')
  }

  get drills(): string {
    return join(this.path, 'drills')
  }

  /** Encrypts lines and keeps them; whole on the disk when it resolves. */
  async keep(kind: ChunkKind, lines: readonly string[], recipient: string): Promise<Chunk> {
    const encrypter = new Encrypter()
    encrypter.addRecipient(recipient)
    const bytes = await encrypter.encrypt(await zip(lines.map((line) => `${line}\n`).join('')))
    const id = createHash('sha256').update(bytes).digest('hex')
    const file = this.#chunk(id)
    mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 })
    writeFileSync(`${file}.draft`, bytes, { mode: 0o600, flush: true })
    renameSync(`${file}.draft`, file)
    return { id, kind, lines: lines.length, bytes: bytes.length }
  }

  /** The encrypted chunk. Throws Unable where it is not there, or not as it was. */
  read({ id }: Chunk): Uint8Array {
    const file = this.#chunk(id)
    if (!existsSync(file))
      throw new Unable(
        `The chunk ${file} is missing: copy the folder once more from where it is whole. Nothing was restored from it.`,
      )
    const bytes = new Uint8Array(readFileSync(file))
    if (createHash('sha256').update(bytes).digest('hex') !== id)
      throw new Unable(`The chunk ${file} was altered or cut off: copy the folder once more from where it is whole.`)
    return bytes
  }

  async lines(chunk: Chunk, identity: string): Promise<readonly string[]> {
    const decrypter = new Decrypter()
    decrypter.addIdentity(identity)
    const bytes = this.read(chunk)
    const zipped = await decrypter.decrypt(bytes).catch(() => {
      throw new Unable('The identity in identity.txt does not open this backup: it was encrypted to another.')
    })
    return (await unzip(zipped)).toString('utf8').split('\n').slice(0, -1)
  }

  /** Every manifest that is signed, the first first. Throws Unable where one is not what it was. */
  async manifests(verifier: Verifier): Promise<readonly KeptManifest[]> {
    const folder = join(this.path, 'manifests')
    const names = existsSync(folder) ? readdirSync(folder).filter((name) => /^\d{6}\.sig$/u.test(name)) : []
    const kept: KeptManifest[] = []
    for (const name of names.toSorted()) {
      const file = join(folder, name.replace('.sig', '.json'))
      if (!existsSync(file)) throw new Unable(`The manifest ${file} is missing: copy the folder once more.`)
      const text = readFileSync(file, 'utf8')
      const opened = await openManifest(text, readFileSync(join(folder, name), 'utf8'), verifier)
      if (!opened.ok) throw new Unable(`The manifest ${file} ${WHY[opened.error]}.`)
      kept.push({ manifest: opened.value, hash: manifestHash(text) })
    }
    return kept
  }

  /** From the moment that its signature is there, the backup is. */
  async keepManifest(manifest: Manifest, signer: Signer): Promise<KeptManifest> {
    const text = `${JSON.stringify(manifest)}\n`
    const name = join(this.path, 'manifests', String(manifest.number).padStart(6, '0'))
    writeWhole(`${name}.json`, text)
    writeWhole(`${name}.sig`, await signManifest(text, manifest.number, signer))
    return { manifest, hash: manifestHash(text) }
  }

  /** Removes chunks that belong to no manifest: a backup that was cut off left them. */
  sweep(kept: readonly KeptManifest[]): void {
    const known = new Set(kept.flatMap(({ manifest }) => manifest.chunks.map(({ id }) => id)))
    const chunks = join(this.path, 'chunks')
    for (const part of readdirSync(chunks))
      for (const name of readdirSync(join(chunks, part))) if (!known.has(name)) rmSync(join(chunks, part, name))
  }

  #chunk(id: string): string {
    return join(this.path, 'chunks', id.slice(0, 2), id)
  }
}
