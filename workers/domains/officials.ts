// Who may act for an authority: a person, a role, and until when.
import { date, oneOf, personRef, reference, text } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

const inOffice = { ended: "record.status == 'ended'" }

export const officials = register({
  id: 'officials',
  title: { bg: 'Регистър на длъжностните лица', en: 'Register of officials' },
  about: {
    bg: 'Кои служители могат да вписват и решават, в каква роля и до кога. Правото им да работят тук следва от този запис.',
    en: 'Which officials may enter and decide, in which role and until when. Their right to act here follows from this record.',
  },
  law: 'Закон за държавния служител, чл. 5',
  keeper: 'ministerski-savet',
  key: 'number',
  caption: "record.role + ' · ' + record.authority",
  fields: {
    number: text({ label: { bg: 'Номер', en: 'Number' }, format: 'slug', disclose: 'open', find: 'exact' }),
    person: personRef({ label: { bg: 'Лице (ЕГН)', en: 'Person (EGN)' }, disclose: 'personal', find: 'exact' }),
    authority: reference({
      register: 'authorities',
      format: 'slug',
      label: { bg: 'Орган', en: 'Authority' },
      disclose: 'open',
      find: 'exact',
    }),
    role: oneOf(
      {
        registrar: { bg: 'регистратор', en: 'registrar' },
        clerk: { bg: 'служител на гише', en: 'clerk at a counter' },
        head: { bg: 'ръководител', en: 'head' },
        steward: { bg: 'отговорник за регистри', en: 'steward of registers' },
        notary: { bg: 'нотариус', en: 'notary' },
        doctor: { bg: 'лекар', en: 'doctor' },
        auditor: { bg: 'одитор на достъпа', en: 'auditor of access' },
      },
      { label: { bg: 'Роля', en: 'Role' }, disclose: 'open' },
    ),
    since: date({ label: { bg: 'От', en: 'Since' }, disclose: 'open' }),
    until: date({ label: { bg: 'До', en: 'Until' }, disclose: 'open', optional: true }),
    status: oneOf(
      { active: { bg: 'в длъжност', en: 'in office' }, ended: { bg: 'прекратена', en: 'ended' } },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'open' },
    ),
  },
  acts: {
    appoint: {
      title: { bg: 'Назначаване', en: 'Appoint' },
      law: 'чл. 9',
      creates: true,
      // Whoever makes officials makes every other act possible.
      fourEyes: true,
      by: ['ministerski-savet.registrar', 'operator'],
      takes: ['person', 'authority', 'role', 'until'],
      refuse: { 'until-before-since': 'has(input.until) && input.until < effective' },
      set: { since: 'effective', status: "'active'" },
    },
    end: {
      title: { bg: 'Прекратяване', en: 'End' },
      law: 'чл. 103',
      by: ['ministerski-savet.registrar'],
      refuse: inOffice,
      set: { until: 'effective', status: "'ended'" },
    },
    correct: {
      title: { bg: 'Поправка', en: 'Correct' },
      corrects: true,
      fourEyes: true,
      by: ['ministerski-savet.registrar'],
      takes: ['authority', 'role', 'until'],
      partial: true,
    },
  },
  mandates: {
    office: {
      title: { bg: 'Длъжност', en: 'Office' },
      law: 'Закон за държавния служител, чл. 2',
      representative: 'person',
      principal: { role: "record.authority + '.' + record.role" },
      refuse: { ended: "record.status == 'ended'" },
      since: 'record.since',
      until: 'record.until',
    },
  },
  refusals: {
    ended: { bg: 'Правоотношението вече е прекратено.', en: 'The office has already ended.' },
    'until-before-since': { bg: 'Краят е преди началото.', en: 'The end is before the beginning.' },
  },
})
