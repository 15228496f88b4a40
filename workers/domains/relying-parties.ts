// Sites and systems that people log in to with their eID: who they are, where people are sent back, what they may be told.
import { boolean, companyRef, date, oneOf, personRef, reference, text } from '../kernel/field.ts'
import { evidence, type EvidenceDefinition } from '../kernel/evidence.ts'
import { register } from '../kernel/register.ts'

/** The portal, when whoever registered a site asks for it on the page of their sites. */
const PORTAL = 'izvor.relying-parties'
const MINISTRY = 'meu.registrar'

/** What its owner says of it, and may say anew. */
const SAID = ['name', 'sector', 'redirectUris', 'postLogoutUris', 'jwks', 'jwksUri', 'logoutUri', 'claims', 'reason']
/** What the portal found out about the addresses while it took them. */
const FOUND = ['publicAddresses']

/** What an approval gave, and whatever changes the site takes back. */
const UNAPPROVED = { mode: "'test'", personalNumber: 'null', role: 'null', reads: 'null' }

const OWNERS = ['owner', 'company', 'authority']
const howMany = OWNERS.map((name) => `(has(input.${name}) ? 1 : 0)`).join(' + ')

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
      label: { bg: 'Собственик (ЕГН)', en: 'Owner (EGN)' },
      disclose: 'personal',
      find: 'exact',
      optional: true,
    }),
    company: companyRef({
      label: { bg: 'Собственик (ЕИК)', en: 'Owner (EIK)' },
      disclose: 'open',
      find: 'exact',
      optional: true,
    }),
    authority: reference({
      register: 'authorities',
      format: 'slug',
      label: { bg: 'Собственик (орган)', en: 'Owner (authority)' },
      disclose: 'open',
      find: 'exact',
      optional: true,
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
    publicAddresses: boolean({
      label: { bg: 'Адресите са публични', en: 'Its addresses are public' },
      hint: { bg: 'Нито един не е в частна мрежа.', en: 'None of them lies in a private network.' },
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
    reads: text({
      label: { bg: 'Регистри и справки, които системата чете', en: 'Registers and evidence that the system reads' },
      max: 1000,
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
      takes: [...OWNERS, ...SAID, ...FOUND],
      refuse: { 'not-one-owner': `${howMany} != 1` },
      set: { mode: "'test'", status: "'active'" },
    },
    // New addresses or keys are a new site to whoever approved the old ones.
    change: {
      title: { bg: 'Промяна', en: 'Change' },
      by: [PORTAL],
      takes: [...SAID, ...FOUND],
      set: UNAPPROVED,
    },
    approve: {
      title: { bg: 'Одобряване', en: 'Approve' },
      law: 'чл. 21',
      // From then on the site meets real people, and a system reads what is closed.
      fourEyes: true,
      by: [MINISTRY, 'operator'],
      takes: ['personalNumber', 'role', 'reads'],
      refuse: {
        stopped: "record.status == 'stopped'",
        'address-not-public': '!has(record.publicAddresses) || !record.publicAddresses',
        'role-of-the-portal': "has(input.role) && (input.role.startsWith('izvor.') || input.role == 'operator')",
        'role-of-another':
          "has(input.role) && (!has(record.authority) || !input.role.startsWith(record.authority + '.'))",
        'reads-without-role': 'has(input.reads) && !has(input.role)',
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
      // Why it was stopped is for two to judge: it is approved anew.
      set: { ...UNAPPROVED, status: "'active'" },
    },
  },
  refusals: {
    stopped: { bg: 'Страната е спряна.', en: 'The relying party is stopped.' },
    'not-stopped': { bg: 'Страната не е спряна.', en: 'The relying party is not stopped.' },
    'not-one-owner': {
      bg: 'Сайтът е на един собственик: човек, търговец или орган.',
      en: 'A site has one owner: a person, a company or an authority.',
    },
    'address-not-public': {
      bg: 'Адрес на сайта е в частна мрежа или на този компютър. Такъв сайт работи само в пробен режим.',
      en: 'An address of the site lies in a private network or on this computer. Such a site works in test mode only.',
    },
    'role-of-another': {
      bg: 'Роля получава само система на орган, и само роля на същия орган.',
      en: 'A role is given only to a system of an authority, and only a role of that authority.',
    },
    'reads-without-role': {
      bg: 'Регистри чете само система с роля.',
      en: 'Only a system with a role reads registers.',
    },
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

export const loginNumber = told(
  'login-number',
  { bg: 'ЕГН при вход в сайт', en: 'Personal number at a login' },
  {
    personal_number: {
      field: text({
        label: { bg: 'ЕГН', en: 'Personal number (EGN)' },
        format: 'personal-number',
        disclose: 'personal',
      }),
      value: 'record.personalNumber',
    },
  },
)
