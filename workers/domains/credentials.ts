// Keys: which passkey was ever bound to whom, how surely, and which of them was taken back. The portal itself enters them.
import { boolean, oneOf, personRef, text } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

/** @NOTE Which article founds a register of the means of identification that follow from a card is for a lawyer to say. */
const LAW = 'Закон за електронната идентификация, чл. 18; Регламент (ЕС) № 910/2014, чл. 8 и чл. 26'

/** The portal: no official holds this role, and none can be appointed to it. */
const PORTAL = 'izvor.identity'

export const credentials = register({
  id: 'credentials',
  title: { bg: 'Регистър на ключовете', en: 'Register of keys' },
  about: {
    bg: 'Всеки ключ за достъп, с който някога е могло да се влиза и подписва, откога важи и кога е отнет. Чий е ключът, вижда само притежателят му. Подпис се признава само ако ключът му стои тук.',
    en: 'Every passkey that could ever sign in and sign, since when it counts and when it was taken back. Whose a key is, only its holder sees. A signature counts only if its key stands here.',
  },
  law: LAW,
  keeper: 'mvr',
  key: 'credential',
  caption: 'record.credential',
  fields: {
    credential: text({
      label: { bg: 'Номер на ключа', en: 'Number of the key' },
      hint: {
        bg: 'Първите 40 знака от SHA-256 на идентификатора му (WebAuthn).',
        en: 'The first 40 digits of the SHA-256 of its credential id (WebAuthn).',
      },
      format: 'slug',
      disclose: 'open',
      find: 'exact',
    }),
    holder: personRef({ label: { bg: 'Притежател (ЕГН)', en: 'Holder (EGN)' }, disclose: 'personal', find: 'exact' }),
    person: text({
      label: { bg: 'Знак на притежателя', en: 'Id of the holder' },
      hint: {
        bg: 'Така подписите сочат лицето, без да издават ЕГН.',
        en: 'Signatures point at the person by it, without telling their number.',
      },
      max: 40,
      disclose: 'personal',
    }),
    publicKey: text({
      label: { bg: 'Публичен ключ (COSE)', en: 'Public key (COSE)' },
      max: 1000,
      disclose: 'open',
    }),
    model: text({
      label: { bg: 'Модел на устройството (AAGUID)', en: 'Model of the device (AAGUID)' },
      max: 40,
      disclose: 'personal',
    }),
    deviceBound: boolean({
      label: { bg: 'Живее само на едно устройство', en: 'Lives on one device alone' },
      disclose: 'open',
    }),
    level: oneOf(
      {
        low: { bg: 'ниско', en: 'low' },
        substantial: { bg: 'значително', en: 'substantial' },
        high: { bg: 'високо', en: 'high' },
      },
      { label: { bg: 'Ниво на осигуреност', en: 'Level of assurance' }, disclose: 'open' },
    ),
    signing: oneOf(
      {
        open: { bg: 'с него се подписва', en: 'it signs' },
        frozen: { bg: 'замразено от притежателя', en: 'frozen by its holder' },
      },
      { label: { bg: 'Подписване', en: 'Signing' }, disclose: 'open', optional: true },
    ),
    boundBy: oneOf(
      {
        card: { bg: 'с лична карта', en: 'with an identity card' },
        counter: { bg: 'на гише', en: 'at a counter' },
      },
      { label: { bg: 'Как е потвърден', en: 'How it was confirmed' }, disclose: 'open' },
    ),
    card: text({
      label: { bg: 'Сертификат на картата (SHA-256)', en: 'Certificate of the card (SHA-256)' },
      max: 64,
      disclose: 'personal',
      optional: true,
    }),
    boundAt: text({ label: { bg: 'Потвърден на', en: 'Confirmed at' }, max: 30, disclose: 'open' }),
    status: oneOf(
      { active: { bg: 'важи', en: 'counts' }, revoked: { bg: 'отнет', en: 'taken back' } },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'open' },
    ),
  },
  acts: {
    bind: {
      title: { bg: 'Вписване на ключ', en: 'Bind a key' },
      law: 'Регламент (ЕС) № 910/2014, чл. 26, б. „б“',
      creates: true,
      by: [PORTAL],
      takes: ['holder', 'person', 'publicKey', 'model', 'deviceBound', 'level', 'boundBy', 'card', 'boundAt'],
      set: { status: "'active'", signing: "'open'" },
    },
    change: {
      title: { bg: 'Промяна на това, което ключът може', en: 'Change what a key can do' },
      // Its card was suspended, revoked or resumed, or its holder froze signing: who checks a signature sees when.
      law: 'Регламент (ЕС) № 910/2014, чл. 8',
      by: [PORTAL],
      takes: ['level', 'signing'],
      input: { changedAt: text({ label: { bg: 'Променено на', en: 'Changed at' }, max: 30, disclose: 'open' }) },
      refuse: { revoked: "record.status == 'revoked'" },
    },
    revoke: {
      title: { bg: 'Отнемане', en: 'Take back' },
      // A key that was taken back never counts again: its owner makes another.
      by: [PORTAL],
      input: {
        reason: oneOf(
          {
            holder: { bg: 'премахнат от притежателя', en: 'removed by its holder' },
            authority: { bg: 'отнет от орган', en: 'taken back by an authority' },
          },
          { label: { bg: 'Причина', en: 'Reason' }, disclose: 'personal' },
        ),
        revokedAt: text({ label: { bg: 'Отнет на', en: 'Taken back at' }, max: 30, disclose: 'open' }),
      },
      refuse: { revoked: "record.status == 'revoked'" },
      set: { status: "'revoked'" },
    },
  },
  refusals: {
    revoked: { bg: 'Ключът вече е отнет.', en: 'The key is already taken back.' },
  },
})
