// Penalties: fines from the day they are issued until they are paid, set aside or lapsed; and convictions until they are spent.
import { date, integer, money, oneOf, personRef, reference, text } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

const number = text({ label: { bg: 'Номер', en: 'Number' }, format: 'slug', disclose: 'restricted', find: 'exact' })

/** Nobody pays, or appeals, what is over. */
const over = { over: "record.status in ['paid', 'annulled', 'lapsed']" }

export const penalties = register({
  id: 'penalties',
  title: { bg: 'Административни наказания', en: 'Administrative penalties' },
  about: {
    bg: 'Фишове и наказателни постановления: за какво са, връчени ли са, обжалвани ли са, платени ли са. Вижда ги само този, за когото са, и органите с основание.',
    en: 'Fines and penal decrees: for what, whether served, appealed and paid. Seen only by whom they concern, and by authorities with a legal ground.',
  },
  law: 'Закон за административните нарушения и наказания, чл. 58',
  keeper: 'mvr',
  key: 'number',
  caption: "'Наказание · Penalty'",
  fields: {
    number,
    person: personRef({ label: { bg: 'Нарушител (ЕГН)', en: 'Offender (EGN)' }, disclose: 'personal', find: 'exact' }),
    kind: oneOf(
      {
        ticket: { bg: 'фиш', en: 'ticket' },
        electronic: { bg: 'електронен фиш', en: 'electronic ticket' },
        decree: { bg: 'наказателно постановление', en: 'penal decree' },
      },
      { label: { bg: 'Вид', en: 'Kind' }, disclose: 'personal' },
    ),
    breach: text({ label: { bg: 'Нарушена разпоредба', en: 'Provision broken' }, disclose: 'personal' }),
    facts: text({ label: { bg: 'Описание', en: 'Facts' }, disclose: 'personal', max: 2000 }),
    committedOn: date({ label: { bg: 'Извършено на', en: 'Committed on' }, disclose: 'personal', notAfterToday: true }),
    vehicle: reference({
      register: 'vehicles',
      format: 'vin',
      label: { bg: 'Превозно средство (VIN)', en: 'Vehicle (VIN)' },
      disclose: 'personal',
      optional: true,
    }),
    fine: money({ label: { bg: 'Глоба', en: 'Fine' }, disclose: 'personal', min: 100, max: 10_000_000 }),
    points: integer({ label: { bg: 'Контролни точки', en: 'Penal points' }, disclose: 'personal', min: 0, max: 39 }),
    servedOn: date({ label: { bg: 'Връчено на', en: 'Served on' }, disclose: 'personal', optional: true }),
    court: text({
      label: { bg: 'Обжалвано пред', en: 'Appealed before' },
      disclose: 'personal',
      max: 120,
      optional: true,
    }),
    finalOn: date({ label: { bg: 'Влязло в сила на', en: 'Final on' }, disclose: 'personal', optional: true }),
    interruptedOn: date({
      label: { bg: 'Давността е прекъсната на', en: 'Limitation interrupted on' },
      disclose: 'personal',
      optional: true,
    }),
    paid: money({ label: { bg: 'Платено до момента', en: 'Paid so far' }, disclose: 'personal', optional: true }),
    paidOn: date({ label: { bg: 'Платено на', en: 'Paid on' }, disclose: 'personal', optional: true }),
    status: oneOf(
      {
        issued: { bg: 'издадено', en: 'issued' },
        served: { bg: 'връчено', en: 'served' },
        appealed: { bg: 'обжалвано', en: 'appealed' },
        final: { bg: 'влязло в сила', en: 'final' },
        enforced: { bg: 'събира се принудително', en: 'under enforcement' },
        paid: { bg: 'платено', en: 'paid' },
        annulled: { bg: 'отменено', en: 'annulled' },
        lapsed: { bg: 'погасено по давност', en: 'lapsed' },
      },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'personal' },
    ),
  },
  acts: {
    issue: {
      title: { bg: 'Издаване', en: 'Issue' },
      law: 'чл. 53',
      creates: true,
      by: ['mvr.registrar', 'operator'],
      takes: ['person', 'kind', 'breach', 'facts', 'committedOn', 'vehicle', 'fine', 'points'],
      // Two years at most from the breach (чл. 34, ал. 1).
      refuse: { 'too-late': 'effective > plusMonths(input.committedOn, 24)' },
      set: { status: "'issued'" },
    },
    serve: {
      title: { bg: 'Връчване', en: 'Serve' },
      law: 'чл. 58, ал. 1',
      by: ['mvr.registrar'],
      refuse: { ...over, 'already-served': "record.status != 'issued'" },
      set: { status: "'served'", servedOn: 'effective' },
    },
    appeal: {
      title: { bg: 'Обжалване', en: 'Appeal' },
      law: 'чл. 59, ал. 2',
      by: ['mvr.registrar'],
      takes: ['court'],
      partial: true,
      refuse: {
        ...over,
        'not-served': "record.status != 'served'",
        'term-over': 'has(record.servedOn) && effective > plusDays(record.servedOn, 14)',
      },
      set: { status: "'appealed'" },
    },
    uphold: {
      title: { bg: 'Потвърждаване от съда', en: 'Uphold' },
      law: 'чл. 63, ал. 9',
      by: ['mvr.registrar'],
      refuse: { 'not-appealed': "record.status != 'appealed'" },
      set: { status: "'final'", finalOn: 'effective' },
    },
    annul: {
      title: { bg: 'Отмяна от съда', en: 'Annul' },
      law: 'чл. 63, ал. 2',
      by: ['mvr.registrar'],
      refuse: { 'not-appealed': "record.status != 'appealed'" },
      set: { status: "'annulled'", points: '0' },
    },
    'become-final': {
      title: { bg: 'Влизане в сила', en: 'Become final' },
      law: 'чл. 64',
      by: ['mvr.registrar'],
      refuse: {
        ...over,
        'not-served': "record.status != 'served'",
        'term-not-over': 'has(record.servedOn) && effective <= plusDays(record.servedOn, 14)',
      },
      set: { status: "'final'", finalOn: 'effective' },
    },
    'hand-over': {
      title: { bg: 'Предаване за принудително събиране', en: 'Hand over for enforcement' },
      law: 'чл. 79',
      by: ['mvr.registrar', 'nap.registrar'],
      refuse: { ...over, 'not-final': "record.status != 'final'" },
      // Each act of enforcement interrupts the limitation (чл. 82, ал. 2).
      set: { status: "'enforced'", interruptedOn: 'effective' },
    },
    'pay-part': {
      title: { bg: 'Плащане на част', en: 'Pay a part' },
      law: 'чл. 79, ал. 2',
      by: ['mvr.registrar', 'nap.registrar'],
      input: { amount: money({ label: { bg: 'Сума', en: 'Amount' }, disclose: 'personal', min: 1 }) },
      refuse: {
        ...over,
        'not-served': "record.status == 'issued'",
        'paid-too-much': '(has(record.paid) ? record.paid : 0) + input.amount > record.fine',
      },
      set: {
        paid: '(has(record.paid) ? record.paid : 0) + input.amount',
        paidOn: 'effective',
        status: "(has(record.paid) ? record.paid : 0) + input.amount >= record.fine ? 'paid' : record.status",
      },
    },
    pay: {
      title: { bg: 'Плащане', en: 'Pay' },
      law: 'чл. 79б',
      by: ['mvr.registrar', 'nap.registrar'],
      refuse: { ...over, 'not-served': "record.status == 'issued'" },
      // Within the days in which it may be appealed, four fifths are enough (чл. 79б, ал. 1).
      set: {
        status: "'paid'",
        paidOn: 'effective',
        paid: 'has(record.servedOn) && effective <= plusDays(record.servedOn, 14) ? record.fine * 80 / 100 : record.fine',
      },
    },
    lapse: {
      title: { bg: 'Погасяване по давност', en: 'Lapse' },
      // Two years for a fine, with interruptions three at most (чл. 82, ал. 1 и 3).
      law: 'чл. 82',
      by: ['mvr.registrar'],
      refuse: {
        ...over,
        'limitation-not-over':
          'has(record.finalOn) ' +
          '? effective <= plusMonths(record.finalOn, 36) && ' +
          'effective <= plusMonths(has(record.interruptedOn) ? record.interruptedOn : record.finalOn, 24) ' +
          ': effective <= plusMonths(record.committedOn, 36)',
      },
      set: { status: "'lapsed'" },
    },
    // What somebody was wrongly accused of is kept about nobody.
    'erase-facts': {
      title: { bg: 'Заличаване на обвинението', en: 'Erase the accusation' },
      law: 'Закон за защита на личните данни, чл. 56, ал. 2',
      by: ['mvr.registrar'],
      refuse: { 'not-annulled': "record.status != 'annulled'" },
      erases: ['breach', 'facts', 'vehicle'],
    },
    erase: {
      title: { bg: 'Заличаване на личните данни', en: 'Erase the personal data' },
      // @NOTE five years from the breach; the instruction on storage terms (ЗЗЛД, чл. 46) is for a lawyer to look up.
      law: 'Закон за защита на личните данни, чл. 46 и чл. 56, ал. 2',
      by: ['mvr.registrar'],
      fourEyes: true,
      refuse: {
        'not-over': "!(record.status in ['paid', 'annulled', 'lapsed'])",
        'storage-not-over': 'effective <= plusMonths(record.committedOn, 60)',
      },
      erases: 'closed',
    },
  },
  refusals: {
    over: { bg: 'Наказанието вече е приключило.', en: 'The penalty is over.' },
    'too-late': { bg: 'Минали са две години от нарушението.', en: 'Two years have passed since the breach.' },
    'already-served': { bg: 'Вече е връчено.', en: 'It was served already.' },
    'not-served': { bg: 'Първо трябва да бъде връчено.', en: 'It must be served first.' },
    'term-over': { bg: 'Срокът за обжалване от 14 дни е изтекъл.', en: 'The term for an appeal, 14 days, is over.' },
    'not-final': { bg: 'Наказанието още не е влязло в сила.', en: 'The penalty is not final yet.' },
    'paid-too-much': { bg: 'Сумата е по-голяма от остатъка.', en: 'The amount is more than what is left.' },
    'term-not-over': { bg: 'Срокът за обжалване още тече.', en: 'The term for an appeal is still running.' },
    'not-appealed': { bg: 'Наказанието не е обжалвано.', en: 'The penalty was not appealed.' },
    'not-annulled': { bg: 'Наказанието не е отменено от съда.', en: 'The penalty was not annulled by a court.' },
    'not-over': { bg: 'Наказанието още не е приключило.', en: 'The penalty is not over yet.' },
    'storage-not-over': { bg: 'Срокът за съхранение още не е изтекъл.', en: 'The term of storage is not over yet.' },
    'limitation-not-over': { bg: 'Давността още не е изтекла.', en: 'The limitation is not over yet.' },
  },
})

export const convictions = register({
  id: 'convictions',
  title: { bg: 'Бюлетини за съдимост', en: 'Convictions' },
  about: {
    bg: 'Кой е осъждан и реабилитиран ли е. Услугите питат тук, вместо да искат свидетелство за съдимост.',
    en: 'Who was convicted and whether the conviction is spent. Services ask here instead of asking for a certificate.',
  },
  law: 'Наредба № 8 от 2008 г. за функциите и организацията на дейността на бюрата за съдимост, чл. 3',
  keeper: 'mp',
  key: 'number',
  caption: "'Бюлетин · Record'",
  fields: {
    number,
    person: personRef({ label: { bg: 'Лице (ЕГН)', en: 'Person (EGN)' }, disclose: 'personal', find: 'exact' }),
    court: text({ label: { bg: 'Съд', en: 'Court' }, disclose: 'personal' }),
    crime: text({ label: { bg: 'Престъпление по НК', en: 'Crime, by the Criminal Code' }, disclose: 'personal' }),
    penalty: text({ label: { bg: 'Наказание', en: 'Penalty' }, disclose: 'personal', max: 500 }),
    kind: oneOf(
      {
        life: { bg: 'доживотен затвор', en: 'life imprisonment' },
        prison: { bg: 'лишаване от свобода', en: 'imprisonment' },
        suspended: { bg: 'условно осъждане', en: 'suspended sentence' },
        probation: { bg: 'пробация', en: 'probation' },
        fine: { bg: 'глоба', en: 'fine' },
        other: { bg: 'друго', en: 'other' },
      },
      { label: { bg: 'Вид наказание', en: 'Kind of penalty' }, disclose: 'personal', optional: true },
    ),
    months: integer({
      label: { bg: 'Размер в месеци', en: 'Length in months' },
      disclose: 'personal',
      min: 1,
      max: 360,
      optional: true,
    }),
    finalOn: date({ label: { bg: 'Влязла в сила на', en: 'Final on' }, disclose: 'personal', notAfterToday: true }),
    servedOn: date({ label: { bg: 'Изтърпяно на', en: 'Served on' }, disclose: 'personal', optional: true }),
    status: oneOf(
      {
        standing: { bg: 'осъждан', en: 'convicted' },
        spent: { bg: 'реабилитиран', en: 'rehabilitated' },
      },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'personal' },
    ),
  },
  acts: {
    enter: {
      title: { bg: 'Вписване на присъда', en: 'Enter' },
      law: 'чл. 8',
      creates: true,
      by: ['mp.registrar', 'operator'],
      takes: ['person', 'court', 'crime', 'penalty', 'kind', 'months', 'finalOn'],
      refuse: { 'months-missing': "has(input.kind) && input.kind in ['prison', 'suspended'] && !has(input.months)" },
      set: { status: "'standing'" },
    },
    serve: {
      title: { bg: 'Изтърпяване', en: 'Serve' },
      law: 'чл. 14',
      by: ['mp.registrar'],
      refuse: { 'already-served': 'has(record.servedOn)', spent: "record.status == 'spent'" },
      set: { servedOn: 'effective' },
    },
    rehabilitate: {
      title: { bg: 'Реабилитация', en: 'Rehabilitate' },
      // By the law itself: three years from serving, once.
      law: 'Наказателен кодекс, чл. 86',
      by: ['mp.registrar'],
      refuse: {
        spent: "record.status == 'spent'",
        'not-served': '!has(record.servedOn)',
        'term-not-over': 'has(record.servedOn) && effective <= plusMonths(record.servedOn, 36)',
      },
      set: { status: "'spent'" },
    },
    // @NOTE that there was no other crime meanwhile is for the court to see: here three years and its ruling.
    'rehabilitate-by-court': {
      title: { bg: 'Съдебна реабилитация', en: 'Rehabilitate by a court' },
      law: 'Наказателен кодекс, чл. 87',
      by: ['mp.registrar'],
      input: {
        ruling: text({
          label: { bg: 'Определение на съда', en: 'Ruling of the court' },
          disclose: 'personal',
          max: 200,
        }),
      },
      refuse: {
        spent: "record.status == 'spent'",
        'not-served': '!has(record.servedOn)',
        'term-not-over': 'has(record.servedOn) && effective <= plusMonths(record.servedOn, 36)',
      },
      set: { status: "'spent'" },
    },
    // However often: twenty years for life, fifteen above ten, ten above three, five for the rest (НК, чл. 88а, ал. 1).
    expire: {
      title: { bg: 'Заличаване с изтичане на срок', en: 'Expire' },
      law: 'Наказателен кодекс, чл. 88а',
      by: ['mp.registrar'],
      refuse: {
        spent: "record.status == 'spent'",
        'not-served': '!has(record.servedOn)',
        'long-term-not-over':
          'has(record.servedOn) && effective <= plusMonths(record.servedOn, ' +
          "has(record.kind) && record.kind == 'life' ? 240 " +
          ": has(record.kind) && record.kind == 'prison' && has(record.months) && record.months > 120 ? 180 " +
          ": has(record.kind) && record.kind == 'prison' && has(record.months) && record.months > 36 ? 120 : 60)",
      },
      set: { status: "'spent'" },
    },
    erase: {
      title: { bg: 'Унищожаване на бюлетина', en: 'Destroy the record' },
      // @NOTE fifteen years after it was served; the order itself has further terms, by kind of penalty.
      law: 'Наредба № 8 от 2008 г., чл. 30',
      by: ['mp.registrar'],
      fourEyes: true,
      refuse: {
        'not-spent': "record.status != 'spent'",
        'storage-not-over': '!has(record.servedOn) || effective <= plusMonths(record.servedOn, 180)',
      },
      erases: 'closed',
    },
  },
  refusals: {
    'not-spent': { bg: 'Лицето още не е реабилитирано.', en: 'The person is not rehabilitated yet.' },
    'storage-not-over': { bg: 'Срокът за съхранение още не е изтекъл.', en: 'The term of storage is not over yet.' },
    'already-served': { bg: 'Наказанието вече е изтърпяно.', en: 'The penalty was served already.' },
    'not-served': { bg: 'Наказанието не е изтърпяно.', en: 'The penalty was not served.' },
    'term-not-over': { bg: 'Тригодишният срок още тече.', en: 'The term of three years is still running.' },
    'months-missing': { bg: 'Посочете размера на наказанието.', en: 'Say how long the sentence is.' },
    'long-term-not-over': {
      bg: 'Срокът по чл. 88а от Наказателния кодекс още тече.',
      en: 'The term of Article 88a of the Criminal Code is still running.',
    },
    spent: { bg: 'Лицето вече е реабилитирано.', en: 'The person is rehabilitated already.' },
  },
})
