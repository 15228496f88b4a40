// A system of an authority that reads what is closed, for a purpose: with a library that knows nothing of us.
// `node test/relying-party/system.ts <portal> <client_id> <register> <field> <value> [port]`
import { randomUUID } from 'node:crypto'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { exportJWK } from 'jose'
import * as client from 'openid-client'

const [issuer = '', id = '', register = '', field = '', value = '', port = '9001'] = process.argv.slice(2)
const keys = await client.randomDPoPKeyPair('ES256', { extractable: true })
const kid = randomUUID()

// Our public key, at the address that the portal knows; the private one goes nowhere.
const app = new Hono().get('/jwks', async (c) =>
  c.json({ keys: [{ ...(await exportJWK(keys.publicKey)), kid, alg: 'ES256', use: 'sig' }] }),
)
const server = createAdaptorServer({ fetch: app.fetch })
await new Promise<void>((resolve) => server.listen(Number(port), '127.0.0.1', resolve))

try {
  const config = await client.discovery(
    new URL(issuer),
    id,
    undefined,
    client.PrivateKeyJwt({ key: keys.privateKey, kid }),
    // On one's own machine there is no https.
    issuer.startsWith('http://') ? { execute: [client.allowInsecureRequests] } : {},
  )
  const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'))
  const { access_token: token } = await client.clientCredentialsGrant(config, undefined, { DPoP })
  const asked = {
    find: { [field]: value },
    purpose: { law: 'Закон за движението по пътищата, чл. 140', case: 'ПП-17/2026' },
  }
  const answer = await client.fetchProtectedResource(
    config,
    token,
    new URL(`/api/registers/${register}/search`, issuer),
    'POST',
    JSON.stringify(asked),
    new Headers({ 'Content-Type': 'application/json' }),
    { DPoP },
  )
  console.log(JSON.stringify(await answer.json(), null, 2))
} finally {
  server.close()
}
