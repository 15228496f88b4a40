// Searching the registers: narrowing what was found, lists of another day, files; and why a search is refused.
import type { Localised } from '../../workers/kernel/localised.ts'
import { defineMessages } from './index.ts'

export const search = defineMessages({
  bg: {
    both: 'Пишете на кирилица или на латиница, с главни или малки букви; стига и началото на думата.',
    noWords: 'Напишете поне една буква или цифра.',
    found: (count: string) => (count === '1' ? 'Намерен е 1 запис.' : `Намерени са ${count} записа.`),
    foundMore: (count: string) => `Намерени са повече от ${count} записа.`,
    narrow: 'Стеснете по стойност',
    narrowAbout: (count: string) => `Числата са от първите ${count} намерени.`,
    narrowed: 'Само записи, в които:',
    widen: 'махнете',
    widenAbout: (what: string) => `условието ${what}`,
    ofDay: 'Списъкът не е днешният',
    ofDayLead: 'Записите са показани такива, каквито са били към друг момент.',
    ofDayGaps: 'Който запис тогава още не е бил вписан, е пропуснат; затова на една страница може да са по-малко.',
    nothingThen: 'Сред тези записи няма такъв, който тогава е бил така.',
    chooseDay: 'Вижте списъка към друга дата',
    toToday: 'Към днешния списък',
    take: 'Изтеглете намереното',
    csv: 'Таблица (CSV)',
    jsonLines: 'За програми (JSON Lines)',
    takeAbout: (max: string) =>
      `Отворените данни на до ${max} записа в един файл. Ако са повече, отговорът казва откъде започва следващият.`,
  },
  en: {
    both: 'Write in Cyrillic or Latin letters, in capitals or not; the beginning of a word is enough.',
    noWords: 'Write at least one letter or digit.',
    found: (count: string) => (count === '1' ? '1 record was found.' : `${count} records were found.`),
    foundMore: (count: string) => `More than ${count} records were found.`,
    narrow: 'Narrow by a value',
    narrowAbout: (count: string) => `The numbers are of the first ${count} found.`,
    narrowed: 'Only records in which:',
    widen: 'remove',
    widenAbout: (what: string) => `the condition ${what}`,
    ofDay: 'This is not the list of today',
    ofDayLead: 'The records are shown as they were at another moment.',
    ofDayGaps: 'A record that was not entered yet is left out, so that a page may hold fewer.',
    nothingThen: 'Of these records none was so then.',
    chooseDay: 'See the list as of another date',
    toToday: 'To the list of today',
    take: 'Download what was found',
    csv: 'Table (CSV)',
    jsonLines: 'For programs (JSON Lines)',
    takeAbout: (max: string) =>
      `The open data of up to ${max} records in one file. Where there are more, the answer says where the next one begins.`,
  },
})

export const searchProblems: { readonly [code: string]: Localised } = {
  'search-empty': {
    bg: 'В търсенето няма нито една буква или цифра.',
    en: 'There is neither a letter nor a digit in the search.',
  },
  'filter-invalid': {
    bg: 'По това поле или стойност не може да се стеснява. Започнете от целия списък.',
    en: 'What is found cannot be narrowed by this field or value. Start from the whole list.',
  },
  'moment-ahead': {
    bg: 'Списък към бъдещ ден няма: дотогава може още да се промени.',
    en: 'There is no list of a day to come: it may still change until then.',
  },
  'only-of-today': {
    bg: 'Файлове и бройки има само за днешното състояние. Към друг момент вижте списъка страница по страница.',
    en: 'Files and counts are of today alone. For another moment read the list page by page.',
  },
  'register-not-listed': {
    bg: 'В този регистър няма отворени данни, които да се изброяват.',
    en: 'This register has no open data to be listed.',
  },
}
