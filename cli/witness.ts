// Runs a witness: a program of anybody who wants to see that a portal's logs only ever grow, and says so under its own key.
import { setTimeout as wait } from 'node:timers/promises'
import { witnessKey } from '../workers/engines/log/cosignature.ts'
import { parseVerifierKey, type Verifier } from '../workers/engines/log/note.ts'
import { RemoteLog, registersOf } from './log/remote.ts'
import { readOptions, readPort, UsageError } from './options.ts'
import { Unable } from './unable.ts'
import { readKey } from './verify/source.ts'
import { listen } from './witness/answer.ts'
import type { Contradiction } from './witness/cosign.ts'
import { Notebook } from './witness/notebook.ts'
import { trustIn, type Trust } from './witness/trust.ts'
import { visit } from './witness/visit.ts'

export const usage = `Usage: npx izvor witness <portal> [options]
  Looks at every log of a portal again and again, makes sure that each only grows from what it was, and cosigns it.
  A log that lost or replaced an entry gets no cosignature: what contradicts what is kept as evidence, and said.
  --data <folder>    its key and what it has seen (default .izvor-witness); never delete it, nor share it
  --name <name>      what it is called, once and for all: an address without https://, such as witness.example/izvor
  --key <key>        the key of any log of the portal, or a file with it, from a source that you trust; without it the
                     first one that the portal shows is believed from then on
  --every <seconds>  how often it looks (default 60)
  --once             looks once, and ends with 1 where a log is not what it was
  --listen <port>    answers logs that ask, too (c2sp.org/tlog-witness: add-checkpoint); --host <address> says where
                     (default 127.0.0.1)
  --print-key        prints its key, for the operator's WITNESSES and for --witness of npx izvor verify, and ends`

const REFUSALS: { readonly [refusal: string]: string } = {
  'log-rolled-back': 'has lost entries',
  'log-forked': 'shows another past than before',
  'consistency-wrong': 'brings a proof that is none',
  'tile-truncated': 'has a tile that is cut off',
  'not-signed': 'is not signed with the key that is known',
  'signature-wrong': 'is signed wrongly',
  'note-invalid': 'shows a checkpoint that cannot be read',
  'checkpoint-invalid': 'shows a checkpoint that cannot be read',
  'origin-wrong': 'shows the checkpoint of another log',
}

const told = ({ before, size, evidence, refusal }: Contradiction): string =>
  [
    `CONTRADICTION: the log ${before.origin} ${REFUSALS[refusal]}.`,
    `  It had ${before.size} entries when this witness cosigned it, and shows ${size} now.`,
    `  Both checkpoints are signed by the log. They are kept in ${evidence}: show them to others.`,
  ].join('\n')

/** Once around all logs: whether each is what it was. */
async function round(notebook: Notebook, portal: string, trust: Trust): Promise<boolean> {
  let sound = true
  let cosigned = 0
  const accuse = (what: Contradiction) => console.error(told(what))
  for (const register of await registersOf(portal)) {
    const verifier = trust.logOf(register)
    try {
      const visited = await visit(
        notebook,
        new RemoteLog(`${portal}/registers/${register}/log`),
        verifier,
        Date.now(),
        accuse,
      )
      if (visited.ok && visited.value === 'cosigned') cosigned += 1
      if (visited.ok) continue
      sound = false
      console.error(`${verifier.name} ${REFUSALS[visited.error] ?? visited.error}: not cosigned.`)
    } catch (error) {
      if (!(error instanceof Unable)) throw error
      sound = false
      console.error(error.message)
    }
  }
  if (cosigned > 0) console.log(`${new Date().toISOString()} ${cosigned} logs cosigned`)
  return sound
}

const portalOf = (text: string | undefined): string => {
  if (text === undefined) throw new UsageError('Which portal?')
  if (!URL.canParse(text)) throw new UsageError(`'${text}' is no address of a portal.`)
  return new URL(text).origin
}

function pinned(typed: string | undefined): Verifier | undefined {
  if (typed === undefined) return undefined
  const key = parseVerifierKey(readKey(typed) ?? '')
  if (!key.ok) throw new UsageError('--key is no key of a log.')
  return key.value
}

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(
    args,
    {
      data: { type: 'string', default: '.izvor-witness' },
      name: { type: 'string' },
      key: { type: 'string' },
      every: { type: 'string', default: '60' },
      once: { type: 'boolean', default: false },
      listen: { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
      'print-key': { type: 'boolean', default: false },
    },
    1,
  )
  const every = /^[1-9]\d{0,4}$/u.test(values.every) ? Number(values.every) : undefined
  if (every === undefined) throw new UsageError(`'${values.every}' is no number of seconds.`)
  const name = values.name ?? 'witness.localhost/izvor'
  if (!/^[^\s+]{1,100}$/u.test(name)) throw new UsageError('A name has no space and no plus sign.')
  const notebook = await Notebook.open(values.data, name)
  if (values['print-key']) {
    console.log(witnessKey(notebook.signer))
    return 0
  }
  const portal = portalOf(positionals[0])
  const trust = await trustIn(notebook, portal, pinned(values.key))
  console.log(`Witness ${notebook.signer.name} watches ${portal}. Its key: ${witnessKey(notebook.signer)}`)
  if (values.listen !== undefined) {
    const at = { port: readPort(values.listen), host: values.host }
    await listen(notebook, trust.known, at, (what) => console.error(told(what)))
  }
  for (;;) {
    const sound = await round(notebook, portal, trust)
    if (values.once) return sound ? 0 : 1
    await wait(every * 1000)
  }
}
