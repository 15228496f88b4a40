// A case as its object keeps it, without the object: the engine's answers, appended one after another, at a chosen time.
import {
  answer,
  applicationOf,
  decide,
  decideRequest,
  draftDecision,
  look,
  order,
  pay,
  recorded,
  submit,
  submitRequest,
  withdraw,
} from '../../workers/engines/case/decide.ts'
import { effectsOf, type Effect } from '../../workers/engines/case/effects.ts'
import { asksOf, news, type Ask } from '../../workers/engines/case/form.ts'
import { cosign, cosignRequest, decline, partyOf, recall, type By } from '../../workers/engines/case/signing.ts'
import {
  advance,
  whenDue,
  type CaseEvent,
  type CaseState,
  type Gathered,
  type Happening,
  type Official,
} from '../../workers/engines/case/state.ts'
import type { ActAnswer, Refused } from '../../workers/engines/command.ts'
import { answersOf } from '../../workers/engines/evidence.ts'
import { signatureFormat, type SignatureBundle, type SignRequest } from '../../workers/engines/identity/intent.ts'
import { extractFormat } from '../../workers/engines/log/extract.ts'
import { sofiaDate } from '../../workers/kernel/calendar.ts'
import type { LoadedService } from '../../workers/kernel/load-service.ts'
import type { Values } from '../../workers/kernel/value.ts'
import { catalogue } from '../../workers/catalogue.ts'
import { clubService } from './join-club.ts'
import { there } from './result.ts'

export const CASE = 'abcdefgh23456723'
export const APPLICANT = 'maria'
export const NUMBER = '6101057509'
/** Who is who: the applicant by their number, everybody else by theirs. */
export const idOf = (personalNumber: string): string =>
  personalNumber === NUMBER ? APPLICANT : `person-${personalNumber.slice(0, 6)}`

const START = Date.parse('2026-03-02T09:00:00Z')

const registerVehicle = there(catalogue.service('register-vehicle'))

type Typed = { readonly [name: string]: string }

/** What is typed into the pages of a service, and what its registers hold, so that nothing speaks against it. */
export interface Sample {
  readonly service: LoadedService
  readonly official: Official
  readonly pages: { readonly [page: string]: Typed }
  readonly decision: Typed
  readonly records: { readonly [record: string]: Values }
  /** Who signs with the applicant, in an order in which they may. */
  readonly parties: readonly By[]
}

export const vehicle: Sample = {
  service: registerVehicle,
  official: { person: 'ivan', role: 'mvr.registrar' },
  pages: {
    vehicle: { vin: 'WVWZZZ1JZXW000001', make: 'VW', model: 'Golf', category: 'M1' },
    technical: { fuel: 'petrol', emissionClass: 'euro6', firstRegistered: '2020-01-01', mass: '1500', colour: 'white' },
  },
  decision: { plate: 'CB 1234 AB' },
  parties: [],
  records: {
    [`civil:${NUMBER}`]: {
      givenName: 'Мария',
      familyName: 'Иванова',
      bornOn: '1961-01-05',
      settlement: '68134',
      street: 'ул. „Шипка“ 14',
    },
  },
}

export const club: Sample = {
  service: clubService,
  official: { person: 'ivan', role: 'club.secretary' },
  pages: {
    player: { number: '7', nickname: 'Гого', hand: 'left', born: '1990-05-04' },
    friends: { sponsor: '12', rules: 'true' },
  },
  decision: {},
  parties: [],
  records: { 'tennis-club:12': { nickname: 'Яна', hand: 'right' } },
}

const VIN = 'WVWZZZ1JZXW000009'
const BUYER = '8503054507'
const SPOUSE = '6009097525'

/** Sold by somebody who is married: three more sign. */
export const sale: Sample = {
  service: there(catalogue.service('transfer-vehicle')),
  official: { person: 'ivan', role: 'mvr.registrar' },
  pages: { vehicle: { vin: VIN }, sale: { buyer: BUYER, price: '4500' } },
  decision: {},
  records: {
    [`civil:${NUMBER}`]: { givenName: 'Мария', familyName: 'Иванова', bornOn: '1961-01-05', spouse: SPOUSE },
    [`civil:${SPOUSE}`]: { givenName: 'Иван', familyName: 'Иванов', bornOn: '1960-09-09', spouse: NUMBER },
    [`civil:${BUYER}`]: { givenName: 'Петър', familyName: 'Колев', bornOn: '1985-03-05' },
    [`vehicles:${VIN}`]: { make: 'VW', model: 'Golf', plate: 'СВ1234АВ', status: 'active', owner: NUMBER },
  },
  parties: [
    { person: idOf(BUYER), name: 'Петър Колев', roles: [] },
    { person: idOf(SPOUSE), name: 'Иван Иванов', roles: [] },
    { person: 'notary', name: 'Нотариус Нотариев', roles: ['notaries.notary'] },
  ],
}

/** A signature as the person's object hands it over, of which the case reads the intent alone. */
export const signatureOf = (request: SignRequest, person: string): SignatureBundle => ({
  format: signatureFormat,
  origin: 'https://izvor.example',
  intent: { ...request, person, nonce: 'n', time: START },
  assertion: { id: 'AAAA', response: { clientDataJSON: '', authenticatorData: '', signature: '' } },
  binding: { format: extractFormat, register: 'credentials', record: '', verifierKey: '', entries: [] },
})

export class Proceeding {
  readonly #sample: Sample
  readonly service: LoadedService
  readonly events: CaseEvent[] = []
  /** What each event brought about. */
  readonly brought: (readonly Effect[])[] = []
  /** What the registers hold, by `register:key`. */
  readonly records: Map<string, Values>
  now: number
  #state: CaseState | null = null

  constructor(sample: Sample, now = START) {
    this.#sample = sample
    this.service = sample.service
    this.records = new Map(Object.entries(sample.records))
    this.now = now
    const service = sample.service.definition.id
    this.append({ type: 'opened', case: CASE, service, person: APPLICANT, personalNumber: NUMBER })
    this.gather()
  }

  get state(): CaseState {
    return there(this.#state)
  }

  get effects(): readonly Effect[] {
    return this.brought.flat()
  }

  get today(): string {
    return sofiaDate(this.now)
  }

  append(happening: Happening): void {
    const event: CaseEvent = {
      ...happening,
      seq: (this.#state?.seq ?? 0) + 1,
      at: Math.max(this.now, (this.#state?.at ?? 0) + 1),
    }
    const before = this.#state
    this.#state = advance(before, event)
    this.events.push(event)
    this.brought.push(effectsOf(this.#state, event, this.service, this.today, before))
  }

  /** Appends what was decided, and hands it on. */
  #took<T extends { readonly ok: true; readonly value: Happening | null } | { readonly ok: false }>(decided: T): T {
    if (decided.ok && decided.value !== null) this.append(decided.value)
    return decided
  }

  asked({ name, evidence, input }: Ask): Gathered {
    const asked = there(
      this.service.evidence.find((one) => one.name === name && one.evidence.definition.id === evidence),
    ).evidence
    const key = String(asked.key.evaluate({ input }))
    return { input, ...answersOf(asked, this.records.get(`${asked.source.definition.id}:${key}`) ?? null, input) }
  }

  /** Asks the registers what can be asked by now. */
  gather(): void {
    const answered: { [name: string]: Gathered } = {}
    // Each evidence may hang on those before it.
    for (const { name } of this.service.evidence) {
      const asks = asksOf(
        { ...this.state, evidence: { ...this.state.evidence, ...answered } },
        this.service,
        this.today,
      )
      const ask = asks.find((one) => one.name === name)
      if (ask !== undefined) answered[name] = this.asked(ask)
    }
    const told = news(this.state, this.service, this.today, answered)
    if (told === null) return
    const recalled = recall(this.state, 'registers')
    if (recalled.ok) this.append(recalled.value)
    this.append(told)
  }

  answer(page: string, typed: Typed) {
    return this.#took(answer(this.state, this.service, page, typed, this.today))
  }

  order(id = 'p1') {
    return this.#took(order(this.state, this.service, this.today, id))
  }

  pay(notice: Partial<Parameters<typeof pay>[1]> = {}) {
    const { id = '', cents = 0 } = this.state.payment ?? {}
    return this.#took(pay(this.state, { payment: id, cents, reference: 'SIM-1', ...notice }))
  }

  submit(signature = this.signedApplication()) {
    return this.#took(submit(this.state, this.service, { signature, name: 'Мария Иванова' }, this.today, idOf))
  }

  cosign(by: By, signature = this.cosignature(by)) {
    return this.#took(cosign(this.state, this.service, by, signature, this.today))
  }

  decline(by: By, reason = 'Цената не е тази.') {
    return this.#took(decline(this.state, by, reason, this.today))
  }

  recall() {
    return this.#took(recall(this.state, 'applicant'))
  }

  withdraw() {
    return this.#took(withdraw(this.state))
  }

  look(by = this.#sample.official): void {
    const seen = this.events.flatMap((event) => (event.type === 'looked' ? [event.by.person] : []))
    const looked = look(this.state, by, seen)
    if (looked !== null) this.append(looked)
  }

  draft(typed: Typed, by = this.#sample.official) {
    return draftDecision(this.state, this.service, typed, by, this.today)
  }

  decide(typed: Typed, by = this.#sample.official, signature = this.signedDecision(typed, by)) {
    return this.#took(decide(this.state, this.service, typed, by, signature, this.today))
  }

  grant() {
    return this.decide({ outcome: 'grant', reasons: 'Всичко е наред.', ...this.#sample.decision })
  }

  refuse() {
    return this.decide({ outcome: 'refuse', reasons: 'Липсва основание.' })
  }

  record(answered: ActAnswer | Refused = entered(this.now)): void {
    const happening = recorded(this.state, answered)
    if (happening !== null) this.append(happening)
  }

  /** Lets time pass, and what is due be done. */
  wait(ms: number): void {
    this.now += ms
    const due = whenDue(this.state, this.now)
    if (due !== null) this.append(due)
  }

  get application(): string {
    return applicationOf(this.state, this.service, this.today, idOf)
  }

  signedApplication(person = APPLICANT): SignatureBundle {
    return signatureOf(submitRequest(this.application, this.service, null), person)
  }

  /** Of what this person is asked to sign; of the application where they are asked nothing. */
  cosignature(by: By): SignatureBundle {
    const { proposal } = this.state
    const party = partyOf(this.state, by)
    return proposal === null || party === null
      ? this.signedApplication(by.person)
      : signatureOf(cosignRequest(proposal, this.service, party, by.person), by.person)
  }

  /** Of the decision as typed; of nothing where it is none. */
  signedDecision(typed: Typed, by = this.#sample.official): SignatureBundle {
    const draft = this.draft(typed, by)
    return signatureOf(decideRequest(draft.ok ? draft.value.document : '', this.service), by.person)
  }

  /** All pages answered, and the registers asked. */
  answered(): this {
    for (const [page, typed] of Object.entries(this.#sample.pages)) this.answer(page, typed)
    this.gather()
    return this
  }

  paid(): this {
    this.answered().order()
    this.pay()
    return this
  }

  /** Signed by its applicant, and submitted where nobody else has to sign. */
  signed(): this {
    this.paid().submit()
    return this
  }

  submitted(): this {
    this.signed()
    for (const by of this.#sample.parties) this.cosign(by)
    return this
  }
}

export const entered = (now: number): ActAnswer => ({
  ok: true,
  value: { register: 'vehicles', id: 'r1', seq: 1, leafHash: 'ab', recordedAt: now },
})
