// Real property: parcels, buildings and units by their cadastral identifier, who owns which share, and what burdens it.
import { date, integer, list, money, oneOf, reference, shape, text } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

const owners = list(
  {
    person: reference({
      register: 'civil',
      format: 'personal-number',
      label: { bg: 'Лице (ЕГН)', en: 'Person (EGN)' },
      disclose: 'personal',
      find: 'exact',
      optional: true,
    }),
    company: reference({
      register: 'companies',
      format: 'company-number',
      label: { bg: 'Търговец (ЕИК)', en: 'Company (EIK)' },
      disclose: 'open',
      find: 'exact',
      optional: true,
    }),
    share: text({ label: { bg: 'Дял', en: 'Share' }, format: 'fraction', disclose: 'open' }),
    ground: text({
      label: { bg: 'Акт за собственост', en: 'Title' },
      hint: { bg: 'Вид, номер и дата', en: 'Kind, number and date' },
      disclose: 'restricted',
    }),
  },
  { label: { bg: 'Собственици', en: 'Owners' }, disclose: 'open', max: 40 },
)

const boundaries = shape({ label: { bg: 'Граници', en: 'Boundaries' }, disclose: 'open', optional: true })

const parts = list(
  {
    identifier: text({
      label: { bg: 'Идентификатор', en: 'Identifier' },
      format: 'cadastral-id',
      disclose: 'open',
    }),
    area: integer({
      label: { bg: 'Площ', en: 'Area' },
      disclose: 'open',
      decimals: 2,
      min: 1,
      max: 100_000_000_000,
      unit: { bg: 'm²', en: 'm²' },
    }),
    boundaries,
  },
  { label: { bg: 'Части', en: 'Parts' }, disclose: 'open', min: 2, max: 20 },
)

/** Every part of the property has an owner, and no part two (Закон за собствеността, чл. 30). */
const shares = {
  'shares-no-whole': "total(input.owners.map(one, one.share)) != '1/1'",
  'owner-is-nobody': '!input.owners.all(one, has(one.person) != has(one.company))',
}
/** The written area is that of the boundaries, to a hundredth of it and two square metres. @NOTE the permitted difference of наредба № РД-02-20-5 is by the class of the survey */
const drawn = {
  'area-differs':
    'has(input.shape) && has(input.area) && (area(input.shape) - input.area > input.area / 100 + 200 || input.area - area(input.shape) > input.area / 100 + 200)',
}
const stands = { closed: "record.status == 'closed'" }

export const property = register({
  id: 'property',
  title: { bg: 'Имотен регистър и кадастър', en: 'Property register and cadastre' },
  about: {
    bg: 'Кои са имотите, колко са големи, как са разделени на дялове и какво ги обременява. Кой човек притежава дял, виждат само той и органите с основание.',
    en: 'Which properties there are, how large, in which shares they are owned and what burdens them. Which person owns a share is seen only by them and by authorities with a legal ground.',
  },
  law: 'Закон за кадастъра и имотния регистър, чл. 2',
  keeper: 'agkk',
  key: 'identifier',
  caption: "record.identifier + ' · ' + record.street",
  ended: "record.status == 'closed'",
  fields: {
    identifier: text({
      label: { bg: 'Идентификатор', en: 'Identifier' },
      format: 'cadastral-id',
      disclose: 'open',
      find: 'exact',
    }),
    kind: oneOf(
      {
        parcel: { bg: 'поземлен имот', en: 'parcel' },
        building: { bg: 'сграда', en: 'building' },
        unit: { bg: 'самостоятелен обект', en: 'unit' },
      },
      { label: { bg: 'Вид', en: 'Kind' }, disclose: 'open' },
    ),
    use: oneOf(
      {
        residential: { bg: 'жилищно', en: 'residential' },
        commercial: { bg: 'търговско', en: 'commercial' },
        industrial: { bg: 'производствено', en: 'industrial' },
        agricultural: { bg: 'земеделско', en: 'agricultural' },
        forest: { bg: 'горско', en: 'forest' },
        public: { bg: 'обществено', en: 'public' },
      },
      { label: { bg: 'Предназначение', en: 'Use' }, disclose: 'open' },
    ),
    area: integer({
      label: { bg: 'Площ', en: 'Area' },
      disclose: 'open',
      decimals: 2,
      min: 1,
      max: 100_000_000_000,
      unit: { bg: 'm²', en: 'm²' },
    }),
    shape: shape({
      label: { bg: 'Граници', en: 'Boundaries' },
      hint: {
        bg: 'По една точка на ред, ширина и дължина (WGS 84): 42.1462, 24.7453. Празен ред отделя вътрешен контур. Може и GeoJSON.',
        en: 'One point a line, latitude and longitude (WGS 84): 42.1462, 24.7453. An empty line begins an inner ring. GeoJSON will do, too.',
      },
      // Parcels lie beside each other, and so do buildings; units of a building lie above each other.
      apart: "record.kind == 'unit' ? '' : record.kind",
      disclose: 'open',
      optional: true,
    }),
    settlement: reference({
      register: 'addresses',
      format: 'settlement-code',
      label: { bg: 'Населено място', en: 'Settlement' },
      disclose: 'open',
    }),
    street: text({ label: { bg: 'Адрес или местност', en: 'Address or locality' }, disclose: 'open', find: 'text' }),
    address: reference({
      register: 'buildings',
      format: 'slug',
      label: { bg: 'Адрес по регистъра', en: 'Address in the register' },
      disclose: 'open',
      find: 'exact',
      optional: true,
    }),
    parent: reference({
      register: 'property',
      format: 'cadastral-id',
      label: { bg: 'Разположен в имот', en: 'Stands on' },
      disclose: 'open',
      find: 'exact',
      optional: true,
    }),
    origin: reference({
      register: 'property',
      format: 'cadastral-id',
      label: { bg: 'Образуван от имот', en: 'Formed from' },
      disclose: 'open',
      find: 'exact',
      optional: true,
    }),
    owners,
    burdens: list(
      {
        kind: oneOf(
          {
            mortgage: { bg: 'ипотека', en: 'mortgage' },
            attachment: { bg: 'възбрана', en: 'attachment' },
            use: { bg: 'право на ползване', en: 'right of use' },
            easement: { bg: 'сервитут', en: 'easement' },
          },
          { label: { bg: 'Вид', en: 'Kind' }, disclose: 'open' },
        ),
        entry: text({ label: { bg: 'Вписване', en: 'Entry' }, disclose: 'open', max: 60 }),
        amount: money({ label: { bg: 'Размер', en: 'Amount' }, disclose: 'restricted', optional: true }),
        since: date({ label: { bg: 'От', en: 'Since' }, disclose: 'open' }),
      },
      { label: { bg: 'Тежести', en: 'Encumbrances' }, disclose: 'open', max: 20, optional: true },
    ),
    status: oneOf(
      { active: { bg: 'съществува', en: 'exists' }, closed: { bg: 'закрит', en: 'closed' } },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'open' },
    ),
  },
  acts: {
    enter: {
      title: { bg: 'Вписване на имот', en: 'Enter a property' },
      law: 'чл. 52, ал. 1',
      creates: true,
      by: ['agkk.registrar', 'operator'],
      takes: ['kind', 'use', 'area', 'shape', 'settlement', 'street', 'address', 'parent', 'owners'],
      refuse: { ...shares, ...drawn, 'stands-on-nothing': "input.kind != 'parcel' && !has(input.parent)" },
      set: { status: "'active'" },
    },
    transfer: {
      title: { bg: 'Прехвърляне', en: 'Transfer' },
      law: 'Закон за задълженията и договорите, чл. 18',
      moves: 'property',
      by: ['av.registrar'],
      takes: ['owners'],
      refuse: {
        ...stands,
        attached: "has(record.burdens) && record.burdens.exists(one, one.kind == 'attachment')",
        ...shares,
      },
    },
    burden: {
      title: { bg: 'Вписване или заличаване на тежести', en: 'Enter or strike off encumbrances' },
      law: 'чл. 73',
      by: ['av.registrar'],
      takes: ['burdens'],
      refuse: stands,
    },
    'change-use': {
      title: { bg: 'Промяна на предназначението', en: 'Change of use' },
      law: 'Закон за устройство на територията, чл. 38',
      by: ['agkk.registrar'],
      takes: ['use'],
      refuse: stands,
    },
    close: {
      title: { bg: 'Закриване', en: 'Close' },
      law: 'чл. 52, ал. 3',
      by: ['agkk.registrar'],
      refuse: { ...stands, burdened: 'has(record.burdens)' },
      set: { status: "'closed'" },
    },
    split: {
      title: { bg: 'Разделяне', en: 'Split' },
      law: 'Закон за устройство на територията, чл. 19; ЗКИР, чл. 52, ал. 1',
      by: ['agkk.registrar'],
      input: { parts },
      refuse: {
        ...stands,
        'not-a-parcel': "record.kind != 'parcel'",
        burdened: 'has(record.burdens)',
        'areas-differ': 'sum(input.parts.map(one, one.area)) != record.area',
        'same-identifier': '!distinct(input.parts.map(one, one.identifier))',
        'parts-undrawn': 'has(record.shape) && !input.parts.all(one, has(one.boundaries))',
        'parts-no-whole': 'has(record.shape) && !makeUp(input.parts.map(one, one.boundaries), record.shape)',
      },
      set: { status: "'closed'" },
      together: {
        parts: {
          register: 'property',
          act: 'form',
          each: 'input.parts',
          key: 'one.identifier',
          input: {
            kind: 'record.kind',
            use: 'record.use',
            area: 'one.area',
            shape: 'one.boundaries',
            settlement: 'record.settlement',
            street: 'record.street',
            origin: 'record.identifier',
            owners: 'record.owners',
          },
        },
      },
    },
    form: {
      title: { bg: 'Образуване от друг имот', en: 'Form from another property' },
      law: 'чл. 52, ал. 1',
      creates: true,
      by: ['agkk.registrar'],
      alongside: true,
      takes: ['kind', 'use', 'area', 'shape', 'settlement', 'street', 'origin', 'owners'],
      refuse: { ...shares, ...drawn },
      set: { status: "'active'" },
    },
    merge: {
      title: { bg: 'Обединяване на имоти', en: 'Merge properties' },
      law: 'Закон за устройство на територията, чл. 19; ЗКИР, чл. 52, ал. 1',
      creates: true,
      by: ['agkk.registrar'],
      takes: ['use', 'area', 'shape', 'settlement', 'street', 'owners'],
      input: { parts },
      refuse: {
        ...shares,
        ...drawn,
        'areas-differ': 'sum(input.parts.map(one, one.area)) != input.area',
        'same-identifier': '!distinct(input.parts.map(one, one.identifier))',
        'whole-undrawn': '!has(input.shape) && input.parts.exists(one, has(one.boundaries))',
        'parts-undrawn': 'has(input.shape) && !input.parts.all(one, has(one.boundaries))',
        'parts-no-whole': 'has(input.shape) && !makeUp(input.parts.map(one, one.boundaries), input.shape)',
      },
      set: { kind: "'parcel'", status: "'active'" },
      together: {
        parts: {
          register: 'property',
          act: 'join',
          each: 'input.parts',
          key: 'one.identifier',
          input: {
            measured: 'one.area',
            boundaries: 'one.boundaries',
            into: 'record.identifier',
            of: 'input.owners',
          },
        },
      },
    },
    join: {
      title: { bg: 'Закриване при обединяване', en: 'Close by a merger' },
      law: 'чл. 52, ал. 3',
      by: ['agkk.registrar'],
      alongside: true,
      input: {
        measured: integer({
          label: { bg: 'Площ', en: 'Area' },
          disclose: 'open',
          decimals: 2,
          min: 1,
          max: 100_000_000_000,
          unit: { bg: 'm²', en: 'm²' },
        }),
        boundaries,
        into: text({ label: { bg: 'Обединен в имот', en: 'Merged into' }, format: 'cadastral-id', disclose: 'open' }),
        of: { ...owners, label: { bg: 'Собственици на новия имот', en: 'Owners of the new property' } },
      },
      refuse: {
        ...stands,
        'not-a-parcel': "record.kind != 'parcel'",
        burdened: 'has(record.burdens)',
        'areas-differ': 'input.measured != record.area',
        'boundaries-differ':
          'has(record.shape) != has(input.boundaries) || (has(record.shape) && record.shape != input.boundaries)',
        'owners-differ': 'input.of != record.owners',
      },
      set: { status: "'closed'" },
    },
    correct: {
      title: { bg: 'Поправка', en: 'Correct' },
      law: 'чл. 53а',
      corrects: true,
      by: ['agkk.registrar'],
      takes: ['kind', 'use', 'area', 'shape', 'settlement', 'street', 'address'],
      partial: true,
      refuse: drawn,
    },
  },
  refusals: {
    closed: { bg: 'Имотът е закрит.', en: 'The property is closed.' },
    attached: {
      bg: 'Върху имота има възбрана: той не може да бъде прехвърлен.',
      en: 'The property is attached: it cannot be transferred.',
    },
    burdened: {
      bg: 'Върху имота има тежести. Първо ги заличете.',
      en: 'The property is encumbered. Strike that off first.',
    },
    'not-a-parcel': {
      bg: 'Само поземлен имот се разделя и обединява.',
      en: 'Only a parcel is split or merged.',
    },
    'areas-differ': {
      bg: 'Сборът от площите на частите не е площта на целия имот.',
      en: 'The areas of the parts do not add up to that of the whole.',
    },
    'same-identifier': {
      bg: 'Един идентификатор е посочен два пъти.',
      en: 'One identifier is given twice.',
    },
    'owners-differ': {
      bg: 'Обединяват се имоти на едни и същи собственици с едни и същи дялове. Първо се прехвърля, за да станат такива.',
      en: 'Properties are merged that have the same owners in the same shares. Transfer first, until they have.',
    },
    'shares-no-whole': {
      bg: 'Дяловете на собствениците не са точно едно цяло.',
      en: 'The shares of the owners are not exactly a whole.',
    },
    'parts-undrawn': {
      bg: 'Имотът има вписани граници: начертайте и границите на всяка част.',
      en: 'The boundaries of the property are entered: draw those of each part, too.',
    },
    'whole-undrawn': {
      bg: 'Частите имат вписани граници: начертайте и границите на новия имот.',
      en: 'The boundaries of the parts are entered: draw those of the new property, too.',
    },
    'parts-no-whole': {
      bg: 'Частите не съставят точно целия имот: остава или излиза ивица, по-широка от два сантиметра, или части се припокриват.',
      en: 'The parts do not make up the whole exactly: a strip wider than two centimetres is left or beyond, or parts overlap.',
    },
    'boundaries-differ': {
      bg: 'Границите на някой от имотите не са тези, които са вписани.',
      en: 'The boundaries of one of the properties are not those that are entered.',
    },
    'area-differs': {
      bg: 'Вписаната площ не отговаря на границите. Проверете точките и площта.',
      en: 'The area is not that of the boundaries. Check the points and the area.',
    },
    'owner-is-nobody': {
      bg: 'Всеки собственик е или лице, или търговец: попълнете едното.',
      en: 'Each owner is a person or a company: fill in one of them.',
    },
    'stands-on-nothing': {
      bg: 'Сграда или обект се намира в имот: посочете го.',
      en: 'A building or unit stands on a property: say which.',
    },
  },
})
