// What a witness, an auditor or whoever was shown an extract is told when a proof does not hold.
import type { Localised } from '../../workers/kernel/localised.ts'

export const proofProblems = {
  'note-invalid': {
    bg: 'Това не е подписано състояние на дневник (c2sp.org/tlog-checkpoint).',
    en: 'This is no signed checkpoint of a log (c2sp.org/tlog-checkpoint).',
  },
  'cosignature-wrong': {
    bg: 'Подписът на свидетеля не е верен.',
    en: 'The cosignature of the witness is wrong.',
  },
  'witness-unknown': {
    bg: 'Под състоянието на дневника няма подпис на свидетел, когото порталът познава.',
    en: 'No witness that the portal knows has cosigned this checkpoint.',
  },
  'log-forked': {
    bg: 'Дневникът никога не е бил такъв: на друг е показано друго.',
    en: 'The log never was so: somebody else was shown another one.',
  },
  'log-rolled-back': {
    bg: 'Дневникът е загубил вписвания, които вече е показал.',
    en: 'The log has lost entries that it had shown before.',
  },
  'tile-truncated': {
    bg: 'Част от дневника е отрязана или липсва.',
    en: 'A part of the log is cut off or missing.',
  },
  'witnesses-missing': {
    bg: 'Състоянието на дневника не е видяно от достатъчно свидетели.',
    en: 'Not enough witnesses have seen this state of the log.',
  },
} as const satisfies { readonly [code: string]: Localised }
