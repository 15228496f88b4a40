// Checking an extract in one's own browser: what it proves, what it leaves open, and why it does not hold.
import type { SheetRefusal } from '../../workers/engines/log/sheet.ts'
import type { Localised } from '../../workers/kernel/localised.ts'
import { defineMessages } from './index.ts'

export const extractCheck = defineMessages({
  bg: {
    holds: 'Извлечението е вярно',
    whole: 'Извлечението е цяло, но не е от този портал',
    refused: 'Извлечението не е вярно',
    log: 'Дневник',
    size: 'Вписвания в дневника',
    inForceFrom: 'В сила от',
    recordedAt: 'Вписано на',
    cleared: 'изтрито',
    notProved: 'Какво не доказва',
    otherLog: 'Чий е дневникът: ключът му дойде с файла. Сравнете го с обявения от органа.',
    after: 'Какво е вписано след последното показано вписване. За днешното състояние поискайте ново извлечение.',
    between: 'Какво е вписано между показаните вписвания.',
    others: 'Данните, които не са показани.',
  },
  en: {
    holds: 'The extract holds',
    whole: 'The extract is whole, but not of this portal',
    refused: 'The extract does not hold',
    log: 'Log',
    size: 'Entries in the log',
    inForceFrom: 'In effect from',
    recordedAt: 'Recorded at',
    cleared: 'cleared',
    notProved: 'What it does not prove',
    otherLog: 'Whose log it is: its key came with the file. Compare it with the one that the authority announced.',
    after: 'What was entered after the last entry that is shown. Ask for a new extract to see how it stands today.',
    between: 'What was entered between the entries that are shown.',
    others: 'Anything about data that are not shown.',
  },
})

const damaged: Localised = {
  bg: 'Файлът не е извлечение или част от него липсва.',
  en: 'The file is no extract, or a part of it is missing.',
}
const checkpoint: Localised = {
  bg: 'Подписът на дневника не е верен или е от друг дневник.',
  en: 'The signature of the log is wrong, or of another log.',
}
const record: Localised = {
  bg: 'Вписване е от друг запис, а не от посочения в извлечението.',
  en: 'An entry is of another record than the extract says.',
}

export const extractRefusals = {
  'extract-invalid': damaged,
  'proof-invalid': damaged,
  'note-invalid': damaged,
  'checkpoint-invalid': damaged,
  'verifier-key-invalid': checkpoint,
  'verifier-key-differs': checkpoint,
  'not-signed': checkpoint,
  'signature-wrong': checkpoint,
  'origin-wrong': checkpoint,
  'not-in-the-log': {
    bg: 'Вписване не е в дневника: променено е или никога не е вписвано.',
    en: 'An entry is not in the log: it was changed, or never entered.',
  },
  'value-differs': {
    bg: 'Показана стойност не е тази, която е вписана: променена е.',
    en: 'A value that is shown is not the one that was entered: it was changed.',
  },
  'other-record': record,
  'entry-missing': record,
  'cosignature-wrong': {
    bg: 'Подпис на свидетел не е верен.',
    en: 'A cosignature of a witness is wrong.',
  },
  'witnesses-missing': {
    bg: 'Дневникът не е видян от достатъчно свидетели.',
    en: 'Not enough witnesses have seen the log.',
  },
} as const satisfies { readonly [code in SheetRefusal]: Localised }
