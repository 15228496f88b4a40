// Sites and systems that people log in to with their eID: who they are, where people are sent back, what they may be told.
import { boolean, date, oneOf, personRef, text } from '../kernel/field.ts'
import { evidence, type EvidenceDefinition } from '../kernel/evidence.ts'
import { register } from '../kernel/register.ts'

/** The portal, when whoever registered a site asks for it on the page of their sites. */
const PORTAL = 'izvor.relying-parties'
const MINISTRY = 'meu.registrar'

/** What its owner says of it, and may say anew. */
const SAID = ['name', 'sector', 'redirectUris', 'postLogoutUris', 'jwks', 'jwksUri', 'logoutUri', 'claims', 'reason']

const addresses = (bg: string, en: string) => ({ label: { bg, en }, max: 2000, disclose: 'open' as const })

export const relyingParties = register({
  id: 'relying-parties',
  title: { bg: 'Регистър на доверяващите се страни', en: 'Register of relying parties' },
  about: {
    bg: 'Сайтовете и системите, в които се влиза с електронна идентичност: чии са, къде връщат хората и какво им е позволено да научават.',
    en: 'The sites and systems that people log in to with their eID: where they send people and what they may be told.',
  },
  law: 'Закон за електронната идентификация, чл. 21; Регламент (ЕС) № 910/2014, чл. 5б',
  keeper: 'meu',
  key: 'client',
  caption: 'record.name',
  fields: {
    client: text({
      label: { bg: 'Номер (client_id)', en: 'Number (client_id)' },
      format: 'slug',
      disclose: 'open',
      find: 'exact',
    }),
    name: text({ label: { bg: 'Име', en: 'Name' }, max: 80, disclose: 'open', find: 'text' }),
    owner: personRef({
      label: { bg: 'Заявител (ЕГН)', en: 'Registered by (EGN)' },
      disclose: 'personal',
      find: 'exact',
    }),
    sector: text({
      label: { bg: 'Сектор', en: 'Sector' },
      hint: {
        bg: 'В различните сектори един човек има различни знаци.',
        en: 'In different sectors one person has different identifiers.',
      },
      max: 253,
      disclose: 'open',
      find: 'exact',
    }),
    redirectUris: text(addresses('Адреси за връщане след вход', 'Addresses to return to after the login')),
    postLogoutUris: text({
      ...addresses('Адреси за връщане след изход', 'Addresses to return to after the logout'),
      optional: true,
    }),
    jwks: text({ label: { bg: 'Публични ключове', en: 'Public keys' }, max: 6000, disclose: 'open', optional: true }),
    jwksUri: text({ ...addresses('Адрес на публичните ключове', 'Address of the public keys'), optional: true }),
    logoutUri: text({
      ...addresses('Адрес, който научава за изход', 'Address that is told of a logout'),
      optional: true,
    }),
    claims: text({
      label: { bg: 'Данни, които иска', en: 'Data that it asks for' },
      max: 200,
      disclose: 'open',
      optional: true,
    }),
    reason: text({ label: { bg: 'Защо ги иска', en: 'Why it asks for them' }, max: 500, disclose: 'open' }),
    personalNumber: boolean({
      label: { bg: 'Може да иска ЕГН', en: 'May ask for the personal number' },
      disclose: 'open',
      optional: true,
    }),
    role: text({
      label: { bg: 'Роля на системата', en: 'Role of the system' },
      hint: { bg: 'Например mvr.registrar', en: 'For example mvr.registrar' },
      max: 80,
      disclose: 'open',
      optional: true,
    }),
    mode: oneOf(
      { test: { bg: 'проба', en: 'test' }, production: { bg: 'работа', en: 'production' } },
      { label: { bg: 'Режим', en: 'Mode' }, disclose: 'open' },
    ),
    status: oneOf(
      { active: { bg: 'действа', en: 'active' }, stopped: { bg: 'спряна', en: 'stopped' } },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'open' },
    ),
  },
  acts: {
    register: {
      title: { bg: 'Заявяване', en: 'Register' },
      law: 'чл. 21',
      creates: true,
      by: [PORTAL, 'operator'],
      takes: ['owner', ...SAID],
      set: { mode: "'test'", status: "'active'" },
    },
    // New addresses or keys are a new site to whoever approved the old ones.
    change: {
      title: { bg: 'Промяна', en: 'Change' },
      by: [PORTAL],
      takes: SAID,
      set: { mode: "'test'", personalNumber: 'null', role: 'null' },
    },
    approve: {
      title: { bg: 'Одобряване', en: 'Approve' },
      law: 'чл. 21',
      by: [MINISTRY],
      takes: ['personalNumber', 'role'],
      refuse: {
        stopped: "record.status == 'stopped'",
        'role-of-the-portal': "has(input.role) && (input.role.startsWith('izvor.') || input.role == 'operator')",
      },
      set: { mode: "'production'" },
    },
    stop: {
      title: { bg: 'Спиране', en: 'Stop' },
      law: 'чл. 21',
      by: [MINISTRY],
      refuse: { stopped: "record.status == 'stopped'" },
      set: { status: "'stopped'" },
    },
    resume: {
      title: { bg: 'Възобновяване', en: 'Resume' },
      by: [MINISTRY],
      refuse: { 'not-stopped': "record.status != 'stopped'" },
      set: { status: "'active'" },
    },
  },
  refusals: {
    stopped: { bg: 'Страната е спряна.', en: 'The relying party is stopped.' },
    'not-stopped': { bg: 'Страната не е спряна.', en: 'The relying party is not stopped.' },
    'role-of-the-portal': {
      bg: 'Тази роля е на самия портал и не се дава.',
      en: 'This role is the portal’s own and is given to nobody.',
    },
  },
})

const LAW = 'Регламент (ЕС) 2016/679, чл. 6, § 1, б. „а“ (съгласие)'
const whose = text({
  label: { bg: 'ЕГН', en: 'Personal number (EGN)' },
  format: 'personal-number',
  disclose: 'personal',
})

const told = (id: string, title: EvidenceDefinition['title'], answer: EvidenceDefinition['answer']) =>
  evidence({
    id,
    title,
    law: LAW,
    source: 'civil',
    input: { personalNumber: whose, today: date({ label: { bg: 'Ден', en: 'Day' }, disclose: 'open' }) },
    key: 'input.personalNumber',
    answer,
  })

export const loginName = told(
  'login-name',
  { bg: 'Име при вход в сайт', en: 'Name at a login' },
  {
    name: {
      field: text({ label: { bg: 'Име', en: 'Name' }, disclose: 'personal' }),
      value: "record.givenName + ' ' + record.familyName",
    },
  },
)

export const loginBirthdate = told(
  'login-birthdate',
  { bg: 'Дата на раждане при вход в сайт', en: 'Date of birth at a login' },
  {
    birthdate: {
      field: date({ label: { bg: 'Дата на раждане', en: 'Date of birth' }, disclose: 'personal' }),
      value: 'record.bornOn',
    },
  },
)

export const loginAge = told(
  'login-age',
  { bg: 'Пълнолетие при вход в сайт', en: 'Majority at a login' },
  {
    // The least that serves: whether, and not how old.
    age_over_18: {
      field: boolean({ label: { bg: 'Навършени 18 години', en: 'Is over 18' }, disclose: 'personal' }),
      value: 'age(record.bornOn, input.today) >= 18',
    },
  },
)
