// The entry of the Worker: requests go to the portal, and the objects are named here for the platform to find.
import type { Env } from './env.ts'
import { app } from './http/app.tsx'

export { ApplicantObject } from '../durable-objects/applicant.ts'
export { AuditObject } from '../durable-objects/audit.ts'
export { CaseObject } from '../durable-objects/case.ts'
export { CeremonyObject } from '../durable-objects/ceremony.ts'
export { DraftsObject } from '../durable-objects/drafts.ts'
export { ClaimObject } from '../durable-objects/claim.ts'
export { GrantObject } from '../durable-objects/grant.ts'
export { IssuerObject } from '../durable-objects/issuer.ts'
export { IssuanceObject } from '../durable-objects/issuance.ts'
export { PersonObject } from '../durable-objects/person.ts'
export { PresentationObject } from '../durable-objects/presentation.ts'
export { RecordObject } from '../durable-objects/record.ts'
export { RegisterObject } from '../durable-objects/register.ts'
export { RosterObject } from '../durable-objects/roster.ts'
export { StatusListObject } from '../durable-objects/status-list.ts'
export { ThrottleObject } from '../durable-objects/throttle.ts'
export { TransactionObject } from '../durable-objects/transaction.ts'
export { WalletNonceObject } from '../durable-objects/wallet-nonce.ts'

export default { fetch: app.fetch } satisfies ExportedHandler<Env>
