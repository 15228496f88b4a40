// A person's own keys, as the public register of keys has them.
import { defineMessages } from './index.ts'

export const keys = defineMessages({
  bg: {
    title: 'Моите ключове',
    link: 'Всички ключове, които някога са били вписани на Ваше име',
    lead: 'С ключ за достъп се влиза и се подписва от Ваше име. Всеки ключ, вписан някога на Ваше име, стои тук, и онези, които вече не важат. Никой не може да Ви впише ключ, без да го видите.',
    agree: (count: number) =>
      count === 0
        ? 'На Ваше име няма ключове. Регистърът казва същото.'
        : count === 1
          ? 'Сверихме: в регистъра на Ваше име има един ключ и той е този, който знаем от Вас.'
          : `Сверихме: в регистъра на Ваше име има ${count} ключа и те са същите, които знаем от Вас.`,
    waiting: 'Нещо още се вписва в регистъра. Отворете страницата пак след минута.',
    alarm: 'В регистъра на Ваше име има ключ, който не сте правили с това, което знаем от Вас.',
    what: 'Не познавате някой ключ?',
    freeze: 'Замразете подписването',
    freezeRest: ': става веднага и с всяко Ваше устройство.',
    remove: 'Премахнете ключа от Вашите устройства',
    removeRest: ' и излезте отвсякъде.',
    police: 'Обадете се в районното управление: личната карта, с която е потвърден ключът, може да бъде спряна.',
    counts: 'важи',
    revoked: 'отнет',
    unknown: 'непознат',
    entering: 'вписва се',
    bound: 'Потвърден',
    takenBack: 'Отнет',
    how: 'Как',
    byCard: 'с лична карта, сертификат',
    byCounter: 'на гише',
    deviceBound: 'Само на едно устройство',
    synced: 'Пренася се между устройства',
    kind: 'Вид',
    level: 'Ниво',
    high: 'високо, като самата карта',
    substantial: 'значително',
    low: 'ниско: с него не се подписва',
    frozen: 'подписването е замразено',
    entry: 'Запис',
    toEntry: 'публичният запис',
    toProof: 'доказателство',
    nameless: 'Ключ без име',
    how2: 'Как се доказва това',
    proof:
      'Подпис се признава само с доказателство, че ключът му е стоял в публичния регистър преди него. Затова скрит ключ не може да подпише нищо, което да важи. Чий е ключът, не вижда никой освен Вас.',
    how3: 'Как да проверите подпис',
  },
  en: {
    title: 'My keys',
    link: 'Every key that was ever entered in your name',
    lead: 'A passkey signs in and signs in your name. Every key that was ever entered in your name stands here, also those that count no longer. Nobody can enter a key for you without your seeing it.',
    agree: (count: number) =>
      count === 0
        ? 'There are no keys in your name. The register says the same.'
        : count === 1
          ? 'Compared: the register has one key in your name, and it is the one that we know from you.'
          : `Compared: the register has ${count} keys in your name, and they are the same that we know from you.`,
    waiting: 'Something is still being entered in the register. Open the page again in a minute.',
    alarm: 'The register has a key in your name that you did not make with what we know from you.',
    what: 'There is a key that you do not know?',
    freeze: 'Freeze signing',
    freezeRest: ': it happens at once, from any of your devices.',
    remove: 'Remove the key from your devices',
    removeRest: ' and sign out everywhere.',
    police: 'Call the police department: the identity card that confirmed the key can be suspended.',
    counts: 'counts',
    revoked: 'taken back',
    unknown: 'unknown',
    entering: 'being entered',
    bound: 'Confirmed',
    takenBack: 'Taken back',
    how: 'How',
    byCard: 'with an identity card, certificate',
    byCounter: 'at a counter',
    deviceBound: 'On one device alone',
    synced: 'Carried between devices',
    kind: 'Kind',
    level: 'Level',
    high: 'high, as the card itself',
    substantial: 'substantial',
    low: 'low: it does not sign',
    frozen: 'signing is frozen',
    entry: 'Entry',
    toEntry: 'the public record',
    toProof: 'proof',
    nameless: 'A key without a name',
    how2: 'How this is proved',
    proof:
      'A signature counts only with a proof that its key stood in the public register before it. So a hidden key cannot sign anything that counts. Whose a key is, nobody sees but you.',
    how3: 'How to check a signature',
  },
})
