// A small site with "Log in with eID": what a developer needs to write, with a library that knows nothing of us.
import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Hono, type Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { html } from 'hono/html'
import { createRemoteJWKSet, exportJWK, jwtVerify } from 'jose'
import * as client from 'openid-client'

export interface SiteOptions {
  /** The portal's address. */
  readonly issuer: string
  /** The number that the portal gave the site. */
  readonly clientId: () => string
  /** A free one where not said. */
  readonly port?: number
  readonly claims?: readonly string[]
}

interface Pending {
  readonly verifier: string
  readonly state: string
  readonly nonce: string
  readonly lang: string
}
interface Visitor {
  readonly sub: string
  readonly sid: string
  readonly idToken: string
  readonly lang: string
  readonly claims: object
}

export async function startSite({ issuer, clientId, port = 0, claims = ['name', 'age_over_18'] }: SiteOptions) {
  const keys = await client.randomDPoPKeyPair('ES256', { extractable: true })
  const kid = randomUUID()
  const pending = new Map<string, Pending>()
  const visitors = new Map<string, Visitor>()

  /** The portal is found by its address alone; we say who we are by our key. */
  async function portal() {
    const config = await client.discovery(
      new URL(issuer),
      clientId(),
      undefined,
      client.PrivateKeyJwt({ key: keys.privateKey, kid }),
      // On one's own machine there is no https.
      issuer.startsWith('http://') ? { execute: [client.allowInsecureRequests] } : {},
    )
    return config
  }

  const page = (title: string, body: unknown) =>
    html`<!doctype html>
      <html lang="en">
        <title>${title}</title>
        <h1>${title}</h1>
        ${body}
      </html>`
  const own = (c: Context) => new URL(c.req.url).origin

  const app = new Hono()
    .get('/', (c) => {
      const visitor = visitors.get(getCookie(c, 'site') ?? '')
      return c.html(
        visitor === undefined
          ? page(
              'Shop',
              html`<p id="who">Nobody</p>
                <a href="/login">Log in with eID</a>`,
            )
          : page(
              'Shop',
              html`<p id="who">${visitor.sub}</p>
                <pre id="claims">${JSON.stringify(visitor.claims)}</pre>
                <a href="/logout">Log out</a>`,
            ),
      )
    })
    .get('/login', async (c) => {
      const config = await portal()
      const verifier = client.randomPKCECodeVerifier()
      const [state, nonce, session] = [client.randomState(), client.randomNonce(), randomUUID()]
      const lang = c.req.query('lang') ?? 'bg'
      pending.set(session, { verifier, state, nonce, lang })
      setCookie(c, 'pending', session, { httpOnly: true, sameSite: 'Lax', path: '/' })
      const url = await client.buildAuthorizationUrlWithPAR(config, {
        redirect_uri: `${own(c)}/callback`,
        scope: 'openid',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
        ui_locales: lang,
        ...(c.req.query('level') === undefined ? {} : { acr_values: c.req.query('level') ?? '' }),
        claims: JSON.stringify({ userinfo: Object.fromEntries(claims.map((name) => [name, null])) }),
      })
      return c.redirect(url.href)
    })
    .get('/callback', async (c) => {
      const known = pending.get(getCookie(c, 'pending') ?? '')
      if (known === undefined) return c.text('no login was begun here', 400)
      const refused = c.req.query('error')
      if (refused !== undefined) return c.html(page('Not logged in', html`<p id="error">${refused}</p>`))
      const config = await portal()
      const dpop = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'))
      const tokens = await client.authorizationCodeGrant(
        config,
        new URL(c.req.url),
        { pkceCodeVerifier: known.verifier, expectedState: known.state, expectedNonce: known.nonce },
        undefined,
        { DPoP: dpop },
      )
      const idToken = tokens.claims()
      if (idToken === undefined) return c.text('no ID token', 502)
      const { sub, sid, acr } = idToken
      const told = await client.fetchUserInfo(config, tokens.access_token, sub, { DPoP: dpop })
      const session = randomUUID()
      visitors.set(session, {
        sub,
        sid: typeof sid === 'string' ? sid : '',
        idToken: tokens.id_token ?? '',
        lang: known.lang,
        claims: { ...told, acr },
      })
      setCookie(c, 'site', session, { httpOnly: true, sameSite: 'Lax', path: '/' })
      return c.redirect('/')
    })
    .get('/logout', async (c) => {
      const session = getCookie(c, 'site') ?? ''
      const visitor = visitors.get(session)
      visitors.delete(session)
      deleteCookie(c, 'site')
      if (visitor === undefined) return c.redirect('/')
      const url = client.buildEndSessionUrl(await portal(), {
        id_token_hint: visitor.idToken,
        post_logout_redirect_uri: `${own(c)}/`,
        ui_locales: visitor.lang,
      })
      return c.redirect(url.href)
    })
    /** OpenID Connect Back-Channel Logout, 2.6. */
    .post('/signed-out', async (c) => {
      const { logout_token: token } = await c.req.parseBody()
      const { payload } = await jwtVerify(
        typeof token === 'string' ? token : '',
        createRemoteJWKSet(new URL(`${issuer}/oidc/jwks`)),
        {
          issuer,
          audience: clientId(),
          typ: 'logout+jwt',
        },
      )
      for (const [session, visitor] of visitors) if (visitor.sid === payload['sid']) visitors.delete(session)
      return c.body(null, 200)
    })
    .get('/jwks', async (c) => {
      const jwk = await exportJWK(keys.publicKey)
      return c.json({ keys: [{ ...jwk, kid, alg: 'ES256', use: 'sig' }] })
    })

  const server = createAdaptorServer({ fetch: app.fetch })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}
