// The portal on this machine: the built script under Miniflare, its bindings read from wrangler.toml, its state on disk.
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'
import { fromRoot } from '../root.ts'
import { applyMigrations } from './migrations.ts'
import { reasonOf } from '../unable.ts'
import { claimPort, portTaken } from './port.ts'
import { claim, guardWorkerd, release } from './runtime.ts'
import { secretsOf } from './secrets.ts'
import { builtOptions, WORKER } from './worker.ts'

export interface PlatformOptions {
  readonly data: string
  readonly host: string
  /** 0 asks for any that is free. */
  readonly port: number
  /** The portal's origin where people do not come to http://localhost:<port>. */
  readonly origin?: string
  /** Settings that wrangler.toml leaves to the start: the demo's cards and their issuers. */
  readonly settings?: Readonly<Record<string, string>>
}

export interface Platform {
  readonly origin: string
  /** Where this machine reaches it, whatever its origin. */
  readonly local: string
  readonly operatorToken: string
  readonly stop: () => Promise<void>
}

/** The script and the SQL that it imports, as wrangler bundled them. */
const modulesOf = (folder: string) => [
  { type: 'ESModule' as const, path: join(folder, 'index.js') },
  ...readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .map((name) => ({ type: 'Text' as const, path: join(folder, name) })),
]

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Miniflare ends the whole process on a signal, before anything else could stop: here whoever starts a portal stops it. */
function withoutSignalHandlers<T>(make: () => T): T {
  const before = SIGNALS.map((signal) => new Set(process.listeners(signal)))
  const made = make()
  for (const [index, signal] of SIGNALS.entries()) {
    for (const listener of process.listeners(signal)) if (!before[index]?.has(listener)) process.off(signal, listener)
  }
  return made
}

/** Starts the built portal. Throws Unable where the port or the data folder is taken. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const data = resolve(options.data)
  await claim(data)
  const port = await claimPort(options.port, options.host)
  const secrets = secretsOf(data)
  const origin = options.origin ?? `http://localhost:${port}`
  const built = builtOptions()
  const settings = convertV4MiniflareOptions({
    host: options.host,
    port,
    cf: false,
    log: new Log(LogLevel.WARN),
    logRequests: false,
    resourcePersistencePath: join(data, 'state'),
    unsafeRuntimeEnv: guardWorkerd(data),
    workers: [
      {
        ...built,
        name: 'izvor',
        modulesRoot: WORKER,
        modules: modulesOf(WORKER),
        bindings: { ...built.bindings, ...options.settings, ...secrets, ORIGIN: origin },
      },
    ],
  })
  const miniflare = withoutSignalHandlers(() => new Miniflare(settings))
  const stop = async () => {
    await miniflare.dispose()
    release(data)
  }
  try {
    await miniflare.ready
    await applyMigrations(await miniflare.getD1Database('DB'), fromRoot('migrations/d1'))
  } catch (error) {
    await stop()
    // Somebody took it while workerd started.
    throw reasonOf(error) === 'ERR_ADDRESS_IN_USE' ? portTaken(port) : error
  }
  return { origin, local: `http://${options.host}:${port}`, operatorToken: secrets.OPERATOR_TOKEN, stop }
}
