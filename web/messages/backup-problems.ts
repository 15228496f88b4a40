// Why nothing is saved, or nothing is restored: to the operator, by the code.
import type { Localised } from '../../workers/kernel/localised.ts'

export const backupProblems: { readonly [code: string]: Localised } = {
  'backup-object-busy': {
    bg: 'Един запис се променяше непрекъснато, докато се архивираше. Пуснете архивирането отново.',
    en: 'An object kept changing while it was being saved. Run the backup again.',
  },
  'backup-file-too-large': {
    bg: 'Един файл е по-голям, отколкото се архивира наведнъж.',
    en: 'A file is larger than is saved at once.',
  },
  'restore-not-empty': {
    bg: 'Тази инсталация не е празна. Възстановява се само в празна: направете нова.',
    en: 'This deployment is not empty. A backup is restored into an empty one only: make a new one.',
  },
  'restore-not-begun': {
    bg: 'Тук не е започнато възстановяване от този архив.',
    en: 'No restore of this backup was begun here.',
  },
  'restore-newer': {
    bg: 'Архивът е от по-нова версия. Първо инсталирайте нея.',
    en: 'The backup is of a newer version of the portal. Deploy that version first.',
  },
  'restore-line-invalid': {
    bg: 'Редът не е от архив на това място.',
    en: 'The line is not one of a backup, or not the one that comes next.',
  },
  'restore-root-differs': {
    bg: 'Възстановеният дневник няма подписания корен.',
    en: 'The restored log does not come to the root that was signed.',
  },
  'unknown-kind': {
    bg: 'Няма такъв вид обекти за архивиране.',
    en: 'There are no such objects to save.',
  },
  'manifest-signature': {
    bg: 'Описът не е подписан с очаквания ключ: променен е или е на друг портал.',
    en: 'The manifest is not signed with the key in verifier.txt: it was altered, or is of another portal.',
  },
  'manifest-altered': {
    bg: 'Описът е променен, след като е подписан.',
    en: 'The manifest was altered after it was signed.',
  },
  'manifest-invalid': {
    bg: 'Описът не е от вид, който тази версия разбира.',
    en: 'The manifest is none that this version understands.',
  },
}
