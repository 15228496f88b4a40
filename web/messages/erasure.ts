// What is said where something was erased from a register: what, when, and on which ground.
import type { Localised } from '../../workers/kernel/localised.ts'
import { defineMessages } from './index.ts'

export const erasure = defineMessages({
  bg: {
    title: 'Заличени данни',
    record: (day: string) => `Личните данни в този запис са заличени на ${day} на основание:`,
    fields: (fields: string, day: string) => `От записа са заличени данни (${fields}) на ${day} на основание:`,
    after:
      'Няма ги вече никъде в портала и не може да ги види никой. Вписванията и доказателствата за тях остават: в дневника са само запечатани стойности, а печатът без ключа си не казва нищо.',
    erased: (fields: string) => `Заличено от по-ранните вписвания: ${fields}`,
    gone: (fields: string) => `Заличено по-късно: ${fields}`,
    leaf: (fields: string) =>
      `В дневника стоят и запечатани стойности, които вече са заличени: ${fields}. Никой не може да ги отвори, а доказателството важи и без тях.`,
    erases: 'Какво заличава',
    closed: 'всичко, което не е открито за всеки, заедно с ключа; след това записът е приключен',
  },
  en: {
    title: 'Erased data',
    record: (day: string) => `The personal data in this record were erased on ${day} on the basis of:`,
    fields: (fields: string, day: string) => `Data were erased from this record (${fields}) on ${day} on the basis of:`,
    after:
      'They are nowhere in the portal any more, and nobody can see them. The entries and their proofs stay: the log holds sealed values only, and a seal without its key tells nothing.',
    erased: (fields: string) => `Erased from the entries before: ${fields}`,
    gone: (fields: string) => `Erased later: ${fields}`,
    leaf: (fields: string) =>
      `The log also holds sealed values that have been erased: ${fields}. Nobody can open them, and the proof holds without them.`,
    erases: 'What it erases',
    closed: 'all that is not open to everyone, with the key; after that the record is over',
  },
})

export const erasureProblems = {
  'record-erased': {
    bg: 'Личните данни в този запис са заличени по закон и в него вече нищо не се вписва.',
    en: 'The personal data in this record were erased by law, and nothing is entered in it any more.',
  },
  'document-erased': {
    bg: 'Документът съдържаше данни, които са заличени по закон, и вече го няма. Че е подписан и от кого, се вижда в преписката.',
    en: 'The document held data that were erased by law, and is no more. That it was signed, and by whom, stands in the case.',
  },
} as const satisfies { readonly [code: string]: Localised }
