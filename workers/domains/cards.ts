// Identity cards: which were issued, to whom, and which of them still count.
import { evidence } from '../kernel/evidence.ts'
import { date, oneOf, personRef, text } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

const LAW = 'Закон за българските лични документи, чл. 70'

const serial = text({
  label: { bg: 'Номер на сертификата', en: 'Certificate number' },
  format: 'slug',
  disclose: 'open',
  find: 'exact',
})
const number = text({
  label: { bg: 'Номер на картата', en: 'Card number' },
  format: 'identity-card',
  disclose: 'restricted',
  find: 'exact',
})
const validUntil = date({ label: { bg: 'Валидна до', en: 'Valid until' }, disclose: 'open' })
const status = oneOf(
  {
    active: { bg: 'валидна', en: 'valid' },
    suspended: { bg: 'спряна', en: 'suspended' },
    revoked: { bg: 'прекратена', en: 'revoked' },
  },
  { label: { bg: 'Състояние', en: 'Status' }, disclose: 'open' },
)

/** What the official says and signs; why a card was stopped is nobody else's business. */
const order = {
  reason: oneOf(
    {
      lost: { bg: 'изгубена', en: 'lost' },
      stolen: { bg: 'открадната', en: 'stolen' },
      damaged: { bg: 'повредена', en: 'damaged' },
      changed: { bg: 'променени данни', en: 'changed data' },
      asked: { bg: 'по искане на притежателя', en: 'asked by the holder' },
      found: { bg: 'намерена', en: 'found' },
    },
    { label: { bg: 'Причина', en: 'Reason' }, disclose: 'restricted' },
  ),
  signature: text({
    label: { bg: 'Подписана заповед (SHA-256)', en: 'Signed order (SHA-256)' },
    disclose: 'restricted',
  }),
}

const revoked = { revoked: "record.status == 'revoked'" }

export const idCards = register({
  id: 'id-cards',
  title: { bg: 'Регистър на личните карти', en: 'Register of identity cards' },
  about: {
    bg: 'Кои лични карти с чип са издадени и кои от тях важат. Чия е картата, виждат само притежателят ѝ и органите с основание.',
    en: 'Which identity cards with a chip were issued, and which of them count. Whose a card is, only its holder and authorities with a legal ground see.',
  },
  law: LAW,
  keeper: 'mvr',
  key: 'serial',
  caption: 'record.serial',
  fields: {
    serial,
    number,
    holder: personRef({ label: { bg: 'Притежател (ЕГН)', en: 'Holder (EGN)' }, disclose: 'personal', find: 'exact' }),
    validUntil,
    status,
  },
  acts: {
    issue: {
      title: { bg: 'Издаване', en: 'Issue' },
      law: 'чл. 22',
      creates: true,
      by: ['mvr.registrar', 'operator'],
      takes: ['number', 'holder', 'validUntil'],
      input: { signature: { ...order.signature, optional: true } },
      refuse: { 'over-before-issued': 'input.validUntil <= effective' },
      set: { status: "'active'" },
    },
    suspend: {
      title: { bg: 'Спиране', en: 'Suspend' },
      by: ['mvr.registrar'],
      input: order,
      refuse: { ...revoked, suspended: "record.status == 'suspended'" },
      set: { status: "'suspended'" },
    },
    resume: {
      title: { bg: 'Възобновяване', en: 'Resume' },
      by: ['mvr.registrar'],
      input: order,
      refuse: { ...revoked, 'not-suspended': "record.status != 'suspended'" },
      set: { status: "'active'" },
    },
    revoke: {
      title: { bg: 'Прекратяване', en: 'Revoke' },
      // A card that was stopped for good is never used again: its holder gets another.
      by: ['mvr.registrar'],
      input: order,
      refuse: revoked,
      set: { status: "'revoked'" },
    },
  },
  refusals: {
    revoked: { bg: 'Картата е прекратена; това е окончателно.', en: 'The card is revoked; that is final.' },
    suspended: { bg: 'Картата вече е спряна.', en: 'The card is already suspended.' },
    'not-suspended': { bg: 'Картата не е спряна.', en: 'The card is not suspended.' },
    'over-before-issued': {
      bg: 'Срокът на картата изтича, преди да е издадена.',
      en: 'The card is over before it is issued.',
    },
  },
})

export const idCardBySerial = evidence({
  id: 'id-card-by-serial',
  title: { bg: 'Коя е личната карта и важи ли', en: 'Which identity card it is, and whether it counts' },
  law: LAW,
  source: 'id-cards',
  input: { serial },
  key: 'input.serial',
  answer: {
    number: { field: number, value: 'record.number' },
    holder: {
      field: personRef({ label: { bg: 'Притежател (ЕГН)', en: 'Holder (EGN)' }, disclose: 'personal' }),
      value: 'record.holder',
    },
    validUntil: { field: validUntil, value: 'record.validUntil' },
    status: { field: status, value: 'record.status' },
  },
})

export const cardHolder = evidence({
  id: 'card-holder',
  title: { bg: 'На чие име се издава картата', en: 'In whose name the card is issued' },
  law: 'Закон за българските лични документи, чл. 16',
  source: 'civil',
  input: {
    personalNumber: text({
      label: { bg: 'ЕГН', en: 'Personal number (EGN)' },
      format: 'personal-number',
      disclose: 'personal',
    }),
  },
  key: 'input.personalNumber',
  answer: {
    givenName: {
      field: text({ label: { bg: 'Име', en: 'Given name' }, disclose: 'personal' }),
      value: 'record.givenName',
    },
    familyName: {
      field: text({ label: { bg: 'Фамилно име', en: 'Family name' }, disclose: 'personal' }),
      value: 'record.familyName',
    },
    diedOn: {
      field: date({ label: { bg: 'Дата на смърт', en: 'Date of death' }, disclose: 'personal' }),
      value: 'record.diedOn',
    },
  },
})
