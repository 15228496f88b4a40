// What a definition of a register looks like as data that somebody sent: its members, their kinds and their sizes.
import * as v from 'valibot'
import type { Fault, FaultCode } from './fault.ts'
import { isId, isName } from './load-field.ts'
import { MEANINGS } from './register.ts'

/** A title or a label: one line. */
const LABEL_MAX = 200
/** A paragraph: a hint, what a register is for, why an act is refused. */
const TEXT_MAX = 1000
/** An expression longer than this is not one that a lawyer reads. */
const EXPRESSION_MAX = 2000
/** Roles, fields that an act takes: more than there are fields is a mistake. */
const NAMES_MAX = 100
/** The longest document is one definition. */
export const documentMax = 40_000
/** What a form still offers. */
const OPTIONS_MAX = 100

type Message = FaultCode | `${FaultCode}:${string}`
const said = (code: FaultCode, about?: string): Message => (about === undefined ? code : `${code}:${about}`)

const text = (max: number) => v.pipe(v.string(), v.maxLength(max, said('text-too-long', String(max))))
const localised = (max: number) => v.strictObject({ bg: text(max), en: text(max) })
const label = localised(LABEL_MAX)
const expression = text(EXPRESSION_MAX)
const name = text(40)
const names = v.pipe(v.array(text(82)), v.maxLength(NAMES_MAX, said('too-many', String(NAMES_MAX))))
const yes = v.exactOptional(v.literal(true))
const whole = v.pipe(v.number(), v.safeInteger())
const OPTION = /^[a-zA-Z0-9][a-zA-Z0-9-]{0,39}$/u

const named = <S extends v.GenericSchema>(is: (key: string) => boolean, code: FaultCode, value: S) =>
  v.record(
    v.pipe(
      v.string(),
      v.check(is, ({ input }) => said(code, input)),
    ),
    value,
  )
const byId = <S extends v.GenericSchema>(value: S) => named(isId, 'id-wrong', value)
const byName = <S extends v.GenericSchema>(value: S) => named(isName, 'name-wrong', value)

const common = {
  label,
  hint: v.exactOptional(localised(TEXT_MAX)),
  disclose: v.picklist(['open', 'restricted', 'personal', 'sensitive']),
  find: v.exactOptional(v.picklist(['exact', 'text'])),
  unique: yes,
  facet: v.exactOptional(v.boolean()),
  optional: yes,
  subject: v.exactOptional(v.literal(false)),
  roles: v.exactOptional(names),
  retired: yes,
}

function shapeOf(formats: readonly string[]) {
  const format = v.exactOptional(v.picklist(formats, said('unknown-format')))
  const single = [
    v.strictObject({
      type: v.literal('text'),
      ...common,
      format,
      max: v.exactOptional(v.pipe(whole, v.minValue(1), v.maxValue(documentMax))),
      document: yes,
      apart: v.exactOptional(expression),
    }),
    v.strictObject({
      type: v.literal('choice'),
      ...common,
      options: v.pipe(
        named((key) => OPTION.test(key), 'name-wrong', label),
        v.maxEntries(OPTIONS_MAX, said('too-many', String(OPTIONS_MAX))),
      ),
    }),
    v.strictObject({
      type: v.literal('integer'),
      ...common,
      decimals: v.exactOptional(v.pipe(whole, v.minValue(0), v.maxValue(9))),
      min: whole,
      max: whole,
      ordinal: yes,
      unit: v.exactOptional(localised(40)),
    }),
    v.strictObject({ type: v.literal('date'), ...common, notAfterToday: yes, notBeforeToday: yes }),
    v.strictObject({ type: v.literal('boolean'), ...common }),
    v.strictObject({ type: v.literal('reference'), ...common, register: name, format }),
  ] as const
  const { find: _, unique: __, facet: ___, ...whole_ } = common
  const list = v.strictObject({
    type: v.literal('list'),
    ...whole_,
    of: byName(v.variant('type', [...single])),
    min: v.exactOptional(whole),
    max: whole,
  })
  const field = v.variant('type', [...single, list])
  const companion = v.strictObject({
    register: name,
    act: name,
    when: v.exactOptional(expression),
    each: v.exactOptional(text(82)),
    key: expression,
    input: v.exactOptional(byName(expression)),
  })
  const act = v.strictObject({
    title: label,
    law: v.exactOptional(text(LABEL_MAX)),
    creates: yes,
    corrects: yes,
    by: names,
    within: v.exactOptional(name),
    fourEyes: yes,
    only: v.exactOptional(name),
    takes: v.exactOptional(names),
    erases: v.exactOptional(v.union([v.literal('closed'), names])),
    partial: yes,
    input: v.exactOptional(byName(field)),
    refuse: v.exactOptional(byId(expression)),
    set: v.exactOptional(byName(expression)),
    together: v.exactOptional(byName(companion)),
    alongside: yes,
    retired: yes,
    level: v.exactOptional(v.string()),
    fresh: yes,
    moves: v.exactOptional(v.string()),
    means: v.exactOptional(v.strictObject({ to: name, what: v.picklist(MEANINGS) })),
  })
  const limit = v.exactOptional(expression)
  const mandate = v.strictObject({
    title: label,
    law: text(LABEL_MAX),
    representative: name,
    principal: v.union([
      v.strictObject({ field: name }),
      v.strictObject({ self: v.literal(true) }),
      v.strictObject({ role: expression }),
    ]),
    called: limit,
    actor: limit,
    refuse: v.exactOptional(byId(expression)),
    since: limit,
    until: limit,
    services: limit,
    amount: v.exactOptional(v.strictObject({ most: expression, per: v.literal('case') })),
    consents: yes,
    joint: limit,
    delegable: limit,
    source: v.exactOptional(name),
  })
  const shown = { columns: names, order: v.exactOptional(name) }
  const board = v.strictObject({
    title: label,
    about: localised(TEXT_MAX),
    by: name,
    ...shown,
    desk: v.exactOptional(v.strictObject({ ...shown, roles: names, law: text(LABEL_MAX) })),
  })
  const grant = { register: name, key: expression }
  const guard = v.strictObject({
    law: text(LABEL_MAX),
    person: name,
    free: names,
    grants: v.array(v.strictObject(grant)),
    emergency: v.strictObject({ ...grant, act: name, input: byName(expression) }),
  })
  const computed = v.strictObject({
    label,
    hint: v.exactOptional(localised(TEXT_MAX)),
    terms: byName(v.strictObject({ label, value: expression })),
  })
  return v.strictObject({
    kind: v.literal('register'),
    id: name,
    version: v.pipe(whole, v.minValue(1), v.maxValue(9999)),
    title: label,
    about: localised(TEXT_MAX),
    law: text(LABEL_MAX),
    keeper: name,
    key: name,
    caption: expression,
    fields: byName(field),
    ended: limit,
    acts: byId(act),
    capacity: v.exactOptional(v.strictObject({ law: text(LABEL_MAX), acts: expression, alone: expression })),
    computed: v.exactOptional(byName(computed)),
    boards: v.exactOptional(byId(board)),
    guarded: v.exactOptional(guard),
    closeness: v.exactOptional(v.strictObject({ kin: names, near: names, through: name })),
    mandates: v.exactOptional(byId(mandate)),
    alike: v.exactOptional(
      v.strictObject({
        law: text(LABEL_MAX),
        names,
        within: name,
        least: whole,
        merge: v.strictObject({ act: name, into: name }),
        replacedBy: name,
      }),
    ),
    defines: v.exactOptional(name),
    migrations: v.exactOptional(v.array(v.strictObject({ to: whole, set: byName(expression) }))),
    refusals: byId(localised(TEXT_MAX)),
  })
}

type Issue = v.BaseIssue<unknown>

const isCode = (message: string) => /^[a-z]+(?:-[a-z]+)*(?::|$)/u.test(message)

function faultOf(issue: Issue): Fault {
  const path = v.getDotPath(issue) ?? ''
  if (isCode(issue.message)) {
    const [code = '', ...about] = issue.message.split(':')
    return { path, code: code as FaultCode, ...(about.length === 0 ? {} : { about: about.join(':') }) }
  }
  if (issue.type === 'strict_object' && issue.expected === 'never') return { path, code: 'unknown-member' }
  if (issue.input === undefined) return { path, code: 'missing' }
  return { path, code: 'wrong-kind', about: issue.expected ?? issue.type }
}

/** More are of no help to whoever mends them. */
const FAULTS_MAX = 100

/** `formats` are the ids of those that a field may name. */
export function shapeChecker(formats: readonly string[]): (value: unknown) => readonly Fault[] {
  const shape = shapeOf(formats)
  return (value) => {
    const parsed = v.safeParse(shape, value)
    return parsed.success ? [] : parsed.issues.slice(0, FAULTS_MAX).map(faultOf)
  }
}
