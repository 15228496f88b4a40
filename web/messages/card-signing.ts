// Signing with the card itself, and what a signature by a card tells.
import type { Localised } from '../../workers/kernel/localised.ts'
import { defineMessages } from './index.ts'

export const cardSigning = defineMessages({
  bg: {
    title: 'С личната карта',
    open: 'Искат Ви подпис с картата? Подпишете с нея',
    about:
      'Картата подписва с отделен сертификат, а службата, която я е издала, потвърждава, че той важи в този момент.',
    names: 'Сертификатът казва името и ЕГН на притежателя. Всеки, на когото дадете файла, ги вижда.',
    demo: 'Картата тук е за показ: сертификатът ѝ не е квалифициран и подписът с нея не замества саморъчния. С истинска карта с квалифициран сертификат го замества (Регламент (ЕС) № 910/2014, чл. 25, ал. 2).',
    choose: 'Коя карта',
    file: 'Или карта от файл',
    fileHint: 'Файлът, който МВР издава в демонстрацията. Чете се само тук и не се изпраща.',
    button: 'Подпиши с картата',
    unchosen: 'Изберете карта.',
    unable: 'Тази карта няма сертификат за подпис. Издадена е, преди да има такъв.',
    demanded: 'Тук законът иска подпис с картата. Ключът за достъп не стига.',
    failed: 'Нищо не беше подписано. Опитайте отново.',
    instead: 'Подпишете с картата вместо с ключ',
    holder: 'по сертификата на картата',
    foreignNumber: 'Номер',
    personalNumber: 'ЕГН',
    person: 'Знак в портала',
    personHint: 'Порталът твърди, че е на същия човек. Файлът не го доказва.',
    certificate: 'Сертификат',
    qualified: 'квалифициран, по думите на сертификата',
    demoKind: 'за показ: не е квалифициран',
    otherKind: 'не е квалифициран',
    issuedBy: 'Издаден от',
    witnessed: 'Службата за статус на картите го е видяла на',
    authorityKnown: 'Издателят е сред тези, на които този портал се доверява.',
    authorityUnknown: 'Издателят не беше проверен: дойде със самия файл.',
    noQualifiedDemo: 'Квалифициран подпис: картата е за показ.',
    noQualifiedOther: 'Квалифициран подпис: сертификатът не казва, че е такъв.',
    noTrustList: 'Че издателят е в националния доверителен списък: това казва списъкът.',
    tooOld:
      'Този браузър е твърде стар, за да провери подписа: не познава Ed25519. Обновете го, опитайте с друг или проверете с командния ред.',
  },
  en: {
    title: 'With the identity card',
    open: 'Asked for a signature by the card? Sign with it',
    about:
      'The card signs with a certificate of its own, and the service that issued it confirms that it counts at that moment.',
    names: 'The certificate tells the holder’s name and personal number. Whoever you give the file to sees them.',
    demo: 'The card here is for show: its certificate is no qualified one, and a signature with it does not stand in for one by hand. A real card’s with a qualified certificate does (Regulation (EU) No 910/2014, Art. 25(2)).',
    choose: 'Which card',
    file: 'Or a card from a file',
    fileHint: 'The file that the ministry issues in the demonstration. It is read here alone and sent nowhere.',
    button: 'Sign with the card',
    unchosen: 'Choose a card.',
    unable: 'This card has no certificate for signing. It was issued before there was one.',
    demanded: 'Here the law wants a signature by the card. A passkey is not enough.',
    failed: 'Nothing was signed. Try again.',
    instead: 'Sign with the card instead of a passkey',
    holder: 'by the certificate of the card',
    foreignNumber: 'Number',
    personalNumber: 'Personal number (EGN)',
    person: 'Id in the portal',
    personHint: 'The portal says that it is the same person’s. The file does not prove it.',
    certificate: 'Certificate',
    qualified: 'qualified, as the certificate says',
    demoKind: 'for show: not qualified',
    otherKind: 'not qualified',
    issuedBy: 'Issued by',
    witnessed: 'The status service of the cards saw it on',
    authorityKnown: 'The issuer is one of those that this portal trusts.',
    authorityUnknown: 'The issuer was not checked: it came with the file itself.',
    noQualifiedDemo: 'A qualified signature: the card is for show.',
    noQualifiedOther: 'A qualified signature: the certificate does not say that it is one.',
    noTrustList: 'That the issuer is on the national trusted list: the list says that.',
    tooOld:
      'This browser is too old to check the signature: it does not know Ed25519. Update it, try another one, or check with the command line.',
  },
})

export const cardSigningProblems: { readonly [code: string]: Localised } = {
  'card-signature-malformed': {
    bg: 'Картата не подписа: отговорът ѝ е повреден. Опитайте отново.',
    en: 'The card did not sign: its answer is damaged. Try again.',
  },
  'certificate-not-qualified': {
    bg: 'Тук се иска квалифициран подпис, а сертификатът на тази карта не е квалифициран.',
    en: 'A qualified signature is asked for here, and the certificate of this card is no qualified one.',
  },
  'signature-by-card': {
    bg: 'Тук се иска подпис с картата, а не с ключ за достъп.',
    en: 'A signature by the card is asked for here, not by a passkey.',
  },
}
