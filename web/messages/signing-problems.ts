// What the refusals of signing together say to a person.
import type { Localised } from '../../workers/kernel/localised.ts'

export const signingProblems: { readonly [code: string]: Localised } = {
  'signature-not-asked': {
    bg: 'От Вас вече не се иска подпис тук. Заявлението беше оттеглено, променя се, или някой друг е подписал или отказал.',
    en: 'Your signature is not asked here any more. The application was withdrawn, is being changed, or somebody else signed or declined.',
  },
  'already-signed': { bg: 'Вече сте подписали това заявление.', en: 'You have already signed this application.' },
  'not-your-turn': {
    bg: 'Още не е Ваш ред: първо подписват останалите.',
    en: 'It is not your turn yet: the others sign first.',
  },
  'case-not-signing': {
    bg: 'Заявлението вече не чака подписи.',
    en: 'The application does not wait for signatures any more.',
  },
}
