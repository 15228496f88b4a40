// Runs the portal on this machine: builds what changed, starts it, fills it with demo data once, and says where to go.
import { resolve } from 'node:path'
import { people, type Holder } from './demo/people.ts'
import { readOptions, readPort, UsageError } from './options.ts'
import { demoOf, loadDemo } from './serve/demo.ts'
import type { Platform } from './serve/platform.ts'
import { claimPort } from './serve/port.ts'
import { claim, release } from './serve/runtime.ts'
import { demoWitnesses } from './serve/witnesses.ts'
import { buildPlatform } from './serve/worker.ts'

export const usage = `Usage: npm start -- [options]
  --port <number>  where to listen (default 8787)
  --data <folder>  where everything is kept (default .izvor)
  --host <address> which address to listen on (default 127.0.0.1: this machine alone)
  --origin <url>   the address that people come to; needed with another --host
  --no-demo        no demo identities and no demo data`

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/u

type Options = ReturnType<typeof read>

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

const columns = Math.max(...people.map(({ givenName, familyName }) => givenName.length + familyName.length + 3))

/** In both languages: whom one may be, and what they may do. */
const identity = ({ givenName, familyName, about }: Holder): readonly string[] => [
  `    ${`${givenName} ${familyName}`.padEnd(columns)} ${about.bg}`,
  `    ${''.padEnd(columns)} ${about.en}`,
]

const welcome = ({ origin }: Platform, { data, demo }: Options): string =>
  [
    '',
    `  Izvor is at ${origin} (in English: ${origin}/en).`,
    ...(demo
      ? ['', `  Demo identities: sign in at ${origin}/login with the card of`, ...people.flatMap(identity)]
      : []),
    '',
    `  Ctrl-C stops it; its data stays in ${data}.`,
    '',
  ].join('\n')

/** Aborted when the person at the terminal, or whoever waited for this process, wants no more of it. */
function stopSignal(): AbortSignal {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort())
  process.on('disconnect', () => stop.abort())
  return stop.signal
}

const stopped = (stop: AbortSignal) =>
  new Promise<void>((done) => {
    if (stop.aborted) done()
    else stop.addEventListener('abort', () => done())
  })

/** Until it is stopped; what was begun before that is undone or finished. */
async function serve(options: Options, stop: AbortSignal): Promise<void> {
  const { data, host, port, demo } = options
  // Before the long work, and before what it needs is loaded: whoever cannot be served hears it at once.
  await claimPort(port, host)
  await claim(resolve(data))
  const { startPlatform } = await import('./serve/platform.ts')
  await buildPlatform({
    stop,
    begun: () => console.log('Building the portal: about ten seconds, and again only when its code changes.'),
  })
  if (stop.aborted) return
  const witnesses = demo ? await demoWitnesses(data) : null
  const settings = witnesses === null ? {} : { ...(await demoOf(data)), WITNESSES: witnesses.setting }
  const platform = await startPlatform({ ...options, settings })
  try {
    await witnesses?.trust(platform)
    if (demo) await loadDemo(platform, data, stop)
    witnesses?.watch(platform)
    if (!stop.aborted) console.log(welcome(platform, options))
    await stopped(stop)
  } finally {
    witnesses?.stop()
    await platform.stop()
  }
}

export async function run(args: readonly string[]): Promise<number> {
  const options = read(args)
  const stop = stopSignal()
  try {
    await serve(options, stop)
  } catch (error) {
    // What was under way when it was stopped ended as it could.
    if (!stop.aborted) throw error
  } finally {
    release(resolve(options.data))
  }
  console.log('Stopped.')
  return 0
}
