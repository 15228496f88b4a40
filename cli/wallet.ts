// A wallet for trying the portal with invented data: it takes the identity card, says what is in it, and shows a part.
import { existsSync, readFileSync } from 'node:fs'
import { readOptions, UsageError } from './options.ts'
import { writeWhole } from './serve/whole.ts'
import { reasonOf, Unable } from './unable.ts'
import { answer, ask, claimsOf, receive, show, type HeldCard } from './wallet/holder.ts'

const FILE = 'wallet.json'
const COPIES_MAX = 10

export const usage = `Usage: npx izvor wallet <what> [options]
  A wallet on the command line, for invented data alone: its keys lie open in a file.
  receive <offer> --pin <pin>  takes the identity card that the page "Card on the phone" offers.
                               The offer is what its code holds: openid-credential-offer://…
  show                         says what is in the card.
  present <request>            answers a verifier (openid4vp://…), with the claims that it asks for and no others.
  --copies <n>  how many copies to take, 1 to ${COPIES_MAX}; each verifier is shown another. 3 where not said.
  --file <file> where the wallet is; ${FILE} where not said.`

interface WalletFile {
  readonly cards: readonly HeldCard[]
}

function read(file: string): WalletFile {
  if (!existsSync(file)) return { cards: [] }
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as WalletFile
  } catch (error) {
    throw new Unable(`${file} cannot be read as a wallet (${reasonOf(error)}).`)
  }
}

const keep = (file: string, wallet: WalletFile) => writeWhole(file, `${JSON.stringify(wallet, null, 2)}\n`)

/** What the libraries throw carries the refusal as they tell it; whoever stands at the terminal gets that sentence. */
async function tried<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Unable) throw error
    const cause = error instanceof Error && error.cause !== undefined ? ` (${reasonOf(error.cause)})` : ''
    throw new Unable(`${reasonOf(error)}${cause}`)
  }
}

async function receiveInto(file: string, offer: string, pin: string, copies: number): Promise<void> {
  const cards = await tried(() => receive(fetch, offer, pin, copies))
  keep(file, { cards })
  console.log(`The card is in ${file}, in ${cards.length} ${cards.length === 1 ? 'copy' : 'copies'}.`)
}

async function tell(file: string): Promise<void> {
  const [card] = read(file).cards
  if (card === undefined) throw new Unable(`There is no card in ${file}. See: npx izvor wallet --help`)
  const { cnf: _, status: __, _sd_alg: ___, ...claims } = await tried(() => claimsOf(card))
  console.log(JSON.stringify(claims, null, 2))
}

async function present(file: string, link: string): Promise<void> {
  const { cards } = read(file)
  const [card, ...others] = cards
  if (card === undefined) throw new Unable(`There is no card in ${file}. See: npx izvor wallet --help`)
  await tried(async () => {
    const question = await ask(fetch, link)
    console.log(`Asked for, and shown: ${question.paths.map((path) => path.join('.')).join(', ')}. Nothing else.`)
    const { nonce, clientId } = question
    const presentation = await show(card, question.paths, { nonce, audience: clientId, now: Date.now() })
    const response = await answer(fetch, question, presentation)
    const said = (await response.json()) as { readonly redirect_uri?: string; readonly error_description?: string }
    if (!response.ok) throw new Unable(`The verifier refused: ${said.error_description ?? response.status}.`)
    // The next verifier gets another copy, so that the two cannot know the holder again by it.
    keep(file, { cards: [...others, card] })
    console.log(said.redirect_uri === undefined ? 'Answered.' : `Answered. Go on at ${said.redirect_uri}`)
  })
}

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(
    args,
    { pin: { type: 'string' }, copies: { type: 'string' }, file: { type: 'string' } },
    2,
  )
  const [what, about] = positionals
  const { file = FILE, pin, copies = '3' } = values
  if (what === 'show') await tell(file)
  else if (what === 'receive' || what === 'present') {
    if (about === undefined) throw new UsageError(what === 'receive' ? 'Which offer?' : 'Which request?')
    if (what === 'present') await present(file, about)
    else {
      if (pin === undefined) throw new UsageError('Which PIN? The page shows it below the code.')
      const count = /^\d{1,2}$/u.test(copies) ? Number(copies) : 0
      if (count < 1 || count > COPIES_MAX) throw new UsageError(`'${copies}' is no number from 1 to ${COPIES_MAX}.`)
      await receiveInto(file, about, pin, count)
    }
  } else throw new UsageError(what === undefined ? 'What shall the wallet do?' : `A wallet does not '${what}'.`)
  return 0
}
