// Verifying an extract at the terminal: what it proves and what not, in words, and the exit code that a script reads.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, it, vi } from 'vitest'
import { run } from '../../../cli/verify.ts'
import type { ActCommand } from '../../../workers/engines/command.ts'
import { openLeaf } from '../../../workers/engines/leaf.ts'
import { extractFormat, type Extract } from '../../../workers/engines/log/extract.ts'
import { verifierKey } from '../../../workers/engines/log/note.ts'
import { advance, decide, type Head } from '../../../workers/engines/record.ts'
import { loadRegister } from '../../../workers/kernel/load.ts'
import { at, countingRandom } from '../../support/chance.ts'
import { publishedLog, testSigner } from '../../support/log.ts'
import { unwrap } from '../../support/result.ts'
import { tennisClub } from '../../support/tennis-club.ts'

const LOG = 'izvor.example/registers/tennis-club/log'
const folder = mkdtempSync(join(tmpdir(), 'izvor-verify-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The extract of a member who joins and scores. */
async function extractOf(nickname: string): Promise<Extract> {
  const club = unwrap(loadRegister(tennisClub))
  const random = countingRandom()
  const steps: readonly (readonly [string, ActCommand['input']])[] = [
    ['join', { nickname, hand: 'left', born: '1990-05-04' }],
    ['score', { won: 40 }],
  ]
  let head: Head | null = null
  const kept = steps.map(([act, input]) => {
    const actor = { role: 'club.secretary' }
    const command = { register: 'tennis-club', key: '7', act, input, idempotencyKey: act, actor, basis: {} }
    const decided = unwrap(decide(club, head, command, { ...at('2026-03-02'), record: '7', random }))
    head = advance(head, decided)
    return decided
  })
  const log = await publishedLog(
    kept.map(({ leaf }) => leaf),
    await testSigner(LOG),
  )
  return {
    format: extractFormat,
    register: 'tennis-club',
    record: '7',
    verifierKey: log.verifierKey,
    entries: kept.map((entry, n) => ({ ...openLeaf(tennisClub, entry, { kind: 'public' }), proof: log.proof(n) })),
  }
}

const made = await extractOf('Гого')
const otherKey = verifierKey(await testSigner(LOG, 8))

function fileOf(content: object | string, name = 'extract.json'): string {
  const file = join(folder, name)
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

/** The exit code, and all that was said. */
async function verify(...args: readonly string[]): Promise<readonly [code: number, said: string]> {
  const said: string[] = []
  const hear = (line: string) => void said.push(line)
  const spies = [vi.spyOn(console, 'log').mockImplementation(hear), vi.spyOn(console, 'error').mockImplementation(hear)]
  try {
    return [await run(args), said.join('\n')]
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

describe('an extract that holds', () => {
  it('is told entry by entry, with the values that are open', async ({ expect }) => {
    const [code, said] = await verify('record', fileOf(made), '--key', made.verifierKey)
    expect(code).toBe(0)
    for (const words of [
      'The extract holds. Record 7 of the register tennis-club',
      '1. join',
      '2. score',
      'nickname: Гого',
    ])
      expect(said).toContain(words)
    expect(said).not.toContain('1990-05-04')
  })

  it('proves whose it is to whoever names the key, as text or in a file', async ({ expect }) => {
    const key = fileOf(`${made.verifierKey}\n`, 'key')
    for (const named of [made.verifierKey, key]) {
      const [code, said] = await verify('record', fileOf(made), '--key', named)
      expect(code).toBe(0)
      expect(said).toContain('the log is signed with the key that you named')
      expect(said).not.toContain('whose log it is')
    }
  })

  it('does not prove whose it is to whoever names none, and says so', async ({ expect }) => {
    const [code, said] = await verify('record', fileOf(made))
    expect(code).toBe(0)
    const [proved = '', open = ''] = said.split('It does not prove')
    expect(proved).toContain('the extract is whole')
    expect(proved).not.toContain('the key that you named')
    expect(open).toContain('whose log it is')
    expect(open).toContain(made.verifierKey)
  })

  it('moves no cursor of whoever reads what a stranger wrote', async ({ expect }) => {
    const [code, said] = await verify(
      'record',
      fileOf({ ...made, register: 'tennis-club', verifierKey: made.verifierKey }),
    )
    expect(code).toBe(0)
    expect(said.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
  })
})

describe('an extract that does not hold', () => {
  const [first] = made.entries
  it.for<[what: string, content: object | string, words: RegExp, key?: string]>([
    ['no extract', 'hello', /^Refused\. The file is no extract/u],
    ['another key', made, /^Refused\. The extract names another key than yours/u, otherKey],
    [
      'a value that was changed',
      JSON.stringify(made).replace('Гого', 'Того'),
      /^Refused\. A value is not the one that was entered.*\(set\.nickname\)$/u,
    ],
    [
      'an entry that was changed',
      JSON.stringify(made).replace('\\"seq\\":2', '\\"seq\\":3'),
      /^Refused\. An entry is not in the log/u,
    ],
    ['another record', { ...made, record: '8' }, /^Refused\. An entry is of another record/u],
    [
      'entries out of their order',
      { ...made, entries: made.entries.toReversed() },
      /^Refused\. An entry between two others/u,
    ],
    ['a key that signed nothing', { ...made, verifierKey: otherKey }, /^Refused\. The checkpoint is not signed/u],
    ['no proof', { ...made, entries: [{ ...first, proof: '' }] }, /^Refused\. The proof of an entry cannot be read/u],
  ])('is refused in words: %s', async ([, content, words, key], { expect }) => {
    const [code, said] = await verify('record', fileOf(content), ...(key === undefined ? [] : ['--key', key]))
    expect(code).toBe(1)
    expect(said).toMatch(words)
  })
})
