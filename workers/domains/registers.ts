// The register of registers: each definition, and each change of one, is an entry of its own.
import { integer, oneOf, reference, text } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

const STEWARDS = ['*.steward']
const ended = { closed: "record.status == 'closed'" }
const ofThisRegister = { 'other-register': "member(input.definition, 'id') != record.code" }
const today = { 'not-from-today': 'effective != today' }

/** What stands in the definition is said once, there. */
const fromDefinition = {
  name: "member(input.definition, 'title.bg')",
  nameLatin: "member(input.definition, 'title.en')",
  keeper: "member(input.definition, 'keeper')",
  law: "member(input.definition, 'law')",
  version: "int(member(input.definition, 'version'))",
}

export const registers = register({
  id: 'registers',
  title: { bg: 'Регистър на регистрите', en: 'Register of registers' },
  about: {
    bg: 'Кои регистри води държавата, по кой закон и по какви правила. Всяко правило и всяка негова промяна е отделно вписване.',
    en: 'Which registers the state keeps, by which law and by which rules. Each rule, and each change of one, is an entry.',
  },
  // @NOTE Наредба за общите изисквания към информационните системи, регистрите и електронните административни услуги has the details.
  law: 'Закон за електронното управление, чл. 52',
  keeper: 'meu',
  key: 'code',
  caption: 'record.name',
  ended: ended.closed,
  fields: {
    code: text({ label: { bg: 'Код', en: 'Code' }, format: 'slug', disclose: 'open', find: 'exact' }),
    name: text({ label: { bg: 'Име', en: 'Name' }, disclose: 'open', find: 'text' }),
    nameLatin: text({ label: { bg: 'Име на английски', en: 'Name in English' }, disclose: 'open', find: 'text' }),
    keeper: reference({
      register: 'authorities',
      format: 'slug',
      label: { bg: 'Води се от', en: 'Keeper' },
      disclose: 'open',
      find: 'exact',
    }),
    law: text({ label: { bg: 'Правно основание', en: 'Legal basis' }, disclose: 'open' }),
    definition: text({
      label: { bg: 'Правила', en: 'Rules' },
      format: 'definition',
      max: 40_000,
      document: true,
      disclose: 'open',
    }),
    version: integer({ label: { bg: 'Версия', en: 'Version' }, disclose: 'open', min: 1, max: 9999, ordinal: true }),
    status: oneOf(
      { kept: { bg: 'води се', en: 'kept' }, closed: { bg: 'закрит', en: 'closed' } },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'open' },
    ),
  },
  acts: {
    enter: {
      title: { bg: 'Създаване', en: 'Enter' },
      creates: true,
      // A register binds everybody who is in it: nobody makes one alone.
      fourEyes: true,
      by: STEWARDS,
      within: 'keeper',
      takes: ['definition'],
      refuse: {
        ...ofThisRegister,
        ...today,
        'version-not-first': "member(input.definition, 'version') != '1'",
      },
      set: { ...fromDefinition, status: "'kept'" },
    },
    change: {
      title: { bg: 'Нова версия', en: 'Change' },
      fourEyes: true,
      by: STEWARDS,
      within: 'keeper',
      takes: ['definition'],
      refuse: {
        ...ended,
        ...ofThisRegister,
        ...today,
        'keeper-stays': "member(input.definition, 'keeper') != record.keeper",
        'version-not-next': "int(member(input.definition, 'version')) != record.version + 1",
      },
      set: fromDefinition,
    },
    close: {
      title: { bg: 'Закриване', en: 'Close' },
      fourEyes: true,
      by: STEWARDS,
      within: 'keeper',
      refuse: { ...ended, ...today },
      set: { status: "'closed'" },
    },
    // What the portal itself brings was decided where it was made: its operator enters it with each release.
    install: {
      title: { bg: 'Въвеждане с портала', en: 'Install' },
      creates: true,
      by: ['operator'],
      takes: ['definition'],
      refuse: { ...ofThisRegister, ...today },
      set: { ...fromDefinition, status: "'kept'" },
    },
    upgrade: {
      title: { bg: 'Обновяване с портала', en: 'Upgrade' },
      by: ['operator'],
      takes: ['definition'],
      refuse: {
        ...ofThisRegister,
        ...today,
        'version-goes-back': "int(member(input.definition, 'version')) < record.version",
      },
      set: fromDefinition,
    },
  },
  defines: 'definition',
  refusals: {
    closed: { bg: 'Регистърът е закрит.', en: 'The register is closed.' },
    'other-register': {
      bg: 'Правилата са на друг регистър: кодът в тях не е този.',
      en: 'The rules are those of another register: the id in them is not this one.',
    },
    'not-from-today': {
      bg: 'Правилата влизат в сила в деня, в който са потвърдени.',
      en: 'Rules are in force from the day on which they are confirmed.',
    },
    'version-not-first': { bg: 'Нов регистър започва с версия 1.', en: 'A new register begins with version 1.' },
    'version-not-next': {
      bg: 'Междувременно има друга версия. Започнете от нея.',
      en: 'There is another version by now. Begin with that one.',
    },
    'version-goes-back': { bg: 'Вписана е по-нова версия.', en: 'A later version is entered.' },
    'keeper-stays': {
      bg: 'Регистърът се води от друг орган. Кой го води, не се променя с правилата.',
      en: 'The register is kept by another authority. Its keeper does not change with its rules.',
    },
  },
})
