// What may be wrong with an import, with its file, and with a row of it.
import type { Localised } from '../../workers/kernel/localised.ts'

export const importProblems: { readonly [code: string]: Localised } = {
  'import-unknown': { bg: 'Няма такова пренасяне.', en: 'There is no such import.' },
  'import-not-now': {
    bg: 'Това не може да се направи сега. Отворете пренасянето отново и вижте докъде е.',
    en: 'This cannot be done now. Open the import again and see where it stands.',
  },
  'too-many-imports': {
    bg: 'Пренасянията са твърде много. Изтрийте някои, които са приключили.',
    en: 'There are too many imports. Delete some that are done.',
  },
  'file-too-large': {
    bg: 'Файлът е твърде голям. Разделете го на няколко.',
    en: 'The file is too large. Split it into several.',
  },
  'file-empty': { bg: 'Във файла няма редове.', en: 'There are no rows in the file.' },
  'file-incomplete': {
    bg: 'Файлът още не е дошъл цял. Изпратете го отново: продължава се оттам, докъдето е стигнал.',
    en: 'The file has not come whole yet. Send it again: it goes on where it stopped.',
  },
  'file-differs': {
    bg: 'Файлът, който дойде, не е този, който беше обявен. Изтрийте пренасянето и го изпратете отново.',
    en: 'The file that came is not the one that was announced. Delete the import and send it again.',
  },
  'batch-invalid': {
    bg: 'Тези записи не са онези, които порталът е подписал.',
    en: 'These records are not those that the portal has signed.',
  },
  'part-invalid': { bg: 'Тази част не е от файла.', en: 'This part is none of the file.' },
  'encoding-unknown': { bg: 'Няма такава кодировка.', en: 'There is no such encoding.' },
  'separator-unknown': {
    bg: 'Изберете точка и запетая, запетая, табулация или черта.',
    en: 'Choose a semicolon, a comma, a tab or a bar.',
  },
  'columns-wrong': {
    bg: 'Колоните не отговарят на полетата на регистъра. Изберете за всяка кое поле е.',
    en: 'The columns are not the fields of the register. Choose for each which field it is.',
  },
  'column-unknown': { bg: 'Във файла няма такава колона.', en: 'There is no such column in the file.' },
  'column-no-field': {
    bg: 'Регистърът няма такова поле. Изберете друго или пропуснете колоната.',
    en: 'The register has no such field. Choose another or leave the column out.',
  },
  'column-twice': { bg: 'Две колони са едно и също поле.', en: 'Two columns are the same field.' },
  'column-missing': {
    bg: 'Никоя колона не е това поле, а без него няма запис.',
    en: 'No column is this field, and without it there is no record.',
  },
  'too-many-columns': { bg: 'Колоните са твърде много.', en: 'There are too many columns.' },
  'row-too-long': {
    bg: 'Ред, по-дълъг от всеки възможен. Вероятно кавички, които никой не е затворил, или друга кодировка.',
    en: 'A row longer than any could be. Probably a quotation mark that nobody closed, or another encoding.',
  },
  'quote-not-closed': {
    bg: 'Кавички, които се отварят и не се затварят до края на файла.',
    en: 'A quotation mark that is opened and not closed up to the end of the file.',
  },
  'row-twice': { bg: 'Същото стои на друг ред от файла.', en: 'The same stands in another row of the file.' },
  'record-busy': {
    bg: 'В момента някой вписва този запис. Изпратете реда отново след няколко минути.',
    en: 'Somebody is entering this record right now. Send the row again in some minutes.',
  },
  'cells-missing': {
    bg: 'Редът има по-малко клетки, отколкото са колоните.',
    en: 'The row has fewer cells than there are columns.',
  },
  'cells-too-many': {
    bg: 'Редът има повече клетки, отколкото са колоните. Може би разделителят стои и в текст без кавички.',
    en: 'The row has more cells than there are columns. Perhaps the separator stands in a text without quotation marks.',
  },
  formula: {
    bg: 'Клетката е формула. Запазете файла със стойностите вместо формулите.',
    en: 'The cell is a formula. Save the file with the values in place of formulas.',
  },
  'line-with-more': {
    bg: 'Редът има поле, което първите редове нямат, или стойност, която никое поле не побира.',
    en: 'The line has a member that the first lines do not have, or a value that no field holds.',
  },
  'import-under-way': {
    bg: 'В регистъра сега се пренасят записи. Опитайте след няколко минути.',
    en: 'Records are being brought into the register. Try again in some minutes.',
  },
}
