// What the ministry's page on identity cards does: it finds a person's cards, and carries signed orders out.
import type { Answered } from '../engines/evidence.ts'
import { catalogue } from '../catalogue.ts'
import type { Purpose } from '../engines/command.ts'
import { certifyCard, certifySigning, type CardAuthority } from '../engines/identity/card-authority.ts'
import { CARD_ROLE, orderedActs, type CardOrder, type SignedOrder } from '../engines/identity/card-order.ts'
import { plainSerial } from '../engines/identity/ocsp-names.ts'
import type { CardKey, DemoCard } from '../engines/identity/software-card.ts'
import { readCertificate } from '../engines/identity/x509.ts'
import { blindIndex, personId } from '../engines/names.ts'
import type { Env } from '../env.ts'
import { endOfDaySofia } from '../kernel/calendar.ts'
import { toHex } from '../kernel/bytes.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { transliterate } from '../kernel/transliteration.ts'
import type { Values } from '../kernel/value.ts'
import { personById, recordByKey } from '../store/objects.ts'
import { findExact } from '../store/snapshots.ts'
import { cardRecord } from './card-status.ts'

const REGISTER = 'id-cards'

/** A card as the desk sees it: what `id-card-by-serial` answers. */
export interface DeskCard {
  readonly serial: string
  readonly values: Values
}

export interface Holder {
  readonly personalNumber: string
  readonly givenName: string
  readonly familyName: string
  readonly dead: boolean
}

function evidenceOf(id: string) {
  const evidence = catalogue.evidence(id)
  if (evidence === undefined) throw new Error(`no evidence ${id}`)
  return evidence
}

/** Every read says why; the holder sees it among those who looked. */
export const purposeOf = (person: string): Purpose => ({
  authority: 'mvr',
  role: CARD_ROLE,
  law: evidenceOf('id-card-by-serial').definition.law,
  person,
  desk: true,
})

export async function holderOf(env: Env, personalNumber: string, purpose: Purpose): Promise<Holder | null> {
  const { source } = evidenceOf('card-holder')
  const record = recordByKey(env, source.definition, personalNumber)
  const { found, values }: Answered = await record.answer('card-holder', { personalNumber }, purpose)
  return found
    ? {
        personalNumber,
        givenName: String(values['givenName']),
        familyName: String(values['familyName']),
        dead: values['diedOn'] !== undefined,
      }
    : null
}

export async function cardOf(env: Env, serial: string, purpose: Purpose): Promise<DeskCard | null> {
  const { found, values } = await cardRecord(env, serial).answer('id-card-by-serial', { serial }, purpose)
  return found ? { serial, values } : null
}

/** A person's cards, as far as they are published; each record itself says how it stands. */
export async function cardsOf(env: Env, personalNumber: string, purpose: Purpose): Promise<readonly DeskCard[]> {
  const blind = blindIndex(env.INDEX_KEY, REGISTER, 'holder', personalNumber)
  const found = await findExact(env.DB, REGISTER, 'holder', blind)
  const cards = await Promise.all(found.map(({ id }) => cardOf(env, id, purpose)))
  return cards
    .filter((card) => card !== null)
    .toSorted((a, b) => String(b.values['validUntil']).localeCompare(String(a.values['validUntil'])))
}

const KEY = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** Positive, and of 127 bits that nobody can guess (RFC 5280, 4.1.2.2). */
function newSerial(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40
  return toHex(bytes)
}

async function newKeys() {
  const { publicKey, privateKey } = (await crypto.subtle.generateKey(KEY, true, ['sign', 'verify'])) as CryptoKeyPair
  return {
    publicKey: new Uint8Array((await crypto.subtle.exportKey('spki', publicKey)) as ArrayBuffer),
    privateKey: (await crypto.subtle.exportKey('jwk', privateKey)) as unknown as CardKey,
  }
}

/** Makes a software card: its keys are in the answer, and nowhere else. */
async function makeCard(
  { issuing, address }: CardAuthority,
  holder: Holder,
  { number, validUntil }: { readonly number: string; readonly validUntil: string },
): Promise<DemoCard> {
  const [keys, signing] = [await newKeys(), await newKeys()]
  const own = { serial: newSerial(), life: { notBefore: Date.now() - 60_000, notAfter: endOfDaySofia(validUntil) } }
  const profile = { responder: address }
  const name = `${holder.givenName} ${holder.familyName}`
  return {
    id: `card-${number.toLowerCase()}`,
    name: { bg: name, en: transliterate(name) },
    about: { bg: `Лична карта № ${number}`, en: `Identity card no. ${number}` },
    certificate: await certifyCard(issuing, holder, { ...own, publicKey: keys.publicKey }, profile),
    privateKey: keys.privateKey,
    signing: {
      certificate: await certifySigning(issuing, holder, { ...own, publicKey: signing.publicKey }, profile),
      privateKey: signing.privateKey,
    },
  }
}

/** Tells the holder how a card stands, whoever changed it; again changes nothing. */
async function tellHolder(env: Env, { issuing }: CardAuthority, personalNumber: string, serial: string): Promise<void> {
  const issuer = readCertificate(issuing.certificate)
  const card = await cardRecord(env, serial).open()
  const status = card?.values['status']
  if (!issuer.ok || card === null) return
  if (status !== 'active' && status !== 'suspended' && status !== 'revoked') return
  await personById(env, personId(env.INDEX_KEY, personalNumber)).cardChanged({
    issuer: issuer.value.fingerprint,
    serial,
    status,
    seq: card.seq,
  })
}

const serialOf = ({ certificate }: DemoCard): string => {
  const read = readCertificate(certificate)
  if (!read.ok) throw new Error('a card without a certificate')
  return plainSerial(read.value.serial)
}

/**
 * Carries a signed order out: it is kept, its acts are done, and the holder is told of each before the official is.
 * An order that was cut off may be given again: what it had done stands, and the rest is done. Refusals are the register's.
 */
export async function carryOut(
  env: Env,
  authority: CardAuthority,
  order: CardOrder,
  holder: Holder,
  signed: SignedOrder,
  person: string,
): Promise<Result<DemoCard | null, string>> {
  await env.STORE.put(`card-orders/${signed.hash}.json`, signed.text)
  const card = order.card === undefined ? null : await makeCard(authority, holder, order.card)
  const { personalNumber } = holder
  const law = evidenceOf('id-card-by-serial').definition.law
  const made = card === null ? undefined : serialOf(card)
  for (const command of orderedActs(order, { personalNumber, made }, signed, { person, law })) {
    const answer = await cardRecord(env, command.key).perform(command)
    await tellHolder(env, authority, personalNumber, command.key)
    // The card that another takes the place of may have been stopped before.
    const stopped = order.act === 'reissue' && command.act === 'revoke' && !answer.ok && answer.error === 'revoked'
    if (!answer.ok && !stopped) return err(answer.error)
  }
  return ok(card)
}
