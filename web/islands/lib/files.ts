// Files that a person chose, read on their own device.
import { toHex } from '../../../workers/kernel/bytes.ts'

/** WebCrypto hashes what it is given whole: more than this a phone does not hold. */
const FILE_MAX = 500_000_000

export const chosen = (id: string): File | undefined => {
  const input = document.getElementById(id)
  return input instanceof HTMLInputElement ? input.files?.[0] : undefined
}

export const isTooLarge = (file: File): boolean => file.size > FILE_MAX

/** Hex SHA-256. */
export const fingerprintOf = async (file: File): Promise<string> =>
  toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer())))
