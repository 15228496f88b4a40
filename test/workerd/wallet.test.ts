// The identity card on the phone from end to end, by others' libraries: offered, taken, told of, shown, taken back.
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { getListFromStatusListJWT, getStatusListFromJWT } from '@sd-jwt/jwt-status-list'
import { describe, it } from 'vitest'
import type { RecordObject } from '../../durable-objects/record.ts'
import { problemTitle } from '../../web/messages/problems.ts'
import { answer, ask, claimsOf, receive, show } from '../../cli/wallet/holder.ts'
import { attack } from '../support/attacks.ts'
import { civilRecord } from '../support/cases.ts'
import { act } from '../support/ledger.ts'
import { there, unwrap } from '../support/result.ts'
import { asked, holder, network, offered } from '../support/wallet.ts'

/** Shows what is asked for, and says what the page of the verifier then says. */
async function showAge(card: Parameters<typeof show>[0]) {
  const { visitor, page, link } = await asked()
  const question = await ask(network, link)
  const presentation = await show(card, question.paths, {
    nonce: question.nonce,
    audience: question.clientId,
    now: Date.now(),
  })
  const response = await answer(network, question, presentation)
  return { presentation, response, html: await (await visitor.get(page)).text(), visitor, page }
}

describe('a card on the phone', () => {
  it('is taken by a wallet that others wrote, with all that the register knows', async ({ expect }) => {
    const maria = await holder()
    const { offer, pin, page } = await offered(maria)
    const [card, second] = await receive(network, offer, pin, 2)
    const claims = await claimsOf(there(card))
    expect(claims).toMatchObject({
      iss: `${env.ORIGIN}/wallet`,
      vct: 'urn:eudi:pid:bg:1',
      given_name: 'Мария',
      family_name: 'Иванова',
      birthdate: '1980-03-05',
      nationalities: ['BG'],
      age_equal_or_over: { 14: true, 16: true, 18: true, 21: true, 65: false },
      issuing_country: 'BG',
    })
    expect(JSON.stringify(claims)).not.toContain(maria.number)
    // Two copies have nothing in common by which a site could know the holder again.
    const partsOf = (credential: string) => credential.split('~').flatMap((part) => part.split('.'))
    const shared = partsOf(there(second).credential).filter((part) => partsOf(there(card).credential).includes(part))
    expect(shared.filter((part) => part !== '')).toHaveLength(1)
    expect(await (await maria.visitor.get(page)).text()).toContain('Картата е в телефона')
    expect(await (await maria.visitor.get('/me/wallet')).text()).toContain('Телефонът ми')
    expect((await maria.person.inbox()).map(({ subject }) => subject.en)).toContain(
      'Your identity card is in a digital wallet',
    )
    const own = await civilRecord(maria.number).ofSubject(maria.number)
    expect(own?.accesses).toMatchObject([{ authority: 'mvr', law: expect.stringContaining('2024/2977') }])
  })

  it('shows that its holder is of age, and nothing else', async ({ expect }) => {
    const { offer, pin } = await offered(await holder())
    const [card] = await receive(network, offer, pin)
    const { presentation, response, html } = await showAge(there(card))
    expect(response.status).toBe(200)
    expect(html).toContain('Навършени 18 години: да')
    const disclosed = presentation
      .split('~')
      .slice(1, -1)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as unknown[])
    expect(disclosed.map(([, name, value]) => [name, value])).toEqual([['18', true]])
    expect(html).not.toMatch(/Мария|Иванова|1980/u)
  })

  it.for([attack('wallet', 'shown after it was revoked')])(
    'counts no longer at once, in the list too; %s: %s',
    async ([, code], { expect }) => {
      const maria = await holder()
      const { offer, pin } = await offered(maria)
      const [card] = await receive(network, offer, pin)
      const { credential } = there(card)
      const { uri, idx } = getStatusListFromJWT(there(credential.split('~')[0]))
      const listed = async () => getListFromStatusListJWT(await (await network(uri)).text()).getStatus(idx)
      expect(await listed()).toBe(0)
      const row = there(unwrap(await maria.person.wallets(maria.hash))[0])
      await maria.visitor.post(`/me/wallet/${row.id}/remove`)
      expect(await listed()).toBe(1)
      const { html } = await showAge(there(card))
      expect(html).toContain('Не е доказано')
      expect(html).toContain('прекратена')
      expect(html).toContain(problemTitle('bg', code))
    },
  )

  it.for([attack('wallet', 'shown after its holder has died')])(
    'ends with the act of the civil register; %s: %s',
    async ([, code], { expect }) => {
      const maria = await holder()
      const { offer, pin } = await offered(maria)
      const [card] = await receive(network, offer, pin)
      const { offer: late, pin: latePin } = await offered(maria)
      unwrap(await act(maria.number, 'death', {}, { register: 'civil', actor: { role: 'grao.registrar' } }))
      await runInDurableObject(civilRecord(maria.number), (object: RecordObject) => object.alarm())
      const { html } = await showAge(there(card))
      expect(html).toContain(problemTitle('bg', code))
      const [row] = unwrap(await maria.person.wallets(maria.hash))
      expect(row).toMatchObject({ status: 'invalid', reason: 'death' })
      await expect(receive(network, late, latePin)).rejects.toThrow('person-not-registered')
    },
  )

  it('stands as the card that it rests on stands', async ({ expect }) => {
    const maria = await holder()
    const { offer, pin } = await offered(maria)
    const [card] = await receive(network, offer, pin)
    const { uri, idx } = getStatusListFromJWT(there(there(card).credential.split('~')[0]))
    const listed = async () => getListFromStatusListJWT(await (await network(uri)).text()).getStatus(idx)
    const change = { issuer: maria.login.evidence.issuer, serial: maria.login.evidence.serial }
    const found: number[] = []
    for (const [seq, status] of (['suspended', 'active', 'revoked', 'active'] as const).entries()) {
      await maria.person.cardChanged({ ...change, status, seq: seq + 2 })
      found.push(await listed())
    }
    expect(found).toEqual([2, 0, 1, 1])
  })
})
