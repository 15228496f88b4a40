// One human: what lets them in, where they are signed in, what they were told. Whoever calls is the portal itself;
// what is done in a session names it by its hash, so that an ended one does nothing more.
import { challengeOf, type Assertion, type Registration } from '../workers/engines/identity/answer.ts'
import { laneOf, type OwnAct, type PersonEffect } from '../workers/engines/identity/effects.ts'
import type { CardSignature, SignRequest } from '../workers/engines/identity/intent.ts'
import { signedOutEverywhere } from '../workers/engines/identity/notices.ts'
import type { RegistrationOptions } from '../workers/engines/identity/options.ts'
import type {
  CardChange,
  CardLogin,
  CaseNote,
  Delivery,
  InboxMessage,
  NewSession,
  News,
  Renewed,
} from '../workers/engines/identity/person.ts'
import type { Voucher } from '../workers/engines/identity/voucher.ts'
import { personId } from '../workers/engines/names.ts'
import type { Agreement, Visit } from '../workers/engines/oidc/visit.ts'
import type { Env } from '../workers/env.ts'
import type { Demand } from '../workers/kernel/demand.ts'
import { err, ok } from '../workers/kernel/result.ts'
import { KeptObject } from './kept.ts'
import { migrate } from './migrate.ts'
import { Outbox } from './outbox.ts'
import { Binding } from './person/binding.ts'
import { Challenges } from './person/challenges.ts'
import { Alerts } from './person/alerts.ts'
import { Credentials, readOwnKeys } from './person/credentials.ts'
import { devicesOf, removePasskey, renamePasskey } from './person/devices.ts'
import { changeCard } from './person/card.ts'
import { settle } from './person/elsewhere.ts'
import { Counter, type Vouched } from './person/counter.ts'
import { Inbox } from './inbox.ts'
import { Logins } from './person/logins.ts'
import { MIGRATIONS } from './person/migrations.ts'
import { strikeModels } from './person/models.ts'
import { hearNews } from './person/news.ts'
import { OwnActs } from './person/own-acts.ts'
import { readPerson, readSigning, readStanding, type KnownSession, type Person } from './person/rows.ts'
import { Safety } from './person/safety.ts'
import { Signing } from './person/signing.ts'
import { Sessions } from './person/sessions.ts'
import { Visits } from './person/visits.ts'
import { Wallets } from './person/wallet.ts'

export class PersonObject extends KeptObject {
  readonly #sql = this.sql
  readonly #sessions = new Sessions(this.#sql)
  readonly #challenges = new Challenges(this.#sql)
  readonly #inbox = new Inbox(this.#sql)
  readonly #alerts = new Alerts(this.#sql)
  readonly #safety = new Safety(this.#sql, this.#alerts)
  readonly #binding = new Binding(this.#sql, this.#alerts, this.env)
  readonly #signing = new Signing(this.#sql, this.#safety, this.env.ORIGIN)
  readonly #outbox = new Outbox<PersonEffect>(this.#sql, laneOf)
  readonly #credentials = new Credentials(this.#sql, this.#outbox)
  readonly #counter = new Counter(this.#sql, this.#alerts, this.#sessions, this.#outbox, this.env)
  readonly #visits = new Visits(this.#sql, this.#outbox)
  readonly #wallets = new Wallets(this.#sql, this.#outbox, this.#inbox)
  readonly #logins = new Logins({
    sql: this.#sql,
    sessions: this.#sessions,
    alerts: this.#alerts,
    visits: this.#visits,
    env: this.env,
  })
  readonly #ownActs = new OwnActs(this.#outbox)
  readonly #answers = { credentials: this.#credentials, ownActs: this.#ownActs }
  readonly #parts = { sql: this.#sql, sessions: this.#sessions, inbox: this.#inbox, wallets: this.#wallets }
  readonly #settle = () => settle(this.ctx.storage, () => this.env, this.#outbox, this.#answers)
  /** Null in an object that nobody wrote to: whoever makes up a person leaves nothing behind. */
  #person: Person | null = null

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env, 'PersonObject', MIGRATIONS)
    if (ctx.storage.kv.get('schema') === undefined) return
    migrate(ctx.storage, MIGRATIONS)
    this.reload()
  }

  protected override reload(): void {
    this.#person = readPerson(this.#sql)
  }

  /** The first card login makes the person; each one begins a session. */
  loginWithCard(login: CardLogin, session: NewSession) {
    const now = Date.now()
    const id = personId(this.env.INDEX_KEY, login.personalNumber)
    if (this.#person !== null && this.#person.id !== id) throw new Error('a card of another person')
    migrate(this.ctx.storage, MIGRATIONS)
    // Its status was asked a moment ago; its register may have spoken since.
    const standing = readStanding(this.#sql, login.evidence)
    if (standing !== 'active') return err(`certificate-${standing}`)
    return this.#change(() => {
      const signedIn = this.#logins.withCard(this.#person, id, login, session, now)
      this.#person = readPerson(this.#sql)
      return ok(signedIn)
    })
  }

  /** The challenge is one of the portal's, to this browser: whether its answer holds, and is the first, is said here. */
  async loginWithPasskey(assertion: Assertion, challenge: string, session: NewSession) {
    const verified = await this.#logins.verify(this.#person, assertion, challenge, Date.now())
    return verified.ok
      ? this.#change(() => this.#logins.withPasskey(verified.value, challenge, session, Date.now()))
      : verified
  }

  /** Whether a session still stands, and what its next token says. */
  renew(hash: string, place?: string) {
    const now = Date.now()
    const session = this.#standing(hash, now)
    if (!session.ok) return session
    this.#sessions.seen(hash, place, now)
    const footing = this.#safety.footing(session.value, now)
    return ok({ ...this.#sessions.signedIn(session.value), footing } satisfies Renewed)
  }

  /** Gives a session a new secret, by its hash: for when it changes what it may do. */
  rotate(hash: string, next: string) {
    return this.#within(hash, (session) => {
      this.#sessions.rename(hash, next)
      return ok(this.#sessions.signedIn(session))
    })
  }

  /** Whether a session still stands, and on what footing: all that is asked of one that was renewed a moment ago. */
  confirm(hash: string) {
    const now = Date.now()
    const session = this.#standing(hash, now)
    return session.ok ? ok(this.#safety.footing(session.value, now)) : session
  }

  /** Whether a session may do what is demanded without a signature. */
  admits(hash: string, demand: Demand) {
    const now = Date.now()
    const session = this.#standing(hash, now)
    return session.ok ? this.#safety.admits(session.value, demand, now) : session
  }

  /** Locks all signing, from any session; `unfreeze` asks for the card. */
  freeze(hash: string) {
    return this.#within(hash, (session, now) => this.#safety.freeze(session, now))
  }

  unfreeze(hash: string) {
    return this.#within(hash, (session, now) => this.#safety.unfreeze(session, now))
  }

  /** This session's device has seen what it was told, up to the alert `n`. */
  seen(hash: string, n: number) {
    return this.#within(hash, (session) => ok(this.#alerts.seen(session, n)))
  }

  /** Ends one session, by the name that the devices page gives it. */
  endSession(hash: string, id: string) {
    return this.#within(hash, (_, now) => (this.#sessions.endNamed(id, now) ? ok(null) : err('not-found')))
  }

  logout(hash: string): void {
    if (this.#person !== null) this.#change(() => this.#sessions.end(hash, Date.now()))
  }

  /** Ends every session but this one. */
  signOutEverywhere(hash: string) {
    return this.#within(hash, (_, now) => {
      this.#sessions.endOthers(hash, now)
      this.#inbox.deliver(`signed-out:${now}`, signedOutEverywhere, now)
      return ok(null)
    })
  }

  /** Hands out a ticket of what two officials vouch for. */
  async issueTicket(voucher: Voucher, ticket: string) {
    migrate(this.ctx.storage, MIGRATIONS)
    const person = personId(this.env.INDEX_KEY, voucher.personalNumber)
    const issued = this.ctx.storage.transactionSync(() => this.#counter.issue(person, voucher, ticket, Date.now()))
    // Its code leads to this person by the time that the official reads it.
    await this.#settle()
    return issued
  }

  /** What the browser that brings the ticket first is to make a passkey of. It makes the person, where there is none. */
  claimTicket(person: string, ticket: string, visitor: string) {
    if (this.ctx.storage.kv.get('schema') === undefined) return err('ticket-unknown')
    const claimed = this.ctx.storage.transactionSync(() => this.#counter.claim(person, ticket, visitor, Date.now()))
    this.#person = readPerson(this.#sql)
    return claimed
  }

  /** Keeps the passkey, bound to what the officials vouched for. */
  async redeemTicket(vouched: Vouched) {
    if (this.#person === null) return err('ticket-unknown')
    const verified = await this.#counter.verify(vouched, Date.now())
    return verified.ok ? this.#change(() => this.#counter.bind(vouched, verified.value, Date.now())) : verified
  }

  /** Keeps that a relying party may be told something, and that this session logs in there. */
  agree(hash: string, visit: Visit) {
    return this.#within(hash, (session, now) => this.#visits.agree(session.hash, visit, now))
  }

  /** All that a relying party may be told is taken back. */
  withdraw(hash: string, client: string) {
    return this.#within(hash, (_, now) => this.#visits.withdraw(client, now))
  }

  agreements(): readonly Agreement[] {
    return this.#person === null ? [] : this.#visits.list()
  }

  /** What the browser is to make a passkey of; asks for the card, shown in the last five minutes. */
  beginPasskey(hash: string, attestation: RegistrationOptions['attestation'] = 'none') {
    return this.#within(hash, (session, now) => this.#binding.begin(session, this.#known(), attestation, now))
  }

  /** Keeps the passkey, bound to the card of this session. `name` as typed; empty takes the device's family. */
  async finishPasskey(hash: string, registration: Registration, name: string) {
    const challenge = challengeOf(registration)
    const taken = this.#within(hash, (_, now) => this.#challenges.take('registration', hash, challenge, now))
    if (!taken.ok) return taken
    const answer = await this.#binding.verify(registration, challenge, Date.now())
    if (!answer.ok) return answer
    return this.#within(hash, (session, now) => this.#binding.keep(session, answer.value, name, now))
  }

  devices(hash: string) {
    return this.#within(hash, (session, now) => ok(devicesOf(this.#sql, session, now)))
  }

  /** Every key that was ever bound to this person, also those that were taken back. */
  keys(hash: string) {
    return this.#within(hash, () => ok(readOwnKeys(this.#sql)))
  }

  renamePasskey(hash: string, id: string, name: string) {
    return this.#within(hash, () => renamePasskey(this.#sql, id, name))
  }

  /** Takes a passkey away with every other session that began with it; asks for a login of the last five minutes. */
  removePasskey(hash: string, id: string) {
    return this.#within(hash, (session, now) =>
      removePasskey({ sql: this.#sql, sessions: this.#sessions, alerts: this.#alerts }, session, id, now),
    )
  }

  /** What the browser is asked to sign: the answer to `options` goes to `finishSign` within five minutes. */
  async beginSign(hash: string, request: SignRequest) {
    // A key that was bound a moment ago is entered before it signs.
    if (this.#person !== null && this.#credentials.waits()) await this.#settle()
    return this.#within(hash, (session, now) => this.#signing.begin(session, request, now))
  }

  /** The signature, once; the evidence is the caller's to keep. `request` is what the caller means to have signed now. */
  async finishSign(hash: string, assertion: Assertion, request: SignRequest) {
    const session = this.#standing(hash, Date.now())
    return session.ok ? this.#signing.finish(session.value, assertion, request) : session
  }

  /** What the card of this person is to sign with the certificate of this hash: within five minutes. */
  beginCardSign(hash: string, request: SignRequest, certificate: string) {
    return this.#within(hash, (session, now) => this.#signing.beginCard(session, request, certificate, now))
  }

  /** The card's signature, once; the edge has verified it, and whose the card is. */
  finishCardSign(hash: string, signature: CardSignature, certificate: string, request: SignRequest) {
    return this.#within(hash, (session, now) => this.#signing.finishCard(session, signature, certificate, request, now))
  }

  /** Enters an act in this person's name: it is entered once, and its other side is told, whatever is cut off. */
  async perform(hash: string, act: OwnAct) {
    const asked = this.#within(hash, (_, now) => ok(this.#ownActs.ask(act, now)))
    if (!asked.ok) return asked
    await this.#settle()
    return this.#ownActs.take(act.command)
  }

  /**
   * How a card stands now, told by its register. At once nothing that it began goes on, and its passkeys are worth what
   * is left to them. An older telling, or the same again, changes nothing.
   */
  cardChanged(change: CardChange): Promise<void> {
    return this.#learn(() => changeCard(this.#parts, change, Date.now()))
  }

  /** What a register says of this person; nobody comes to be by it but whom a counter is to give no ticket. */
  async hear(news: News): Promise<void> {
    if (news.means === 'died' && this.ctx.storage.kv.get('schema') === undefined) return
    await this.#learn(() => hearNews(this.#parts, news, Date.now()))
  }

  /** The card that one in a wallet will rest on; asks for that card itself, shown a moment ago. */
  beginWallet(hash: string) {
    return this.#within(hash, (session, now) => this.#wallets.begin(session, now))
  }

  /** Keeps a card that is about to be put into a wallet. */
  keepWallet(grant: Parameters<Wallets['keep']>[0]) {
    return this.#change(() => this.#wallets.keep(grant, Date.now()))
  }

  wallets(hash: string) {
    return this.#within(hash, (_, now) => ok(this.#wallets.list(now)))
  }

  /** Whoever is answered may rely on it: by then no verifier that asks accepts the card. */
  async removeWallet(hash: string, id: string) {
    const answer = this.#within(hash, (_, now) => this.#wallets.remove(id, now))
    await this.#settle()
    return answer
  }

  /** What a wallet says of the card that it got. */
  walletTold(id: string, event: Parameters<Wallets['told']>[1]): void {
    if (this.#person !== null) this.#change(() => this.#wallets.told(id, event, Date.now()))
  }

  /** Who this is: for filling in forms and asking the registers. Null where nobody has logged in with a card. */
  identity(): { readonly personalNumber: string; readonly name: string } | null {
    return this.#person && { personalNumber: this.#person.personalNumber, name: this.#person.name }
  }

  /** Puts a message into the inbox, for whoever logs in one day; the same id again changes nothing. */
  deliver(id: string, message: Delivery): void {
    migrate(this.ctx.storage, MIGRATIONS)
    this.#inbox.deliver(id, message, Date.now())
  }

  /** A page of the inbox, the latest first, from behind the message `after`. */
  inbox(after?: string): readonly InboxMessage[] {
    return this.#person === null ? [] : this.#inbox.messages(after)
  }

  /** One message, which is read by that. */
  message(id: string): InboxMessage | null {
    return this.#person && this.#inbox.read(id, Date.now())
  }

  /** Keeps how a case stands; an older telling changes nothing. */
  noteCase(note: CaseNote): void {
    migrate(this.ctx.storage, MIGRATIONS)
    this.#inbox.note(note)
  }

  overview(): { readonly cases: readonly CaseNote[]; readonly unread: number; readonly passkeys: number } {
    if (this.#person === null) return { cases: [], unread: 0, passkeys: 0 }
    return { cases: this.#inbox.cases(), unread: this.#inbox.unread(), passkeys: readSigning(this.#sql).length }
  }

  /** Delivers what a crash left undelivered; may run twice or late. */
  override async alarm(): Promise<void> {
    if (this.ctx.storage.kv.get('schema') !== undefined) await this.#settle()
  }

  /** Takes in what is told from elsewhere, whether or not anybody was here yet. */
  async #learn(work: () => void): Promise<void> {
    migrate(this.ctx.storage, MIGRATIONS)
    this.ctx.storage.transactionSync(work)
    if (this.#person !== null) this.#change(() => null)
    await this.#settle()
  }

  #known(): Person {
    if (this.#person === null) throw new Error('a session of nobody')
    return this.#person
  }

  #standing(hash: string, now: number) {
    return this.#person === null ? err('session-unknown') : this.#sessions.standing(hash, now)
  }

  /** Does the work in a session that still stands, as one transaction. */
  #within<T>(hash: string, work: (session: KnownSession, now: number) => T) {
    const now = Date.now()
    const session = this.#standing(hash, now)
    return session.ok ? this.#change(() => work(session.value, now)) : session
  }

  /** A change, with what it has to bring about elsewhere, in one transaction: that is delivered at once. */
  #change<T>(work: () => T): T {
    const answer = this.ctx.storage.transactionSync(() => {
      strikeModels(this.#sql, this.env)
      const done = work()
      this.#credentials.enter(this.#known(), Date.now())
      this.#visits.tell(Date.now())
      return done
    })
    if (this.#outbox.due() !== null) this.ctx.waitUntil(this.#settle())
    return answer
  }
}
