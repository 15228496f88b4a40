// The demo of a data folder: an authority that issues software cards, made once, and the acts that fill the registers.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { demoActs } from '../demo/acts.ts'
import { beeActs, beeColonies } from '../demo/bees.ts'
import { cardActs } from '../demo/cards.ts'
import { demoSettings, issueCard, makeDemoAuthority, type DemoAuthority } from '../demo/authority.ts'
import { makeDemoModel, modelSettings, type DemoModel } from '../demo/authenticators.ts'
import { desksOf } from '../demo/desks.ts'
import { deskActs } from '../demo/lives.ts'
import { people } from '../demo/people.ts'
import { makeDemoWallet } from '../demo/wallet.ts'
import type { DemoCard } from '../../workers/engines/identity/software-card.ts'
import { loadActs, type Refusal } from '../load.ts'
import { operatorOf, type ActLine } from '../operator.ts'
import { progress } from '../progress.ts'
import { definitionsOf, enterDefinitions, enterServices, servicesOf } from '../register/install.ts'
import { untilPublished } from '../published.ts'
import type { Platform } from './platform.ts'
import { writeWhole } from './whole.ts'

interface Demo {
  readonly authority: DemoAuthority
  readonly cards: readonly DemoCard[]
}

/** Some hundred acts are published within two seconds, on a slow machine within ten. */
const PUBLISHED_WITHIN_MS = 30_000

const demoFile = (data: string) => join(data, 'demo.json')
const readDemo = (data: string) => JSON.parse(readFileSync(demoFile(data), 'utf8')) as Demo

/** A folder of an older portal holds an authority that cannot say how its cards stand: that one is made anew. */
const hasDemo = (data: string): boolean => existsSync(demoFile(data)) && 'responder' in readDemo(data).authority

async function makeDemo(): Promise<Demo> {
  const now = Date.now()
  const authority = await makeDemoAuthority(now)
  const profile = { responder: authority.address }
  return { authority, cards: await Promise.all(people.map((person) => issueCard(authority, person, now, profile))) }
}

/** The keys of the demo's wallets, made at the first start: a folder of an older portal has none yet. */
async function walletOf(data: string): Promise<string> {
  const file = join(data, 'demo-wallet.json')
  if (!existsSync(file)) writeWhole(file, JSON.stringify(await makeDemoWallet('localhost', Date.now())))
  return readFileSync(file, 'utf8')
}

/** The demo's model of security keys, made at the first start. */
async function modelOf(data: string): Promise<DemoModel> {
  const file = join(data, 'demo-authenticators.json')
  if (!existsSync(file)) writeWhole(file, JSON.stringify(await makeDemoModel(Date.now())))
  return JSON.parse(readFileSync(file, 'utf8')) as DemoModel
}

/** The settings of the demo of this folder; its authority and cards are made at the first start. */
export async function demoOf(data: string): Promise<Readonly<Record<string, string>>> {
  mkdirSync(data, { recursive: true })
  if (!hasDemo(data)) writeWhole(demoFile(data), `${JSON.stringify(await makeDemo())}\n`)
  const { authority, cards } = readDemo(data)
  const AUTHENTICATORS = modelSettings(await modelOf(data))
  return { ...demoSettings(authority, cards), AUTHENTICATORS, WALLET: await walletOf(data) }
}

/** How far a folder is, in acts of a demo that is told from others by its digest. */
interface Loaded {
  readonly demo: string
  readonly done: number
}

const digestOf = (opening: readonly ActLine[]): string =>
  createHash('sha256')
    .update(JSON.stringify([opening, deskActs]))
    .digest('hex')

function loadedIn(file: string, digest: string): number {
  if (!existsSync(file)) return 0
  const { demo, done } = JSON.parse(readFileSync(file, 'utf8')) as Loaded
  return demo === digest ? done : 0
}

/**
 * Fills the registers, once for each folder; a load that was interrupted goes on where it stood. `stop` ends it after
 * the acts under way. Resolves when all that was loaded can be seen.
 */
export async function loadDemo(platform: Platform, data: string, stop?: AbortSignal): Promise<void> {
  const file = join(data, 'demo-loaded.json')
  const { authority, cards } = readDemo(data)
  const opening = [...demoActs, ...cardActs(cards)]
  const total = opening.length + deskActs.length
  const digest = digestOf(opening)
  const before = loadedIn(file, digest)
  if (before >= total) return
  const operator = operatorOf(platform.local, platform.operatorToken)
  const bar = progress('Loading demo data', total)
  const reached = (done: number) => {
    writeWhole(file, JSON.stringify({ demo: digest, done } satisfies Loaded))
    bar.at(done)
  }
  const refusals: Refusal[] = []
  refusals.push(...(await loadActs(operator, opening, before, reached, stop)))
  if (!stop?.aborted) {
    // Each register that the portal brings is a record, as is one that an authority has made.
    const brought = await definitionsOf(operator, platform.local)
    const refusedOnes = [
      ...(await enterDefinitions(operator, [...brought, beeColonies])),
      ...(await enterServices(operator, await servicesOf(platform.local))),
    ]
    for (const refused of refusedOnes) console.error(`definition refused: ${refused}`)
    refusals.push(...(await loadActs(operator, beeActs, 0, () => undefined, stop)))
  }
  if (!stop?.aborted) {
    // Who may act at a desk is read from the read model.
    await untilPublished(operator, 'officials', PUBLISHED_WITHIN_MS)
    const desks = desksOf(platform, authority)
    const from = Math.max(0, before - opening.length)
    const further = (done: number) => reached(opening.length + done)
    refusals.push(...(await loadActs(desks, deskActs, from, further, stop)))
  }
  bar.end()
  for (const { line, register, error, fields } of refusals)
    console.error(`demo act ${line} (${register}) was refused: ${error} ${fields.join(', ')}`)
  if (stop?.aborted) return
  for (const register of await operator.registers()) await untilPublished(operator, register, PUBLISHED_WITHIN_MS)
}
