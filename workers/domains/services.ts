// The catalogue of services itself: what may be asked of the state, of whom, for how much, and how soon it answers.
import { integer, money, oneOf, reference, text } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

const ofThisService = { 'other-service': "member(input.definition, 'id') != record.code" }
const today = { 'not-from-today': 'effective != today' }

/** What stands in the definition is said once, there. */
const fromDefinition = {
  name: "member(input.definition, 'title.bg')",
  nameLatin: "member(input.definition, 'title.en')",
  authority: "member(input.definition, 'authority')",
  law: "member(input.definition, 'law')",
  fee: "int(member(input.definition, 'fee.cents'))",
  term: "int(member(input.definition, 'term.count'))",
  unit: "member(input.definition, 'term.unit')",
}

export const services = register({
  id: 'services',
  title: { bg: 'Регистър на услугите', en: 'Register of services' },
  about: {
    bg: 'Кои услуги предоставя администрацията, по кой закон, колко струват и в какъв срок. Всяка промяна на услуга е отделно вписване.',
    en: 'Which services the administration gives, under which law, at which fee and within which term. Each change is an entry.',
  },
  law: 'Закон за администрацията, чл. 61, ал. 1, т. 5',
  keeper: 'ministerski-savet',
  key: 'code',
  caption: 'record.name',
  ended: "record.status == 'closed'",
  fields: {
    code: text({ label: { bg: 'Код', en: 'Code' }, format: 'slug', disclose: 'open', find: 'exact' }),
    name: text({ label: { bg: 'Име', en: 'Name' }, disclose: 'open', find: 'text' }),
    nameLatin: text({ label: { bg: 'Име на английски', en: 'Name in English' }, disclose: 'open', find: 'text' }),
    authority: reference({
      register: 'authorities',
      format: 'slug',
      label: { bg: 'Решава', en: 'Decided by' },
      disclose: 'open',
      find: 'exact',
    }),
    law: text({ label: { bg: 'Правно основание', en: 'Legal basis' }, disclose: 'open' }),
    fee: money({ label: { bg: 'Такса', en: 'Fee' }, disclose: 'open' }),
    term: integer({ label: { bg: 'Срок', en: 'Term' }, disclose: 'open', min: 0, max: 1000 }),
    unit: oneOf(
      {
        days: { bg: 'дни', en: 'days' },
        'working-days': { bg: 'работни дни', en: 'working days' },
        months: { bg: 'месеци', en: 'months' },
      },
      { label: { bg: 'в', en: 'in' }, disclose: 'open' },
    ),
    definition: text({
      label: { bg: 'Правила', en: 'Rules' },
      hint: { bg: 'Формата, справките и отказите, като JSON', en: 'Its form, evidence and refusals, as JSON' },
      max: 40_000,
      document: true,
      disclose: 'open',
    }),
    status: oneOf(
      { given: { bg: 'предоставя се', en: 'given' }, closed: { bg: 'закрита', en: 'closed' } },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'open' },
    ),
  },
  acts: {
    // Services come with the portal: its operator enters each release of them.
    install: {
      title: { bg: 'Въвеждане с портала', en: 'Install' },
      creates: true,
      by: ['operator'],
      takes: ['definition'],
      refuse: { ...ofThisService, ...today },
      set: { ...fromDefinition, status: "'given'" },
    },
    upgrade: {
      title: { bg: 'Обновяване с портала', en: 'Upgrade' },
      by: ['operator'],
      takes: ['definition'],
      refuse: { ...ofThisService, ...today },
      set: { ...fromDefinition, status: "'given'" },
    },
    close: {
      title: { bg: 'Закриване', en: 'Close' },
      by: ['operator'],
      refuse: { closed: "record.status == 'closed'" },
      set: { status: "'closed'" },
    },
  },
  refusals: {
    'other-service': { bg: 'Правилата са на друга услуга.', en: 'The rules are those of another service.' },
    'not-from-today': {
      bg: 'Правилата влизат в сила в деня, в който са въведени.',
      en: 'Rules are in force from the day on which they are entered.',
    },
    closed: { bg: 'Услугата вече не се предоставя.', en: 'The service is given no more.' },
  },
})
