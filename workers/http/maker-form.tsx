// One page of a draft, whatever it is about: shown, checked while it is written, and kept when it is sent.
import type { Context } from 'hono'
import { FormPage, type Marked } from '../../web/views/makers/common.tsx'
import { reshaped, textsOf, typedOf, type Typed } from '../../web/views/forms/typed.ts'
import { faultSentence } from '../../web/messages/definition-faults.ts'
import type { Content } from '../../web/views/components/common.ts'
import type { Fault } from '../kernel/fault.ts'
import type { Fields } from '../kernel/field.ts'
import { sofiaDate } from '../kernel/calendar.ts'
import { parseInput, type FieldIssue } from '../kernel/parse.ts'
import type { RegisterDefinition } from '../kernel/register.ts'
import type { Values } from '../kernel/value.ts'
import { checked } from './definitions.ts'
import { keepDraft, type Opened } from './drafts.ts'
import { typedForm } from './own.ts'
import type { AppEnv } from './types.ts'

type Ctx = Context<AppEnv>

export interface MakerForm {
  readonly title: string
  readonly lead?: string
  readonly action: string
  readonly fields: Fields
  /** What the draft says now. */
  readonly values: Values
  /** The definition with what was typed, or why it is none: a sentence at a control. */
  readonly apply: (values: Values) => RegisterDefinition | Marked
  /** The control at which a fault of the definition is said; null where it belongs to another page. */
  readonly controlOf: (path: string, values: Values) => string | null
  /** Where what was kept without a fault leads. */
  readonly next: (values: Values) => string
  readonly below?: Content
}

const isMarked = (value: RegisterDefinition | Marked): value is Marked => 'control' in value

const today = () => sofiaDate(Date.now())
const required =
  ({ fields }: MakerForm) =>
  (name: string) =>
    !fields[name]?.optional

/** Yes or no that was not answered is no: a form of many such questions is not held up by them. */
const answered = (fields: Fields, typed: Typed): Typed => ({
  ...Object.fromEntries(
    Object.entries(fields).flatMap(([name, { type }]) => (type === 'boolean' ? [[name, 'false']] : [])),
  ),
  ...typed,
})

function marksOf(c: Ctx, form: MakerForm, faults: readonly Fault<string>[], values: Values): readonly Marked[] {
  const marked = faults.flatMap((fault) => {
    const control = form.controlOf(fault.path, values)
    return control === null ? [] : [{ control, text: faultSentence(c.get('lang'), fault) }]
  })
  // One sentence a control: the first says what to mend first.
  return marked.filter(({ control }, at) => marked.findIndex((one) => one.control === control) === at)
}

interface Shown {
  readonly typed: Typed
  readonly issues?: readonly FieldIssue[]
  readonly marked?: readonly Marked[]
  readonly refused?: string
  readonly seq?: number
}

function page(c: Ctx, opened: Opened, form: MakerForm, { typed, issues = [], marked = [], refused, seq }: Shown) {
  const status = issues.length > 0 || refused !== undefined ? 422 : 200
  return c.html(
    <FormPage
      page={c.get('page')}
      definition={opened.definition}
      title={form.title}
      lead={form.lead}
      seq={seq ?? opened.seq}
      action={form.action}
      fields={form.fields}
      typed={answered(form.fields, typed)}
      issues={issues}
      marked={marked}
      refused={refused}
      below={form.below}
    />,
    status,
  )
}

/** What is wrong with what is being written, as the island asks: nothing is kept. */
async function check(c: Ctx, opened: Opened, form: MakerForm, typed: Typed) {
  const { values } = parseInput(form.fields, textsOf(form.fields, answered(form.fields, typed)), () => false, today())
  const applied = form.apply(values)
  if (isMarked(applied)) return c.json({ faults: [applied] }, 200, { 'Cache-Control': 'no-store' })
  const { faults } = await checked(c.env, applied, opened.authority)
  return c.json({ faults: marksOf(c, form, faults, values) }, 200, { 'Cache-Control': 'no-store' })
}

export async function showForm(c: Ctx, opened: Opened, form: MakerForm): Promise<Response> {
  const { faults } = await checked(c.env, opened.definition, opened.authority)
  const marked = Object.keys(form.values).length === 0 ? [] : marksOf(c, form, faults, form.values)
  return page(c, opened, form, { typed: typedOf(form.fields, form.values), marked })
}

export async function sendForm(c: Ctx, opened: Opened, form: MakerForm): Promise<Response> {
  const { seq: seen = '', ...typed } = await typedForm(c)
  const seq = /^\d{1,9}$/u.test(seen) ? Number(seen) : 0
  if (c.req.query('check') === 'yes') return check(c, opened, form, typed)
  const changed = reshaped(form.fields, typed)
  if (changed !== null) return page(c, opened, form, { typed: changed, seq })
  const texts = textsOf(form.fields, answered(form.fields, typed))
  const { values, issues } = parseInput(form.fields, texts, required(form), today())
  if (issues.length > 0) return page(c, opened, form, { typed, issues, seq })
  const applied = form.apply(values)
  if (isMarked(applied)) return page(c, opened, form, { typed, marked: [applied], refused: applied.text, seq })
  const refused = await keepDraft(c, opened.authority, applied, seq)
  if (refused !== null) return page(c, opened, form, { typed, refused, seq })
  const { faults } = await checked(c.env, applied, opened.authority)
  const marked = marksOf(c, form, faults, values)
  // Kept as it is: what is wrong is said where it stands, and the page can be sent again.
  const href = c.get('page').href
  return c.redirect(href(marked.length > 0 ? form.next(values) : `/work/registers/${applied.id}`), 303)
}
