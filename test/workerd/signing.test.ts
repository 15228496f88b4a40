// Several people sign one application, each by their own object, in any order, at once, and while it is taken back.
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { afterEach, describe, it, vi } from 'vitest'
import { verifySignature } from '../../workers/engines/signature/verify.ts'
import { hashOf } from '../../workers/engines/case/signing.ts'
import { sofiaDate } from '../../workers/kernel/calendar.ts'
import { termEnd } from '../../workers/kernel/holidays.ts'
import { entriesBy, errors, kept, many, ROLES, signer } from '../support/cases.ts'
import { act } from '../support/ledger.ts'
import { there, unwrap } from '../support/result.ts'
import { attestable, decided, divorce, NOTARY, proposed, saleFaults, type Sale } from '../support/sales.ts'

const DAY_MS = 86_400_000

afterEach(() => {
  vi.useRealTimers()
})

const statusOf = async (one: Sale) => unwrap(await one.object.view(one.maria.id)).status

describe('a sale', () => {
  it('is submitted with the last signature, decided, and entered once', async ({ expect }) => {
    const [one, ivan] = [await attestable(), await signer()]
    expect(await statusOf(one)).toBe('signing')
    expect(await one.object.examine(ivan.id, ROLES)).toEqual({ ok: false, error: 'unknown-case' })
    expect(await one.cosign(one.notary)).toMatchObject({ status: 'submitted', turn: false })
    const { submission } = unwrap(await one.object.view(one.maria.id))
    expect(there(submission).dueOn).toBe(termEnd(sofiaDate(Date.now()), 7, 'working-days'))
    expect(await saleFaults(one)).toEqual([])

    unwrap(await one.object.decide(ivan.id, ROLES, decided, await one.decided(ivan, decided)))
    expect(await statusOf(one)).toBe('granted')
    const [entry] = await entriesBy(one)
    expect(entry).toMatchObject({ act: 'change-owner' })
    expect((await one.record.ofSubject(one.buyer.number))?.view.values['owner']).toBe(one.buyer.number)
    expect(await saleFaults(one)).toEqual([])
  })

  it('is signed by four keys over one document, and each signature holds without us', async ({ expect }) => {
    const one = await attestable()
    await one.cosign(one.notary)
    const { document, signature, cosigned } = there(unwrap(await one.object.view(one.maria.id)).submission)
    const bundles = [signature, ...cosigned.map((each) => each.signature)]
    expect(bundles.map(({ intent }) => intent.person)).toEqual(
      [one.maria, one.buyer, one.spouse, one.notary].map(({ id }) => id),
    )
    for (const bundle of bundles)
      expect(await verifySignature(bundle, { document: hashOf(document) })).toMatchObject({ ok: true })
  })

  it('is read by those alone who sign it, and by an office when it is its turn', async ({ expect }) => {
    const [one, stranger] = [await proposed(), await signer()]
    const none = { ok: false, error: 'unknown-case' }
    expect(await one.object.cosigning(stranger.id, [])).toEqual(none)
    expect(await one.object.cosigning(stranger.id, ROLES)).toEqual(none)
    expect(await one.object.cosigning(one.notary.id, NOTARY)).toEqual({ ok: false, error: 'signature-not-asked' })
    expect(await one.object.cosignRequest(stranger.id, [])).toEqual(none)
    expect(await one.object.view(one.buyer.id)).toEqual(none)
    const seen = JSON.stringify(unwrap(await one.object.cosigning(one.buyer.id, [])))
    for (const { number } of [one.maria, one.spouse]) expect(seen).not.toContain(number)
    await one.cosign(one.buyer)
    await one.cosign(one.spouse)
    expect(await one.object.cosigning(one.notary.id, NOTARY)).toMatchObject({ ok: true, value: { turn: true } })
    // Somebody who asks for it is no notary of it.
    expect(await one.object.cosigning(one.maria.id, NOTARY)).toEqual(none)
  })

  it('that was signed is not decided by who signed it', async ({ expect }) => {
    const one = await attestable()
    await one.cosign(one.notary)
    for (const who of [one.maria, one.buyer, one.spouse, one.notary])
      expect(await one.object.draft(who.id, ROLES, decided)).toEqual({ ok: false, error: 'own-case' })
  })

  it('of what was sold meanwhile comes back from the record', async ({ expect }) => {
    const [one, ivan] = [await attestable(), await signer()]
    await one.cosign(one.notary)
    unwrap(await act(one.vin, 'change-owner', { owner: one.spouse.number }))
    const returned = await one.object.decide(ivan.id, ROLES, decided, await one.decided(ivan, decided))
    expect(unwrap(returned)).toMatchObject({ status: 'submitted', failure: 'owner-changed' })
  })
})

describe('at once', () => {
  it('a hundred posts of one signature are one', async ({ expect }) => {
    const one = await proposed()
    const signature = await one.signatureOf(one.buyer)
    const answers = await many(async () => one.object.cosign(one.by(one.buyer), signature))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(new Set(errors(answers))).toEqual(new Set(['already-signed']))
    expect(await saleFaults(one)).toEqual([])
  })

  it('two people sign, and both signatures are kept', async ({ expect }) => {
    const one = await proposed()
    const [first, second] = [await one.signatureOf(one.buyer), await one.signatureOf(one.spouse)]
    const answers = await Promise.all([
      one.object.cosign(one.by(one.buyer), first),
      one.object.cosign(one.by(one.spouse), second),
    ])
    expect(errors(answers)).toEqual([])
    await one.cosign(one.notary)
    expect(await statusOf(one)).toBe('submitted')
    expect(await saleFaults(one)).toEqual([])
  })

  it('two notaries sign, and one of them has', async ({ expect }) => {
    const [one, other] = [await attestable(), await signer()]
    const first = await one.signatureOf(one.notary)
    const second = await other.sign(unwrap(await one.object.cosignRequest(other.id, NOTARY)))
    const answers = await Promise.all([
      one.object.cosign(one.by(one.notary), first),
      one.object.cosign({ person: other.id, name: 'Друг', roles: NOTARY }, second),
    ])
    expect(errors(answers)).toHaveLength(1)
    expect(await statusOf(one)).toBe('submitted')
    expect(await saleFaults(one)).toEqual([])
  })

  it.for(['withdraw', 'recall'] as const)(
    'the last signature and a %s are one of the two',
    async (step, { expect }) => {
      const one = await attestable()
      const signature = await one.signatureOf(one.notary)
      const [signed, undone] = await Promise.all([
        one.object.cosign(one.by(one.notary), signature),
        one.object[step](one.maria.id),
      ])
      expect([signed.ok, undone.ok].filter((ok) => ok)).toHaveLength(1)
      expect(await statusOf(one)).toBe(signed.ok ? 'submitted' : step === 'withdraw' ? 'withdrawn' : 'draft')
      expect(await saleFaults(one)).toEqual([])
    },
  )

  it('one signs and another declines: the draft keeps no signature', async ({ expect }) => {
    const one = await proposed()
    const signature = await one.signatureOf(one.buyer)
    await Promise.all([
      one.object.cosign(one.by(one.buyer), signature),
      one.object.decline(one.by(one.spouse), 'Не съм съгласна.'),
    ])
    expect(unwrap(await one.object.view(one.maria.id))).toMatchObject({
      status: 'draft',
      proposal: null,
      setback: { why: 'declined', reason: 'Не съм съгласна.' },
    })
    expect(await one.object.cosign(one.by(one.buyer), signature)).toEqual({ ok: false, error: 'signature-not-asked' })
    expect(await saleFaults(one)).toEqual([])
  })
})

describe('what is changed', () => {
  it('is signed anew by everybody, and no older signature counts', async ({ expect }) => {
    const one = await proposed()
    const old = await one.signatureOf(one.buyer)
    unwrap(await one.object.recall(one.maria.id))
    await one.answer('9000')
    unwrap(await one.object.submit(one.maria.id, await one.signed()))
    expect(await one.object.cosign(one.by(one.buyer), old)).toEqual({ ok: false, error: 'intent-changed' })
    await one.cosign(one.buyer)
    await one.cosign(one.spouse)
    await one.cosign(one.notary)
    expect(await saleFaults(one)).toEqual([])
  })

  it.for<[string, (one: Sale) => Promise<unknown>]>([
    ['a seizure', (one) => act(one.vin, 'seize', { seizure: '20261234567890' })],
    ['a divorce', (one) => divorce(one.maria, one.spouse)],
    ['another owner', (one) => act(one.vin, 'change-owner', { owner: one.spouse.number })],
  ])('by a register, %s, is taken back before the next signature', async ([, change], { expect }) => {
    const one = await proposed()
    await one.cosign(one.buyer)
    const signature = await one.signatureOf(one.spouse)
    await change(one)
    expect(await one.object.cosign(one.by(one.spouse), signature)).toMatchObject({ ok: false })
    expect(unwrap(await one.object.view(one.maria.id))).toMatchObject({
      status: 'draft',
      setback: { why: 'registers' },
    })
    expect(await saleFaults(one)).toEqual([])
  })

  it('by its withdrawal is forgotten, with every signature', async ({ expect }) => {
    const one = await attestable()
    unwrap(await one.object.withdraw(one.maria.id))
    const { events } = await kept(one)
    expect(events.map(({ type }) => type)).toEqual(['opened', 'ordered', 'paid', 'withdrawn'])
    expect(JSON.stringify(events)).not.toContain(one.vin)
    expect(await saleFaults(one)).toEqual([])
    await evictDurableObject(one.object)
    expect(await saleFaults(one)).toEqual([])
    expect(await one.object.cosigning(one.buyer.id, [])).toEqual({ ok: false, error: 'signature-not-asked' })
  })
})

describe('the clock', () => {
  it('lets what not all have signed lapse at the end of the last day, once, and gives the fee back', async ({
    expect,
  }) => {
    const one = await proposed()
    await one.cosign(one.buyer)
    const { lapsesAt } = there(unwrap(await one.object.view(one.maria.id)).proposal)
    expect((await kept(one)).alarm).toBe(lapsesAt)
    const ring = () => runInDurableObject(one.object, (instance) => instance.alarm())
    vi.useFakeTimers({ toFake: ['Date'], now: lapsesAt - 1 })
    await ring()
    expect(await statusOf(one)).toBe('signing')
    vi.useFakeTimers({ toFake: ['Date'], now: lapsesAt })
    await ring()
    await ring()
    await evictDurableObject(one.object)
    await ring()
    vi.useRealTimers()
    expect(await statusOf(one)).toBe('withdrawn')
    expect((await kept(one)).events.map(({ type }) => type)).toEqual(['opened', 'ordered', 'paid', 'unsigned'])
    expect(await saleFaults(one)).toEqual([])
  })

  it('takes back nothing that is submitted', async ({ expect }) => {
    const one = await attestable()
    await one.cosign(one.notary)
    const { dueAt } = there(unwrap(await one.object.view(one.maria.id)).submission)
    expect((await kept(one)).alarm).toBe(dueAt)
    vi.useFakeTimers({ toFake: ['Date'], now: dueAt - DAY_MS })
    await runInDurableObject(one.object, (instance) => instance.alarm())
    vi.useRealTimers()
    expect(await statusOf(one)).toBe('submitted')
  })
})
