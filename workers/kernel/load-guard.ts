// Loading what stands before closed fields: whom it protects, and by which keys others were let in.
import { compiler, type Compiled } from './expression.ts'
import { sayAt, type Say } from './fault.ts'
import { formatOf } from './field.ts'
import { isRole, own } from './load-field.ts'
import type { RegisterDefinition } from './register.ts'

export interface LoadedGuard {
  readonly grants: readonly (readonly [register: string, key: Compiled])[]
  readonly emergency: {
    readonly register: string
    readonly act: string
    readonly key: Compiled
    readonly input: readonly (readonly [field: string, value: Compiled])[]
  }
}

const SIGHT = { person: 'string', authority: 'string', today: 'string' } as const
/** Each is asked for at each look. */
const GRANTS_MAX = 5

export function loadGuard({ guarded, fields }: RegisterDefinition, sayAll: Say): LoadedGuard | undefined {
  if (guarded === undefined) return undefined
  const say = sayAt(sayAll, 'guarded')
  if (!/\d/u.test(guarded.law)) say('law', 'law-without-article')
  if (formatOf(own(fields, guarded.person)) !== 'personal-number') say('person', 'no-person', guarded.person)
  for (const role of guarded.free) if (!isRole(role)) say('free', 'role-wrong', role)
  if (guarded.grants.length > GRANTS_MAX) say('grants', 'too-many', String(GRANTS_MAX))
  const compile = compiler({ ...SIGHT, reason: 'string' })
  const text = (at: string, source: string): readonly Compiled[] => {
    const compiled = compile(source)
    if (!compiled.ok) say(at, 'expression-wrong', compiled.detail)
    else if (compiled.value.type !== 'string') say(at, 'type-wrong', compiled.value.type)
    else return [compiled.value]
    return []
  }
  const { register, act, key, input } = guarded.emergency
  const grants = guarded.grants.flatMap((grant, at) =>
    text(`grants.${at}.key`, grant.key).map((one) => [grant.register, one] as const),
  )
  const values = Object.entries(input).flatMap(([field, source]) =>
    text(`emergency.input.${field}`, source).map((one) => [field, one] as const),
  )
  const [emergency] = text('emergency.key', key)
  return emergency === undefined ? undefined : { grants, emergency: { register, act, key: emergency, input: values } }
}
