// Why a card does not get into a wallet, or what a wallet shows is not believed.
import type { Localised } from '../../workers/kernel/localised.ts'

export const walletProblems: { readonly [code: string]: Localised } = {
  'wallet-name-invalid': {
    bg: 'Напишете как наричате телефона, най-много с 60 знака.',
    en: 'Write what you call the phone, in at most 60 characters.',
  },
  'too-many-wallets': {
    bg: 'Картата Ви вече е в 20 портфейла. Премахнете я от някой, който не ползвате.',
    en: 'Your card is already in 20 wallets. Remove it from one that you do not use.',
  },
  'card-not-active': {
    bg: 'Личната Ви карта не важи в момента, затова не може да бъде добавена в телефон.',
    en: 'Your identity card does not count at the moment, so it cannot be added to a phone.',
  },
  'wallet-declined': {
    bg: 'В портфейла беше избрано нищо да не се показва.',
    en: 'In the wallet it was chosen to show nothing.',
  },
  'credential-revoked': {
    bg: 'Картата в портфейла е прекратена и не доказва нищо.',
    en: 'The card in the wallet was revoked, and proves nothing.',
  },
  'credential-suspended': {
    bg: 'Картата в портфейла е спряна и засега не доказва нищо.',
    en: 'The card in the wallet is suspended, and proves nothing for now.',
  },
  'credential-over': {
    bg: 'Картата в портфейла е изтекла. Добавете я наново от страницата „Карта в телефона“.',
    en: 'The card in the wallet is over. Add it anew on the page “Card on the phone”.',
  },
}
