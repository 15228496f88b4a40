// What a person is told when the register of keys stands between them and a signature.
import type { Localised } from '../../workers/kernel/localised.ts'

export const keyProblems = {
  'key-not-entered': {
    bg: 'Ключът Ви още не е вписан в регистъра на ключовете, а без това подписът не би важал. Опитайте след минута.',
    en: 'Your passkey is not entered in the register of keys yet, and without that the signature would not count. Try in a minute.',
  },
  'fingerprint-invalid': {
    bg: 'Отпечатъкът на документа не може да бъде прочетен. Изберете документа отново.',
    en: 'The fingerprint of the document cannot be read. Choose the document again.',
  },
} as const satisfies { readonly [code: string]: Localised }
