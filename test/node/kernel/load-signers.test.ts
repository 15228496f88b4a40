// Who signs with an applicant is loaded with the service, or refused with every fault named.
import { describe, it } from 'vitest'
import { catalogue } from '../../../workers/catalogue.ts'
import { loadService } from '../../../workers/kernel/load-service.ts'
import { signersMax } from '../../../workers/kernel/load-signers.ts'
import type { ServiceDefinition, SignerDefinition } from '../../../workers/kernel/service.ts'
import { there } from '../../support/result.ts'

const { definition } = there(catalogue.service('transfer-vehicle'))
const signing = there(definition.signing)

const faultsOf = (change: Partial<ServiceDefinition>): readonly string[] => {
  const answer = loadService({ ...definition, ...change }, catalogue)
  return answer.ok ? [] : (answer.detail ?? '').split('\n')
}
const signedBy = (signers: { readonly [name: string]: SignerDefinition }) => ({ signing: { ...signing, signers } })

const one: SignerDefinition = {
  title: { bg: 'Свидетел', en: 'Witness' },
  law: 'ГПК, чл. 578',
  person: 'form.buyer',
  called: 'buyer.called',
}

describe('signers', () => {
  it('without a fault are loaded', ({ expect }) => {
    expect(faultsOf(signedBy({ one }))).toEqual([])
    expect(
      faultsOf(signedBy(Object.fromEntries(Array.from({ length: signersMax }, (_, n) => [`n${n}`, one])))),
    ).toEqual([])
  })

  it.for<[fault: string, change: Partial<ServiceDefinition>, expected: RegExp]>([
    ['nobody', signedBy({}), /it has 0 signers/u],
    [
      'more than are read',
      signedBy(Object.fromEntries(Array.from({ length: signersMax + 1 }, (_, n) => [`n${n}`, one]))),
      /it has 11 signers/u,
    ],
    ['for no time', { signing: { ...signing, days: 0 } }, /days of its signing/u],
    ['for years', { signing: { ...signing, days: 400 } }, /days of its signing/u],
    ['by no law', { signing: { ...signing, law: 'ЗЗД' } }, /no article of law is cited for its signing/u],
    ['somebody by no law', signedBy({ one: { ...one, law: 'ГПК' } }), /cited for one/u],
    ['whoever is a number', signedBy({ one: { ...one, person: 'form.price' } }), /one: form\.price yields int/u],
    ['whoever is called by one', signedBy({ one: { ...one, called: 'form.price' } }), /one: form\.price yields int/u],
    ['whom no question names', signedBy({ one: { ...one, person: 'form.witness' } }), /No such key: witness/u],
    ['perhaps', signedBy({ one: { ...one, when: 'form.buyer' } }), /one: form\.buyer yields string/u],
    [
      'who decides',
      signedBy({ one: { title: one.title, law: one.law, role: 'mvr.registrar' } }),
      /mvr\.registrar signs and decides/u,
    ],
  ])('are refused: %s', ([, change, expected], { expect }) => {
    expect(faultsOf(change).filter((fault) => expected.test(fault))).toHaveLength(1)
  })
})

describe('a question of one’s own records', () => {
  const asking = (own: `${string}.${string}`) => ({
    pages: [{ ...there(definition.pages[0]), questions: { vin: { own } } }, ...definition.pages.slice(1)],
  })
  it('is answered by the key of the register', ({ expect }) => {
    expect(there(catalogue.service('transfer-vehicle')).own.get('vin')?.definition.id).toBe('vehicles')
    expect(faultsOf(asking('vehicles.plate'))).toContainEqual(expect.stringMatching(/names no record/u))
    expect(faultsOf(asking('vehicles.wheel'))).toContainEqual(expect.stringMatching(/asks for vehicles\.wheel/u))
    expect(faultsOf(asking('boats.vin'))).toContainEqual(expect.stringMatching(/asks for boats\.vin/u))
  })
})

describe('evidence that hangs on evidence', () => {
  const chained = (spouse: string) => ({
    evidence: { ...definition.evidence, spouse: { ask: 'person-in-short', input: { personalNumber: spouse } } },
  })
  it('sees what stands before it, and nothing after', ({ expect }) => {
    expect(faultsOf(chained('marriage.spouse'))).toEqual([])
    expect(faultsOf(chained('buyer.called')).length).toBeGreaterThan(0)
    expect(faultsOf(chained('marriage.cousin'))).toContainEqual(expect.stringMatching(/No such key: cousin/u))
  })
})
