// Where a check reads from, and how it writes what strangers wrote.
import { existsSync, readFileSync } from 'node:fs'
import { reasonOf, Unable } from '../unable.ts'

/** The bytes of a file, or of what an address answers. Throws Unable where there is none. */
export async function readBytes(source: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    if (!/^https?:\/\//u.test(source)) return new Uint8Array(readFileSync(source))
    const answer = await fetch(source)
    if (!answer.ok) throw new Unable(`${source} answered ${answer.status}.`)
    return new Uint8Array(await answer.arrayBuffer())
  } catch (error) {
    if (error instanceof Unable) throw error
    throw new Unable(`${source} cannot be read (${reasonOf(error instanceof Error ? (error.cause ?? error) : error)}).`)
  }
}

export const readText = async (source: string): Promise<string> => new TextDecoder().decode(await readBytes(source))

/** A key as it was typed, or a file with it. */
export const readKey = (typed: string | undefined): string | undefined =>
  typed !== undefined && existsSync(typed) ? readFileSync(typed, 'utf8') : typed

/** Whoever wrote the file shall not move the cursor of whoever reads it. */
export const printable = (line: string): string => line.replaceAll(/[\p{Cc}\p{Cf}]/gu, '\uFFFD')

export const minute = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`
