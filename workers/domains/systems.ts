// The information systems that the administration runs: what each is, what it is worth, how it is endangered, and when it
// moves to the state's cloud. The plan follows from the score, and the score from what is entered.
import { boolean, date, integer, list, money, oneOf, reference, text } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

const LAW = 'Закон за електронното управление'
const PLANNERS = ['meu.registrar', 'operator']
const over = { retired: "record.status == 'retired'", moved: "record.status == 'moved'" }

/** What changes while a system runs. */
const DESCRIPTION: readonly string[] = (
  'name nameLatin purpose technology platform supportedUntil criticality ' +
  'users data cost dependencies weaknesses restoredOn known'
).split(' ')

const term = (bg: string, en: string, value: string) => ({ label: { bg, en }, value })

const technology = oneOf(
  {
    mainframe: { bg: 'голяма машина или терминали', en: 'mainframe or terminals' },
    desktop: { bg: 'настолна програма с обща база', en: 'desktop program on a shared database' },
    web: { bg: 'уеб приложение', en: 'web application' },
    service: { bg: 'уеб услуги, готови за облак', en: 'web services, ready for the cloud' },
  },
  { label: { bg: 'Технология', en: 'Technology' }, disclose: 'restricted' },
)

/** What a person may read of a system; how it could be attacked is for those who defend it. */
export const systems = register({
  id: 'systems',
  title: { bg: 'Информационни системи на администрацията', en: 'Information systems of the administration' },
  about: {
    bg: 'Кои системи използва държавата, чии са, за кого работят, какво струват и кога всяка се премества в държавния облак.',
    en: 'Which systems the state runs, whose they are, whom they serve, what they cost, and when each moves to the state cloud.',
  },
  // @NOTE the register of information resources; the points of the score are ours, the law asks for an assessment of risk.
  law: `${LAW}, чл. 7ж`,
  keeper: 'meu',
  key: 'code',
  caption: 'record.name',
  ended: "record.status == 'retired'",
  fields: {
    code: text({ label: { bg: 'Код', en: 'Code' }, format: 'slug', disclose: 'open', find: 'exact' }),
    name: text({ label: { bg: 'Име', en: 'Name' }, disclose: 'open', find: 'text' }),
    nameLatin: text({ label: { bg: 'Име на английски', en: 'Name in English' }, disclose: 'open', find: 'text' }),
    owner: reference({
      register: 'authorities',
      format: 'slug',
      label: { bg: 'Собственик', en: 'Owner' },
      disclose: 'open',
      find: 'exact',
    }),
    purpose: text({ label: { bg: 'За какво служи', en: 'Purpose' }, disclose: 'open', max: 1000 }),
    builtIn: integer({
      label: { bg: 'В действие от година', en: 'In operation since' },
      disclose: 'open',
      min: 1960,
      max: 2100,
      ordinal: true,
    }),
    technology,
    platform: text({
      label: { bg: 'Среда', en: 'Platform' },
      hint: { bg: 'Операционна система, база данни, език', en: 'Operating system, database, language' },
      disclose: 'restricted',
      max: 300,
    }),
    supportedUntil: date({
      label: { bg: 'Средата се поддържа до', en: 'Platform supported until' },
      disclose: 'restricted',
      optional: true,
    }),
    hosting: oneOf(
      {
        own: { bg: 'собствено помещение', en: 'own server room' },
        supplier: { bg: 'при доставчик', en: 'at a supplier' },
        cloud: { bg: 'държавен облак', en: 'state cloud' },
      },
      { label: { bg: 'Къде работи', en: 'Where it runs' }, disclose: 'open' },
    ),
    criticality: oneOf(
      {
        vital: { bg: 'жизненоважна', en: 'vital' },
        high: { bg: 'висока', en: 'high' },
        medium: { bg: 'средна', en: 'medium' },
        low: { bg: 'ниска', en: 'low' },
      },
      {
        label: { bg: 'Критичност', en: 'Criticality' },
        hint: {
          bg: 'Жизненоважна: без нея до ден спира дейност, от която зависят живот, здраве или приходи.',
          en: 'Vital: without it, something on which lives, health or revenue depend stops within a day.',
        },
        disclose: 'open',
      },
    ),
    users: integer({
      label: { bg: 'Хора, за които работи годишно', en: 'People it serves in a year' },
      disclose: 'open',
      min: 0,
      max: 10_000_000,
    }),
    data: oneOf(
      {
        none: { bg: 'само отворени', en: 'open only' },
        official: { bg: 'служебни', en: 'official' },
        personal: { bg: 'лични', en: 'personal' },
        special: { bg: 'лични, със специална защита', en: 'personal, specially protected' },
      },
      { label: { bg: 'Какви данни пази', en: 'Data held' }, disclose: 'open' },
    ),
    cost: money({ label: { bg: 'Разход за година', en: 'Cost in a year' }, disclose: 'open' }),
    dependencies: list(
      {
        system: reference({
          register: 'systems',
          format: 'slug',
          label: { bg: 'Система', en: 'System' },
          disclose: 'restricted',
          find: 'exact',
        }),
        how: oneOf(
          {
            data: { bg: 'чете данни', en: 'reads data' },
            login: { bg: 'влиза през нея', en: 'logs in through it' },
            database: { bg: 'обща база', en: 'shared database' },
          },
          { label: { bg: 'Как', en: 'How' }, disclose: 'restricted' },
        ),
      },
      { label: { bg: 'Зависи от', en: 'Depends on' }, disclose: 'restricted', max: 20, optional: true },
    ),
    weaknesses: integer({
      label: { bg: 'Неотстранени слабости', en: 'Weaknesses not mended' },
      hint: { bg: 'От последната проверка на сигурността', en: 'By the last security review' },
      disclose: 'restricted',
      min: 0,
      max: 1000,
    }),
    restoredOn: date({
      label: { bg: 'Последно пробно възстановяване', en: 'Last restore drill' },
      disclose: 'restricted',
      notAfterToday: true,
      optional: true,
    }),
    known: boolean({
      label: { bg: 'Има поне двама души, които я познават', en: 'At least two people know it' },
      disclose: 'restricted',
    }),
    wave: oneOf(
      {
        first: { bg: 'Първа вълна', en: 'First wave' },
        second: { bg: 'Втора вълна', en: 'Second wave' },
        third: { bg: 'Трета вълна', en: 'Third wave' },
        stays: { bg: 'Не се премества', en: 'Does not move' },
        unplanned: { bg: 'Още без план', en: 'Not planned yet' },
      },
      { label: { bg: 'Вълна', en: 'Wave' }, disclose: 'open', find: 'exact' },
    ),
    dueOn: date({ label: { bg: 'Срок за преместване', en: 'To be moved by' }, disclose: 'open', optional: true }),
    reasons: text({
      label: { bg: 'Основание за решението', en: 'Reasons' },
      disclose: 'open',
      max: 1000,
      optional: true,
    }),
    status: oneOf(
      {
        described: { bg: 'описана', en: 'described' },
        planned: { bg: 'планирана', en: 'planned' },
        moving: { bg: 'премества се', en: 'moving' },
        moved: { bg: 'преместена', en: 'moved' },
        retired: { bg: 'изведена', en: 'retired' },
      },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'open' },
    ),
  },
  computed: {
    importance: {
      label: { bg: 'Значимост', en: 'Importance' },
      hint: { bg: 'Колко тежи, ако спре: до 100.', en: 'How much it weighs if it stops: up to 100.' },
      terms: {
        criticality: term(
          'Критичност (до 40)',
          'Criticality (up to 40)',
          "record.criticality == 'vital' ? 40 : record.criticality == 'high' ? 30 : record.criticality == 'medium' ? 15 : 5",
        ),
        people: term(
          'Хора, за които работи (до 30)',
          'People served (up to 30)',
          'record.users >= 1000000 ? 30 : record.users >= 100000 ? 20 : record.users >= 10000 ? 10 : 3',
        ),
        data: term(
          'Данни (до 20)',
          'Data (up to 20)',
          "record.data == 'special' ? 20 : record.data == 'personal' ? 15 : record.data == 'official' ? 8 : 0",
        ),
        // Cents: half a million and a hundred thousand euro.
        cost: term(
          'Разход (до 10)',
          'Cost (up to 10)',
          'record.cost >= 50000000 ? 10 : record.cost >= 10000000 ? 5 : 2',
        ),
      },
    },
    risk: {
      label: { bg: 'Риск', en: 'Risk' },
      hint: { bg: 'Колко е вероятно да спре: до 100.', en: 'How likely it is to fail: up to 100.' },
      terms: {
        technology: term(
          'Технология (до 20)',
          'Technology (up to 20)',
          "record.technology == 'mainframe' ? 20 : record.technology == 'desktop' ? 16 : record.technology == 'web' ? 8 : 0",
        ),
        // Until when a platform is supported is known, or it counts as over.
        support: term(
          'Поддръжка на средата (до 25)',
          'Support of the platform (up to 25)',
          '!has(record.supportedUntil) || record.supportedUntil < today ? 25 : record.supportedUntil < plusMonths(today, 12) ? 15 : 0',
        ),
        age: term(
          'Възраст (до 15)',
          'Age (up to 15)',
          'int(today.substring(0, 4)) - record.builtIn >= 15 ? 15 : int(today.substring(0, 4)) - record.builtIn >= 8 ? 8 : 0',
        ),
        weaknesses: term(
          'Неотстранени слабости, по 3 (до 15)',
          'Weaknesses not mended, 3 each (up to 15)',
          'record.weaknesses >= 5 ? 15 : record.weaknesses * 3',
        ),
        recovery: term(
          'Без пробно възстановяване за година (15)',
          'No restore drill in a year (15)',
          '!has(record.restoredOn) || record.restoredOn < plusMonths(today, -12) ? 15 : 0',
        ),
        people: term('Познава я само един човек (10)', 'Known to one person alone (10)', 'record.known ? 0 : 10'),
      },
    },
    priority: {
      label: { bg: 'Първенство', en: 'Priority' },
      hint: { bg: 'От него следва най-късната вълна.', en: 'The latest wave follows from it.' },
      terms: {
        importance: term('Значимост', 'Importance', 'computed.importance'),
        risk: term('Риск', 'Risk', 'computed.risk'),
        // What others have to be moved for first moves a little later.
        dependencies: term(
          'Зависимости, по −2 (до −10)',
          'Dependencies, −2 each (down to −10)',
          '!has(record.dependencies) ? 0 : size(record.dependencies) >= 5 ? -10 : -2 * size(record.dependencies)',
        ),
      },
    },
  },
  boards: {
    plan: {
      title: { bg: 'План за преместване в държавния облак', en: 'Plan for moving to the state cloud' },
      about: {
        bg: 'Системите на администрацията по вълни. По-важните и по-застрашените се местят първи.',
        en: 'The systems of the administration by waves. Those that matter more and are more endangered move first.',
      },
      by: 'wave',
      order: 'importance',
      columns: ['owner', 'criticality', 'importance', 'dueOn', 'status'],
      desk: {
        roles: ['meu.registrar', 'meu.head', '*.steward'],
        law: `${LAW}, чл. 7ж`,
        order: 'priority',
        columns: ['owner', 'technology', 'importance', 'risk', 'priority', 'dueOn', 'status'],
      },
    },
  },
  acts: {
    describe: {
      title: { bg: 'Описване на система', en: 'Describe a system' },
      creates: true,
      by: ['*.steward'],
      within: 'owner',
      takes: ['owner', 'builtIn', 'hosting', ...DESCRIPTION],
      set: { wave: "'unplanned'", status: "'described'" },
    },
    // The lists that authorities kept until now.
    bring: {
      title: { bg: 'Пренасяне от стар списък', en: 'Bring over from an old list' },
      creates: true,
      by: ['operator'],
      takes: ['owner', 'builtIn', 'hosting', ...DESCRIPTION],
      set: { wave: "'unplanned'", status: "'described'" },
    },
    update: {
      title: { bg: 'Промяна в описанието', en: 'Update the description' },
      by: ['*.steward'],
      within: 'owner',
      takes: DESCRIPTION,
      partial: true,
      refuse: { retired: over.retired },
    },
    plan: {
      title: { bg: 'Включване в плана', en: 'Plan' },
      by: PLANNERS,
      takes: ['wave', 'dueOn', 'reasons'],
      refuse: {
        ...over,
        'no-wave': "input.wave == 'unplanned'",
        'due-missing': "input.wave != 'stays' && !has(input.dueOn)",
        'due-passed': 'has(input.dueOn) && input.dueOn < effective',
        // Who lets the most endangered wait says why, for everyone to read.
        'reasons-missing':
          "!has(input.reasons) && ((computed.priority >= 140 && input.wave != 'first') || " +
          "(computed.priority >= 110 && input.wave in ['third', 'stays']))",
      },
      set: { status: "'planned'" },
    },
    begin: {
      title: { bg: 'Начало на преместването', en: 'Begin the move' },
      by: PLANNERS,
      refuse: { ...over, 'not-planned': "record.status != 'planned' || record.wave == 'stays'" },
      set: { status: "'moving'" },
    },
    // A system is moved once it was restored in its new place.
    complete: {
      title: { bg: 'Преместена', en: 'Complete the move' },
      by: PLANNERS,
      takes: ['technology', 'platform', 'supportedUntil', 'restoredOn', 'weaknesses'],
      refuse: {
        ...over,
        'not-moving': "record.status != 'moving'",
        'not-restored': '!has(input.restoredOn)',
      },
      set: { hosting: "'cloud'", status: "'moved'" },
    },
    retire: {
      title: { bg: 'Извеждане', en: 'Retire' },
      by: ['*.steward'],
      within: 'owner',
      refuse: { retired: over.retired },
      set: { status: "'retired'" },
    },
  },
  refusals: {
    retired: { bg: 'Системата е изведена.', en: 'The system is retired.' },
    moved: { bg: 'Системата вече е преместена.', en: 'The system has been moved already.' },
    'no-wave': { bg: 'Изберете вълна.', en: 'Choose a wave.' },
    'due-missing': { bg: 'Посочете срок за преместването.', en: 'Say by when it is to be moved.' },
    'due-passed': { bg: 'Срокът вече е минал.', en: 'That day has passed.' },
    'reasons-missing': {
      bg: 'При този риск и значимост системата се мести по-рано. Ако все пак ще чака, напишете защо.',
      en: 'With this risk and importance the system moves earlier. If it is to wait all the same, say why.',
    },
    'not-planned': { bg: 'Първо определете вълна за преместването.', en: 'Choose a wave for the move first.' },
    'not-moving': { bg: 'Преместването не е започнало.', en: 'The move has not begun.' },
    'not-restored': {
      bg: 'Посочете кога е възстановена пробно на новото място.',
      en: 'Say when it was restored in its new place as a drill.',
    },
  },
})
