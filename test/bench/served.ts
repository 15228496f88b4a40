// How limit and portal are served: by workerd itself, without the proxies in JavaScript that Miniflare puts before it.
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type V4WorkerOptions } from 'miniflare'
import { unstable_getMiniflareWorkerOptions as workerOptionsOf } from 'wrangler'
import { fromRoot } from '../../cli/root.ts'
import { guardWorkerd } from '../../cli/serve/runtime.ts'

// wrangler warns of secrets that its shell does not hold: those of a run are made by the run.
process.env['WRANGLER_LOG'] ??= 'error'

/** What wrangler.toml says of the Worker. Its assets are left out: on Cloudflare their router is no part of the Worker. */
export function configured() {
  const { assets: _, modulesRules: __, ...worker } = workerOptionsOf(fromRoot('wrangler.toml')).workerOptions
  return worker
}

/**
 * Objects that are awake stay so, as they do on Cloudflare for a minute: workerd alone lets go of them after ten seconds,
 * and a thousand in turn would be woken by the slower system only.
 */
const staysAwake = (objects: V4WorkerOptions['durableObjects'] = {}) =>
  Object.fromEntries(
    Object.entries(objects).map(([binding, object]) => [
      binding,
      typeof object === 'string' ? object : { ...object, unsafePreventEviction: true },
    ]),
  )

/**
 * Runs Workers, each on a socket of its own, their state on the disk, until the starter wants no more of them. `origin` is
 * that of the first.
 */
export async function serveDirectly(data: string, ...workers: readonly V4WorkerOptions[]) {
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: '127.0.0.1',
      port: 0,
      cf: false,
      log: new Log(LogLevel.WARN),
      logRequests: false,
      resourcePersistencePath: data,
      unsafeRuntimeEnv: guardWorkerd(data),
      workers: workers.map((worker) => ({
        ...worker,
        durableObjects: staysAwake(worker.durableObjects),
        unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
      })),
    }),
  )
  await miniflare.ready
  process.once('disconnect', () => process.exit())
  return { miniflare, origin: (await miniflare.unsafeGetDirectURL()).origin }
}
