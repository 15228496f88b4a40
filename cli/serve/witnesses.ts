// Two witnesses of the demo, so that whoever tries it sees what they do: one is asked by the portal, one comes by itself. They
// run beside the portal here; real ones are run by others, elsewhere.
import { join } from 'node:path'
import { witnessKey } from '../../workers/engines/log/cosignature.ts'
import { RemoteLog, registersOf } from '../log/remote.ts'
import { listen } from '../witness/answer.ts'
import type { Contradiction } from '../witness/cosign.ts'
import { Notebook } from '../witness/notebook.ts'
import { trustIn, type Trust } from '../witness/trust.ts'
import { visit } from '../witness/visit.ts'
import type { Platform } from './platform.ts'
import { claimPort } from './port.ts'

const HOST = '127.0.0.1'
/** How long after a round the next one begins. */
const EVERY_MS = 10_000

const accuse = ({ before, refusal, evidence }: Contradiction): void =>
  console.error(`Witness: ${before.origin}: ${refusal}; both checkpoints are in ${evidence}`)

export interface DemoWitnesses {
  /** The portal's setting WITNESSES. */
  readonly setting: string
  /** They believe a portal that serves, from now on. */
  readonly trust: (platform: Pick<Platform, 'local'>) => Promise<void>
  /** The one that comes by itself begins to. */
  readonly watch: (platform: Pick<Platform, 'local'>) => void
  readonly stop: () => void
}

/** One round of the one that comes by itself; what does not answer is visited in the next. */
async function round(notebook: Notebook, portal: string, trust: Trust, stopped: () => boolean): Promise<void> {
  for (const register of await registersOf(portal)) {
    if (stopped()) return
    await visit(
      notebook,
      new RemoteLog(`${portal}/registers/${register}/log`),
      trust.logOf(register),
      Date.now(),
      accuse,
    )
  }
}

/** The witnesses of a data folder; their keys are made at the first start. */
export async function demoWitnesses(data: string): Promise<DemoWitnesses> {
  const open = (name: string) => Notebook.open(join(data, 'witnesses', name), `${name}.witness.example`)
  const [asked, coming] = await Promise.all([open('vitosha'), open('rila')])
  const port = await claimPort(0, HOST)
  let trust: Trust | null = null
  const server = await listen(asked, (origin) => trust?.known(origin) ?? null, { port, host: HOST }, accuse)
  // A portal that ends is not kept alive by who watches it.
  server.unref()
  let timer: NodeJS.Timeout | undefined
  let over = false
  const again = (portal: string): void => {
    if (over || trust === null) return
    round(coming, portal, trust, () => over)
      // The next round comes back to it.
      .catch((error: unknown) => void (over || console.error(`Witness: ${String(error)}`)))
      .finally(() => {
        timer = setTimeout(() => again(portal), EVERY_MS)
        timer.unref()
      })
  }
  return {
    setting: JSON.stringify([
      { key: witnessKey(asked.signer), url: `http://${HOST}:${port}` },
      { key: witnessKey(coming.signer) },
    ]),
    trust: async ({ local }) => {
      trust = await trustIn(coming, local, undefined)
    },
    watch: ({ local }) => again(local),
    stop: () => {
      over = true
      clearTimeout(timer)
      server.close()
      server.closeAllConnections()
    },
  }
}
