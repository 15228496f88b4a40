// The demo of a data folder: an authority that issues software cards, made once, and the acts that fill the registers.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { demoSettings, issueCard, makeDemoAuthority, type DemoAuthority } from '../demo/authority.ts'
import { demoActs } from '../demo/acts.ts'
import { people } from '../demo/people.ts'
import type { DemoCard } from '../../workers/engines/identity/software-card.ts'
import { loadActs } from '../load.ts'
import { operatorOf } from '../operator.ts'
import { progress } from '../progress.ts'
import type { Platform } from './platform.ts'

interface Demo {
  readonly authority: DemoAuthority
  readonly cards: readonly DemoCard[]
}

async function makeDemo(): Promise<Demo> {
  const now = Date.now()
  const authority = await makeDemoAuthority(now)
  return { authority, cards: await Promise.all(people.map((person) => issueCard(authority, person, now))) }
}

/** The settings of the demo of this folder; its authority and cards are made at the first start. */
export async function demoOf(data: string): Promise<Readonly<Record<string, string>>> {
  const file = join(data, 'demo.json')
  mkdirSync(data, { recursive: true })
  if (!existsSync(file)) writeFileSync(file, `${JSON.stringify(await makeDemo())}\n`, { mode: 0o600 })
  const { authority, cards } = JSON.parse(readFileSync(file, 'utf8')) as Demo
  return demoSettings(authority, cards)
}

/** Fills the registers, once for each folder; a load that was interrupted goes on where it stood. */
export async function loadDemo({ local, operatorToken }: Platform, data: string, stop?: AbortSignal): Promise<void> {
  const file = join(data, 'demo-loaded')
  const loaded = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  if (loaded >= demoActs.length) return
  const bar = progress('Loading demo data', demoActs.length)
  const reached = (done: number) => {
    writeFileSync(file, String(done))
    bar.at(done)
  }
  const refusals = await loadActs(operatorOf(local, operatorToken), demoActs, loaded, reached, stop)
  bar.end()
  for (const { line, register, error, fields } of refusals)
    console.error(`demo act ${line} (${register}) was refused: ${error} ${fields.join(', ')}`)
}
