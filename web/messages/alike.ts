// Records that may be of one thing: found by their names, looked at side by side, and merged by two officials.
import { defineMessages } from './index.ts'

export const alike = defineMessages({
  bg: {
    title: 'Повторени записи',
    toQueue: 'Търсене на повторени записи',
    about: (register: string) =>
      `Записи в „${register}“, които може да са за едно и също. Сравнени са по имена, както и да са изписани, сред тези със същата стойност в едно поле.`,
    likeness: (percent: string) => `${percent} % сходство`,
    compare: 'Сравнете',
    pair: (one: string, other: string) => `${one} и ${other}`,
    none: 'На тази страница няма такива записи.',
    next: 'Още',
    first: 'От началото',
    sideBySide: 'Два записа един до друг',
    sideAbout: 'Че сте ги погледнали, виждат хората, за които се отнасят.',
    field: 'Поле',
    one: 'Първи запис',
    other: 'Втори запис',
    same: 'еднакво',
    which: 'Кой запис остава?',
    whichHint:
      'Другият запазва историята си и сочи към него. Който пита по стария номер, получава отговор от този, който остава.',
    stays: (key: string) => `остава ${key}`,
    afterwards:
      'Подписвате предложението. Обединява се, когато втори служител го потвърди; после не може да се раздели.',
    sign: 'Предложете обединяване',
    refused: 'Не е предложено',
  },
  en: {
    title: 'Records entered twice',
    toQueue: 'Find records entered twice',
    about: (register: string) =>
      `Records in “${register}” that may be of one thing. They are compared by name, however it is written, among those with the same value in one field.`,
    likeness: (percent: string) => `${percent} % alike`,
    compare: 'Compare',
    pair: (one: string, other: string) => `${one} and ${other}`,
    none: 'There are no such records on this page.',
    next: 'More',
    first: 'From the beginning',
    sideBySide: 'Two records side by side',
    sideAbout: 'Whom they are about sees that you have looked.',
    field: 'Field',
    one: 'First record',
    other: 'Second record',
    same: 'the same',
    which: 'Which record stands?',
    whichHint:
      'The other keeps its history and points to it. Whoever asks by the old number is answered by the one that stands.',
    stays: (key: string) => `${key} stands`,
    afterwards:
      'You sign the proposal. They are merged when a second official confirms it; after that they cannot be parted.',
    sign: 'Propose to merge them',
    refused: 'Not proposed',
  },
})
