// What a person sees of the keys that were ever bound to them: all of them, and that the public register says the same.
import { env } from 'cloudflare:workers'
import { describe, it, vi } from 'vitest'
import { keys as messages } from '../../web/messages/keys.ts'
import { catalogue } from '../../workers/catalogue.ts'
import { bindCommand, credentialNumber } from '../../workers/engines/identity/credential.ts'
import { extractFormat, verifyExtract } from '../../workers/engines/log/extract.ts'
import { recordByKey, registerObject } from '../../workers/store/objects.ts'
import { citizen, type Walker } from '../support/citizen.ts'
import { age } from '../support/person.ts'
import { unwrap, there } from '../support/result.ts'
import { textOf } from '../support/text.ts'

const texts = messages.bg
const record = (number: string) => recordByKey(env, there(catalogue.registers.get('credentials')), number)

/** The page, once the register has published what it was told. */
async function pageOf(person: Walker, says: string): Promise<string> {
  return vi.waitUntil(async () => {
    const html = (await person.get('/me/keys')).html
    return textOf(html).includes(says) && html
  })
}

describe('my keys', () => {
  it('are all that were ever bound, with their public records, and the register says the same', async ({ expect }) => {
    const maria = await citizen()
    const [own] = unwrap(await maria.who.person.keys(maria.who.hash))
    const { number } = there(own)
    const html = await pageOf(maria, texts.agree(1))
    expect(html).toContain(`href="/registers/credentials/records/${number}"`)
    expect(html).toContain(`href="/registers/credentials/records/${number}/entries/1"`)
    expect(html).not.toContain(maria.who.number)
    unwrap(await maria.who.person.removePasskey(maria.who.hash, maria.who.phone.held[0]?.id ?? ''))
    expect(textOf(await pageOf(maria, texts.takenBack))).toContain(texts.revoked)
    await pageOf(maria, texts.agree(1))
  })

  it('name one that somebody else had bound, first of all', async ({ expect }) => {
    const maria = await citizen()
    const id = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
    const passkey = { id, publicKey: 'AAAA', aaguid: '', backupEligible: true } as const
    const person = { personalNumber: maria.who.number, id: maria.who.id }
    const bound = { ...passkey, aaguid: 'x', level: 'substantial', boundBy: 'card', boundAt: Date.now() } as const
    unwrap(await record(credentialNumber(id)).perform(bindCommand(person, bound)))
    expect(textOf(await pageOf(maria, texts.alarm))).toContain(texts.unknown)
  })

  it('are shown page by page, each of them, in both languages', async ({ expect }) => {
    const maria = await citizen()
    await pageOf(maria, texts.agree(1))
    // Sixty that she took away long ago, of which the register has not heard yet.
    await age(
      maria.who.person,
      `WITH RECURSIVE series (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM series WHERE value < 60)
       INSERT INTO passkeys (id, public_key, counter, backup_eligible, backed_up, aaguid, transports, name, card, created_at, removed_at)
         SELECT printf('AAA%s', char(65 + value / 26, 65 + value % 26, 65, 65, 65)), 'AAAA', 0, 0, 0, '', '[]', 'Стар ключ ' || value, card, value, value + 1
         FROM passkeys, series`,
    )
    const [first, second] = [await maria.get('/me/keys'), await maria.get('/en/me/keys?from=50')]
    const names = (html: string) => [...html.matchAll(/Стар ключ (\d+)/gu)].map(([, n]) => Number(n))
    expect(names(first.html)).toHaveLength(49)
    expect(names(second.html)).toHaveLength(11)
    expect(new Set([...names(first.html), ...names(second.html)]).size).toBe(60)
    expect([first.html, second.html]).toEqual([
      expect.stringContaining('href="/me/keys?from=50"'),
      expect.stringContaining('href="/en/me/keys?from=0"'),
    ])
    expect(textOf(second.html)).toContain(messages.en.waiting)
    expect(names((await maria.get('/me/keys?from=-1')).html)).toEqual(names(first.html))
  })

  it('are seen by nobody else: the public record does not say whose a key is', async ({ expect }) => {
    const maria = await citizen()
    const [own] = unwrap(await maria.who.person.keys(maria.who.hash))
    const { number } = there(own)
    await pageOf(maria, texts.agree(1))
    const shown = (await maria.get(`/registers/credentials/records/${number}`)).html
    const answer = (await maria.get(`/registers/credentials/records/${number}/extract.json`)).html
    for (const secret of [maria.who.number, maria.who.id]) {
      expect(shown).not.toContain(secret)
      expect(answer).not.toContain(secret)
    }
  })

  it('show whose they are with proof to whom their holder shows them', async ({ expect }) => {
    const maria = await citizen()
    const [own] = unwrap(await maria.who.person.keys(maria.who.hash))
    const extract = await record(there(own).number).extractOf(1, ['person'])
    const { verifierKey } = await registerObject(env, 'credentials').state()
    expect(extract.format).toBe(extractFormat)
    const [entry] = unwrap(await verifyExtract(extract, verifierKey))
    expect(entry?.values).toMatchObject({ 'set.person': maria.who.id, 'set.level': 'substantial' })
    expect(entry?.values).not.toHaveProperty('set.holder')
  })
})
