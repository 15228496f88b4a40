// How an object is reached: by its name, in the jurisdiction that the settings ask for.
import type { Env } from '../env.ts'
import { recordId } from '../engines/names.ts'
import type { RegisterDefinition } from '../kernel/register.ts'

type Settings = Pick<Env, 'JURISDICTION'>

export function place<T extends Rpc.DurableObjectBranded>(
  namespace: DurableObjectNamespace<T>,
  settings: Settings,
): DurableObjectNamespace<T> {
  return settings.JURISDICTION === ''
    ? namespace
    : namespace.jurisdiction(settings.JURISDICTION as DurableObjectJurisdiction)
}

export const recordById = (env: Pick<Env, 'RECORD'> & Settings, register: string, id: string) =>
  place(env.RECORD, env).getByName(`${register}:${id}`)

export const recordByKey = (
  env: Pick<Env, 'RECORD' | 'INDEX_KEY'> & Settings,
  register: RegisterDefinition,
  key: string,
) => recordById(env, register.id, recordId(env.INDEX_KEY, register, key))

export const registerObject = (env: Pick<Env, 'REGISTER'> & Settings, register: string) =>
  place(env.REGISTER, env).getByName(register)

export const personById = (env: Pick<Env, 'PERSON'> & Settings, id: string) => place(env.PERSON, env).getByName(id)

/** Of an applicant that is no human: a record, by its key. */
export const applicantByKey = (
  env: Pick<Env, 'APPLICANT' | 'INDEX_KEY'> & Settings,
  register: RegisterDefinition,
  key: string,
) => place(env.APPLICANT, env).getByName(`${register.id}:${recordId(env.INDEX_KEY, register, key)}`)

export const caseById = (env: Pick<Env, 'CASE'> & Settings, id: string) => place(env.CASE, env).getByName(id)

export const ceremonyByName = (env: Pick<Env, 'CEREMONY'> & Settings, name: string) =>
  place(env.CEREMONY, env).getByName(name)

export const issuanceByName = (env: Pick<Env, 'ISSUANCE'> & Settings, name: string) =>
  place(env.ISSUANCE, env).getByName(name)

export const presentationByName = (env: Pick<Env, 'PRESENTATION'> & Settings, name: string) =>
  place(env.PRESENTATION, env).getByName(name)

export const walletNonceByName = (env: Pick<Env, 'WALLET_NONCE'> & Settings, name: string) =>
  place(env.WALLET_NONCE, env).getByName(name)

export const statusListByName = (env: Pick<Env, 'STATUS_LIST'> & Settings, name: string) =>
  place(env.STATUS_LIST, env).getByName(name)

export const throttleByName = (env: Pick<Env, 'THROTTLE'> & Settings, name: string) =>
  place(env.THROTTLE, env).getByName(name)

export const claimByName = (env: Pick<Env, 'CLAIM'> & Settings, name: string) => place(env.CLAIM, env).getByName(name)

/** Who keeps a cell of the ground. */
export const groundByName = (env: Pick<Env, 'GROUND'> & Settings, name: string) =>
  place(env.GROUND, env).getByName(name)

export const grantByName = (env: Pick<Env, 'GRANT'> & Settings, name: string) => place(env.GRANT, env).getByName(name)

/** Who of an authority looked at what. */
export const auditObject = (env: Pick<Env, 'AUDIT'> & Settings, authority: string) =>
  place(env.AUDIT, env).getByName(authority)

/** What a person shows to others. */
export const sharesOf = (env: Pick<Env, 'SHARES'> & Settings, person: string) =>
  place(env.SHARES, env).getByName(person)

/** What the officials of an authority are drafting. */
export const draftsOf = (env: Pick<Env, 'DRAFTS'> & Settings, authority: string) =>
  place(env.DRAFTS, env).getByName(authority)

/** The imports of old registers into one. */
export const importsOf = (env: Pick<Env, 'IMPORT'> & Settings, register: string) =>
  place(env.IMPORT, env).getByName(register)

/** The one that signs for relying parties. */
export const issuerObject = (env: Pick<Env, 'ISSUER'> & Settings) => place(env.ISSUER, env).getByName('issuer')

export const transactionByName = (env: Pick<Env, 'TRANSACTION'> & Settings, name: string) =>
  place(env.TRANSACTION, env).getByName(name)

/** Who sees to an act on several records: the case that causes it, or an object of its own. */
export interface CoordinatorRef {
  readonly kind: 'case' | 'transaction'
  readonly name: string
}

export const coordinatorOf = (env: Pick<Env, 'CASE' | 'TRANSACTION'> & Settings, { kind, name }: CoordinatorRef) =>
  kind === 'case' ? caseById(env, name) : transactionByName(env, name)
