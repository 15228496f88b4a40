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

const certificate: Localised = {
  bg: 'Сертификатът на картата е повреден или не е за подписване.',
  en: 'The certificate of the card is damaged, or not one to sign with.',
}
const notThen: Localised = {
  bg: 'Сертификатът на картата или издателят му не важи по времето на подписа.',
  en: 'The certificate of the card, or its issuer, did not count when the signature was made.',
}
const issuer: Localised = {
  bg: 'Издателят на картата не е сред тези, на които този портал се доверява.',
  en: 'The issuer of the card is none that this portal trusts.',
}
const status: Localised = {
  bg: 'Потвърждението, че картата важи, е повредено или не е за този подпис.',
  en: 'The confirmation that the card counted is damaged, or not of this signature.',
}
const statusTime: Localised = {
  bg: 'Потвърждението, че картата важи, не е от времето на подписа: времето във файла е променено.',
  en: 'The confirmation that the card counted is not of the time of the signature: the time in the file was changed.',
}
const stopped: Localised = {
  bg: 'Картата не е важала, когато е направен подписът.',
  en: 'The card did not count when the signature was made.',
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
  'card-signature-malformed': wrong,
  'algorithm-unsupported': wrong,
  'algorithm-key-mismatch': wrong,
  'certificate-malformed': certificate,
  'signing-key-usage-wrong': certificate,
  'subject-unsupported': certificate,
  'policy-forbidden': issuer,
  'issuer-untrusted': issuer,
  'issuer-expired': notThen,
  'certificate-not-yet-valid': notThen,
  'certificate-expired': notThen,
  'certificate-revoked': stopped,
  'certificate-suspended': stopped,
  'certificate-unknown': stopped,
  'ocsp-too-large': status,
  'ocsp-malformed': status,
  'ocsp-request-malformed': status,
  'ocsp-internal-error': status,
  'ocsp-try-later': status,
  'ocsp-signature-required': status,
  'ocsp-unauthorized': status,
  'ocsp-not-one-answer': status,
  'ocsp-other-certificate': status,
  'ocsp-nonce-missing': status,
  'ocsp-nonce-mismatch': status,
  'ocsp-responder-untrusted': status,
  'ocsp-responder-expired': status,
  'ocsp-algorithm-unsupported': status,
  'ocsp-signature-invalid': status,
  'ocsp-from-the-future': statusTime,
  'ocsp-stale': statusTime,
  'ocsp-over': statusTime,
}
