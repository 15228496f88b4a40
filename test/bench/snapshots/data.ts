// A commercial register of any size, the same at every run: names of several words, of which some stand in many of them.
import { chanceFrom } from '../../../cli/demo/chance.ts'
import { catalogue } from '../../../workers/catalogue.ts'
import { snapshotOf, type Snapshot } from '../../../workers/engines/snapshot.ts'
import { transliterate } from '../../../workers/kernel/transliteration.ts'

const BEGINNINGS = 'ал ан ба бо ва ви ге го да де ди ду ем жи за зо ив ил ка ки ко ли ло ма ме ми на не ни'.split(' ')
const MIDDLES = 'бо ва ги де ду жа за ки ла ле ло ма ми на не ни по ра ре ри са си та те ти фо хи ша'.split(' ')
const ENDINGS = 'вски дар кос лин мекс нов рад сан стар тон фарм хим ция щит'.split(' ')
const TRADES = [
  ['Строй', 20],
  ['Транс', 12],
  ['Консулт', 10],
  ['Инженеринг', 8],
  ['Агро', 8],
  ['Трейд', 14],
  ['България', 6],
  ['Търговия', 6],
] as const
const FORMS = ['eood', 'eood', 'eood', 'ood', 'ood', 'et', 'ad', 'kooperatsiya'] as const
const SEATS = ['68134', '56784', '10135', '07079', '00151', '61710', '14218', '63427', '80371', '53462'] as const

export const words = BEGINNINGS.flatMap((one) => MIDDLES.flatMap((two) => ENDINGS.map((three) => one + two + three)))
export const trades = TRADES.map(([name]) => name)
export const forms = FORMS

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
/** As the number of a company looks; nobody checks it here. */
export const numberOf = (n: number): string => String(100_000_000 + n * 7)

const companies = catalogue.register('companies')
/** The same for all: what is found by it is no secret here. */
const INDEX_KEY = Buffer.alloc(32, 7).toString('base64')

function* chosen(count: number): Generator<Snapshot> {
  if (companies === undefined) throw new Error('no register of companies')
  const chance = chanceFrom(1)
  const trade = () => {
    let left = chance.below(100)
    for (const [name, share] of TRADES) {
      left -= share
      if (left < 0) return name
    }
    return ''
  }
  for (let n = 0; n < count; n += 1) {
    const name = [capital(chance.one(words)), trade(), chance.percent(30) ? capital(chance.one(words)) : '']
      .filter((word) => word !== '')
      .join(' ')
    const values = {
      number: numberOf(n),
      name,
      nameLatin: transliterate(name),
      form: chance.one(FORMS),
      seat: chance.percent(60) ? SEATS[0] : chance.one(SEATS),
      street: `ул. „${capital(chance.one(words))}“ ${1 + chance.below(200)}`,
      capital: 2 + chance.below(100_000),
      status: chance.percent(85) ? 'active' : 'closed',
    }
    const standing = {
      id: values.number,
      seq: 1,
      recordedAt: 1_700_000_000_000 + n,
      effectiveFrom: '2020-01-01',
      values,
    }
    yield snapshotOf(companies, standing, INDEX_KEY)
  }
}

/** In batches of the size that a register writes. */
export function* batches(count: number, size: number): Generator<readonly Snapshot[]> {
  let batch: Snapshot[] = []
  for (const snapshot of chosen(count)) {
    batch.push(snapshot)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
