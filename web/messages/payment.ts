// The page of the simulated payment provider.
import { defineMessages } from './index.ts'

export const payment = defineMessages({
  bg: {
    title: 'Плащане на такса',
    simulated: 'Това е симулирано плащане: не се иска карта и не се вземат пари.',
    sum: 'Сума',
    about: 'За какво',
    number: 'Преписка',
    pay: (sum: string) => `Платете ${sum}`,
    cancel: 'Откажете се от плащането',
  },
  en: {
    title: 'Paying a fee',
    simulated: 'This is a simulated payment: no card is asked for and no money is taken.',
    sum: 'Sum',
    about: 'For',
    number: 'Case',
    pay: (sum: string) => `Pay ${sum}`,
    cancel: 'Do not pay',
  },
})
