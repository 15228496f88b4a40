// What a person is told of their own keys and logins, in their inbox.
import type { Localised } from '../../kernel/localised.ts'
import type { AlertKind } from './alerts.ts'
import type { CardChange } from './person.ts'
import { whereText, type Whereabouts } from './whereabouts.ts'

export interface Message {
  readonly subject: Localised
  readonly body: Localised
}

/** To whoever was identified at a counter, where two officials have taken that back. */
export const unidentifiedNotice: Message = {
  subject: { bg: 'Разпознаването Ви на гише е отменено', en: 'Your identification at a counter was annulled' },
  body: {
    bg: 'Двама служители отмениха разпознаване на гише на Ваше име. Ключовете, направени с него, вече не влизат и не подписват. Защо, пише в записа. Ако разпознаването е било Ваше, елате отново с документа си за самоличност; ако не е, не е нужно да правите нищо.',
    en: 'Two officials annulled an identification at a counter in your name. The passkeys made with it no longer sign in and no longer sign. The record says why. If it was you, come again with your identity document; if it was not, you need not do anything.',
  },
}

/** To whoever is said to have consented that an authority reads their data. */
export const consentedNotice: Message = {
  subject: { bg: 'Вписано е Ваше съгласие за достъп', en: 'Your consent to access was entered' },
  body: {
    bg: 'Вписано е, че допускате лечебно заведение до здравния си запис. Кое и докога, пише в „Моите данни“. Ако не сте давали съгласие, обърнете се към Министерството на здравеопазването: то го оттегля веднага.',
    en: 'It was entered that you let a hospital read your health record. Which one, and until when, stands under “My data”. If you gave no consent, turn to the Ministry of Health, which withdraws it at once.',
  },
}

/** To whoever's closed data were opened without their consent, because their life depended on it. */
export const openedNotice: Message = {
  subject: { bg: 'Здравният Ви запис е отворен по спешност', en: 'Your health record was opened in an emergency' },
  body: {
    bg: 'Лекар отвори здравния Ви запис без съгласие, защото е преценил, че животът или здравето Ви зависят от това. Кой, кога и с каква причина, пише в „Моите данни“. Ако не сте били в такова състояние, можете да подадете жалба до Комисията за защита на личните данни.',
    en: 'A doctor opened your health record without consent, having found that your life or health depended on it. Who, when and for what reason stands under “My data”. If you were in no such state, you may complain to the Commission for Personal Data Protection.',
  },
}

const CALL: Localised = {
  bg: 'Ако не сте били Вие, отворете „Моите неща“, „Устройства“ и веднага замразете подписването.',
  en: 'If it was not you, open “My things”, “Devices” and freeze signing at once.',
}

/** What each change of a person's keys says; `name` is the passkey's, `where` from where it was done. */
const ALERTS: { readonly [kind in AlertKind]: (name: string, where: Localised) => Message } = {
  'passkey-added': (name, where) => ({
    subject: { bg: 'Добавен е нов ключ за достъп', en: 'A new passkey was added' },
    body: {
      bg: `Ключът „${name}“ е добавен от ${where.bg}. С него вече се влиза и се подписва; за имущество и упълномощаване той важи след едно денонощие. ${CALL.bg}`,
      en: `The passkey “${name}” was added from ${where.en}. It now signs in and signs; for property and mandates it counts after a day. ${CALL.en}`,
    },
  }),
  'passkey-at-counter': (name) => ({
    subject: { bg: 'На гише е направен нов ключ за достъп', en: 'A new passkey was made at a counter' },
    body: {
      bg: `Двама служители разпознаха притежателя на този профил по документ и беше направен ключът „${name}“. С него вече се влиза и се подписва; за имущество и упълномощаване той важи след едно денонощие. ${CALL.bg}`,
      en: `Two officials identified the holder of this profile by a document, and the passkey “${name}” was made. It now signs in and signs; for property and mandates it counts after a day. ${CALL.en}`,
    },
  }),
  'passkey-removed': (name, where) => ({
    subject: { bg: 'Премахнат е ключ за достъп', en: 'A passkey was removed' },
    body: {
      bg: `С ключа „${name}“ вече не може да се влиза и да се подписва. Премахнат е от ${where.bg}. ${CALL.bg}`,
      en: `The passkey “${name}” no longer signs in and no longer signs. It was removed from ${where.en}. ${CALL.en}`,
    },
  }),
  frozen: (_, where) => ({
    subject: { bg: 'Подписването е замразено', en: 'Signing is frozen' },
    body: {
      bg: `Замразено е от ${where.bg}. Нищо не може да бъде подписано от Ваше име, докато не го размразите с личната си карта.`,
      en: `It was frozen from ${where.en}. Nothing can be signed in your name until you unfreeze it with your identity card.`,
    },
  }),
  unfrozen: (_, where) => ({
    subject: { bg: 'Подписването е размразено', en: 'Signing is no longer frozen' },
    body: {
      bg: `Размразено е с личната Ви карта от ${where.bg}. ${CALL.bg}`,
      en: `It was unfrozen with your identity card from ${where.en}. ${CALL.en}`,
    },
  }),
  'new-device': (_, where) => ({
    subject: {
      bg: 'Вход с личната Ви карта от ново устройство',
      en: 'A sign-in with your identity card on a new device',
    },
    body: {
      bg: `Влязохте с личната си карта от ${where.bg}, където досега не сте влизали с нея. ${CALL.bg}`,
      en: `You signed in with your identity card from ${where.en}, where it was not used before. ${CALL.en}`,
    },
  }),
}

export const alertMessage = (kind: AlertKind, name: string, where: Whereabouts): Message =>
  ALERTS[kind](name, { bg: whereText('bg', where), en: whereText('en', where) })

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
