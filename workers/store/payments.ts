// Where fees are paid: the provider that the settings name. A real one is one more entry here.
import { sealOrder, type PaymentProvider } from '../engines/payment.ts'
import type { Env } from '../env.ts'

type Settings = Pick<Env, 'PAYMENT_PROVIDER' | 'SESSION_KEY'>

const PROVIDERS: { readonly [id: string]: (settings: Settings) => PaymentProvider } = {
  /** A page of our own that asks for no card and moves no money: there is nothing to return. */
  simulated: ({ SESSION_KEY }) => ({
    begin: (order) => `/payment/${sealOrder(SESSION_KEY, order)}`,
    refund: () => Promise.resolve(),
  }),
}

/** Null where the settings name none; throws where they name one that is not here. */
export function paymentProvider(settings: Settings): PaymentProvider | null {
  const { PAYMENT_PROVIDER: id } = settings
  if (id === '') return null
  const make = Object.hasOwn(PROVIDERS, id) ? PROVIDERS[id] : undefined
  if (make === undefined) throw new Error(`PAYMENT_PROVIDER names no provider: ${id}`)
  return make(settings)
}
