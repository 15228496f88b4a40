// The site of the demo that people log in to with their eID: the example of `test/relying-party/`, not approved yet.
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
