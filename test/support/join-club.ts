// Joining the tennis club: a service that no state would offer, with what the vehicle's does not have: an answer that may
// be left out, an evidence that hangs on it, questions of its own, a term in days, nothing that the official must answer.
import { evidence } from '../../workers/kernel/evidence.ts'
import { boolean, oneOf, text } from '../../workers/kernel/field.ts'
import { loadEvidence } from '../../workers/kernel/load-evidence.ts'
import { loadService } from '../../workers/kernel/load-service.ts'
import { loadRegister } from '../../workers/kernel/load.ts'
import { service } from '../../workers/kernel/service.ts'
import { unwrap } from './result.ts'
import { tennisClub } from './tennis-club.ts'

export const memberByNumber = evidence({
  id: 'member-by-number',
  title: { bg: 'Кой играе с този номер', en: 'Who plays under this number' },
  law: 'Устав на клуба, чл. 9',
  source: 'tennis-club',
  input: { number: text({ label: { bg: 'Номер', en: 'Number' }, format: 'slug', disclose: 'open' }) },
  key: 'input.number',
  answer: {
    member: { field: boolean({ label: { bg: 'Член', en: 'Member' }, disclose: 'open' }), value: 'found' },
    hand: {
      field: oneOf(
        { left: { bg: 'лява', en: 'left' }, right: { bg: 'дясна', en: 'right' } },
        { label: { bg: 'Ръка', en: 'Hand' }, disclose: 'open' },
      ),
      value: 'record.hand',
    },
  },
})

export const joinClub = service({
  id: 'join-club',
  title: { bg: 'Приемане в тенис клуба', en: 'Join the tennis club' },
  about: { bg: 'За всеки, който иска да играе.', en: 'For everybody who wants to play.' },
  law: 'Устав на клуба, чл. 8',
  authority: 'club',
  level: 'low',
  pages: [
    {
      id: 'player',
      title: { bg: 'Играчът', en: 'The player' },
      questions: {
        number: 'tennis-club.number',
        nickname: 'tennis-club.nickname',
        hand: 'tennis-club.hand',
        born: 'tennis-club.born',
      },
    },
    {
      id: 'friends',
      title: { bg: 'Приятели', en: 'Friends' },
      about: { bg: 'Който има поръчител, го посочва.', en: 'Name your sponsor, if you have one.' },
      questions: {
        sponsor: text({
          label: { bg: 'Номер на поръчителя', en: 'Number of your sponsor' },
          format: 'slug',
          disclose: 'open',
          optional: true,
        }),
        rules: boolean({ label: { bg: 'Ще спазвам устава', en: 'I will keep the rules' }, disclose: 'open' }),
      },
    },
  ],
  evidence: {
    place: { ask: 'member-by-number', input: { number: 'form.number' } },
    // Its name ends in that of the other.
    otherplace: { ask: 'member-by-number', input: { number: 'form.sponsor' } },
  },
  refuse: {
    'number-taken': 'place.member',
    'sponsor-unknown': '!otherplace.member',
    'rules-not-kept': 'has(form.rules) && !form.rules',
  },
  refusals: {
    'number-taken': { bg: 'С този номер вече играе друг.', en: 'Somebody plays under this number.' },
    'sponsor-unknown': { bg: 'Поръчителят не е член.', en: 'The sponsor is no member.' },
    'rules-not-kept': { bg: 'Без устава няма игра.', en: 'No rules, no game.' },
  },
  fee: { cents: 500, law: 'Устав на клуба, чл. 12' },
  term: { count: 14, unit: 'days', law: 'Устав на клуба, чл. 10', silence: 'refusal' },
  decide: {
    by: ['club.secretary'],
    questions: { phone: 'tennis-club.phone' },
  },
  causes: {
    register: 'tennis-club',
    act: 'join',
    key: 'form.number',
    input: { nickname: 'form.nickname', hand: 'form.hand', born: 'form.born', phone: 'decision.phone' },
  },
})

const register = unwrap(loadRegister(tennisClub))
const member = unwrap(loadEvidence(memberByNumber, (id) => (id === 'tennis-club' ? register : undefined)))

/** What the definitions of the club find when they are loaded. */
export const club = {
  register: (id: string) => (id === 'tennis-club' ? register : undefined),
  evidence: (id: string) => (id === 'member-by-number' ? member : undefined),
} as const

export const clubService = unwrap(loadService(joinClub, club))
