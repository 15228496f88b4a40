// The sale of a vehicle: asked for by the owner, signed by the buyer and the owner's spouse, certified by a notary.
import { evidence } from '../kernel/evidence.ts'
import { boolean, integer, personRef, text } from '../kernel/field.ts'
import { service } from '../kernel/service.ts'

/** The tariff does not fit a dearer one, nor does anybody drive it. */
const PRICE_MAX = 10_000_000

export const transferVehicle = service({
  id: 'transfer-vehicle',
  title: { bg: 'Продажба на превозно средство', en: 'Sell a vehicle' },
  about: {
    bg: 'За собственик, който продава регистрирано превозно средство. Купувачът, съпругът или съпругата Ви, ако имате брак, и нотариус подписват тук, всеки от своето устройство. Никой не носи документи.',
    en: 'For an owner who sells a registered vehicle. The buyer, your spouse if you are married, and a notary sign here, each on their own device. Nobody carries papers.',
  },
  law: 'Закон за движението по пътищата, чл. 144, ал. 2',
  authority: 'mvr',
  level: 'substantial',
  // Who sells for another needs a mandate of the form of the sale: at a notary (ЗЗД, чл. 37).
  inPerson: true,
  moves: 'property',
  pages: [
    {
      id: 'vehicle',
      title: { bg: 'Какво продавате', en: 'What you sell' },
      questions: { vin: { own: 'vehicles.vin' } },
    },
    {
      id: 'sale',
      title: { bg: 'На кого и за колко', en: 'To whom, and for how much' },
      about: {
        bg: 'Купувачът получава съобщение тук и подписва със своя ключ. Цената се плаща между вас.',
        en: 'The buyer gets a message here and signs with their own passkey. The price is paid between you.',
      },
      questions: {
        buyer: personRef({
          label: { bg: 'ЕГН на купувача', en: 'Personal number (EGN) of the buyer' },
          hint: { bg: '10 цифри', en: '10 digits' },
          disclose: 'personal',
        }),
        price: integer({
          label: { bg: 'Цена', en: 'Price' },
          hint: { bg: 'В цели евро', en: 'In whole euros' },
          disclose: 'personal',
          min: 1,
          max: PRICE_MAX,
          unit: { bg: '€', en: '€' },
        }),
      },
    },
  ],
  evidence: {
    seller: { ask: 'person-names', input: { personalNumber: 'person.personalNumber' } },
    marriage: { ask: 'person-marriage', input: { personalNumber: 'person.personalNumber' } },
    spouse: {
      ask: 'person-in-short',
      input: { personalNumber: 'marriage.spouse' },
      title: { bg: 'Кой е съпругът или съпругата на продавача', en: 'Who the seller’s spouse is' },
    },
    vehicle: { ask: 'vehicle-for-sale', input: { vin: 'form.vin', personalNumber: 'person.personalNumber' } },
    buyer: {
      ask: 'person-in-short',
      input: { personalNumber: 'form.buyer' },
      title: { bg: 'Кой е купувачът', en: 'Who the buyer is' },
    },
  },
  refuse: {
    'seller-unknown': '!has(seller.names)',
    'seller-dead': 'seller.dead',
    'not-the-owner': '!vehicle.own',
    scrapped: 'vehicle.scrapped',
    suspended: 'vehicle.suspended',
    seized: 'vehicle.seized',
    'sold-to-oneself': 'form.buyer == person.personalNumber',
    'buyer-unknown': 'has(form.buyer) && !has(buyer.called)',
    'buyer-dead': 'has(form.buyer) && buyer.dead',
    // A minor buys through their parents (ЗЛС, чл. 3 and 4).
    'buyer-minor': 'has(form.buyer) && age(buyer.bornOn, today) < 18',
  },
  refusals: {
    'seller-unknown': {
      bg: 'Не Ви намираме в регистъра на населението. Обърнете се към общината по постоянния си адрес.',
      en: 'We do not find you in the population register. Ask the municipality of your permanent address.',
    },
    'seller-dead': {
      bg: 'В регистъра на населението лицето е отбелязано като починало. Обърнете се към общината.',
      en: 'The population register says that this person has died. Ask the municipality.',
    },
    'not-the-owner': {
      bg: 'В регистъра няма превозно средство с този номер, записано на Ваше име. Само собственикът може да го продаде.',
      en: 'The register has no vehicle of this number in your name. Only the owner can sell it.',
    },
    scrapped: {
      bg: 'Превозното средство е бракувано и не може да се продаде за движение.',
      en: 'The vehicle is scrapped and cannot be sold for the road.',
    },
    suspended: {
      bg: 'Регистрацията е временно спряна. Първо я възобновете в Пътна полиция.',
      en: 'The registration is suspended. First have it resumed by the road police.',
    },
    seized: {
      bg: 'Върху превозното средство има запор. Докато не бъде вдигнат, не може да се продаде.',
      en: 'The vehicle is seized. It cannot be sold until the seizure is lifted.',
    },
    'sold-to-oneself': {
      bg: 'Това е Вашето ЕГН. Посочете ЕГН на купувача.',
      en: 'This is your own personal number. Enter that of the buyer.',
    },
    'buyer-unknown': {
      bg: 'В регистъра на населението няма човек с това ЕГН. Проверете го с купувача.',
      en: 'The population register knows nobody of this number. Check it with the buyer.',
    },
    'buyer-dead': {
      bg: 'Човекът с това ЕГН е починал. Проверете го с купувача.',
      en: 'The person of this number has died. Check it with the buyer.',
    },
    'buyer-minor': {
      bg: 'Купувачът няма 18 години. За него купуват родителите му, при нотариус.',
      en: 'The buyer is under 18. Parents buy for a minor, at a notary.',
    },
  },
  // @NOTE the notary's own fee (Тарифа за нотариалните такси) is between the parties and the notary.
  fee: { cents: 1023, law: 'Тарифа № 4, чл. 28' },
  term: { count: 7, unit: 'working-days', law: 'АПК, чл. 57, ал. 5', silence: 'refusal' },
  signing: {
    days: 14,
    law: 'Закон за задълженията и договорите, чл. 13, ал. 3',
    signers: {
      buyer: {
        title: { bg: 'Купувач', en: 'Buyer' },
        law: 'ЗЗД, чл. 183',
        person: 'form.buyer',
        called: 'buyer.called',
      },
      spouse: {
        title: { bg: 'Съпруг/а на продавача', en: 'Spouse of the seller' },
        // What was acquired in the marriage is disposed of by both.
        law: 'СК, чл. 24, ал. 3',
        when: 'marriage.married',
        person: 'marriage.spouse',
        called: 'spouse.called',
      },
      notary: {
        title: { bg: 'Нотариус', en: 'Notary' },
        law: 'ЗДвП, чл. 144, ал. 2; ГПК, чл. 589',
        role: 'notaries.notary',
      },
    },
  },
  decide: { by: ['mvr.registrar'], questions: {} },
  causes: {
    register: 'vehicles',
    act: 'change-owner',
    key: 'form.vin',
    input: { owner: 'form.buyer', from: 'person.personalNumber' },
  },
})

/** Only the owner is told more than that it is not theirs. */
const theirs = (answer: string): string =>
  `found && has(record.owner) && record.owner == input.personalNumber && ${answer}`

export const vehicleForSale = evidence({
  id: 'vehicle-for-sale',
  title: {
    bg: 'Чие е превозното средство и може ли да се продаде',
    en: 'Whose the vehicle is, and whether it can be sold',
  },
  law: 'Закон за движението по пътищата, чл. 144',
  source: 'vehicles',
  input: {
    vin: text({
      label: { bg: 'Номер на рамата (VIN)', en: 'Vehicle identification number (VIN)' },
      format: 'vin',
      disclose: 'restricted',
    }),
    personalNumber: personRef({ label: { bg: 'Собственик (ЕГН)', en: 'Owner (EGN)' }, disclose: 'personal' }),
  },
  key: 'input.vin',
  answer: {
    called: {
      field: text({ label: { bg: 'Превозно средство', en: 'Vehicle' }, disclose: 'open' }),
      value:
        "has(record.owner) && record.owner == input.personalNumber ? record.make + ' ' + record.model + ', ' + record.plate : ''",
    },
    own: {
      field: boolean({ label: { bg: 'На продавача е', en: 'Is the seller’s' }, disclose: 'personal' }),
      value: theirs('true'),
    },
    scrapped: {
      field: boolean({ label: { bg: 'Бракувано', en: 'Scrapped' }, disclose: 'open' }),
      value: theirs("record.status == 'scrapped'"),
    },
    suspended: {
      field: boolean({ label: { bg: 'Спряно от движение', en: 'Suspended' }, disclose: 'open' }),
      value: theirs("record.status == 'suspended'"),
    },
    seized: {
      field: boolean({ label: { bg: 'Под запор', en: 'Seized' }, disclose: 'restricted' }),
      value: theirs('has(record.seizure)'),
    },
  },
})
