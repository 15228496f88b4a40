// The site of the demo that people log in to with their eID, not approved yet; and a system of an authority that is: the
// examples of `test/relying-party/`.
import { people } from './people.ts'

const ADDRESS = 'http://localhost:9000'
const owner = people.find(({ id }) => id === 'stefan')

export const site = {
  client: 'rp-0000000000000001',
  since: '2026-01-05',
  input: {
    name: 'Пробен магазин',
    owner: owner?.personalNumber ?? '',
    sector: 'localhost',
    redirectUris: `${ADDRESS}/callback`,
    postLogoutUris: `${ADDRESS}/`,
    jwksUri: `${ADDRESS}/jwks`,
    logoutUri: `${ADDRESS}/signed-out`,
    claims: 'name age_over_18',
    publicAddresses: true,
    reason: 'За да знаем на кого изпращаме поръчката и че може да я купи.',
  },
} as const

const SYSTEM = 'http://localhost:9001'

export const system = {
  client: 'rp-0000000000000002',
  since: '2026-01-05',
  input: {
    name: 'Информационна система на Пътна полиция',
    authority: 'mvr',
    sector: 'localhost',
    redirectUris: `${SYSTEM}/callback`,
    jwksUri: `${SYSTEM}/jwks`,
    publicAddresses: true,
    reason: 'Справки по преписки на Пътна полиция.',
  },
  approval: { personalNumber: false, role: 'mvr.registrar', reads: 'vehicles person-identity person-in-short' },
} as const
