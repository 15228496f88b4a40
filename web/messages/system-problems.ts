// What a system of an authority is told when it may not read: to its programmer, by the code.
import type { Localised } from '../../workers/kernel/localised.ts'

export const systemProblems: { readonly [code: string]: Localised } = {
  'purpose-missing': {
    bg: 'Посочете на какво основание и по коя преписка е справката. Без цел не се чете нищо.',
    en: 'Say on what legal ground and for which case you look. Nothing is read without a purpose.',
  },
  'purpose-invalid': {
    bg: 'Основанието посочва член от закон (до 200 знака), преписката е номер (до 60 знака).',
    en: 'The ground names an article of law (up to 200 characters); the case is a number (up to 60 characters).',
  },
  'purpose-personal': {
    bg: 'В основанието или номера на преписката има ЕГН. Посочете преписката с номер, който не е на човек.',
    en: 'There is a personal number in the ground or the case. Name the case by a number that is no person’s.',
  },
  'read-not-allowed': {
    bg: 'Тази система не е одобрена да чете този регистър или справка.',
    en: 'This system is not approved to read this register or evidence.',
  },
  'search-invalid': {
    bg: 'Търси се по точната стойност на едно поле, по което регистърът намира записи.',
    en: 'A search is by the whole value of one field by which the register finds records.',
  },
  'unknown-evidence': { bg: 'Няма такава справка.', en: 'There is no such evidence.' },
}
