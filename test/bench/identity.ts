// What identity costs: the CPU of a login against that of one raw verification, and the session's part of a page.
import { measure, ratio, type Running } from './measure.ts'
import { LIMIT, PORTAL, type Results } from './table.ts'

/** So many raw verifications in one request that the way in and out hardly counts. */
const VERIFICATIONS = 100

const RATIO_MOST = 3
const PART_MOST = 0.1

const verdict = (met: boolean): string => (met ? 'met' : 'MISSED').padEnd(13)

/** Milliseconds of CPU of one raw P-256 verification, of many in one request. */
async function rawVerificationMs(limit: Running, seconds: number): Promise<number> {
  const verify = { method: 'GET', path: `/p256?times=${VERIFICATIONS}` } as const
  const system = { ...limit.system, asks: { hello: limit.system.asks.hello!, login: () => verify } }
  const systems = new Map([[LIMIT, { ...limit, system }]])
  const cpuMs = async (row: 'hello' | 'login') => (await measure(row, seconds, systems)).get(LIMIT)?.cpuMs ?? Number.NaN
  return ((await cpuMs('login')) - (await cpuMs('hello'))) / VERIFICATIONS
}

async function loginText(results: Results, limit: Running, seconds: number): Promise<readonly string[]> {
  const login = results.get('login')?.get(PORTAL)
  if (login === undefined) return []
  const raw = await rawVerificationMs(limit, seconds)
  if (Number.isNaN(login.cpuMs + raw)) return ['not measured  CPU of a login: this machine does not tell it']
  const times = login.cpuMs / raw
  const figures = `${login.cpuMs.toFixed(2)} ms with both its requests, ${raw.toFixed(3)} ms`
  return [
    `${verdict(times <= RATIO_MOST)} CPU of a login: at most ${RATIO_MOST} raw P-256 verifications: ${times.toFixed(1)} (${figures})`,
  ]
}

function sessionText(results: Results): readonly string[] {
  const [page, signed] = [results.get('page')?.get(PORTAL), results.get('signed')?.get(PORTAL)]
  if (page === undefined || signed === undefined) return []
  const part = 1 - ratio(signed, page)
  return [
    `${verdict(part <= PART_MOST)} session on a page: at most ${PART_MOST * 100} % of its time: ${(part * 100).toFixed(0)} %`,
  ]
}

/** A line a target, as far as its rows were measured. */
export async function identityText(results: Results, limit: Running, seconds: number): Promise<readonly string[]> {
  return [...(await loginText(results, limit, seconds)), ...sessionText(results)]
}
