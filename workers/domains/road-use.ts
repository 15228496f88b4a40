// Which roads and zones a vehicle may use: what was paid for roads, and who may enter a zone of low emissions. No stickers.
import { date, money, oneOf, reference, text } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

const number = text({ label: { bg: 'Номер', en: 'Number' }, format: 'slug', disclose: 'open', find: 'exact' })
const vehicle = reference({
  register: 'vehicles',
  format: 'vin',
  label: { bg: 'Превозно средство (VIN)', en: 'Vehicle (VIN)' },
  disclose: 'restricted',
  find: 'exact',
})
const since = date({ label: { bg: 'От', en: 'Since' }, disclose: 'open' })
const until = date({ label: { bg: 'До', en: 'Until' }, disclose: 'open' })

export const vignettes = register({
  id: 'vignettes',
  title: { bg: 'Електронни винетки', en: 'Electronic vignettes' },
  about: {
    bg: 'За кое превозно средство е платено по пътищата и докога. Замества стикера на стъклото.',
    en: 'For which vehicle the use of roads was paid, and until when. It replaces the sticker.',
  },
  law: 'Закон за пътищата, чл. 10а',
  keeper: 'mrrb',
  key: 'number',
  caption: 'record.number',
  fields: {
    number,
    vehicle,
    kind: oneOf(
      {
        weekend: { bg: 'уикенд', en: 'weekend' },
        week: { bg: 'седмична', en: 'week' },
        month: { bg: 'месечна', en: 'month' },
        quarter: { bg: 'тримесечна', en: 'quarter' },
        year: { bg: 'годишна', en: 'year' },
      },
      { label: { bg: 'Вид', en: 'Kind' }, disclose: 'open' },
    ),
    paid: money({ label: { bg: 'Платено', en: 'Paid' }, disclose: 'open', min: 1, max: 100_000 }),
    since,
    until,
    status: oneOf(
      { valid: { bg: 'действаща', en: 'valid' }, moved: { bg: 'прехвърлена', en: 'moved' } },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'open' },
    ),
  },
  acts: {
    sell: {
      title: { bg: 'Продажба', en: 'Sell' },
      law: 'чл. 10а, ал. 1',
      creates: true,
      by: ['mrrb.registrar', 'operator'],
      takes: ['vehicle', 'kind', 'paid'],
      set: {
        since: 'effective',
        // @NOTE a weekend is from Friday noon to Sunday's end; here three days.
        until:
          "input.kind == 'weekend' ? plusDays(effective, 2) : input.kind == 'week' ? plusDays(effective, 6) : " +
          "plusDays(plusMonths(effective, input.kind == 'month' ? 1 : input.kind == 'quarter' ? 3 : 12), -1)",
        status: "'valid'",
      },
    },
    // A slip in the plate is mended once, within the first week (@NOTE Наредба за условията за събиране на тол таксите).
    move: {
      title: { bg: 'Прехвърляне към друго превозно средство', en: 'Move to another vehicle' },
      law: 'чл. 10а, ал. 8',
      by: ['mrrb.registrar'],
      takes: ['vehicle'],
      refuse: {
        moved: "record.status == 'moved'",
        'too-late': 'effective > plusDays(record.since, 7)',
        'same-vehicle': 'input.vehicle == record.vehicle',
      },
      set: { status: "'moved'" },
    },
  },
  refusals: {
    moved: { bg: 'Винетката вече е прехвърляна.', en: 'The vignette has been moved already.' },
    'too-late': { bg: 'Минали са седем дни от началото ѝ.', en: 'Seven days have passed since it began.' },
    'same-vehicle': { bg: 'Това е същото превозно средство.', en: 'This is the same vehicle.' },
  },
})

export const zonePermits = register({
  id: 'zone-permits',
  title: { bg: 'Достъп до зони с ниски емисии', en: 'Access to zones of low emissions' },
  about: {
    bg: 'Кои превозни средства могат да влизат в зона с ниски емисии, макар екологичната им група да не позволява. Екологичната група стои при прегледа: стикер не е нужен.',
    en: 'Which vehicles may enter a zone of low emissions although their environmental group would not let them. The group stands with the inspection: no sticker is needed.',
  },
  law: 'Закон за чистотата на атмосферния въздух, чл. 28а',
  keeper: 'sofia',
  key: 'number',
  caption: 'record.number',
  ended: "record.status == 'withdrawn'",
  fields: {
    number,
    vehicle,
    zone: oneOf(
      {
        small: { bg: 'малък ринг', en: 'small ring' },
        large: { bg: 'голям ринг', en: 'large ring' },
      },
      { label: { bg: 'Зона', en: 'Zone' }, disclose: 'open' },
    ),
    ground: oneOf(
      {
        resident: { bg: 'живее в зоната', en: 'lives in the zone' },
        disabled: { bg: 'човек с увреждане', en: 'person with a disability' },
        emergency: { bg: 'спешна помощ или обществена услуга', en: 'emergency or public service' },
        historic: { bg: 'историческо превозно средство', en: 'historic vehicle' },
      },
      { label: { bg: 'Основание', en: 'Ground' }, disclose: 'restricted' },
    ),
    since,
    until,
    status: oneOf(
      { valid: { bg: 'действащо', en: 'valid' }, withdrawn: { bg: 'отнето', en: 'withdrawn' } },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'open' },
    ),
  },
  acts: {
    permit: {
      title: { bg: 'Разрешаване', en: 'Permit' },
      law: 'чл. 28а, ал. 3',
      creates: true,
      by: ['sofia.registrar', 'operator'],
      takes: ['vehicle', 'zone', 'ground'],
      // A winter's season and the next (@NOTE Наредба на СОС).
      set: { since: 'effective', until: 'plusDays(plusMonths(effective, 24), -1)', status: "'valid'" },
    },
    withdraw: {
      title: { bg: 'Отнемане', en: 'Withdraw' },
      law: 'чл. 28а, ал. 3',
      by: ['sofia.registrar'],
      refuse: { withdrawn: "record.status == 'withdrawn'" },
      set: { until: 'effective', status: "'withdrawn'" },
    },
  },
  refusals: { withdrawn: { bg: 'Достъпът вече е отнет.', en: 'The permit was withdrawn already.' } },
})
