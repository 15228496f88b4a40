// How words meet, whatever the alphabet, the case and the marks on the letters: София, SOFIA and sofiya are one word.
import { latinLetter } from '../kernel/transliteration.ts'

// A folded word, in English:
//  - each Bulgarian letter is what the law writes for it in Latin (transliteration.ts)
//  - marks are taken off: Škoda is skoda
//  - what is heard alike and written in several ways is written in one: y as i, w as v, x as ks; two i in a row are one,
//    so that Мария, Mariya and Maria meet, and the beginning of a word folds to the beginning of what the word folds to

/** Letters that no decomposition takes apart, and those of other Slavic alphabets. */
const OTHER: { readonly [letter: string]: string } = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ы: 'i',
  э: 'e',
  і: 'i',
  ђ: 'd',
  ј: 'i',
  љ: 'li',
  њ: 'ni',
  ћ: 'c',
  џ: 'dzh',
  є: 'e',
  ґ: 'g',
  w: 'v',
  x: 'ks',
  y: 'i',
}

/** How Latin alphabets of Slavs write what Bulgarian writes with a letter of its own: Škoda is Шкода too. */
const CARON: { readonly [letter: string]: string } = { š: 'sh', č: 'ch', ž: 'zh' }

/** A longer text has more words than anybody looks for. */
const WORDS_MAX = 400

const wordsIn = (text: string): readonly string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))

function fold(word: string, own: { readonly [letter: string]: string } = {}): string {
  const latin = Array.from(word, (letter) => own[letter] ?? latinLetter(letter)).join('')
  const bare = latin.normalize('NFKD').replaceAll(/[^\p{L}\p{N}]/gu, '')
  return Array.from(bare, (letter) => OTHER[letter] ?? latinLetter(letter))
    .join('')
    .replaceAll(/i{2,}/gu, 'i')
}

/** Words repeat from record to record: a million of them is folded from some thousands. */
const KNOWN_MAX = 20_000

const known = new Map<string, string>()

function folded(word: string): string {
  const before = known.get(word)
  if (before !== undefined) return before
  if (known.size >= KNOWN_MAX) known.clear()
  const made = fold(word)
  known.set(word, made)
  return made
}

/** The words of a text, folded, in their order. */
export const foldedWords = (text: string): readonly string[] =>
  wordsIn(text)
    .slice(0, WORDS_MAX)
    .map(folded)
    .filter((word) => word !== '')

/** Other ways in which words of a text are written in Latin letters: Turnovo beside Tarnovo, Shkoda beside Skoda. */
export const otherSpellings = (text: string): readonly string[] =>
  wordsIn(text)
    .slice(0, WORDS_MAX)
    .flatMap((word) => [...(word.includes('ъ') ? [fold(word, { ъ: 'u' })] : []), ...caronsOf(word)])

const caronsOf = (word: string): readonly string[] => (/[ščž]/u.test(word) ? [fold(word, CARON)] : [])

/** What a typed word may stand for: a Latin j is й to some and ж to others. */
export const readingsOf = (foldedWord: string): readonly string[] =>
  foldedWord.includes('j')
    ? [foldedWord, foldedWord.replaceAll('j', 'i').replaceAll(/i{2,}/gu, 'i'), foldedWord.replaceAll('j', 'zh')]
    : [foldedWord]
