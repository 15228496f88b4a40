// What a folder of backups refuses: chunks and manifests that are not as they were, keys that are not theirs; and how far a
// backup was that a kill cut off.
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, it } from 'vitest'
import { Draft, type Begun, type Done } from '../../../cli/backup/draft.ts'
import { Folder } from '../../../cli/backup/folder.ts'
import { makeKeys, readingKeys, writingKeys } from '../../../cli/backup/keys.ts'

const root = mkdtempSync(join(tmpdir(), 'izvor-folder-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const keys = join(root, 'keys')
await makeKeys(keys, 'https://izvor.example')
await makeKeys(join(root, 'others'), 'https://izvor.example')
const { recipient, signer } = await writingKeys(keys)
const { identity, verifier } = readingKeys(keys)

const folder = new Folder(join(root, 'backups'))
folder.make()
const lines = ['{"a":"първи"}', '{"b":2}']
const chunk = await folder.keep('objects', lines, recipient)
const file = join(folder.path, 'chunks', chunk.id.slice(0, 2), chunk.id)

describe('keys', () => {
  it('are made once, and secret ones are for their owner alone', async ({ expect }) => {
    await expect(makeKeys(keys, 'https://izvor.example')).rejects.toThrow('There are keys in')
    expect(readdirSync(keys).toSorted()).toEqual(['identity.txt', 'recipient.txt', 'signing.key', 'verifier.txt'])
    expect(() => readingKeys(join(root, 'nowhere'))).toThrow('is not there: it is what opens backups')
  })
})

describe('a chunk', () => {
  it('is read by its identity, and tells nothing without it', async ({ expect }) => {
    expect(await folder.lines(chunk, identity)).toEqual(lines)
    expect(readFileSync(file, 'latin1')).not.toContain('първи')
    const other = readingKeys(join(root, 'others'))
    await expect(folder.lines(chunk, other.identity)).rejects.toThrow('does not open this backup')
  })

  it('that was altered, cut off or lost is named', ({ expect }) => {
    const bytes = readFileSync(file)
    writeFileSync(file, bytes.subarray(0, -1))
    expect(() => folder.read(chunk)).toThrow('was altered or cut off')
    bytes[bytes.length - 1]! ^= 1
    writeFileSync(file, bytes)
    expect(() => folder.read(chunk)).toThrow('was altered or cut off')
    bytes[bytes.length - 1]! ^= 1
    renameSync(file, `${file}.away`)
    expect(() => folder.read(chunk)).toThrow('is missing')
    writeFileSync(file, bytes)
    expect(folder.read(chunk)).toHaveLength(chunk.bytes)
  })
})

describe('a manifest', () => {
  it('counts once it is signed, is read back, and refused when it was altered', async ({ expect }) => {
    const counts = { rows: 0, objects: 2, log: 0, files: 0, table: 0 }
    const beginning = {
      at: 1,
      origin: 'https://izvor.example',
      index: 'i',
      log: 'l',
      deployment: 'd',
      marks: [],
      logs: [],
    }
    const made = { format: 'izvor-backup-v1', ...beginning, number: 1, previous: null, finishedAt: 2, counts } as const
    const kept = await folder.keepManifest({ ...made, chunks: [chunk] }, signer)
    expect(await folder.manifests(verifier)).toEqual([kept])
    const stray = await folder.keep('rows', ['{}'], recipient)
    folder.sweep([kept])
    expect(() => folder.read(stray)).toThrow('is missing')
    expect(folder.read(chunk)).toHaveLength(chunk.bytes)

    const path = join(folder.path, 'manifests/000001.json')
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, text.replace('"objects":2', '"objects":1'))
    await expect(folder.manifests(verifier)).rejects.toThrow('was altered after it was signed')
    writeFileSync(path, text)
    await expect(folder.manifests(readingKeys(join(root, 'others')).verifier)).rejects.toThrow(
      'is not signed with the key',
    )
  })
})

describe('what is written down of a backup under way', () => {
  it('is what was written whole', ({ expect }) => {
    const draft = new Draft(folder.draft)
    expect(draft.read()).toBeNull()
    const begun = { number: 1, previous: null, beginning: { at: 1 } } as Begun
    const done = (n: number): Done => ({ chunk, count: n, at: { step: n, position: '' } })
    draft.begin(begun)
    draft.add(done(1))
    appendFileSync(folder.draft, '\n{"chunk":{"id":"0')
    expect(draft.read()).toEqual({ begun, done: [done(1)] })
    draft.add(done(2))
    expect(draft.read()).toEqual({ begun, done: [done(1), done(2)] })
    draft.end()
    expect(draft.read()).toBeNull()
  })
})
