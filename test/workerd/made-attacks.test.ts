// What a security reviewer tries on the making of registers: each attack, and the code that it gets.
import { beforeAll, describe, it } from 'vitest'
import type { RegisterDefinition } from '../../workers/kernel/register.ts'
import { personRef, text } from '../../workers/kernel/field.ts'
import { attack } from '../support/attacks.ts'
import { clerk } from '../support/citizen.ts'
import { settle } from '../support/ledger.ts'
import { there } from '../support/result.ts'
import { clubOf, confirm, office, proposeDefinition, publishDefinition, type Office } from '../support/stewards.ts'

let wary: Office
const ID = 'wary-club'
const label = { bg: 'Поле', en: 'Field' }

beforeAll(async () => {
  wary = await office('wary')
  const published = await publishDefinition(wary, clubOf('wary', ID))
  if (published.status !== 201) throw new Error(JSON.stringify(published.body))
  const joined = await wary.secretary.visitor.postJson(
    `/api/registers/${ID}/acts/join`,
    { key: 'a', input: { nickname: 'Аня', hand: 'left', born: '1990-05-04' } },
    { 'Idempotency-Key': 'join-wary-a' },
  )
  if (joined.status !== 201) throw new Error(await joined.text())
  await settle(['a'], ID)
})

const withFields = (club: RegisterDefinition, fields: RegisterDefinition['fields']) => ({
  ...club,
  fields: { ...club.fields, ...fields },
})
const withAct = (club: RegisterDefinition, change: object) => ({
  ...club,
  acts: { ...club.acts, score: { ...there(club.acts['score']), ...change } },
})

const ATTACKS: readonly (readonly [string, string, (club: RegisterDefinition) => object])[] = [
  [...attack('definition', 'of a register of another authority'), (club) => ({ ...club, keeper: 'mvr' })],
  [...attack('definition', 'under the id of a register of the portal'), (club) => ({ ...club, id: 'vehicles' })],
  [...attack('definition', 'under an id that is an address'), (club) => ({ ...club, id: 'import' })],
  [
    ...attack('definition', 'with a name that every object has'),
    (club) => withFields(club, { constructor: text({ label, disclose: 'open', optional: true }) }),
  ],
  [
    ...attack('definition', 'with a pattern that backtracks for ever'),
    (club) => withAct(club, { refuse: { 'not-playing': "record.nickname.matches('^(a+)+$')" } }),
  ],
  [
    ...attack('definition', 'that lets somebody act for an authority'),
    (club) =>
      ({
        ...withFields(club, { person: personRef({ label, disclose: 'personal', find: 'exact', optional: true }) }),
        mandates: {
          office: { title: label, law: 'чл. 1', representative: 'person', principal: { role: "'mvr.registrar'" } },
        },
      }) satisfies RegisterDefinition,
  ],
  [
    ...attack('definition', 'by which somebody would be dead'),
    (club) =>
      withAct(withFields(club, { person: personRef({ label, disclose: 'personal', find: 'exact', optional: true }) }), {
        means: { to: 'person', what: 'died' },
      }),
  ],
  [...attack('definition', 'with a role of the portal'), (club) => withAct(club, { by: ['izvor.registers'] })],
  [
    ...attack('definition', 'that makes a public list of personal numbers'),
    (club) => withFields(club, { person: personRef({ label, disclose: 'open', find: 'exact', optional: true }) }),
  ],
  [
    ...attack('definition', 'that defines registers itself'),
    (club) => withFields(club, { rules: text({ label, format: 'definition', disclose: 'open', optional: true }) }),
  ],
]

describe('a definition', () => {
  it.for(ATTACKS)('%s: %s', async ([, code, change], { expect }) => {
    const definition = change(clubOf('wary', 'wary-new'))
    const checked = await wary.first.visitor.postJson('/api/definitions/check', { definition })
    const { faults } = await checked.json<{ faults: { code: string }[] }>()
    expect(faults.map((fault) => fault.code)).toContain(code)
    const { body } = await proposeDefinition(wary.first, definition)
    expect(body).toMatchObject({ code: 'invalid-input' })
  })

  it.for([attack('definition', 'that opens what was personal, where people are')])(
    '%s: %s',
    async ([, code], { expect }) => {
      const club = { ...clubOf('wary', ID), version: 2 }
      const definition = withFields(club, { phone: { ...there(club.fields['phone']), disclose: 'open' } as never })
      const checked = await wary.first.visitor.postJson('/api/definitions/check', { definition })
      expect((await checked.json<{ faults: object[] }>()).faults).toMatchObject([
        { path: 'fields.phone.disclose', code },
      ])
      expect((await proposeDefinition(wary.first, definition, 'change')).body).toMatchObject({
        issues: [{ code: 'definition-refused' }],
      })
    },
  )

  it.for([attack('definition', 'confirmed by whoever proposed it')])('%s: %s', async ([, code], { expect }) => {
    const proposed = await proposeDefinition(wary.first, clubOf('wary', 'wary-alone'))
    expect((await confirm(wary.first, proposed.body)).body).toMatchObject({ code })
  })

  it.for([attack('definition', 'confirmed by a steward of another authority')])(
    '%s: %s',
    async ([, code], { expect }) => {
      const proposed = await proposeDefinition(wary.first, clubOf('wary', 'wary-foreign'))
      expect((await confirm(await clerk('mvr.steward'), proposed.body)).body).toMatchObject({ code })
    },
  )
})
