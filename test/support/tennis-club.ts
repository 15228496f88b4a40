// A register that no state would keep: if an engine cannot keep it, the engine knows too much.
import { boolean, date, integer, list, money, oneOf, text } from '../../workers/kernel/field.ts'
import { register } from '../../workers/kernel/register.ts'

export const tennisClub = register({
  id: 'tennis-club',
  title: { bg: 'Членове на тенис клуб', en: 'Members of a tennis club' },
  about: { bg: 'Кой играе и с какъв удар.', en: 'Who plays, and with which stroke.' },
  law: 'Устав на клуба, чл. 7',
  keeper: 'club',
  key: 'number',
  caption: "record.nickname + ' (' + record.hand + ')'",
  fields: {
    number: text({
      label: { bg: 'Номер', en: 'Number' },
      format: 'slug',
      disclose: 'open',
      find: 'exact',
      max: 8,
    }),
    nickname: text({ label: { bg: 'Прякор', en: 'Nickname' }, disclose: 'open', find: 'text' }),
    phone: text({ label: { bg: 'Телефон', en: 'Telephone' }, disclose: 'personal', find: 'exact', optional: true }),
    hand: oneOf(
      { left: { bg: 'лява', en: 'left' }, right: { bg: 'дясна', en: 'right' } },
      { label: { bg: 'Ръка', en: 'Hand' }, disclose: 'open' },
    ),
    born: date({ label: { bg: 'Роден', en: 'Born' }, disclose: 'personal', notAfterToday: true }),
    points: integer({ label: { bg: 'Точки', en: 'Points' }, disclose: 'open', min: 0, max: 10_000 }),
    matches: list(
      {
        against: text({ label: { bg: 'Срещу', en: 'Against' }, disclose: 'open', find: 'text' }),
        doctor: text({
          label: { bg: 'Лекар (ЕГН)', en: 'Doctor (EGN)' },
          format: 'personal-number',
          disclose: 'personal',
          find: 'exact',
          optional: true,
        }),
        share: text({ label: { bg: 'Дял', en: 'Share' }, format: 'fraction', disclose: 'open' }),
        prize: money({ label: { bg: 'Награда', en: 'Prize' }, disclose: 'open', max: 1_000_000 }),
        played: date({ label: { bg: 'Игран на', en: 'Played on' }, disclose: 'open', optional: true }),
      },
      { label: { bg: 'Мачове', en: 'Matches' }, disclose: 'open', max: 5, optional: true },
    ),
    active: boolean({ label: { bg: 'Играе', en: 'Plays' }, disclose: 'open' }),
    injury: text({
      label: { bg: 'Травма', en: 'Injury' },
      disclose: 'sensitive',
      roles: ['club.doctor'],
      optional: true,
    }),
  },
  acts: {
    join: {
      title: { bg: 'Приемане', en: 'Join' },
      creates: true,
      by: ['club.secretary', 'operator'],
      takes: ['nickname', 'phone', 'hand', 'born'],
      refuse: { 'too-young': 'age(input.born, effective) < 6' },
      set: { points: '0', active: 'true' },
    },
    score: {
      title: { bg: 'Точки', en: 'Score' },
      by: ['club.secretary'],
      input: { won: integer({ label: { bg: 'Спечелени', en: 'Won' }, disclose: 'open', min: 1, max: 500 }) },
      refuse: { 'not-playing': '!record.active', 'over-the-top': 'record.points + input.won > 10000' },
      set: { points: 'record.points + input.won' },
    },
    injure: { title: { bg: 'Травма', en: 'Injury' }, by: ['club.doctor'], takes: ['injury'], set: { active: 'false' } },
    recover: {
      title: { bg: 'Оздравяване', en: 'Recovery' },
      by: ['club.doctor'],
      refuse: { 'not-injured': '!has(record.injury)' },
      set: { injury: 'null', active: 'true' },
    },
    play: {
      title: { bg: 'Мачове', en: 'Matches' },
      by: ['club.secretary'],
      takes: ['matches'],
      refuse: {
        'not-playing': '!record.active',
        'shares-no-whole': "has(input.matches) && total(input.matches.map(one, one.share)) != '1/1'",
        'over-the-top': 'has(input.matches) && sum(input.matches.map(one, one.prize)) > 1500000',
      },
    },
    'forget-phone': {
      title: { bg: 'Заличаване на телефона', en: 'Forget the telephone' },
      law: 'чл. 9',
      by: ['club.secretary'],
      erases: ['phone', 'won'],
    },
    forget: {
      title: { bg: 'Заличаване', en: 'Forget' },
      law: 'чл. 9',
      by: ['club.secretary'],
      fourEyes: true,
      refuse: { 'still-playing': 'record.active' },
      erases: 'closed',
    },
    correct: {
      title: { bg: 'Поправка', en: 'Correction' },
      corrects: true,
      by: ['club.secretary'],
      takes: ['nickname', 'hand', 'born'],
      partial: true,
    },
  },
  refusals: {
    'too-young': { bg: 'Приемаме от 6-годишна възраст.', en: 'Members are six or older.' },
    'not-playing': { bg: 'Членът не играе.', en: 'The member is not playing.' },
    'shares-no-whole': { bg: 'Дяловете не са едно цяло.', en: 'The shares are not a whole.' },
    'over-the-top': { bg: 'Точките надхвърлят 10 000.', en: 'The points exceed 10,000.' },
    'still-playing': { bg: 'Членът още играе.', en: 'The member still plays.' },
    'not-injured': { bg: 'Членът няма травма.', en: 'The member has no injury.' },
  },
})
