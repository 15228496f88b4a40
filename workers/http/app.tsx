// The portal's one application: what every request passes, then the routes, family by family.
import { Hono } from 'hono'
import { allRegisters, knownRegister } from './middleware/known.ts'
import { routePath } from './middleware/language.ts'
import { sameOrigin } from './middleware/origin.ts'
import { session } from './middleware/session.ts'
import { defended, identified, limited, settled } from './middleware/wellformed.ts'
import { refusedPage, viewed } from './page.tsx'
import { api } from './routes/api.ts'
import { audit } from './routes/audit.tsx'
import { boards } from './routes/boards.tsx'
import { cardStatus } from './routes/card-status.ts'
import { cards } from './routes/cards.tsx'
import { caseForm } from './routes/case-form.tsx'
import { cases } from './routes/cases.tsx'
import { alike } from './routes/alike.tsx'
import { counter } from './routes/counter.tsx'
import { compare } from './routes/compare.tsx'
import { consents } from './routes/consents.tsx'
import { counterAnnul } from './routes/counter-annul.tsx'
import { continuity } from './routes/continuity.tsx'
import { cosign } from './routes/cosign.tsx'
import { home } from './routes/home.tsx'
import { imports } from './routes/imports.tsx'
import { identity } from './routes/identity.tsx'
import { keys } from './routes/keys.tsx'
import { log } from './routes/log.ts'
import { lookup } from './routes/lookup.tsx'
import { logPage } from './routes/log-page.tsx'
import { makers } from './routes/makers.tsx'
import { mandateGrant } from './routes/mandate-grant.tsx'
import { map } from './routes/map.tsx'
import { mandates } from './routes/mandates.tsx'
import { oidc } from './routes/oidc.ts'
import { oidcLogin, oidcLogout } from './routes/oidc-login.tsx'
import { operator } from './routes/operator.ts'
import { payment } from './routes/payment.tsx'
import { proposals } from './routes/proposals.tsx'
import { registers } from './routes/registers.tsx'
import { safety } from './routes/safety.tsx'
import { services } from './routes/services.tsx'
import { shares } from './routes/shares.tsx'
import { signatures } from './routes/signatures.tsx'
import { siteDesk } from './routes/site-desk.tsx'
import { sites } from './routes/sites.tsx'
import { versions } from './routes/versions.tsx'
import { verifyAge } from './routes/verify-age.tsx'
import { wallet } from './routes/wallet.tsx'
import { walletIssuer } from './routes/wallet-issuer.ts'
import { walletVerifier } from './routes/wallet-verifier.ts'
import { witnesses } from './routes/witnesses.ts'
import { work } from './routes/work.tsx'
import type { AppEnv } from './types.ts'

/** Pages and answers that speak of one register, and those that list all of them. */
const OF_A_REGISTER = [
  ...['', '/api', '/operator', '/work'].map((family) => `${family}/registers/:register/*`),
  '/work/boards/:register/*',
  '/api/geo/collections/:register/*',
  '/work/lookup/:register',
]
const LISTING = [
  '/',
  '/registers',
  '/api/registers',
  '/api/geo/collections',
  '/operator/registers',
  '/open-data',
  '/me/*',
  '/sign',
]

export const app = new Hono<AppEnv>({ getPath: routePath })
  .use(settled, identified, defended, limited)
  // Asked by clients of all the world, and changes nothing.
  .route('/', cardStatus)
  // Servers of other sites, which say who they are by their keys.
  .route('/', oidc)
  .route('/', oidcLogout)
  // Wallets, which read no cookie.
  .route('/', walletIssuer)
  .route('/', walletVerifier)
  .route('/', witnesses)
  .use(sameOrigin)
  .on('ALL', LISTING, allRegisters)
  .on('ALL', OF_A_REGISTER, knownRegister)
  // Machines: no cookies, no pages.
  .route('/operator', operator)
  .route('/api', api)
  .route('/', log)
  // People.
  .use(session, viewed)
  .route('/', home)
  .route('/', registers)
  .route('/', continuity)
  .route('/', compare)
  .route('/', boards)
  .route('/', map)
  .route('/', versions)
  .route('/', logPage)
  .route('/', shares)
  .route('/', identity)
  .route('/', keys)
  .route('/', signatures)
  .route('/', wallet)
  .route('/', verifyAge)
  .route('/', safety)
  .route('/', services)
  .route('/', mandateGrant)
  .route('/', mandates)
  .route('/', cases)
  .route('/', caseForm)
  .route('/', cosign)
  .route('/', cards)
  .route('/', consents)
  .route('/', sites)
  .route('/', siteDesk)
  // Before what would take its address for one of a proposal.
  .route('/', alike)
  .route('/', counterAnnul)
  .route('/', counter)
  .route('/', audit)
  .route('/', lookup)
  // Before what would take its address for one of a draft.
  .route('/', imports)
  .route('/', makers)
  .route('/', proposals)
  .route('/', work)
  .route('/', oidcLogin)
  .route('/', payment)

app.notFound((c) => refusedPage(c, { error: 'not-found' }))

app.onError((error, c) => {
  // The stack stays here; the caller gets the id to ask by.
  console.error(
    JSON.stringify({ request: c.get('requestId'), method: c.req.method, route: c.req.routePath, stack: error.stack }),
  )
  return refusedPage(c, { error: 'internal-error' })
})
