// Citizens that no other test knows: the ministry issues a card to a resident of the demo, who comes in with its file.
import { residents } from '../../../cli/demo/residents.ts'
import { cards } from '../../../web/messages/cards.ts'
import { identity } from '../../../web/messages/identity.ts'
import { catalogue } from '../../../workers/catalogue.ts'
import { save } from './files.ts'
import type { Visit } from './it.ts'
import { arrive, DESKTOP, signIn, type Person } from './person.ts'

/** Who is alive, by the order in which the demo knows them. */
export function resident(at: number) {
  const one = residents.filter(({ diedOn }) => diedOn === undefined)[at]
  if (one === undefined) throw new Error('the demo has fewer residents')
  return one
}

/** An official who may issue and revoke cards, with a passkey. */
export async function ministry(visit: Visit, card: string): Promise<Person> {
  const official = await arrive(visit, 'en', DESKTOP)
  await signIn(official, card)
  return official
}

const numberLabel = catalogue.evidences.get('card-holder')?.input['personalNumber']?.label.en ?? ''

/** All cards of a resident, on the official's desk. */
export async function findCards(official: Person, personalNumber: string): Promise<void> {
  await official.goto('/work/cards')
  await official.page.getByLabel(numberLabel, { exact: true }).fill(personalNumber)
  await official.press(official.button(cards.en.find))
}

/** Issues a card. Answers with the path of its file. */
export async function issue(official: Person, personalNumber: string): Promise<string> {
  await findCards(official, personalNumber)
  await official.press(official.button(cards.en.issue))
  await official.press(official.button(cards.en.sign))
  const { path } = await save(official.page, official.button(cards.en.download))
  return path
}

/** With the card of this file; the offer of a passkey, which only comes to who has none, is left open. */
export async function showFile(person: Person, file: string): Promise<void> {
  const texts = identity[person.lang]
  await person.goto('/login')
  await person.page.getByLabel(texts.cardFile).setInputFiles(file)
  await person.press(person.button(texts.cardButton))
}
