// What a person is told when a mandate does not reach what they want to do: why, and who can mend it.
import type { Localised } from '../../workers/kernel/localised.ts'

export const mandateProblems: { readonly [code: string]: Localised } = {
  'mandate-not-yours': {
    bg: 'Няма такова пълномощно, или не е Ваше. Изберете отново за кого действате.',
    en: 'There is no such mandate, or it is not yours. Choose again for whom you act.',
  },
  'mandate-self-grant': {
    bg: 'Никой не упълномощава сам себе си.',
    en: 'Nobody gives a mandate to themself.',
  },
  'mandate-not-begun': {
    bg: 'Правото да действате за другиго още не е започнало.',
    en: 'The right to act for another has not begun yet.',
  },
  'mandate-expired': {
    bg: 'Срокът, в който можехте да действате за другиго, е изтекъл.',
    en: 'The time in which you could act for another is over.',
  },
  'mandate-out-of-scope': {
    bg: 'Пълномощното Ви не важи за тази услуга. Поискайте друго от този, за когото действате.',
    en: 'Your mandate does not cover this service. Ask for another from whom you act for.',
  },
  'mandate-over-amount': {
    bg: 'Това е за по-голяма сума, отколкото може да правите по пълномощното си. Поискайте друго от този, за когото действате.',
    en: 'This is for more than your mandate lets you do. Ask for another from whom you act for.',
  },
  'mandate-consents-only': {
    bg: 'След навършени 14 години детето подава и подписва само, от своето устройство. Вие давате съгласието си, като подпишете след него.',
    en: 'From the age of 14 a child applies and signs itself, on its own device. You give your consent by signing after it.',
  },
  'applicant-is-acted-for': {
    bg: 'До навършване на 14 години от Ваше име действат родителите Ви.',
    en: 'Until you are 14 your parents act for you.',
  },
  'grant-needs-consent': {
    bg: 'До навършване на 18 години не може да упълномощите другиго тук.',
    en: 'Until you are 18 you cannot give another a mandate here.',
  },
  'mandate-chain-too-long': {
    bg: 'Пълномощното е преупълномощено два пъти, а може само веднъж.',
    en: 'The mandate was passed on twice, and may be passed on once.',
  },
  'mandate-source-missing': {
    bg: 'Няма го пълномощното, от което следва Вашето.',
    en: 'The mandate from which yours follows is not there.',
  },
  'mandate-not-delegable': {
    bg: 'Това пълномощно не може да се преупълномощава.',
    en: 'This mandate may not be passed on.',
  },
  'mandate-wider-than-source': {
    bg: 'Не може да дадете на друг повече, отколкото имате Вие: проверете услугите, сумата и срока.',
    en: 'You cannot give another more than you have: check the services, the sum and the date.',
  },
  'mandate-needs-cosigner': {
    bg: 'Тук представлявате само заедно с друг. Сами не можете да подпишете.',
    en: 'Here you represent only together with another. You cannot sign alone.',
  },
  'mandate-of-another': {
    bg: 'Това заявление е за друг, а не за този, за когото действате сега. Сменете за кого действате.',
    en: 'This application is for another than the one you act for now. Change for whom you act.',
  },
  'entry-delayed': {
    bg: 'Приехме го, но регистърът в момента не отговаря. Ще го впише сам до няколко минути; не е нужно да правите нищо.',
    en: 'We have kept it, but the register does not answer just now. It will be entered by itself within minutes; you need not do anything.',
  },
  'representative-unknown': {
    bg: 'Не намираме човек с това ЕГН и това име. Проверете ги с него.',
    en: 'We do not find a person of this number and this name. Check them with the person.',
  },
  'service-in-person': {
    bg: 'Тази услуга се ползва само лично, или от представител по закон, а не с пълномощно. Сменете за кого действате.',
    en: 'This service is used in person only, or by who represents by law, and not with a mandate that was given. Change for whom you act.',
  },
  'applicant-not-allowed': {
    bg: 'Този, за когото действате, не може да поиска тази услуга.',
    en: 'The one for whom you act cannot ask for this service.',
  },
  'applicant-not-person': {
    bg: 'Тази услуга е само за търговци. Изберете за кого действате.',
    en: 'This service is for companies only. Choose for whom you act.',
  },
}
