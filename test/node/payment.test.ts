// Whether a payment provider's word is believed: sealed by it, for what it is, and not touched since.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { openNotice, openOrder, sealNotice, sealOrder, type Order } from '../../workers/engines/payment.ts'
import { paymentProvider } from '../../workers/store/payments.ts'
import { testSecrets } from '../support/secrets.ts'

const { SESSION_KEY: secret, INDEX_KEY: another } = testSecrets
const order: Order = { payment: '6f2b0c1e-0000-4000-8000-000000000001', case: 'abcdefgh23456723', cents: 1279 }
const notice = { ...order, reference: 'SIM-6F2B0C1E' }
const refusal = { ok: false, error: 'payment-invalid' }

const orders = fc.record({
  payment: fc.uuid(),
  case: fc.stringMatching(/^[a-z2-7]{16}$/u),
  cents: fc.integer({ min: 0, max: 10_000_000 }),
})

describe('a sealed token', () => {
  it('opens to what was sealed', ({ expect }) => {
    fc.assert(
      fc.property(orders, fc.stringMatching(/^[A-Z0-9-]{1,40}$/u), (one, reference) => {
        expect(openOrder(secret, sealOrder(secret, one))).toEqual({ ok: true, value: one })
        expect(openNotice(secret, sealNotice(secret, { ...one, reference }))).toEqual({
          ok: true,
          value: { ...one, reference },
        })
      }),
    )
  })

  it('stands in an address as it is', ({ expect }) => {
    fc.assert(
      fc.property(orders, (one) => {
        expect(sealOrder(secret, one)).toMatch(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{43}$/u)
      }),
    )
  })

  it('for an order is no notice, and the reverse', ({ expect }) => {
    expect(openNotice(secret, sealOrder(secret, order))).toEqual(refusal)
    expect(openOrder(secret, sealNotice(secret, notice))).toEqual(refusal)
    // Not even one that was sealed with all that the other has.
    expect(openNotice(secret, sealOrder(secret, notice))).toEqual(refusal)
    expect(openOrder(secret, sealNotice(secret, order as typeof notice))).toEqual(refusal)
  })

  it('of another portal is none', ({ expect }) => {
    expect(openOrder(secret, sealOrder(another, order))).toEqual(refusal)
    expect(openNotice(secret, sealNotice(another, notice))).toEqual(refusal)
  })

  it('is none once a single character of it is another', ({ expect }) => {
    const token = sealNotice(secret, notice)
    const changed = fc
      .tuple(fc.nat(token.length - 1), fc.constantFrom('A', 'Z', 'a', 'z', '0', '9', '_', '-', '.'))
      .map(([at, to]) => token.slice(0, at) + to + token.slice(at + 1))
      .filter((one) => one !== token)
    fc.assert(
      fc.property(changed, (one) => {
        expect(openNotice(secret, one)).toEqual(refusal)
      }),
    )
  })

  it('is none when it is cut, grown, doubled or joined with another', ({ expect }) => {
    const [one, other] = [sealNotice(secret, notice), sealNotice(secret, { ...notice, cents: 1 })]
    const [body = '', tag = ''] = one.split('.')
    const [cheap = ''] = other.split('.')
    for (const token of [
      one.slice(1),
      one.slice(0, -1),
      `${one}A`,
      `${one}\n`,
      ` ${one}`,
      one + one,
      `${cheap}.${tag}`,
      `${body}.`,
      `.${tag}`,
      body,
      '',
    ])
      expect([token, openNotice(secret, token)]).toEqual([token, refusal])
  })

  it.for<[string, object]>([
    ['a sum that is no whole number', { ...notice, cents: 12.79 }],
    ['a sum in words', { ...notice, cents: '1279' }],
    ['nothing of its reference', order],
    ['more than it should', { ...notice, paid: true }],
    ['no payment', { case: notice.case, cents: 1, reference: 'x' }],
  ])('that says %s is none', ([, value], { expect }) => {
    expect(openNotice(secret, sealNotice(secret, value as typeof notice))).toEqual(refusal)
  })

  it('may be any text at all: it is refused, and nothing breaks', ({ expect }) => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary-ascii', maxLength: 400 }),
      fc.base64String().map((text) => `${text}.${'A'.repeat(43)}`),
      fc.constantFrom(
        '__proto__',
        '.'.repeat(2000),
        `${'A'.repeat(100_000)}.${'A'.repeat(43)}`,
        '%00',
        '../../etc/passwd',
        '{}.{}',
      ),
    )
    fc.assert(
      fc.property(hostile, (text) => {
        expect(openOrder(secret, text)).toEqual(refusal)
        expect(openNotice(secret, text)).toEqual(refusal)
      }),
    )
  })
})

describe('the provider that the settings name', () => {
  const provider = (id: string) => paymentProvider({ PAYMENT_PROVIDER: id, SESSION_KEY: secret })

  it('may be none: then nothing is paid', ({ expect }) => expect(provider('')).toBeNull())

  it('must be there, whatever objects inherit', ({ expect }) => {
    for (const id of ['bank', 'constructor', '__proto__']) expect(() => provider(id)).toThrow(/names no provider/u)
  })

  it('when simulated, pays on a page of our own that knows the order', ({ expect }) => {
    const path = provider('simulated')?.begin(order) ?? ''
    expect(path.startsWith('/payment/')).toBe(true)
    expect(openOrder(secret, path.slice('/payment/'.length))).toEqual({ ok: true, value: order })
  })
})
