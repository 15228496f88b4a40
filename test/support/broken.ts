// Surroundings that break while a case carries out what it brought about, and the object's coming back from that.
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import type { Env } from '../../workers/env.ts'
import type { Opened } from './cases.ts'

type Method = (...args: unknown[]) => unknown

/** An object of which one method breaks: before it has done anything, or when all is done and nobody hears of it. */
const breaking = <T extends object>(whole: T, method: string, done: boolean): T =>
  new Proxy(whole, {
    get: (target, name) => {
      // Stubs and bindings answer to their own hand alone; and a method of a stub has no methods.
      const call = (args: unknown[]) => Reflect.apply(Reflect.get(target, name) as Method, target, args)
      if (name !== method) return (...args: unknown[]) => call(args)
      return async (...args: unknown[]) => {
        if (done) await call(args)
        throw new Error('the connection was lost')
      }
    },
  })

const namespace = <T extends Rpc.DurableObjectBranded>(
  whole: DurableObjectNamespace<T>,
  method: string,
  done: boolean,
  only: (name: string) => boolean = () => true,
) =>
  ({
    getByName: (name: string) => {
      const object = whole.getByName(name) as object
      return only(name) ? breaking(object, method, done) : object
    },
  }) as unknown as DurableObjectNamespace<T>

const database = (done: boolean) =>
  ({
    prepare: (sql: string) => ({
      bind: (...values: unknown[]) => breaking(env.DB.prepare(sql).bind(...values), 'run', done),
    }),
  }) as unknown as D1Database

type Broken = (done: boolean) => Partial<Env>

export const PARTS = {
  overview: (done) => ({ PERSON: namespace(env.PERSON, 'noteCase', done) }),
  inbox: (done) => ({ PERSON: namespace(env.PERSON, 'deliver', done) }),
  'list of cases': (done) => ({ STORE: breaking(env.STORE, 'put', done) }),
  'work queue': (done) => ({ DB: database(done) }),
  record: (done) => ({ RECORD: namespace(env.RECORD, 'perform', done) }),
} as const satisfies { readonly [part: string]: Broken }

/** Records that a message of an act on several does not reach, or whose answer is lost: those that are called so. */
export const recordsWithout = (
  message: 'touches' | 'prepare' | 'commit' | 'release',
  done: boolean,
  only?: (name: string) => boolean,
  whole: Pick<Env, 'RECORD'> = env,
): Pick<Env, 'RECORD'> => ({ RECORD: namespace(whole.RECORD, message, done, only) })

/** The object forgets all but its disk, time passes, and its alarm rings: as often as it takes, and once more. */
export async function recover({ object }: Pick<Opened, 'object'>): Promise<void> {
  await evictDurableObject(object)
  await runInDurableObject(object, (_, { storage }) => void storage.sql.exec('UPDATE outbox SET due_at = 1'))
  await runDurableObjectAlarm(object)
  await runInDurableObject(object, (instance) => instance.alarm())
}
