// What the identity card in a wallet says: the person identification data, of which the holder shows what they choose
// (Implementing Regulation (EU) 2024/2977, annex; PID Rulebook, SD-JWT VC encoding).
import { ageOn, sofiaDate } from '../../kernel/calendar.ts'
import type { Values } from '../../kernel/value.ts'
import type { PublicJwk, Json } from './jws.ts'
import { Concealed } from './sd-jwt.ts'

export const VCT = 'urn:eudi:pid:bg:1'
export const FORMAT = 'dc+sd-jwt'

const DAY_MS = 24 * 60 * 60_000
/** Short: a wallet that is lost offline is worth little, and a name that changed is soon gone. */
const LIFE_DAYS = 14
/** School, work, full age; the last for pensioners' rates. */
const AGES = [14, 16, 18, 21, 65] as const

/** The names of Bulgaria as the population register has them. */
const BULGARIAN = /^(?:българия|българско|българин|българка|bg)$/iu

export interface Holder {
  /** As `wallet-pid` answers. */
  readonly values: Values
  /** The name of the settlement; absent where the register knows none. */
  readonly bornIn?: string | undefined
}

/** Until when a credential issued now counts: whole days, so that its times tell none of it from another (10.1). */
export function lifeOf(now: number, cardNotAfter: number) {
  const issuedAt = Math.floor(now / DAY_MS) * DAY_MS
  return { issuedAt, expiresAt: Math.min(issuedAt + (LIFE_DAYS + 1) * DAY_MS, cardNotAfter) }
}

export interface PidOf {
  readonly holder: Holder
  readonly key: PublicJwk
  /** The issuer's identifier. */
  readonly issuer: string
  readonly status: { readonly uri: string; readonly index: number }
  readonly cardNotAfter: number
  /** Milliseconds since 1970. */
  readonly now: number
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** All claims, each personal one concealed. */
export function pidClaims({ holder, key, issuer, status, cardNotAfter, now }: PidOf): Json {
  const { values, bornIn } = holder
  const bornOn = text(values['bornOn'])
  const age = ageOn(bornOn, sofiaDate(now))
  const { issuedAt, expiresAt } = lifeOf(now, cardNotAfter)
  return {
    iss: issuer,
    vct: VCT,
    iat: issuedAt / 1000,
    exp: Math.floor(expiresAt / 1000),
    cnf: { jwk: { ...key } },
    status: { status_list: { idx: status.index, uri: status.uri } },
    family_name: new Concealed(text(values['familyName'])),
    given_name: new Concealed(
      [values['givenName'], values['middleName']]
        .map(text)
        .filter((name) => name !== '')
        .join(' '),
    ),
    birthdate: new Concealed(bornOn),
    // The register of addresses knows places in Bulgaria alone: who was born elsewhere has none of them.
    ...(bornIn === undefined ? {} : { place_of_birth: new Concealed({ country: 'BG', locality: bornIn }) }),
    nationalities: new Concealed(BULGARIAN.test(text(values['citizenship'])) ? ['BG'] : []),
    age_equal_or_over: Object.fromEntries(AGES.map((years) => [String(years), new Concealed(age >= years)])),
    date_of_expiry: new Concealed(sofiaDate(cardNotAfter)),
    issuing_authority: new Concealed('Министерство на вътрешните работи'),
    issuing_country: new Concealed('BG'),
  }
}
