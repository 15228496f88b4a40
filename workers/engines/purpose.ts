// For what a system of an authority reads: the law that lets it and the case that needs it, as its subject will read them.
import { err, ok, type Result } from '../kernel/result.ts'
import { formats } from '../kernel/formats/index.ts'

/** The legal ground and the number of the authority's own case. */
export interface Ground {
  readonly law: string
  readonly case: string
}

// A ground, in English:
//  - both parts are there: nobody reads in general
//  - the law names an article, a section or the like: it has a digit
//  - both are one line of ordinary characters, as long as a citation and a number are
//  - neither holds a personal number: they are shown, and kept beside the look
const LAW = /^(?=.*\d)[\p{L}\p{N}\p{P}\p{Zs}§№]{5,200}$/u
const CASE = /^[\p{L}\p{N}][\p{L}\p{N} ./№_-]{1,59}$/u

const isPersonal = (text: string): boolean =>
  [...text.matchAll(/(?<!\d)\d{10}(?!\d)/gu)].some(([number]) => formats['personal-number'].check(number))

const plain = (text: string | undefined): string => (text ?? '').normalize('NFC').trim()

export function readGround(asked: {
  readonly law?: string | undefined
  readonly case?: string | undefined
}): Result<Ground, 'purpose-missing' | 'purpose-invalid' | 'purpose-personal'> {
  const [law, id] = [plain(asked.law), plain(asked.case)]
  if (law === '' || id === '') return err('purpose-missing')
  if (!LAW.test(law) || !CASE.test(id)) return err('purpose-invalid')
  return isPersonal(`${law} ${id}`) ? err('purpose-personal') : ok({ law, case: id })
}

/** A header holds ASCII alone: other letters come percent-encoded, as in an address (RFC 3986, 2.1). */
export function decodeHeader(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text)
  } catch {
    // Neither is a ground that anybody could read.
    return '%'
  }
}
