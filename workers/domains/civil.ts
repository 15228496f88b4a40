// Persons: the register from which the state knows who somebody is, so that nobody is asked for it.
import { date, oneOf, personRef, reference, text } from '../kernel/field.ts'
import type { MandateRule } from '../kernel/mandate.ts'
import { register } from '../kernel/register.ts'

const alive = { dead: 'has(record.diedOn)' }

const LZS = 'Закон за лицата и семейството'
const child = "record.givenName + ' ' + record.familyName"
/** The day before somebody is so many months old. */
const before = (months: number): string => `plusDays(plusMonths(record.bornOn, ${months}), -1)`

/** Until fourteen a child does nothing by itself: a parent acts in its place (ЗЛС, чл. 3). */
const parent = (representative: 'mother' | 'father', bg: string, en: string): MandateRule => ({
  title: { bg, en },
  law: `${LZS}, чл. 3, ал. 2; Семеен кодекс, чл. 129, ал. 1`,
  representative,
  principal: { self: true },
  called: child,
  refuse: alive,
  since: 'record.bornOn',
  until: before(14 * 12),
})

/** From fourteen to eighteen the child acts itself, and a parent consents (ЗЛС, чл. 4). */
const consent = (representative: 'mother' | 'father', bg: string, en: string): MandateRule => ({
  title: { bg, en },
  law: `${LZS}, чл. 4, ал. 2; Семеен кодекс, чл. 129, ал. 1`,
  representative,
  principal: { self: true },
  consents: true,
  called: child,
  refuse: alive,
  since: `plusMonths(record.bornOn, ${14 * 12})`,
  until: before(18 * 12),
})

const flatAlone =
  '(has(input.permanentFlat) && !has(input.permanent)) || (has(input.currentFlat) && !has(input.current))'

const building = (bg: string, en: string) =>
  reference({
    register: 'buildings',
    format: 'slug',
    label: { bg, en },
    disclose: 'personal',
    find: 'exact',
    optional: true,
  })
const flat = (bg: string, en: string) => text({ label: { bg, en }, disclose: 'personal', max: 40, optional: true })
/** Whose marriage ends: named, so that nobody is divorced from another than was meant. */
const spouse = personRef({ label: { bg: 'Другият съпруг (ЕГН)', en: 'The other spouse (EGN)' }, disclose: 'personal' })

export const civil = register({
  id: 'civil',
  title: { bg: 'Регистър на населението', en: 'Population register' },
  about: {
    bg: 'Кой кой е: имена, раждане, гражданство, адрес. Услугите питат тук, вместо да искат удостоверения от Вас.',
    en: 'Who is who: names, birth, citizenship, address. Services ask here instead of asking you for certificates.',
  },
  law: 'Закон за гражданската регистрация, чл. 22',
  keeper: 'grao',
  key: 'personalNumber',
  // Nothing of a person is open: the record is known by its address alone.
  caption: "'Лице · Person'",
  // Whoever is entered twice is named by one number alone.
  ended: 'has(record.mergedInto)',
  alike: {
    law: 'Закон за гражданската регистрация, чл. 81; Регламент (ЕС) 2016/679, чл. 5, пар. 1, буква „г“',
    names: ['givenName', 'familyName', 'middleName'],
    within: 'bornOn',
    least: 88,
    merge: { act: 'merge', into: 'into' },
    replacedBy: 'mergedInto',
  },
  fields: {
    personalNumber: text({
      label: { bg: 'ЕГН', en: 'Personal number (EGN)' },
      hint: { bg: '10 цифри', en: '10 digits' },
      format: 'personal-number',
      disclose: 'personal',
      find: 'exact',
    }),
    givenName: text({ label: { bg: 'Собствено име', en: 'Given name' }, disclose: 'personal', max: 60 }),
    middleName: text({
      label: { bg: 'Бащино име', en: 'Father’s name' },
      disclose: 'personal',
      max: 60,
      optional: true,
    }),
    familyName: text({ label: { bg: 'Фамилно име', en: 'Family name' }, disclose: 'personal', max: 60 }),
    bornOn: date({ label: { bg: 'Дата на раждане', en: 'Date of birth' }, disclose: 'personal', notAfterToday: true }),
    bornIn: reference({
      register: 'addresses',
      format: 'settlement-code',
      label: { bg: 'Място на раждане', en: 'Place of birth' },
      disclose: 'personal',
      optional: true,
    }),
    sex: oneOf(
      { female: { bg: 'жена', en: 'female' }, male: { bg: 'мъж', en: 'male' } },
      { label: { bg: 'Пол', en: 'Sex' }, disclose: 'personal' },
    ),
    citizenship: text({ label: { bg: 'Гражданство', en: 'Citizenship' }, disclose: 'personal', max: 60 }),
    settlement: reference({
      register: 'addresses',
      format: 'settlement-code',
      label: { bg: 'Населено място', en: 'Settlement' },
      disclose: 'personal',
    }),
    street: text({ label: { bg: 'Улица и номер', en: 'Street and number' }, disclose: 'personal' }),
    // What is written in `settlement` and `street` is the permanent address in words; these are where it stands.
    permanent: building('Постоянен адрес', 'Permanent address'),
    permanentFlat: flat('Вход и апартамент (постоянен адрес)', 'Entrance and flat (permanent address)'),
    current: building('Настоящ адрес', 'Current address'),
    currentFlat: flat('Вход и апартамент (настоящ адрес)', 'Entrance and flat (current address)'),
    currentSince: date({
      label: { bg: 'Настоящ адрес от', en: 'Current address since' },
      disclose: 'personal',
      optional: true,
    }),
    otherCitizenship: text({
      label: { bg: 'Друго гражданство', en: 'Other citizenship' },
      disclose: 'personal',
      max: 60,
      optional: true,
    }),
    citizenshipGround: text({
      label: { bg: 'Основание на гражданството', en: 'Ground of citizenship' },
      disclose: 'personal',
      max: 200,
      optional: true,
    }),
    // Each spouse's record names the other; both are entered by one act.
    spouse: personRef({
      label: { bg: 'Съпруг/а (ЕГН)', en: 'Spouse (EGN)' },
      disclose: 'personal',
      subject: false,
      optional: true,
    }),
    mother: personRef({
      label: { bg: 'Майка (ЕГН)', en: 'Mother (EGN)' },
      disclose: 'personal',
      find: 'exact',
      subject: false,
      optional: true,
    }),
    father: personRef({
      label: { bg: 'Баща (ЕГН)', en: 'Father (EGN)' },
      disclose: 'personal',
      find: 'exact',
      subject: false,
      optional: true,
    }),
    mergedInto: personRef({
      label: { bg: 'Записът продължава в (ЕГН)', en: 'The record goes on in (EGN)' },
      disclose: 'personal',
      subject: false,
      optional: true,
    }),
    mergedFrom: personRef({
      label: { bg: 'Продължава и записа на (ЕГН)', en: 'Goes on the record of (EGN)' },
      disclose: 'personal',
      find: 'exact',
      subject: false,
      optional: true,
    }),
    diedOn: date({
      label: { bg: 'Дата на смърт', en: 'Date of death' },
      disclose: 'personal',
      notAfterToday: true,
      optional: true,
    }),
  },
  acts: {
    enter: {
      title: { bg: 'Вписване', en: 'Enter' },
      law: 'чл. 24',
      creates: true,
      by: ['grao.registrar', 'operator'],
      takes: [
        'givenName',
        'middleName',
        'familyName',
        'bornOn',
        'bornIn',
        'sex',
        'citizenship',
        'settlement',
        'street',
        'mother',
        'father',
        'permanent',
        'permanentFlat',
        'current',
        'currentFlat',
        'currentSince',
        'otherCitizenship',
        'citizenshipGround',
      ],
      refuse: { 'flat-without-building': flatAlone },
    },
    'change-parents': {
      title: { bg: 'Произход, припознаване или осиновяване', en: 'Parentage, recognition or adoption' },
      law: 'чл. 44',
      by: ['grao.registrar'],
      takes: ['mother', 'father'],
      refuse: {
        ...alive,
        'own-parent':
          '(has(input.mother) && input.mother == record.personalNumber) || ' +
          '(has(input.father) && input.father == record.personalNumber)',
      },
    },
    'change-name': {
      title: { bg: 'Промяна на име', en: 'Change of name' },
      law: 'чл. 19',
      by: ['grao.registrar'],
      takes: ['givenName', 'middleName', 'familyName'],
      partial: true,
      refuse: alive,
    },
    'change-address': {
      title: { bg: 'Промяна на адрес', en: 'Change of address' },
      law: 'чл. 96',
      by: ['grao.registrar'],
      takes: ['settlement', 'street', 'permanent', 'permanentFlat'],
      refuse: { ...alive, 'flat-without-building': 'has(input.permanentFlat) && !has(input.permanent)' },
    },
    'register-current-address': {
      title: { bg: 'Настоящ адрес', en: 'Current address' },
      law: 'чл. 94',
      by: ['grao.registrar'],
      takes: ['current', 'currentFlat'],
      refuse: { ...alive, 'address-missing': '!has(input.current)' },
      set: { currentSince: 'effective' },
    },
    'acquire-citizenship': {
      title: { bg: 'Придобиване или възстановяване на гражданство', en: 'Acquire or restore citizenship' },
      law: 'Закон за българското гражданство, чл. 8 – 19, чл. 26',
      by: ['grao.registrar'],
      takes: ['citizenship', 'otherCitizenship', 'citizenshipGround'],
      refuse: { ...alive, 'ground-missing': '!has(input.citizenshipGround)' },
    },
    'lose-citizenship': {
      title: { bg: 'Загубване на българско гражданство', en: 'Loss of Bulgarian citizenship' },
      law: 'Закон за българското гражданство, чл. 20 – 25',
      by: ['grao.registrar'],
      takes: ['citizenship', 'citizenshipGround'],
      refuse: {
        ...alive,
        'ground-missing': '!has(input.citizenshipGround)',
        // Nobody is left without a state (чл. 20).
        stateless: "input.citizenship == 'България' || input.citizenship == ''",
      },
      set: { otherCitizenship: 'null' },
    },
    marry: {
      title: { bg: 'Граждански брак', en: 'Marriage' },
      law: 'чл. 51',
      by: ['grao.registrar'],
      takes: ['spouse'],
      refuse: {
        ...alive,
        married: 'has(record.spouse)',
        'too-young': 'age(record.bornOn, effective) < 16',
        'own-spouse': 'input.spouse == record.personalNumber',
      },
      together: {
        spouse: {
          register: 'civil',
          act: 'marry',
          key: 'input.spouse',
          input: { spouse: 'record.personalNumber' },
        },
      },
    },
    divorce: {
      title: { bg: 'Развод или унищожаване на брака', en: 'Divorce or annulment' },
      law: 'чл. 52',
      by: ['grao.registrar'],
      input: { from: spouse },
      refuse: { 'not-married': '!has(record.spouse)', 'other-spouse': 'record.spouse != input.from' },
      set: { spouse: 'null' },
      together: {
        spouse: { register: 'civil', act: 'divorce', key: 'input.from', input: { from: 'record.personalNumber' } },
      },
    },
    // A marriage ends with the death of a spouse (СК, чл. 44, т. 1).
    widow: {
      title: { bg: 'Край на брака със смъртта на съпруга', en: 'End of the marriage by the death of the spouse' },
      law: 'чл. 55',
      by: ['grao.registrar'],
      alongside: true,
      input: { from: spouse },
      refuse: { 'not-married': '!has(record.spouse)', 'other-spouse': 'record.spouse != input.from' },
      set: { spouse: 'null' },
    },
    death: {
      title: { bg: 'Смърт', en: 'Death' },
      law: 'чл. 55',
      by: ['grao.registrar'],
      refuse: alive,
      set: { diedOn: 'effective' },
      together: {
        spouse: {
          register: 'civil',
          act: 'widow',
          when: 'has(record.spouse)',
          key: 'record.spouse',
          input: { from: 'record.personalNumber' },
        },
      },
      means: { to: 'personalNumber', what: 'died' },
    },
    // Two records of one person: both keep their history, and the one points to the other.
    merge: {
      title: { bg: 'Обединяване с друг запис за същото лице', en: 'Merge with another record of the same person' },
      law: 'чл. 81',
      fourEyes: true,
      by: ['grao.registrar'],
      input: {
        into: personRef({
          label: { bg: 'Записът, който остава (ЕГН)', en: 'The record that stands (EGN)' },
          disclose: 'personal',
        }),
      },
      refuse: { merged: 'has(record.mergedInto)', 'own-record': 'input.into == record.personalNumber' },
      set: { mergedInto: 'input.into' },
      together: {
        stands: { register: 'civil', act: 'take-over', key: 'input.into', input: { from: 'record.personalNumber' } },
      },
    },
    'take-over': {
      title: { bg: 'Поемане на друг запис за същото лице', en: 'Take over another record of the same person' },
      law: 'чл. 81',
      fourEyes: true,
      by: ['grao.registrar'],
      alongside: true,
      input: {
        from: personRef({ label: { bg: 'Поет запис (ЕГН)', en: 'Record taken over (EGN)' }, disclose: 'personal' }),
      },
      refuse: { merged: 'has(record.mergedInto)' },
      set: { mergedFrom: 'input.from' },
    },
    // What an old register says of one spouse alone, or of another.
    'correct-marriage': {
      title: { bg: 'Поправка на семейното положение', en: 'Correct the marital status' },
      law: 'чл. 81',
      corrects: true,
      fourEyes: true,
      by: ['grao.registrar'],
      takes: ['spouse'],
      refuse: { 'own-spouse': 'has(input.spouse) && input.spouse == record.personalNumber' },
    },
    correct: {
      title: { bg: 'Поправка', en: 'Correct' },
      law: 'чл. 81',
      corrects: true,
      // Who somebody is changes nobody alone: a name or a birth that is put right moves everything that refers to it.
      fourEyes: true,
      by: ['grao.registrar'],
      takes: ['givenName', 'middleName', 'familyName', 'bornOn', 'bornIn', 'sex', 'citizenship'],
      partial: true,
    },
  },
  closeness: { kin: ['spouse', 'mother', 'father'], near: ['permanent', 'current'], through: 'street' },
  mandates: {
    mother: parent('mother', 'Майка на дете', 'Mother of a child'),
    father: parent('father', 'Баща на дете', 'Father of a child'),
    'mother-consents': consent(
      'mother',
      'Съгласие на майка (дете на 14 – 18 години)',
      'Consent of a mother (child of 14 to 18)',
    ),
    'father-consents': consent(
      'father',
      'Съгласие на баща (дете на 14 – 18 години)',
      'Consent of a father (child of 14 to 18)',
    ),
  },
  capacity: {
    law: `${LZS}, чл. 2 – 4`,
    acts: 'age(record.bornOn, today) >= 14',
    alone: 'age(record.bornOn, today) >= 18',
  },
  refusals: {
    dead: { bg: 'Лицето е починало.', en: 'The person has died.' },
    married: { bg: 'Лицето има брак.', en: 'The person is married.' },
    'not-married': { bg: 'Лицето няма брак.', en: 'The person is not married.' },
    merged: {
      bg: 'Записът вече е обединен с друг: работи се с него.',
      en: 'The record was merged with another already: that one is to be used.',
    },
    'own-record': { bg: 'Това е един и същи запис.', en: 'This is one and the same record.' },
    'other-spouse': {
      bg: 'В записа стои брак с друго лице. Първо го поправете.',
      en: 'The record says that the marriage is with another person. Correct that first.',
    },
    'too-young': { bg: 'Лицето няма 16 години (СК, чл. 6).', en: 'The person is under 16 (Family Code, Art. 6).' },
    'flat-without-building': {
      bg: 'Посочете и сградата, в която е апартаментът.',
      en: 'Say in which building the flat is, too.',
    },
    'address-missing': { bg: 'Посочете адреса.', en: 'Give the address.' },
    'ground-missing': { bg: 'Посочете указа или закона.', en: 'Cite the decree or the law.' },
    stateless: {
      bg: 'Българско гражданство губи само който има друго.',
      en: 'Only who has another citizenship can lose the Bulgarian one.',
    },
    'own-parent': { bg: 'Никой не е родител на себе си.', en: 'Nobody is their own parent.' },
    'own-spouse': { bg: 'Никой не е съпруг сам на себе си.', en: 'Nobody is their own spouse.' },
  },
})
