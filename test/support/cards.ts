// Cards for tests: a demo authority with its issuers, and people who hold its cards.
import { demoSettings, makeDemoAuthority, type DemoPerson } from '../../cli/demo/authority.ts'
import { readIssuers } from '../../workers/engines/identity/issuers.ts'
import { byResponder, type AskResponder } from '../../workers/engines/identity/revocation.ts'
import { err } from '../../workers/kernel/result.ts'
import { unwrap } from './result.ts'

export const MARIA: DemoPerson = {
  id: 'maria',
  personalNumber: '6101057509',
  givenName: 'Мария',
  familyName: 'Иванова',
  about: { bg: 'гражданка', en: 'a citizen' },
}

export async function testAuthority(now: number) {
  const authority = await makeDemoAuthority(now)
  return { authority, issuers: unwrap(readIssuers(demoSettings(authority, []).CARD_ISSUERS)) }
}

/** Asks for the status of a card as the portal does; nobody answers where a test does not say who. */
export const revocationBy = (ask: AskResponder = async () => err('ocsp-unreachable')) =>
  byResponder(ask, (bytes) => crypto.getRandomValues(new Uint8Array(bytes)))
