// The sale of a vehicle: asked for by the owner, signed by the buyer and the owner's spouse, certified by a notary.
import { evidence } from '../kernel/evidence.ts'
import { boolean, companyRef, integer, personRef, text } from '../kernel/field.ts'
import { service } from '../kernel/service.ts'

/** The tariff does not fit a dearer one, nor does anybody drive it. */
const PRICE_MAX = 10_000_000

export const transferVehicle = service({
  id: 'transfer-vehicle',
  title: { bg: 'Продажба на превозно средство', en: 'Sell a vehicle' },
  about: {
    bg: 'За собственик, човек или търговец, който продава регистрирано превозно средство. Купувачът, съпругът или съпругата Ви, ако имате брак, заложният кредитор, ако има залог, и нотариус подписват тук, всеки от своето устройство. За търговец подписва който го представлява. Никой не носи документи.',
    en: 'For an owner, a person or a company, who sells a registered vehicle. The buyer, your spouse if you are married, the creditor if it is pledged, and a notary sign here, each on their own device. Whoever represents a company signs for it. Nobody carries papers.',
  },
  law: 'Закон за движението по пътищата, чл. 144, ал. 2',
  authority: 'mvr',
  level: 'substantial',
  applicants: ['person', 'company'],
  // Who sells for another by a mandate needs one of the form of the sale: at a notary (ЗЗД, чл. 37).
  inPerson: 'by-law',
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
          hint: {
            bg: '10 цифри. Ако купувачът е търговец, оставете празно.',
            en: '10 digits. If the buyer is a company, leave it empty.',
          },
          disclose: 'personal',
          optional: true,
        }),
        buyerCompany: companyRef({
          label: { bg: 'ЕИК на купувача, ако е търговец', en: 'Company number (EIK) of the buyer, if it is a company' },
          hint: { bg: '9 или 13 цифри', en: '9 or 13 digits' },
          disclose: 'open',
          optional: true,
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
    trader: {
      ask: 'company-identity',
      input: { number: 'company.number' },
      title: { bg: 'Кой е продавачът', en: 'Who the seller is' },
    },
    marriage: { ask: 'person-marriage', input: { personalNumber: 'person.personalNumber' } },
    spouse: {
      ask: 'person-in-short',
      input: { personalNumber: 'marriage.spouse' },
      title: { bg: 'Кой е съпругът или съпругата на продавача', en: 'Who the seller’s spouse is' },
    },
    vehicle: {
      ask: 'vehicle-for-sale',
      input: { vin: 'form.vin', personalNumber: 'person.personalNumber', company: 'company.number' },
    },
    pledge: { ask: 'pledge-creditor', input: { number: 'vehicle.pledge' } },
    creditor: {
      ask: 'company-identity',
      input: { number: 'pledge.creditor' },
      title: { bg: 'Кой е заложният кредитор', en: 'Who the creditor of the pledge is' },
    },
    buyer: {
      ask: 'person-in-short',
      input: { personalNumber: 'form.buyer' },
      title: { bg: 'Кой е купувачът', en: 'Who the buyer is' },
    },
    buyingCompany: {
      ask: 'company-identity',
      input: { number: 'form.buyerCompany' },
      title: { bg: 'Кой търговец купува', en: 'Which company buys' },
    },
  },
  refuse: {
    'seller-unknown': '!has(seller.names)',
    'seller-dead': 'seller.dead',
    // A court allows it, where it is for the good of the child (СК, чл. 130, ал. 3).
    'seller-minor': 'age(seller.bornOn, today) < 18',
    'company-unknown': '!has(trader.name)',
    'company-closed': "trader.status == 'closed'",
    'not-the-owner': '!vehicle.own',
    scrapped: 'vehicle.scrapped',
    suspended: 'vehicle.suspended',
    seized: 'vehicle.seized',
    stolen: 'vehicle.stolen',
    'creditor-unknown': 'vehicle.pledged && !has(creditor.name)',
    'one-buyer': 'has(form.price) && has(form.buyer) == has(form.buyerCompany)',
    'sold-to-oneself':
      '(has(form.buyer) && has(person.personalNumber) && form.buyer == person.personalNumber) || ' +
      '(has(form.buyerCompany) && has(company.number) && form.buyerCompany == company.number)',
    'buyer-unknown': 'has(form.buyer) && !has(buyer.called)',
    'buyer-dead': 'has(form.buyer) && buyer.dead',
    // A minor buys through their parents (ЗЛС, чл. 3 and 4).
    'buyer-minor': 'has(form.buyer) && age(buyer.bornOn, today) < 18',
    'buying-company-unknown': 'has(form.buyerCompany) && !has(buyingCompany.name)',
    'buying-company-closed': "has(form.buyerCompany) && buyingCompany.status == 'closed'",
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
    'seller-minor': {
      bg: 'Вещ на дете под 18 години се продава само с разрешение на районния съд. Обърнете се към съда по постоянния адрес.',
      en: 'What belongs to a child under 18 is sold only by leave of the district court. Ask the court of the permanent address.',
    },
    'company-unknown': {
      bg: 'Не намираме търговеца в Търговския регистър. Обърнете се към Агенцията по вписванията.',
      en: 'We do not find the company in the commercial register. Ask the Registry Agency.',
    },
    'company-closed': {
      bg: 'Търговецът е заличен и не може да продава.',
      en: 'The company was struck off and cannot sell.',
    },
    'one-buyer': {
      bg: 'Посочете един купувач: ЕГН, ако купува човек, или ЕИК, ако купува търговец.',
      en: 'Name one buyer: a personal number if a person buys, or a company number if a company does.',
    },
    'buying-company-unknown': {
      bg: 'В Търговския регистър няма търговец с този ЕИК. Проверете го с купувача.',
      en: 'The commercial register knows no company of this number. Check it with the buyer.',
    },
    'buying-company-closed': {
      bg: 'Търговецът с този ЕИК е заличен. Проверете го с купувача.',
      en: 'The company of this number was struck off. Check it with the buyer.',
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
    stolen: {
      bg: 'Превозното средство е обявено за издирване. Обърнете се към полицията.',
      en: 'The vehicle is reported stolen. Turn to the police.',
    },
    'creditor-unknown': {
      bg: 'Върху превозното средство има особен залог, а кредиторът по него не се намира в Търговския регистър. Обърнете се към Централния регистър на особените залози.',
      en: 'The vehicle is pledged, and the commercial register does not know the creditor. Ask the register of special pledges.',
    },
    'sold-to-oneself': {
      bg: 'Това е номерът на самия продавач. Посочете номера на купувача.',
      en: 'This is the number of the seller. Enter that of the buyer.',
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
  amount: 'form.price * 100',
  term: { count: 7, unit: 'working-days', law: 'АПК, чл. 57, ал. 5', silence: 'refusal' },
  signing: {
    days: 14,
    law: 'Закон за задълженията и договорите, чл. 13, ал. 3',
    signers: {
      buyer: {
        title: { bg: 'Купувач', en: 'Buyer' },
        law: 'ЗЗД, чл. 183',
        when: '!has(form.buyerCompany)',
        person: 'form.buyer',
        called: 'buyer.called',
      },
      buyingCompany: {
        title: { bg: 'За купувача', en: 'For the buyer' },
        law: 'ЗЗД, чл. 183; Търговски закон, чл. 141, ал. 2',
        when: 'has(form.buyerCompany)',
        company: 'form.buyerCompany',
        called: 'buyingCompany.name',
      },
      spouse: {
        title: { bg: 'Съпруг/а на продавача', en: 'Spouse of the seller' },
        // What was acquired in the marriage is disposed of by both.
        law: 'СК, чл. 24, ал. 3',
        when: 'has(person.personalNumber) && marriage.married',
        person: 'marriage.spouse',
        called: 'spouse.called',
      },
      creditor: {
        title: { bg: 'За заложния кредитор', en: 'For the creditor of the pledge' },
        // With that the pledge ends with the sale, in the same act.
        law: 'Закон за особените залози, чл. 8, ал. 1',
        when: 'vehicle.pledged',
        company: 'pledge.creditor',
        called: 'creditor.name',
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
    input: {
      owner: 'form.buyer',
      company: 'form.buyerCompany',
      from: 'person.personalNumber',
      fromCompany: 'company.number',
      releases: 'vehicle.pledge',
    },
  },
})

const isOwn =
  '((has(record.owner) && has(input.personalNumber) && record.owner == input.personalNumber) || ' +
  '(has(record.company) && has(input.company) && record.company == input.company))'

/** Only the owner is told more than that it is not theirs. */
const theirs = (answer: string): string => `found && ${isOwn} && ${answer}`

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
    personalNumber: personRef({
      label: { bg: 'Собственик (ЕГН)', en: 'Owner (EGN)' },
      disclose: 'personal',
      optional: true,
    }),
    company: companyRef({ label: { bg: 'Собственик (ЕИК)', en: 'Owner (EIK)' }, disclose: 'open', optional: true }),
  },
  key: 'input.vin',
  answer: {
    called: {
      field: text({ label: { bg: 'Превозно средство', en: 'Vehicle' }, disclose: 'open' }),
      value: `${isOwn} ? record.make + ' ' + record.model + ', ' + record.plate : ''`,
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
    stolen: {
      field: boolean({ label: { bg: 'Издирва се', en: 'Reported stolen' }, disclose: 'open' }),
      value: theirs('has(record.wantedSince)'),
    },
    pledged: {
      field: boolean({ label: { bg: 'Заложено', en: 'Pledged' }, disclose: 'open' }),
      value: theirs('has(record.pledge)'),
    },
    // Open to everyone, as the pledge itself.
    pledge: {
      field: text({ label: { bg: 'Особен залог', en: 'Special pledge' }, format: 'slug', disclose: 'open' }),
      value: 'record.pledge',
    },
  },
})
