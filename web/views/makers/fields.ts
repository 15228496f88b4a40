// The forms on which a definition is written, each as fields: so they are shown, read and checked like any other form.
import { formats } from '../../../workers/kernel/formats/index.ts'
import { boolean, integer, list, oneOf, text, type Field, type Fields } from '../../../workers/kernel/field.ts'
import type { Localised } from '../../../workers/kernel/localised.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'

const said = (bg: string, en: string): Localised => ({ bg, en })
const opt = { optional: true } as const

/** One line, and a paragraph: the second gets a control of several lines. */
const line = (bg: string, en: string, more: { hint?: Localised; optional?: true; max?: number } = {}) =>
  text({ label: said(bg, en), disclose: 'open', max: 200, ...more })
const paragraph = (bg: string, en: string, more: { hint?: Localised; optional?: true } = {}) =>
  text({ label: said(bg, en), disclose: 'open', max: 1000, ...more })
const cel = (bg: string, en: string, hint: Localised, more: { optional?: true } = {}) =>
  text({ label: said(bg, en), hint, disclose: 'open', max: 2000, ...more })
const flag = (bg: string, en: string, hint?: Localised) =>
  boolean({ label: said(bg, en), disclose: 'open', ...(hint === undefined ? {} : { hint }) })

const NAME = line('Име за програмите и изразите', 'Name for programs and expressions', {
  max: 40,
  hint: said('Латински букви и цифри, например firstName.', 'Latin letters and digits, for example firstName.'),
})

export const TYPES = {
  text: said('текст или номер', 'text or number'),
  choice: said('една от няколко възможности', 'one of several options'),
  integer: said('число', 'number'),
  date: said('дата', 'date'),
  boolean: said('да или не', 'yes or no'),
  reference: said('запис в друг регистър', 'record of another register'),
  list: said('група, която се повтаря', 'group that repeats'),
} as const satisfies { readonly [type in Field['type']]: Localised }

export const isType = (text_: string): text_ is Field['type'] => Object.hasOwn(TYPES, text_)

/** The kinds of number that a field may be. */
const FORMATS: { readonly [format: string]: Localised } = Object.fromEntries(
  Object.entries(formats).flatMap(([id, { expected }]) =>
    id === 'definition'
      ? []
      : [[id, said(`${id}: ${expected.bg.replace('Въведете ', '')}`, `${id}: ${expected.en.replace('Enter ', '')}`)]],
  ),
)

export const newFields: Fields = {
  id: line('Код на регистъра', 'Id of the register', {
    max: 40,
    hint: said(
      'Малки латински букви, цифри и тирета, например pchelni-semeystva. Стои в адреса и после не се променя.',
      'Small Latin letters, digits and hyphens, for example bee-colonies. It stands in addresses and does not change.',
    ),
  }),
  titleBg: line('Име на български', 'Name in Bulgarian'),
  titleEn: line('Име на английски', 'Name in English'),
}

const namesOf = (fields: Fields, is: (field: Field) => boolean) =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) =>
      is(field) ? [[name, said(`${field.label.bg} (${name})`, `${field.label.en} (${name})`)] as const] : [],
    ),
  )

export const basicsFields = ({ fields }: RegisterDefinition): Fields => ({
  titleBg: line('Име на български', 'Name in Bulgarian'),
  titleEn: line('Име на английски', 'Name in English'),
  aboutBg: paragraph('За какво служи, на български', 'What it is for, in Bulgarian'),
  aboutEn: paragraph('За какво служи, на английски', 'What it is for, in English'),
  law: line('Правно основание', 'Legal basis', {
    hint: said('Закон и член, например „Закон за пчеларството, чл. 8“.', 'Law and article, cited in Bulgarian.'),
  }),
  key: oneOf(
    namesOf(fields, ({ type }) => type === 'text' || type === 'reference'),
    {
      label: said('Ключ', 'Key'),
      hint: said(
        'Полето, по което всеки запис е един. Не се променя.',
        'The field by which each record is one. It never changes.',
      ),
      disclose: 'open',
    },
  ),
  caption: cel(
    'Как се нарича запис в списъци',
    'What a record is called in lists',
    said(
      'Израз само от открити полета, например record.name',
      'An expression of open fields only, for example record.name',
    ),
  ),
  ended: cel(
    'Кога записът вече не важи',
    'When a record is no longer valid',
    said("Израз, например record.status == 'closed'", "An expression, for example record.status == 'closed'"),
    opt,
  ),
})

const disclosure = oneOf(
  {
    open: said('всеки', 'anyone'),
    restricted: said('органи с основание', 'authorities with a purpose'),
    personal: said('човекът, за когото е, и органи с основание', 'whom it is about, and authorities with a purpose'),
    sensitive: said('само посочени роли', 'named roles only'),
  },
  { label: said('Кой го вижда', 'Who sees it'), disclose: 'open' },
)

const find = oneOf(
  {
    exact: said('по цялата стойност', 'by the whole value'),
    text: said('по думи (само открити полета)', 'by words (open fields only)'),
  },
  { label: said('Как се търси по него', 'How records are found by it'), disclose: 'open', optional: true },
)

const format = oneOf(FORMATS, {
  label: said('Какъв номер е', 'What kind of number it is'),
  disclose: 'open',
  optional: true,
})
const whole = (bg: string, en: string, rest: { min?: number; max?: number; optional?: true } = {}) =>
  integer({
    label: said(bg, en),
    disclose: 'open',
    min: -999_999_999_999_999,
    max: 999_999_999_999_999,
    ordinal: true,
    ...rest,
  })

const before = {
  name: NAME,
  labelBg: line('Надпис на български', 'Label in Bulgarian'),
  labelEn: line('Надпис на английски', 'Label in English'),
  hintBg: paragraph('Помощ при попълване, на български', 'Help for whoever fills it in, in Bulgarian', opt),
  hintEn: paragraph('Помощ при попълване, на английски', 'Help for whoever fills it in, in English', opt),
}
const after = {
  optional: flag('Записът може да е без него', 'A record may be without it'),
  disclose: disclosure,
  roles: line('Кои роли го виждат', 'Which roles see it', {
    ...opt,
    hint: said(
      'Само за чувствителни полета: орган.роля, с интервал между тях.',
      'For sensitive fields only: authority.role, separated by spaces.',
    ),
  }),
  retired: flag(
    'Вече не се попълва',
    'Filled in no more',
    said('Старите записи остават с него.', 'Existing records keep it.'),
  ),
}

const OWN: { readonly [type in Field['type']]: (registers: { readonly [id: string]: Localised }) => Fields } = {
  text: () => ({
    format,
    max: whole('Най-много знака', 'At most so many characters', { min: 1, max: 40_000, ...opt }),
    find,
  }),
  choice: () => ({
    options: list(
      {
        value: line('Код', 'Code', { max: 40 }),
        bg: line('На български', 'In Bulgarian'),
        en: line('На английски', 'In English'),
      },
      { label: said('Възможности', 'Options'), disclose: 'open', max: 100 },
    ),
    find,
  }),
  integer: () => ({
    min: whole('Най-малко', 'Least'),
    max: whole('Най-много', 'Most'),
    decimals: whole('Знаци след запетаята', 'Decimal places', { min: 0, max: 9 }),
    unitBg: line('Мярка на български', 'Unit in Bulgarian', { ...opt, max: 40 }),
    unitEn: line('Мярка на английски', 'Unit in English', { ...opt, max: 40 }),
    ordinal: flag('Номер или година, а не количество', 'A number or year, and no quantity'),
  }),
  date: () => ({
    past: flag('Не може да е в бъдещето', 'Not in the future'),
    future: flag('Не може да е в миналото', 'Not in the past'),
    find,
  }),
  boolean: () => ({}),
  reference: (registers) => ({
    register: oneOf(registers, { label: said('Регистър', 'Register'), disclose: 'open' }),
    format,
    find,
  }),
  list: () => ({
    min: whole('Поне', 'At least', { min: 1, max: 100 }),
    max: whole('Най-много', 'At most', { min: 1, max: 100 }),
  }),
}

/** `registers` are those that may be referred to. */
export const fieldFields = (type: Field['type'], registers: { readonly [id: string]: Localised }): Fields => ({
  ...before,
  ...OWN[type](registers),
  ...after,
})

const sets = (fields: Fields, label: Localised, hint: Localised) =>
  list(
    {
      field: oneOf(
        namesOf(fields, () => true),
        { label: said('Поле', 'Field'), disclose: 'open' },
      ),
      value: cel('Стойност', 'Value', hint),
    },
    { label, disclose: 'open', max: 100, optional: true },
  )

export const actFields = ({ fields, key, keeper }: RegisterDefinition): Fields => {
  const taken = Object.fromEntries(Object.entries(fields).filter(([name, field]) => name !== key && !field.retired))
  return {
    name: line('Код на вписването', 'Id of the act', {
      max: 40,
      hint: said('Малки латински букви, цифри и тирета.', 'Small Latin letters, digits and hyphens.'),
    }),
    titleBg: line('Име на български', 'Name in Bulgarian'),
    titleEn: line('Име на английски', 'Name in English'),
    law: line('Член от закона', 'Article of the law', {
      ...opt,
      hint: said('Например „чл. 9“.', 'For example “чл. 9”.'),
    }),
    what: oneOf(
      {
        creates: said('създава запис', 'makes a record'),
        changes: said('променя запис', 'changes a record'),
        corrects: said('поправя грешка, и назад във времето', 'corrects a mistake, back in time too'),
      },
      { label: said('Какво прави', 'What it does'), disclose: 'open' },
    ),
    by: line('Кой го извършва', 'Who does it', {
      hint: said(
        `Орган.роля, с интервал между тях, например ${keeper}.registrar. Роли: registrar, clerk, head, steward.`,
        `Authority.role, separated by spaces, for example ${keeper}.registrar. Roles: registrar, clerk, head, steward.`,
      ),
    }),
    fourEyes: flag('Потвърждава го втори служител', 'A second official confirms it'),
    takes: list(
      {
        field: oneOf(
          namesOf(taken, () => true),
          { label: said('Поле', 'Field'), disclose: 'open' },
        ),
      },
      { label: said('Кои полета попълва', 'Which fields it fills in'), disclose: 'open', max: 100, optional: true },
    ),
    partial: flag('Попълва се само това, което се променя', 'Only what changes is filled in'),
    refuse: list(
      {
        condition: cel(
          'Отказва се, когато',
          'Refused when',
          said(
            "Израз, който е верен при отказ, например record.status == 'closed'. Вижда record, input, today, effective.",
            "An expression that is true for a refusal, for example record.status == 'closed'. It sees record, input, today, effective.",
          ),
        ),
        code: line('Код на отказа', 'Code of the refusal', { max: 40 }),
        bg: paragraph('Какво се казва на човека, на български', 'What the person is told, in Bulgarian'),
        en: paragraph('Какво се казва на човека, на английски', 'What the person is told, in English'),
      },
      { label: said('Кога се отказва', 'When it is refused'), disclose: 'open', max: 30, optional: true },
    ),
    set: sets(
      taken,
      said('Какво още записва', 'What else it sets'),
      said(
        "Израз, например 'active' в кавички или effective",
        "An expression, for example 'active' in quotes or effective",
      ),
    ),
    retired: flag('Вече не се извършва', 'Done no more', said('Старите вписвания остават.', 'Existing entries stay.')),
  }
}

export const migrationFields = ({ fields, key }: RegisterDefinition): Fields => ({
  set: sets(
    Object.fromEntries(Object.entries(fields).filter(([name]) => name !== key)),
    said('Стойности за старите записи', 'Values for existing records'),
    said(
      "Израз, например has(record.note) ? record.note : ''",
      "An expression, for example has(record.note) ? record.note : ''",
    ),
  ),
})
