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

function word(text: string): string {
  const lower = text.toLowerCase()
  if (lower === 'българия') return cased('bulgaria', text)
  const shouted = text.length > 1 && text === text.toUpperCase()
  // Art. 6: ия at the end of a word is ia.
  const ending = lower.endsWith('ия') ? 2 : 0
  const letters = [...text.slice(0, text.length - ending)].map((letter) => {
    const latin = LATIN[letter.toLowerCase()] ?? letter
    if (letter === letter.toLowerCase()) return latin
    return shouted ? latin.toUpperCase() : latin.charAt(0).toUpperCase() + latin.slice(1)
  })
  return letters.join('') + (ending === 0 ? '' : shouted ? 'IA' : 'ia')
}

const cased = (latin: string, like: string): string =>
  like === like.toUpperCase()
    ? latin.toUpperCase()
    : like.charAt(0) === like.charAt(0).toUpperCase()
      ? latin.charAt(0).toUpperCase() + latin.slice(1)
      : latin

/** Each Bulgarian word of a text in Latin letters; everything else stays. */
export const transliterate = (text: string): string => text.replaceAll(/[А-Яа-я]+/gu, word)
