// What a person is told where their own safety stands in the way: frozen signing, a young key, a login to repeat.
import type { Localised } from '../../workers/kernel/localised.ts'

export const safetyProblems: { readonly [code: string]: Localised } = {
  'signing-frozen': {
    bg: 'Подписването е замразено от Вас. Влезте с личната си карта и го размразете, за да подпишете.',
    en: 'You have frozen signing. Sign in with your identity card and unfreeze it to sign.',
  },
  'key-too-young': {
    bg: 'Ключът Ви е направен преди по-малко от денонощие. За имущество и упълномощаване влезте отново с личната карта и подпишете веднага след това, или изчакайте.',
    en: 'Your passkey is less than a day old. For property and mandates sign in with your identity card again and sign right after that, or wait.',
  },
  'form-gone': {
    bg: 'Попълненото вече не се пази тук. Отворете страницата отново и го попълнете още веднъж.',
    en: 'What was filled in is no longer kept here. Open the page again and fill it in once more.',
  },
  'form-of-another': {
    bg: 'Попълненото е на друг човек и не може да бъде изпратено от Ваше име.',
    en: 'What was filled in is another person’s, and cannot be sent in your name.',
  },
  'session-malformed': {
    bg: 'Вече не сте влезли. Влезте отново.',
    en: 'You are no longer signed in. Sign in again.',
  },
  'card-needed': {
    bg: 'Това става само веднага след вход с личната карта. Влезте с нея и опитайте отново.',
    en: 'This is done only right after a sign-in with the identity card. Sign in with it and try again.',
  },
}
