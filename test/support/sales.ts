// A sale for tests of its case: a married seller with a car, a buyer, the spouse, a notary, and the way between.
import { env } from 'cloudflare:workers'
import canonicalize from 'canonicalize'
import { decideRequest, submitRequest } from '../../workers/engines/case/decide.ts'
import type { CaseEvent } from '../../workers/engines/case/state.ts'
import { caseId } from '../../workers/engines/names.ts'
import { catalogue } from '../../workers/catalogue.ts'
import { caseById } from '../../workers/store/objects.ts'
import { applicant, caseFaults, kept, ROLES, signer, type Signer } from './cases.ts'
import { act, entered } from './ledger.ts'
import { there, unwrap } from './result.ts'

const SALE = 'transfer-vehicle'
const service = there(catalogue.service(SALE))
export const NOTARY = ['notaries.notary']
export const decided = { outcome: 'grant', reasons: 'Всичко е наред.' }

export const marry = (number: string, spouse: string) =>
  act(number, 'marry', { spouse }, { register: 'civil', actor: { role: 'grao.registrar' } })

export const divorce = ({ number }: Signer, from: Signer) =>
  act(number, 'divorce', { from: from.number }, { register: 'civil', actor: { role: 'grao.registrar' } })

/** Signed by nobody, not even paid; every step from there, each by the object's own answers. */
export async function sale() {
  const [maria, buyer, spouse, notary] = await Promise.all([applicant(), applicant(), applicant(), signer()])
  unwrap(await marry(maria.number, spouse.number))
  const { vin, record } = await entered({ owner: maria.number })
  const id = caseId(env.INDEX_KEY, maria.id, SALE, crypto.randomUUID())
  const object = caseById(env, id)
  unwrap(await object.open(id, SALE, maria.id))
  const rolesOf = (who: Signer) => (who === notary ? NOTARY : [])
  const by = (who: Signer) => ({ person: who.id, name: who.login.name, roles: rolesOf(who) })
  const signatureOf = async (who: Signer) => who.sign(unwrap(await object.cosignRequest(who.id, rolesOf(who))))
  return {
    id,
    object,
    maria,
    buyer,
    spouse,
    notary,
    vin,
    record,
    by,
    answer: async (price = '4500') => {
      unwrap(await object.answer(maria.id, 'vehicle', { vin }))
      return unwrap(await object.answer(maria.id, 'sale', { buyer: buyer.number, price }))
    },
    pay: async () => unwrap(await object.paid({ ...unwrap(await object.order(maria.id)), reference: 'SIM-1' })),
    signed: async () => maria.sign(submitRequest(unwrap(await object.application(maria.id)), service, null)),
    signatureOf,
    cosign: async (who: Signer) => unwrap(await object.cosign(by(who), await signatureOf(who))),
    decided: async (official: Signer, asked: { readonly [name: string]: string }) => {
      const { document } = unwrap(await object.draft(official.id, ROLES, asked))
      return official.sign(decideRequest(document, service))
    },
  }
}

export type Sale = Awaited<ReturnType<typeof sale>>

/** Signed by its applicant. */
export async function proposed(): Promise<Sale> {
  const one = await sale()
  await one.answer()
  await one.pay()
  unwrap(await one.object.submit(one.maria.id, await one.signed()))
  return one
}

/** Signed by all but the notary. */
export async function attestable(): Promise<Sale> {
  const one = await proposed()
  await one.cosign(one.buyer)
  await one.cosign(one.spouse)
  return one
}

/** Whether those who are asked to sign, or were, get a message of it. */
const isTold = (event: CaseEvent): boolean =>
  event.type === 'proposed' ||
  event.type === 'recalled' ||
  event.type === 'completed' ||
  event.type === 'unsigned' ||
  (event.type === 'withdrawn' && event.asked !== undefined) ||
  (event.type === 'decided' && event.outcome === 'refuse')

/** Everything that is wrong with the case and with what those who sign it were told; nothing, if all is as it must be. */
export async function saleFaults(one: Sale): Promise<readonly string[]> {
  const { events } = await kept(one)
  const { status } = unwrap(await one.object.view(one.maria.id))
  const free = status === 'draft' || status === 'withdrawn'
  const parties = await Promise.all(
    [one.buyer, one.spouse].map(async ({ id, person }) => {
      const [{ cases }, inbox] = await Promise.all([person.overview(), person.inbox()])
      const told = inbox.map((message) => message.id).filter((message) => message.startsWith(`case:${one.id}:`))
      const due = events.filter((event) => isTold(event) || (event.type === 'declined' && event.signer.person !== id))
      // What was forgotten was told all the same.
      const forgotten =
        status === 'withdrawn' ? told.filter((message) => !due.some(({ seq }) => message.endsWith(`:${seq}`))) : []
      const standing = cases.filter((each) => each.id === one.id).map((each) => each.status)
      return [
        told.filter((message) => !forgotten.includes(message)).toReversed(),
        due.map(({ seq }) => `case:${one.id}:${seq}`),
        standing,
        [free ? 'withdrawn' : status],
      ] as const
    }),
  )
  const wrong = parties.flatMap(([told, due, standing, ought]) => [
    ...(canonicalize(told) === canonicalize(due) ? [] : [`a party was told ${told.join()}, not ${due.join()}`]),
    ...(canonicalize(standing) === canonicalize(ought) ? [] : [`a party sees ${standing.join()}, not ${ought.join()}`]),
  ])
  return [...(await caseFaults(one)), ...wrong]
}
