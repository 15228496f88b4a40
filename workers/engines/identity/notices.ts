// What a person is told of their own keys and logins, in their inbox.
import type { Localised } from '../../kernel/localised.ts'
import type { CardChange } from './person.ts'

export interface Message {
  readonly subject: Localised
  readonly body: Localised
}

const CALL = {
  bg: 'Ако не сте били Вие, отворете „Моите неща“, „Устройства“, премахнете го и излезте отвсякъде.',
  en: 'If it was not you, open “My things”, “Devices”, remove it and sign out everywhere.',
}

export const passkeyAdded = (name: string): Message => ({
  subject: { bg: 'Добавен е нов ключ за достъп', en: 'A new passkey was added' },
  body: {
    bg: `Вече можете да влизате и да подписвате с ключа „${name}“. ${CALL.bg}`,
    en: `You can now sign in and sign with the passkey “${name}”. ${CALL.en}`,
  },
})

export const passkeyRemoved = (name: string): Message => ({
  subject: { bg: 'Премахнат е ключ за достъп', en: 'A passkey was removed' },
  body: {
    bg: `С ключа „${name}“ вече не може да се влиза и да се подписва.`,
    en: `The passkey “${name}” no longer signs in and no longer signs.`,
  },
})

export const signedOutEverywhere: Message = {
  subject: { bg: 'Излязохте отвсякъде', en: 'You signed out everywhere' },
  body: {
    bg: 'Всички други влизания бяха прекратени. На другите устройства ще трябва да влезете отново.',
    en: 'All other sign-ins were ended. On other devices you will have to sign in again.',
  },
}

const ISSUED: Message = {
  subject: { bg: 'Издадена Ви е лична карта', en: 'An identity card was issued to you' },
  body: {
    bg: 'Влезте с нея и направете ключ за достъп на своите устройства. Ако не сте искали карта, обърнете се веднага към районното управление.',
    en: 'Sign in with it and make a passkey on your devices. If you asked for no card, turn to the police department at once.',
  },
}

const CARD_NOTICES: { readonly [status in CardChange['status']]: Message } = {
  active: {
    subject: { bg: 'Личната Ви карта отново важи', en: 'Your identity card is valid again' },
    body: {
      bg: 'Ключовете за достъп, потвърдени с нея, отново подписват.',
      en: 'The passkeys that it confirmed sign again.',
    },
  },
  suspended: {
    subject: { bg: 'Личната Ви карта е спряна', en: 'Your identity card is suspended' },
    body: {
      bg: 'С нея вече не може да се влиза, а ключовете, потвърдени с нея, не подписват. Ако намерите картата, районното управление може да я възобнови.',
      en: 'It no longer signs in, and the passkeys that it confirmed do not sign. If you find the card, the police department can resume it.',
    },
  },
  revoked: {
    subject: { bg: 'Личната Ви карта е прекратена', en: 'Your identity card is revoked' },
    body: {
      bg: 'С нея вече не може да се влиза, а ключовете, потвърдени с нея, не подписват. Когато получите нова карта, влезте с нея и направете ключ отново.',
      en: 'It no longer signs in, and the passkeys that it confirmed do not sign. When you have a new card, sign in with it and make a passkey again.',
    },
  },
}

/** What the holder is told of a change. */
export const cardNotice = ({ status, seq }: Pick<CardChange, 'status' | 'seq'>): Message =>
  status === 'active' && seq === 1 ? ISSUED : CARD_NOTICES[status]
