// Bulgarian in Latin letters, as the law has it (Закон за транслитерацията, State Gazette 19/2009).

const LATIN: { readonly [letter: string]: string } = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  ѝ: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'sht',
  ъ: 'a',
  ь: 'y',
  ю: 'yu',
  я: 'ya',
}

/** A small letter in Latin ones, or as it is. */
export const latinLetter = (letter: string): string => LATIN[letter] ?? letter

/** The name of the state keeps the form that the world knows. */
const STATE = 'българия'

const cased = (latin: string, like: string, shouted: boolean): string => {
  if (like === like.toLowerCase()) return latin
  return shouted ? latin.toUpperCase() : latin.charAt(0).toUpperCase() + latin.slice(1)
}

function word(text: string): string {
  const lower = text.toLowerCase()
  const shouted = text.length > 1 && text === text.toUpperCase()
  if (lower === STATE) return cased('bulgaria', text, shouted)
  // Art. 6: ия at the end of a word is ia.
  const ending = lower.endsWith('ия') ? text.length - 1 : text.length
  return Array.from(text, (letter, at) =>
    cased(at === ending ? 'a' : (LATIN[letter.toLowerCase()] ?? letter), letter, shouted),
  ).join('')
}

/** Each Bulgarian word of a text in Latin letters; everything else stays. */
export const transliterate = (text: string): string => text.replaceAll(/[А-Яа-яЍѝ]+/gu, word)
