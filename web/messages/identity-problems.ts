// What a person is told when a login, a passkey or a signature is refused: what to do, never how to get around it.
import type { Localised } from '../../workers/kernel/localised.ts'

const AGAIN = { bg: 'Опитайте отново.', en: 'Try again.' }
const notConfirmed = (bg: string, en: string): Localised => ({ bg: `${bg} ${AGAIN.bg}`, en: `${en} ${AGAIN.en}` })

const cardNotConfirmed = notConfirmed('Картата не потвърди входа.', 'The card did not confirm the sign-in.')
const passkeyNotConfirmed = notConfirmed(
  'Ключът не потвърди, че сте Вие.',
  'The passkey did not confirm that it is you.',
)
const passkeyNotMade = notConfirmed('Устройството не направи ключ.', 'The device made no passkey.')
const cardNotAccepted: Localised = {
  bg: 'Тази карта не се приема тук. Влезте с българска лична карта с чип.',
  en: 'This card is not accepted here. Sign in with a Bulgarian identity card with a chip.',
}
const cardNotChecked: Localised = {
  bg: 'В момента не можем да проверим дали картата важи. Опитайте по-късно.',
  en: 'We cannot check now whether the card is valid. Try later.',
}
const checkerSilent: Localised = {
  bg: 'Службата, която казва дали картата важи, не отговаря. Опитайте след няколко минути.',
  en: 'The service that says whether the card is valid does not answer. Try in a few minutes.',
}
const checkerDoubtful: Localised = {
  bg: 'Получихме отговор за картата, на който не можем да се доверим, и затова не Ви пуснахме. Опитайте след няколко минути.',
  en: 'We got an answer about the card that we cannot trust, so we did not let you in. Try in a few minutes.',
}
const checkerLate: Localised = {
  bg: 'Получихме стар отговор за картата, а ни трябва днешен. Опитайте след няколко минути.',
  en: 'We got an old answer about the card and need a new one. Try in a few minutes.',
}
const signingPart: Localised = {
  bg: 'Частта от картата за подписване не може да бъде приета. Обърнете се към районното управление.',
  en: 'The part of the card that signs cannot be accepted. Ask the police department.',
}
const otherSite: Localised = {
  bg: 'Отговорът е направен за друг сайт. Отворете портала от неговия адрес и влезте оттам.',
  en: 'The answer was made for another site. Open the portal at its own address and sign in there.',
}
const oldAttempt = notConfirmed('Този опит вече беше използван.', 'This attempt was already used.')
const signedOut: Localised = {
  bg: 'Вече не сте влезли. Влезте отново.',
  en: 'You are no longer signed in. Sign in again.',
}
const counter: Localised = {
  bg: 'Този ключ може да е копиран и не беше приет. Влезте с личната карта и го премахнете.',
  en: 'This passkey may have been copied and was not accepted. Sign in with the identity card and remove it.',
}

export const identityProblems: { readonly [code: string]: Localised } = {
  'challenge-unknown': oldAttempt,
  'challenge-used': oldAttempt,
  'challenge-expired': notConfirmed('Минаха повече от пет минути.', 'More than five minutes went by.'),
  'challenge-mismatch': oldAttempt,
  'token-too-short': cardNotConfirmed,
  'token-too-long': cardNotConfirmed,
  'token-malformed': cardNotConfirmed,
  'token-format-unsupported': cardNotConfirmed,
  'certificate-malformed': cardNotConfirmed,
  'certificate-not-yet-valid': { bg: 'Картата още не важи.', en: 'The card is not valid yet.' },
  'certificate-expired': {
    bg: 'Срокът на картата е изтекъл. Подменете я в районното управление.',
    en: 'The card has expired. Have it renewed at the police department.',
  },
  'certificate-revoked': {
    bg: 'Картата е спряна. Ако не сте я спрели Вие, обърнете се към районното управление.',
    en: 'The card was revoked. If it was not you who revoked it, ask the police department.',
  },
  'key-usage-wrong': cardNotAccepted,
  'extended-key-usage-wrong': cardNotAccepted,
  'issuer-untrusted': cardNotAccepted,
  'issuer-expired': cardNotAccepted,
  'policy-forbidden': cardNotAccepted,
  'subject-unsupported': cardNotAccepted,
  'card-foreign': cardNotAccepted,
  'personal-number-invalid': cardNotAccepted,
  'certificate-suspended': {
    bg: 'Картата е временно спряна. Ако сте я намерили, обърнете се към районното управление да я възобнови.',
    en: 'The card is suspended. If you have found it, ask the police department to resume it.',
  },
  'certificate-unknown': {
    bg: 'Службата, която издава картите, не познава тази карта. Обърнете се към районното управление.',
    en: 'The service that issues cards does not know this card. Ask the police department.',
  },
  'ocsp-unreachable': checkerSilent,
  'ocsp-timeout': checkerSilent,
  'ocsp-http-error': checkerSilent,
  'ocsp-try-later': checkerSilent,
  'ocsp-internal-error': checkerSilent,
  'ocsp-request-malformed': cardNotChecked,
  'ocsp-signature-required': cardNotChecked,
  'ocsp-unauthorized': cardNotChecked,
  'ocsp-too-large': checkerDoubtful,
  'ocsp-malformed': checkerDoubtful,
  'ocsp-not-one-answer': checkerDoubtful,
  'ocsp-other-certificate': checkerDoubtful,
  'ocsp-nonce-missing': checkerDoubtful,
  'ocsp-nonce-mismatch': checkerDoubtful,
  'ocsp-responder-untrusted': checkerDoubtful,
  'ocsp-responder-expired': checkerDoubtful,
  'ocsp-algorithm-unsupported': checkerDoubtful,
  'ocsp-signature-invalid': checkerDoubtful,
  'ocsp-from-the-future': checkerDoubtful,
  'ocsp-stale': checkerLate,
  'ocsp-over': checkerLate,
  'signing-certificate-missing': cardNotConfirmed,
  'signing-certificate-of-another': signingPart,
  'signing-key-usage-wrong': signingPart,
  'revocation-unchecked': cardNotChecked,
  'algorithm-unsupported': cardNotConfirmed,
  'algorithm-key-mismatch': cardNotConfirmed,
  'signature-invalid': notConfirmed('Подписът не е верен.', 'The signature is not right.'),
  'assertion-malformed': passkeyNotConfirmed,
  'assertion-invalid': passkeyNotConfirmed,
  'answer-malformed': passkeyNotConfirmed,
  'answer-wrong-type': passkeyNotConfirmed,
  'answer-foreign-origin': otherSite,
  'answer-cross-origin': otherSite,
  'relying-party-mismatch': otherSite,
  'credential-mismatch': passkeyNotConfirmed,
  'user-handle-missing': passkeyNotConfirmed,
  'user-handle-mismatch': passkeyNotConfirmed,
  'user-not-present': passkeyNotConfirmed,
  'user-not-verified': {
    bg: 'Устройството не провери, че сте Вие. Включете отключване с пръст, лице или код и опитайте отново.',
    en: 'The device did not check that it is you. Switch on unlocking by finger, face or code, and try again.',
  },
  'backup-state-invalid': passkeyNotConfirmed,
  'backup-eligibility-changed': counter,
  'counter-regressed': counter,
  'passkey-unknown': {
    bg: 'Този ключ не е познат тук или е премахнат. Влезте с личната карта.',
    en: 'This passkey is not known here or was removed. Sign in with the identity card.',
  },
  'passkey-exists': { bg: 'Този ключ вече е добавен.', en: 'This passkey was already added.' },
  'passkey-not-discoverable': passkeyNotMade,
  'registration-malformed': passkeyNotMade,
  'registration-invalid': passkeyNotMade,
  'too-many-passkeys': {
    bg: 'Имате 20 ключа за достъп. Премахнете някой, преди да добавите нов.',
    en: 'You have 20 passkeys. Remove one before you add another.',
  },
  'passkeys-unconfirmed': {
    bg: 'Личната карта, с която е потвърден ключът Ви, вече не важи, затова с него не може да се подписва. Влезте с новата си карта и направете ключ отново.',
    en: 'The identity card that confirmed your passkey is no longer valid, so the passkey cannot sign. Sign in with your new card and make a passkey again.',
  },
  'no-passkey': {
    bg: 'За да подпишете, Ви е нужен ключ за достъп, потвърден с личната карта.',
    en: 'To sign you need a passkey that was confirmed with your identity card.',
  },
  'intent-changed': {
    bg: 'Това, което подписвате, се е променило. Прегледайте го и подпишете отново.',
    en: 'What you are signing has changed. Look at it and sign again.',
  },
  'last-factor': {
    bg: 'Това е единственият Ви начин да влезете. Добавете друг ключ или влезте с валидна карта, преди да го премахнете.',
    en: 'This is your only way to sign in. Add another passkey or sign in with a valid card before you remove it.',
  },
  'level-too-low': {
    bg: 'За тази стъпка е нужен по-сигурен вход: с личната карта.',
    en: 'This step asks for a stronger sign-in: with the identity card.',
  },
  'login-too-old': {
    bg: 'Влезли сте преди повече от пет минути. Влезте отново, за да продължите.',
    en: 'You signed in more than five minutes ago. Sign in again to carry on.',
  },
  'session-unknown': signedOut,
  'session-revoked': signedOut,
  'session-idle': signedOut,
  'session-over': signedOut,
  'own-card': {
    bg: 'Това е Вашата собствена карта. За нея решава друг служител.',
    en: 'This is your own card. Another official decides about it.',
  },
  'card-holder-missing': {
    bg: 'На това лице не може да се издаде карта: няма го в регистъра на населението, или е починало.',
    en: 'No card can be issued to this person: they are not in the population register, or have died.',
  },
  'card-reason-missing': { bg: 'Изберете причина.', en: 'Choose a reason.' },
  'card-not-chosen': { bg: 'Изберете карта.', en: 'Choose a card.' },
}
