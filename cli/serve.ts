// Runs the portal on this machine: builds what changed, starts it, fills it with demo data once, and says where to go.
import { people } from './demo/people.ts'
import { readOptions, readPort, UsageError } from './options.ts'
import { demoOf, loadDemo } from './serve/demo.ts'
import { startPlatform, type Platform } from './serve/platform.ts'
import { claimPort } from './serve/port.ts'
import { InUse } from './serve/runtime.ts'
import { buildPlatform } from './serve/worker.ts'

export const usage = `Usage: npm start -- [options]
  --port <number>  where to listen (default 8787)
  --data <folder>  where everything is kept (default .izvor)
  --host <address> which address to listen on (default 127.0.0.1: this machine alone)
  --origin <url>   the address that people come to; needed with another --host
  --no-demo        no demo identities and no demo data`

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/u

function read(args: readonly string[]) {
  const { values } = readOptions(args, {
    port: { type: 'string', default: '8787' },
    data: { type: 'string', default: '.izvor' },
    host: { type: 'string', default: '127.0.0.1' },
    origin: { type: 'string' },
    'no-demo': { type: 'boolean', default: false },
  })
  const { host, origin, data } = values
  if (!LOOPBACK.test(host) && origin === undefined) {
    throw new UsageError(
      `--host ${host} lets others in: --origin must say at which address (passkeys and cards are bound to it).`,
    )
  }
  if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).origin !== origin)) {
    throw new UsageError(`'${origin}' is no origin: it looks like https://izvor.example, without a path.`)
  }
  return {
    host,
    data,
    demo: !values['no-demo'],
    port: readPort(values.port),
    ...(origin === undefined ? {} : { origin }),
  }
}

function welcome({ origin }: Platform, { data, demo }: ReturnType<typeof read>): string {
  const cards = people.map(({ givenName, familyName, about }) => `    ${givenName} ${familyName}: ${about.en}`)
  return [
    '',
    `  Izvor is at ${origin} (in English: ${origin}/en). Ctrl-C stops it; its data stays in ${data}.`,
    ...(demo ? ['', `  Sign in at ${origin}/login with the card of:`, ...cards] : []),
    '',
  ].join('\n')
}

/** Resolves when the person at the terminal, or whoever waited for this process, wants no more of it. */
const wanted = () =>
  new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
    process.on('disconnect', () => resolve())
  })

async function start(options: ReturnType<typeof read>): Promise<Platform> {
  await claimPort(options.port, options.host)
  if (await buildPlatform()) console.log('Built.')
  return startPlatform({ ...options, settings: options.demo ? await demoOf(options.data) : {} })
}

export async function run(args: readonly string[]): Promise<number> {
  const options = read(args)
  const stop = wanted()
  let platform: Platform
  try {
    platform = await start(options)
  } catch (error) {
    if (!(error instanceof InUse)) throw error
    console.error(error.message)
    return 1
  }
  const stopped = new AbortController()
  void stop.then(() => stopped.abort())
  if (options.demo) await loadDemo(platform, options.data, stopped.signal)
  if (!stopped.signal.aborted) console.log(welcome(platform, options))
  await stop
  await platform.stop()
  console.log('Stopped.')
  return 0
}
