// Acts that change several records at once: what pages say of them, and why one is refused.
import type { Localised } from '../../workers/kernel/localised.ts'
import { defineMessages } from './index.ts'

export const together = defineMessages({
  bg: {
    enteredWith: 'Вписано заедно, в един и същ миг:',
    withClosed: 'кой е записът, не се показва на всеки',
    row: 'Заедно с него се вписва',
    each: (group: string) => `за всяко от „${group}“`,
    when: 'само ако',
    done: 'Кога се прави',
    whole: 'Вписват се всички или никое.',
    alongside: 'само заедно с друго вписване, което го поражда',
  },
  en: {
    enteredWith: 'Entered together, in one moment:',
    withClosed: 'which record it is, is not shown to everyone',
    row: 'Entered together with it',
    each: (group: string) => `for each of “${group}”`,
    when: 'only if',
    done: 'When it is done',
    whole: 'All of them are entered, or none is.',
    alongside: 'only together with another act that causes it',
  },
})

export const togetherProblems: { readonly [code: string]: Localised } = {
  'stands-missing': { bg: 'Изберете кой запис остава.', en: 'Choose which record stands.' },
  'record-held': {
    bg: 'В момента по този запис се извършва друго вписване. Опитайте отново след няколко секунди.',
    en: 'Another act on this record is under way. Try again in a few seconds.',
  },
  'record-unreachable': {
    bg: 'Един от записите, които вписването променя, не отговори. Нищо не е вписано. Опитайте отново след малко.',
    en: 'One of the records that the act changes did not answer. Nothing was entered. Try again a little later.',
  },
  'together-contradicts': {
    bg: 'Вписването иска две различни неща от един и същ запис.',
    en: 'The act asks two different things of one record.',
  },
  'together-only': {
    bg: 'Това вписване променя и други записи и не се прави само в този.',
    en: 'This act changes other records as well, and is not done in this one alone.',
  },
  'not-by-itself': {
    bg: 'Това вписване не се прави само: то идва заедно с друго.',
    en: 'This act is not done by itself: it comes about together with another.',
  },
  'too-many-together': {
    bg: 'Вписването би променило повече от 40 други записа наведнъж.',
    en: 'The act would change more than 40 other records at once.',
  },
}
