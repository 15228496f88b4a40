// What a security reviewer tries on the showing of cards from wallets: each attack, and the code that it gets.
import { describe, it, vi } from 'vitest'
import { makeDemoWallet } from '../../cli/demo/wallet.ts'
import { receive } from '../../cli/wallet/holder.ts'
import type { PrivateJwk } from '../../workers/engines/wallet/jws.ts'
import { readJws } from '../../workers/engines/wallet/jws.ts'
import { attack } from '../support/attacks.ts'
import { many } from '../support/cases.ts'
import { there } from '../support/result.ts'
import { Visitor } from '../support/visitor.ts'
import { holder, network, offered, portal, refusal, settings } from '../support/wallet.ts'
import { bound, newKey, publicOf, questioned, shown, signed, type Questioned } from '../support/wallet-proof.ts'

vi.spyOn(console, 'error').mockImplementation(() => undefined)

async function card() {
  const { offer, pin } = await offered(await holder())
  return there((await receive(network, offer, pin))[0])
}
type Card = Awaited<ReturnType<typeof card>>

const maria = await card()
const georgi = await card()
const keyOf = ({ key }: Card) => key as unknown as PrivateJwk

/** The same presentation with another signed part; the holder's proof is made anew over it. */
async function reissued(question: Questioned, by: PrivateJwk, header: object, payload: object): Promise<string> {
  const right = await shown(maria, question)
  const [head = '', ...rest] = right.split('~')
  const was = there(readJws(head, 32_000))
  const made = await signed(by, { ...was.header, ...header }, { ...was.payload, ...payload })
  return bound([made, ...rest].join('~'), keyOf(maria), {}, {})
}

const foreign = await makeDemoWallet('localhost', Date.now())
const over = await makeDemoWallet('localhost', Date.now() - 3 * 365 * 24 * 60 * 60 * 1000)

const ATTACKS: readonly (readonly [attack: string, code: string, make: (question: Questioned) => Promise<string>])[] = [
  [
    ...attack('wallet', 'shown with a proof that was for another question'),
    (asked) => shown(maria, asked, { nonce: 'another' }),
  ],
  [...attack('wallet', 'shown for another verifier'), (asked) => shown(maria, asked, { audience: 'x509_hash:x' })],
  ['of an hour ago', 'holder-proof-out-of-time', (asked) => shown(maria, asked, { now: Date.now() - 3_600_000 })],
  [
    'without its holder',
    'holder-proof-missing',
    async (asked) => `${(await shown(maria, asked)).split('~').slice(0, -1).join('~')}~`,
  ],
  [
    'by somebody else',
    'holder-proof-signature-wrong',
    async (asked) => bound(await shown(maria, asked), keyOf(georgi), {}, {}),
  ],
  [
    'with another holder’s proof',
    'holder-proof-signature-wrong',
    async (asked) => {
      const proof = (await shown(georgi, asked)).split('~').at(-1)
      return [...(await shown(maria, asked)).split('~').slice(0, -1), proof].join('~')
    },
  ],
  [
    'with a proof over other data',
    'holder-proof-of-other-data',
    async (asked) => bound(await shown(maria, asked), keyOf(maria), {}, { sd_hash: 'x'.repeat(43) }),
  ],
  [
    'with a proof of another type',
    'holder-proof-malformed',
    async (asked) => bound(await shown(maria, asked), keyOf(maria), { typ: 'JWT' }, {}),
  ],
  [
    'with somebody else’s claim',
    'disclosure-foreign',
    async (asked) => {
      const [head, , proof] = (await shown(maria, asked)).split('~')
      return [head, (await shown(georgi, asked)).split('~')[1], proof].join('~')
    },
  ],
  [
    'with a claim twice',
    'disclosure-malformed',
    async (asked) => {
      const [head, claim, proof] = (await shown(maria, asked)).split('~')
      return [head, claim, claim, proof].join('~')
    },
  ],
  [
    'with a key swapped in',
    'credential-signature-wrong',
    async (asked) => reissued(asked, await newKey(), {}, { cnf: { jwk: publicOf(keyOf(georgi)) } }),
  ],
  ['signed by its holder', 'credential-signature-wrong', (asked) => reissued(asked, keyOf(maria), {}, {})],
  [
    'of an issuer that nobody trusts',
    'issuer-not-trusted',
    (asked) => reissued(asked, foreign.issuer.key, { x5c: foreign.issuer.chain }, {}),
  ],
  [
    'of an issuer whose certificate is over',
    'issuer-certificate-over',
    (asked) => reissued(asked, over.issuer.key, { x5c: over.issuer.chain }, {}),
  ],
  [
    'with a root for an issuer',
    'issuer-chain-malformed',
    (asked) => reissued(asked, settings.issuer.key, { x5c: settings.trusted }, {}),
  ],
  ['without a chain', 'issuer-chain-malformed', (asked) => reissued(asked, settings.issuer.key, { x5c: [] }, {})],
  ['of another type', 'credential-type-wrong', (asked) => reissued(asked, settings.issuer.key, {}, { vct: 'urn:x' })],
  ['without a status', 'status-unknown', (asked) => reissued(asked, settings.issuer.key, {}, { status: undefined })],
  [
    'with the status of a list elsewhere',
    'status-unknown',
    (asked) =>
      reissued(
        asked,
        settings.issuer.key,
        {},
        { status: { status_list: { idx: 1, uri: 'https://evil.example/wallet/status/202611-1' } } },
      ),
  ],
  ['without a key', 'credential-key-missing', (asked) => reissued(asked, settings.issuer.key, {}, { cnf: undefined })],
  ['that is none', 'credential-malformed', async () => 'a~b'],
]

describe('a card from a wallet', () => {
  it.for(ATTACKS)('%s is refused, and the question stays open: %s', async ([, code, make], { expect }) => {
    const question = await questioned()
    expect(await refusal(await question.present(await make(question)))).toEqual([400, 'invalid_request', code])
    expect((await question.present(await shown(maria, question))).status).toBe(200)
    expect(await question.reads()).toContain('Навършени 18 години: да')
  })

  it('that is over proves nothing', async ({ expect }) => {
    const question = await questioned()
    const exp = Math.floor(Date.now() / 1000) - 1
    expect((await question.present(await reissued(question, settings.issuer.key, {}, { exp }))).status).toBe(200)
    expect(await question.reads()).toContain('изтекла')
  })

  it('answers one question once', async ({ expect }) => {
    const question = await questioned()
    const presentation = await shown(maria, question)
    expect((await question.present(presentation)).status).toBe(200)
    expect(await refusal(await question.present(presentation))).toEqual([
      400,
      'invalid_request',
      'presentation-answered',
    ])
    const other = await questioned()
    expect(await refusal(await other.present(presentation))).toEqual([
      400,
      'invalid_request',
      'holder-proof-nonce-wrong',
    ])
  })

  it('answers once of many answers at once', async ({ expect }) => {
    const question = await questioned()
    const presentation = await shown(maria, question)
    const answers = await many(() => question.present(presentation))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  })

  it.for([
    ['of another browser’s question', { state: 'another' }, 'state-wrong'],
    ['to nothing that was asked', { vp_token: { other: ['x'] } }, 'presentation-malformed'],
    ['with two cards', { vp_token: { pid: ['x', 'y'] } }, 'presentation-malformed'],
    ['with no card', { vp_token: {} }, 'presentation-malformed'],
  ] as const)('is no answer %s', async ([, change, code], { expect }) => {
    const question = await questioned()
    const right = { vp_token: { pid: [await shown(maria, question)] }, state: question.state }
    expect(await refusal(await question.send({ ...right, ...change }))).toEqual([400, 'invalid_request', code])
  })

  it('that is not encrypted is not read', async ({ expect }) => {
    const question = await questioned()
    const { response_uri: to } = question.payload as unknown as { readonly response_uri: string }
    const vp = JSON.stringify({ pid: [await shown(maria, question)] })
    const body = new URLSearchParams({ vp_token: vp, state: question.state })
    expect(await refusal(await network(to, { method: 'POST', body }))).toEqual([
      400,
      'invalid_request',
      'response-malformed',
    ])
  })

  it('may be kept back by its holder', async ({ expect }) => {
    const question = await questioned()
    expect((await question.send({ error: 'access_denied', state: question.state })).status).toBe(200)
    expect(await question.reads()).toContain('избрано нищо да не се показва')
  })

  it('is shown to the browser that asked, and to no other', async ({ expect }) => {
    const question = await questioned()
    await question.present(await shown(maria, question))
    const elsewhere = await (await new Visitor(portal).get(question.page)).text()
    expect(elsewhere).not.toContain('Навършени')
  })
})
