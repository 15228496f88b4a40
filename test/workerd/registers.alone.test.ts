// The registers as the public finds them: which there are, what is in them, by which rules; and what nobody finds.
import { env } from 'cloudflare:workers'
import { beforeAll, describe, it } from 'vitest'
import { catalogue } from '../../workers/catalogue.ts'
import { registerObject } from '../../workers/store/objects.ts'
import { forgetRegister } from '../../workers/store/snapshots.ts'
import { ask } from '../support/machine.ts'
import { found, linkTo, open, textOf } from '../support/pages.ts'
import { authority, perform, person, publish, SECRETS, settlement, vehicle } from '../support/records.ts'

let octavia = ''

beforeAll(async () => {
  await authority('mvr', 'Министерство на вътрешните работи', 'Ministry of the Interior')
  await settlement('00151', 'Банкя', 'Bankya', 'Столична', 'София (столица)')
  await settlement('68134', 'София', 'Sofia', 'Столична', 'София (столица)')
  await settlement('61710', 'Райково', 'Raykovo', 'Смолян', 'Смолян')
  await person()
  octavia = (await vehicle()).id
  for (const register of ['authorities', 'addresses', 'civil', 'vehicles']) await publish(register)
})

describe('the list of registers', () => {
  it('names each, who keeps it, under which law, and how much is in it', async ({ expect }) => {
    const text = textOf((await open('/registers')).html)
    for (const { title } of catalogue.registers.values()) expect(text).toContain(`${title.bg} `)
    for (const { law } of catalogue.registers.values()) expect(text).toContain(law)
    expect(text).toContain('1 запис Води го: Министерство на вътрешните работи')
    const english = textOf((await open('/en/registers')).html)
    expect(english).toContain('1 record Kept by: Ministry of the Interior')
    expect(english).toContain('Vehicle register')
  })

  it('counts right after a register was made anew', async ({ expect }) => {
    expect(textOf((await open('/registers')).html)).toContain('3 записа')
    expect(await registerObject(env, 'addresses').rebuild('')).toEqual({ records: 3 })
    expect(textOf((await open('/registers')).html)).toContain('3 записа')
    await env.DB.batch(forgetRegister(env.DB, 'addresses'))
    expect(textOf((await open('/registers')).html)).not.toContain('3 записа')
    await registerObject(env, 'addresses').rebuild('')
  })
})

describe('a search', () => {
  it.for(['София', 'софия', 'Соф', 'Sofia', 'sofia столична'])(
    'for %s finds the town before its villages',
    async (query, { expect }) => {
      const { html, status } = await open(`/registers/addresses?q=${encodeURIComponent(query)}`)
      expect([status, found(html)[0]]).toEqual([200, '68134'])
    },
  )

  it('for a province finds what lies in it, each once', async ({ expect }) => {
    const { html } = await open(`/registers/addresses?q=${encodeURIComponent('Столична')}`)
    expect(found(html).toSorted()).toEqual(['00151', '68134'])
  })

  it.for(['Райково'.normalize('NFD'), 'РАЙКОВО', 'Raykovo', 'raikovo', 'Rajkovo', 'райк', 'Смолян Raykovo'])(
    'finds in both alphabets, however it was typed: %s',
    async (query, { expect }) => {
      expect(found((await open(`/registers/addresses?q=${encodeURIComponent(query)}`)).html)).toEqual(['61710'])
    },
  )

  it('finds by the whole value of an open field, and by the id of a record', async ({ expect }) => {
    expect(found((await open('/registers/addresses?q=68134')).html)).toEqual(['68134'])
    expect(found((await open('/registers/addresses?q=6813')).html)).toEqual([])
    expect(found((await open(`/registers/vehicles?q=${octavia}`)).html)).toEqual([octavia])
  })

  it.for(Object.entries(SECRETS))('by %s finds nothing and says why', async ([field, value], { expect }) => {
    expect(found((await open('/registers/vehicles?q=Octavia')).html)).toEqual([octavia])
    const { html } = await open(`/registers/vehicles?q=${encodeURIComponent(value)}`)
    expect(found(html)).toEqual([])
    const label = catalogue.registers.get('vehicles')?.fields[field]?.label.bg
    expect(textOf(html)).toMatch(new RegExp(`тук не се търси, за да не може .*${label?.slice(0, 8)}`, 'u'))
  })

  it.for([
    '"><script>alert(1)</script>',
    "' OR 1=1 --",
    'София" OR register : "civil',
    '* ^ NEAR( AND ) {body}:',
    '%00%ff',
    'а'.repeat(200),
    `${'дума '.repeat(39)}край`,
  ])('for %j answers, and keeps what was typed', async (query, { expect }) => {
    const { html, status } = await open(`/registers/addresses?q=${encodeURIComponent(query)}`)
    expect(status).toBe(200)
    expect(found(html)).toEqual([])
    expect(html).not.toContain('<script>alert')
    const value = /<input[^>]* name="q"[^>]* value="([^"]*)"/u.exec(html)?.[1] ?? ''
    expect(textOf(value).trim()).toBe(query.replaceAll(/\s+/gu, ' ').trim())
  })

  it.for(['\u0000\uFFFD‮', '🚗 — „“', '* ^ ( " -'])(
    'for %j says that there is no word in it, and keeps it',
    async (query, { expect }) => {
      const { html, status } = await open(`/registers/addresses?q=${encodeURIComponent(query)}`)
      expect([status, found(html)]).toEqual([422, []])
      expect(textOf(html)).toContain('Напишете поне една буква или цифра.')
      const api = await ask(`/api/registers/addresses/records?q=${encodeURIComponent(query)}`)
      expect([api.status, await api.json()]).toEqual([422, expect.objectContaining({ code: 'search-empty' })])
    },
  )

  it('that is too long is refused, and kept to be cut', async ({ expect }) => {
    const { html, status } = await open(`/registers/addresses?q=${'я'.repeat(201)}`)
    expect(status).toBe(422)
    expect(html).toContain('я'.repeat(201))
    expect(textOf(html)).toContain('Търсенето е твърде дълго: най-много 200 знака.')
    expect(textOf((await open(`/en/registers/addresses?q=${'я'.repeat(201)}`)).html)).toContain(
      'at most 200 characters',
    )
  })

  it('that finds nothing says so, and a register without records too', async ({ expect }) => {
    expect(textOf((await open('/registers/addresses?q=Атлантида')).html)).toContain('За „Атлантида“ няма нищо.')
    expect(textOf((await open('/registers/officials')).html)).toContain('В регистъра още няма записи.')
    expect((await open('/registers/officials')).html).not.toContain('govuk-pagination')
  })

  it('of a register without open fields lists nobody, and tells of nobody', async ({ expect }) => {
    const id = (
      await perform({
        register: 'civil',
        key: SECRETS.owner,
        act: 'change-address',
        input: { settlement: '68134', street: 'ул. „Шипка“ 15' },
        role: 'grao.registrar',
      })
    ).id
    await publish('civil')
    for (const query of ['', `?q=${id}`, '?q=Лице', `?q=${SECRETS.owner}`]) {
      const { html } = await open(`/registers/civil${query}`)
      expect(found(html)).toEqual([])
      expect(textOf(html)).toContain('няма отворени данни')
    }
  })
})

describe('a list', () => {
  it('shows each record once, page by page, there and back', async ({ expect }) => {
    for (let n = 0; n < 45; n += 1) await settlement(String(20_000 + n), `Село ${n}`, `Selo ${n}`, 'Ловеч', 'Ловеч')
    await publish('addresses')
    const walk = async (first: string) => {
      const seen: string[] = []
      for (let path: string | undefined = first; path !== undefined;) {
        const { html }: { html: string } = await open(path)
        seen.push(...found(html))
        path = linkTo(html, 'next')
      }
      return seen
    }
    const all = await walk('/registers/addresses')
    expect([all.length, new Set(all).size]).toEqual([48, 48])
    const villages = await walk(`/registers/addresses?q=${encodeURIComponent('Ловеч')}`)
    expect([villages.length, new Set(villages).size]).toEqual([45, 45])
    const second = linkTo((await open('/en/registers/addresses?q=selo')).html, 'next') ?? ''
    expect(second).toMatch(/^\/en\/registers\/addresses\?q=selo&after=/u)
    expect(linkTo((await open(second)).html, 'prev')).toBe('/en/registers/addresses?q=selo')
  })

  it.for([
    '/registers/addresses?after=%00',
    '/registers/addresses?q=selo&after=9-9',
    '/registers/addresses?q=selo&after=abc',
  ])('%s is no page', async (path, { expect }) => {
    const { html, status } = await open(path)
    expect(status).toBe(422)
    expect(textOf(html)).toContain('Започнете от първата')
  })
})

describe('the rules', () => {
  it.for([...catalogue.registers.values()])(
    'of $id are all there in words, in both languages, with their law',
    async (definition, { expect }) => {
      for (const [lang, other, prefix] of [
        ['bg', 'en', ''],
        ['en', 'bg', '/en'],
      ] as const) {
        const { html, status } = await open(`${prefix}/registers/${definition.id}/definition`)
        const text = textOf(html)
        expect(status).toBe(200)
        expect(text).toContain(definition.law)
        for (const field of Object.values(definition.fields)) {
          expect(text).toContain(field.label[lang])
          expect(text).toContain(field.label[other])
        }
        for (const act of Object.values(definition.acts)) {
          expect(text).toContain(act.title[lang])
          if (act.law !== undefined) expect(text).toContain(act.law)
          for (const [code, expression] of Object.entries(act.refuse ?? {})) {
            expect(text).toContain(definition.refusals[code]?.[lang])
            expect(text).toContain(definition.refusals[code]?.[other])
            expect(text).toContain(expression.replaceAll(/\s+/gu, ' '))
          }
          for (const expression of Object.values(act.set ?? {})) expect(text).toContain(expression)
        }
      }
    },
  )

  it('say who may act, and what follows, in words', async ({ expect }) => {
    const text = textOf((await open('/registers/vehicles/definition')).html)
    expect(text).toContain(
      'Кой може регистратор, Министерство на вътрешните работи операторът, който пренася стария регистър',
    )
    expect(text).toContain("Състояние: временно спряно 'suspended'")
    expect(text).toContain('цяло число, от 40 до 60 000 kg')
    expect(text).toContain('търсят по него само органите')
  })
})
