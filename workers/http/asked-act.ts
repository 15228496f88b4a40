// An act as an official's program asks for it: which register, in which role, at which level, under which key.
import type { Context } from 'hono'
import * as v from 'valibot'
import { catalogue } from '../catalogue.ts'
import type { ActCommand } from '../engines/command.ts'
import type { LoadedAct, LoadedRegister } from '../kernel/load.ts'
import { actorOf } from './actor.ts'
import { problem } from './problem.ts'
import type { AppEnv } from './types.ts'

const scalar = v.union([v.string(), v.number(), v.boolean()])

/** One act, as asked of a record; the record itself checks `input` against its definition. */
export const actBody = v.strictObject({
  key: v.pipe(v.string(), v.maxLength(200)),
  input: v.record(v.string(), v.union([scalar, v.array(v.record(v.string(), scalar))])),
  effectiveFrom: v.optional(v.string()),
  expectedSeq: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
})

/** Where two officials are asked for, the first signs. */
const signedBody = v.strictObject({ ...actBody.entries, assertion: v.optional(v.string()) })

export interface AskedAct {
  readonly register: LoadedRegister
  readonly act: LoadedAct
  readonly command: ActCommand
  /** What the official signed; empty where they did not. */
  readonly assertion: string
}

/** What is asked by an official who may do it, or the refusal to answer with. */
export async function askedAct(c: Context<AppEnv>): Promise<AskedAct | Response> {
  const { register: registerId = '', act: actId = '' } = c.req.param()
  const register = catalogue.register(registerId)
  if (register === undefined) return problem(c, { error: 'unknown-register' })
  const act = register.acts.get(actId)
  if (act === undefined) return problem(c, { error: 'unknown-act' })
  const acting = await actorOf(c, act.definition)
  if (acting instanceof Response) return acting
  const idempotencyKey = c.req.header('Idempotency-Key')
  if (idempotencyKey === undefined || !/^[\w.:-]{8,128}$/u.test(idempotencyKey))
    return problem(c, { error: 'idempotency-key-invalid' })
  const body = v.safeParse(signedBody, await c.req.json().catch(() => undefined))
  if (!body.success) return problem(c, { error: 'body-invalid' })

  const { assertion = '', effectiveFrom, expectedSeq, key, input } = body.output
  const command: ActCommand = {
    register: registerId,
    act: actId,
    key,
    input,
    // Two officials may choose the same key: each has their own.
    idempotencyKey: `${acting.whose}:${idempotencyKey}`,
    ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
    ...(expectedSeq === undefined ? {} : { expectedSeq }),
    actor: acting.actor,
    basis: { law: act.definition.law ?? register.definition.law },
  }
  return { register, act, command, assertion }
}
