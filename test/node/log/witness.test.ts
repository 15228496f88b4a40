// Witnesses: what they sign, what they let pass, and a whole one between a log over HTTP and its folder.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, afterEach, describe, it } from 'vitest'
import { RemoteLog } from '../../../cli/log/remote.ts'
import { addCheckpoint, listen } from '../../../cli/witness/answer.ts'
import type { Contradiction } from '../../../cli/witness/cosign.ts'
import { Notebook, originHash } from '../../../cli/witness/notebook.ts'
import { trustOf } from '../../../cli/witness/trust.ts'
import { visit } from '../../../cli/witness/visit.ts'
import { formatCheckpoint, signCheckpoint } from '../../../workers/engines/log/checkpoint.ts'
import { cosign, cosignedBy, parseWitnessKey, witnessed, witnessKey } from '../../../workers/engines/log/cosignature.ts'
import { parseVerifierKey, verifierKey, type Signer, type Verifier } from '../../../workers/engines/log/note.ts'
import { fromTiles } from '../../../workers/engines/log/read-tiles.ts'
import { parseTilePath, tileHashes, type Tile } from '../../../workers/engines/log/tile.ts'
import { consistencyProof, inclusionProof, rootHash, type ReadHashes } from '../../../workers/engines/log/tree.ts'
import { readWitnesses } from '../../../workers/engines/log/witness-list.ts'
import { follows, formatSubmission, nothingSeen, parseSubmission } from '../../../workers/engines/log/witness.ts'
import { utf8 } from '../../../workers/kernel/bytes.ts'
import { attack } from '../../support/attacks.ts'
import { testSigner, treeOf } from '../../support/log.ts'
import { unwrap } from '../../support/result.ts'

const ORIGIN = 'izvor.example/registers/vehicles/log'
const NOW = Date.parse('2026-03-02T09:00:00Z')
const log = await testSigner(ORIGIN)
const verifier: Verifier = unwrap(parseVerifierKey(verifierKey(log)))
const vitosha = await testSigner('vitosha.example/w', 21)
const rila = await testSigner('rila.example/w', 22)
const [known, other] = [vitosha, rila].map((one) => unwrap(parseWitnessKey(witnessKey(one)))) as [Verifier, Verifier]

/** Entries of a log, and of one that tells another story from some entry on. */
const entries = Array.from({ length: 700 }, (_, n) => utf8(`entry ${n}`))
const tree = treeOf(entries)
const forked = treeOf(entries.map((entry, n) => (n < 300 ? entry : utf8(`another ${n}`))))

const noteOf = (size: number, read: ReadHashes = tree, signer: Signer = log) =>
  signCheckpoint({ origin: ORIGIN, size, root: rootHash(size, read) }, signer)
const headAt = (size: number, read: ReadHashes = tree) => ({ size, root: rootHash(size, read) })

const folders: string[] = []
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})
afterAll(() => {
  for (const one of folders) rmSync(one, { recursive: true, force: true })
})

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'izvor-witness-'))
  folders.push(made)
  return made
}
const notebook = (where = folder()) => Notebook.open(where, 'vitosha.example/w')

describe('a cosignature', () => {
  it('says when its witness saw the checkpoint, beside others of which it knows nothing', async ({ expect }) => {
    const note = await noteOf(12)
    const text = formatCheckpoint({ origin: ORIGIN, ...headAt(12) })
    const both = note + (await cosign(text, rila, NOW)) + (await cosign(text, vitosha, NOW + 5000))
    const found = unwrap(await cosignedBy(both, [known]))
    expect(found.map(({ witness, at }) => [witness.name, at])).toEqual([['vitosha.example/w', NOW + 5000]])
    expect(unwrap(await witnessed(both, { witnesses: [known, other], least: 2 }))).toHaveLength(2)
    expect(await witnessed(note, { witnesses: [known, other], least: 1 })).toMatchObject({ error: 'witnesses-missing' })
  })

  it('is the one of the specification’s own example', async ({ expect }) => {
    // c2sp.org/tlog-cosignature: the line that is signed begins so, whatever the key.
    const signed: string[] = []
    const witness = {
      ...vitosha,
      sign: async (bytes: Uint8Array) => (signed.push(new TextDecoder().decode(bytes)), new Uint8Array(64)),
    }
    await cosign(
      'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n',
      witness,
      1679315147000,
    )
    expect(signed).toEqual([
      'cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n',
    ])
  })

  it('of another checkpoint, of another time, or with another key of that name is none', async ({ expect }) => {
    const [note, wrong] = [await noteOf(12), await noteOf(13)]
    const text = formatCheckpoint({ origin: ORIGIN, ...headAt(12) })
    const line = await cosign(text, vitosha, NOW)
    expect(await cosignedBy(wrong + line, [known])).toMatchObject({ error: 'cosignature-wrong' })
    const later = await cosign(text, { ...vitosha, sign: async () => await vitosha.sign(utf8('x')) }, NOW)
    expect(await cosignedBy(note + later, [known])).toMatchObject({ error: 'cosignature-wrong' })
    const stranger = await testSigner('vitosha.example/w', 23)
    expect(unwrap(await cosignedBy(note + (await cosign(text, stranger, NOW)), [known]))).toEqual([])
    expect(parseWitnessKey(verifierKey(vitosha))).toEqual({ ok: false, error: 'witness-key-invalid' })
  })
})

describe('a list of witnesses', () => {
  it.for([
    ['no JSON', '[', false],
    ['no list', '{}', false],
    ['a key of a log', JSON.stringify([{ key: verifierKey(log) }]), false],
    ['an address of another kind', JSON.stringify([{ key: witnessKey(rila), url: 'file:///etc' }]), false],
    [
      'an address with a slash at its end',
      JSON.stringify([{ key: witnessKey(rila), url: 'https://w.example/' }]),
      false,
    ],
    ['one name twice', JSON.stringify([{ key: witnessKey(rila) }, { key: witnessKey(rila) }]), false],
    ['nobody', '', true],
    ['two', JSON.stringify([{ key: witnessKey(rila), url: 'https://w.example' }, { key: witnessKey(vitosha) }]), true],
  ] as const)('with %s', ([, text, good], { expect }) => {
    expect(readWitnesses(text).ok).toBe(good)
  })
})

describe('hashes out of tiles', () => {
  const fetchTile = async (tile: Tile) => tileHashes(tile as Tile & { level: number }, tree)

  it('are those of the tree, for any two sizes', async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 700 }), fc.integer({ min: 1, max: 700 }), async (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)]
        const read = await fromTiles(to, fetchTile, (hashes) => [
          ...consistencyProof(from, to, hashes),
          ...inclusionProof(from - 1, to, hashes),
          rootHash(to, hashes),
        ])
        const direct = [...consistencyProof(from, to, tree), ...inclusionProof(from - 1, to, tree), rootHash(to, tree)]
        expect(unwrap(read)).toEqual(direct)
      }),
      { numRuns: 150 },
    )
  })

  it.for([attack('log', 'a tile that is cut short')])('%s is refused: %s', async ([, code], { expect }) => {
    const cut = async (tile: Tile) => (await fetchTile(tile)).subarray(0, -1)
    expect(await fromTiles(700, cut, (read) => rootHash(700, read))).toEqual({ ok: false, error: code })
  })
})

describe('a witness', () => {
  it('lets a log grow, and nothing else', ({ expect }) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 299 }), (from, more) => {
        const to = from + more
        const proof = more === 0 ? [] : consistencyProof(from, to, tree)
        expect(follows(headAt(from), headAt(to), proof).ok).toBe(true)
        expect(follows(nothingSeen, headAt(to), []).ok).toBe(true)
        if (to > 300) expect(follows(headAt(from), headAt(to, forked), proof).ok).toBe(false)
      }),
      { numRuns: 100 },
    )
  })

  it.for([
    [...attack('log', 'a forked checkpoint'), headAt(400), headAt(400, forked), []],
    [
      'a forked checkpoint that is larger',
      'log-forked',
      headAt(400),
      headAt(500, forked),
      consistencyProof(400, 500, forked),
    ],
    [...attack('log', 'a checkpoint rolled back'), headAt(400), headAt(399), []],
  ] as const)('%s: %s', ([, code, seen, next, proof], { expect }) => {
    expect(follows(seen, next, proof)).toEqual({ ok: false, error: code })
  })

  it('reads what a log sends, and nothing that is cut, doubled or too long', ({ expect }) => {
    const submission = { old: 12, proof: consistencyProof(12, 40, tree), checkpoint: 'a\n40\nb\n\n— x y\n' }
    expect(unwrap(parseSubmission(formatSubmission(submission)))).toEqual(submission)
    const text = formatSubmission(submission)
    for (const bad of [
      '',
      text.replace('old 12', 'old 012'),
      text.replace('old 12', 'old'),
      text.replace('\n\n', '\n'),
      text.replace('=', ''),
      `old 1\n${`${'A'.repeat(43)}=\n`.repeat(64)}\nnote`,
    ])
      expect(parseSubmission(bad)).toEqual({ ok: false, error: 'submission-invalid' })
  })
})

describe('a witness over HTTP', () => {
  const asked = async (book: Notebook, size: number, read: ReadHashes = tree, old = book.last(ORIGIN)?.size ?? 0) =>
    addCheckpoint(
      book,
      trustOf(verifier).known,
      formatSubmission({
        old,
        proof: old === 0 || old > size ? [] : consistencyProof(old, size, read),
        checkpoint: await noteOf(size, read),
      }),
      NOW,
      () => undefined,
    )

  it('answers as the protocol has it, and remembers through a crash', async ({ expect }) => {
    const where = folder()
    const book = await notebook(where)
    const own = unwrap(parseWitnessKey(witnessKey(book.signer)))
    const first = await asked(book, 100)
    expect(first.status).toBe(200)
    expect(unwrap(await cosignedBy((await noteOf(100)) + first.body, [own]))).toHaveLength(1)
    expect(await asked(book, 350, tree, 0)).toEqual({ status: 409, body: '100\n', type: 'text/x.tlog.size' })
    expect((await asked(book, 350)).status).toBe(200)
    const again = await notebook(where)
    expect(again.last(ORIGIN)?.size).toBe(350)
    expect((await asked(again, 350)).status).toBe(200)
    expect((await asked(again, 400, forked)).status).toBe(422)
    expect((await asked(again, 350, forked)).status).toBe(422)
    expect((await asked(again, 300, tree, 350)).status).toBe(400)
    expect(readdirSync(where).filter((name) => name.startsWith('contradiction'))).not.toEqual([])
    expect(again.last(ORIGIN)?.size).toBe(350)
    const foreign = await testSigner('elsewhere.example/registers/x/log')
    const note = await signCheckpoint({ origin: foreign.name, ...headAt(5) }, foreign)
    const send = (checkpoint: string) =>
      addCheckpoint(
        again,
        trustOf(verifier).known,
        formatSubmission({ old: 0, proof: [], checkpoint }),
        NOW,
        () => undefined,
      )
    expect((await send(note)).status).toBe(404)
    expect((await send(await noteOf(400, tree, await testSigner(ORIGIN, 8)))).status).toBe(403)
    expect((await send('nothing')).status).toBe(400)
  })

  it('listens, and shows what it cosigned last', async ({ expect }) => {
    const book = await notebook()
    const server = await listen(book, trustOf(verifier).known, { port: 0, host: '127.0.0.1' }, () => undefined)
    servers.push(server)
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const body = formatSubmission({ old: 0, proof: [], checkpoint: await noteOf(9) })
    const answer = await fetch(`${at}/add-checkpoint`, { method: 'POST', body })
    expect(answer.status).toBe(200)
    expect(await (await fetch(`${at}/${originHash(ORIGIN)}/checkpoint`)).text()).toBe(
      (await noteOf(9)) + (await answer.text()),
    )
    expect((await fetch(`${at}/${'0'.repeat(64)}/checkpoint`)).status).toBe(404)
    expect((await fetch(`${at}/add-checkpoint`, { method: 'POST', body: 'x'.repeat(70_000) })).status).toBe(413)
  })

  /** A log that serves its checkpoint and tiles, and takes cosignatures; the story that it tells may change. */
  async function served() {
    const notes: string[] = []
    const story = { size: 10, read: tree, cut: false, notes }
    const server = createServer((request, response) => {
      const path = (request.url ?? '').replace('/log/', '')
      const answer = async (): Promise<string | Uint8Array> => {
        if (path === 'checkpoint') return noteOf(story.size, story.read)
        if (path !== 'cosignatures') {
          const tile = unwrap(parseTilePath(path)) as Tile & { level: number }
          const bytes = tileHashes(tile, story.read)
          return story.cut ? bytes.subarray(0, -1) : bytes
        }
        const parts: Buffer[] = []
        for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
        story.notes.push(Buffer.concat(parts).toString('utf8'))
        return '{}'
      }
      void answer().then((body) => response.end(body))
    })
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return { story, remote: new RemoteLog(`http://127.0.0.1:${(server.address() as AddressInfo).port}/log`) }
  }

  it('goes to a log by itself, and catches it at every lie', async ({ expect }) => {
    const { story, remote } = await served()
    const where = folder()
    const book = await notebook(where)
    const caught: Contradiction[] = []
    const look = () => visit(book, remote, verifier, NOW, (what) => void caught.push(what))
    expect(await look()).toEqual({ ok: true, value: 'cosigned' })
    story.size = 600
    expect(await look()).toEqual({ ok: true, value: 'cosigned' })
    const own = unwrap(parseWitnessKey(witnessKey(book.signer)))
    expect(unwrap(await cosignedBy(story.notes.at(-1) ?? '', [own]))).toHaveLength(1)
    story.size = 599
    expect(await look()).toEqual({ ok: false, error: 'log-rolled-back' })
    story.size = 650
    story.read = forked
    expect(await look()).toEqual({ ok: false, error: 'log-forked' })
    story.size = 600
    expect(await look()).toEqual({ ok: false, error: 'log-forked' })
    expect(caught.map(({ refusal }) => refusal)).toEqual(['log-rolled-back', 'log-forked', 'log-forked'])
    expect(readFileSync(caught[0]?.evidence ?? '', 'utf8')).toContain(ORIGIN)
    story.read = tree
    story.size = 650
    story.cut = true
    expect(await look()).toEqual({ ok: false, error: 'tile-truncated' })
    story.cut = false
    expect(await look()).toEqual({ ok: true, value: 'cosigned' })
    expect(story.notes).toHaveLength(3)
  })
})
