// Pages on which an authority brings an old register over, as an official without scripts sees them, and as somebody tries.
import { env } from 'cloudflare:workers'
import { beforeAll, describe, it, vi } from 'vitest'
import { imports as messages } from '../../web/messages/imports.ts'
import { problemTitle } from '../../web/messages/problems.ts'
import type { Import } from '../../workers/engines/import/state.ts'
import { ACT_MS } from '../../workers/engines/unique.ts'
import { importsOf, registerObject } from '../../workers/store/objects.ts'
import { attack } from '../support/attacks.ts'
import { clerk, type Walker } from '../support/citizen.ts'
import { worked } from '../support/imports.ts'
import { known, owner } from '../support/ledger.ts'
import { authority } from '../support/records.ts'
import { there } from '../support/result.ts'

let registrar: Walker
let council: Walker
let second: Walker

beforeAll(async () => {
  registrar = await clerk('nsi.registrar')
  council = await clerk('ministerski-savet.registrar')
  second = await clerk('ministerski-savet.registrar')
})

async function upload(who: Walker, register: string, text: string, name = 'стар регистър.csv') {
  const form = new FormData()
  form.set('file', new File([text], name, { type: 'text/csv' }))
  const request = new Response(form)
  return who.visitor.raw('POST', `/work/registers/${register}/imports`, {
    body: await request.text(),
    headers: { Origin: env.ORIGIN, 'Content-Type': request.headers.get('Content-Type') ?? '' },
  })
}

const SETTLEMENTS = [
  'Код;Име;Латиница;Вид;Община;Област',
  '91001;Старо село;Staro selo;village;Община;Област',
  '91002;Ново село;Novo selo;village;Община;Област',
  'грешен;Трето село;Treto selo;village;Община;Област',
  '',
].join('\r\n')

const idIn = (path: string | null): string => /\/imports\/([a-z2-7]{16})$/u.exec(path ?? '')?.[1] ?? ''
const one = async (register: string, id: string): Promise<Import> => there(await importsOf(env, register).get(id))

/** Chooses the columns by hand, in the order of the file. */
const chosen = (...fields: readonly string[]) =>
  Object.fromEntries(fields.map((field, at) => [`column-${at}`, field] as const))

async function later(register: string, work: () => Promise<void>): Promise<void> {
  await registerObject(env, register).arrivalsIn()
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ACT_MS + 1 })
  try {
    await work()
  } finally {
    vi.useRealTimers()
  }
}

describe('bringing a register over', () => {
  it('leads from the file to the outcome, without a script but for the signature', async ({ expect }) => {
    expect((await registrar.get('/work/imports')).html).toContain('/work/registers/addresses/imports')
    const sent = await upload(registrar, 'addresses', SETTLEMENTS)
    expect(sent.status).toBe(303)
    const path = there(sent.headers.get('Location'))
    const id = idIn(path)
    await worked('addresses', id)
    const read = (await registrar.get(path)).html
    expect(read).toContain('Старо село')
    expect(read).toContain('стар регистър.csv')

    const missing = await registrar.post(`${path}/check`, { act: 'enter', ...chosen('', 'name') })
    expect([missing.status, missing.html]).toEqual([422, expect.stringContaining(messages.bg.wrongColumns)])
    const fields = chosen('code', 'name', 'nameLatin', 'kind', 'municipality', 'province')
    expect((await registrar.post(`${path}/check`, { act: 'enter', ...fields })).location).toBe(path)
    await worked('addresses', id)
    const checked = (await registrar.get(path)).html
    expect(checked).toContain(messages.bg.wouldEnter)
    expect(checked).toContain('Трето село')
    const csv = (await registrar.get(`${path}/bad.csv`)).html
    expect(csv).toContain('izvor:row;izvor:why;Код;Име')
    expect(csv).toContain('грешен;Трето село')

    await later('addresses', async () => {
      expect((await registrar.sign(`${path}/sign`)).location).toBe(path)
      await worked('addresses', id)
    })
    expect(await one('addresses', id)).toMatchObject({
      state: 'done',
      counts: { rows: 3, entered: 2, same: 0, bad: 1 },
    })
    expect((await registrar.get(path)).html).toContain(messages.bg.outcomeDone)
    expect((await registrar.get('/registers/addresses/records/91001')).html).toContain('Старо село')
  })

  it('asks for two officials where the act does, each with a signature', async ({ expect }) => {
    await known(owner(41))
    await authority('nsi', 'Национален статистически институт', 'National Statistical Institute')
    const rows = ['number;person;authority;role', `import-41;${owner(41)};nsi;clerk`, ''].join('\r\n')
    const path = there((await upload(council, 'officials', rows)).headers.get('Location'))
    const id = idIn(path)
    await worked('officials', id)
    const twice = await council.post(`${path}/check`, { act: 'appoint', ...chosen('person', 'person') })
    expect(twice.html).toContain(problemTitle('bg', 'column-twice'))
    await council.post(`${path}/check`, { act: 'appoint', ...chosen('number', 'person', 'authority', 'role') })
    await worked('officials', id)
    expect((await council.sign(`${path}/sign`)).location).toBe(path)
    expect(await one('officials', id)).toMatchObject({ state: 'proposed', counts: { entered: 1 } })
    const again = await council.sign(`${path}/sign`)
    expect([again.status, again.html]).toEqual([422, expect.stringContaining(problemTitle('bg', 'same-official'))])
    await later('officials', async () => {
      expect((await second.sign(`${path}/sign`)).location).toBe(path)
      await worked('officials', id)
    })
    const done = await one('officials', id)
    expect(done).toMatchObject({ state: 'done', counts: { entered: 1 } })
    expect(new Set([done.actor?.person, done.second?.person, undefined]).size).toBe(3)
    const { objects } = await env.STORE.list({ prefix: `officials/imports/${id}/signed-` })
    const { key } = there(objects[0])
    const kept = JSON.parse(await there(await env.STORE.get(key)).text()) as { signatures: readonly unknown[] }
    expect(kept.signatures).toHaveLength(2)
  })
})

describe('somebody tries', () => {
  it.for([attack('import', 'by an official of another register')])('%s: %s', async ([, code], { expect }) => {
    const path = there((await upload(registrar, 'addresses', `${SETTLEMENTS}\r\n`)).headers.get('Location'))
    for (const rest of ['', '/bad.csv', '/state']) {
      const answer = await council.get(`${path}${rest}`)
      expect([answer.status, answer.html]).toEqual([403, expect.stringContaining(problemTitle('bg', code))])
    }
    expect((await upload(council, 'addresses', 'a;b')).status).toBe(403)
    expect((await council.post(`${path}/discard`)).status).toBe(403)
  })

  it.for([attack('import', 'columns exchanged after the first signature')])('%s: %s', async ([, code], { expect }) => {
    const path = there(
      (await upload(registrar, 'addresses', SETTLEMENTS.replace('91001', '91003'))).headers.get('Location'),
    )
    const id = idIn(path)
    await worked('addresses', id)
    const fields = chosen('code', 'name', 'nameLatin', 'kind', 'municipality', 'province')
    await registrar.post(`${path}/check`, { act: 'enter', ...fields })
    await worked('addresses', id)
    const options = await registrar.visitor.post(`${path}/sign/options`, {}, { Accept: 'application/json' })
    const assertion = await registrar.who.phone.get(await options.json())
    await registrar.post(`${path}/check`, {
      act: 'enter',
      ...fields,
      'column-4': 'province',
      'column-5': 'municipality',
    })
    await worked('addresses', id)
    const answer = await registrar.post(`${path}/sign`, { assertion })
    expect([answer.status, answer.html]).toEqual([422, expect.stringContaining(problemTitle('bg', code))])
    expect((await one('addresses', id)).run).toBe(0)
  })

  it.for([attack('import', 'a file other than the one announced')])('%s: %s', async ([, code], { expect }) => {
    const imports = importsOf(env, 'addresses')
    const bytes = new TextEncoder().encode('a;b\r\n1;2\r\n')
    const begun = await imports.begin({ name: 'x', file: '0'.repeat(64), size: bytes.length }, { role: 'operator' })
    const id = begun.ok ? begun.value.id : ''
    await imports.receive(id, 0, bytes)
    await imports.read(id)
    expect(await worked('addresses', id)).toMatchObject({ state: 'failed', fault: { code } })
  })
})
