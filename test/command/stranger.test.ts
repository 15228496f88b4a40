// A verifier that others wrote reads our logs: Go's sumdb over our checkpoint and tiles. Where there is no Go, the test says
// so, and what it would have run; whether our tiles are as they say is then for the other tests alone.
import { execFile, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { afterAll, describe, it } from 'vitest'
import { fromRoot } from '../../cli/root.ts'
import { signCheckpoint } from '../../workers/engines/log/checkpoint.ts'
import { cosign } from '../../workers/engines/log/cosignature.ts'
import { verifierKey } from '../../workers/engines/log/note.ts'
import { bundleEntries, parseTilePath, tileHashes, tileWidth, type Tile } from '../../workers/engines/log/tile.ts'
import { rootHash } from '../../workers/engines/log/tree.ts'
import { utf8 } from '../../workers/kernel/bytes.ts'
import { testSigner, treeOf } from '../support/log.ts'
import { unwrap } from '../support/result.ts'

const SIZE = 1000
const ORIGIN = 'izvor.example/registers/vehicles/log'

/** Debian's golang-golang-x-mod-dev; another place is named as Go itself has it. */
const environment = { GO111MODULE: 'off', GOFLAGS: '', GOPATH: '/usr/share/gocode', ...process.env }
const library = `${environment.GOPATH.split(':')[0]}/src/golang.org/x/mod/sumdb/tlog`
const found = spawnSync('go', ['version'], { env: environment }).status === 0 && existsSync(library)

const leaves = Array.from({ length: SIZE }, (_, n) => utf8(`{"seq":${n}}`))
const read = treeOf(leaves)
const signer = await testSigner(ORIGIN)
const witness = await testSigner('vitosha.example/w', 21)
const note = await signCheckpoint({ origin: ORIGIN, size: SIZE, root: rootHash(SIZE, read) }, signer)
const cosigned = note + (await cosign(note.slice(0, note.lastIndexOf('\n\n') + 1), witness, Date.now()))

/** What a tile holds; the last byte of one of them may be wrong. */
function bytesOf({ level, index, width }: Tile, wrong: boolean): Uint8Array {
  if (level === 'entries') return bundleEntries(leaves.slice(index * tileWidth, index * tileWidth + width))
  const bytes = tileHashes({ level, index, width }, read)
  if (wrong && level === 0) bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  return bytes
}

let lies = false
const server = createServer((request, response) => {
  const path = (request.url ?? '').replace('/log/', '')
  response.end(path === 'checkpoint' ? cosigned : bytesOf(unwrap(parseTilePath(path)), lies))
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
afterAll(() => server.close())
const log = `http://127.0.0.1:${(server.address() as AddressInfo).port}/log`

const args = (key: string, entry: number) => ['run', fromRoot('docs/verifier/main.go'), log, key, String(entry)]
const go = (key: string, entry: number) => promisify(execFile)('go', args(key, entry), { env: environment })

describe('a verifier in Go, which others wrote', { timeout: 120_000 }, () => {
  it('accepts our checkpoint, with a cosignature that it does not know, our tiles and each entry', async ({
    expect,
  }) => {
    if (!found) {
      console.warn('There is no Go with golang.org/x/mod here (Debian: golang-go, golang-golang-x-mod-dev): not run.')
      expect(existsSync(fromRoot('docs/verifier/main.go'))).toBe(true)
      return
    }
    const { stdout } = await go(verifierKey(signer), 777)
    expect(stdout).toContain(`${ORIGIN}: ${SIZE} entries, signed`)
    expect(stdout).toContain('entry 777 stands in it: {"seq":777}')
    expect(stdout).toContain('its first 500 entries are as they were')
    lies = true
    await expect(go(verifierKey(signer), 777)).rejects.toThrow('REFUSED')
    lies = false
    const stranger = verifierKey(await testSigner(ORIGIN, 8))
    await expect(go(stranger, 777)).rejects.toThrow('REFUSED')
  })
})
