// What each refusal says to a person: what is wrong, and what to do. The code is the stable part.
import type { Language, Localised } from '../../workers/kernel/localised.ts'
import { backupProblems } from './backup-problems.ts'
import { cardSigningProblems } from './card-signing.ts'
import { counterProblems } from './counter.ts'
import { definitionProblems } from './definition-problems.ts'
import { erasureProblems } from './erasure.ts'
import { fourEyesProblems } from './four-eyes.ts'
import { importProblems } from './import-problems.ts'
import { identityProblems } from './identity-problems.ts'
import { keyProblems } from './key-problems.ts'
import { mandateProblems } from './mandate-problems.ts'
import { oidcProblems } from './oidc-problems.ts'
import { proofProblems } from './proof-problems.ts'
import { safetyProblems } from './safety-problems.ts'
import { searchProblems } from './search.ts'
import { shapeProblems } from './shapes.ts'
import { shareProblems } from './shares.ts'
import { signingProblems } from './signing-problems.ts'
import { systemProblems } from './system-problems.ts'
import { togetherProblems } from './together.ts'
import { walletProblems } from './wallet-problems.ts'
import { walletProtocolProblems } from './wallet-protocol-problems.ts'

export const problems: { readonly [code: string]: Localised } = {
  ...identityProblems,
  ...backupProblems,
  ...cardSigningProblems,
  ...counterProblems,
  ...definitionProblems,
  ...erasureProblems,
  ...fourEyesProblems,
  ...importProblems,
  ...keyProblems,
  ...oidcProblems,
  ...proofProblems,
  ...safetyProblems,
  ...mandateProblems,
  ...searchProblems,
  ...shapeProblems,
  ...shareProblems,
  ...signingProblems,
  ...systemProblems,
  ...togetherProblems,
  ...walletProblems,
  ...walletProtocolProblems,
  'not-found': { bg: 'Няма такава страница. Проверете адреса.', en: 'There is no such page. Check the address.' },
  'unknown-register': { bg: 'Няма такъв регистър.', en: 'There is no such register.' },
  'unknown-service': { bg: 'Няма такава услуга.', en: 'There is no such service.' },
  'unknown-record': { bg: 'Няма такъв запис в регистъра.', en: 'There is no such record in the register.' },
  'unknown-act': { bg: 'Регистърът не познава такова вписване.', en: 'The register knows no such act.' },
  'unknown-case': {
    bg: 'Няма такава преписка, или не е Ваша.',
    en: 'There is no such case, or it is not yours.',
  },
  'case-not-draft': {
    bg: 'Заявлението вече е подадено или оттеглено и не се променя.',
    en: 'The application was already made or withdrawn, and does not change any more.',
  },
  'case-decided': { bg: 'По тази преписка вече има решение.', en: 'This case was already decided.' },
  'own-case': {
    bg: 'Това е Вашето собствено заявление. По него решава друг служител.',
    en: 'This is your own application. Another official decides it.',
  },
  'application-incomplete': {
    bg: 'В заявлението още липсва нещо. Прегледайте го отново.',
    en: 'Something is still missing in the application. Look through it again.',
  },
  'fee-paid': { bg: 'Таксата вече е платена.', en: 'The fee was already paid.' },
  'payment-unavailable': {
    bg: 'Тук още не могат да се плащат такси. Заявлението Ви е запазено; опитайте по-късно.',
    en: 'Fees cannot be paid here yet. Your application is kept; try later.',
  },
  'payment-unknown': { bg: 'Няма такова плащане.', en: 'There is no such payment.' },
  'payment-invalid': {
    bg: 'Това плащане не може да бъде разпознато. Върнете се в преписката и започнете плащането отново.',
    en: 'This payment cannot be recognised. Go back to the case and begin the payment again.',
  },
  'record-missing': { bg: 'Няма запис с този ключ.', en: 'There is no record with this key.' },
  'record-exists': { bg: 'Вече има запис с този ключ.', en: 'There is already a record with this key.' },
  'stale-version': {
    bg: 'Записът се промени, докато работехте. Прегледайте го отново и опитайте пак.',
    en: 'The record changed while you worked. Look at it again and try once more.',
  },
  'idempotency-key-invalid': {
    bg: 'Заявката няма заглавка Idempotency-Key от 8 до 128 букви, цифри и знаци . _ : -',
    en: 'The request has no Idempotency-Key header of 8 to 128 letters, digits and . _ : -',
  },
  'idempotency-key-reused': {
    bg: 'С този Idempotency-Key вече е поискано друго. Изберете нов.',
    en: 'Something else was asked with this Idempotency-Key. Choose a new one.',
  },
  'invalid-input': { bg: 'Някои полета не са попълнени правилно.', en: 'Some fields are not filled in correctly.' },
  'key-invalid': { bg: 'Ключът на записа не е правилен.', en: "The record's key is not valid." },
  'body-invalid': {
    bg: 'Тялото на заявката не е в очаквания вид.',
    en: 'The body of the request is not of the expected form.',
  },
  'line-invalid': { bg: 'Редът не е правилен JSON на вписване.', en: 'The line is not valid JSON of an act.' },
  'batch-too-large': { bg: 'Най-много 500 вписвания наведнъж.', en: 'At most 500 acts at once.' },
  'cursor-invalid': {
    bg: 'Страницата не може да бъде намерена. Започнете от първата.',
    en: 'The page cannot be found. Start from the first.',
  },
  'moment-invalid': {
    bg: 'Датата не е правилна: asOf е време по ISO 8601, effective е дата ГГГГ-ММ-ДД.',
    en: 'The date is not valid: asOf is an ISO 8601 time, effective is a date YYYY-MM-DD.',
  },
  'nothing-changes': { bg: 'Вписването не променя нищо.', en: 'The act changes nothing.' },
  'rule-not-applicable': {
    bg: 'Правилото не може да се приложи към този запис. Обърнете се към органа, който го води.',
    en: 'The rule cannot be applied to this record. Ask the authority that keeps it.',
  },
  'effective-date-invalid': { bg: 'Датата на действие не съществува.', en: 'The effective date does not exist.' },
  'effective-date-too-far-ahead': {
    bg: 'Датата на действие е повече от година напред.',
    en: 'The effective date is more than a year ahead.',
  },
  'effective-date-before-the-record': {
    bg: 'Датата на действие е преди създаването на записа.',
    en: 'The effective date is before the record began.',
  },
  'effective-date-before-a-later-act': {
    bg: 'След тази дата вече има друго вписване. Назад може само поправка.',
    en: 'Another act already takes effect after this date. Only a correction can reach back.',
  },
  'not-signed-in': { bg: 'Първо влезте.', en: 'Sign in first.' },
  'not-allowed': { bg: 'Нямате право на това действие.', en: 'You have no right to do this.' },
  'foreign-origin': {
    bg: 'Заявката идва от друг сайт и не е изпълнена.',
    en: 'The request comes from another site and was not carried out.',
  },
  'body-too-large': {
    bg: 'Изпратеното е твърде голямо: най-много 64 KB.',
    en: 'What was sent is too large: at most 64 KB.',
  },
  'unsupported-media-type': {
    bg: 'Изпратеното е от вид, който тук не се приема.',
    en: 'What was sent is of a type that is not accepted here.',
  },
  'too-many-requests': { bg: 'Твърде много опити. Изчакайте малко.', en: 'Too many attempts. Wait a little.' },
  'internal-error': {
    bg: 'Нещо се обърка при нас. Опитайте отново; нищо потвърдено не е загубено.',
    en: 'Something went wrong on our side. Try again; nothing confirmed was lost.',
  },
  'not-published': {
    bg: 'Вписването още се публикува. Опитайте след няколко секунди.',
    en: 'The entry is still being published. Try again in a few seconds.',
  },

  // One field of a form or a command.
  missing: { bg: 'Попълнете това поле.', en: 'Fill in this field.' },
  'not-text': { bg: 'Тук се очаква текст.', en: 'Text is expected here.' },
  'too-long': { bg: 'Текстът е твърде дълъг.', en: 'The text is too long.' },
  'control-characters': {
    bg: 'Текстът съдържа невидими знаци. Въведете го на ръка.',
    en: 'The text contains invisible characters. Type it by hand.',
  },
  'wrong-format': {
    bg: 'Стойността не е във вида, който се очаква тук.',
    en: 'The value is not of the form that is expected here.',
  },
  'unknown-choice': { bg: 'Изберете една от възможностите.', en: 'Choose one of the options.' },
  'not-a-whole-number': { bg: 'Въведете цяло число, само с цифри.', en: 'Enter a whole number, digits only.' },
  'too-small': { bg: 'Числото е твърде малко.', en: 'The number is too small.' },
  'too-large': { bg: 'Числото е твърде голямо.', en: 'The number is too large.' },
  'not-a-date': {
    bg: 'Въведете дата, която съществува: ден, месец, година.',
    en: 'Enter a date that exists: day, month, year.',
  },
  'in-the-past': { bg: 'Датата не може да е в миналото.', en: 'The date cannot be in the past.' },
  'in-the-future': { bg: 'Датата не може да е в бъдещето.', en: 'The date cannot be in the future.' },
  'not-yes-or-no': { bg: 'Изберете „Да“ или „Не“.', en: 'Choose “Yes” or “No”.' },
  'too-many-decimals': { bg: 'Твърде много знаци след запетаята.', en: 'Too many decimal places.' },
  'not-a-list': { bg: 'Тук се очаква списък.', en: 'A list is expected here.' },
  'too-few-items': { bg: 'Добавете още: толкова не стигат.', en: 'Add more: that is not enough.' },
  'too-many-items': { bg: 'Твърде много са.', en: 'These are too many.' },
  'reference-unknown': {
    bg: 'Няма такъв запис в регистъра, към който това сочи.',
    en: 'The register that this points to has no such record.',
  },
  'reference-ended': {
    bg: 'Записът, към който това сочи, вече не важи.',
    en: 'The record that this points to is no longer valid.',
  },
  'value-taken': {
    bg: 'Друг запис вече има това. Проверете какво сте въвели, или изберете друго.',
    en: 'Another record has this already. Check what you entered, or choose another one.',
  },
  'unknown-field': { bg: 'Няма такова поле.', en: 'There is no such field.' },
}

/** The sentence for a code; a code without one is a fault that the tests of the tables find. */
export const problemTitle = (lang: Language, code: string): string =>
  (Object.hasOwn(problems, code) ? problems[code] : problems['internal-error'])?.[lang] ?? code
