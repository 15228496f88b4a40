// What companies are allowed and bound to: permits, pledges of movables, and their number for the customs.
import { evidence } from '../kernel/evidence.ts'
import { boolean, companyRef, date, money, oneOf, personRef, reference, text } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

const number = text({ label: { bg: 'Номер', en: 'Number' }, format: 'slug', disclose: 'open', find: 'exact' })
const ended = { ended: "record.status == 'ended'" }
const refusals = { ended: { bg: 'Вписването вече е прекратено.', en: 'The entry has ended already.' } }
const status = oneOf(
  {
    active: { bg: 'действащ', en: 'in force' },
    suspended: { bg: 'спрян', en: 'suspended' },
    ended: { bg: 'прекратен', en: 'ended' },
  },
  { label: { bg: 'Състояние', en: 'Status' }, disclose: 'open' },
)

export const licences = register({
  id: 'licences',
  title: { bg: 'Лицензи и разрешения', en: 'Licences and permits' },
  about: {
    bg: 'Кой търговец за каква дейност има разрешение, откога и докога.',
    en: 'Which company is permitted which activity, from when and until when.',
  },
  law: 'Закон за ограничаване на административното регулиране и административния контрол върху стопанската дейност, чл. 16',
  keeper: 'ministerski-savet',
  key: 'number',
  caption: "record.number + ' · ' + record.activity",
  ended: "record.status == 'ended'",
  fields: {
    number,
    holder: companyRef({ label: { bg: 'Притежател (ЕИК)', en: 'Holder (EIK)' }, disclose: 'open', find: 'exact' }),
    activity: text({ label: { bg: 'Дейност', en: 'Activity' }, disclose: 'open', find: 'text' }),
    ground: text({ label: { bg: 'Закон', en: 'Law' }, disclose: 'open' }),
    since: date({ label: { bg: 'От', en: 'Since' }, disclose: 'open' }),
    until: date({ label: { bg: 'До', en: 'Until' }, disclose: 'open', optional: true }),
    status,
  },
  acts: {
    grant: {
      title: { bg: 'Издаване', en: 'Grant' },
      law: 'чл. 9',
      creates: true,
      by: ['ministerski-savet.registrar', 'operator'],
      takes: ['holder', 'activity', 'ground', 'until'],
      refuse: { 'until-before-since': 'has(input.until) && input.until < effective' },
      set: { since: 'effective', status: "'active'" },
    },
    suspend: {
      title: { bg: 'Спиране', en: 'Suspend' },
      law: 'чл. 22',
      by: ['ministerski-savet.registrar'],
      refuse: ended,
      set: { status: "'suspended'" },
    },
    resume: {
      title: { bg: 'Възобновяване', en: 'Resume' },
      law: 'чл. 22',
      by: ['ministerski-savet.registrar'],
      refuse: { ...ended, 'not-suspended': "record.status != 'suspended'" },
      set: { status: "'active'" },
    },
    withdraw: {
      title: { bg: 'Отнемане', en: 'Withdraw' },
      law: 'чл. 23',
      by: ['ministerski-savet.registrar'],
      refuse: ended,
      set: { status: "'ended'", until: 'effective' },
    },
  },
  refusals: {
    ...refusals,
    'until-before-since': { bg: 'Краят е преди началото.', en: 'The end is before the beginning.' },
    'not-suspended': { bg: 'Разрешението не е спряно.', en: 'The permit is not suspended.' },
  },
})

export const pledges = register({
  id: 'pledges',
  title: { bg: 'Регистър на особените залози', en: 'Register of special pledges' },
  about: {
    bg: 'Кои вещи и вземания са заложени, за колко и в чия полза. Който купува, проверява тук.',
    en: 'Which things and claims are pledged, for how much and for whom. Who buys checks here.',
  },
  law: 'Закон за особените залози, чл. 21',
  keeper: 'mp',
  key: 'number',
  caption: "record.number + ' · ' + record.asset",
  fields: {
    number,
    pledgor: companyRef({
      label: { bg: 'Залогодател (ЕИК)', en: 'Pledgor (EIK)' },
      disclose: 'open',
      find: 'exact',
      optional: true,
    }),
    pledgorPerson: personRef({
      label: { bg: 'Залогодател (ЕГН)', en: 'Pledgor (EGN)' },
      disclose: 'personal',
      find: 'exact',
      optional: true,
    }),
    creditor: companyRef({
      label: { bg: 'Заложен кредитор (ЕИК)', en: 'Creditor (EIK)' },
      disclose: 'open',
      find: 'exact',
    }),
    vehicle: reference({
      register: 'vehicles',
      format: 'vin',
      label: { bg: 'Заложено превозно средство (VIN)', en: 'Pledged vehicle (VIN)' },
      disclose: 'restricted',
      find: 'exact',
      optional: true,
    }),
    asset: text({ label: { bg: 'Заложено имущество', en: 'Asset' }, disclose: 'open', find: 'text', max: 1000 }),
    secured: money({ label: { bg: 'Обезпечено вземане', en: 'Claim secured' }, disclose: 'open', min: 1 }),
    enteredOn: date({ label: { bg: 'Вписан на', en: 'Entered on' }, disclose: 'open' }),
    expiresOn: date({ label: { bg: 'В сила до', en: 'In force until' }, disclose: 'open' }),
    status: oneOf(
      {
        active: { bg: 'действащ', en: 'in force' },
        executed: { bg: 'пристъпено към изпълнение', en: 'under execution' },
        ended: { bg: 'заличен', en: 'struck off' },
      },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'open' },
    ),
  },
  acts: {
    enter: {
      title: { bg: 'Вписване на залог', en: 'Enter' },
      law: 'чл. 26, ал. 1',
      creates: true,
      by: ['mp.registrar', 'operator'],
      takes: ['pledgor', 'pledgorPerson', 'creditor', 'vehicle', 'asset', 'secured'],
      refuse: {
        'pledgor-is-nobody': 'has(input.pledgor) == has(input.pledgorPerson)',
        'own-creditor': 'has(input.pledgor) && input.pledgor == input.creditor',
      },
      // Five years, to be renewed (чл. 30).
      set: { enteredOn: 'effective', expiresOn: 'plusMonths(effective, 60)', status: "'active'" },
      together: {
        vehicle: {
          register: 'vehicles',
          act: 'enter-pledge',
          when: 'has(input.vehicle)',
          key: 'input.vehicle',
          input: { pledge: 'record.number' },
        },
      },
    },
    renew: {
      title: { bg: 'Подновяване', en: 'Renew' },
      law: 'чл. 30',
      by: ['mp.registrar'],
      refuse: { ...ended, expired: 'effective > record.expiresOn' },
      set: { expiresOn: 'plusMonths(record.expiresOn, 60)' },
    },
    execute: {
      title: { bg: 'Пристъпване към изпълнение', en: 'Execute' },
      law: 'чл. 32',
      by: ['mp.registrar'],
      refuse: { ...ended, expired: 'effective > record.expiresOn' },
      set: { status: "'executed'" },
    },
    'strike-off': {
      title: { bg: 'Заличаване', en: 'Strike off' },
      law: 'чл. 27',
      by: ['mp.registrar'],
      refuse: ended,
      set: { status: "'ended'" },
      together: {
        vehicle: {
          register: 'vehicles',
          act: 'lift-pledge',
          when: 'has(record.vehicle)',
          key: 'record.vehicle',
          input: { struckOff: 'record.number' },
        },
      },
    },
    // The creditor has consented to the sale, in whose case they signed.
    release: {
      title: {
        bg: 'Заличаване при продажба, със съгласие на кредитора',
        en: 'Release at a sale, with the creditor’s consent',
      },
      law: 'чл. 8, ал. 1; чл. 27',
      by: ['mvr.registrar'],
      alongside: true,
      refuse: ended,
      set: { status: "'ended'" },
    },
  },
  refusals: {
    ...refusals,
    'pledgor-is-nobody': {
      bg: 'Залогодателят е или търговец, или лице: попълнете едното.',
      en: 'The pledgor is a company or a person: fill in one of them.',
    },
    'own-creditor': { bg: 'Никой не залага в своя полза.', en: 'Nobody pledges to themselves.' },
    expired: { bg: 'Вписването е изтекло.', en: 'The entry has expired.' },
  },
})

export const eori = register({
  id: 'eori',
  title: { bg: 'Номера EORI', en: 'EORI numbers' },
  about: {
    bg: 'Кой търговец с какъв номер се легитимира пред митниците на Съюза.',
    en: 'Which company is known to the customs of the Union under which number.',
  },
  law: 'Регламент (ЕС) № 952/2013, чл. 9',
  keeper: 'am',
  key: 'number',
  caption: 'record.number',
  ended: "record.status == 'ended'",
  fields: {
    number: text({ label: { bg: 'Номер EORI', en: 'EORI number' }, format: 'eori', disclose: 'open', find: 'exact' }),
    company: companyRef({
      label: { bg: 'Търговец (ЕИК)', en: 'Company (EIK)' },
      disclose: 'open',
      find: 'exact',
      unique: true,
    }),
    since: date({ label: { bg: 'От', en: 'Since' }, disclose: 'open' }),
    status,
  },
  acts: {
    register: {
      title: { bg: 'Регистрация', en: 'Register' },
      law: 'чл. 9, ал. 1',
      creates: true,
      by: ['am.registrar', 'operator'],
      takes: ['company'],
      refuse: { 'number-of-another': "record.number != 'BG' + input.company" },
      set: { since: 'effective', status: "'active'" },
    },
    invalidate: {
      title: { bg: 'Обезсилване', en: 'Invalidate' },
      law: 'Делегиран регламент (ЕС) 2015/2446, чл. 7',
      by: ['am.registrar'],
      refuse: ended,
      set: { status: "'ended'" },
    },
  },
  refusals: {
    ...refusals,
    'number-of-another': { bg: 'Номерът е BG и ЕИК на търговеца.', en: 'The number is BG and the company number.' },
  },
})

/** Whom to ask before what is pledged is sold. */
export const pledgeCreditor = evidence({
  id: 'pledge-creditor',
  title: { bg: 'В чия полза е залогът', en: 'For whom the pledge is' },
  law: 'Закон за особените залози, чл. 22',
  source: 'pledges',
  input: { number },
  key: 'input.number',
  answer: {
    creditor: {
      field: companyRef({ label: { bg: 'Заложен кредитор (ЕИК)', en: 'Creditor (EIK)' }, disclose: 'open' }),
      value: 'record.creditor',
    },
    ended: {
      field: boolean({ label: { bg: 'Заличен', en: 'Struck off' }, disclose: 'open' }),
      value: "record.status == 'ended'",
    },
  },
})
