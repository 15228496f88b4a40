// Starts the example site: `node test/relying-party/main.ts <portal> <client_id> [port]`.
import { startSite } from './site.ts'

const [issuer = 'http://localhost:8787', id = '', port = '9000'] = process.argv.slice(2)
const site = await startSite({ issuer, clientId: () => id, port: Number(port) })
console.error(`The site is at ${site.origin}; its keys are at ${site.origin}/jwks`)
