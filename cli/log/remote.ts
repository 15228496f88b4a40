// A log as it is read over the net: its key, its checkpoints and its tiles.
import { tilePath, type Tile } from '../../workers/engines/log/tile.ts'
import { readBytes, readText } from '../verify/source.ts'

/** Registers of a portal, by their public list. */
export async function registersOf(portal: string): Promise<readonly string[]> {
  const listed = JSON.parse(await readText(`${portal}/api/registers`)) as readonly { readonly id: string }[]
  return listed.map(({ id }) => id)
}

/** The address of a register's log; `address` is that of the register, or of the log itself. */
export const logAddress = (address: string): string => {
  const trimmed = address.replace(/\/+$/u, '').replace('/en/registers/', '/registers/')
  return trimmed.endsWith('/log') ? trimmed : `${trimmed}/log`
}

export class RemoteLog {
  readonly address: string

  /** Without a slash at its end. */
  constructor(address: string) {
    this.address = address
  }

  key = async (): Promise<string> => (await readText(`${this.address}/key`)).trim()

  checkpoint = (): Promise<string> => readText(`${this.address}/checkpoint`)

  /** The newest of which most witnesses know. */
  witnessed = (): Promise<string> => readText(`${this.address}/witnessed`)

  tile = (tile: Tile): Promise<Uint8Array<ArrayBuffer>> => readBytes(`${this.address}/${tilePath(tile)}`)
}
