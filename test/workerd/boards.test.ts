// A board: for everyone the open fields in their groups, for officials the closed ones, term by term, and who looked.
import { beforeAll, describe, it } from 'vitest'
import { clerk } from '../support/citizen.ts'
import { found, open, textOf } from '../support/pages.ts'
import { authority, perform, publish, type Done } from '../support/records.ts'

const PUBLIC = '/registers/systems/boards/plan'
const DESK = '/work/boards/systems/plan'

const bring = (key: string, rest: Done['input'] = {}) =>
  perform({
    register: 'systems',
    act: 'bring',
    key,
    input: {
      name: `Система ${key}`,
      nameLatin: `System ${key}`,
      owner: 'board-a',
      purpose: 'Проба',
      builtIn: 1998,
      technology: 'mainframe',
      platform: 'z/OS тайна',
      hosting: 'own',
      criticality: 'vital',
      users: 2_000_000,
      data: 'special',
      cost: 100_000_000,
      weaknesses: 9,
      known: false,
      ...rest,
    },
  })

const plan = (key: string, wave: string, rest: Done['input'] = {}) =>
  perform({
    register: 'systems',
    act: 'plan',
    key,
    role: 'meu.registrar',
    input: { wave, dueOn: '2099-06-30', ...rest },
  })

beforeAll(async () => {
  await authority('board-a', 'Орган А', 'Body A')
  await bring('board-low', { criticality: 'low', users: 10, data: 'none', cost: 1 })
  await bring('board-top')
  await bring('board-waits')
  await plan('board-low', 'first')
  await plan('board-top', 'first')
  for (const register of ['authorities', 'systems']) await publish(register)
})

describe('the plan', () => {
  it('stands open, the most important first, without what would help an attacker', async ({ expect }) => {
    const { status, html } = await open(PUBLIC)
    expect(status).toBe(200)
    const own = found(html).filter((id) => id.startsWith('board-') && id !== 'board-a')
    expect(own).toEqual(['board-top', 'board-low', 'board-waits'])
    expect(textOf(html)).toContain('Орган А')
    expect(html).not.toMatch(/z\/OS|голяма машина/u)
    expect((await open('/registers/systems/boards/nope')).status).toBe(404)
    expect((await open('/registers/addresses/boards/plan')).status).toBe(404)
  })

  it('says on the record how the number was worked out, and of closed terms that they are closed', async ({
    expect,
  }) => {
    const text = textOf((await open('/registers/systems/records/board-top')).html)
    expect(text).toContain('Критичност (до 40) 40')
    expect(text).toContain('Общо 100')
    expect(text).toContain('Технология (до 20) не се показва на всички')
    const { html: api } = await open('/api/registers/systems/records/board-top')
    expect(JSON.parse(api)).toMatchObject({ computed: [{ name: 'importance', total: 100 }, { total: 'closed' }, {}] })
  })

  it('lets nothing wait that the score calls urgent, without reasons', async ({ expect }) => {
    await expect(plan('board-waits', 'third')).rejects.toThrow('reasons-missing')
    await plan('board-waits', 'third', { reasons: 'Мести се с друга.' })
  })

  it('shows officials all of it, and nobody else', async ({ expect }) => {
    const { visitor } = await clerk('meu.registrar')
    const page = await visitor.get(DESK)
    const html = await page.text()
    expect(page.status).toBe(200)
    expect(html).toContain('голяма машина или терминали')
    expect(textOf(html)).toContain('Поддръжка на средата (до 25) 25')
    expect(await (await visitor.get('/work')).text()).toContain(DESK)
    const other = await clerk('nzok.registrar')
    expect((await other.visitor.get(DESK)).status).toBe(403)
    expect(await (await other.visitor.get('/work')).text()).not.toContain(DESK)
    expect((await open(DESK)).status).toBe(303)
    expect((await visitor.get('/work/boards/systems/nope')).status).toBe(404)
  })
})
