// What a person is told of their own keys and logins, in their inbox.
import type { Localised } from '../../kernel/localised.ts'

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
