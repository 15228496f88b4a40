// The pages on which an authority describes a register: nothing typed is lost, faults are said at their places, and two sign.
import { env } from 'cloudflare:workers'
import { beforeAll, describe, it } from 'vitest'
import { makers } from '../../web/messages/makers.ts'
import { problemTitle } from '../../web/messages/problems.ts'
import { definitions } from '../../workers/kernel/read-definition.ts'
import { draftsOf } from '../../workers/store/objects.ts'
import { clerk, type Walker } from '../support/citizen.ts'
import { there, unwrap } from '../support/result.ts'
import { clubOf, office, type Office } from '../support/stewards.ts'

let bees: Office
let first: Walker
const ID = 'bees-of-the-test'
const path = (rest = '') => `/work/registers/${ID}${rest}`

const draft = async (id = ID) => there((await draftsOf(env, 'bees').get(id)) ?? undefined)
const definition = async () => unwrap(definitions.read((await draft()).definition))
const seq = async () => String((await draft()).seq)

beforeAll(async () => {
  bees = await office('bees')
  first = bees.first
})

const begin = (id: string, who = first) => who.post('/work/registers', { id, titleBg: 'Пчелини', titleEn: 'Apiaries' })
const basics = {
  titleBg: 'Пчелини',
  titleEn: 'Apiaries',
  aboutBg: 'Къде са.',
  aboutEn: 'Where they are.',
  law: 'Закон за пчеларството, чл. 8',
  key: 'number',
  caption: 'record.number',
}
const number = {
  name: 'colonies',
  labelBg: 'Семейства',
  labelEn: 'Colonies',
  min: '1',
  max: '500',
  decimals: '0',
  disclose: 'open',
}

describe('a draft', () => {
  it('is begun by a steward alone, under an id that is free', async ({ expect }) => {
    expect((await (await clerk('bees.registrar')).get('/work/registers')).status).toBe(403)
    expect((await begin('Bad Id')).html).toContain(makers.bg.idWrong)
    const taken = await begin('vehicles')
    expect([taken.status, taken.html]).toEqual([422, expect.stringContaining(makers.bg.taken)])
    expect(taken.html).toContain('value="Apiaries"')
    expect((await begin(ID)).location).toBe(path())
    const page = await first.get(path())
    expect(page.html).toContain('Посочете и члена от закона')
    expect((await first.get('/work/registers')).html).toContain(path())
    // Another authority has a workshop of its own.
    expect((await (await clerk('mvr.steward')).get(path())).status).toBe(404)
  })

  it('keeps what was typed, and says what is wrong where it stands', async ({ expect }) => {
    const wrong = await first.post(path('/basics'), { ...basics, seq: await seq(), caption: 'record.nose' })
    expect(wrong.location).toBe(path('/basics'))
    const page = (await first.get(wrong.location)).html
    expect(page).toContain('href="#caption"')
    expect(page).toContain('No such key: nose')
    const missing = await first.post(path('/basics'), { ...basics, seq: await seq(), law: '' })
    expect([missing.status, missing.html]).toEqual([422, expect.stringContaining('value="Apiaries"')])
    expect((await definition()).caption).toBe('record.nose')
    const stale = await first.post(path('/basics'), { ...basics, seq: '1', aboutBg: 'Къде са всички.' })
    expect([stale.status, stale.html]).toEqual([422, expect.stringContaining('Къде са всички.')])
    expect((await first.post(path('/basics'), { ...basics, seq: await seq() })).location).toBe(path())
  })

  it('is checked while it is written, and nothing is kept of that', async ({ expect }) => {
    const before = await seq()
    const answer = await first.post(path('/basics?check=yes'), { ...basics, seq: before, caption: 'record.' })
    expect(JSON.parse(answer.html)).toMatchObject({ faults: [{ control: 'caption' }] })
    expect(await seq()).toBe(before)
  })

  it('gets fields, in their order, with further questions of an act', async ({ expect }) => {
    const add = path('/field?at=field&type=integer')
    expect((await first.post(add, { ...number, seq: await seq(), name: 'Кошери' })).status).toBe(422)
    expect((await first.post(add, { ...number, seq: await seq() })).location).toBe(path())
    expect((await first.post(add, { ...number, seq: await seq() })).html).toContain(makers.bg.nameTaken)
    await first.post(path('/move'), { at: 'field', name: 'colonies', by: 'up', seq: await seq() })
    expect(Object.keys((await definition()).fields)).toEqual(['colonies', 'number'])
    await first.post(path('/field?at=field&type=list'), {
      ...number,
      name: 'hives',
      min: '1',
      max: '9',
      optional: 'true',
      seq: await seq(),
    })
    await first.post(path('/field?at=column.hives&type=choice'), {
      ...number,
      name: 'kind',
      'options.0.value': 'dadant',
      'options.0.bg': 'Дадан',
      'options.0.en': 'Dadant',
      seq: await seq(),
    })
    const act = {
      name: 'enter',
      titleBg: 'Вписване',
      titleEn: 'Enter',
      what: 'creates',
      by: 'bees.registrar',
      'takes.0.field': 'colonies',
      'takes.1.field': 'hives',
      'refuse.0.condition': 'input.colonies > 400',
      'refuse.0.code': 'too-many',
      'refuse.0.bg': 'Твърде много.',
      'refuse.0.en': 'Too many.',
    }
    const grown = await first.post(path('/act?name=enter'), { ...act, seq: await seq(), more: 'refuse' })
    expect(grown.html).toContain('name="refuse.1.code"')
    const half = await first.post(path('/act?name=enter'), {
      ...act,
      seq: await seq(),
      'refuse.0.condition': 'input.colonies >',
    })
    expect((await first.get(half.location)).html).toContain('href="#refuse.0.condition"')
    expect((await first.post(path('/act?name=enter'), { ...act, seq: await seq() })).location).toBe(path())
    expect(await definition()).toMatchObject({
      fields: { hives: { of: { kind: { options: { dadant: { en: 'Dadant' } } } } } },
      acts: { enter: { creates: true, takes: ['colonies', 'hives'], refuse: { 'too-many': 'input.colonies > 400' } } },
      refusals: { 'too-many': { en: 'Too many.' } },
    })
    expect((await first.get(path())).html).toContain(makers.bg.noFaults)
  })

  it('is looked at before it is signed, and in force when a second has signed', async ({ expect }) => {
    expect((await first.get(path('/preview/forms'))).html).toContain('enter-colonies')
    expect((await first.get(path('/preview/public'))).html).toContain('Семейства')
    expect((await first.get(path('/preview/rules'))).html).toContain('Твърде много.')
    expect((await first.get(path('/preview/api'))).html).toContain(`/api/registers/${ID}/acts/enter`)
    expect((await first.get(path('/export'))).headers.get('Content-Disposition')).toContain(`${ID}-1.json`)
    const signed = await first.sign(path('/publish'), { seq: await seq() })
    expect(signed.location).toContain(`/work/proposals/registers/${ID}/`)
    const proposal = signed.location.replace(/\?.*/u, '')
    expect((await bees.second.get(`${proposal}/rules`)).html).toContain('Твърде много.')
    expect((await bees.second.sign(`${proposal}/sign`)).location).toBe(proposal)
    expect((await first.get(`/registers/${ID}/definition`)).html).toContain('Пчелини')
    const list = (await first.get('/work/registers')).html
    expect(list).toContain(makers.bg.noDrafts)
    expect((await first.post(path('/version'))).location).toBe(path())
    expect((await definition()).version).toBe(2)
    expect((await first.get(path())).html).toContain(makers.bg.noChanges)
  })

  it('comes from a file, and goes', async ({ expect }) => {
    const send = async (text: string) => {
      const form = new FormData()
      form.set('file', new File([text], 'club.json', { type: 'application/json' }))
      const request = new Response(form)
      return first.visitor.raw('POST', '/work/registers/import', {
        body: await request.text(),
        headers: { Origin: env.ORIGIN, 'Content-Type': request.headers.get('Content-Type') ?? '' },
      })
    }
    const refused = await send('{"kind":"register"}')
    expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('<code>fields</code>')])
    const brought = await send(JSON.stringify(clubOf('others', 'brought-club')))
    expect(brought.headers.get('Location')).toBe('/work/registers/brought-club')
    expect(JSON.parse((await draft('brought-club')).definition)).toMatchObject({ keeper: 'bees', version: 1 })
    expect((await first.post('/work/registers/brought-club/discard')).location).toBe('/work/registers')
    expect((await first.get('/work/registers/brought-club')).html).toContain(problemTitle('bg', 'not-found'))
  })
})
