// What whoever makes or uses a register that an authority made is refused with.
import type { Localised } from '../../workers/kernel/localised.ts'

export const definitionProblems: { readonly [code: string]: Localised } = {
  'register-closed': {
    bg: 'Регистърът е закрит. Нищо повече не се вписва в него.',
    en: 'The register is closed. Nothing more is entered in it.',
  },
  'not-your-authority': {
    bg: 'Това може да прави само органът, който води регистъра.',
    en: 'Only the authority that keeps the register may do this.',
  },
  'migration-failed': {
    bg: 'Записът не може да премине към новите правила на регистъра. Първо го поправете.',
    en: 'The record cannot follow the new rules of the register. Correct it first.',
  },
  'bad-definition': {
    bg: 'Това не са правила на регистър.',
    en: 'These are no rules of a register.',
  },
  'definition-refused': {
    bg: 'Правилата имат грешки. Проверете ги, за да видите кои.',
    en: 'The rules have faults. Check them to see which.',
  },
  'too-many-drafts': {
    bg: 'Черновите са твърде много. Изтрийте някоя.',
    en: 'There are too many drafts. Delete one.',
  },
  'unknown-version': { bg: 'Няма такава версия.', en: 'There is no such version.' },
}
