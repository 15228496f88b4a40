// The identity card on the phone, for its person: which wallets have it, putting it into one, taking it back.
import { Hono, type Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { AddPage, OfferPage, RemoveWalletPage, WalletPage } from '../../../web/views/wallet/wallet.tsx'
import { NAME_MAX, type WalletRow } from '../../engines/wallet/grant.ts'
import { credentialOffer, issuerOf, OFFER_SCHEME } from '../../engines/wallet/metadata.ts'
import { codeOf, isReference, objectName, REFERENCE_BYTES, txCodeOf } from '../../engines/wallet/secrets.ts'
import { toBase64Url } from '../../kernel/bytes.ts'
import { issuanceByName } from '../../store/objects.ts'
import { auditRefusal } from '../audit.ts'
import { requireCard, requireSession } from '../middleware/session.ts'
import { ownOf, typedForm } from '../own.ts'
import { refusedPage } from '../page.tsx'
import type { AppEnv } from '../types.ts'
import { random, walletOf } from '../wallet.ts'

type Ctx = Context<AppEnv>

const whereIssued = createMiddleware<AppEnv>(async (c, next) =>
  walletOf(c.env) === null ? refusedPage(c, { error: 'not-found' }) : next(),
)

async function rowOf(c: Ctx): Promise<WalletRow | undefined> {
  const { person, hash } = ownOf(c)
  const wallets = await person.wallets(hash)
  return wallets.ok ? wallets.value.find(({ id }) => id === c.req.param('id')) : undefined
}

/** The offer of this address, if it is this person's. */
async function offerOf(c: Ctx) {
  const reference = c.req.param('reference') ?? ''
  if (!isReference(reference)) return null
  const view = await issuanceByName(c.env, objectName(reference)).view(ownOf(c).id)
  return view === null ? null : { reference, ...view }
}

/** A form's name of a wallet, as it is kept; null where it is none. */
function nameOf(typed: string): string | null {
  const name = typed.normalize('NFC').trim()
  return name === '' || name.length > NAME_MAX || /[\p{Cc}\p{Cf}]/u.test(name) ? null : name
}

export const wallet = new Hono<AppEnv>()
  .use('/me/wallet', whereIssued, requireSession())
  .use('/me/wallet/*', whereIssued, requireSession())
  .get('/me/wallet', async (c) => {
    const { person, hash } = ownOf(c)
    const wallets = await person.wallets(hash)
    if (!wallets.ok) return refusedPage(c, wallets)
    const removed = c.req.query('done') === 'removed'
    return c.html(<WalletPage page={c.get('page')} wallets={wallets.value} removed={removed} />)
  })
  .get('/me/wallet/new', requireCard, (c) => c.html(<AddPage page={c.get('page')} typed="" />))
  .post('/me/wallet/new', requireCard, async (c) => {
    const { name: typed = '' } = await typedForm(c)
    const name = nameOf(typed)
    if (name === null) return c.html(<AddPage page={c.get('page')} typed={typed} refused="wallet-name-invalid" />, 422)
    const { person, id, hash } = ownOf(c)
    const card = await person.beginWallet(hash)
    if (!card.ok) {
      auditRefusal(c, 'wallet', card.error)
      return c.html(<AddPage page={c.get('page')} typed={typed} refused={card.error} />, 422)
    }
    const reference = toBase64Url(random(REFERENCE_BYTES))
    await issuanceByName(c.env, objectName(reference)).offer(id, name, card.value)
    return c.redirect(c.get('page').href(`/me/wallet/offers/${reference}`), 303)
  })
  .get('/me/wallet/offers/:reference', async (c) => {
    const offer = await offerOf(c)
    if (offer === null) return refusedPage(c, { error: 'not-found' })
    const { reference } = offer
    const key = c.env.SESSION_KEY
    const byReference = `${issuerOf(c.env.ORIGIN)}/offers/${reference}`
    const byValue = JSON.stringify(credentialOffer(c.env.ORIGIN, codeOf(key, reference)))
    return c.html(
      <OfferPage
        page={c.get('page')}
        offer={offer}
        scan={`${OFFER_SCHEME}?credential_offer_uri=${encodeURIComponent(byReference)}`}
        open={`${OFFER_SCHEME}?credential_offer=${encodeURIComponent(byValue)}`}
        txCode={txCodeOf(key, reference)}
      />,
    )
  })
  .get('/me/wallet/offers/:reference/standing', async (c) => {
    const offer = await offerOf(c)
    return c.json({ standing: offer?.standing ?? 'over', attempts: offer?.attempts ?? 0 })
  })
  .get('/me/wallet/:id/remove', async (c) => {
    const row = await rowOf(c)
    return row === undefined
      ? refusedPage(c, { error: 'not-found' })
      : c.html(<RemoveWalletPage page={c.get('page')} wallet={row} />)
  })
  .post('/me/wallet/:id/remove', async (c) => {
    const { person, hash } = ownOf(c)
    const answer = await person.removeWallet(hash, c.req.param('id'))
    return answer.ok ? c.redirect(c.get('page').href('/me/wallet?done=removed'), 303) : refusedPage(c, answer)
  })
