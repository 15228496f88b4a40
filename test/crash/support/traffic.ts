// Officials and importers who do not give up: each act is sent, under its one key, until it is acknowledged.
import type { ActResult } from '../../../cli/operator.ts'
import { there } from '../../support/result.ts'
import type { Portal } from './portal.ts'

type Receipt = (ActResult & { readonly ok: true })['value']

/** An act, and what it was first answered. */
export interface Acknowledged extends Receipt {
  readonly idempotencyKey: string
  /** Sends it once more, under the same key. */
  readonly again: () => Promise<Receipt>
}

/** Records in one request of an importer. */
const BATCH = 10
const LETTERS = 'АВЕКМНОРСТУХ'

const vin = (n: number) => `WVWZZZ1JZ3W${String(n).padStart(6, '0')}`

const plate = (client: number, n: number) =>
  `К${LETTERS[client]}${String(n % 10_000).padStart(4, '0')}${LETTERS[Math.floor(n / 10_000)]}`

const vehicle = (n: number) => ({
  register: 'vehicles',
  act: 'enter',
  key: vin(n),
  input: {
    plate: plate(LETTERS.length - 1, n),
    make: 'Москвич',
    model: '412',
    category: 'M1',
    fuel: 'petrol',
    emissionClass: 'none',
    firstRegistered: '1978-05-16',
    mass: 1045,
    colour: 'yellow',
    owner: '6101057509',
  },
  effectiveFrom: '1978-05-16',
  idempotencyKey: `crash:${vin(n)}:1`,
})

export interface Traffic {
  readonly acknowledged: readonly Acknowledged[]
  /** Lets everybody finish what they are at. Throws where somebody was refused. */
  readonly finish: () => Promise<void>
}

/** What an answer holds. Throws an Error where the portal refuses, a TypeError where it is gone. */
async function answered(answer: Response): Promise<string> {
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${answer.status} ${text}`)
  return text
}

async function enter(portal: Portal, lines: readonly ReturnType<typeof vehicle>[]): Promise<readonly Receipt[]> {
  const answer = await fetch(`${portal.local}/operator/acts`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${portal.operatorToken}`, 'Content-Type': 'application/jsonl' },
    body: lines.map((line) => JSON.stringify(line)).join('\n'),
  })
  const results = (await answered(answer)).trimEnd().split('\n')
  return results.map((text) => {
    const result = JSON.parse(text) as ActResult
    if (!result.ok) throw new Error(`an importer was refused: ${text}`)
    return result.value
  })
}

async function changePlate(portal: Portal, session: string, key: string, idempotencyKey: string, to: string) {
  const answer = await fetch(`${portal.local}/api/registers/vehicles/acts/change-plate`, {
    method: 'POST',
    headers: {
      Origin: portal.origin,
      Cookie: session,
      'Content-Type': 'application/json',
      'Idempotency-Key': idempotencyKey,
    },
    body: JSON.stringify({ key, input: { plate: to } }),
  })
  return JSON.parse(await answered(answer)) as Receipt
}

async function untilAnswered<T>(portal: Portal, send: () => Promise<T>): Promise<T> {
  for (;;) {
    await portal.serving
    try {
      return await send()
    } catch (error) {
      // The connection broke: what became of the act, only its key can tell.
      if (!(error instanceof TypeError)) throw error
    }
  }
}

export interface Crowd {
  /** Vehicles on which the officials act, side by side. */
  readonly hot: number
  readonly officials: number
  readonly importers: number
}

/** `session` is the cookie of a registrar, who changes plates at many desks, while importers enter vehicles. */
export function trafficOn(portal: Portal, session: string, { hot, officials, importers }: Crowd): Traffic {
  const acknowledged: Acknowledged[] = []
  const over = new AbortController()
  let vehicles = 0

  async function enterNext(count: number): Promise<void> {
    const lines = Array.from({ length: count }, (_, n) => vehicle(vehicles + n))
    vehicles += count
    const receipts = await untilAnswered(portal, () => enter(portal, lines))
    for (const [index, line] of lines.entries())
      acknowledged.push({
        ...there(receipts[index]),
        idempotencyKey: line.idempotencyKey,
        again: async () => there((await enter(portal, [line]))[0]),
      })
  }

  async function official(client: number): Promise<void> {
    for (let n = 0; !over.signal.aborted; n += 1) {
      const [of, idempotencyKey, to] = [vin(client % hot), `crash:${client}:${n}`, plate(client, n)]
      const again = () => changePlate(portal, session, of, idempotencyKey, to)
      acknowledged.push({ ...(await untilAnswered(portal, again)), idempotencyKey, again })
    }
  }

  async function importer(): Promise<void> {
    while (!over.signal.aborted) await enterNext(BATCH)
  }

  async function everybody(): Promise<void> {
    await enterNext(hot)
    await Promise.all([
      ...Array.from({ length: officials }, (_, client) => official(client)),
      ...Array.from({ length: importers }, importer),
    ])
  }

  const all = everybody()
  // Whoever is refused is heard of at the end; until then the others need not go on.
  all.catch(() => over.abort())
  return {
    acknowledged,
    finish: () => {
      over.abort()
      return all
    },
  }
}
