// Where a check reads from, and how it writes what strangers wrote.
import { existsSync, readFileSync } from 'node:fs'
import type { Issuer } from '../../workers/engines/identity/issuers.ts'
import { readCertificate } from '../../workers/engines/identity/x509.ts'
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

const PEM = /-----BEGIN CERTIFICATE-----([\sA-Za-z0-9+/=]+)-----END CERTIFICATE-----/gu

/** The authorities in a file: certificates in PEM, or one in base64. Throws Unable where one is none. */
export function readAuthorities(file: string): readonly Issuer[] {
  if (!existsSync(file)) throw new Unable(`${file} cannot be read.`)
  const text = readFileSync(file, 'utf8')
  const parts = [...text.matchAll(PEM)].map(([, body = '']) => body)
  return (parts.length === 0 ? [text] : parts).map((part) => {
    const certificate = readCertificate(part.replaceAll(/\s/gu, ''))
    if (!certificate.ok || !certificate.value.ca) throw new Unable(`${file} holds no certificate of an authority.`)
    // Whoever names the authority means all its kinds of cards: what a certificate is, is said in words.
    return { certificate: certificate.value, anyPolicy: true }
  })
}

/** Whoever wrote the file shall not move the cursor of whoever reads it. */
export const printable = (line: string): string => line.replaceAll(/[\p{Cc}\p{Cf}]/gu, '\uFFFD')

export const minute = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`
