// What a signature that does not hold is told: what is wrong with it, never how to get around it.
import type { FileRefusal } from '../../workers/engines/signature/file.ts'
import type { SignatureRefusal } from '../../workers/engines/signature/verify.ts'
import type { Localised } from '../../workers/kernel/localised.ts'

const proof: Localised = {
  bg: 'Доказателството за ключа е повредено или променено.',
  en: 'The proof of the key is damaged or was changed.',
}
const otherLog: Localised = {
  bg: 'Доказателството за ключа не е от този портал.',
  en: 'The proof of the key is not from this portal.',
}
const otherSite: Localised = {
  bg: 'Подписът е направен на друг сайт, а не на посочения във файла.',
  en: 'The signature was made on another site than the file says.',
}
const nobody: Localised = {
  bg: 'Устройството не е проверило кой го държи, когато е подписало.',
  en: 'The device did not verify who held it when it signed.',
}
const wrong: Localised = {
  bg: 'Подписът не е верен: променен е или е направен с друг ключ.',
  en: 'The signature is wrong: it was changed, or another key made it.',
}

export const signatureRefusals: { readonly [refusal in FileRefusal | SignatureRefusal]: Localised } = {
  'signature-file-invalid': {
    bg: 'Това не е файл с подписи или част от него липсва или е променена.',
    en: 'This is no file of signatures, or a part of it is missing or was changed.',
  },
  'signature-file-too-large': {
    bg: 'Файлът е по-голям от всеки файл с подписи.',
    en: 'The file is larger than any file of signatures.',
  },
  'signature-file-empty': { bg: 'Във файла няма подпис.', en: 'There is no signature in the file.' },
  'signature-outdated': {
    bg: 'Подписът е в стар вид, без доказателство за ключа. Изтеглете файла отново.',
    en: 'The signature is of an older form, without a proof of its key. Download the file again.',
  },
  'extract-invalid': proof,
  'verifier-key-invalid': proof,
  'proof-invalid': proof,
  'note-invalid': proof,
  'not-signed': proof,
  'signature-wrong': proof,
  'checkpoint-invalid': proof,
  'origin-wrong': proof,
  'other-record': proof,
  'entry-missing': proof,
  'value-differs': proof,
  'not-in-the-log': {
    bg: 'Ключът не стои в публичния регистър.',
    en: 'The key does not stand in the public register.',
  },
  'verifier-key-differs': otherLog,
  'log-foreign': otherLog,
  'binding-foreign': proof,
  'binding-undisclosed': {
    bg: 'Доказателството не показва чий е ключът.',
    en: 'The proof does not show whose the key is.',
  },
  'binding-of-another': {
    bg: 'Ключът е на друг човек, а не на този, който уж е подписал.',
    en: 'The key is another person’s than the one who is said to have signed.',
  },
  'binding-later': {
    bg: 'Ключът е вписан след подписа: подписът не важи.',
    en: 'The key was entered after the signature: it does not count.',
  },
  'binding-too-weak': {
    bg: 'Ключът не е потвърден с лична карта: с него не се подписва.',
    en: 'No identity card confirmed the key: it does not sign.',
  },
  'document-differs': {
    bg: 'Подписът е на друг документ, а не на този.',
    en: 'The signature is of another document than this one.',
  },
  'answer-malformed': wrong,
  'answer-wrong-type': wrong,
  'challenge-mismatch': {
    bg: 'Подписано е нещо друго: документът, времето или друга част е променена след подписа.',
    en: 'Something else was signed: the document, the time or another part was changed after the signature.',
  },
  'answer-foreign-origin': otherSite,
  'answer-cross-origin': otherSite,
  'relying-party-mismatch': otherSite,
  'user-not-present': nobody,
  'user-not-verified': nobody,
  'backup-eligibility-changed': wrong,
  'key-unsupported': {
    bg: 'Този браузър не познава такъв ключ. Опитайте с друг или с командния ред.',
    en: 'This browser does not know such a key. Try another one, or the command line.',
  },
  'signature-invalid': wrong,
}
