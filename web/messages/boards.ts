// Records in groups, and numbers that follow from them term by term.
import { defineMessages } from './index.ts'

export const boards = defineMessages({
  bg: {
    workedAbout: 'Сборът следва само от вписаното, по правилата на регистъра. Никой не го въвежда на ръка.',
    term: 'За какво',
    points: 'Точки',
    total: 'Общо',
    closed: 'не се показва на всички',
    unknown: 'няма данни',
    closedAbout:
      'Част от събираемите следва от затворени данни и затова тук не стои. Правилото, по което се смятат, е открито.',
    rule: 'Правилото',
    count: (count: string) => (count === '1' ? '1 запис' : `${count} записа`),
    more: (max: string) => `Показани са първите ${max}. Останалите са в регистъра.`,
    none: 'Тук няма нищо.',
    groups: 'Групи',
    desk: 'За служители',
    deskAbout:
      'Тук са и затворените данни. Всяко отваряне на тази страница се отбелязва при всеки запис в нея. Основание:',
    toPublic: 'Страницата за всички',
    toDesk: (title: string) => `${title}: за служители`,
    computed: 'Какво се пресмята',
  },
  en: {
    workedAbout: 'The sum follows from what is recorded alone, by the rules of the register. Nobody enters it by hand.',
    term: 'For what',
    points: 'Points',
    total: 'Total',
    closed: 'not shown to everyone',
    unknown: 'no data',
    closedAbout:
      'Some terms follow from closed data, so that they do not stand here. The rule by which they are worked out is open.',
    rule: 'The rule',
    count: (count: string) => (count === '1' ? '1 record' : `${count} records`),
    more: (max: string) => `The first ${max} are shown. The others are in the register.`,
    none: 'There is nothing here.',
    groups: 'Groups',
    desk: 'For officials',
    deskAbout:
      'Closed data are here, too. Each time that this page is opened is noted with each record in it. Legal basis:',
    toPublic: 'The page for everyone',
    toDesk: (title: string) => `${title}: for officials`,
    computed: 'What is worked out',
  },
})
