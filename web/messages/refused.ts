// A page that cannot be shown.
import { defineMessages } from './index.ts'

export const refused = defineMessages({
  bg: {
    notFound: 'Не го намерихме',
    notAllowed: 'Тук нямате достъп',
    wait: 'Изчакайте малко',
    ours: 'Грешката е при нас',
    title: 'Това не може да стане',
    home: 'Към началната страница',
    next: 'Оттук можете да продължите',
    services: 'Услуги',
    registers: 'Регистри',
    mine: 'Моите неща',
    again: 'Към входа',
    signIn: 'Влезте с друга карта или с друг ключ',
    ask: 'Ако това Ви пречи',
    request: 'Кажете на поддържащия портала този номер, по него се вижда какво е станало:',
    code: 'Код на отказа:',
  },
  en: {
    notFound: 'We did not find it',
    notAllowed: 'You have no access here',
    wait: 'Wait a little',
    ours: 'The fault is ours',
    title: 'This cannot be done',
    home: 'To the first page',
    next: 'From here you can carry on',
    services: 'Services',
    registers: 'Registers',
    mine: 'My things',
    again: 'To the sign-in',
    signIn: 'Sign in with another card or passkey',
    ask: 'If this is in your way',
    request: 'Tell the operator of the portal this number, which shows what happened:',
    code: 'Code of the refusal:',
  },
})
