// Mandates that people and companies give: to whom, for what, until when, and whether they were accepted and still stand.
import { boolean, companyRef, date, integer, oneOf, personRef, reference, text } from '../kernel/field.ts'
import { evidence } from '../kernel/evidence.ts'
import type { MandateRule } from '../kernel/mandate.ts'
import { register } from '../kernel/register.ts'

/** The portal, for the person whose signature it has checked: no official holds this role. */
const PORTAL = 'izvor.mandates'

const given = (principal: 'principal' | 'company', bg: string, en: string): MandateRule => ({
  title: { bg, en },
  law: 'Закон за задълженията и договорите, чл. 36',
  representative: 'representative',
  principal: { field: principal },
  called: 'record.principalName',
  actor: 'record.representativeName',
  refuse: {
    'mandate-not-accepted': "record.status == 'offered'",
    'mandate-renounced': "record.status == 'renounced'",
    'mandate-revoked': "record.status == 'revoked'",
  },
  since: 'record.since',
  until: 'record.until',
  services: 'record.services',
  amount: { most: 'record.amount', per: 'case' },
  joint: 'record.joint',
  delegable: 'record.delegable',
  source: 'source',
})

const over = {
  'mandate-renounced': "record.status == 'renounced'",
  'mandate-revoked': "record.status == 'revoked'",
}

/** @NOTE Which article founds a register of mandates given electronically is for a lawyer to say. */
export const mandates = register({
  id: 'mandates',
  title: { bg: 'Регистър на пълномощните', en: 'Register of mandates' },
  about: {
    bg: 'Кой кого е упълномощил да действа за него пред държавата, за какво и до кога. Кои са двамата, виждат само те.',
    en: 'Who has let whom act for them before the state, for what and until when. Who the two are, only they see.',
  },
  law: 'Закон за задълженията и договорите, чл. 36 – 43',
  keeper: 'meu',
  key: 'number',
  caption: 'record.number',
  fields: {
    number: text({ label: { bg: 'Номер', en: 'Number' }, format: 'slug', disclose: 'open', find: 'exact' }),
    principal: personRef({
      label: { bg: 'Упълномощител (ЕГН)', en: 'Principal (EGN)' },
      disclose: 'personal',
      find: 'exact',
      optional: true,
    }),
    company: companyRef({
      label: { bg: 'Упълномощител (ЕИК)', en: 'Principal (EIK)' },
      disclose: 'personal',
      find: 'exact',
      optional: true,
    }),
    principalName: text({ label: { bg: 'Упълномощител', en: 'Principal' }, disclose: 'personal' }),
    representative: personRef({
      label: { bg: 'Пълномощник (ЕГН)', en: 'Representative (EGN)' },
      disclose: 'personal',
      find: 'exact',
    }),
    representativeName: text({ label: { bg: 'Пълномощник', en: 'Representative' }, disclose: 'personal' }),
    services: text({
      label: { bg: 'Услуги', en: 'Services' },
      hint: {
        bg: 'Кодове на услуги, разделени с интервал; * за всички',
        en: 'Ids of services, separated by spaces; * for all',
      },
      disclose: 'personal',
      max: 2000,
    }),
    amount: integer({
      label: { bg: 'До каква сума за едно заявление', en: 'Up to which sum for one application' },
      disclose: 'personal',
      min: 0,
      max: 1_000_000_000,
      unit: { bg: 'евроцента', en: 'euro cents' },
      optional: true,
    }),
    joint: integer({
      label: { bg: 'Колко подписват заедно', en: 'How many sign together' },
      disclose: 'personal',
      min: 1,
      max: 10,
      optional: true,
    }),
    delegable: boolean({ label: { bg: 'Може да се преупълномощи', en: 'May be passed on' }, disclose: 'personal' }),
    source: reference({
      register: 'mandates',
      format: 'slug',
      label: { bg: 'Преупълномощено от', en: 'Passed on from' },
      disclose: 'open',
      optional: true,
    }),
    since: date({ label: { bg: 'От', en: 'Since' }, disclose: 'open' }),
    until: date({ label: { bg: 'До', en: 'Until' }, disclose: 'open', optional: true }),
    status: oneOf(
      {
        offered: { bg: 'чака приемане', en: 'waits to be accepted' },
        active: { bg: 'важи', en: 'in force' },
        renounced: { bg: 'отказано от пълномощника', en: 'renounced by the representative' },
        revoked: { bg: 'оттеглено', en: 'taken back' },
      },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'open' },
    ),
  },
  acts: {
    grant: {
      title: { bg: 'Упълномощаване', en: 'Grant' },
      law: 'чл. 37',
      moves: 'mandates',
      creates: true,
      by: [PORTAL],
      takes: [
        'principal',
        'company',
        'principalName',
        'representative',
        'representativeName',
        'services',
        'amount',
        'joint',
        'delegable',
        'source',
        'until',
      ],
      input: {
        signature: text({
          label: { bg: 'Подписано пълномощно (SHA-256)', en: 'Signed mandate (SHA-256)' },
          disclose: 'restricted',
          max: 64,
        }),
      },
      refuse: {
        'principal-missing': 'has(input.principal) == has(input.company)',
        'to-oneself': 'has(input.principal) && input.principal == input.representative',
        'passed-on-for-ever': 'has(input.source) && input.delegable',
        'until-before-since': 'has(input.until) && input.until < effective',
      },
      set: { since: 'effective', status: "'offered'" },
    },
    accept: {
      title: { bg: 'Приемане', en: 'Accept' },
      law: 'чл. 36',
      moves: 'mandates',
      by: [PORTAL],
      only: 'representative',
      refuse: { ...over, 'already-accepted': "record.status == 'active'" },
      set: { status: "'active'" },
    },
    renounce: {
      title: { bg: 'Отказ на пълномощника', en: 'Renounce' },
      law: 'чл. 41, ал. 1',
      by: [PORTAL],
      only: 'representative',
      refuse: over,
      set: { status: "'renounced'" },
    },
    revoke: {
      title: { bg: 'Оттегляне', en: 'Take back' },
      law: 'чл. 38, ал. 2',
      by: [PORTAL],
      refuse: over,
      set: { status: "'revoked'" },
    },
  },
  mandates: {
    person: given('principal', 'Пълномощник', 'Representative by mandate'),
    company: given('company', 'Пълномощник на търговец', 'Representative of a company by mandate'),
  },
  refusals: {
    'mandate-not-accepted': { bg: 'Пълномощното още не е прието.', en: 'The mandate is not accepted yet.' },
    'mandate-renounced': { bg: 'Пълномощникът се е отказал.', en: 'The representative has renounced it.' },
    'mandate-revoked': { bg: 'Пълномощното е оттеглено.', en: 'The mandate was taken back.' },
    'already-accepted': { bg: 'Пълномощното вече е прието.', en: 'The mandate is already accepted.' },
    'principal-missing': {
      bg: 'Упълномощава едно лице или един търговец.',
      en: 'One person or one company gives a mandate.',
    },
    'to-oneself': { bg: 'Никой не упълномощава сам себе си.', en: 'Nobody gives a mandate to themself.' },
    'passed-on-for-ever': { bg: 'Преупълномощава се само веднъж.', en: 'A mandate is passed on once.' },
    'until-before-since': { bg: 'Краят е преди началото.', en: 'The end is before the beginning.' },
  },
})

const whose = 'record.givenName == input.givenName && record.familyName == input.familyName'

/** Tells no more than that a number and a name fit: who guesses at either learns nothing of the other. */
export const personIsCalled = evidence({
  id: 'person-is-called',
  title: { bg: 'Отговаря ли името на ЕГН', en: 'Whether a name fits a personal number' },
  law: 'Закон за електронното управление, чл. 2',
  source: 'civil',
  input: {
    personalNumber: personRef({ label: { bg: 'ЕГН', en: 'Personal number (EGN)' }, disclose: 'personal' }),
    givenName: text({ label: { bg: 'Собствено име', en: 'Given name' }, disclose: 'personal', max: 60 }),
    familyName: text({ label: { bg: 'Фамилно име', en: 'Family name' }, disclose: 'personal', max: 60 }),
  },
  key: 'input.personalNumber',
  answer: {
    fits: {
      field: boolean({ label: { bg: 'Отговаря', en: 'Fits' }, disclose: 'personal' }),
      value: `found && !has(record.diedOn) && ${whose}`,
    },
  },
})
