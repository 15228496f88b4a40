// The pages on which a definition is written: basics, a field, an act, how existing records follow, and their order.
import { Hono, type Context } from 'hono'
import { makers } from '../../../web/messages/makers.ts'
import { draftPath } from '../../../web/views/makers/common.tsx'
import { actFields, basicsFields, fieldFields, isType, migrationFields } from '../../../web/views/makers/fields.ts'
import { FieldList } from '../../../web/views/makers/overview.tsx'
import { catalogue } from '../../catalogue.ts'
import {
  actValues,
  basicsOf,
  fieldFrom,
  fieldValues,
  migrationOfVersion,
  withAct,
  withBasics,
  withMigration,
  withoutAct,
} from '../../engines/definition/edit.ts'
import {
  fieldsAt,
  moved,
  parseSlot,
  pathAt,
  renamed,
  slotText,
  withFieldsAt,
  withRenamedField,
} from '../../engines/definition/slots.ts'
import { isId, isName } from '../../kernel/load-field.ts'
import { isItems, type Values } from '../../kernel/value.ts'
import { keepDraft, openDraft, type Opened } from '../drafts.ts'
import { sendForm, showForm, type MakerForm } from '../maker-form.tsx'
import { typedForm } from '../own.ts'
import { refusedPage } from '../page.tsx'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>

const query = (of: { readonly [name: string]: string }) => new URLSearchParams(of).toString()

/** The control of a row in a group, by what names the row. */
function rowOf(values: Values, group: string, by: string, name: string, column: string): string | null {
  const rows = values[group]
  const at = isItems(rows) ? rows.findIndex((row) => row[by] === name) : -1
  return at < 0 ? null : `${group}.${at}.${column}`
}

function basicsForm(c: Ctx, { definition }: Opened): MakerForm {
  const path = draftPath(definition.id, '/basics')
  const known: { readonly [path: string]: string } = {
    'title.bg': 'titleBg',
    'title.en': 'titleEn',
    'about.bg': 'aboutBg',
    'about.en': 'aboutEn',
    law: 'law',
    key: 'key',
    caption: 'caption',
    ended: 'ended',
  }
  return {
    title: makers[c.get('lang')].basics,
    action: path,
    fields: basicsFields(definition),
    values: basicsOf(definition),
    apply: (values) => withBasics(definition, values),
    controlOf: (at) => (Object.hasOwn(known, at) ? (known[at] ?? null) : null),
    next: () => path,
  }
}

const FIELD_PARTS: { readonly [part: string]: string } = {
  '': 'name',
  'label.bg': 'labelBg',
  'label.en': 'labelEn',
  'hint.bg': 'hintBg',
  'hint.en': 'hintEn',
  disclose: 'disclose',
  find: 'find',
  roles: 'roles',
  min: 'min',
  options: 'options',
  register: 'register',
  format: 'format',
  type: 'name',
}

function fieldForm(c: Ctx, opened: Opened): MakerForm | null {
  const { definition, seq } = opened
  const texts = makers[c.get('lang')]
  const slot = parseSlot(definition, c.req.query('at') ?? '')
  if (slot === null) return null
  const fields = fieldsAt(definition, slot)
  const name = c.req.query('name')
  const before = name !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined
  const type = before?.type ?? c.req.query('type') ?? ''
  if (!isType(type) || (name !== undefined && before === undefined) || (slot.kind === 'column' && type === 'list'))
    return null
  const registers = Object.fromEntries([...catalogue.registers.values()].map(({ id, title }) => [id, title]))
  const path = (own: string) => draftPath(definition.id, `/field?${query({ at: slotText(slot), name: own })}`)
  const below =
    before?.type === 'list' && name !== undefined ? (
      <>
        <h2 class="govuk-heading-l">{texts.column}</h2>
        <FieldList
          page={c.get('page')}
          definition={definition}
          seq={seq}
          slot={{ kind: 'column', of: name }}
          fields={before.of}
        />
      </>
    ) : undefined
  return {
    title: before === undefined ? texts.addField : before.label[c.get('lang')] || (name ?? ''),
    action: name === undefined ? draftPath(definition.id, `/field?${query({ at: slotText(slot), type })}`) : path(name),
    fields: fieldFields(type, registers),
    values: before === undefined || name === undefined ? {} : fieldValues(name, before),
    apply: (values) => {
      const own = String(values['name'] ?? '')
      if (!isName(own)) return { control: 'name', text: texts.nameWrong }
      if (own !== name && Object.hasOwn(fields, own)) return { control: 'name', text: texts.nameTaken }
      const changed = renamed(fields, name ?? null, own, fieldFrom(type, values, before))
      const whole = withFieldsAt(definition, slot, changed)
      return slot.kind === 'field' && name !== undefined ? withRenamedField(whole, name, own) : whole
    },
    controlOf: (at, values) => {
      const place = pathAt(slot, String(values['name'] ?? name ?? ''))
      if (at !== place && !at.startsWith(`${place}.`)) return null
      const part = at.slice(place.length + 1)
      if (part.startsWith('options.'))
        return rowOf(values, 'options', 'value', part.split('.')[1] ?? '', part.split('.')[2] ?? 'bg')
      return Object.hasOwn(FIELD_PARTS, part) ? (FIELD_PARTS[part] ?? null) : null
    },
    next: (values) => path(String(values['name'])),
    below,
  }
}

function actForm(c: Ctx, { definition, seq }: Opened): MakerForm | null {
  const texts = makers[c.get('lang')]
  const name = c.req.query('name')
  const before = name !== undefined && Object.hasOwn(definition.acts, name) ? definition.acts[name] : undefined
  if (name !== undefined && before === undefined) return null
  const path = (own: string) => draftPath(definition.id, `/act?${query({ name: own })}`)
  const below =
    name === undefined ? undefined : (
      <>
        <h2 class="govuk-heading-l">{texts.input}</h2>
        <FieldList
          page={c.get('page')}
          definition={definition}
          seq={seq}
          slot={{ kind: 'input', of: name }}
          fields={before?.input ?? {}}
        />
      </>
    )
  const starts: Values = { what: 'changes', by: `${definition.keeper}.registrar` }
  return {
    title: before === undefined ? texts.addAct : before.title[c.get('lang')] || (name ?? ''),
    action: name === undefined ? draftPath(definition.id, '/act') : path(name),
    fields: actFields(definition),
    values: before === undefined || name === undefined ? starts : actValues(name, before, definition),
    apply: (values) => {
      const own = String(values['name'] ?? '')
      if (!isId(own)) return { control: 'name', text: texts.idWrong }
      if (own !== name && Object.hasOwn(definition.acts, own)) return { control: 'name', text: texts.nameTaken }
      const codes = isItems(values['refuse']) ? values['refuse'].map(({ code }) => String(code)) : []
      const wrong = codes.findIndex((code) => !isId(code))
      if (wrong >= 0) return { control: `refuse.${wrong}.code`, text: texts.idWrong }
      return withAct(definition, name ?? null, values)
    },
    controlOf: (at, values) => {
      const place = `acts.${String(values['name'] ?? name ?? '')}`
      const [first = '', second = '', third = ''] = at.split('.')
      if (first === 'refusals') return rowOf(values, 'refuse', 'code', second, third === '' ? 'bg' : third)
      if (at !== place && !at.startsWith(`${place}.`)) return null
      const [part = '', own = ''] = at.slice(place.length + 1).split('.')
      if (part === 'refuse') return rowOf(values, 'refuse', 'code', own, 'condition')
      if (part === 'set') return rowOf(values, 'set', 'field', own, 'value')
      if (part === 'title') return own === 'en' ? 'titleEn' : 'titleBg'
      if (part === 'input') return null
      return ['by', 'takes', 'fourEyes'].includes(part) ? part : 'name'
    },
    next: (values) => path(String(values['name'])),
    below,
  }
}

function migrationForm(c: Ctx, { definition }: Opened): MakerForm {
  const texts = makers[c.get('lang')]
  const path = draftPath(definition.id, '/migration')
  return {
    title: texts.migration,
    lead: texts.migrationLead,
    action: path,
    fields: migrationFields(definition),
    values: migrationOfVersion(definition),
    apply: (values) => withMigration(definition, values),
    controlOf: (at, values) => {
      const [first, , part, name = ''] = at.split('.')
      if (first !== 'migrations') return null
      return part === 'set' ? rowOf(values, 'set', 'field', name, 'value') : 'set'
    },
    next: () => path,
  }
}

const FORMS = { basics: basicsForm, field: fieldForm, act: actForm, migration: migrationForm } as const

async function formOf(c: Ctx): Promise<{ readonly opened: Opened; readonly form: MakerForm } | null> {
  const opened = await openDraft(c)
  const make = FORMS[c.req.param('form') as keyof typeof FORMS]
  const form = opened === null ? null : make(c, opened)
  return opened === null || form === null ? null : { opened, form }
}

const FORM = '/work/registers/:register/:form{basics|field|act|migration}'

export const makerForms = new Hono<AppEnv>()
  .get(FORM, async (c) => {
    const found = await formOf(c)
    return found === null ? refusedPage(c, { error: 'not-found' }) : showForm(c, found.opened, found.form)
  })
  .post(FORM, async (c) => {
    const found = await formOf(c)
    return found === null ? refusedPage(c, { error: 'not-found' }) : sendForm(c, found.opened, found.form)
  })
  /** One entry of a list up, down, or out. */
  .post('/work/registers/:register/move', async (c) => {
    const opened = await openDraft(c)
    if (opened === null) return refusedPage(c, { error: 'not-found' })
    const { definition, authority } = opened
    const { at = '', name = '', by = '', seq = '' } = await typedForm(c)
    const step = by === 'up' ? -1 : by === 'down' ? 1 : 0
    const slot = parseSlot(definition, at)
    if (slot === null && at !== 'acts') return refusedPage(c, { error: 'not-found' })
    const changed =
      slot !== null
        ? withFieldsAt(definition, slot, moved(fieldsAt(definition, slot), name, step))
        : step === 0
          ? withoutAct(definition, name)
          : { ...definition, acts: moved(definition.acts, name, step) }
    const refused = await keepDraft(c, authority, changed, Number(seq))
    if (refused !== null) return refusedPage(c, { error: 'stale-version' })
    const back =
      slot === null || slot.kind === 'field'
        ? ''
        : slot.kind === 'column'
          ? `/field?${query({ at: 'field', name: slot.of })}`
          : `/act?${query({ name: slot.of })}`
    return c.redirect(c.get('page').href(draftPath(definition.id, back)), 303)
  })
