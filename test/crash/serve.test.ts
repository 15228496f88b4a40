// A portal that an operator starts for others: without a demo, under its own address; what is brought in is kept.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { buildPlatform } from '../../cli/serve/worker.ts'
import { makeDataFolder, removeDataFolder } from '../support/platform.ts'
import { readKey } from './support/log.ts'
import { askPortal, Portal } from './support/portal.ts'

const ORIGIN = 'https://izvor.example'
const data = makeDataFolder()
let portal: Portal
let key: string

beforeAll(async () => {
  await buildPlatform()
  portal = await Portal.on(data, '--no-demo', '--origin', ORIGIN)
  await portal.start()
}, 180_000)

afterAll(async () => {
  await portal.end()
  removeDataFolder(data)
})

const settlement = (code: string, name: string) =>
  JSON.stringify({
    register: 'addresses',
    act: 'enter',
    key: code,
    input: { name, nameLatin: 'Melnik', kind: 'city', municipality: 'Сандански', province: 'Благоевград' },
    effectiveFrom: '2000-01-01',
    idempotencyKey: `old-register:${code}`,
  })

/** Imports lines from a file. */
function importing(...lines: readonly string[]) {
  const file = join(data, 'acts.jsonl')
  writeFileSync(file, lines.join('\n'))
  const { status, stdout, stderr } = askPortal(portal, 'import', file)
  return { status, stdout, stderr }
}

const nameOf = async (code: string) => {
  const answer = await fetch(`${portal.local}/api/registers/addresses/records/${code}`)
  return answer.ok ? (await answer.json<{ values: { name: string } }>()).values.name : answer.status
}

describe('a portal without a demo', { timeout: 60_000 }, () => {
  it('says where people come to, and names nobody', async ({ expect }) => {
    expect(portal.said).toContain(`Izvor is at ${ORIGIN} (in English: ${ORIGIN}/en).`)
    expect(portal.said).not.toMatch(/card of|Loading/u)
    key = await readKey(portal.local, 'addresses')
    expect(key).toMatch(/^izvor\.example\/registers\/addresses\/log\+/u)
  })

  it('offers no card at its login', async ({ expect }) => {
    const page = await (await fetch(`${portal.local}/login`)).text()
    expect(page).toContain('<form')
    expect(page).not.toContain('name="card"')
  })

  it('takes an old register in, and says which lines it refused and why, but nothing of what they hold', async ({
    expect,
  }) => {
    expect(importing(settlement('47754', 'Мелник'))).toMatchObject({ status: 0, stderr: '' })
    const { status, stdout, stderr } = importing(
      settlement('47754', 'Мелник'),
      settlement('4775x', 'Никъде'),
      settlement('47755', ''),
    )
    expect(status).toBe(1)
    expect(stdout).toContain('1 done, 2 refused')
    expect(stderr.trimEnd().split('\n')).toEqual([
      'act 2 (addresses): key-invalid (code)',
      'act 3 (addresses): invalid-input (name)',
    ])
  })

  it('has everything when it is started again, and signs with the same key', async ({ expect }) => {
    expect(await nameOf('47754')).toBe('Мелник')
    expect(await portal.stop()).toBe(0)
    expect(portal.said.trimEnd()).toMatch(/Stopped\.$/u)
    await portal.start()
    expect(await nameOf('47754')).toBe('Мелник')
    expect(await nameOf('47755')).toBe(404)
    expect(await readKey(portal.local, 'addresses')).toBe(key)
  })

  it('stops at the signal of a machine that shuts down, too', async ({ expect }) => {
    expect(await portal.stop('SIGTERM')).toBe(0)
  })
})
