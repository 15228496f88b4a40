// Whose a site is and who administers it; and its approval for real people, which two officials sign.
import { env } from 'cloudflare:workers'
import { beforeAll, describe, it } from 'vitest'
import { catalogue } from '../../workers/catalogue.ts'
import { recordByKey } from '../../workers/store/objects.ts'
import { oidc } from '../../web/messages/oidc.ts'
import { oidcProblems } from '../../web/messages/oidc-problems.ts'
import { attack } from '../support/attacks.ts'
import { citizen, clerk, type Walker } from '../support/citizen.ts'
import { represented } from '../support/companies.ts'
import { dismiss } from '../support/desk.ts'
import { act, settle } from '../support/ledger.ts'
import { perform, publish } from '../support/records.ts'
import { newParty, push } from '../support/relying-party.ts'
import { there } from '../support/result.ts'
import { textOf } from '../support/text.ts'

const { bg } = oidc
const EIK = '207145331'
const register = there(catalogue.registers.get('relying-parties'))
const valuesOf = async (id: string) => (await recordByKey(env, register, id).open())?.values

const form = {
  name: 'Фирмен сайт',
  redirectUris: 'https://shop.example/callback',
  jwks: '{"keys":[{"kty":"EC","crv":"P-256","x":"a","y":"b"}]}',
  reason: 'За проба.',
}

const idOf = (path: string) => path.split('/').at(-1) ?? ''

/** The address that a new site will have. */
async function newPath(who: Walker): Promise<string> {
  const { html } = await who.get('/developers/new')
  return /action="(\/developers\/rp-[0-9a-f]{16})"/u.exec(html)?.[1] ?? ''
}

async function newSite(who: Walker, more: object = {}): Promise<string> {
  const path = await newPath(who)
  const { location } = await who.post(path, { ...form, ...more })
  if (location !== `${path}?done=saved`) throw new Error('the site was not saved')
  await settle([idOf(path)], 'relying-parties')
  return path
}

const actFor = (who: Walker, mandate: string) => who.post('/me/acting', { mandate, next: '/me' })

describe('a site of a company', () => {
  it('is administered by whoever represents it, and by a former representative no more', async ({ expect }) => {
    const [maria, georgi, stranger] = await Promise.all([citizen(), citizen(), citizen()])
    const [hers, his] = [await represented(EIK, maria.who), await represented(EIK, georgi.who)]
    await Promise.all([actFor(maria, hers.mandate), actFor(georgi, his.mandate)])
    const path = await newSite(maria)
    expect(await valuesOf(idOf(path))).toMatchObject({ company: EIK, mode: 'test' })
    expect(await valuesOf(idOf(path))).not.toHaveProperty('owner')

    // The other one finds and changes it; neither does who acts for themself, nor a stranger.
    expect((await georgi.get('/developers')).html).toContain('Фирмен сайт')
    expect((await georgi.post(path, { ...form, name: 'Сайт на двама' })).location).toBe(`${path}?done=saved`)
    expect(textOf((await maria.get(path)).html)).toContain('Зора Транс')
    expect((await stranger.get(path)).status).toBe(404)
    await actFor(georgi, '')
    expect((await georgi.get(path)).status).toBe(404)
    await actFor(georgi, his.mandate)

    const end = { register: 'company-representatives', actor: { role: 'av.registrar' } }
    await act(hers.key, 'end', {}, end)
    for (const answer of [await maria.get('/developers'), await maria.get(path), await maria.post(path, form)])
      expect(answer.status).toBe(422)
    expect(await valuesOf(idOf(path))).toMatchObject({ name: 'Сайт на двама' })
    expect((await georgi.get(path)).status).toBe(200)
  })

  it('is nobody’s who represents it only with another, or in a service alone', async ({ expect }) => {
    const anna = await citizen()
    const { mandate } = await represented('121212121', anna.who, 'jointly')
    await represented('121212121', (await citizen()).who, 'jointly')
    await actFor(anna, mandate)
    expect((await anna.get('/developers')).status).toBe(422)
  })
})

describe('a site of an authority', () => {
  it('is administered by its officials, as long as they are; a person’s own stands beside it', async ({ expect }) => {
    const [first, second, other] = await Promise.all([
      clerk('mvr.registrar'),
      clerk('mvr.head'),
      clerk('mvr.clerk', 'grao.registrar'),
    ])
    const path = await newSite(first, { of: 'authority-mvr' })
    expect(await valuesOf(idOf(path))).toMatchObject({ authority: 'mvr' })
    const own = await newSite(first)
    expect(await valuesOf(idOf(own))).not.toHaveProperty('authority')
    expect((await second.get(path)).status).toBe(200)
    expect((await second.get(own)).status).toBe(404)
    for (const one of [await other.get(path), await other.post(path, form)]) expect(one.status).toBe(404)
    // Nobody makes a site of an authority that is not theirs: it becomes their own.
    const taken = await newSite(other, { of: 'authority-mvr' })
    expect(await valuesOf(idOf(taken))).not.toHaveProperty('authority')

    const [office] = second.offices
    await dismiss(there(office))
    await settle([there(office)], 'officials')
    expect((await second.get(path)).status).toBe(404)
    expect((await second.post(path, form)).status).toBe(404)
  })

  it('has one owner, whoever asks the register', async ({ expect }) => {
    for (const owners of [{}, { company: EIK, authority: 'mvr' }]) {
      const input = { ...form, sector: 'shop.example', publicAddresses: true, ...owners }
      const answer = await act(`rp-${crypto.randomUUID()}`, 'register', input, {
        register: 'relying-parties',
        actor: { role: 'operator' },
      })
      expect(answer).toMatchObject({ error: 'not-one-owner' })
    }
  })
})

describe('an approval', () => {
  let first: Walker
  let second: Walker
  beforeAll(async () => {
    ;[first, second] = await Promise.all([clerk('meu.registrar'), clerk('meu.registrar')])
  })

  const nonceOf = (html: string) => /name="nonce" value="([0-9a-f]{20})"/u.exec(html)?.[1] ?? ''

  /** The first official's signature; where it leads to. */
  async function propose(id: string, more: { readonly [name: string]: string } = {}, by = first) {
    const desk = `/work/relying-parties/${id}`
    const nonce = nonceOf((await by.get(desk)).html)
    return { ...(await by.sign(`${desk}/approve`, { nonce, ...more })), nonce }
  }

  const mode = async (id: string) => (await valuesOf(id))?.['mode']

  it('is of two: one proposes, another confirms, and until then nothing has changed', async ({ expect }) => {
    const site = await newParty({ claims: 'name personal_number' }, null)
    const { location, nonce } = await propose(site.id, { number: 'yes' })
    const proposal = location.replace('?done=yes', '')
    expect(proposal).toMatch(/^\/work\/proposals\/relying-parties\//u)
    expect(await mode(site.id)).toBe('test')
    // Sent twice, it is one; its own maker does not confirm it.
    const again = await first.sign(`/work/relying-parties/${site.id}/approve`, { nonce, number: 'yes' })
    expect(again.location).toBe(location)
    await first.sign(`${proposal}/sign`)
    expect(await mode(site.id)).toBe('test')
    await second.get(proposal)
    await second.sign(`${proposal}/sign`)
    expect(await mode(site.id)).toBe('production')
    expect(await valuesOf(site.id)).toMatchObject({ personalNumber: true })

    // Stopped by one, at once; it begins anew in the test mode.
    await first.post(`/work/relying-parties/${site.id}`, { act: 'stop' })
    expect((await push(site)).body['error_description']).toBe('client-unknown')
    await second.post(`/work/relying-parties/${site.id}`, { act: 'resume' })
    expect(await valuesOf(site.id)).toMatchObject({ mode: 'test', status: 'active' })
    expect(await valuesOf(site.id)).not.toHaveProperty('personalNumber')
  })

  it('is of the site that both saw: what changed meanwhile is not approved', async ({ expect }) => {
    const site = await newParty({}, null)
    const { location } = await propose(site.id)
    const changed = { ...form, sector: 'shop.example', publicAddresses: true }
    await perform({
      register: 'relying-parties',
      key: site.id,
      act: 'change',
      input: changed,
      role: 'izvor.relying-parties',
    })
    await second.sign(`${location.replace('?done=yes', '')}/sign`)
    expect(await mode(site.id)).toBe('test')
  })

  it('gives a system its role and what it reads; a role of another authority to nobody', async ({ expect }) => {
    const system = await newParty({}, { role: 'mvr.registrar' })
    const refused = async (more: { readonly [name: string]: string }, id = system.id) => {
      const { status, html } = await propose(id, more)
      expect(status).toBe(422)
      return textOf(html)
    }
    const refusals = there(catalogue.registers.get('relying-parties')).refusals
    expect(await refused({ role: 'grao.registrar' })).toContain(refusals['role-of-another']?.bg)
    expect(await refused({ role: 'izvor.cases' })).toContain(refusals['role-of-the-portal']?.bg)
    expect(await refused({ role: 'mvr.registrar', reads: 'nothing' })).toContain(oidcProblems['reads-unknown']?.bg)
    expect(await refused({ reads: 'vehicles' })).toContain(refusals['reads-without-role']?.bg)
    const plain = await newParty({}, null)
    expect(await refused({ role: 'mvr.registrar' }, plain.id)).toContain(refusals['role-of-another']?.bg)
    const { location } = await propose(system.id, { role: 'mvr.registrar', reads: 'vehicles, person-identity' })
    await second.sign(`${location.replace('?done=yes', '')}/sign`)
    expect(await valuesOf(system.id)).toMatchObject({ role: 'mvr.registrar', reads: 'vehicles person-identity' })
  })

  it.for([attack('oidc', 'addresses in a private network, approved')])('%s: %s', async ([, code], { expect }) => {
    const maria = await citizen()
    const site = await newParty({ redirectUris: 'https://10.0.0.1/cb', sector: '10.0.0.1' }, null, false)
    const { html } = await first.get(`/work/relying-parties/${site.id}`)
    expect(textOf(html)).toContain(bg.notPublic)
    expect(html).not.toContain('name="nonce"')
    const answer = await act(
      site.id,
      'approve',
      {},
      {
        register: 'relying-parties',
        actor: { role: 'meu.registrar', person: 'a' },
        second: { role: 'meu.registrar', person: 'b' },
      },
    )
    expect(answer).toMatchObject({ error: code })
    const path = await newSite(maria, { redirectUris: 'https://192.168.1.1/cb' })
    expect(await valuesOf(idOf(path))).toMatchObject({ publicAddresses: false })
  })

  it('waits in a list of pages', async ({ expect }) => {
    await Promise.all(Array.from({ length: 22 }, () => newParty({}, null)))
    await publish('relying-parties')
    const { html } = await first.get('/work/relying-parties')
    const next = /href="(\/work\/relying-parties\?after=[^"]+)" rel="next"/u.exec(html)?.[1]
    const page = await first.get(next ?? '')
    expect(page.status).toBe(200)
    expect(page.html).toContain(bg.deskStart)
    expect((await first.get('/work/relying-parties?after=%00')).status).toBe(422)
  })
})
