// The officials of the demo whose cards nobody else gets: what has happened in the registers was entered by them.
import { holder, type Holder } from './people.ts'

const SOFIA = '68134'
const titled = (title: string, titleLatin: string): Pick<Holder, 'about' | 'settlement'> => ({
  about: { bg: title, en: titleLatin },
  settlement: SOFIA,
})

/** The first of each role enters what has happened. */
export const officials: readonly Holder[] = [
  holder(315, {
    ...titled('Регистратор в Пътна полиция (МВР).', 'A registrar of the road police.'),
    id: 'petya',
    givenName: 'Петя',
    middleName: 'Борисова',
    familyName: 'Ангелова',
    bornOn: '1965-02-08',
    sex: 'female',
    street: 'ул. „Раковски“ 120',
    office: { authority: 'mvr', role: 'registrar', since: '1994-05-02' },
  }),
  holder(442, {
    ...titled('Регистратор в ГРАО.', 'A registrar of the population register.'),
    id: 'boyan',
    givenName: 'Боян',
    middleName: 'Илиев',
    familyName: 'Маринов',
    bornOn: '1971-12-19',
    sex: 'male',
    street: 'ж. к. „Младост“ 2, бл. 218',
    office: { authority: 'grao', role: 'registrar', since: '1999-10-11' },
  }),
  holder(537, {
    ...titled('Регистратор в НСИ.', 'A registrar of the National Statistical Institute.'),
    id: 'silviya',
    givenName: 'Силвия',
    middleName: 'Костова',
    familyName: 'Радева',
    bornOn: '1979-07-03',
    sex: 'female',
    street: 'ул. „Панайот Волов“ 2',
    office: { authority: 'nsi', role: 'registrar', since: '2008-01-14' },
  }),
  holder(664, {
    ...titled('Регистратор в Министерския съвет.', 'A registrar of the Council of Ministers.'),
    id: 'kalin',
    givenName: 'Калин',
    middleName: 'Стефанов',
    familyName: 'Янев',
    bornOn: '1976-03-27',
    sex: 'male',
    street: 'бул. „Дондуков“ 1',
    office: { authority: 'ministerski-savet', role: 'registrar', since: '2005-06-20' },
  }),
  holder(719, {
    ...titled('Ръководител в МВР.', 'A head at the Ministry of the Interior.'),
    id: 'rumyana',
    givenName: 'Румяна',
    middleName: 'Атанасова',
    familyName: 'Вълчева',
    bornOn: '1964-10-14',
    sex: 'female',
    street: 'ул. „6-ти септември“ 29',
    office: { authority: 'mvr', role: 'head', since: '2018-04-16' },
  }),
  holder(280, {
    ...titled('Бивш регистратор в Пътна полиция (МВР).', 'A former registrar of the road police.'),
    id: 'ivaylo',
    givenName: 'Ивайло',
    middleName: 'Димитров',
    familyName: 'Русев',
    bornOn: '1961-08-30',
    sex: 'male',
    street: 'ул. „Гео Милев“ 7',
    office: { authority: 'mvr', role: 'registrar', since: '1990-02-05' },
  }),
]

/** Under which number the register of officials has an office. */
export const officeNumber = ({ id, office }: Holder): string => `${office?.authority}-${id}`

/** The office that has ended. */
export const FORMER = 'mvr-ivaylo'
