// Signing together, as a table: who is asked, what each may do at each turn, and what becomes of the signatures.
import { describe, it } from 'vitest'
import { isInvolved } from '../../../workers/engines/case/decide.ts'
import { cosignRequest, partiesOf, partyOf, unknownSigner, wasAsked } from '../../../workers/engines/case/signing.ts'
import { alarmFor, type CaseEvent } from '../../../workers/engines/case/state.ts'
import { cosignViewOf } from '../../../workers/engines/case/view.ts'
import { APPLICANT, idOf, NUMBER, Proceeding, sale, signatureOf, vehicle } from '../../support/proceeding.ts'
import { there } from '../../support/result.ts'

const DAY_MS = 86_400_000
const [buyer, spouse, notary] = sale.parties.map((by) => by) as [
  (typeof sale.parties)[number],
  (typeof sale.parties)[number],
  (typeof sale.parties)[number],
]
const stranger = { person: 'petar', name: 'Петър', roles: [] }
const applicant = { person: APPLICANT, name: 'Мария Иванова', roles: ['notaries.notary'] }
const buyingNotary = { ...buyer, roles: ['notaries.notary'] }

const single = { ...sale, records: { ...sale.records, [`civil:${NUMBER}`]: { ...sale.records[`civil:${NUMBER}`] } } }
delete (single.records[`civil:${NUMBER}`] as { spouse?: string }).spouse

const asked = (one: Proceeding) => partiesOf(one.state, one.service, one.today, idOf).map(({ as }) => as.join('+'))

const ATTEMPTS = {
  buyer: (one) => one.cosign(buyer),
  spouse: (one) => one.cosign(spouse),
  notary: (one) => one.cosign(notary),
  'a stranger': (one) => one.cosign(stranger),
  'the applicant, who is a notary': (one) => one.cosign(applicant),
  'the buyer, who is a notary': (one) => one.cosign(buyingNotary),
  'the buyer by another’s signature': (one) => one.cosign(buyer, one.cosignature(spouse)),
  'the buyer by what was proposed before': (one) => one.cosign(buyer, signatureOf(old, buyer.person)),
  'buyer declines': (one) => one.decline(buyer),
  'buyer declines without a word': (one) => one.decline(buyer, ' '),
  'stranger declines': (one) => one.decline(stranger),
  recall: (one) => one.recall(),
  withdraw: (one) => one.withdraw(),
  answer: (one) => one.answer('sale', { ...sale.pages['sale'], price: '1' }),
  submit: (one) => one.submit(),
  grant: (one) => one.grant(),
  'the term passes': (one) => one.wait(15 * DAY_MS),
} as const satisfies {
  readonly [attempt: string]: (one: Proceeding) => { readonly ok: boolean; readonly error?: string } | void
}

const old = (() => {
  const one = new Proceeding(sale).signed()
  const { proposal } = one.state
  const request = cosignRequest(there(proposal), one.service, there(partyOf(one.state, buyer)), buyer.person)
  return { ...request, documents: request.documents.map(() => '00') }
})()

type Outcomes = { readonly [attempt in keyof typeof ATTEMPTS]: string }

const waiting = {
  'a stranger': 'signature-not-asked',
  'the applicant, who is a notary': 'signature-not-asked',
  'stranger declines': 'signature-not-asked',
  recall: 'recalled',
  withdraw: 'withdrawn',
  answer: 'case-not-draft',
  submit: 'case-not-draft',
  grant: 'case-decided',
  'the term passes': 'unsigned',
} as const
const gone = {
  buyer: 'signature-not-asked',
  spouse: 'signature-not-asked',
  notary: 'signature-not-asked',
  'a stranger': 'signature-not-asked',
  'the applicant, who is a notary': 'signature-not-asked',
  'the buyer, who is a notary': 'signature-not-asked',
  'the buyer by another’s signature': 'signature-not-asked',
  'the buyer by what was proposed before': 'signature-not-asked',
  'buyer declines': 'signature-not-asked',
  'buyer declines without a word': 'signature-not-asked',
  'stranger declines': 'signature-not-asked',
  recall: 'case-not-signing',
} as const
const signedByBuyer = {
  buyer: 'already-signed',
  'the buyer, who is a notary': 'already-signed',
  'the buyer by another’s signature': 'already-signed',
  'the buyer by what was proposed before': 'already-signed',
  'buyer declines': 'already-signed',
  'buyer declines without a word': 'already-signed',
} as const
const draft = { withdraw: 'withdrawn', answer: 'answered', submit: 'proposed', grant: 'case-decided' } as const

const STANDINGS: readonly (readonly [string, (one: Proceeding) => unknown, Outcomes])[] = [
  [
    'signed by the applicant alone',
    (one) => one.signed(),
    {
      ...waiting,
      buyer: 'cosigned',
      spouse: 'cosigned',
      notary: 'not-your-turn',
      'the buyer, who is a notary': 'cosigned',
      'the buyer by another’s signature': 'intent-changed',
      'the buyer by what was proposed before': 'intent-changed',
      'buyer declines': 'declined',
      'buyer declines without a word': 'invalid-input',
    },
  ],
  [
    'signed by the buyer too',
    (one) => one.signed().cosign(buyer),
    { ...waiting, ...signedByBuyer, spouse: 'cosigned', notary: 'not-your-turn' },
  ],
  [
    'signed by all but the notary',
    (one) => {
      one.signed().cosign(spouse)
      one.cosign(buyer)
    },
    { ...waiting, ...signedByBuyer, spouse: 'already-signed', notary: 'cosigned' },
  ],
  ['declined', (one) => one.signed().decline(spouse), { ...gone, ...draft, 'the term passes': 'nothing' }],
  ['taken back', (one) => one.signed().recall(), { ...gone, ...draft, 'the term passes': 'nothing' }],
  [
    'withdrawn',
    (one) => one.signed().withdraw(),
    {
      ...gone,
      withdraw: 'case-not-draft',
      answer: 'case-not-draft',
      submit: 'case-not-draft',
      grant: 'case-decided',
      'the term passes': 'nothing',
    },
  ],
  [
    'signed by all',
    (one) => one.submitted(),
    {
      ...signedByBuyer,
      spouse: 'already-signed',
      notary: 'already-signed',
      'a stranger': 'signature-not-asked',
      'the applicant, who is a notary': 'signature-not-asked',
      'stranger declines': 'signature-not-asked',
      recall: 'case-not-signing',
      withdraw: 'case-not-draft',
      answer: 'case-not-draft',
      submit: 'case-not-draft',
      grant: 'decided',
      'the term passes': 'lapsed',
    },
  ],
]

describe.each(STANDINGS)('a sale %s', (_, bring, outcomes) => {
  it.for(Object.keys(ATTEMPTS) as (keyof typeof ATTEMPTS)[])('%s', (attempt, { expect }) => {
    const one = new Proceeding(sale)
    bring(one)
    const [before, known] = [one.state, one.events.length]
    const answer = ATTEMPTS[attempt](one)
    const happened = one.events.slice(known).map(({ type }) => type)
    expect((answer?.ok === false ? answer.error : undefined) ?? happened[0] ?? 'nothing').toBe(outcomes[attempt])
    if (happened.length === 0) expect(one.state).toBe(before)
  })
})

describe('who signs', () => {
  it('is named by answers and registers, the office last', ({ expect }) => {
    expect(asked(new Proceeding(sale).answered())).toEqual(['buyer', 'spouse', 'notary'])
    expect(asked(new Proceeding(single).answered())).toEqual(['buyer', 'notary'])
    expect(asked(new Proceeding(vehicle).answered())).toEqual([])
  })

  it('is asked once, though they are two of them', ({ expect }) => {
    const one = new Proceeding(sale).answered()
    one.answer('sale', { buyer: '6009097525', price: '1' })
    one.gather()
    expect(asked(one)).toEqual(['buyer+spouse', 'notary'])
    one.order()
    one.pay()
    one.submit()
    one.cosign(spouse)
    expect(one.cosign(notary).ok).toBe(true)
    expect(one.state.status).toBe('submitted')
  })

  it('is the applicant by the application itself', ({ expect }) => {
    const own = { ...sale.records, [`civil:${NUMBER}`]: { ...sale.records[`civil:${NUMBER}`], spouse: NUMBER } }
    expect(asked(new Proceeding({ ...sale, records: own }).answered())).toEqual(['buyer', 'notary'])
  })

  it('has to be known before anything is signed', ({ expect }) => {
    const one = new Proceeding(sale)
    expect(unknownSigner(one.state, one.service, one.today)).toBe('buyer')
    one.answered()
    expect(unknownSigner(one.state, one.service, one.today)).toBeNull()
    const { marriage: _, ...rest } = one.state.evidence
    expect(unknownSigner({ ...one.state, evidence: rest }, one.service, one.today)).toBe('spouse')
  })

  it('does not decide, nor does who asked', ({ expect }) => {
    const one = new Proceeding(sale).submitted()
    const involved = [APPLICANT, buyer.person, spouse.person, notary.person]
    expect(involved.filter((person) => !isInvolved(one.state, person))).toEqual([])
    for (const person of involved)
      expect(one.draft({ outcome: 'grant', reasons: 'Да.' }, { person, role: 'mvr.registrar' })).toMatchObject({
        error: 'own-case',
      })
    expect(isInvolved(one.state, 'ivan')).toBe(false)
  })
})

describe('what is signed', () => {
  it('is one document for all, and for the office each signature before its own', ({ expect }) => {
    const { submission } = new Proceeding(sale).submitted().state
    const { signature, cosigned } = there(submission)
    const [first, second, last] = cosigned.map((each) => each.signature.intent)
    expect(first).toMatchObject({
      documents: signature.intent.documents,
      act: 'transfer-vehicle.cosign',
      moves: 'property',
    })
    expect(second?.documents).toEqual(first?.documents)
    expect(last?.act).toBe('transfer-vehicle.attest')
    expect(last?.documents).toHaveLength(4)
    expect(new Set(last?.documents).size).toBe(4)
  })

  it('names no personal number but the one that was typed', ({ expect }) => {
    const { document } = there(new Proceeding(sale).signed().state.proposal)
    expect(document).not.toContain(NUMBER)
    expect(document).not.toContain('6009097525')
    expect(JSON.parse(document).evidence.marriage).toEqual({ married: true })
    expect(JSON.parse(document).signers).toMatchObject([
      { as: ['buyer'], person: buyer.person, called: 'Петър К.' },
      { as: ['spouse'], person: spouse.person, called: 'Иван И.' },
      { as: ['notary'], person: null, role: 'notaries.notary' },
    ])
  })

  it('is all that a signer sees', ({ expect }) => {
    const one = new Proceeding(sale).signed()
    const view = there(cosignViewOf(one.state, one.events, one.service, there(partyOf(one.state, spouse))))
    expect(JSON.stringify(view)).not.toMatch(new RegExp(`${NUMBER}|6009097525`, 'u'))
    expect(Object.keys(view)).not.toEqual(expect.arrayContaining(['timeline', 'payment', 'decision']))
    expect(view).toMatchObject({ turn: true, signed: null, applicant: 'Мария Иванова', outcome: null })
  })

  it('is void once a register says something else, and is asked of all anew', ({ expect }) => {
    const one = new Proceeding(sale).signed()
    one.cosign(buyer)
    one.records.set('vehicles:WVWZZZ1JZXW000009', { ...one.records.get('vehicles:WVWZZZ1JZXW000009'), seizure: '123' })
    one.gather()
    expect(one.state).toMatchObject({ status: 'draft', proposal: null, setback: { why: 'registers' } })
    expect(one.submit()).toMatchObject({ error: 'application-incomplete' })
    expect(wasAsked(buyer.person, one.events)).toBe(true)
  })

  it('hangs on whose spouse the register names today', ({ expect }) => {
    const one = new Proceeding(sale).signed()
    const { spouse: _, ...divorced } = { ...one.records.get(`civil:${NUMBER}`) }
    one.records.set(`civil:${NUMBER}`, divorced)
    one.gather()
    expect(one.state.status).toBe('draft')
    expect(one.state.evidence['spouse']).toBeUndefined()
    expect(asked(one)).toEqual(['buyer', 'notary'])
  })
})

describe('the term', () => {
  it('for signing ends with its last day, and the official’s begins with the last signature', ({ expect }) => {
    const one = new Proceeding(sale).signed()
    const { lapsesOn, lapsesAt } = there(one.state.proposal)
    expect([lapsesOn, alarmFor(one.state)]).toEqual(['2026-03-16', lapsesAt])
    one.wait(13 * DAY_MS)
    expect(one.state.status).toBe('signing')
    for (const by of sale.parties) one.cosign(by)
    expect(there(one.state.submission).dueOn).toBe('2026-03-24')
    expect(alarmFor(one.state)).toBe(there(one.state.submission).dueAt)
  })

  it('over which nobody signed gives the fee back, and tells everybody', ({ expect }) => {
    const one = new Proceeding(sale).signed()
    one.cosign(buyer)
    one.wait(15 * DAY_MS)
    const effects = one.brought.at(-1) ?? []
    expect(effects.map((effect) => [effect.to, 'person' in effect ? effect.person : ''])).toEqual([
      ['overview', APPLICANT],
      ['inbox', APPLICANT],
      ['overview', buyer.person],
      ['inbox', buyer.person],
      ['overview', spouse.person],
      ['inbox', spouse.person],
      ['payment', ''],
    ])
    expect(one.events.at(-1)).toMatchObject({ type: 'unsigned', asked: [buyer.person, spouse.person] })
  })
})

describe('the queue of an office', () => {
  const row = (one: Proceeding) => one.effects.findLast((effect) => effect.to === 'desk')

  it('hears of a case when it is its turn, and when it is no more', ({ expect }) => {
    const one = new Proceeding(sale).signed()
    one.cosign(buyer)
    expect(row(one)).toBeUndefined()
    one.cosign(spouse)
    expect(row(one)).toMatchObject({ row: { status: 'signing', dueOn: '2026-03-16' } })
    one.recall()
    expect(row(one)).toMatchObject({ row: { status: 'draft' } })
    one.submit()
    for (const by of sale.parties) one.cosign(by)
    expect(row(one)).toMatchObject({ row: { status: 'submitted', dueOn: '2026-03-12' } })
  })

  it('is the same when the case was given up and forgotten', ({ expect }) => {
    const one = new Proceeding(sale).signed()
    one.cosign(buyer)
    one.cosign(spouse)
    one.withdraw()
    const kept = one.events.filter(({ type }) => ['opened', 'ordered', 'paid', 'withdrawn'].includes(type))
    expect(row(one)).toMatchObject({ row: { status: 'withdrawn' } })
    expect((kept.at(-1) as CaseEvent & { queued?: unknown }).queued).toEqual(one.state.queued)
  })
})
