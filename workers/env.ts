// What the platform is given by its surroundings: bindings, settings and secrets, by the names in wrangler.toml.
import type { ApplicantObject } from '../durable-objects/applicant.ts'
import type { AuditObject } from '../durable-objects/audit.ts'
import type { CaseObject } from '../durable-objects/case.ts'
import type { CeremonyObject } from '../durable-objects/ceremony.ts'
import type { DraftsObject } from '../durable-objects/drafts.ts'
import type { GrantObject } from '../durable-objects/grant.ts'
import type { ImportObject } from '../durable-objects/import.ts'
import type { IssuerObject } from '../durable-objects/issuer.ts'
import type { IssuanceObject } from '../durable-objects/issuance.ts'
import type { PersonObject } from '../durable-objects/person.ts'
import type { PresentationObject } from '../durable-objects/presentation.ts'
import type { RecordObject } from '../durable-objects/record.ts'
import type { RegisterObject } from '../durable-objects/register.ts'
import type { RosterObject } from '../durable-objects/roster.ts'
import type { SharesObject } from '../durable-objects/shares.ts'
import type { StatusListObject } from '../durable-objects/status-list.ts'
import type { ThrottleObject } from '../durable-objects/throttle.ts'
import type { TransactionObject } from '../durable-objects/transaction.ts'
import type { GroundObject } from '../durable-objects/ground.ts'
import type { ClaimObject } from '../durable-objects/claim.ts'
import type { WalletNonceObject } from '../durable-objects/wallet-nonce.ts'

export interface Env {
  readonly RECORD: DurableObjectNamespace<RecordObject>
  readonly REGISTER: DurableObjectNamespace<RegisterObject>
  readonly PERSON: DurableObjectNamespace<PersonObject>
  readonly APPLICANT: DurableObjectNamespace<ApplicantObject>
  readonly CASE: DurableObjectNamespace<CaseObject>
  readonly CEREMONY: DurableObjectNamespace<CeremonyObject>
  readonly AUDIT: DurableObjectNamespace<AuditObject>
  readonly THROTTLE: DurableObjectNamespace<ThrottleObject>
  readonly GRANT: DurableObjectNamespace<GrantObject>
  readonly ISSUER: DurableObjectNamespace<IssuerObject>
  readonly ISSUANCE: DurableObjectNamespace<IssuanceObject>
  readonly PRESENTATION: DurableObjectNamespace<PresentationObject>
  readonly STATUS_LIST: DurableObjectNamespace<StatusListObject>
  /** By an act on several records that no case causes. */
  readonly TRANSACTION: DurableObjectNamespace<TransactionObject>
  /** By register, field and the blind index of a value. */
  readonly GROUND: DurableObjectNamespace<GroundObject>
  readonly CLAIM: DurableObjectNamespace<ClaimObject>
  /** By the person whose they are. */
  readonly SHARES: DurableObjectNamespace<SharesObject>
  readonly WALLET_NONCE: DurableObjectNamespace<WalletNonceObject>
  readonly ROSTER: DurableObjectNamespace<RosterObject>
  readonly DRAFTS: DurableObjectNamespace<DraftsObject>
  /** By register. */
  readonly IMPORT: DurableObjectNamespace<ImportObject>
  readonly DB: D1Database
  readonly STORE: R2Bucket
  readonly ASSETS: Fetcher

  /** The portal's one origin, without a trailing slash: card tokens and passkeys are bound to it. */
  readonly ORIGIN: string
  /** `eu` keeps every object in that jurisdiction; empty leaves the place to the platform. */
  readonly JURISDICTION: string
  /** JSON array of `{ certificate, policies? }`: the intermediate authorities (base64 DER) whose identity cards are accepted. */
  readonly CARD_ISSUERS: string
  /** JSON array of `{ aaguid, name?, roots }`: models of authenticators that keep keys to themselves, with the roots (base64 DER) that vouch for them. */
  readonly AUTHENTICATORS: string
  /** JSON array of `{ key, url? }`: the witnesses of the registers' logs, by their keys, and where they are asked. */
  readonly WITNESSES: string
  /** JSON array of software cards that the login page offers; `[]` switches the demo off. */
  readonly DEMO_CARDS: string
  /** JSON of the demo's authority of identity cards, its keys with it: this portal issues its cards and answers for their status. Empty where there is none. */
  readonly DEMO_AUTHORITY: string
  /** `simulated`, or empty where no fee can be paid yet: then no service that costs something can be asked for. */
  readonly PAYMENT_PROVIDER: string

  /** Secret, base64 of 32 bytes: names of records and persons, and blind indexes, are HMACs under it. */
  readonly INDEX_KEY: string
  /** Secret, base64 of a 32-byte Ed25519 seed: signs the registers' checkpoints. */
  readonly LOG_KEY: string
  /** Secret, base64 of 32 bytes: authenticates session tokens and the payment provider's answers. */
  readonly SESSION_KEY: string
  /** Secret, at least 32 characters: the bearer token of `npx izvor` (import, rebuild). */
  readonly OPERATOR_TOKEN: string
  /** Secret, JSON of `WalletSettings`: the keys and certificates with which identity cards are issued to wallets. Without it there are none. */
  readonly WALLET?: string
}
