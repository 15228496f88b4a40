// Whether a port may be listened on, and which one is free.
import { createServer, type AddressInfo } from 'node:net'
import { reasonOf, Unable } from '../unable.ts'

export const portTaken = (port: number) =>
  new Unable(`Port ${port} is taken: stop what uses it, or choose another with --port.`)

/** The port itself, or a free one for 0. Throws Unable with one line for the person who chose it. */
export function claimPort(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) =>
      reject(
        reasonOf(error) === 'EADDRINUSE'
          ? portTaken(port)
          : new Unable(`Nothing can listen on ${host}, port ${port} (${reasonOf(error)}).`),
      ),
    )
    probe.listen(port, host, () => {
      const { port: given } = probe.address() as AddressInfo
      probe.close(() => resolve(given))
    })
  })
}
