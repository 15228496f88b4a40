// How a definition is written by hand, page by page: what each page shows of it, and what it becomes of what was typed.
import type { Field } from '../../kernel/field.ts'
import type { Localised } from '../../kernel/localised.ts'
import type { Act, RegisterDefinition } from '../../kernel/register.ts'
import { isItems, type Item, type Values } from '../../kernel/value.ts'
import { moved, renamed } from './slots.ts'

/** A new register: a number, and an act by which its keeper enters a record. */
export const skeleton = (id: string, title: Localised, keeper: string): RegisterDefinition => ({
  kind: 'register',
  id,
  version: 1,
  title,
  about: { bg: '', en: '' },
  law: '',
  keeper,
  key: 'number',
  caption: 'record.number',
  fields: {
    number: { type: 'text', label: { bg: 'Номер', en: 'Number' }, format: 'slug', disclose: 'open', find: 'exact' },
  },
  acts: {
    enter: { title: { bg: 'Вписване', en: 'Enter' }, creates: true, by: [`${keeper}.registrar`] },
  },
  refusals: {},
})

const text = (values: Values, name: string): string => String(values[name] ?? '')
const both = (values: Values, name: string): Localised => ({
  bg: text(values, `${name}Bg`),
  en: text(values, `${name}En`),
})
const items = (values: Values, name: string): readonly Item[] => {
  const value = values[name]
  return isItems(value) ? value : []
}
const said = (name: string, value: Localised | undefined): Values =>
  value === undefined ? {} : { [`${name}Bg`]: value.bg, [`${name}En`]: value.en }
const flag = (name: string, value: unknown) => (value === true ? { [name]: true } : {})
const when = <T>(name: string, value: T | undefined | '') =>
  value === undefined || value === '' ? {} : { [name]: value }

export const basicsOf = ({ title, about, law, key, caption, ended = '' }: RegisterDefinition): Values => ({
  ...said('title', title),
  ...said('about', about),
  law,
  key,
  caption,
  ended,
})

export function withBasics(definition: RegisterDefinition, values: Values): RegisterDefinition {
  const { ended: _, ...rest } = definition
  return {
    ...rest,
    title: both(values, 'title'),
    about: both(values, 'about'),
    law: text(values, 'law'),
    key: text(values, 'key'),
    caption: text(values, 'caption'),
    ...when('ended', text(values, 'ended')),
  }
}

/** What a page of a field holds; its type stands beside it. */
export function fieldValues(name: string, field: Field): Values {
  const common = {
    name,
    ...said('label', field.label),
    ...said('hint', field.hint),
    disclose: field.disclose,
    ...when('find', field.find),
    optional: field.optional === true,
    retired: field.retired === true,
    roles: (field.roles ?? []).join(' '),
  }
  switch (field.type) {
    case 'text':
      return { ...common, ...when('format', field.format), ...when('max', field.max) }
    case 'choice':
      return {
        ...common,
        options: Object.entries(field.options).map(([value, { bg, en }]) => ({ value, bg, en })),
      }
    case 'integer':
      return {
        ...common,
        min: field.min,
        max: field.max,
        decimals: field.decimals ?? 0,
        ...said('unit', field.unit),
        ordinal: field.ordinal === true,
      }
    case 'date':
      return { ...common, past: field.notAfterToday === true, future: field.notBeforeToday === true }
    case 'reference':
      return { ...common, register: field.register, ...when('format', field.format) }
    case 'list':
      return { ...common, min: field.min ?? 1, max: field.max }
    case 'boolean':
      return common
  }
}

/** The field that was typed; `before` lends what the page does not show. */
export function fieldFrom(type: Field['type'], values: Values, before: Field | undefined): Field {
  const roles = text(values, 'roles')
    .split(/\s+/u)
    .filter((role) => role !== '')
  const hint = both(values, 'hint')
  const common = {
    label: both(values, 'label'),
    ...(hint.bg + hint.en === '' ? {} : { hint }),
    disclose: text(values, 'disclose') as Field['disclose'],
    ...flag('optional', values['optional']),
    ...(before?.subject === false ? { subject: false as const } : {}),
    ...(roles.length === 0 ? {} : { roles }),
    ...flag('retired', values['retired']),
  }
  const found = when('find', text(values, 'find') as 'exact' | 'text' | '')
  const whole = (name: string) => Number(values[name] ?? 0)
  switch (type) {
    case 'text': {
      const document = before?.type === 'text' ? flag('document', before.document) : {}
      return {
        type,
        ...common,
        ...found,
        ...when('format', values['format']),
        ...when('max', values['max']),
        ...document,
      }
    }
    case 'choice':
      return {
        type,
        ...common,
        ...found,
        options: Object.fromEntries(
          items(values, 'options').map(({ value, bg, en }) => [String(value), { bg: String(bg), en: String(en) }]),
        ),
      }
    case 'integer': {
      const unit = both(values, 'unit')
      return {
        type,
        ...common,
        ...found,
        ...when('decimals', whole('decimals') || undefined),
        min: whole('min'),
        max: whole('max'),
        ...flag('ordinal', values['ordinal']),
        ...(unit.bg + unit.en === '' ? {} : { unit }),
      }
    }
    case 'date':
      return {
        type,
        ...common,
        ...found,
        ...flag('notAfterToday', values['past']),
        ...flag('notBeforeToday', values['future']),
      }
    case 'boolean':
      return { type, ...common, ...found }
    case 'reference':
      return {
        type,
        ...common,
        ...found,
        register: text(values, 'register'),
        ...when('format', values['format']),
      }
    case 'list':
      return {
        type,
        ...common,
        of: before?.type === 'list' ? before.of : {},
        ...(whole('min') > 1 ? { min: whole('min') } : {}),
        max: whole('max'),
      }
  }
}

const WHAT = { creates: 'creates', corrects: 'corrects', changes: 'changes' } as const

export function actValues(name: string, act: Act, { refusals }: RegisterDefinition): Values {
  return {
    name,
    ...said('title', act.title),
    law: act.law ?? '',
    what: act.creates ? WHAT.creates : act.corrects ? WHAT.corrects : WHAT.changes,
    by: act.by.join(' '),
    fourEyes: act.fourEyes === true,
    takes: (act.takes ?? []).map((field) => ({ field })),
    partial: act.partial === true,
    refuse: Object.entries(act.refuse ?? {}).map(([code, condition]) => ({
      code,
      condition,
      bg: refusals[code]?.bg ?? '',
      en: refusals[code]?.en ?? '',
    })),
    set: Object.entries(act.set ?? {}).map(([field, value]) => ({ field, value })),
    retired: act.retired === true,
  }
}

/** The definition with this act; texts of refusals that no rule uses any more go. */
export function withAct(definition: RegisterDefinition, before: string | null, values: Values): RegisterDefinition {
  const known = before === null ? undefined : definition.acts[before]
  const what = text(values, 'what')
  const refuse = items(values, 'refuse').map(({ code, condition }) => [String(code), String(condition)] as const)
  const set = items(values, 'set').map(({ field, value }) => [String(field), String(value)] as const)
  const takes = items(values, 'takes').map(({ field }) => String(field))
  const { erases, input, only, within, level, fresh, moves } = known ?? {}
  const act: Act = {
    title: both(values, 'title'),
    ...when('law', text(values, 'law')),
    ...flag('creates', what === WHAT.creates),
    ...flag('corrects', what === WHAT.corrects),
    by: text(values, 'by')
      .split(/\s+/u)
      .filter((role) => role !== ''),
    ...when('within', within),
    ...flag('fourEyes', values['fourEyes']),
    ...when('only', only),
    ...(takes.length === 0 ? {} : { takes: [...new Set(takes)] }),
    ...when('erases', erases),
    ...flag('partial', values['partial']),
    ...when('input', input),
    ...(refuse.length === 0 ? {} : { refuse: Object.fromEntries(refuse) }),
    ...(set.length === 0 ? {} : { set: Object.fromEntries(set) }),
    ...flag('retired', values['retired']),
    ...when('level', level),
    ...flag('fresh', fresh),
    ...when('moves', moves),
  }
  const acts = renamed(definition.acts, before, text(values, 'name'), act)
  const texts = {
    ...definition.refusals,
    ...Object.fromEntries(
      items(values, 'refuse').map(({ code, bg, en }) => [String(code), { bg: String(bg), en: String(en) }]),
    ),
  }
  return { ...definition, acts, refusals: usedOf({ ...definition, acts, refusals: texts }) }
}

function usedOf({ acts, refusals }: RegisterDefinition): RegisterDefinition['refusals'] {
  const used = new Set(Object.values(acts).flatMap(({ refuse = {} }) => Object.keys(refuse)))
  return Object.fromEntries(Object.entries(refusals).filter(([code]) => used.has(code)))
}

/** Removing an act takes the texts with it that only it needed. */
export function withoutAct(definition: RegisterDefinition, name: string): RegisterDefinition {
  const acts = moved(definition.acts, name, 0)
  return { ...definition, acts, refusals: usedOf({ ...definition, acts }) }
}

/** The rules by which existing records follow this version. */
export const migrationOfVersion = ({ migrations = [], version }: RegisterDefinition): Values => ({
  set: Object.entries(migrations.find(({ to }) => to === version)?.set ?? {}).map(([field, value]) => ({
    field,
    value,
  })),
})

export function withMigration(definition: RegisterDefinition, values: Values): RegisterDefinition {
  const { migrations = [], ...rest } = definition
  const earlier = migrations.filter(({ to }) => to !== definition.version)
  const set = items(values, 'set').map(({ field, value }) => [String(field), String(value)] as const)
  const all = set.length === 0 ? earlier : [...earlier, { to: definition.version, set: Object.fromEntries(set) }]
  return { ...rest, ...(all.length === 0 ? {} : { migrations: all }) }
}
