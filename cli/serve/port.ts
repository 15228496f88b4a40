// Whether a port may be listened on, and which one is free.
import { createServer, type AddressInfo } from 'node:net'
import { InUse } from './runtime.ts'

/** The port itself, or a free one for 0. Throws InUse with one line for the person who chose it. */
export function claimPort(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new InUse(`Port ${port} is taken: stop what uses it, or choose another with --port.`)
          : new InUse(`Nothing can listen on ${host}, port ${port} (${error.code}).`),
      ),
    )
    probe.listen(port, host, () => {
      const { port: given } = probe.address() as AddressInfo
      probe.close(() => resolve(given))
    })
  })
}
