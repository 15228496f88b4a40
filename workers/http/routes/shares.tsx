// Showing others an extract of one's own record, with the fields that one chooses, by an address with a time limit; and what
// they see who open it. An extract is larger than one code holds, so the code is its address: what it leads to proves itself.
import { Hono, type Context } from 'hono'
import { ChoosePage, SharesPage, ShownPage, type ChooseProps } from '../../../web/views/shares/shares.tsx'
import { ReceivedPage } from '../../../web/views/shares/received.tsx'
import { catalogue } from '../../catalogue.ts'
import { parseSheet, verifySheet } from '../../engines/log/sheet.ts'
import { readWitnesses } from '../../engines/log/witness-list.ts'
import { shareId } from '../../engines/names.ts'
import { isShareTerm, openShare, sealShare, shareTerms, type Share } from '../../engines/share.ts'
import { captionOf } from '../../engines/snapshot.ts'
import { isName } from '../../kernel/load-field.ts'
import { namesOf } from '../../store/browse.ts'
import { recordById, registerObject, sharesOf } from '../../store/objects.ts'
import { attachment } from '../attachment.ts'
import { idPattern } from '../browse.ts'
import { live, requireSession } from '../middleware/session.ts'
import { ownOf } from '../own.ts'
import { refusedPage } from '../page.tsx'
import { referencesIn, surroundingsOf } from '../surroundings.ts'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>

const IV_BYTES = 12
const NONCE = /^[0-9a-f-]{36}$/u

/** The record of whoever asks, as they may see it; null where it is not about them. */
async function ownRecord(c: Ctx) {
  const [register, id] = [catalogue.register(c.req.param('register') ?? ''), c.req.param('id') ?? '']
  if (register === undefined || !idPattern.test(id)) return null
  const identity = await ownOf(c).person.identity()
  const number = identity?.personalNumber ?? ''
  const own = await recordById(c.env, register.definition.id, id).ofSubject(number)
  return own && { register, id, number, view: own.view }
}

type Own = NonNullable<Awaited<ReturnType<typeof ownRecord>>>

async function choose(
  c: Ctx,
  { register, id, view }: Own,
  typed: Pick<ChooseProps, 'chosen' | 'faults' | 'nonce'> & { readonly term?: ChooseProps['term'] },
): Promise<Response> {
  const { definition } = register
  const surroundings = surroundingsOf(c, await namesOf(c.env.DB, referencesIn(definition.fields, view.values)))
  return c.html(
    <ChoosePage
      page={c.get('page')}
      surroundings={surroundings}
      definition={definition}
      id={id}
      caption={captionOf(register, view.values, id)}
      values={view.values}
      {...typed}
    />,
    typed.faults.length > 0 ? 422 : 200,
  )
}

const addressOf = async (c: Ctx, person: string, share: string): Promise<string> => {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const token = await sealShare(person, share, c.env.SESSION_KEY, iv)
  return `${c.env.ORIGIN}${c.get('page').href(`/shown/${token}`)}`
}

const fileOf = (c: Ctx, { register, record, sheet }: Share): Response =>
  c.body(sheet, 200, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Disposition': attachment(`${register}-${record}.tlog-proof`),
  })

/** What an address leads to, and whose it is; null where it is over, or never was. */
async function received(c: Ctx): Promise<Share | null> {
  const opened = await openShare(c.req.param('token') ?? '', c.env.SESSION_KEY)
  return opened && sharesOf(c.env, opened.person).open(opened.share)
}

const mine = (c: Ctx) => sharesOf(c.env, ownOf(c).id)

async function ownShare(c: Ctx): Promise<Share | undefined> {
  return (await mine(c).list()).find(({ id }) => id === c.req.param('share'))
}

export const shares = new Hono<AppEnv>()
  .use('/me/show/*', live, requireSession())
  .use('/me/shares/*', live, requireSession())
  .get('/me/show/:register/:id', async (c) => {
    const own = await ownRecord(c)
    if (own === null) return refusedPage(c, { error: 'unknown-record' })
    return choose(c, own, { chosen: [], faults: [], nonce: crypto.randomUUID() })
  })
  .post('/me/show/:register/:id', async (c) => {
    const own = await ownRecord(c)
    if (own === null) return refusedPage(c, { error: 'unknown-record' })
    const form = await c.req.parseBody({ all: true })
    const texts = (name: string) => [form[name] ?? []].flat().filter((one) => typeof one === 'string')
    const chosen = texts('field').filter((name) => isName(name) && Object.hasOwn(own.view.values, name))
    const [[term], [nonce = '']] = [texts('term'), texts('nonce')]
    const known = isShareTerm(term) ? term : undefined
    const faults = [
      ...(chosen.length === 0 ? (['fields'] as const) : []),
      ...(known === undefined ? (['term'] as const) : []),
    ]
    const again = { chosen, term: known, nonce: NONCE.test(nonce) ? nonce : crypto.randomUUID() }
    if (known === undefined || faults.length > 0) return choose(c, own, { ...again, faults })
    const { register, id, number, view } = own
    const sheet = await recordById(c.env, register.definition.id, id).sheet({ number, fields: chosen })
    if (sheet === null) return choose(c, own, { ...again, faults: ['notNow'] })
    const person = ownOf(c).id
    const shown = {
      register: register.definition.id,
      record: id,
      caption: captionOf(register, view.values, id),
      sheet,
      seq: view.seq,
    }
    const share = shareId(c.env.INDEX_KEY, person, again.nonce)
    const made = await sharesOf(c.env, person).make(share, shown, shareTerms[known])
    if (!made.ok) return refusedPage(c, made)
    return c.redirect(c.get('page').href(`/me/shares/${share}`), 303)
  })
  .get('/me/shares', live, requireSession(), async (c) =>
    c.html(<SharesPage page={c.get('page')} shares={await mine(c).list()} />),
  )
  .get('/me/shares/:share', async (c) => {
    const share = await ownShare(c)
    if (share === undefined) return refusedPage(c, { error: 'share-unknown' })
    const address = await addressOf(c, ownOf(c).id, share.id)
    return c.html(<ShownPage page={c.get('page')} share={share} address={address} />)
  })
  .get('/me/shares/:share/extract.tlog-proof', async (c) => {
    const share = await ownShare(c)
    return share === undefined ? refusedPage(c, { error: 'share-unknown' }) : fileOf(c, share)
  })
  .post('/me/shares/:share/end', async (c) => {
    await mine(c).end(c.req.param('share'))
    return c.redirect(c.get('page').href('/me/shares'), 303)
  })
  .get('/shown/:token', async (c) => {
    const share = await received(c)
    c.header('X-Robots-Tag', 'noindex')
    c.header('Cache-Control', 'no-store')
    if (share === null) return refusedPage(c, { error: 'share-unknown' })
    const definition = catalogue.registers.get(share.register)
    const sheet = parseSheet(share.sheet)
    const witnesses = readWitnesses(c.env.WITNESSES)
    const { verifierKey } = await registerObject(c.env, share.register).state()
    const quorum = { witnesses: witnesses.ok ? witnesses.value : [], least: 0 }
    const verified = sheet.ok ? await verifySheet(sheet.value, verifierKey, quorum) : sheet
    if (definition === undefined || !verified.ok) throw new Error('an extract of ours that does not hold')
    const now = await recordById(c.env, share.register, share.record).page({})
    const references = verified.value.entries.flatMap(({ values }) =>
      referencesIn(
        definition.fields,
        Object.fromEntries(
          Object.entries(values).flatMap(([path, value]) =>
            value === null ? [] : [[path.replace(/^(?:set|input)\./u, ''), value]],
          ),
        ),
      ),
    )
    return c.html(
      <ReceivedPage
        page={c.get('page')}
        surroundings={surroundingsOf(c, await namesOf(c.env.DB, references))}
        definition={definition}
        verified={verified.value}
        madeAt={share.madeAt}
        until={share.until}
        changed={(now?.entries[0]?.seq ?? 0) > share.seq}
        file={`/shown/${c.req.param('token')}/extract.tlog-proof`}
        name={`${share.register}-${share.record}`}
      />,
    )
  })
  .get('/shown/:token/extract.tlog-proof', async (c) => {
    const share = await received(c)
    c.header('X-Robots-Tag', 'noindex')
    return share === null ? refusedPage(c, { error: 'share-unknown' }) : fileOf(c, share)
  })
