// Vehicles: what is driven on the roads, who owns it, and what has become of it.
import { companyRef, date, integer, oneOf, personRef, reference, text } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

const vin = text({
  label: { bg: 'Номер на рамата (VIN)', en: 'Vehicle identification number (VIN)' },
  hint: {
    bg: '17 латински букви и цифри. В талона е в поле E.',
    en: '17 letters and digits. In the registration document it is field E.',
  },
  format: 'vin',
  disclose: 'restricted',
  find: 'exact',
})

/** An owner is a person or a company, and a vehicle has one. */
const owned = {
  'owner-missing': '!has(input.owner) && !has(input.company)',
  'two-owners': 'has(input.owner) && has(input.company)',
}

const stands = { scrapped: "record.status == 'scrapped'" }

export const vehicles = register({
  id: 'vehicles',
  title: { bg: 'Регистър на превозните средства', en: 'Vehicle register' },
  about: {
    bg: 'Кои превозни средства са регистрирани, с какви данни и в какво състояние. Кой е собственикът, виждат само той и органите с основание.',
    en: 'Which vehicles are registered, their data and their status. Who owns one is seen only by the owner and by authorities with a legal ground.',
  },
  law: 'Закон за движението по пътищата, чл. 140',
  keeper: 'mvr',
  key: 'vin',
  ended: "record.status == 'scrapped'",
  caption: "record.make + ' ' + record.model",
  fields: {
    vin,
    plate: text({
      label: { bg: 'Регистрационен номер', en: 'Number plate' },
      hint: { bg: 'Например СВ 1234 АВ', en: 'For example CB 1234 AB' },
      format: 'plate',
      disclose: 'restricted',
      find: 'exact',
      unique: true,
    }),
    make: text({
      label: { bg: 'Марка', en: 'Make' },
      hint: { bg: 'В талона, поле D.1', en: 'In the registration document, field D.1' },
      disclose: 'open',
      find: 'text',
      max: 60,
    }),
    model: text({
      label: { bg: 'Модел', en: 'Model' },
      hint: { bg: 'В талона, поле D.3', en: 'In the registration document, field D.3' },
      disclose: 'open',
      find: 'text',
      max: 60,
    }),
    // Regulation (EU) 2018/858, Art. 4, and 168/2013, Art. 4
    category: oneOf(
      {
        M1: { bg: 'M1 · лек автомобил', en: 'M1 · passenger car' },
        M2: { bg: 'M2 · автобус до 5 t', en: 'M2 · bus up to 5 t' },
        M3: { bg: 'M3 · автобус над 5 t', en: 'M3 · bus over 5 t' },
        N1: { bg: 'N1 · товарен до 3,5 t', en: 'N1 · goods vehicle up to 3.5 t' },
        N2: { bg: 'N2 · товарен до 12 t', en: 'N2 · goods vehicle up to 12 t' },
        N3: { bg: 'N3 · товарен над 12 t', en: 'N3 · goods vehicle over 12 t' },
        L3e: { bg: 'L3e · мотоциклет', en: 'L3e · motorcycle' },
        O1: { bg: 'O1 · ремарке до 0,75 t', en: 'O1 · trailer up to 0.75 t' },
      },
      { label: { bg: 'Категория', en: 'Category' }, disclose: 'open' },
    ),
    fuel: oneOf(
      {
        petrol: { bg: 'бензин', en: 'petrol' },
        diesel: { bg: 'дизел', en: 'diesel' },
        electric: { bg: 'електричество', en: 'electricity' },
        hybrid: { bg: 'хибрид', en: 'hybrid' },
        gas: { bg: 'газ', en: 'gas' },
        none: { bg: 'без двигател', en: 'no engine' },
      },
      { label: { bg: 'Гориво', en: 'Fuel' }, disclose: 'open' },
    ),
    emissionClass: oneOf(
      {
        euro1: { bg: 'Евро 1', en: 'Euro 1' },
        euro2: { bg: 'Евро 2', en: 'Euro 2' },
        euro3: { bg: 'Евро 3', en: 'Euro 3' },
        euro4: { bg: 'Евро 4', en: 'Euro 4' },
        euro5: { bg: 'Евро 5', en: 'Euro 5' },
        euro6: { bg: 'Евро 6', en: 'Euro 6' },
        none: { bg: 'няма', en: 'none' },
      },
      { label: { bg: 'Екологична категория', en: 'Emission class' }, disclose: 'open' },
    ),
    firstRegistered: date({
      label: { bg: 'Първа регистрация', en: 'First registration' },
      hint: { bg: 'В талона, поле B', en: 'In the registration document, field B' },
      disclose: 'open',
      notAfterToday: true,
    }),
    mass: integer({
      label: { bg: 'Маса', en: 'Mass' },
      hint: { bg: 'В талона, поле G', en: 'In the registration document, field G' },
      disclose: 'open',
      min: 40,
      max: 60_000,
      unit: { bg: 'kg', en: 'kg' },
    }),
    colour: oneOf(
      {
        white: { bg: 'бял', en: 'white' },
        black: { bg: 'черен', en: 'black' },
        grey: { bg: 'сив', en: 'grey' },
        blue: { bg: 'син', en: 'blue' },
        red: { bg: 'червен', en: 'red' },
        green: { bg: 'зелен', en: 'green' },
        yellow: { bg: 'жълт', en: 'yellow' },
        brown: { bg: 'кафяв', en: 'brown' },
        other: { bg: 'друг', en: 'other' },
      },
      { label: { bg: 'Цвят', en: 'Colour' }, disclose: 'open' },
    ),
    owner: personRef({
      label: { bg: 'Собственик (ЕГН)', en: 'Owner (EGN)' },
      disclose: 'personal',
      find: 'exact',
      optional: true,
    }),
    company: companyRef({
      label: { bg: 'Собственик (ЕИК)', en: 'Owner (EIK)' },
      disclose: 'restricted',
      find: 'exact',
      optional: true,
    }),
    // A vehicle is seized by a notice of the bailiff to the road police (ГПК, чл. 450а).
    seizure: text({
      label: { bg: 'Запор', en: 'Seizure' },
      hint: { bg: 'Номер на изпълнителното дело', en: 'Number of the enforcement case' },
      disclose: 'restricted',
      max: 40,
      optional: true,
    }),
    // Who buys a car looks here: what is stolen or pledged is told to everyone.
    wantedSince: date({
      label: { bg: 'Обявено за издирване от', en: 'Reported stolen on' },
      disclose: 'open',
      optional: true,
    }),
    pledge: reference({
      register: 'pledges',
      format: 'slug',
      label: { bg: 'Особен залог', en: 'Special pledge' },
      disclose: 'open',
      find: 'exact',
      optional: true,
    }),
    status: oneOf(
      {
        active: { bg: 'регистрирано', en: 'registered' },
        suspended: { bg: 'временно спряно', en: 'suspended' },
        scrapped: { bg: 'бракувано', en: 'scrapped' },
      },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'open' },
    ),
  },
  acts: {
    enter: {
      title: { bg: 'Регистрация', en: 'Registration' },
      law: 'чл. 140, ал. 1',
      creates: true,
      by: ['mvr.registrar', 'operator'],
      takes: [
        'plate',
        'make',
        'model',
        'category',
        'fuel',
        'emissionClass',
        'firstRegistered',
        'mass',
        'colour',
        'owner',
        'company',
      ],
      refuse: {
        ...owned,
        // A motorcycle of 3 t or a car of 50 kg is a slip of the pen.
        'mass-of-another-category':
          "(input.category == 'M1' && (input.mass < 300 || input.mass > 5000)) || " +
          "(input.category == 'L3e' && input.mass > 1000) || " +
          "(input.category == 'N1' && input.mass > 3500) || " +
          "(input.category == 'O1' && input.mass > 750)",
        'trailer-with-engine': "input.category == 'O1' && input.fuel != 'none'",
        'no-engine': "input.category != 'O1' && input.fuel == 'none'",
        'electric-has-no-emissions': "input.fuel == 'electric' && input.emissionClass != 'none'",
      },
      set: { status: "'active'" },
    },
    'change-owner': {
      title: { bg: 'Промяна на собственика', en: 'Change of owner' },
      law: 'чл. 144',
      moves: 'property',
      by: ['mvr.registrar'],
      takes: ['owner', 'company'],
      input: {
        from: personRef({
          label: { bg: 'Досегашен собственик (ЕГН)', en: 'Owner until now (EGN)' },
          disclose: 'personal',
          optional: true,
        }),
        fromCompany: companyRef({
          label: { bg: 'Досегашен собственик (ЕИК)', en: 'Owner until now (EIK)' },
          disclose: 'restricted',
          optional: true,
        }),
        releases: text({
          label: { bg: 'Залог, който кредиторът заличава', en: 'Pledge that the creditor releases' },
          format: 'slug',
          disclose: 'open',
          optional: true,
        }),
      },
      refuse: {
        ...stands,
        ...owned,
        suspended: "record.status == 'suspended'",
        seized: 'has(record.seizure)',
        stolen: 'has(record.wantedSince)',
        // Who buys takes over the pledge: the creditor has to agree first (ЗОЗ, чл. 8).
        pledged: 'has(record.pledge) && (!has(input.releases) || input.releases != record.pledge)',
        'not-pledged': 'has(input.releases) && !has(record.pledge)',
        // Who has sold it already sells it no more.
        'owner-changed':
          '(has(input.from) && (!has(record.owner) || input.from != record.owner)) || ' +
          '(has(input.fromCompany) && (!has(record.company) || input.fromCompany != record.company))',
      },
      set: { pledge: 'null' },
      together: {
        pledge: { register: 'pledges', act: 'release', when: 'has(input.releases)', key: 'input.releases' },
      },
    },
    seize: {
      title: { bg: 'Запор', en: 'Seize' },
      law: 'ГПК, чл. 450а',
      by: ['mvr.registrar'],
      takes: ['seizure'],
      refuse: { ...stands, seized: 'has(record.seizure)' },
    },
    'lift-seizure': {
      title: { bg: 'Вдигане на запор', en: 'Lift the seizure' },
      law: 'ГПК, чл. 433',
      by: ['mvr.registrar'],
      refuse: { 'not-seized': '!has(record.seizure)' },
      set: { seizure: 'null' },
    },
    'change-plate': {
      title: { bg: 'Смяна на номера', en: 'Change of plate' },
      law: 'чл. 141',
      by: ['mvr.registrar'],
      takes: ['plate'],
      refuse: { ...stands, stolen: 'has(record.wantedSince)' },
    },
    'report-theft': {
      title: { bg: 'Обявяване за издирване', en: 'Report as stolen' },
      // @NOTE Закон за Министерството на вътрешните работи, чл. 84 has the announcement itself.
      law: 'чл. 143, ал. 3',
      by: ['mvr.registrar'],
      refuse: { ...stands, stolen: 'has(record.wantedSince)' },
      set: { wantedSince: 'effective' },
    },
    'end-search': {
      title: { bg: 'Намерено: край на издирването', en: 'Found: end of the search' },
      law: 'чл. 143, ал. 3',
      by: ['mvr.registrar'],
      refuse: { 'not-stolen': '!has(record.wantedSince)' },
      set: { wantedSince: 'null' },
    },
    // A pledge is entered with the pledges, and in the same act here, so that who buys sees it.
    'enter-pledge': {
      title: { bg: 'Отбелязване на особен залог', en: 'Enter a special pledge' },
      law: 'Закон за особените залози, чл. 26, ал. 1',
      by: ['mp.registrar', 'operator'],
      alongside: true,
      takes: ['pledge'],
      refuse: { ...stands, pledged: 'has(record.pledge)', 'pledge-missing': '!has(input.pledge)' },
    },
    'lift-pledge': {
      title: { bg: 'Заличаване на особен залог', en: 'Lift the special pledge' },
      law: 'Закон за особените залози, чл. 27',
      by: ['mp.registrar'],
      alongside: true,
      input: {
        struckOff: text({ label: { bg: 'Заличен залог', en: 'Pledge struck off' }, format: 'slug', disclose: 'open' }),
      },
      refuse: { 'not-pledged': '!has(record.pledge) || record.pledge != input.struckOff' },
      set: { pledge: 'null' },
    },
    suspend: {
      title: { bg: 'Временно спиране', en: 'Suspend' },
      law: 'чл. 143, ал. 1',
      by: ['mvr.registrar'],
      refuse: { ...stands, suspended: "record.status == 'suspended'" },
      set: { status: "'suspended'" },
    },
    resume: {
      title: { bg: 'Възобновяване', en: 'Resume' },
      law: 'чл. 143, ал. 1',
      by: ['mvr.registrar'],
      refuse: { ...stands, 'not-suspended': "record.status != 'suspended'" },
      set: { status: "'active'" },
    },
    scrap: {
      title: { bg: 'Бракуване', en: 'Scrap' },
      // A certificate of destruction is final: the law gives no way back.
      law: 'чл. 143, ал. 5',
      by: ['mvr.registrar'],
      refuse: { ...stands, stolen: 'has(record.wantedSince)', pledged: 'has(record.pledge)' },
      set: { status: "'scrapped'" },
    },
    erase: {
      title: { bg: 'Заличаване на личните данни', en: 'Erase the personal data' },
      // @NOTE how long the data of a scrapped vehicle's owners are needed is for a lawyer to say.
      law: 'Регламент (ЕС) 2016/679, чл. 17, пар. 1, буква „а“',
      by: ['mvr.registrar'],
      fourEyes: true,
      refuse: { 'not-scrapped': "record.status != 'scrapped'" },
      erases: 'closed',
    },
    correct: {
      title: { bg: 'Поправка', en: 'Correct' },
      law: 'чл. 140, ал. 1',
      corrects: true,
      by: ['mvr.registrar'],
      takes: ['make', 'model', 'category', 'fuel', 'emissionClass', 'firstRegistered', 'mass', 'colour'],
      partial: true,
    },
  },
  refusals: {
    scrapped: {
      bg: 'Превозното средство е бракувано; това е окончателно.',
      en: 'The vehicle is scrapped; that is final.',
    },
    'not-scrapped': { bg: 'Превозното средство не е бракувано.', en: 'The vehicle is not scrapped.' },
    'owner-missing': { bg: 'Няма собственик: посочете ЕГН или ЕИК.', en: 'There is no owner: give an EGN or an EIK.' },
    'two-owners': {
      bg: 'Собственикът е лице или търговец, не и двете.',
      en: 'The owner is a person or a company, not both.',
    },
    suspended: { bg: 'Регистрацията е временно спряна.', en: 'The registration is suspended.' },
    seized: { bg: 'Върху превозното средство има запор.', en: 'The vehicle is seized.' },
    stolen: { bg: 'Превозното средство е обявено за издирване.', en: 'The vehicle is reported stolen.' },
    'not-stolen': { bg: 'Превозното средство не се издирва.', en: 'The vehicle is not reported stolen.' },
    pledged: {
      bg: 'Превозното средство е заложено. Първо заложният кредитор заличава залога.',
      en: 'The vehicle is pledged. The creditor has to lift the pledge first.',
    },
    'not-pledged': {
      bg: 'Превозното средство няма такъв залог.',
      en: 'The vehicle has no such pledge.',
    },
    'pledge-missing': { bg: 'Посочете вписания залог.', en: 'Say which pledge.' },
    'not-seized': { bg: 'Върху превозното средство няма запор.', en: 'The vehicle is not seized.' },
    'owner-changed': {
      bg: 'Собственикът вече е друг: превозното средство е сменило собственика си след подаването.',
      en: 'The owner is another by now: the vehicle has changed hands since the application was made.',
    },
    'not-suspended': { bg: 'Регистрацията не е спряна.', en: 'The registration is not suspended.' },
    'mass-of-another-category': {
      bg: 'Масата не отговаря на категорията. Проверете поле G и поле J в талона.',
      en: 'The mass does not fit the category. Check fields G and J of the registration document.',
    },
    'trailer-with-engine': {
      bg: 'Ремаркето няма двигател: изберете „без двигател“.',
      en: 'A trailer has no engine: choose “no engine”.',
    },
    'no-engine': { bg: 'Само ремарке е без двигател.', en: 'Only a trailer has no engine.' },
    'electric-has-no-emissions': {
      bg: 'Електромобилът няма екологична категория по Евро: изберете „няма“.',
      en: 'An electric vehicle has no Euro class: choose “none”.',
    },
  },
})
