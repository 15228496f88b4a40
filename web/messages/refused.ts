// A page that cannot be shown.
import { defineMessages } from './index.ts'

export const refused = defineMessages({
  bg: {
    notFound: 'Няма такава страница',
    title: 'Това не може да стане',
    home: 'Към началната страница',
    request: 'Ако пишете на поддържащия портала, посочете номера на заявката:',
  },
  en: {
    notFound: 'Page not found',
    title: 'This cannot be done',
    home: 'To the first page',
    request: 'If you write to the operator of the portal, name this request:',
  },
})
