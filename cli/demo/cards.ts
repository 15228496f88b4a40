// The cards of the demo as the register of identity cards gets them: an old register is taken over by its operator.
import { plainSerial } from '../../workers/engines/identity/ocsp-names.ts'
import type { DemoCard } from '../../workers/engines/identity/software-card.ts'
import { readCertificate } from '../../workers/engines/identity/x509.ts'
import { sofiaDate } from '../../workers/kernel/calendar.ts'
import type { ActLine } from '../operator.ts'
import { people } from './people.ts'

/** Nine digits, of a series that the ministry has not reached (ЗБЛД, чл. 16). */
const NUMBER_FIRST = 990_000_001

/** In the order of `people`, of whom each has one. */
export const cardActs = (cards: readonly DemoCard[]): readonly ActLine[] =>
  cards.map(({ id, certificate }, index) => {
    const read = readCertificate(certificate)
    const holder = people.find((person) => person.id === id)
    if (!read.ok || holder === undefined) throw new Error(`the card of ${id} is nobody's`)
    const { serial, notBefore, notAfter } = read.value
    const key = plainSerial(serial)
    return {
      register: 'id-cards',
      act: 'issue',
      key,
      input: {
        number: String(NUMBER_FIRST + index),
        holder: holder.personalNumber,
        validUntil: sofiaDate(notAfter),
      },
      effectiveFrom: sofiaDate(notBefore),
      idempotencyKey: `demo:id-cards:${key}`,
    }
  })
