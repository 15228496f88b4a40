// Whose sites somebody administers now: their own, those of whom they represent, or those of the authority they work for.
// Asked anew with each request: who represents no more administers no more.
import type { Context } from 'hono'
import { catalogue } from '../catalogue.ts'
import type { Refused } from '../engines/command.ts'
import { judge } from '../engines/mandate.ts'
import type { Client } from '../engines/oidc/client.ts'
import { clientOf } from '../engines/oidc/client.ts'
import { sofiaDate } from '../kernel/calendar.ts'
import { ok, type Ok } from '../kernel/result.ts'
import type { Values } from '../kernel/value.ts'
import { namesOf } from '../store/browse.ts'
import { idsBy } from '../store/lookup.ts'
import { readHeld } from '../store/mandates.ts'
import { recordById } from '../store/objects.ts'
import { RELYING_PARTIES, relyingParty } from './oidc/clients.ts'
import { ownOf } from './own.ts'
import type { AppEnv } from './types.ts'

type Ctx = Context<AppEnv>

/** The fields of a site that say whose it is. */
const FIELDS = ['owner', 'company', 'authority'] as const
/** Offices that speak for their authority outside; who sits at a counter does not. */
const OFFICES = new Set(['registrar', 'head'])

export interface SiteOwner {
  readonly field: (typeof FIELDS)[number]
  readonly value: string
  readonly called: string
}

export const siteRegister = () => {
  const register = catalogue.registers.get(RELYING_PARTIES)
  if (register === undefined) throw new Error('no register of relying parties')
  return register
}

/** Whom the sites of a principal name as their owner: by the field that refers to its register. */
const fieldFor = (register: string): SiteOwner['field'] | undefined =>
  FIELDS.find((name) => {
    const field = siteRegister().fields[name]
    return field?.type === 'reference' && field.register === register
  })

async function represented(c: Ctx, mandate: string, called: string): Promise<Ok<readonly SiteOwner[]> | Refused> {
  const held = await readHeld(c.env, catalogue.register, mandate)
  if (held === null || !('register' in held.mandate.principal)) return { ok: false, error: 'mandate-not-yours' }
  const { register, key } = held.mandate.principal
  // Only who may do everything for another, and alone: a site is no service, and is changed by one person.
  const judged = judge(held, { person: ownOf(c).id, today: sofiaDate(Date.now()), service: RELYING_PARTIES })
  const field = fieldFor(register)
  if (!judged.ok) return judged
  return field === undefined ? { ok: false, error: 'mandate-out-of-scope' } : ok([{ field, value: key, called }])
}

/** The first is the one that is meant where nothing else is said. */
export async function siteOwners(c: Ctx): Promise<Ok<readonly SiteOwner[]> | Refused> {
  const acting = c.get('session')?.represents
  if (acting !== undefined) return represented(c, acting.mandate, acting.called)
  const { person, roles } = ownOf(c)
  const identity = await person.identity()
  if (identity === null) throw new Error('a session of nobody')
  const authorities = new Set(roles.filter((role) => OFFICES.has(role.split('.')[1] ?? '')).map(authorityOf))
  const references = [...authorities].map((id) => ({ register: 'authorities', id }))
  const names = await namesOf(c.env.DB, references)
  return ok([
    { field: 'owner', value: identity.personalNumber, called: identity.name },
    ...references.map(({ register, id }) => ({
      field: 'authority' as const,
      value: id,
      called: names.get(`${register}:${id}`)?.caption ?? id,
    })),
  ])
}

const authorityOf = (role: string): string => role.split('.')[0] ?? role

/** Whose a site is, of these; the record itself says it. What it has in open fields comes with it. */
export async function siteOf(c: Ctx, id: string, owners: readonly SiteOwner[]) {
  const record = relyingParty(c.env, id)
  const view = await record.open()
  if (view === null) return null
  for (const owner of owners) {
    // A person stands in a field that is not open.
    const theirs =
      owner.field === 'owner'
        ? (await record.ofSubject(owner.value)) !== null
        : view.values[owner.field] === owner.value
    if (theirs) return { owner, values: view.values }
  }
  return null
}

/** More are the work of a company's own staff: a site more is a phone call to the ministry. */
export const sitesMax = 20

export async function sitesOf(c: Ctx, { field, value }: SiteOwner): Promise<readonly Client[]> {
  const { ids } = await idsBy(c.env, RELYING_PARTIES, field, value)
  const views = await Promise.all(ids.map((id) => recordById(c.env, RELYING_PARTIES, id).open()))
  return views.filter((view) => view !== null).map((view) => clientOf(view.values))
}

/** What whoever owns a site is called; undefined where that is a person, whom nobody else is told. */
export async function ownerName(c: Ctx, values: Values): Promise<string | undefined> {
  const references = FIELDS.flatMap((name) => {
    const [field, value] = [siteRegister().fields[name], values[name]]
    return field?.type === 'reference' && typeof value === 'string' ? [{ register: field.register, id: value }] : []
  })
  const names = await namesOf(c.env.DB, references)
  const [one] = references
  return one === undefined ? undefined : (names.get(`${one.register}:${one.id}`)?.caption ?? one.id)
}
