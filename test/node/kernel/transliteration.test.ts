// Bulgarian in Latin letters: the examples of the law, and what every text keeps.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { transliterate } from '../../../workers/kernel/transliteration.ts'

it.for<[bulgarian: string, latin: string]>([
  ['Марияна', 'Mariyana'],
  ['Мария', 'Maria'],
  ['София', 'Sofia'],
  ['България', 'Bulgaria'],
  ['Република България', 'Republika Bulgaria'],
  // Only the name of the state itself is written so.
  ['Българско', 'Balgarsko'],
  ['Стара Загора', 'Stara Zagora'],
  ['Благоевград', 'Blagoevgrad'],
  ['Щръклево', 'Shtraklevo'],
  ['Ъглен', 'Aglen'],
  ['Кърджали', 'Kardzhali'],
  ['Йордан', 'Yordan'],
  ['Ценка Чолакова', 'Tsenka Cholakova'],
  ['Шабла', 'Shabla'],
  ['Юлия Ячева', 'Yulia Yacheva'],
  ['Жельо', 'Zhelyo'],
  ['Синьо', 'Sinyo'],
  ['Хисаря', 'Hisarya'],
  ['Мариян', 'Mariyan'],
  ['ия', 'ia'],
  ['Ия', 'Ia'],
  ['ИЯ', 'IA'],
  ['ѝ', 'i'],
  ['Поликлиничната', 'Poliklinichnata'],
  // Capitals: Zh at the head of a word, ZH in a word of capitals.
  ['Живко', 'Zhivko'],
  ['ЖИВКО', 'ZHIVKO'],
  ['СОФИЯ', 'SOFIA'],
  ['БЪЛГАРИЯ', 'BULGARIA'],
  ['МАРИЯНА', 'MARIYANA'],
  ['Я', 'Ya'],
  ['ул. „Шипка“ № 5, бл. 3А', 'ul. „Shipka“ № 5, bl. 3A'],
  ['Лозен-Запад', 'Lozen-Zapad'],
  ['E-mail адрес', 'E-mail adres'],
  ['', ''],
])('%s is %s', ([bulgarian, latin], { expect }) => {
  expect(transliterate(bulgarian)).toBe(latin)
})

describe('any text', () => {
  it('is left with no Bulgarian letter, and with all else as it was', ({ expect }) => {
    const unit = fc.constantFrom(...Array.from('абвгдежзийклмнопрстуфхцчшщъьюяАБЖЩЮЯ ,.-1aZ№ѝ'))
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
        const latin = transliterate(text)
        expect(latin).not.toMatch(/[а-яѝ]/iu)
        expect(transliterate(latin)).toBe(latin)
        expect(latin.replaceAll(/[a-z]/giu, '')).toBe(text.replaceAll(/[a-zа-яѝ]/giu, ''))
      }),
    )
  })

  it('of a name is one: a capital and small letters', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[А-ЪЬЮЯ][а-ъьюя]{0,11}$/u), (name) => /^[A-Z][a-z]*$/u.test(transliterate(name))),
    )
  })
})
