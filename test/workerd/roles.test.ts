// Officials: their roles follow from the register, today.
import { it } from 'vitest'
import { env } from 'cloudflare:workers'
import { rolesOf } from '../../workers/http/roles.ts'
import { perform, publish } from '../support/records.ts'

const NUMBER = '6101057509'
const DAY_MS = 86_400_000
const day = (offset: number) => new Date(Date.now() + offset * DAY_MS).toISOString().slice(0, 10)

const appoint = (key: string, input: { readonly [field: string]: string }, effectiveFrom = '2020-01-06') =>
  perform({
    register: 'officials',
    key,
    act: 'appoint',
    input: { person: NUMBER, authority: 'mvr', role: 'registrar', ...input },
    effectiveFrom,
  })
const end = (key: string) =>
  perform({ register: 'officials', key, act: 'end', role: 'ministerski-savet.registrar', effectiveFrom: day(-1) })

it('counts the offices that have begun and not ended, and no one else’s', async ({ expect }) => {
  await appoint('1', {})
  await appoint('2', { authority: 'agkk', role: 'head', until: day(1) })
  await appoint('3', { authority: 'nap', until: day(-2) })
  await appoint('4', { authority: 'noi' }, day(3))
  await appoint('5', { authority: 'dai' })
  await end('5')
  await appoint('6', { authority: 'mz', person: '7523169263' })
  await publish('officials')
  expect((await rolesOf(env, NUMBER, Date.now())).toSorted()).toEqual(['agkk.head', 'mvr.registrar'])
  expect(await rolesOf(env, '8001010007', Date.now())).toEqual([])
})

it('takes an office away at once, whatever the read model still says', async ({ expect }) => {
  await appoint('late', { person: '7523169263' })
  await publish('officials')
  expect(await rolesOf(env, '7523169263', Date.now())).toContain('mvr.registrar')
  await end('late')
  expect(await rolesOf(env, '7523169263', Date.now())).not.toContain('mvr.registrar')
})
